"""Who may, and what a row must say."""
