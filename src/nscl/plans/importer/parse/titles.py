"""The title of a document: the line of its kind with what follows up to the preamble; of a page of news, its
headline.
"""

from __future__ import annotations

import re

from nscl.plans.importer.parse.outline import Node, Role
from nscl.plans.importer.parse.passage import Passage, joined

_OPENING = re.compile(
    r"(?:can cu\b|theo de nghi|xet (?:de nghi|to trinh|thay)|thi hanh\b|quan triet\b|kinh gui|nham (?:trien|thuc|cu"
    r"|tiep)"
    r"|de (?:trien khai|thuc hien)|tiep tuc thuc hien\b|(?:thuc hien|trien khai(?: thuc hien)?) .{0,200}(?:;|\.|:)$"
    r"|\((?:ban hanh )?kem|\((?:theo|kem)\b|quyet dinh ?:|quyet nghi ?:|[a-z][a-z. -]{2,40}, ngay )"
)
_AUTHORITY = re.compile(
    r"(?:(?:chu tich )?(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)|bo truong|thu tuong chinh phu|giam doc so|khoa"
    r" [ivx0-9]+,|ban chap hanh|ban thuong vu) ?"
)
_SUBJECT = re.compile(r"\bv/v\s*:?\s*|^ve viec\s*:?\s*")
_HEADER = re.compile(r"cong hoa xa hoi|^uy ban|^hoi dong|^ubnd|^hdnd|^so [a-z]|^bo [a-z]|^ban [a-z]|doc lap")
_LINE = re.compile(
    r"^so(?: hieu)?\s?:|\d/[a-z]+-[a-z]+$|, ngay\b|^(?:ngay|nguoi|loai van ban|co quan|noi|linh vuc)\b|\d{1,2}[:h]\d\d"
)
_CRUMBS = re.compile(r"[»›]| > | / |\|")


def title(nodes: list[Node], kind: Node | None, told: Node | None, *, news: bool) -> list[Passage]:
    """The passages the title is made of, in order; none when the document has none."""
    if kind is not None:
        return [kind.passage, *_lines(nodes, kind)]
    if news:
        return [node.passage for node in nodes[:8] if 25 < len(node.text) < 260 and not _CRUMBS.search(node.text)][:1]
    capital = _capital(nodes)
    if capital:
        return capital
    if told is not None:
        return [told.passage]
    for node in nodes[:15]:
        subject = _SUBJECT.search(node.folded) if node.role is Role.head else None
        if subject and len(node.text) < 300:
            return [node.passage.slice(subject.end())]
    return []


def _lines(nodes: list[Node], kind: Node) -> list[Passage]:
    """The lines below the kind that go on with the title."""
    at = nodes.index(kind)
    out: list[Passage] = []
    for node in nodes[at + 1 : at + 9]:
        if (node.role not in (Role.head, Role.annex) and node.style != "heading") or (
            node.label and node.style != "heading"
        ):
            break
        own, ended = _before_authority(node)
        if not own or len(own.text) > 600 or _stops(own, out):
            break
        out.append(own)
        if ended:
            break
    return out


def _stops(line: Passage, out: list[Passage]) -> bool:
    """Whether a line below the kind is no more of the title."""
    if not out:
        return bool(re.match(r"can cu\b|theo de nghi|kinh gui", line.folded))
    if _OPENING.match(line.folded) or line.text.endswith((":", ";", ".")):
        return True
    return not (line.text[0].islower() or (line.text.isupper() == out[0].text.isupper() and len(line.text) < 220))


def _before_authority(node: Node) -> tuple[Passage, bool]:
    """A paragraph up to the line that names who decides; whether there was such a line."""
    text = node.passage
    if _AUTHORITY.match(text.folded) and (text.text.isupper() or len(text.text) < 60):
        return text.slice(0, 0), True
    for start, _ in node.spans[1:]:
        at = next((i for i, s in enumerate(text.starts) if s >= start), 0)
        if at and _AUTHORITY.match(text.folded, at) and text.text[at:].isupper():
            return text.slice(0, at), True
    return text, False


def _capital(nodes: list[Node]) -> list[Passage]:
    """A title in capitals where the line of the kind is lost."""
    for node in nodes[:40]:
        if node.role is Role.head and node.text.isupper() and len(node.text) > 40 and not _HEADER.search(node.folded):
            return [_before_authority(node)[0]]
    return []


def unmarked(head: list[Node]) -> list[Passage]:
    """The title of a numbered document whose kind is lost: the first line of the head that is no line of a header."""
    for node in head:
        text = node.text
        if not (20 < len(text) < 300 and text[0].isupper() and not text.endswith((".", ";", ":"))):
            continue
        if not (
            _HEADER.search(node.folded)
            or _OPENING.match(node.folded)
            or _CRUMBS.search(text)
            or _LINE.search(node.folded)
        ):
            return [node.passage]
    return []


def shown(parts: list[Passage]) -> str:
    """The title as one line."""
    return joined(parts).text.lstrip("# ").strip()
