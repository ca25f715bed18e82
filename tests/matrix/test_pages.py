"""What every page of every room keeps, for whoever it is drawn: nothing inline, a token in each form, the headers."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest

from matrix import cells
from matrix.declare import PARTS, Route
from matrix.test_matrix import ENTRIES, made, may_do
from matrix.world import OURS, World
from nscl.foundation.security import HEADERS

PAGES = [route for route in ENTRIES if route.method == "GET"]


@dataclass
class Checked(HTMLParser):
    """Reads a page and notes what the policy would stop, and forms that would be refused."""

    wrong: list[str] = field(default_factory=list)
    forms: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        self._posting = self._token = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.wrong += [f"<{tag} {name}>" for name in told if name.startswith("on") or name in ("style", "srcdoc")]
        self.wrong += [f"<{tag} {name}={v}>" for name, v in told.items() if v.strip().lower().startswith("javascript:")]
        if tag == "style" or (tag == "script" and "src" not in told and told.get("type") != "application/json"):
            self.wrong.append(f"an inline <{tag}>")
        loaded = told.get("src") or (told.get("href") if tag == "link" else "") or ""
        if urlsplit(loaded).netloc:
            self.wrong.append(f"{tag} from {loaded}")
        if tag == "form":
            self._posting, self._token = told.get("method", "").lower() == "post", False
            if urlsplit(told.get("action", "")).netloc:
                self.wrong.append(f"a form to {told['action']}")
        self._token = self._token or (tag == "input" and told.get("name") == "csrfmiddlewaretoken")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._posting:
            self.forms += 1
            if not self._token:
                self.wrong.append("a form without its token")
            self._posting = False


def look(answer: Any) -> list[str]:
    """What is wrong with an answer."""
    wrong = [f"{name}: {answer.headers.get(name)}" for name in HEADERS if not answer.headers.get(name)]
    policy = answer.headers.get("Content-Security-Policy", "")
    wrong += [f"{word} in the policy" for word in ("unsafe-inline", "unsafe-eval", "*", "http:") if word in policy]
    kept = answer.headers.get("Cache-Control", "")
    if "no-store" not in kept and "private" not in kept:
        wrong.append(f"kept in caches: {kept}")
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        page = Checked()
        page.feed(cells.body_of(answer))
        wrong += page.wrong
    return wrong


@pytest.mark.parametrize("route", PAGES, ids=str)
def test_a_page_holds_nothing_inline_and_every_header(world: World, route: Route) -> None:
    """As it is for somebody let through, as it is for somebody refused."""
    seen = {may_do(route), *[part for part in PARTS if not route.lets(part, OURS)][:1]}
    thing, wrong = made(world, route, OURS), {}
    for part in seen:
        with cells.undone():
            wrong[part] = look(cells.ask(world.client(part), route, thing))
    assert not any(wrong.values()), wrong


@pytest.mark.parametrize("route", [r for r in ENTRIES if r.method == "POST"], ids=str)
def test_an_answer_to_a_change_has_every_header(world: World, route: Route) -> None:
    part, things = may_do(route), [made(world, route, side) for side in route.sides]
    for thing in things:
        with cells.undone():
            assert look(cells.ask(world.client(part), route, thing)) == []


def test_what_is_looked_for_is_found() -> None:
    page = Checked()
    page.feed(
        "<p style='a'>x</p><script>1</script><style></style><a href='javascript:1' onclick=x>y</a>"
        "<script src='//evil.example/x.js'></script><form method=post></form><form method=POST action='//evil.example'>"
        "<input name=csrfmiddlewaretoken></form>"
    )
    assert len(page.wrong) == 8
    assert page.forms == 2
