"""What is looked for in the register."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """`size` "none": not known; `expiring`: days from now, 0 for those that ran out."""

    words: str = ""
    kind: str = ""
    size: str = ""
    sector: str = ""
    industry: str = ""
    commune: int | None = None
    province: int | None = None
    status: str = ""
    women: bool = False
    social: bool = False
    standard_key: str = ""
    expiring: int | None = None
    group: int | None = None
    ocop: int | None = None
    exported: bool = False
    entity_ids: tuple[int, ...] | None = None
