"""A plan of one year under one of several; plans that carry each other on; national programmes."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.documents.models import LegalText
from nscl.foundation.models import AuditEntry
from nscl.plans.actions import confirm, kin
from nscl.plans.models import Plan, PlanProgramme
from nscl.plans.queries import kin as queries
from nscl.plans.tests.amendments.conftest import applied
from nscl.plans.tests.conftest import MakeDraft
from nscl.plans.tests.pages.conftest import words_of
from nscl.shared.errors import DomainError


def year_under(above: Plan, year: int, by: User, make_draft: MakeDraft) -> Plan:
    """A plan of one year in force under `above`."""
    draft = make_draft(
        content=str(year).encode(), number=f"{year}/KH-UBND", issued_on=f"{year}-01-10", period=[year, year],
        inherits=[], legal_basis=["12/KH-UBND"],
    )  # fmt: skip
    kin.set_parent(plan=draft, parent=above, by=by)
    draft.refresh_from_db()
    return confirm.confirm(plan=draft, version=draft.version, by=by)


def test_both_sides_show_it(at_screen: Client, plan: Plan, officer: User, make_draft: MakeDraft) -> None:
    year = year_under(plan, 2027, officer, make_draft)
    assert "12/KH-UBND" in words_of(at_screen, f"/ke-hoach/{year.pk}/quan-he/")
    page = words_of(at_screen, f"/ke-hoach/{plan.pk}/quan-he/")
    assert "2027 2027/KH-UBND" in page


def test_what_it_cites_and_covers_more_years_is_proposed(
    at_screen: Client, plan: Plan, officer: User, make_draft: MakeDraft
) -> None:
    draft = make_draft(content=b"n", number="9/KH", period=[2027, 2027], legal_basis=["12/KH-UBND"])
    page = at_screen.get(f"/ke-hoach/{draft.pk}/quan-he/cap-tren/").content.decode()
    assert f'<option value="{plan.pk}" selected' in page
    assert "được chọn sẵn" in page
    at_screen.post(f"/ke-hoach/{draft.pk}/quan-he/cap-tren/", {"parent": str(plan.pk)})
    draft.refresh_from_db()
    assert draft.parent == plan


def test_it_is_put_right_in_force_and_audited(plan: Plan, officer: User, make_draft: MakeDraft) -> None:
    year = year_under(plan, 2027, officer, make_draft)
    kin.set_parent(plan=year, parent=None, by=officer)
    assert Plan.objects.get(pk=year.pk).parent is None
    entry = AuditEntry.objects.filter(code="plan.parent_set").order_by("-id")[0]
    assert entry.detail == {"parent": None, "before": plan.pk}


def test_other_years_are_refused(plan: Plan, officer: User, make_draft: MakeDraft) -> None:
    draft = make_draft(content=b"n", number="9/KH", period=[2031, 2031])
    with pytest.raises(DomainError) as refusal:
        kin.set_parent(plan=draft, parent=plan, by=officer)
    assert (refusal.value.field, "không có năm nào chung" in refusal.value.message) == ("parent", True)
    with pytest.raises(IntegrityError, match="is of other years"), transaction.atomic():
        Plan.objects.filter(pk=draft.pk).update(parent=plan)


def test_no_plan_stands_under_itself(plan: Plan, officer: User, make_draft: MakeDraft) -> None:
    year = year_under(plan, 2027, officer, make_draft)
    month = year_under(year, 2027, officer, lambda **given: make_draft(**{**given, "number": "m/KH", "content": b"m"}))
    for above in (plan, year, month):
        with pytest.raises(DomainError):
            kin.set_parent(plan=plan, parent=above, by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(parent=month)


def test_the_plan_of_another_province_is_not_above(
    plan: Plan, officer: User, cast: Cast, make_draft: MakeDraft
) -> None:
    with cast.acting(cast.stranger):
        theirs = make_draft(cast.stranger, issuer="UBND tỉnh Nghệ An", number="40/KH-UBND")
        confirm.confirm(plan=theirs, version=1, by=cast.stranger)
        theirs.refresh_from_db()
    draft = make_draft(content=b"n", number="9/KH", period=[2027, 2027])
    assert theirs.pk not in {p.pk for p in queries.parents_for(draft)}
    with pytest.raises(DomainError):
        kin.set_parent(plan=draft, parent=theirs, by=officer)


def test_an_amended_plan_keeps_its_children_and_its_place(
    at_screen: Client, plan: Plan, amending: Plan, officer: User, make_draft: MakeDraft
) -> None:
    year = year_under(plan, 2027, officer, make_draft)
    new = applied(amending, officer)
    assert [p.pk for _, plans in queries.kin(Plan.objects.get(pk=new.pk)).below for p in plans] == [year.pk]
    above = queries.kin(Plan.objects.get(pk=year.pk)).above
    assert above is not None
    assert above.pk == new.pk
    later = make_draft(content=b"l", number="8/KH", period=[2028, 2028])
    kin.set_parent(plan=later, parent=Plan.objects.get(pk=new.pk), by=officer)
    assert Plan.objects.get(pk=later.pk).parent == plan


def test_plans_that_carry_each_other_on_are_one_line(
    at_screen: Client, plan: Plan, officer: User, make_draft: MakeDraft
) -> None:
    known, pks = "12/KH-UBND", [plan.pk]
    for first, number in ((2029, "29/KH-UBND"), (2034, "34/KH-UBND")):
        draft = make_draft(
            content=number.encode(), number=number, issued_on=f"{first}-01-01", period=[first, first + 4],
            inherits=[known],
        )  # fmt: skip
        pks.append(confirm.confirm(plan=draft, version=draft.version, by=officer).pk)
        known = number
    for pk in pks:
        assert [p.pk for p in queries.chain(Plan.objects.get(pk=pk))] == pks
    assert "2026–2028 12/KH-UBND 2029–2033 29/KH-UBND" in words_of(at_screen, f"/ke-hoach/{pks[1]}/quan-he/")


def test_programmes_are_proposed_from_the_bases_and_filter_the_list(
    at_screen: Client, officer: User, make_draft: MakeDraft
) -> None:
    bases = ["1322/QĐ-TTg", "36/QĐ-TTg", "996/QĐ-TTg", "19/2025/QĐ-TTg"]
    plan = confirm.confirm(plan=make_draft(legal_basis=bases), version=1, by=officer)
    other = confirm.confirm(plan=make_draft(content=b"o", number="13/KH-UBND"), version=1, by=officer)
    found = queries.proposals(plan, [])
    numbers = [p.number for p in found]
    assert numbers[:2] == ["1322/QĐ-TTg", "36/QĐ-TTg"]
    assert "19/2025/QĐ-TTg" not in numbers
    sent = {"proposed": [found[0].key], "names": "Chương trình 996"}
    assert at_screen.post(f"/ke-hoach/{plan.pk}/quan-he/chuong-trinh/", sent).status_code == 302
    text = LegalText.objects.get(reference="1322/QĐ-TTg")
    assert {(p.legal_text, p.name) for p in PlanProgramme.objects.all()} == {(text, ""), (None, "Chương trình 996")}
    at_screen.post(f"/ke-hoach/{plan.pk}/quan-he/chuong-trinh/", {"names": "1322/QĐ-TTg"})
    assert PlanProgramme.objects.count() == 2
    for key in (f"v{text.pk}", "Chương trình 996"):
        shown = at_screen.get("/ke-hoach/", {"chuong_trinh": key}).content.decode()
        assert f'href="/ke-hoach/{plan.pk}/"' in shown
        assert f'href="/ke-hoach/{other.pk}/"' not in shown


def test_a_programme_is_taken_off_with_a_reason(at_screen: Client, plan: Plan, officer: User) -> None:
    [row] = kin.record_programmes(plan=plan, texts=[], names=["Chương trình A"], by=officer)
    address = f"/ke-hoach/{plan.pk}/quan-he/chuong-trinh/{row.pk}/go/"
    assert at_screen.post(address, {"reason": " "}).status_code == 422
    assert at_screen.post(address, {"reason": "Ghi nhầm"}).status_code == 302
    assert queries.programmes(plan) == []
    assert at_screen.get(address).status_code == 404
