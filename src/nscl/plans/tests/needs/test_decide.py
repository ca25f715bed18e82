"""Merging and taking apart, ranking and placing by hand, handing on and taking back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.plans.actions import shape, upload
from nscl.plans.actions.needs import decide, merge, rank, rounds
from nscl.plans.actions.needs.common import Conflict
from nscl.plans.models import BudgetLine, HandedOn, MergedNeed, NeedsRound, Plan, RankingWeights, Task
from nscl.plans.queries import needs as queries
from nscl.plans.rules.needs_ranking import Facts, Weights, reckon
from nscl.plans.rules.needs_ranking import rank as ranked
from nscl.plans.states import NEED, NEEDS_ROUND
from nscl.plans.tests.conftest import reading
from nscl.plans.tests.needs.conftest import Propose, merged, row
from nscl.plans.tests.pages.conftest import MakePlan, Open
from nscl.plans.words.needs import lines
from nscl.shared.errors import DomainError


def fresh(need: MergedNeed) -> MergedNeed:
    return MergedNeed.objects.get(pk=need.pk)


def test_merged_what_comes_later_follows_and_it_can_be_undone(
    survey: NeedsRound, propose: Propose, officer: User
) -> None:
    propose(row("HTX Xanh", cost=50_000_000), row("HTX Xanh xã A", cost=60_000_000), sender="Hội A")
    one, other = merged(survey)
    made = merge.merge(source=one, target=other, reason="Cùng một nơi", version=one.version, by=officer)
    propose(row("HTX Xanh"), sender="Hội B")
    (left,) = merged(survey)
    assert (left.pk, left.sender_count, left.row_count, left.expected_cost_vnd) == (other.pk, 2, 3, 60_000_000)
    merge.unmerge(merge=made, by=officer)
    assert [(n.name, n.row_count) for n in merged(survey)] == [("HTX Xanh", 1), ("HTX Xanh xã A", 2)]
    with pytest.raises(DomainError, match="đã tách lại"):
        merge.unmerge(merge=made, by=officer)


def test_merging_needs_two_a_reason_and_the_version_seen(survey: NeedsRound, propose: Propose, officer: User) -> None:
    propose(row("A"), row("B"))
    one, other = merged(survey)
    with pytest.raises(DomainError, match="nhu cầu khác"):
        merge.merge(source=one, target=one, reason="x", version=one.version, by=officer)
    with pytest.raises(DomainError, match="lý do"):
        merge.merge(source=one, target=other, reason=" ", version=one.version, by=officer)
    with pytest.raises(Conflict):
        merge.merge(source=one, target=other, reason="x", version=one.version + 7, by=officer)
    decide.hand_on(round=survey, needs=[one.pk], to="call", year=2027, by=officer)
    with pytest.raises(DomainError, match="trạng thái"):
        merge.merge(source=one, target=other, reason="x", version=fresh(one).version, by=officer)


def test_points_and_their_reasons() -> None:
    facts = Facts(1, "A", senders=3, asked_itself=True, rule="III.1", key_product="cà phê", helped_before=False)
    points, found = reckon(facts, Weights())
    assert points == 3 + 1 + 3 + 2 + 2
    assert [line["code"] for line in found] == ["senders", "own", "rule", "key_product", "first_time"]
    assert reckon(Facts(1, "A", senders=1), Weights()) == (0, ())
    assert reckon(Facts(1, "A", senders=9), Weights())[0] == 5
    assert reckon(Facts(1, "A", senders=1, helped_before=True), Weights())[0] == 0


def test_the_order_points_senders_cost_name_and_by_hand() -> None:
    needs = [
        Facts(1, "D", senders=1), Facts(2, "C", senders=2), Facts(3, "B", senders=1, expected_cost_vnd=5),
        Facts(4, "A", senders=1), Facts(5, "E", senders=1, hand_place=2), Facts(6, "G", senders=1, hand_place=99),
    ]  # fmt: skip
    assert [r.pk for r in ranked(needs, Weights())] == [2, 5, 3, 4, 1, 6]
    assert [r.place for r in ranked(needs, Weights())] == [1, 2, 3, 4, 5, 6]


def test_a_plan_in_force_gives_points_with_its_clause(
    survey: NeedsRound, propose: Propose, officer: User, make_plan: MakePlan
) -> None:
    whole = reading()
    whole["support_rules"][0]["content"] = "Chi phí xây dựng ISO 9001, HACCP"
    whole["targets"][0]["text"] = "Mỗi năm giúp từ 10 đến 20 doanh nghiệp chuyển đổi số."
    make_plan(whole=whole)
    propose(row("HTX A", "system", standard="ISO 9001"), row("HTX B", "digital"), row("HTX C", "ip"))
    rank.rank(round=survey, by=officer)
    told = {n.name: lines(n) for n in merged(survey)}
    assert told == {
        "HTX A": ["có mức hỗ trợ (III.1, 12/KH-UBND) +3"],
        "HTX B": ["góp vào chỉ tiêu (I.1, 12/KH-UBND) +2"],
        "HTX C": [],
    }
    found = NeedsRound.objects.get(pk=survey.pk)
    assert not found.is_stale
    propose(row("HTX D"))
    assert NeedsRound.objects.get(pk=survey.pk).is_stale


def test_the_provinces_own_points(survey: NeedsRound, propose: Propose, officer: User, cast: Cast) -> None:
    propose(row("HTX Cà phê Xanh"), row("HTX Lúa"), sender="Hội A")
    propose(row("HTX Lúa"), sender="Hội B")
    rank.rank(round=survey, by=officer)
    assert [n.name for n in sorted(merged(survey), key=lambda n: n.place or 0)] == ["HTX Lúa", "HTX Cà phê Xanh"]
    points = {**Weights().as_dict(), "key_product": 9}
    given: dict[str, Any] = {"province": cast.province, "valid_from": dt.date(2026, 11, 1), "by": officer}
    given["key_words"] = ["cà phê", " "]
    rank.set_weights(**given, points=points, legal_basis="", version=None)
    rank.rank(round=survey, by=officer)
    first = MergedNeed.objects.get(place=1)
    assert (first.name, lines(first)) == ("HTX Cà phê Xanh", ["sản phẩm chủ lực: cà phê +9"])
    with pytest.raises(Conflict):
        rank.set_weights(**given, points=points, legal_basis="", version=99)
    with pytest.raises(DomainError) as refused:
        rank.set_weights(**given, points={**points, "own": 101}, legal_basis="", version=1)
    assert refused.value.field == "own"
    assert RankingWeights.objects.count() == 1


def test_set_at_a_place_by_hand_for_a_reason(survey: NeedsRound, propose: Propose, officer: User) -> None:
    propose(row("A"), row("B"), row("C"))
    rank.rank(round=survey, by=officer)
    last = MergedNeed.objects.get(place=3)
    with pytest.raises(DomainError, match="lý do"):
        rank.set_place(need=last, place=1, reason="", version=last.version, by=officer)
    rank.set_place(need=last, place=1, reason="Làng nghề", version=last.version, by=officer)
    assert [n.name for n in MergedNeed.objects.order_by("place")] == ["C", "A", "B"]
    assert lines(fresh(last))[0] == "chuyên viên đặt hạng 1: Làng nghề"
    rank.set_place(need=last, place=None, reason="", version=fresh(last).version, by=officer)
    assert [n.name for n in MergedNeed.objects.order_by("place")] == ["A", "B", "C"]


def test_handed_on_it_stands_in_the_queue_until_taken_back(survey: NeedsRound, propose: Propose, officer: User) -> None:
    propose(row("A", cost=5_000_000), row("B"))
    one, other = merged(survey)
    decide.hand_on(round=survey, needs=[one.pk, other.pk], to="estimate", year=2027, by=officer)
    assert decide.hand_on(round=survey, needs=[one.pk], to="estimate", year=2027, by=officer) == []
    decide.hand_on(round=survey, needs=[one.pk], to="call", year=2027, by=officer)
    assert [(h.name, h.group, h.expected_cost_vnd) for h in queries.handed_on(2027, "estimate")] == [
        ("A", "gap", 5_000_000), ("B", "gap", None)
    ]  # fmt: skip
    assert [h.name for h in queries.handed_on(2027, to="call")] == ["A"]
    assert queries.handed_on(2026, "estimate") == []
    decide.take_back(need=one, reason="Đổi ý", version=fresh(one).version, by=officer)
    assert [h.name for h in queries.handed_on(2027, "estimate")] == ["B"]
    assert queries.handed_on(2027, "call") == []
    assert HandedOn.objects.count() == 3
    assert fresh(one).status == "waiting"


def test_declined_for_a_reason_and_reconsidered(survey: NeedsRound, propose: Propose, officer: User) -> None:
    propose(row("A"))
    (one,) = merged(survey)
    with pytest.raises(DomainError, match="lý do"):
        decide.decide(need=one, verb="decline", reason="", version=one.version, by=officer)
    decide.decide(need=one, verb="decline", reason="Ngoài phạm vi", version=one.version, by=officer)
    with pytest.raises(DomainError, match="Không đưa vào"):
        decide.hand_on(round=survey, needs=[one.pk], to="call", year=2027, by=officer)
    decide.decide(need=one, verb="reconsider", reason="", version=fresh(one).version, by=officer)
    assert fresh(one).status == "waiting"


def test_written_into_a_draft_plan_as_tasks_and_lines(
    survey: NeedsRound, propose: Propose, officer: User, cast: Cast
) -> None:
    plan = upload.new_by_hand(membership=cast.membership(officer), by=officer, title="Kế hoạch năm 2027")
    propose(row("A", cost=30_000_000, standard="VietGAP"), row("B", cost=20_000_000), row("C", "ip"))
    chosen = [n.pk for n in merged(survey)]
    with translation.override("en"):  # whoever reads in English still writes a plan in Vietnamese
        decide.to_plan(round=survey, needs=chosen, plan=plan, year=2027, with_budget=True, by=officer)
    tasks = list(Task.objects.filter(plan=plan).order_by("position"))
    assert len(tasks) == 2
    assert tasks[0].when == "2027"
    assert "2 đơn vị" in " ".join(t.title for t in tasks)
    assert any("A; VietGAP; 30.000.000 đ" in t.text for t in tasks)
    lines_of = {line.quantity: line.amount_vnd for line in BudgetLine.objects.filter(plan=plan)}
    assert lines_of == {1: None, 2: 50_000_000}
    handed = HandedOn.objects.get(need__name="A")
    assert (handed.to, handed.year, handed.plan) == ("plan", 2027, plan)
    assert handed.task in tasks
    with pytest.raises(DomainError, match="đã đưa vào kế hoạch"):
        decide.to_plan(round=survey, needs=chosen[:1], plan=plan, year=2027, with_budget=False, by=officer)
    assert Task.objects.filter(plan=plan).count() == 2


def test_tasks_joined_keep_their_needs(survey: NeedsRound, propose: Propose, officer: User, cast: Cast) -> None:
    plan = upload.new_by_hand(membership=cast.membership(officer), by=officer, title="Kế hoạch năm 2027")
    propose(row("A"), row("C", "ip"))
    chosen = [n.pk for n in merged(survey)]
    decide.to_plan(round=survey, needs=chosen, plan=plan, year=2027, with_budget=False, by=officer)
    one, other = Task.objects.filter(plan=plan).order_by("position")
    shape.join_items(first=one, second=other, versions=(one.version, other.version), by=officer)
    assert set(HandedOn.objects.values_list("task", flat=True)) == {one.pk}


def test_a_plan_in_force_takes_no_needs(
    survey: NeedsRound, propose: Propose, officer: User, make_plan: MakePlan
) -> None:
    propose(row("A"))
    plan: Plan = make_plan()
    with pytest.raises(DomainError, match="bản thảo"):
        decide.to_plan(round=survey, needs=[merged(survey)[0].pk], plan=plan, year=2027, with_budget=False, by=officer)
    assert not HandedOn.objects.exists()


def test_settled_only_when_everything_is_decided(survey: NeedsRound, propose: Propose, officer: User) -> None:
    propose(row("A"))
    found = rounds.move(round=survey, verb="close", version=survey.version, by=officer)
    with pytest.raises(DomainError, match="Còn 1 nhu cầu"):
        rounds.move(round=found, verb="settle", version=found.version, by=officer)
    (one,) = merged(survey)
    decide.decide(need=one, verb="postpone", reason="Năm sau", version=one.version, by=officer)
    found = rounds.move(round=found, verb="settle", version=found.version, by=officer)
    with pytest.raises(DomainError, match="đã chốt"):
        decide.decide(need=one, verb="reconsider", reason="", version=fresh(one).version, by=officer)


@pytest.mark.parametrize("machine", [NEED, NEEDS_ROUND])
def test_every_state_is_reached_and_left(machine: object) -> None:
    transitions = machine.transitions  # type: ignore[attr-defined]
    states = {t.source for t in transitions} | {t.target for t in transitions}
    model = MergedNeed if machine is NEED else NeedsRound
    assert states == set(model.Status.values)
    assert {t.source for t in transitions} == states


def test_only_members_who_may(survey: NeedsRound, propose: Propose, cast: Cast) -> None:
    propose(row("A"))
    (one,) = merged(survey)
    for part in (cast.cooperating, cast.administrator, cast.ministry):
        with pytest.raises(DomainError, match="quyền"):
            decide.hand_on(round=survey, needs=[one.pk], to="call", year=2027, by=part)


def test_the_plans_page_names_the_needs_that_shaped_it(
    survey: NeedsRound, propose: Propose, officer: User, cast: Cast, sign_in: Open
) -> None:
    plan = upload.new_by_hand(membership=cast.membership(officer), by=officer, title="Kế hoạch năm 2027")
    propose(*(row(f"HTX số {n}") for n in range(8)))
    chosen = [n.pk for n in merged(survey)]
    decide.to_plan(round=survey, needs=chosen, plan=plan, year=2027, with_budget=False, by=officer)
    url = reverse("plan_overview", args=[plan.pk])
    page = sign_in(officer).get(url).content.decode()
    assert "Nhu cầu đã đưa vào kế hoạch" in page
    shown = [n for n in merged(survey) if reverse("need", args=[survey.pk, n.pk]) in page]
    assert len(shown) == 6
    assert "Xem cả 2 nhu cầu khác" in page
    assert "Nhu cầu đã đưa vào" not in sign_in(cast.cooperating).get(url).content.decode()
