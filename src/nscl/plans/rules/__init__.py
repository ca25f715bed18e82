"""What holds of plans whatever the database: pure functions."""
