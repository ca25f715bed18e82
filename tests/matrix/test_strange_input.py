"""What no page sends: fields of every entry with values that break programs. Refused or understood, never a crash."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from django.core.signals import got_request_exception
from django.test import Client

from matrix import cells
from matrix.declare import Route
from matrix.test_matrix import ENTRIES, made, may_do
from matrix.world import OURS, World

pytestmark = pytest.mark.slow
NUL, DIGITS, FIRST_DAY, LAST_DAY = "a\x00b", "9" * 25, "0001-01-01", "9999-12-31"
IN_ADDRESSES = (NUL, DIGITS, "²", FIRST_DAY, LAST_DAY)
IN_FORMS = (NUL, DIGITS, "-1", "²", "NaN", FIRST_DAY, LAST_DAY, "x" * 6000)
BROKEN = "%ED%A0%80%FF"
"""Half of a surrogate pair and a byte of no character, as a program without manners sends them."""


class Names(HTMLParser):
    """The names a page uses in its links to itself and in its forms."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.found = path, set[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag in ("input", "select", "textarea") and told.get("name"):
            self.found.add(told["name"])
        there = urlsplit(told.get("href", ""))
        if tag == "a" and there.query and there.path in ("", self.path):
            self.found |= {name for name, _value in parse_qsl(there.query)}


def names_on(world: World, route: Route, thing: Any) -> set[str]:
    reading = next((r for r in ENTRIES if r.name == route.name and r.method == "GET"), None)
    if reading is None:
        return set()
    with cells.undone():
        answer = cells.ask(world.client(may_do(reading)), reading, thing if reading.addressed else None)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            return set()
        page = Names(cells.address(reading, thing).split("?")[0])
        page.feed(cells.body_of(answer))
    return page.found - {"csrfmiddlewaretoken"}


def crashes(client: Client, method: str, url: str, sent: Mapping[str, Any] | None) -> str:
    """What the request raised that was not expected; empty for any proper answer."""
    raised: list[str] = []

    def note(**_kwargs: Any) -> None:
        raised.append(repr(sys.exc_info()[1])[:200])

    got_request_exception.connect(note)
    try:
        with cells.undone():
            answer = getattr(client, method)(url, sent)
            if getattr(answer, "streaming", False):
                cells.body_of(answer)
            return f"{answer.status_code} {raised}" if answer.status_code >= 500 or raised else ""
    finally:
        got_request_exception.disconnect(note)


def one_each(names: set[str], values: tuple[str, ...], shift: int) -> Iterator[dict[str, str]]:
    """Each name with one of the values, another one in every entry; then every name with each value at once."""
    for at, name in enumerate(sorted(names)):
        yield {name: values[(at + shift) % len(values)]}
    yield from (dict.fromkeys(names, value) for value in values)


def shift_of(route: Route) -> int:
    return zlib.crc32(str(route).encode())


@pytest.mark.parametrize("route", [r for r in ENTRIES if r.method == "GET"], ids=str)
def test_no_question_in_an_address_breaks_a_page(world: World, route: Route) -> None:
    thing = made(world, route, OURS)
    client, bare = world.client(may_do(route)), cells.address(route, thing)
    joined, wrong = "&" if "?" in bare else "?", []
    names = names_on(world, route, thing)
    asked = [urlencode(told) for told in one_each(names, IN_ADDRESSES, shift_of(route))]
    asked += ["&".join(f"{quote(name)}={BROKEN}" for name in names)]
    with route.during():
        for question in asked if names else ():
            if told := crashes(client, "get", f"{bare}{joined}{question}", None):
                wrong.append(f"{question}: {told}")
    assert wrong == []


@pytest.mark.parametrize("route", [r for r in ENTRIES if r.method == "POST"], ids=str)
def test_nothing_typed_breaks_a_form(world: World, route: Route) -> None:
    thing = made(world, route, OURS)
    url, sent = cells.address(route, thing), dict(route.send(thing)) if route.send else {}
    client, wrong = world.client(may_do(route)), []
    names = {*sent, *names_on(world, route, thing)}
    with route.during():
        for typed in one_each(names, IN_FORMS, shift_of(route)):
            if told := crashes(client, "post", url, {**sent, **typed}):
                wrong.append(f"{ ({name: value[:30] for name, value in typed.items()}) }: {told}")
        for name in sent:
            if told := crashes(client, "post", url, {key: value for key, value in sent.items() if key != name}):
                wrong.append(f"without {name}: {told}")
    assert wrong == []
