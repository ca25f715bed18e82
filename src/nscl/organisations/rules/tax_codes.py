"""Tax codes: how they are written, which kind one is, whether its check digit is right (Circular 86/2024/TT-BTC)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import mul

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
FORM = re.compile(r"[0-9]{10}(-[0-9]{3})?|[0-9]{12}")
ENTERPRISE, BRANCH, PERSON = "enterprise", "branch", "person"


@dataclass(frozen=True)
class TaxCode:
    """A code in its usual writing. `sound` is False where the check digit is wrong: old codes have that, so it only
    warns. A person's 12 digits have none."""

    text: str
    kind: str
    sound: bool


def read(written: str) -> TaxCode | None:
    """The code as it is written on paper (`0100 109 106`, `0100109106001`); None when it can be none.

    Ten digits; ten, a dash and three of a branch; or twelve, a person's number (household businesses).
    """
    plain = written
    if not FORM.fullmatch(plain):
        plain = re.sub(r"[\s.\u00a0]", "", written).replace("–", "-").replace("—", "-")
        if re.fullmatch(r"[0-9]{13}", plain):
            plain = f"{plain[:10]}-{plain[10:]}"
        if not FORM.fullmatch(plain):
            return None
    if len(plain) == 12:
        return TaxCode(plain, PERSON, True)
    return TaxCode(plain, BRANCH if "-" in plain else ENTERPRISE, _check_digit(plain) == int(plain[9]))


def _check_digit(code: str) -> int:
    """10 − (Σ weight × digit mod 11) over the first nine; 10 is never issued, so no code has it."""
    total: int = sum(map(mul, WEIGHTS, map(int, code[:9])))
    return 10 - total % 11
