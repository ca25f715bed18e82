"""The pages of versions and kin ask few questions, however long the line."""

from __future__ import annotations

import datetime as dt

from django.test import Client

from nscl.accounts.models import User
from nscl.plans.actions import amendments
from nscl.plans.actions import kin as kin_actions
from nscl.plans.models import Plan
from nscl.plans.tests.amendments.conftest import applied
from nscl.plans.tests.conftest import MakeDraft
from nscl.plans.tests.kin.test_kin import year_under
from nscl.plans.tests.pages.test_speed import queries


def test_versions_are_flat(at_screen: Client, plan: Plan, officer: User) -> None:
    counted = [queries(at_screen, f"/ke-hoach/{plan.pk}/phien-ban/")]
    for number in range(2):
        draft = amendments.open_amendment(plan=plan, kind="amendment", reason="Sửa", by=officer)
        day = dt.date(2026, 7 + number, 1)
        plan = applied(draft, officer, paper_number=f"7{number}/QĐ-UBND", effective_on=day)
        counted.append(queries(at_screen, f"/ke-hoach/{plan.pk}/phien-ban/"))
    assert len(set(counted)) == 1, counted


def test_kin_is_flat(at_screen: Client, plan: Plan, officer: User, make_draft: MakeDraft) -> None:
    year_under(plan, 2026, officer, make_draft)
    one = queries(at_screen, f"/ke-hoach/{plan.pk}/quan-he/")
    kin_actions.record_programmes(plan=plan, texts=[], names=["Chương trình A", "Chương trình B"], by=officer)
    for year in (2027, 2028):
        year_under(plan, year, officer, make_draft)
    assert queries(at_screen, f"/ke-hoach/{plan.pk}/quan-he/") == one
    queries(at_screen, "/ke-hoach/")
