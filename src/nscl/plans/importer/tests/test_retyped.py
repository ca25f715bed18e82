"""What a file says does not change with how it was saved: letters, line ends, encodings, columns of Markdown."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any, Literal

import pytest

from nscl.plans.importer.parse import parse
from nscl.plans.importer.read import read_file
from nscl.plans.importer.tests.scoring import fold

CORPUS = Path(__file__).parent / "corpus"
PLAIN = sorted(path.name for path in (*CORPUS.glob("*.txt"), *CORPUS.glob("*.md")))
MARKED = sorted(path.name for path in CORPUS.glob("*.md") if re.search(r"(?i)chủ trì.*\|", path.read_text("utf-8")))
COMPARED = {
    "targets": ("min", "max", "qualifier", "unit", "period", "growth", "baseline", "ref"),
    "tasks": ("ref", "lead", "cooperating", "when", "outputs"),
    "support_rules": ("ref", "rate_percent", "cap_vnd", "per"),
    "eligibility": ("ref",),
    "agency_duties": ("ref", "agencies"),
    "deadlines": ("month", "day", "recurs"),
}


def essence(path: Path) -> dict[str, Any]:
    """The facts of a file apart from where they stand: words folded, blanks collapsed. Titles are left out: once lines
    are broken, a heading without a mark may end a line later."""
    facts = parse(read_file(path)).as_json()
    told: dict[str, Any] = {
        kind: [[_plain(f[key]) for key in keys] for f in facts[kind]] for kind, keys in COMPARED.items()
    }
    told["document"] = {
        key: _plain(value) for key, value in facts["document"].items() if key not in ("sources", "title")
    }
    told["budget"] = [_plain(line["amount_vnd"]) for line in (facts["budget"] or {}).get("lines", [])]
    return told


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return re.sub(r"[-–—\s]+", " ", fold(value)) if isinstance(value, str) else value


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", PLAIN)
def test_decomposed_letters_do_not_matter(name: str, form: Literal["NFC", "NFD"], tmp_path: Path) -> None:
    other = tmp_path / name
    other.write_text(unicodedata.normalize(form, (CORPUS / name).read_text("utf-8")), "utf-8")
    assert essence(other) == essence(CORPUS / name)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", PLAIN)
def test_line_ends_and_encodings_do_not_matter(name: str, encoding: str, tmp_path: Path) -> None:
    other = tmp_path / name
    text = (CORPUS / name).read_text("utf-8-sig")
    other.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert essence(other) == essence(CORPUS / name)


def columns_turned(text: str) -> str:
    """Every Markdown table with its columns after the first in the opposite order; a row of column numbers stays."""
    lines = []
    for line in text.split("\n"):
        if line.startswith("|") and line.rstrip().endswith("|"):
            first, *others = line.strip().strip("|").split("|")
            numbers = all(re.fullmatch(r"\s*\(\d+\)\s*", cell) for cell in others)
            line = line if numbers else f"|{first}|{'|'.join(reversed(others))}|"
        lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize("name", MARKED)
def test_the_order_of_columns_does_not_matter(name: str, tmp_path: Path) -> None:
    turned = tmp_path / name
    turned.write_text(columns_turned((CORPUS / name).read_text("utf-8")), "utf-8")
    ours, theirs = essence(turned), essence(CORPUS / name)
    assert ours["tasks"] == theirs["tasks"]
    for kind in ("targets", "support_rules"):
        assert sorted(map(str, ours[kind])) == sorted(map(str, theirs[kind]))
