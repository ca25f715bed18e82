"""What people do with plans: one verb a function, one transaction each."""
