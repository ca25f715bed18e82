"""Who issued a document: from its head, else from the text, named as usual (`UBND tỉnh Nghệ An`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nscl.plans.importer.parse.agencies import alike
from nscl.plans.importer.parse.outline import Node, Outline, Role
from nscl.plans.importer.parse.passage import fold
from nscl.plans.importer.parse.places import cased, level_of, province_at, province_in
from nscl.plans.importer.source import Span

_BODY = re.compile(
    r"(?P<org>uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)(?:\s+(?P<level>tinh|thanh pho|tp\.?|huyen|quan|thi xa"
    r"|phuong|xa|dac khu|thi tran)\b)?[\s.]*"
)
_LEVELS = {"tinh": "tỉnh", "thanh pho": "thành phố", "tp": "thành phố", "tp.": "thành phố", "huyen": "huyện",
"quan": "quận", "thi xa": "thị xã", "phuong": "phường", "xa": "xã",
           "dac khu": "đặc khu", "thi tran": "thị trấn"}  # fmt: skip
_LEVEL = re.compile(r"(?P<level>tinh|thanh pho|tp\.?|huyen|quan|thi xa|phuong|xa(?! hoi)|dac khu|thi tran)\s+")
_PROVINCIAL = frozenset({"tinh", "thanh pho", "tp", "tp."})
_OWN_LINE = re.compile(
    r"(?:so|ban(?! hanh| nhan dan)|cuc|chi cuc|tong cuc|vien|trung tam|lien minh|hiep hoi|lien hiep|bo|hoi(?! chu"
    r" nghia)|cong an|thanh tra|van phong|tinh doan|ban quan ly)\s+\S"
)
_HIGH = re.compile(
    r"(?:thu tuong chinh phu|chinh phu|quoc hoi|uy ban thuong vu quoc hoi|(?:ban thuong vu )?(?:tinh|thanh) uy [a-z"
    r" ]+?)(?= dang cong san|$)"
)
_PLACE_LINE = re.compile(r"(?:^|[|;] ?)(?P<place>[a-z][a-z. -]{2,40}?)\s*,\s*ngay\b")
_PROPERTY = re.compile(r"(?:co quan ban hanh|noi ban hanh)\s*[:|]\s*")
_BREAK = re.compile(r"\s*(?:cong hoa xa hoi|so\s?:|doc lap|\||-{2,}|$)")


def issuer_of(outline: Outline, kind: Node | None, *, news: bool) -> tuple[str, list[Span]] | None:
    """The issuing agency and where it is named."""
    head = _head(outline, kind)
    if not news:
        found = _from_head(head)
        if found is not None:
            return found
    nodes = list(outline.nodes())
    strict = list(_named(nodes[:400]))
    placed = None if news else _from_place(outline, head)
    issuing = [n for n in strict if n[2]] or (
        [] if placed else [n for n in strict if n[0].startswith("UBND")] or strict
    )
    return (issuing[0][0], [issuing[0][1]]) if issuing else placed


def _head(outline: Outline, kind: Node | None) -> list[Node]:
    out: list[Node] = []
    for index, node in enumerate(outline.nodes()):
        if node is kind or index > 80 or node.role is not Role.head:
            break
        out.append(node)
    return out


def _from_head(head: list[Node]) -> tuple[str, list[Span]] | None:
    """The lines above the kind: a people's committee or council with its place, an agency below it, a ministry."""
    above: tuple[str, list[Span]] | None = None
    lines = [part for n in head if not n.text.endswith((".", ";")) and len(n.text) < 200 for part in _parted(n)]
    for index, node in enumerate(lines):
        folded = node.folded
        match = _BODY.match(folded)
        if match:
            after = lines[index + 1] if index + 1 < len(lines) else None
            above = above or _committee(node, match, after)
            named = _below(node, above)
            if named is not None:
                return named
            continue
        if _names_agency(node) and (node.text.isupper() or (above is not None and len(node.text) < 60)):
            below = lines[index + 1] if index + 1 < len(lines) else None
            if below is not None and _OWN_LINE.match(below.folded) and below.text.isupper():
                continue
            end = _BREAK.search(folded, 3)
            name = node.passage.slice(0, end.start() if end else None)
            return _of(cased(alike(name.text)), above), [name.whole]
        high = _HIGH.match(re.split(r"\s*[|]", folded)[0])
        if high and node.text[: high.end()].isupper():
            return "Thủ tướng Chính phủ" if high[0].startswith("thu tuong") else _party(node.text[: high.end()]), [
                node.span
            ]
    return above


def _party(name: str) -> str:
    return re.sub(r"^(Tỉnh|Thành) (?:Ủy|Uỷ)", r"\1 ủy", cased(alike(name)))


def _below(node: Node, above: tuple[str, list[Span]] | None) -> tuple[str, list[Span]] | None:
    """An agency named on the same line as the committee it belongs to."""
    place = next((p for p in _places(node)), None)
    if above is None or place is None:
        return None
    rest = node.passage.slice(place)
    if not (rest.folded.startswith("so ") or _OWN_LINE.match(rest.folded)) or not rest.text.isupper():
        return None
    end = _BREAK.search(rest.folded, 3)
    name = rest.slice(0, end.start() if end else None)
    return _of(cased(alike(name.text)), above), [name.whole]


def _places(node: Node) -> Iterator[int]:
    for match in _BODY.finditer(node.folded):
        place = province_at(node.folded, match.end())
        if place is not None:
            yield place[1]


