"""Loading rows for a person."""
