"""Sections whose headings were lost on the way to the file: what they are for, from what they hold.

Only where the document has no section of that role at all: items headed by agencies are the organisation, items
that name who leads are tasks, and a series that starts again after the aims holds the tasks.
"""

from __future__ import annotations

from nscl.plans.importer.parse.attributes import attributes
from nscl.plans.importer.parse.duties import heading_agencies
from nscl.plans.importer.parse.outline import Node, Outline, Role

_UNKNOWN = frozenset({Role.other})
_AIMS = frozenset({Role.aims, Role.objectives})
_LEADING = frozenset({"lead", "cooperating", "both"})


def infer(outline: Outline) -> None:
    """Gives roles to series of items that stand under no heading."""
    known = {node.role for node in outline.nodes()}
    for top in [outline.root, *(n for n in outline.nodes() if n.style == "part")]:
        for series in _series(top):
            role = _role_of(series, known)
            if role is not None:
                for item in series:
                    for node in item.walk():
                        if node.role in _UNKNOWN:
                            node.role = role


def _series(top: Node) -> list[list[Node]]:
    """Runs of numbered items right below `top`, cut where the numbering starts again; those whose use is not known."""
    runs: list[list[Node]] = []
    for node in top.children:
        if not node.numbered or node.style in ("article", "part", "chapter", "upper"):
            continue
        if node.parts == ("1",) or node.parts == ("I",) or not runs:
            runs.append([])
        runs[-1].append(node)
    return [[n for n in run if n.role in _UNKNOWN] for run in runs if any(n.role in _UNKNOWN for n in run)]


def _role_of(series: list[Node], known: set[Role]) -> Role | None:
    headed = [node for node in series if heading_agencies(node.passage)[0]]
    if Role.organisation not in known and len(headed) * 2 > len(series):
        return Role.organisation
    if Role.tasks in known:
        return None
    told = any(a.kind in _LEADING for node in series for below in node.walk() for a in attributes(below.passage))
    if told:
        return Role.tasks
    first = series[0]
    after_aims = first.parent is not None and any(
        n.role in _AIMS for n in first.parent.children[: first.parent.children.index(first)]
    )
    return Role.tasks if after_aims and not headed and first.parts[-1] in ("1", "I") else None
