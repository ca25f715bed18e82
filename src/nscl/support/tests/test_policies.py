"""What the province pays: taken over once, never edited, amended by a new version."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.foundation.models import AuditEntry
from nscl.plans.actions import amendments, confirm, edit, shape
from nscl.plans.models import Plan, SupportRule
from nscl.shared.errors import DomainError
from nscl.support import actions, queries
from nscl.support.actions import TakenOver
from nscl.support.models import SupportPolicy
from nscl.support.queries import plan_changes
from nscl.support.rules.amount import Cost, Facts

pytestmark = pytest.mark.django_db
FROM, TO = dt.date(2026, 3, 2), dt.date(2031, 1, 1)
JUNE = dt.date(2026, 6, 1)
VALUES: dict[str, Any] = {
    "name": "Làm truy xuất nguồn gốc", "contents": ["traceability"], "rate_bp": 5000, "cap_vnd": 45_000_000,
    "per": "system", "kinds": [], "sizes": ["micro", "small", "medium"], "sectors": [], "vat_eligible": False,
    "basis": "Quy định thử, Điều 3",
}  # fmt: skip
SMALL = Facts("enterprise", "small", "industry", JUNE)


def added(cast: Cast, **values: Any) -> SupportPolicy:
    return actions.add(
        province_id=cast.province.pk, values={**VALUES, **values}, valid_from=FROM, valid_to=TO, by=cast.officer
    )


def take(cast: Cast, plan: Plan) -> list[SupportPolicy]:
    chosen = [
        TakenOver(p.rule.root_pk, {**VALUES, "name": p.rule.content, "contents": p.contents, "per": p.per.value,
                                   "rate_bp": p.rule.rate_bp, "cap_vnd": p.rule.cap_vnd})
        for p in queries.proposals(plan)
    ]  # fmt: skip
    return actions.take_over(plan=plan, chosen=chosen, valid_from=FROM, valid_to=TO, by=cast.officer)


def test_a_plan_is_taken_over_once(cast: Cast, plan: Plan) -> None:
    with cast.acting(cast.officer):
        assert queries.validity(plan) == (FROM, TO)
        assert [(p.contents, p.per.value, p.policy_id) for p in queries.proposals(plan)] == [
            (["traceability"], "system", None), (["barcode"], "product", None),
        ]  # fmt: skip
        assert list(queries.plans_to_take_over()) == [plan]
        made = take(cast, plan)
        assert [p.policy_id for p in queries.proposals(plan)] == [p.pk for p in made]
        assert list(queries.plans_to_take_over()) == []
        with pytest.raises(DomainError, match="vừa tiếp nhận"):
            take(cast, plan)
        assert queries.count() == 2
        assert AuditEntry.objects.filter(code="policy.recorded").count() == 2


def test_before_it_is_taken_over_the_plan_is_read_where_that_is_asked_for(cast: Cast, plan: Plan) -> None:
    cost = [Cost("", 100_000_000)]
    with cast.acting(cast.officer):
        assert queries.what_one_may_get("traceability", SMALL, cost) == ()
        [read] = queries.what_one_may_get("traceability", SMALL, cost, of_plans=True)
        assert read.amount_vnd == 45_000_000
        assert read.rule.basis == "Kế hoạch 77/KH-UBND, mục II.1"
        take(cast, plan)
        [set_] = queries.what_one_may_get("traceability", SMALL, cost, of_plans=True)
        assert (set_.amount_vnd, set_.rule.basis) == (45_000_000, "Quy định thử, Điều 3")


def test_a_new_version_holds_from_its_day_and_the_old_one_stays(cast: Cast) -> None:
    with cast.acting(cast.officer):
        old = added(cast)
        new = actions.amend(
            policy=old,
            version=1,
            values={**VALUES, "rate_bp": 7000, "cap_vnd": 60_000_000},
            valid_from=JUNE,
            by=cast.officer,
        )
        amounts = [
            queries.what_one_may_get(
                "traceability", Facts("enterprise", "small", "trade", day), [Cost("", 100_000_000)]
            )
            for day in (FROM, JUNE - dt.timedelta(1), JUNE, TO)
        ]
        assert [[e.amount_vnd for e in found] for found in amounts] == [[45_000_000], [45_000_000], [60_000_000], []]
        assert queries.versions(old) == queries.versions(new) == [new, old]
        assert queries.count() == 1
        with pytest.raises(DomainError, match="phiên bản mới hơn"):
            actions.amend(policy=old, version=2, values=VALUES, valid_from=JUNE, by=cast.officer)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"rate_bp": 0}, "rate_bp"), ({"rate_bp": 10_001}, "rate_bp"), ({"cap_vnd": 0}, "cap_vnd"),
        ({"contents": []}, "contents"), ({"contents": ["lạ"]}, "contents"), ({"name": " "}, "name"),
        ({"basis": ""}, "basis"), ({"per": "x"}, "per"), ({"kinds": ["x"]}, "kinds"),
    ],
)  # fmt: skip
def test_what_a_policy_must_say(cast: Cast, values: dict[str, Any], field: str) -> None:
    with cast.acting(cast.officer), pytest.raises(DomainError) as refusal:
        added(cast, **values)
    assert refusal.value.field == field


def test_days_that_cannot_be(cast: Cast) -> None:
    with cast.acting(cast.officer):
        policy = added(cast)
        for day in (FROM, TO):
            with pytest.raises(DomainError) as refusal:
                actions.amend(policy=policy, version=1, values=VALUES, valid_from=day, by=cast.officer)
            assert refusal.value.field == "valid_from"
        for day in (FROM, TO + dt.timedelta(1)):
            with pytest.raises(DomainError) as refusal:
                actions.end(policy=policy, version=1, on=day, reason="Nghị quyết thử", by=cast.officer)
            assert refusal.value.field == "on"
        with pytest.raises(DomainError) as refusal:
            actions.end(policy=policy, version=1, on=JUNE, reason=" ", by=cast.officer)
        assert refusal.value.field == "reason"
        assert actions.end(policy=policy, version=1, on=JUNE, reason="Nghị quyết thử", by=cast.officer).valid_to == JUNE


def test_the_database_keeps_what_was_set(cast: Cast) -> None:
    with cast.acting(cast.officer):
        policy = added(cast)
        for change in ({"rate_bp": 9000}, {"cap_vnd": None}, {"contents": ["gap"]}, {"valid_from": JUNE}):
            with pytest.raises(IntegrityError, match="not edited"), transaction.atomic():
                SupportPolicy.objects.filter(pk=policy.pk).update(**change)
        with pytest.raises(Exception, match=r"not edited|denied"), transaction.atomic():
            policy.delete()


def test_who_may(cast: Cast) -> None:
    with cast.acting(cast.cooperating), pytest.raises(DomainError, match="không có quyền"):
        actions.add(province_id=cast.province.pk, values=VALUES, valid_from=FROM, valid_to=TO, by=cast.cooperating)
    with cast.acting(cast.officer):
        added(cast)
    with cast.acting(cast.stranger):
        assert SupportPolicy.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once(cast: Cast) -> None:
    with cast.acting(cast.officer):
        policy = added(cast)
    barrier, told = threading.Barrier(2), []

    def amend(rate: int) -> None:
        with cast.acting(cast.officer):
            barrier.wait()
            try:
                actions.amend(
                    policy=policy, version=1, values={**VALUES, "rate_bp": rate}, valid_from=JUNE, by=cast.officer
                )
                told.append("done")
            except DomainError as error:
                told.append(error.code)
        connection.close()

    threads = [threading.Thread(target=amend, args=[rate]) for rate in (6000, 7000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["done", "state"]


def amended(plan: Plan, by: Any, **values: Any) -> Plan:
    """The plan in force with its first rule changed; without values it is left out."""
    draft = amendments.open_amendment(plan=plan, kind="correction", reason="Sửa mức", by=by)
    first = SupportRule.objects.filter(plan=draft, rate_bp__gt=0).order_by("position", "id")[0]
    if values:
        edit.edit_item(item=first, version=first.version, values=values, by=by)
    else:
        edit.discard_item(item=first, version=first.version, reason="Bỏ", by=by)
    draft.refresh_from_db()
    return confirm.confirm(plan=draft, version=draft.version, by=by)


def test_a_plan_amended_afterwards_is_told_of_and_its_new_version_offered(cast: Cast, plan: Plan, client: Any) -> None:
    with cast.acting(cast.officer) as by:
        made, other = take(cast, plan)
        assert plan_changes.changed(JUNE) == []
        now = amended(plan, by, rate_bp=7000, cap_vnd=60_000_000)
        [told] = plan_changes.changed(JUNE)
        assert told.policy == made
        assert told.rule is not None
        assert (told.rule.plan, told.rule.rate_bp) == (now, 7000)
        assert plan_changes.changed(JUNE, [other.pk]) == []
    client.force_login(cast.officer, backend="nscl.accounts.backends.RoleBackend")
    with clock.at(dt.datetime(2026, 6, 1, 5, tzinfo=dt.UTC)):
        page = client.get("/muc-ho-tro/").content.decode()
        assert "Kế hoạch đã sửa mức này" in page
        assert f"/muc-ho-tro/{made.pk}/sua/?theo=ke-hoach" in page
        assert "Kế hoạch đã sửa mức này" in client.get(f"/muc-ho-tro/{made.pk}/").content.decode()
        form = client.get(f"/muc-ho-tro/{made.pk}/sua/?theo=ke-hoach").context["form"]
    assert (form["rate_bp"].value(), form["cap_vnd"].value()) == (70, "60.000.000")
    with cast.acting(cast.officer):
        policies = {**VALUES, "name": made.name, "rate_bp": 7000, "cap_vnd": 60_000_000}
        new = actions.amend(policy=made, version=1, values=policies, valid_from=JUNE, by=cast.officer)
        assert plan_changes.changed(JUNE) == []
        assert queries.versions(new) == [new, made]


def test_a_policy_amended_by_hand_is_not_told_of_and_a_rule_left_out_is(cast: Cast, plan: Plan) -> None:
    with cast.acting(cast.officer) as by:
        made = take(cast, plan)[0]
        actions.amend(policy=made, version=1, values={**VALUES, "rate_bp": 9000}, valid_from=JUNE, by=by)
        assert plan_changes.changed(JUNE) == []
        amended(plan, by)
        [told] = plan_changes.changed(JUNE)
        assert (told.policy.replaces_id, told.rule) == (made.pk, None)


def test_rules_joined_in_an_amendment_are_taken_over_as_soon_as_one_was(cast: Cast, plan: Plan) -> None:
    with cast.acting(cast.officer) as by:
        second = queries.proposals(plan)[1].rule
        one = TakenOver(second.root_pk, {**VALUES, "name": second.content, "contents": ["barcode"], "per": "product"})
        (made,) = actions.take_over(plan=plan, chosen=[one], valid_from=FROM, valid_to=TO, by=by)
        assert list(queries.plans_to_take_over()) == [plan]
        draft = amendments.open_amendment(plan=plan, kind="correction", reason="Gộp", by=by)
        first, other = SupportRule.objects.filter(plan=draft, rate_bp__gt=0).order_by("position", "id")
        shape.join_items(first=first, second=other, versions=(first.version, other.version), by=by)
        draft.refresh_from_db()
        now = confirm.confirm(plan=draft, version=draft.version, by=by)
        assert [p.policy_id for p in queries.proposals(now)] == [made.pk]
        assert list(queries.plans_to_take_over()) == []
        assert queries.rules_of_plans(JUNE) == []
        with pytest.raises(DomainError, match="vừa tiếp nhận"):
            take(cast, now)
