"""Pages of the register of enterprises."""
