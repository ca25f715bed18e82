"""What a document says does not depend on how it was typed: the reading survives other numbering, other line breaks,
decomposed letters, a page around it, other figures and other orders of columns."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from nscl.plans.importer.parse import parse
from nscl.plans.importer.parse.outline import Node, outline
from nscl.plans.importer.read.text import read_text

CORPUS = Path(__file__).parent / "corpus"
SHARED = Path(__file__).parents[6] / "shared" / "plans"
TEXTS = [*sorted(CORPUS.glob("*.txt")), *sorted(SHARED.glob("*.txt"))]
NAMES = [path.stem for path in TEXTS]
BY_NAME = dict(zip(NAMES, TEXTS, strict=True))
LISTS = ("targets", "tasks", "support_rules", "eligibility", "agency_duties", "deadlines")
TOLD = ("min", "max", "qualifier", "unit", "period", "growth", "lead", "cooperating", "when", "rate_percent",
"cap_vnd", "per",
        "agencies", "month", "day", "recurs", "by", "to")  # fmt: skip

every_text = pytest.mark.parametrize("name", NAMES)


def plain(value: Any) -> Any:
    """A value as compared: composed, blanks collapsed."""
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    return [plain(v) for v in value] if isinstance(value, list) else value


def facts(text: str, *, refs: bool = True, sort: bool = False) -> dict[str, Any]:
    """What a text says, without spans: the values of every list and of the document."""
    reading = parse(read_text(text)).as_json()
    keys = (*TOLD, "ref") if refs else TOLD
    told: dict[str, Any] = {
        kind: [{k: plain(fact[k]) for k in keys if k in fact} for fact in reading[kind]] for kind in LISTS
    }
    for kind in LISTS:
        for told_fact, fact in zip(told[kind], reading[kind], strict=True):
            told_fact.update({k: len(fact[k]) for k in ("outputs", "duties") if k in fact})
        if sort:
            told[kind].sort(key=str)
    told["document"] = {k: plain(v) for k, v in reading["document"].items() if k not in ("sources", "title")}
    budget = reading["budget"]
    told["budget"] = budget and (budget["total_vnd"], [(line["ref"], line["amount_vnd"]) for line in budget["lines"]])
    return told


@cache
def original(name: str) -> str:
    return BY_NAME[name].read_text(encoding="utf-8")


@every_text
def test_decomposed_letters_say_the_same(name: str) -> None:
    text = original(name)
    assert facts(unicodedata.normalize("NFD", text)) == facts(unicodedata.normalize("NFC", text))


@every_text
def test_other_blanks_and_dashes_say_the_same(name: str) -> None:
    text = original(name)
    typed = text.replace(" - ", " – ").replace("\n- ", "\n−\u00a0").replace(" và ", " \u200bvà ")
    assert facts(typed) == facts(text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text as one line each; rows of tables stay as they are."""
    source = read_text(text)
    tree = outline(source)
    out: list[str] = []
    for item in tree.order:
        if isinstance(item, Node):
            out.append(item.paragraph.text)
        else:
            out.extend(source.text[row.span[0] : row.span[1]] for row in item.rows)
    return out


def has_tables(text: str) -> bool:
    return any(line.cells for line in read_text(text).lines) or "\n|\n" in text


FLOWING = [name for name in NAMES if not has_tables(original(name))]


@pytest.mark.parametrize("name", FLOWING)
@pytest.mark.parametrize("width", [64, 92])
def test_other_line_breaks_say_the_same(name: str, width: int) -> None:
    """Paragraphs apart, broken at another width."""
    text = "\n\n".join(paragraphs(original(name)))
    broken = "\n\n".join(
        textwrap.fill(p, width, break_long_words=False, break_on_hyphens=False) for p in text.split("\n\n")
    )
    assert facts(broken) == facts(text)


