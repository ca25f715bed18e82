"""A leaver's difficulties go to whoever takes over, in the state they are in."""

from __future__ import annotations

from nscl.accounts import actions as accounts
from nscl.accounts import holdings
from nscl.config.testing.cast import Cast
from nscl.foundation.models import AuditEntry
from nscl.organisations.queries import with_predecessors
from nscl.plans.actions import difficulties as actions
from nscl.plans.models import Difficulty, DifficultyStep
from nscl.plans.tests.difficulties.conftest import Receive


def test_what_is_open_goes_over_and_nothing_else(cast: Cast, receive: Receive) -> None:
    open_one, escalated, closed = receive(), receive(title="Định mức thấp"), receive(title="Xong rồi")
    with cast.acting(cast.officer) as by:
        actions.escalate(difficulty=escalated, version=escalated.version, to="UBND tỉnh", text="Xem xét", by=by)
        answered = actions.answer(difficulty=closed, version=closed.version, text="Đã rõ", by=by)
        actions.close(difficulty=answered, version=answered.version, by=by)
    provinces = with_predecessors(cast.province.pk)
    with cast.acting(cast.administrator) as by:
        held = {one.holding.code: one.count for one in holdings.held_by(cast.officer, provinces)}
        assert held == {"difficulties": 2}
        accounts.hand_over(
            person=cast.officer, province=cast.province, successors={"difficulties": cast.second_officer}, by=by
        )
        assert holdings.held_by(cast.officer, provinces) == []
        assert AuditEntry.objects.filter(code="difficulty.handed_over").count() == 2
    with cast.acting(cast.second_officer) as by:
        for one, status in ((open_one, "assigned"), (escalated, "escalated")):
            found = Difficulty.objects.get(pk=one.pk)
            assert (found.responsible, found.status) == (cast.second_officer, status)
            last = DifficultyStep.objects.filter(difficulty=one).order_by("-id")[0]
            assert (last.verb, last.responsible_id) == ("assigned", cast.second_officer.pk)
            assert cast.second_officer.full_name in last.text
        assert Difficulty.objects.get(pk=closed.pk).responsible == cast.officer
        actions.answer(difficulty=found, version=found.version, text="Đã trả lời", by=by)
