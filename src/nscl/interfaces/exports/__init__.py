"""What pages of this room give away as files."""
