"""What the law says of an enterprise: pure functions with their reasons."""
