"""The years a plan covers and the year it looks ahead to."""

from __future__ import annotations

import re

from nscl.plans.importer.facts import Document
from nscl.plans.importer.parse.outline import Node, Outline, Role
from nscl.plans.importer.parse.passage import Passage, of_text
from nscl.plans.importer.source import Span

_RANGE = re.compile(
    r"(?:giai doan|thoi ky|cac nam|nam|ky|tu nam|5 nam|\()?\s*(?P<a>20\d\d)\s*(?:-|den(?: het)?(?: nam)?"
    r"|/)\s*(?P<b>20\d\d)(?!\d)"
)
_SINGLE = re.compile(
    r"(?<!den )(?<!tu )(?<!truoc )(?<!het )(?<!nhin )(?:trong )?nam (?P<a>20\d\d)(?!\s*(?:-|den|/)\s*(?:nam )?20\d\d)"
)
_DATED = re.compile(r"(?:thang \d{1,2} |/)$|(?:ngay [\d./ -]+|thang \d{1,2},? )(?:nam )?$")
_UNTIL = re.compile(r"(?:den|toi)(?: het)? nam (?P<b>20\d\d)")
_HORIZON = re.compile(
    r"(?:dinh huong|tam nhin|huong toi)(?: phat trien)?(?: den| toi)?(?: het)?(?: nam)? (?P<b>20\d\d)"
)
_QUOTED = re.compile(
    r"(?:ke hoach|quyet dinh|nghi quyet|chuong trinh) \d+\S*/\S+ nam \d{4}|(?:nghi dinh|quyet dinh|nghi quyet|chi thi"
    r"|ke hoach|thong tu|ket luan|cong van) so [^ ]+ ngay [^ ]+(?: thang \d+ nam \d+)?"
)


def period_of(outline: Outline, document: Document) -> tuple[list[int], Span] | None:
    """The years from the title, else the opening, else the headings of the aims."""
    for text in _places(outline, document):
        found = _in(text, document)
        if found is not None:
            return found
    return None


def horizon_of(outline: Outline, document: Document) -> tuple[int, Span] | None:
    """The year of "định hướng đến năm 2030", from the title, the opening or a heading, when it lies beyond the
    period.
    """
    for text in _places(outline, document):
        for match in _HORIZON.finditer(text.folded):
            year = int(match["b"])
            if document.period is None or year > document.period[1]:
                return year, text.span(*match.span())
    if document.period is None:
        for text in _places(outline, document)[:2]:
            for match in _UNTIL.finditer(_QUOTED.sub(lambda m: " " * len(m[0]), text.folded)):
                return int(match["b"]), text.span(*match.span())
    return None


def _places(outline: Outline, document: Document) -> list[Passage]:
    places: list[Passage] = []
    if document.title and document.sources.get("title"):
        places.append(of_text(outline.source, *document.sources["title"][0]))
    nodes = list(outline.nodes())
    if document.kind == "news":
        told = [
            _issuing(n) for n in nodes[:8] if "ban hanh ke hoach" in n.folded or "ban hanh chuong trinh" in n.folded
        ]
        places.extend(
            told[:1] or [n.passage for n in nodes[1:6] if "ke hoach" in n.folded or "chuong trinh" in n.folded]
        )
        return places
    places.extend(
        _issuing(n)
        for n in nodes
        if n.role is Role.head
        and re.search(r"ban hanh|xay dung (?:ke hoach|chuong trinh)|nhu sau|bao gom", n.folded)
        and not (re.match(r"can cu|theo de nghi|xet ", n.folded) and not n.text.endswith(":"))
    )
    places.extend(n.passage for n in nodes if n.style == "article" and n.ref.endswith("1") and "ban hanh" in n.folded)
    places.extend(
        n.passage for n in nodes if n.role in (Role.head, Role.annex) and n.style == "text" and n.text.isupper()
    )
    places.extend(
        n.passage
        for n in nodes
        if n.role in (Role.objectives, Role.tasks) and n.numbered and len(n.text) < 120 and n.rank < 9
    )
    return places


def _issuing(node: Node) -> Passage:
    """The part of an opening sentence that speaks of this plan, after what it is based on."""
    at = max(
        node.folded.rfind(" ban hanh "),
        node.folded.rfind(" xay dung ke hoach"),
        node.folded.rfind(" xay dung chuong trinh"),
    )
    return node.passage.slice(at) if at > 0 else node.passage


def _in(text: Passage, document: Document) -> tuple[list[int], Span] | None:
    folded = _QUOTED.sub(lambda m: " " * len(m[0]), text.folded)
    single = next(
        (m for m in _SINGLE.finditer(folded) if not _DATED.search(folded[max(0, m.start() - 24) : m.start()])), None
    )
    span_ = next((m for m in _RANGE.finditer(folded) if int(m["a"]) <= int(m["b"])), None)
    if (
        single
        and not re.search(r"giai doan$|va giai doan$", folded[: single.start()].strip())
        and (span_ is None or _year_of_range(single, span_, folded))
    ):
        year = int(single["a"])
        return [year, year], text.span(*single.span())
    if span_:
        return [int(span_["a"]), int(span_["b"])], text.span(*span_.span())
    beyond = _HORIZON.search(folded)
    until = next(
        (m for m in _UNTIL.finditer(folded) if not _HORIZON.search(folded[max(0, m.start() - 12) : m.end()])), None
    )
    if until and beyond and document.issued_on:
        start, end = int(document.issued_on[:4]), int(until["b"])
        if start <= end:
            return [start, end], text.span(*until.span())
    return None


def _year_of_range(single: re.Match[str], span_: re.Match[str], folded: str) -> bool:
    """A plan of one year within a programme's period; "năm 2025 và giai đoạn 2025-2027" is the whole."""
    if re.fullmatch(r"\s*(?:,|va|-)\s*", folded[single.end() : span_.start()]):
        return False
    return int(span_["a"]) <= int(single["a"]) <= int(span_["b"])
