"""Questions to the register of enterprises."""
