"""An act is recorded whole or refused with a sentence; it never changes, is voided once, corrected by a new one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.foundation import clock, tenancy
from nscl.foundation.models import AuditEntry
from nscl.organisations.models import LegalEntity, Province
from nscl.organisations.queries import province_for
from nscl.plans.actions.guidance import Double, EntityGiven, correct, record, record_many, void
from nscl.plans.actions.guidance.record import LinesRefused
from nscl.plans.models import Guidance, Plan, Task
from nscl.plans.queries import guidance as queries
from nscl.plans.tests.guidance.conftest import DAY, Act, values
from nscl.shared.errors import DomainError


def test_an_act_keeps_what_was_said(make: Act, officer: User) -> None:
    act = make("Hợp tác xã Nông sản Sạch", place="mang but", minutes=45, contents=["tool", "system", "tool"])
    act.refresh_from_db()
    assert (act.entity.name, act.contents, act.minutes) == ("Hợp tác xã Nông sản Sạch", ["system", "tool"], 45)
    assert act.commune is not None
    assert act.commune.name == "Măng Bút"
    assert not act.on_behalf
    assert "hop tac xa nong san sach" in act.folded
    assert AuditEntry.objects.filter(code="guidance.recorded", object_id=act.pk, actor_id=officer.pk).exists()


def test_a_guide_who_is_no_user_is_marked(make: Act) -> None:
    act = make(guide=None, guide_name="Hội Nông dân tỉnh")
    assert act.on_behalf
    assert (act.guide, act.guide_name) == (None, "Hội Nông dân tỉnh")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"guided_on": dt.date(2026, 11, 23)}, "guided_on"), ({"guided_on": dt.date(1999, 1, 1)}, "guided_on"),
        ({"guided_on": None}, "guided_on"), ({"contents": []}, "contents"), ({"how": "xxx"}, "how"),
        ({"outcome": ""}, "outcome"), ({"guide": None}, "guide_name"),
    ],
)  # fmt: skip
def test_what_an_act_must_say(make: Act, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as refusal:
        make(**wrong)
    assert refusal.value.field == field
    assert not Guidance.objects.exists()


def test_the_same_name_is_the_same_enterprise(make: Act) -> None:
    first, second = make("Công ty TNHH Chè Xanh"), make("CÔNG TY TNHH CHÈ XANH", guided_on=dt.date(2026, 1, 5))
    assert first.entity == second.entity
    coded = make("Công ty cổ phần Ví Dụ", tax_code="0000000091")
    assert make("Công ty cổ phần ví dụ").entity == coded.entity


def kon_tum() -> Province:
    found = province_for("62", dt.date(2024, 1, 1))
    assert found is not None
    return found


def test_an_enterprise_of_a_province_that_came_in_is_found(make: Act) -> None:
    before = make("Hợp tác xã Sâm", guided_on=dt.date(2024, 5, 1), province=kon_tum())
    assert before.province_id == kon_tum().pk
    assert make("Hợp tác xã Sâm").entity == before.entity


def test_the_same_form_twice_is_one_act(make: Act) -> None:
    assert make(key="abc").pk == make(key="abc").pk
    assert Guidance.objects.count() == 1


def test_a_probable_double_is_told_not_refused(make: Act, cast: Cast, officer: User) -> None:
    known = make(contents=["system", "tool"])
    given: dict[str, Any] = {"province": cast.province, "entity": EntityGiven("Công ty TNHH Một"), "by": officer}
    with pytest.raises(Double) as told:
        record(**given, values=values(guide=officer, contents=["tool"]))
    assert told.value.known == [known]
    record(**given, values=values(guide=officer, contents=["gap"]))
    record(**given, values=values(guide=officer, guided_on=DAY - dt.timedelta(days=1)))
    record(**given, values=values(guide=officer, contents=["tool"]), sure=True)
    assert Guidance.objects.count() == 4


def test_many_at_once_are_all_or_none(cast: Cast, officer: User) -> None:
    given: dict[str, Any] = {"province": cast.province, "values": values(guide=officer), "by": officer, "key": "lan-1"}
    with pytest.raises(LinesRefused) as refusal:
        record_many(entities=[EntityGiven("Công ty A"), EntityGiven("Công ty B", "123")], **given)
    assert list(refusal.value.refusals) == [1]
    assert not Guidance.objects.exists()
    made = record_many(entities=[EntityGiven("Công ty A"), EntityGiven("Hợp tác xã B")], **given)
    assert [act.entity.name for act in made] == ["Công ty A", "Hợp tác xã B"]
    again = record_many(entities=[EntityGiven("Công ty A"), EntityGiven("Hợp tác xã B")], **given)
    assert [act.pk for act in again] == [act.pk for act in made]
    with pytest.raises(Double) as told:
        record_many(entities=[EntityGiven("Công ty A"), EntityGiven("Công ty C")], **{**given, "key": "lan-2"})
    assert told.value.known == made[:1]
    assert Guidance.objects.count() == 2


def test_voided_once_with_a_reason(make: Act, officer: User) -> None:
    act = make()
    with pytest.raises(DomainError, match="lý do"):
        void(guidance=act, reason="  ", by=officer)
    gone = void(guidance=act, reason="Ghi nhầm", by=officer)
    assert gone.is_void
    with pytest.raises(DomainError, match="đã hủy"):
        void(guidance=act, reason="Lần nữa", by=officer)


def test_a_correction_replaces_and_links(make: Act, officer: User) -> None:
    act = make()
    new = correct(
        guidance=act, entity=EntityGiven("Công ty TNHH Hai"), values=values(guide=officer, contents=["gap"]),
        reason="Nhầm tên", by=officer,
    )  # fmt: skip
    act.refresh_from_db()
    assert (act.void_reason, new.replaces, new.entity.name) == ("Nhầm tên", act, "Công ty TNHH Hai")
    assert act.entity.name == "Công ty TNHH Một"
    with pytest.raises(DomainError, match="đã hủy"):
        correct(guidance=act, entity=EntityGiven("X Y"), values=values(guide=officer), reason="Nữa", by=officer)


def test_the_database_keeps_what_was_recorded(make: Act) -> None:
    act = make()
    for statement in (
        "UPDATE plans_guidance SET result = 'khác' WHERE id = %s",
        "UPDATE plans_guidance SET recorded_at = now() WHERE id = %s",
        "DELETE FROM plans_guidance WHERE id = %s",
        "UPDATE plans_guidance SET voided_at = now() WHERE id = %s",  # without a reason
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [act.pk])
    later = act.recorded_at + dt.timedelta(hours=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE plans_guidance SET voided_at = %s, void_reason = 'x' WHERE id = %s", [later, act.pk])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE plans_guidance SET voided_at = NULL, void_reason = '' WHERE id = %s", [act.pk])


@pytest.mark.parametrize(
    "changes", [{"contents": ["không có"]}, {"contents": []}, {"guide_name": "Hai người"}, {"minutes": 0}]
)
def test_the_database_knows_contents_and_guides(make: Act, changes: dict[str, Any]) -> None:
    act = make()
    act.pk, act._state.adding = None, True
    for name, value in changes.items():
        setattr(act, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        act.save(force_insert=True)


def test_others_only_see(make: Act, cast: Cast) -> None:
    act = make()
    with cast.acting(cast.cooperating) as cooperating:
        with pytest.raises(DomainError, match="không có quyền"):
            void(guidance=act, reason="Không phải của tôi", by=cooperating)
        own = make("Hợp tác xã Hai", by=cooperating)
        void(guidance=own, reason="Ghi nhầm", by=cooperating)
    with cast.acting(cast.ministry) as viewer, pytest.raises(DomainError, match="không có quyền"):
        make("Hợp tác xã Ba", by=viewer)
    with cast.acting(cast.second_officer) as second:
        void(guidance=act, reason="Trùng", by=second)


def test_under_a_task_of_a_province_that_came_in(make: Act, officer: User, cast: Cast) -> None:
    task = _task(kon_tum())
    assert make(task_id=task.pk).task == task
    with cast.acting(cast.stranger):
        foreign = _task(cast.other_province)
    with cast.acting(officer), pytest.raises(IntegrityError), transaction.atomic():
        make("Hợp tác xã Khác", task_id=foreign.pk)


def _task(province: Province) -> Task:
    plan = Plan(province=province, created_at=clock.now(), title="Kế hoạch")
    plan.save(force_insert=True)
    task = Task(province=province, plan=plan, position=1, title="Hướng dẫn")
    task.save(force_insert=True)
    return task


def test_a_name_is_one_enterprise_within_a_province_only(make: Act, cast: Cast) -> None:
    make("Hợp tác xã Trùng Tên")
    with cast.acting(cast.stranger) as stranger:
        make("Hợp tác xã Trùng Tên", by=stranger, province=cast.other_province)
        assert Guidance.objects.count() == 1
    assert LegalEntity.objects.filter(name="Hợp tác xã Trùng Tên").count() == 2


def test_an_act_is_found_by_the_present_name_of_its_enterprise(make: Act, cast: Cast) -> None:
    act = make("Công ty TNHH Tên Cũ")
    LegalEntity.objects.filter(pk=act.entity_id).update(name="Công ty TNHH Sao Mai", folded="cong ty tnhh sao mai")
    scope = tenancy.current()
    assert scope is not None
    for words in ("sao mai", "tên cũ", "giải thích"):
        assert [found.pk for found in queries.page(scope, queries.Asked(words=words)).acts] == [act.pk]
    assert queries.page(scope, queries.Asked(words="sao hôm")).acts == []
