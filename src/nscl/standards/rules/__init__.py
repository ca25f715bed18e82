"""Pure rules about standards."""
