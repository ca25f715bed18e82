"""Lives of an inquiry and of a contract."""
