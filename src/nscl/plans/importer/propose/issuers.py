"""Which province a plan is of, by who issued it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from nscl.shared.vietnamese import early_tones, fold

_OF_PROVINCE = re.compile(
    r"\b(?:tinh|thanh pho(?: truc thuoc trung uong)?|tp\.?)\s+([a-z][a-z\s–-]*[a-z])\s*$",
)
_CALLED = r"(?:tinh|thanh pho|tp\.?|ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan)\s+{}\s"


@dataclass(frozen=True)
class Place:
    """A province during one time of its life."""

    id: int
    name: str
    valid_from: dt.date
    valid_to: dt.date | None = None

    def lived_on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def named_province(issuer: str) -> str | None:
    """The folded name of the province in `UBND tỉnh Kon Tum`; None where the issuer names none."""
    found = _OF_PROVINCE.search(_plain(issuer))
    return found[1] if found else None


def other_province(issuer: str, own: str) -> str | None:
    """The issuer, when it is a body of a province that is not called `own`; else None."""
    name = named_province(issuer)
    if name is None or name == _plain(own) or name.startswith(_plain(own) + " "):
        return None
    return issuer


def place_of(issuer: str, places: Iterable[Place], on: dt.date) -> Place | None:
    """The province that the issuer names, of those the one that lived `on` that day, else the latest."""
    text = f" {_plain(issuer)} "
    called = [p for p in places if re.search(_CALLED.format(re.escape(_plain(p.name))), text)]
    lived = [p for p in called if p.lived_on(on)]
    return max(lived or called, key=lambda p: (len(p.name), p.valid_from, p.id), default=None)


def _plain(text: str) -> str:
    return " ".join(fold(early_tones(text)).replace("–", "-").replace("—", "-").split())
