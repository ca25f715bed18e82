"""Staff home, whole-story pages, the command line. Composes rooms, owns no rule."""
