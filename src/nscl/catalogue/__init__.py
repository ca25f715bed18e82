"""Dated reference data of the field: content codes, product groups, calendar days."""
