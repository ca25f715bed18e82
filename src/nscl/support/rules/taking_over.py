"""From a plan's words to a policy: which contents a rule speaks of, what its cap counts for. A proposal only."""

from __future__ import annotations

import re
from typing import Final

from nscl.plans.rules.needs_contents import WORDS, speaks_of
from nscl.shared.vietnamese import fold
from nscl.support.rules.amount import Per

_WIDE: Final = frozenset({"system", "guidance", "management", "research", "testing"})
_ALSO: Final = {
    "digital": ("cong nghe so", "cong nghe thong tin"),
    "management": ("dieu hanh chuong trinh", "hop hoi dong", "nghiem thu"),
}
_PER: Final = (("he thong", Per.SYSTEM), ("san pham", Per.PRODUCT), ("hop dong", Per.CONTRACT), ("nam", Per.YEAR))
_SPELT: Final = re.compile(r"(?<=\w)\.(?=\w(?:\.|\b))")  # G.A.P


def contents_of(text: str) -> list[str]:
    """Codes of the contents the words speak of, narrow before wide; empty where they say nothing known.

    A sentence that begins with certification is of certification, whatever it certifies. A wide content (guidance) is
    left out where a narrow one is named.
    """
    folded = _SPELT.sub("", fold(text)).strip(" -+")
    if folded.startswith("chung nhan"):
        named = (("product-certification", "chung nhan san pham"), ("system-certification", "he thong"))
        return [code for code, words in named if words in folded] or [code for code, _words in named]
    found = [
        code
        for code, _words in WORDS
        if speaks_of(folded, code) or any(words in folded for words in _ALSO.get(code, ()))
    ]
    return [code for code in found if code not in _WIDE] or found


def per_of(text: str) -> Per:
    """What `45 triệu đồng/hệ thống` counts for; a contract where the plan does not say."""
    words = fold(text)
    return next((per for word, per in _PER if word in words), Per.CONTRACT)
