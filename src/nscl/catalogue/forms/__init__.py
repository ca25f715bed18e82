"""What is filled in about norms and regulations."""
