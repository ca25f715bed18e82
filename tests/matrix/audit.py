"""The audit trail."""

from __future__ import annotations

from dataclasses import replace

from matrix.declare import listing
from matrix.organisations import agency

AUDITORS = ("head", "administrator")
TRAIL = listing("audit_trail", agency, may=AUDITORS, shows=lambda agency: agency.name)

ROUTES = [
    TRAIL,
    replace(
        TRAIL, name="audit_export", method="POST", send=lambda _: {"dang": "csv"}, changes=("foundation.auditentry",)
    ),
]
