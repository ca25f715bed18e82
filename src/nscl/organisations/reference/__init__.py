"""Reference data of this room: provinces of today and before, the agencies every province has, central bodies.

The files and what they mean: README.md beside this file. Nothing is ever deleted: a row that left the files stays in
the tables, since plans may point to it; what ended gets its last day in the file instead.
"""

from __future__ import annotations

from nscl.organisations.reference.loading import load

__all__ = ["load"]
