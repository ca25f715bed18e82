"""A plan in other forms: a workbook, a calendar."""
