"""Words in bold in the handbook are words of the screens: a label that changes must change there too."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs" / "huong-dan").glob("*.md"))
OTHER = {"in đậm"}
COMPOSED = re.compile(r"Thêm (?:chỉ tiêu|nhiệm vụ|mức hỗ trợ|điều kiện|trách nhiệm|thời hạn|dòng dự toán)$")


@cache
def screens() -> str:
    sources = (p for kind in ("html", "py", "js") for p in (ROOT / "src" / "nscl").rglob(f"*.{kind}"))
    return "\n".join(p.read_text(encoding="utf-8") for p in sources if "tests" not in p.parts)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_labels_are_those_of_the_screens(page: Path) -> None:
    labels = {word for word in re.findall(r"\*\*([^*]+)\*\*", page.read_text(encoding="utf-8")) if word[-1] != "?"}
    labels -= OTHER
    assert labels
    assert not [
        w for w in labels if w not in screens() and w[0].lower() + w[1:] not in screens() and not COMPOSED.match(w)
    ]
