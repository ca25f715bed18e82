"""Pages of plans: load, form, one action, render."""
