"""What other pages say of a plan that was amended: the register, the search, the first page."""

from __future__ import annotations

from django.test import Client

from nscl.accounts.models import User
from nscl.foundation.search import find, kinds
from nscl.plans.models import Plan, PlanAmendment
from nscl.plans.tests.amendments.conftest import applied
from nscl.plans.tests.pages.conftest import words_of
from nscl.plans.uses import uses_of


def test_the_register_tells_what_the_deciding_paper_amends(plan: Plan, amending: Plan, officer: User) -> None:
    new = applied(amending, officer)
    paper = PlanAmendment.objects.select_related("document").get(plan=new).document
    assert paper is not None
    assert [(use.what, use.url, use.holds) for use in uses_of(paper)] == [
        ("Văn bản sửa đổi kế hoạch", f"/ke-hoach/{new.pk}/", True)
    ]
    assert plan.document is not None
    assert [use.url for use in uses_of(plan.document)] == [f"/ke-hoach/{new.pk}/"]


def test_the_search_finds_the_version_of_today(plan: Plan, amending: Plan, officer: User) -> None:
    new = applied(amending, officer)
    found = {group.kind.code: {hit.url for hit in group.hits} for group in find("làm tốt hơn", among=kinds().values())}
    assert found["plan"] == {f"/ke-hoach/{new.pk}/"}
    assert "plan_draft" not in found


def test_the_first_page_says_which_draft_is_an_amendment(at_screen: Client, amending: Plan) -> None:
    assert "Soạn bản sửa đổi: 12/KH-UBND" in words_of(at_screen, "/")
