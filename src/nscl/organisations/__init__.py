"""Provinces, agencies and what became of them. Identity here is national: every province reads it."""
