"""What sort of body a written name tells."""

from __future__ import annotations

from nscl.shared.vietnamese import fold

MARKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cooperative", (" htx", " lhhtx", "hop tac xa", "to hop tac")),
    ("household", ("ho kinh doanh", " hkd ")),
    ("seed_centre", ("trung tam giong",)),
    ("branch", ("chi nhanh",)),
)


def kind_of(name: str) -> str:
    """A `LegalEntity.Kind`: a cooperative, a household, a branch, a facility (`Cơ sở …`); else an enterprise."""
    folded = f" {fold(name)} "
    for kind, marks in MARKS:
        if any(mark in folded for mark in marks):
            return kind
    return "facility" if folded.startswith(" co so ") else "enterprise"
