"""The screens of versions: opened, told, confirmed, ended, replaced, without a script."""

from __future__ import annotations

import datetime as dt

from django.test import Client

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.documents.models import Document
from nscl.plans.actions import amendments, confirm, edit
from nscl.plans.models import Plan, PlanAmendment, PlanClosure, Target
from nscl.plans.tests.amendments.conftest import applied, told
from nscl.plans.tests.conftest import MakeDraft
from nscl.plans.tests.pages.conftest import words_of

DETAILS = {
    "version": "1", "reason": "Bổ sung", "basis": "", "paper_kind": "decision", "paper_number": "77/QĐ-UBND",
    "paper_issued_on": "20/06/2026", "paper_issuer": "UBND tỉnh Quảng Ngãi", "paper_title": "Sửa đổi kế hoạch",
    "paper_signer": "", "effective_on": "01/07/2026",
}  # fmt: skip


def test_from_opening_to_confirming(at_screen: Client, plan: Plan) -> None:
    page = words_of(at_screen, f"/ke-hoach/{plan.pk}/phien-ban/")
    assert "Bản gốc" in page
    opened = at_screen.post(f"/ke-hoach/{plan.pk}/sua-doi/", {"kind": "amendment", "reason": "Bổ sung"})
    draft = PlanAmendment.objects.get().plan
    assert opened["Location"] == f"/ke-hoach/{draft.pk}/ra-soat/"
    review = words_of(at_screen, opened["Location"])
    assert "Bản sửa đổi lần 1" in review
    assert "của kế hoạch 12/KH-UBND" in review
    confirming = words_of(at_screen, f"/ke-hoach/{draft.pk}/xac-nhan/")
    assert "Chưa ghi văn bản quyết định" in confirming
    assert "chưa đổi mục nào" in confirming
    saved = at_screen.post(f"/ke-hoach/{draft.pk}/sua-doi/thong-tin/", DETAILS)
    assert saved.status_code == 302
    with_target = Target.objects.filter(plan=draft).order_by("position")[0]
    edit.edit_item(item=with_target, version=1, values={"maximum": 30}, by=plan.confirmed_by or User())
    assert "Chỉ tiêu: 1 sửa" in words_of(at_screen, f"/ke-hoach/{draft.pk}/xac-nhan/")
    draft.refresh_from_db()
    sent = {"version": draft.version, "revision": draft.revision}
    assert at_screen.post(f"/ke-hoach/{draft.pk}/xac-nhan/", sent).status_code == 302
    old = words_of(at_screen, f"/ke-hoach/{plan.pk}/")
    assert "Bản này đã được sửa đổi" in old
    assert "Từ 01/07/2026 áp dụng Bản sửa đổi lần 1" in old
    page = words_of(at_screen, f"/ke-hoach/{draft.pk}/phien-ban/?ngay=2026-06-30")
    assert "Ngày 30/06/2026 áp dụng Bản gốc" in page
    assert "77/QĐ-UBND" in page
    assert "Chỉ tiêu: 1 sửa" in page
    assert "áp dụng Bản sửa đổi lần 1" in words_of(at_screen, f"/ke-hoach/{draft.pk}/phien-ban/?ngay=01/07/2026")


def test_the_list_shows_the_version_of_today_and_the_past_where_asked(
    at_screen: Client, plan: Plan, amending: Plan, officer: User
) -> None:
    new = applied(amending, officer)
    shown = at_screen.get("/ke-hoach/").content.decode()
    assert f'href="/ke-hoach/{new.pk}/"' in shown
    assert f'href="/ke-hoach/{plan.pk}/"' not in shown
    assert f'href="/ke-hoach/{plan.pk}/"' in at_screen.get("/ke-hoach/?trang_thai=amended").content.decode()


def test_a_second_amendment_is_led_to_the_first(at_screen: Client, plan: Plan, amending: Plan) -> None:
    answer = at_screen.post(f"/ke-hoach/{plan.pk}/sua-doi/", {"kind": "amendment", "reason": "Khác"})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert f'href="/ke-hoach/{amending.pk}/ra-soat/"' in body
    assert "Khác" in body


def test_what_somebody_else_told_meanwhile_is_shown(at_screen: Client, amending: Plan, officer: User) -> None:
    told(amending, officer)
    answer = at_screen.post(f"/ke-hoach/{amending.pk}/sua-doi/thong-tin/", {**DETAILS, "reason": "Của tôi"})
    assert answer.status_code == 409
    body = answer.content.decode()
    assert "Của tôi" in body
    assert "Bổ sung chỉ tiêu" in body
    again = at_screen.post(
        f"/ke-hoach/{amending.pk}/sua-doi/thong-tin/", {**DETAILS, "reason": "Của tôi", "version": "2"}
    )
    assert again.status_code == 302


