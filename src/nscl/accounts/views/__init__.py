"""Pages of signing in and of managing people."""
