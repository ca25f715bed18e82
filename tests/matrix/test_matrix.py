"""Every route, every method, every person, their own province's object and another's."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from matrix import cells
from matrix.declare import LOGIN, PARTS, VISITOR, Route
from matrix.routes import addresses, entries
from matrix.world import OURS, THEIRS, World

ENTRIES = entries()
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# POSTs whose cells show who gets in, not that anything is done: without a factor or a sign-on there is nothing to
# change, a language is a cookie, a year the session's, a regulation needs a document. Their work has tests of its own.
CHANGE_NO_TABLE = {
    "account_resend", "account_set_password", "language", "mfa_authenticate", "mfa_deactivate_totp",
    "mfa_login_webauthn", "mfa_reauthenticate", "openid_connect_login", "regulation_add", "sign_on_unlink",
    "year",
}  # fmt: skip
each_entry = pytest.mark.parametrize("route", ENTRIES, ids=str)


def made(world: World, route: Route, side: str) -> Any:
    return world.sides[side].kept(route.make) if route.make else None


def test_every_route_has_an_entry() -> None:
    names = Counter(address.name for address in addresses())
    assert [name for name, times in names.items() if times > 1] == [], "two routes of one name"
    known = {route.name for route in ENTRIES}
    assert sorted(set(names) - known) == [], "declare these in tests/matrix/<room>.py; its docstring says how"
    assert sorted(known - set(names)) == [], "these routes are gone"


def test_no_entry_is_told_twice() -> None:
    assert [what for what, times in Counter(map(str, ENTRIES)).items() if times > 1] == []


@each_entry
def test_an_entry_has_an_object_or_says_why_not(route: Route) -> None:
    assert bool(route.make) != bool(route.because.strip()), "an object, or the reason why there is none"
    open_to_visitors = route.wanted(VISITOR, OURS) not in (LOGIN, 404)
    assert open_to_visitors == bool(route.public.strip()), "what visitors may do has its reason in `public`"
    assert route.method == "GET" or bool(route.changes) != (route.name in CHANGE_NO_TABLE), (
        "a POST says what it changes"
    )
    assert may_do(route), "somebody may"


@each_entry
def test_who_gets_what(world: World, route: Route) -> None:
    """Every cell; what a refused person sent has changed nothing, what a permitted one sent has done its work."""
    things = {side: made(world, route, side) for side in route.sides}
    for side, thing in things.items():
        owner = getattr(thing, "province_id", world.sides[side].province.pk)
        assert route.national or owner == world.sides[side].province.pk, f"{thing} is not of {side}"
    before = cells.state(world)
    wrong = [walk(world, route, things[side], part, side, before) for side in route.sides for part in PARTS]
    assert [line for line in wrong if line] == []


def walk(world: World, route: Route, thing: Any, part: str, side: str, before: cells.Counts) -> str:
    """What is wrong in one cell; empty when nothing is."""
    wanted = route.wanted(part, side)
    with cells.undone():
        got = cells.status_of(cells.ask(world.client(part), route, thing))
        touched = cells.changed(before, cells.state(world), route)
    here, declared = f"{part}, {side}", set(route.changes)
    if got != wanted:
        return f"{here}: wanted {wanted}, got {got}"
    if not route.lets(part, side):
        return f"{here}: refused, but {sorted(touched)} changed" if touched else ""
    if declared - touched:
        return f"{here}: let through, but nothing changed in {sorted(declared - touched)}"
    if route.method == "GET" and touched - declared:
        return f"{here}: reading changed {sorted(touched)}"
    return ""


@pytest.mark.parametrize("route", [r for r in ENTRIES if r.shows], ids=str)
def test_a_list_tells_of_the_own_province_alone(world: World, route: Route) -> None:
    assert route.shows
    words = {side: route.shows(made(world, route, side)) for side in (OURS, THEIRS)}
    assert words[OURS] != words[THEIRS]
    wrong = []
    for part in PARTS:
        if route.wanted(part, OURS) != route.done:
            continue
        with cells.undone():
            page = cells.body_of(cells.ask(world.client(part), route, None))
        wrong += [
            f"{part}: {side} {'not ' if route.sees(part, side) else ''}shown"
            for side in (OURS, THEIRS)
            if (words[side] in page) != route.sees(part, side)
        ]
    assert wrong == []


@pytest.mark.parametrize("name", sorted({r.name for r in ENTRIES}))
def test_a_method_without_an_entry_is_not_taken(world: World, name: str) -> None:
    """GET and POST are refused where no entry tells of them; whatever a library's view makes of others does nothing."""
    told = {r.method: r for r in ENTRIES if r.name == name}
    route = next(iter(told.values()))
    part, thing, before = may_do(route), made(world, route, OURS), cells.state(world)
    for method in METHODS:
        if method in told:
            continue
        with cells.undone():
            status = cells.ask(world.client(part), route, thing, method).status_code
            assert status == 405 or (method not in ("GET", "POST") and not route.own), f"{method}: {status}"
            assert not cells.changed(before, cells.state(world), route), method


@pytest.mark.parametrize("route", [r for r in ENTRIES if r.method == "POST"], ids=str)
def test_nothing_is_done_without_the_token_of_the_page(world: World, route: Route) -> None:
    """A page of another site cannot make a signed-in person's browser do it."""
    thing, before = made(world, route, OURS), cells.state(world)
    with cells.undone():
        answer = cells.ask(world.client(may_do(route), enforce_csrf_checks=True), route, thing)
        assert answer.status_code == 403
        assert not cells.changed(before, cells.state(world), route)


def may_do(route: Route) -> str:
    """Somebody who is let through."""
    return next(part for part in PARTS if route.lets(part, OURS))


def test_no_view_is_exempt_from_the_token() -> None:
    assert [a.name for a in addresses() if getattr(a.view, "csrf_exempt", False)] == []
