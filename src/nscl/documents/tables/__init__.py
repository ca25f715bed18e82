"""Tables in files that people hand in (XLSX, CSV, text with tabs), row by row, in the memory of one row.

Knows nothing of what the columns mean. A cell is text as a person reads it: days `15/03/2019`, whole numbers without a
point. What a spreadsheet has spoilt stays visible: `1.23457E+15` (digits are lost), `#N/A`, `=A1&B1` (a formula whose
value was never reckoned).
"""

from nscl.documents.tables.opening import Opened, estimate, look, rows

__all__ = ["Opened", "estimate", "look", "rows"]
