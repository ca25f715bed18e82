"""What a page of news tells of a plan: tasks counted "thứ nhất, thứ hai" or strung together, and who will do what."""

from __future__ import annotations

import re

from nscl.plans.importer.facts import AgencyDuty, Document, Task
from nscl.plans.importer.parse.attributes import spoken
from nscl.plans.importer.parse.duties import heading_agencies
from nscl.plans.importer.parse.outline import Node, Outline
from nscl.plans.importer.parse.passage import Passage
from nscl.plans.importer.source import Span

_ORDINAL = re.compile(
    r"(?:^|(?<=[\s,.;:]))(?:thứ (?P<o>nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?![\s,:]*(?:tháng|ngày"
    r"|\d))(?=[\s,:]+(?:là|tăng|đẩy|tiếp|hỗ|tổ"
    r"|xây|rà|thực|nâng|phát|triển|hoàn|[A-ZĐ]))|(?P<c>một|hai|ba|bốn|năm|sáu|bảy|tám|chín"
    r"|mười) là)(?:\s+là)?[\s,:]*",
    re.IGNORECASE,
)
_WORDS = (
    ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"],
    ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"],
)
_TELLS = re.compile(
    r"(?:theo (?:do|ke hoach|chuong trinh|de an)[^,]{0,80},|ke hoach (?:tap trung|de ra|xac dinh|dat ra|yeu cau|neu"
    r" ro)|nhiem vu (?:trong tam|chu yeu|cu the)|cac (?:nhiem vu|noi dung|giai phap)"
    r"|noi dung (?:chinh|chu yeu|trong tam|ho tro|thuc hien))"
)
_WORK = re.compile(r"(?:.{0,160}?\b(?:sẽ|tập trung|gồm|bao gồm|như|là|:)\s*(?:vào\s*)?:?\s*)(?=\S)", re.IGNORECASE)
_ASIDE = re.compile(r"^(?:ong|ba|anh|chi|dong chi|tin|theo|anh:|bai|nguon|binh luan|pv|tac gia)\b")


_RELATED = re.compile(
    r"(?:(?:cac )?tin (?:lien quan|khac|cung chuyen muc|moi)|bai viet (?:lien quan|khac)|tin bai khac|doc them|xem them"
    r"|co the ban quan tam|cung chuyen muc|doc nhieu)\b.{0,20}$"
)


def story(outline: Outline) -> list[Node]:
    """The nodes of the article: not the links to others that a site shows below it."""
    nodes = list(outline.nodes())
    told = 0
    for index, node in enumerate(nodes):
        if told >= 3 and _RELATED.match(node.folded) and all(len(n.text) < 160 for n in nodes[index:]):
            return nodes[:index]
        told += len(node.text) > 90
    return nodes


def tasks(outline: Outline, document: Document) -> list[Task]:
    """The tasks a page of news tells."""
    nodes = story(outline)
    counted = [task for node in nodes for task in _counted(node)]
    return counted or [task for node in nodes for task in _strung(node)] or _listed(nodes)


def _listed(nodes: list[Node]) -> list[Task]:
    """The bullets after a sentence that announces the work."""
    out: list[Task] = []
    announced = False
    for node in nodes:
        if node.label and not node.numbered:
            if announced and len(node.text) > 12:
                out.append(_task("", node.passage.strip(" .;"), node.span))
            continue
        announced = bool(_TELLS.search(node.folded)) and node.text.endswith(":")
    return out


def _counted(node: Node) -> list[Task]:
    text = node.paragraph
    marks = list(_ORDINAL.finditer(text.text))
    out = []
    for mark, after in zip(marks, [*marks[1:], None], strict=False):
        part = text.slice(mark.end(), after.start() if after else None).strip(" ;,")
        if len(part.text) < 15:
            continue
        words, word = (_WORDS[0], mark["o"]) if mark["o"] else (_WORDS[1], mark["c"])
        out.append(
            _task(
                str(words.index(word.lower()) + 1),
                part,
                text.span(mark.start(), len(text.text) if after is None else after.start()),
            )
        )
    return out


def _strung(node: Node) -> list[Task]:
    """A sentence that tells the work to do, its parts between semicolons."""
    text = node.passage
    if not _TELLS.search(text.folded) or ";" not in text.text or heading_agencies(text)[0]:
        return []
    lead = _WORK.match(text.text)
    parts = text.slice(lead.end() if lead else 0).split(re.compile(r";\s*"))
    parts = [part.strip(" .") for part in parts if len(part.text) > 20]
    return [_task("", part, part.whole) for part in parts] if len(parts) > 1 else []


def _task(ref: str, part: Passage, source: Span) -> Task:
    colon = part.text.find(":")
    title = part.text[:colon] if 10 < colon < 200 else part.text
    task = Task(ref=ref, title=title.strip(" .;"), text=part.text, source=source)
    lead, helpers = spoken(part)
    task.lead, task.cooperating = [n.text for n in lead], [n.text for n in helpers]
    task.sources = {"lead": [n.whole for n in lead], "cooperating": [n.whole for n in helpers]}
    return task


_GIVES = re.compile(r"^(?:ubnd|uy ban nhan dan|ke hoach|chu tich)[^.;:]{0,60}? (?:cung )?giao (?:cho )?")


def duties(outline: Outline) -> list[AgencyDuty]:
    """Paragraphs that begin with the agencies they speak of, once the organisation is told."""
    out: list[AgencyDuty] = []
    for node in story(outline):
        text = node.paragraph
        if _ASIDE.match(text.folded) or re.search(r"\b(?:vua|da) ban hanh\b|\bban hanh ke hoach\b", text.folded[:160]):
            continue
        gives = _GIVES.match(text.folded)
        ref = node.ref if node.numbered else ""
        out.extend(_spoken_to(text.slice(gives.end()) if gives else text, ref, text.whole))
    return out


# A part after a semicolon, or a sentence that begins with an agency ("…. Sở Tài chính bố trí kinh phí").
_SPOKEN = re.compile(
    r";\s+(?!(?:UBND|Ủy ban|các|Các|Sở|Hội|Ban)[^;:]{0,80}:)"
    r"|(?<=[a-zà-ỹđ]\.) (?=(?:Sở|UBND|Ủy ban|Ban|Công an|Hội|Các sở|Chi cục|Trung tâm) )"
)


def _spoken_to(text: Passage, ref: str, source: Span) -> list[AgencyDuty]:
    """The duties of a paragraph that begins with agencies; a part after a semicolon may speak to others."""
    out: list[AgencyDuty] = []
    for part in text.split(_SPOKEN):
        part = part.strip(" .")
        names, rest = heading_agencies(part)
        if names and len(rest.text) >= 15:
            own = {"agencies": [name.whole for name in names], "duties": [rest.whole]}
            out.append(AgencyDuty([name.text for name in names], [rest.text], ref, source, own))
        elif out:
            out[-1].duties.append(part.text)
            out[-1].sources["duties"].append(part.whole)
        else:
            return []
    return out