def test_a_plan_is_ended_in_two_steps(at_screen: Client, plan: Plan) -> None:
    sent = {
        "reason": "Bãi bỏ", "effective_on": "01/10/2026", "paper_kind": "decision", "paper_number": "88/QĐ-UBND",
        "paper_issued_on": "20/09/2026", "paper_issuer": "UBND tỉnh Quảng Ngãi", "paper_title": "Bãi bỏ kế hoạch",
    }  # fmt: skip
    first = at_screen.post(f"/ke-hoach/{plan.pk}/ket-thuc/", sent)
    assert first.status_code == 200
    assert "hết hiệu lực từ 01/10/2026" in first.content.decode()
    plan.refresh_from_db()
    assert plan.status == "in_force"
    second = at_screen.post(f"/ke-hoach/{plan.pk}/ket-thuc/", {**sent, "chac": "1"})
    assert second.status_code == 302
    plan.refresh_from_db()
    closure = PlanClosure.objects.select_related("document").get()
    assert (plan.status, closure.effective_on, closure.reason) == ("ended", dt.date(2026, 10, 1), "Bãi bỏ")
    assert closure.document is not None
    assert closure.document.number == "88/QĐ-UBND"
    assert "Hết hiệu lực từ 01/10/2026" in words_of(at_screen, f"/ke-hoach/{plan.pk}/")


def test_an_end_that_is_not_possible_keeps_what_was_typed(at_screen: Client, plan: Plan) -> None:
    sent = {"reason": "Bãi bỏ sớm", "effective_on": "01/01/2030", "paper_kind": "decision", "chac": "1"}
    answer = at_screen.post(f"/ke-hoach/{plan.pk}/ket-thuc/", sent)
    assert answer.status_code == 422
    assert "Ngày này chưa tới" in answer.content.decode()
    assert "Bãi bỏ sớm" in answer.content.decode()
    half = at_screen.post(
        f"/ke-hoach/{plan.pk}/ket-thuc/", {**sent, "effective_on": "01/10/2026", "paper_number": "8/Q"}
    )
    assert half.status_code == 422
    assert "Hãy ghi trích yếu" in half.content.decode()


def test_a_wrong_plan_gives_way_to_the_draft_of_its_number(
    at_screen: Client, plan: Plan, officer: User, make_draft: MakeDraft
) -> None:
    right = make_draft(content=b"right", title="Kế hoạch đúng")
    page = at_screen.get(f"/ke-hoach/{right.pk}/xac-nhan/").content.decode()
    assert f"/ke-hoach/{plan.pk}/thay-bang/?bang={right.pk}" in page
    sent = {"by_plan": str(right.pk), "reason": "Tải nhầm bản dự thảo"}
    first = at_screen.post(f"/ke-hoach/{plan.pk}/thay-bang/", sent)
    assert "được xác nhận và có hiệu lực ngay" in first.content.decode()
    assert at_screen.post(f"/ke-hoach/{plan.pk}/thay-bang/", {**sent, "chac": "1"}).status_code == 302
    plan.refresh_from_db()
    right.refresh_from_db()
    assert (plan.status, right.status) == ("superseded", "in_force")
    document = Document.objects.get()
    assert (right.document, document.title) == (document, "Kế hoạch đúng")
    assert document.files.filter(attachment=right.attachment).exists()
    assert "Kế hoạch này nhập nhầm" in words_of(at_screen, f"/ke-hoach/{plan.pk}/")


def test_a_draft_that_is_not_whole_does_not_take_the_place(
    at_screen: Client, plan: Plan, officer: User, make_draft: MakeDraft
) -> None:
    right = make_draft(content=b"right", period=None)
    sent = {"by_plan": str(right.pk), "reason": "Nhầm", "chac": "1"}
    answer = at_screen.post(f"/ke-hoach/{plan.pk}/thay-bang/", sent)
    assert answer.status_code == 422
    assert "Chưa có năm bắt đầu" in answer.content.decode()
    plan.refresh_from_db()
    assert plan.status == "in_force"


def test_who_may_not(client: Client, cast: Cast, plan: Plan) -> None:
    for person, status in ((cast.cooperating, 403), (cast.stranger, 404)):
        client.force_login(person)
        for part in ("sua-doi/", "ket-thuc/", "thay-bang/", "sao-chep/", "quan-he/cap-tren/", "quan-he/chuong-trinh/"):
            assert client.get(f"/ke-hoach/{plan.pk}/{part}").status_code == status, part


def test_a_draft_replaced_by_one_in_force(officer: User, plan: Plan, make_draft: MakeDraft) -> None:
    other = make_draft(content=b"o", number="15/KH-UBND")
    confirm.confirm(plan=other, version=1, by=officer)
    amendments.open_amendment(plan=plan, kind="amendment", reason="Sửa", by=officer)
    from nscl.plans.actions import closing

    closing.replace_by_one_in_force(plan=plan, right=other, reason="Trùng", by=officer)
    assert PlanClosure.objects.get().successor == other