@every_text
def test_a_page_around_it_says_nothing(name: str) -> None:
    before = "Trang chủ\nGiới thiệu\nVăn bản\nĐăng nhập\nChia sẻ\n\n"
    after = (
        "\n\nChia sẻ bài viết\nVăn bản liên quan\nLượt truy cập: 120.431\nBản quyền thuộc về Cổng thông tin điện tử\n"
    )
    text = original(name)
    if facts(text)["document"]["kind"] in ("news", "other"):
        pytest.skip("a page of news is told from what stands around it")
    assert facts(before + text + after) == facts(text)


def renumbered(text: str) -> str:
    """The same document with `1)` for `1.`, `a.` for `a)` and `I/` for `I.`; tables are left alone."""
    lines = []
    for line in text.split("\n"):
        if "|" in line or "\t" in line:
            lines.append(line)
            continue
        line = re.sub(r"^(\s*)([IVX]{1,5})\. (?=\S)", r"\1\2/ ", line)
        line = re.sub(r"^(\s*)(\d{1,2})\. (?=[A-ZĐ])", r"\1\2/ ", line)
        lines.append(re.sub(r"^(\s*)([a-eđ])\) (?=[A-ZĐ])", r"\1\2. ", line))
    return "\n".join(lines)


@every_text
def test_another_style_of_numbers_says_the_same(name: str) -> None:
    text = original(name)
    assert facts(renumbered(text)) == facts(text)


def shifted(text: str) -> str:
    """Every section one numeral further: I. → II."""
    order = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI"]

    def next_(match: re.Match[str]) -> str:
        at = order.index(match[1])
        return f"{order[at + 1]}." if at + 1 < len(order) else match[0]

    return re.sub(r"^(I|II|III|IV|V|VI|VII|VIII|IX|X)\.(?=\s?[A-ZĐ])", next_, text, flags=re.MULTILINE)


@every_text
def test_other_numerals_change_nothing_but_the_paths(name: str) -> None:
    text = original(name)
    if re.search(r"^(?:[A-H]\.|Phần|PHẦN|Phụ lục|PHỤ LỤC)", text, flags=re.MULTILINE):
        pytest.skip("the numerals are used more than once")
    assert facts(shifted(text), refs=False) == facts(text, refs=False)


def other(number: int) -> int:
    """Another figure of as many digits, no year and no date."""
    return number + 3 if number % 10 < 7 else number - 3


@every_text
def test_other_figures_give_other_figures(name: str) -> None:
    """Each target that states one whole number follows it when it is changed."""
    text = original(name)
    reading = parse(read_text(text))
    for target in reading.targets:
        if not isinstance(target.min, int) or target.min != target.max or not 10 <= target.min < 1000:
            continue
        start, end = target.source
        found = list(re.finditer(rf"(?<![\d.,/:]){target.min}(?![\d.,/:])", text[start:end]))
        if len(found) != 1 or target.min == 100:
            continue
        at = start + found[0].start()
        changed = text[:at] + str(other(target.min)) + text[at + len(found[0][0]) :]
        again = parse(read_text(changed)).targets
        assert len(again) == len(reading.targets)
        assert any(t.min == other(target.min) and t.unit == target.unit for t in again), target


def swapped(text: str) -> str | None:
    """The tables with their last two columns of words changed about; None when there is no such table."""
    out, changed = [], False
    if len({line.count("|") for line in text.split("\n") if line.strip().startswith("|") and line.strip() != "|"}) > 1:
        return None  # rows that run over several lines
    for line in text.split("\n"):
        cells = line.strip().strip("|").split("|") if line.strip().startswith("|") else line.split("\t")
        counts = all(re.fullmatch(r"[\s\d()A-Z=+x\[\]]*", cell) for cell in cells)  # (1) (2) (3): stays in its order
        if len(cells) >= 5 and not counts and ("\t" in line or line.strip().startswith("|")):
            cells[2], cells[3] = cells[3], cells[2]
            line = "\t".join(cells) if "\t" in line else "|" + "|".join(cells) + "|"
            changed = True
        out.append(line)
    return "\n".join(out) if changed else None


@every_text
def test_other_orders_of_columns_say_the_same(name: str) -> None:
    text = original(name)
    other_order = swapped(text)
    if other_order is None:
        pytest.skip("no table")
    assert facts(other_order, sort=True) == facts(text, sort=True)
