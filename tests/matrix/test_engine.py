"""The matrix itself notices what it is there to notice."""

from __future__ import annotations

from dataclasses import replace

from matrix import cells
from matrix.declare import EDITORS, Route, get
from matrix.plans import ROUTES, in_force
from matrix.test_matrix import made, walk
from matrix.world import OURS, THEIRS, World


def found(name: str, method: str = "POST") -> Route:
    return next(route for route in ROUTES if (route.name, route.method) == (name, method))


def told(world: World, route: Route, part: str, side: str = OURS) -> str:
    return walk(world, route, made(world, route, side), part, side, cells.state(world))


def test_a_door_that_stands_open_is_told(world: World) -> None:
    narrow = get("plan_overview", in_force, may=EDITORS)
    assert told(world, narrow, "officer") == ""
    assert told(world, narrow, "cooperating") == "cooperating, ours: wanted 403, got 200"
    assert told(world, replace(narrow, others={"stranger": 200}), "stranger") == "stranger, ours: wanted 200, got 404"


def test_a_body_that_does_nothing_is_no_proof(world: World) -> None:
    idle = replace(found("plan_item_settle"), send=lambda made: {"version": 99}, done=409)
    assert told(world, idle, "officer") == "officer, ours: let through, but nothing changed in ['plans.task']"


def test_a_refusal_that_writes_is_told(world: World) -> None:
    hidden = replace(found("plan_discard"), others={"officer": 302})
    assert told(world, hidden, "officer").startswith(
        "officer, ours: refused, but ['foundation.auditentry', 'plans.plan'"
    )


def test_reading_that_writes_is_told(world: World) -> None:
    silent = replace(found("plan_file", "GET"), changes=())
    assert told(world, silent, "officer") == "officer, ours: reading changed ['foundation.auditentry']"


def test_the_other_province_is_mirrored() -> None:
    route = get("plan_overview", in_force, may=["officer"])
    assert route.wanted("officer", THEIRS) == 404
    assert route.wanted("stranger", OURS) == 404
    assert route.wanted("stranger", THEIRS) == 200
    assert route.wanted("ministry", THEIRS) == route.wanted("ministry", OURS) == 403
