"""Pages of norms and regulations."""
