"""Comparing plans: pairing, differences, pages."""
