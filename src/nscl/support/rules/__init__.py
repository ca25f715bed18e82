"""How much support there is for a cost: pure functions with their reasons."""
