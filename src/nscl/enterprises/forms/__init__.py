"""Forms of the register of enterprises."""
