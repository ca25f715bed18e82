"""Questions about agencies' work and their reports of it."""
