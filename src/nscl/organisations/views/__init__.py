"""Pages of the register: agencies, their changes, names as written, provinces."""
