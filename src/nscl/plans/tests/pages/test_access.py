"""Who may see a plan's pages: every page for every person of the cast."""

from __future__ import annotations

import pytest
from django.test import Client

from nscl.config.testing.cast import Cast
from nscl.foundation import tenancy
from nscl.foundation.models import AuditEntry
from nscl.plans.actions import confirm
from nscl.plans.models import Plan
from nscl.plans.tests.conftest import MakeDraft
from nscl.plans.tests.pages.conftest import FILES, PAGES, Open

IN_FORCE = {
    "officer": 200, "second_officer": 200, "head": 200, "cooperating": 200, "ministry": 200, "stranger": 404,
    "nobody": 404,
}  # fmt: skip
DRAFT = {**IN_FORCE, "cooperating": 404, "ministry": 404}


@pytest.mark.parametrize(("part", "status"), IN_FORCE.items())
def test_a_plan_in_force(plan: Plan, cast: Cast, sign_in: Open, part: str, status: int) -> None:
    client = sign_in(getattr(cast, part))
    found = {page: client.get(f"/ke-hoach/{plan.pk}/{page}").status_code for page in (*PAGES, *FILES)}
    assert found == dict.fromkeys((*PAGES, *FILES), status)


@pytest.mark.parametrize(("part", "status"), DRAFT.items())
def test_a_draft_is_for_those_who_edit(
    make_draft: MakeDraft, cast: Cast, sign_in: Open, part: str, status: int
) -> None:
    with cast.acting(cast.officer):
        draft = make_draft()
    client = sign_in(getattr(cast, part))
    found = {page: client.get(f"/ke-hoach/{draft.pk}/{page}").status_code for page in (*PAGES, *FILES)}
    assert found == dict.fromkeys((*PAGES, *FILES), status)


def test_a_discarded_draft_says_why(make_draft: MakeDraft, cast: Cast, screen: Client, sign_in: Open) -> None:
    with cast.acting(cast.officer):
        draft = make_draft()
        confirm.discard(plan=draft, reason="Tải nhầm tệp", by=cast.officer)
    assert "Tải nhầm tệp" in screen.get(f"/ke-hoach/{draft.pk}/").content.decode()
    assert sign_in(cast.cooperating).get(f"/ke-hoach/{draft.pk}/").status_code == 404


@pytest.mark.parametrize("page", [*PAGES, *FILES])
def test_a_visitor_is_asked_to_sign_in(plan: Plan, page: str) -> None:
    assert Client().get(f"/ke-hoach/{plan.pk}/{page}").headers["Location"].startswith("/tai-khoan/dang-nhap/?next=")


@pytest.mark.parametrize("page", [*PAGES, *FILES])
def test_reading_changes_nothing(plan: Plan, screen: Client, page: str) -> None:
    assert screen.post(f"/ke-hoach/{plan.pk}/{page}").status_code == 405


def test_the_list_is_of_the_own_province(plan: Plan, cast: Cast, screen: Client, sign_in: Open) -> None:
    assert "12/KH-UBND" in screen.get("/ke-hoach/").content.decode()
    assert "12/KH-UBND" not in sign_in(cast.stranger).get("/ke-hoach/").content.decode()
    assert "12/KH-UBND" in sign_in(cast.ministry).get("/ke-hoach/").content.decode()
    assert sign_in(cast.nobody).get("/ke-hoach/").status_code == 403


def test_an_agency_without_a_part_is_no_page(plan: Plan, cast: Cast, screen: Client) -> None:
    assert screen.get(f"/ke-hoach/{plan.pk}/ai-lam-gi/999999999/").status_code == 404


@pytest.mark.parametrize("part", ["officer", "ministry"])
def test_who_took_the_file_is_recorded(plan: Plan, cast: Cast, sign_in: Open, part: str) -> None:
    user = getattr(cast, part)
    answer = sign_in(user).get(f"/ke-hoach/{plan.pk}/tep/")
    assert b"".join(answer.streaming_content) == b"x"  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ke-hoach.txt"'
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    with tenancy.scope(tenancy.Scope.of(read=[plan.province_id])):
        taken = AuditEntry.objects.get(code="attachment.taken")
    assert (taken.actor_id, taken.object_id) == (user.pk, plan.attachment_id)


def test_a_file_gone_from_the_store_is_told(plan: Plan, screen: Client) -> None:
    from nscl.documents.files import root

    assert plan.attachment is not None
    (root() / plan.attachment.key).unlink()
    answer = screen.get(f"/ke-hoach/{plan.pk}/tep/")
    assert answer.status_code in (400, 409, 422)
    assert "Không tìm thấy tệp" in answer.content.decode()
