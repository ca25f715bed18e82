"""The audit trail."""

from __future__ import annotations

from dataclasses import replace

from matrix.declare import listing
from matrix.organisations import agency

AUDITORS = ("head", "administrator")
# Of agencies alone: by the time this is asked, a hundred other things were done and the first page is full of them.
TRAIL = listing(
    "audit_trail", agency, may=AUDITORS, shows=lambda agency: agency.name,
    query=lambda _: "loai=organisations.agency",
)  # fmt: skip

ROUTES = [
    TRAIL,
    replace(
        TRAIL, name="audit_export", method="POST", send=lambda _: {"dang": "csv"}, changes=("foundation.auditentry",)
    ),
]
