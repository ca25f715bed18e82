"""Numerals lost on the way to the file, put back where the sections around tell them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nscl.plans.importer.parse.labels import roman, to_roman

if TYPE_CHECKING:
    from nscl.plans.importer.parse.outline import Node


def restore(top: Node) -> None:
    """Gives a heading without a numeral the one that is missing between its neighbours: I, –, III → II."""
    sections = [node for node in top.children if node.style in ("roman", "caps")]
    if not any(node.numbered for node in sections):
        return
    for lost, before, after in _gaps(sections):
        if after is not None and after - before - 1 != len(lost):
            continue
        for place, node in enumerate(lost, before + 1):
            _put(node, to_roman(place))


def _gaps(sections: list[Node]) -> Iterator[tuple[list[Node], int, int | None]]:
    """Runs of headings without numerals, with the number before them and the one after."""
    before = 0
    lost: list[Node] = []
    for node in sections:
        number = roman(node.parts[-1]) if node.numbered else None
        if number is None:
            lost.append(node)
            continue
        if lost:
            yield lost, before, number
        before, lost = number, []
    if lost and before:
        yield lost, before, None


def _put(node: Node, numeral: str) -> None:
    """Writes the numeral into the path of the heading and of all below it."""
    base = node.ref
    for below in node.walk():
        rest = below.ref[len(base) :].lstrip(".")
        below.ref = ".".join(part for part in (base, numeral, rest) if part)
    node.parts = (numeral,)
