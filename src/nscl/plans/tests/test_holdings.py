"""A leaver's drafts go to whoever takes over; plans in force and others' drafts stay as they are."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import Model

from nscl.accounts import actions, holdings
from nscl.accounts.models import Membership, User
from nscl.config.testing.cast import Cast
from nscl.foundation.models import AuditEntry
from nscl.organisations.queries import with_predecessors
from nscl.plans.access import guidance as access
from nscl.plans.actions import confirm
from nscl.plans.actions.guidance import bring, skip
from nscl.plans.models import Plan
from nscl.plans.tests.conftest import MakeDraft
from nscl.shared.errors import DomainError


def test_drafts_go_over_and_nothing_else(cast: Cast, make_draft: MakeDraft) -> None:
    with cast.acting(cast.officer) as officer:
        confirmed = make_draft()
        confirm.confirm(plan=confirmed, version=confirmed.version, by=officer)
        draft = make_draft(number="77/KH-UBND")
        others = Plan.objects.exclude(pk__in=[confirmed.pk, draft.pk]).count()
    provinces = with_predecessors(cast.province.pk)
    with cast.acting(cast.administrator) as by:
        held = {one.holding.code: one.count for one in holdings.held_by(cast.officer, provinces)}
        assert held == {"plan_drafts": 1}
        actions.hand_over(
            person=cast.officer, province=cast.province, successors={"plan_drafts": cast.second_officer}, by=by
        )
        assert holdings.held_by(cast.officer, provinces) == []
        entry = AuditEntry.objects.get(code="plan.handed_over")
        assert (entry.object_id, entry.actor_id) == (draft.pk, by.pk)
        assert entry.detail == {"from": cast.officer.pk, "to": cast.second_officer.pk}
    with cast.acting(cast.officer):
        draft.refresh_from_db()
        confirmed.refresh_from_db()
        assert (draft.created_by, confirmed.created_by) == (cast.second_officer, cast.officer)
        assert Plan.objects.count() == others + 2


def test_a_list_not_recorded_to_the_end_goes_over_and_the_successor_goes_on(cast: Cast) -> None:
    """A list of an agency's officer is seen by nobody else of that agency until it is handed over."""
    colleague = _colleague(cast)
    heads, row = ["Tên doanh nghiệp", "Ngày"], ["Công ty TNHH Một", "05/11/2026"]
    with cast.acting(cast.cooperating) as officer:
        province = cast.province
        open_ = bring(province=province, name="so.xlsx", lines=[heads, row, row], digest="a" * 64, by=officer)
        whole = bring(province=province, name="xong.xlsx", lines=[heads, row], digest="b" * 64, by=officer)
        skip(sheet=whole, version=whole.version, rows=[0], by=officer)
    with cast.acting(colleague), pytest.raises(PermissionDenied):
        access.sheet_for(colleague, open_.pk)
    with cast.acting(cast.administrator) as by:
        provinces = with_predecessors(cast.province.pk)
        held = {one.holding.code: one.count for one in holdings.held_by(cast.cooperating, provinces)}
        assert held == {"guidance_sheets": 1}
        successors = {"guidance_sheets": colleague}
        actions.hand_over(person=cast.cooperating, province=cast.province, successors=successors, by=by)
        assert holdings.held_by(cast.cooperating, provinces) == []
        entry = AuditEntry.objects.get(code="guidance.list_handed_over")
        assert entry.detail == {"from": cast.cooperating.pk, "to": colleague.pk}
    with cast.acting(colleague):
        assert access.sheet_for(colleague, open_.pk).brought_by == colleague


def _colleague(cast: Cast) -> User:
    """Somebody else of the same agency, in the same role."""
    held = Membership.objects.get(user=cast.cooperating)
    person = User.objects.create_user("dong.nghiep@example.vn", full_name="Trần Thị Đồng Nghiệp")
    Membership.objects.create(
        user=person, province=held.province, agency=held.agency, role=held.role, valid_from=held.valid_from
    )
    return person


# A field that names a person: the kind it goes over under, or why it does not. One that is new must be thought about.
HANDED = {
    ("plans.plan", "created_by"): "plan_drafts",
    ("plans.taskyear", "responsible"): "task_years",
    ("plans.taskstep", "responsible"): "task_steps",
    ("plans.difficulty", "responsible"): "difficulties",
    ("plans.guidancesheet", "brought_by"): "guidance_sheets",
    ("accounts.delegation", "delegate"): "standing_in",
    ("foundation.job", "started_by_id"): "running_jobs",
}
STAYS = {
    ("plans.difficultystep", "responsible"): "history: who was in charge when",
    ("plans.guidance", "guide"): "a fact: who guided",
    ("plans.workdigest", "person"): "which letter somebody got",
}
WHO_DID_IT = re.compile(r"_by(_id)?$")
OWN = {"accounts", "account", "mfa", "socialaccount", "pghistory"}


def test_every_field_that_names_somebody_in_charge_goes_over_or_says_why_not() -> None:
    """`…_by` is who once did something and stays, unless the code asks for it before it lets somebody go on."""
    named = {
        (model._meta.label_lower, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if (field.related_model is User or field.name.endswith("_by_id")) and not _about_oneself(model, field.name)
    }
    unclear = {pair for pair in named if not WHO_DID_IT.search(pair[1])} - set(HANDED) - set(STAYS)
    assert unclear == set(), "say in HANDED under which kind it goes over, or in STAYS why it does not"
    assert set(HANDED) | set(STAYS) <= named | {("accounts.delegation", "delegate")}
    assert {one.code for one in holdings.declared()} == set(HANDED.values())


def _about_oneself(model: type[Model], field: str) -> bool:
    """A person's own account, sessions, choices: nobody goes on with those."""
    return field == "user" or model._meta.app_label in OWN


def test_whoever_may_not_edit_plans_takes_no_draft(cast: Cast, make_draft: MakeDraft) -> None:
    with cast.acting(cast.officer):
        make_draft()
    with cast.acting(cast.administrator) as by, pytest.raises(DomainError, match="không có quyền nhận"):
        actions.hand_over(
            person=cast.officer, province=cast.province, successors={"plan_drafts": cast.cooperating}, by=by
        )
