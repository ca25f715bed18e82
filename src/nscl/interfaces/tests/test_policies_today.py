"""What mechanisms and policies bring to "Việc hôm nay"."""

from __future__ import annotations

import datetime as dt

from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.interfaces import policies_today, today
from nscl.plans.actions import policies
from nscl.plans.models import PolicyDraft, Task
from nscl.plans.tests.conftest import MakeDraft, file_store, make_draft
from nscl.plans.tests.pages.conftest import MakePlan, make_plan, plan
from nscl.plans.tests.products.conftest import Waiting, acting, task, waiting

__all__ = ["MakeDraft", "MakePlan", "acting", "file_store", "make_draft", "make_plan", "plan", "task", "waiting"]

NOON = dt.datetime(2026, 3, 10, 5, tzinfo=dt.UTC)


def gathered(cast: Cast, part: str = "officer", at: dt.datetime = NOON) -> today.Today:
    user = getattr(cast, part)
    with clock.at(at), cast.acting(user):
        return today.gather(today.Asking(user, user.memberships.first(), clock.today()))


def asked(task: Task, cast: Cast, waiting: Waiting) -> PolicyDraft:
    by, day = cast.officer, dt.date(2026, 3, 2)
    values = {"title": "Mức hỗ trợ", "kind": "decision", "issuer": "UBND tỉnh", "year": 2026}
    policy = policies.begin(task=task, values=values, by=by)
    policies.add_version(policy=policy, summary="Bản đầu", made_on=day, by=by, uploads=[waiting()])
    policies.consult(
        policy=policy, agencies=[], names=["Hội A", "Hội B"], sent_on=day, deadline_on=dt.date(2026, 3, 20), by=by
    )
    return policy


def mine(found: today.Today) -> list[tuple[str, str, bool]]:
    return [(i.detail, f"{i.due_on:%d/%m}", i.overdue) for i in found.due if i.label == "Hạn góp ý"]


def test_opinions_fall_due_for_those_who_keep_them(task: Task, cast: Cast, waiting: Waiting) -> None:
    policy = asked(task, cast, waiting)
    assert mine(gathered(cast)) == [("Mức hỗ trợ: còn 2 nơi chưa trả lời", "20/03", False)]
    assert mine(gathered(cast, at=NOON + dt.timedelta(days=20))) == [
        ("Mức hỗ trợ: còn 2 nơi chưa trả lời", "20/03", True)
    ]
    assert mine(gathered(cast, "stranger")) == mine(gathered(cast, "cooperating")) == []
    of = policy.rounds.get().consulted.select_related("round__policy").order_by("position")[0]
    policies.receive(consulted=of, received_on=dt.date(2026, 3, 9), text="Nâng mức", by=cast.officer)
    assert mine(gathered(cast)) == [("Mức hỗ trợ: còn 1 nơi chưa trả lời", "20/03", False)]
    waits = [(i.label, i.count) for i in gathered(cast).waiting if "giải trình" in i.label]
    assert waits == [("Tiếp thu, giải trình: Mức hỗ trợ", 1)]
    policies.close_round(round=policy.rounds.get(), by=cast.officer)
    assert mine(gathered(cast)) == []


def test_it_is_a_source() -> None:
    assert policies_today.__name__ in today.SOURCES
