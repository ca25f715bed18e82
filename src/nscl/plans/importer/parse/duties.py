"""What each agency has to do: the items of the section on organisation, headed by the agencies they speak to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nscl.plans.importer.facts import AgencyDuty
from nscl.plans.importer.parse.agencies import alike, begins_name, leading
from nscl.plans.importer.parse.outline import Node, Outline, Role
from nscl.plans.importer.parse.passage import Passage, fold

_PREFIX = re.compile(
    r"(?:về tổ chức thực hiện,\s*)?(?:(?:giao(?: cho)?(?! thông)|(?:trân trọng |kính )?đề nghị|yêu cầu|đối với|trách"
    r" nhiệm(?: thực hiện)?(?: của)?|nhiệm vụ của|phân công(?: cho)?|ủy quyền(?: cho)?|phía)(?=[\s:])[\s:]*)*",
    re.IGNORECASE,
)
_GROUP = re.compile(r"(?:cac|nhung|mot so|thu truong|giam doc cac|so, |so, ban)\b")
_WORK = re.compile(r"[,;]?\s*(?:có (?:trách nhiệm|nhiệm vụ)|chịu trách nhiệm)?\s*:?\s*")
_EXECUTES = re.compile(
    r"chịu trách nhiệm (?:thi hành|thực hiện|tổ chức)|căn cứ (?:quyết định|nghị quyết) (?:thi hành|thực hiện)"
)


def duties(outline: Outline) -> list[AgencyDuty]:
    """Every duty of the organisation, in order."""
    found: list[AgencyDuty] = []
    for node in outline.nodes():
        if node.role in (Role.organisation, Role.reporting) and (
            node.parent is None or node.parent.role not in (Role.organisation, Role.reporting)
        ):
            found.extend(_of_section(node))
        elif (
            node.style == "article"
            and node.role
            not in (
                Role.organisation,
                Role.reporting,
                Role.tasks,
                Role.support,
                Role.eligibility,
                Role.objectives,
                Role.results,
            )
        ) or (node.role is Role.closing and node.folded.startswith("giao ")):
            one = _duty(node)
            if one is not None:
                found.append(one)
    return found


def _of_section(section: Node) -> Iterator[AgencyDuty]:
    own = _duty(section) if section.style != "text" else None
    if own is not None:
        yield own
        return
    nodes = [section] if section.style == "text" else section.children
    for child in nodes:
        yield from _of_item(child)


def _of_item(node: Node) -> Iterator[AgencyDuty]:
    if node.role not in (Role.organisation, Role.reporting):
        return
    one = _duty(node)
    if one is not None:
        yield one
        return
    for child in node.children:
        yield from _of_item(child)


def _duty(node: Node) -> AgencyDuty | None:
    """The duty an item tells, when it begins with agencies."""
    names, rest = heading_agencies(
        node.passage, heading=bool(node.children) and len(node.text) < 200 and not node.text.endswith((".", ";"))
    )
    if not names or (not rest and all(_GROUP.match(fold(name.text)) for name in names) and _speak(node.children)):
        return None
    own = [rest] if rest.text and len(rest.text) > 3 else []
    below = [
        child.whole if child.children else child.passage for child in node.children if child.text or child.children
    ]
    duties_ = [part for part in (*own, *below) if part.text]
    if not duties_:
        return None
    return AgencyDuty(
        agencies=[name.text for name in names],
        duties=[part.text for part in duties_],
        ref=node.ref,
        source=node.full_span,
        sources={"agencies": [name.whole for name in names], "duties": [part.whole for part in duties_]},
    )


def _speak(children: list[Node]) -> bool:
    """Whether most of the items below speak to agencies of their own."""
    speaking = [child for child in children if heading_agencies(child.passage)[0]]
    return len(speaking) * 2 > len(children)


def heading_agencies(text: Passage, *, heading: bool = False) -> tuple[list[Passage], Passage]:
    """The agencies a heading or a sentence speaks to, and what it says to them (empty for a heading)."""
    nothing = text.slice(0, 0)
    prefix = _PREFIX.match(text.text)
    start = prefix.end() if prefix else 0
    plain = alike(text.text)
    if not begins_name(plain[start:]):
        return [], nothing
    names, end = leading(text.slice(start), heading=heading)
    if not names:
        return [], nothing
    rest = text.slice(start).slice(end)
    work = _WORK.match(rest.text)
    cut = work.end() if work and not _EXECUTES.match(rest.text) else 0
    return names, rest.slice(cut)
