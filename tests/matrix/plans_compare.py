"""Plans beside each other, and as papers."""

from __future__ import annotations

from typing import Any

from matrix.declare import READERS, get, listing
from matrix.plans import BLIND, draft, in_force


def with_itself(plan: Any) -> str:
    return f"a={plan.pk}&b={plan.pk}"


def _two(name: str, **more: Any) -> Any:
    return get(name, in_force, may=READERS, query=with_itself, others=BLIND, **more)


MEMBERS_WHO_READ = tuple(part for part in READERS if part != "ministry")
ROUTES = [
    _two("plan_compare", args=lambda plan: []),
    _two("plan_compare_paper", args=lambda plan: ["docx"]),
    listing("plan_rollup", in_force, may=READERS, shows=lambda plan: plan.number, unseen=("ministry",)),
    get(
        "plan_rollup_paper", in_force, args=lambda plan: ["docx"], may=(*MEMBERS_WHO_READ, "stranger"),
        others={"ministry": 404},
        national="the address names no province: everybody gets the paper of their own",
    ),
    get("plan_official_page", in_force, may=READERS, others=BLIND),
    get("plan_official_paper", draft, may=["officer", "second_officer", "head"], args=lambda plan: [plan.pk, "docx"],
        others=BLIND | {"cooperating": 404, "ministry": 404}),
]  # fmt: skip