def _of(agency: str, above: tuple[str, list[Span]] | None) -> str:
    """A province's agency with its province, when the line above names it and its own does not."""
    if above is None or not agency.startswith(("Sở ", "Ban ", "Chi cục ", "Thanh tra ", "Công an ")):
        return agency
    place = above[0].split(" ", 1)[1]
    return (
        agency if fold(place) in fold(agency) or not place.startswith(("tỉnh ", "thành phố ")) else f"{agency} {place}"
    )


def _names_agency(node: Node) -> bool:
    """Whether a line of the head is the name of an agency ("SỞ CÔNG THƯƠNG"), not a number line ("Số: …")."""
    if node.folded.startswith("so "):
        return not re.match(r"so \d|so ?:", node.folded) and node.text[:1].isupper()
    return bool(_OWN_LINE.match(node.folded)) and node.text[:1].isupper()


def _parted(node: Node) -> list[Node]:
    """A paragraph of the head cut where one of its lines names another agency."""
    cuts = [0]
    for start, _ in node.spans[1:]:
        at = next((i for i, s in enumerate(node.paragraph.starts) if s >= start), 0)
        rest = node.paragraph.folded[at:]
        if at and (
            (rest.startswith("so ") and not rest.startswith("so :")) or _OWN_LINE.match(rest) or _BODY.match(rest)
        ):
            cuts.append(at)
    if len(cuts) == 1:
        return [node]
    parts = [node.paragraph.slice(a, b) for a, b in zip(cuts, [*cuts[1:], None], strict=True)]
    return [replace(node, passage=part, paragraph=part) for part in parts]


def _committee(node: Node, match: re.Match[str], after: Node | None) -> tuple[str, list[Span]] | None:
    org = "HĐND" if match["org"] in ("hdnd", "hoi dong nhan dan") else "UBND"
    level = _LEVELS.get(match["level"] or "")
    place = province_at(node.folded, match.end())
    if place is not None:
        return f"{org} {level or level_of(place[0])} {place[0]}", [node.passage.span(0, place[1])]
    rest = node.passage.slice(match.end())
    end = _BREAK.search(rest.folded)
    name = rest.slice(0, end.start() if end else None).text
    if level and name and len(name.split()) <= 6:
        return f"{org} {level} {cased('X ' + name)[2:] if name.isupper() else name}", [node.span]
    if after is not None and not name and (found := _LEVEL.match(after.folded)):
        place = province_at(after.folded, found.end()) if found["level"] in _PROVINCIAL else None
        if place:
            return f"{org} {_LEVELS[found['level']]} {place[0]}", [node.span, after.span]
        end = _BREAK.search(after.folded, found.end())
        name = after.passage.slice(found.end(), end.start() if end else None).text
        if (
            found["level"] not in _PROVINCIAL
            and name
            and after.text[: found.end() + 1].isupper()
            and len(name.split()) < 6
        ):
            return f"{org} {_LEVELS[found['level']]} {cased('X ' + name)[2:]}", [node.span, after.span]
    return None


def _named(nodes: list[Node]) -> Iterator[tuple[str, Span, bool]]:
    """Committees and councils named with their place; true where the sentence says that they issue."""
    for node in nodes:
        for match in _BODY.finditer(node.folded):
            if not match["level"] or match["level"] not in ("tinh", "thanh pho", "tp", "tp."):
                continue
            place = province_at(node.folded, match.end())
            if place is None:
                continue
            org = "HĐND" if match["org"] in ("hdnd", "hoi dong nhan dan") else "UBND"
            issues = re.match(
                r",?\s*(?:vua |da |moi )?(?:ban hanh|xay dung|quyet dinh|trien khai|phe duyet)", node.folded[place[1] :]
            )
            alone = node.text.isupper() and match.start() == 0
            yield (
                f"{org} {_LEVELS[match['level']]} {place[0]}",
                node.passage.span(match.start(), place[1]),
                bool(issues or alone),
            )


def _from_place(outline: Outline, head: list[Node]) -> tuple[str, list[Span]] | None:
    """The place line, the title or a site's property, where the text speaks of its own committee without naming the
    place.
    """
    org, level = _spoken(outline, head)
    for node in head:
        match = _PROPERTY.search(node.folded)
        place = province_in(node.folded[match.end() : match.end() + 40]) if match else None
        if place:
            return f"{org} {level_of(place)} {place}", [node.span]
    for node in head:
        match = _PLACE_LINE.search(node.folded)
        found = province_at(node.folded, match.start("place")) if match else None
        if found:
            return f"{org} {level or level_of(found[0])} {found[0]}", [node.span]
    for index, node in enumerate(outline.nodes()):
        if index > 25:
            break
        for match in re.finditer(r"\b(tinh|thanh pho)\s+", node.folded):
            found = province_at(node.folded, match.end())
            if found:
                return f"{org} {_LEVELS[match[1]]} {found[0]}", [node.passage.span(match.start(), found[1])]
    return None


def _spoken(outline: Outline, head: list[Node]) -> tuple[str, str | None]:
    """Which body signs or speaks in the text."""
    text = " ".join(n.folded for _, n in zip(range(60), outline.nodes(), strict=False))
    foot = " ".join(n.folded for n in outline.nodes() if n.role is Role.foot)
    council = (
        "tm. hoi dong nhan dan" in foot
        or "quyet nghi" in text
        or any(n.folded.startswith("hoi dong nhan dan") and n.text.isupper() for n in head)
    )
    match = re.search(r"(?:uy ban nhan dan|ubnd) (tinh|thanh pho)\b", text)
    return ("HĐND" if council else "UBND"), _LEVELS[match[1]] if match else None
