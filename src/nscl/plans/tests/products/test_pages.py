"""The pages of products: every task followed to what came out of it, forms that lose nothing, who sees what."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nscl.accounts.models import Membership, User
from nscl.config.testing.cast import Cast
from nscl.plans.actions import products
from nscl.plans.actions.products import Proof
from nscl.plans.models import AgencyMention, Plan, ProductEvidence, Task, TaskProduct
from nscl.plans.queries import products as queries
from nscl.plans.tests.pages.conftest import MakePlan, Open, times, words_of
from nscl.plans.tests.products.conftest import Waiting, told

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def sent(**changed: Any) -> dict[str, Any]:
    return {"title": "Lớp 5S tại Mộ Đức", "kind": "course", "year": "2026", "delivered_on": "04/05/2026", **changed}


def test_a_plan_without_products_says_so_task_by_task(screen: Client, plan: Plan) -> None:
    page = words_of(screen, reverse("plan_products", args=[plan.pk]))
    assert "Chưa có sản phẩm nào" in page
    assert "0/1" in page
    assert "Danh sách chưa có" in page.replace("chưa có: Danh sách", "Danh sách chưa có")


def test_added_through_the_page_and_reachable_from_plan_to_evidence(screen: Client, plan: Plan, task: Task) -> None:
    form = screen.get(reverse("product_add", args=[plan.pk, task.pk]))
    assert form.status_code == 200
    file = SimpleUploadedFile("giay-moi.pdf", PDF)
    answer = screen.post(
        reverse("product_add", args=[plan.pk, task.pk]), {**sent(), "output": "Danh sách", "tep": file}, follow=True
    )
    assert answer.status_code == 200
    product = TaskProduct.objects.get()
    followed = screen.get(reverse("plan_products", args=[plan.pk])).content.decode()
    assert reverse("product_page", args=[product.pk]) in followed
    proof = ProductEvidence.objects.get()
    address = reverse("product_file", args=[product.pk, proof.pk])
    assert address in followed
    taken = screen.get(address)
    assert b"".join(taken.streaming_content) == PDF  # type: ignore[attr-defined]
    on_task = screen.get(reverse("plan_task", args=[plan.pk, task.pk]) + "?nam=2026").content.decode()
    assert reverse("product_page", args=[product.pk]) in on_task
    assert address in on_task


def test_the_kind_is_proposed_from_the_words(screen: Client, plan: Plan, task: Task) -> None:
    form = screen.get(reverse("product_add", args=[plan.pk, task.pk])).context["form"]
    assert form["kind"].value() == "report"
    assert form["output"].value() == "Danh sách"


def test_a_refused_form_keeps_what_was_typed_and_the_file(screen: Client, plan: Plan, task: Task) -> None:
    url = reverse("product_add", args=[plan.pk, task.pk])
    answer = screen.post(url, {**sent(delivered_on="31/12/2099"), "tep": SimpleUploadedFile("anh.pdf", PDF)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ngày này chưa đến" in page
    assert "Lớp 5S tại Mộ Đức" in page
    assert "anh.pdf" in page
    token = page.split('name="tep_cho" value="', 1)[1].split('"', 1)[0]
    assert screen.post(url, {**sent(), "tep_cho": token}).status_code == 302
    assert ProductEvidence.objects.get().title == "anh.pdf"


def test_a_number_that_no_register_has_is_refused_at_its_field(screen: Client, plan: Plan, task: Task) -> None:
    answer = screen.post(reverse("product_add", args=[plan.pk, task.pk]), sent(number="999/QĐ-X"))
    assert answer.status_code == 422
    assert "Sổ văn bản chưa có số 999/QĐ-X" in answer.content.decode()


def test_year_by_year(screen: Client, product: TaskProduct, plan: Plan, acting: User) -> None:
    url = reverse("plan_products", args=[plan.pk])
    assert "Lớp 5S tại Mộ Đức" in words_of(screen, url + "?nam=2026")
    assert "Lớp 5S tại Mộ Đức" not in words_of(screen, url + "?nam=2027")
    assert "Lớp 5S tại Mộ Đức" in words_of(screen, url + "?nam=moi")
    assert "Chỉ hiện 1 nhiệm vụ" in words_of(screen, url + "?nam=2027&chi=chua")
    assert "Nhiệm vụ nào cũng đã có sản phẩm" in words_of(screen, url + "?nam=2026&chi=chua")


def test_a_promise_is_kept_on_its_page(screen: Client, plan: Plan, task: Task, acting: User) -> None:
    promised = products.record(task=task, values=told(delivered_on=None), by=acting)
    page = words_of(screen, reverse("product_page", args=[promised.pk]))
    assert "Dự kiến" in page
    assert "Ghi đã hoàn thành" in page
    answer = screen.post(reverse("product_correct", args=[promised.pk]), sent())
    assert answer.status_code == 302
    assert queries.live().get().is_delivered


def test_corrected_and_voided_pages_tell_why(screen: Client, product: TaskProduct) -> None:
    url = reverse("product_correct", args=[product.pk])
    assert screen.post(url, sent(title="Lớp Lean")).status_code == 422  # without a reason
    assert screen.post(url, sent(title="Lớp Lean", reason="Nhầm tên")).status_code == 302
    assert "Nhầm tên" in words_of(screen, reverse("product_page", args=[product.pk]))
    assert screen.get(url).status_code == 404  # the old row is not corrected again
    new = queries.live().get()
    assert screen.post(reverse("product_void", args=[new.pk]), {"reason": "Trùng"}).status_code == 302
    assert "Trùng" in words_of(screen, reverse("product_page", args=[new.pk]))


def test_evidence_is_added_and_taken_off(screen: Client, product: TaskProduct) -> None:
    url = reverse("product_prove", args=[product.pk])
    assert screen.post(url, {}).status_code == 422
    assert screen.post(url, {"url": "https://example.vn/bai"}).status_code == 302
    proof = ProductEvidence.objects.get()
    assert screen.post(reverse("evidence_void", args=[product.pk, proof.pk]), {"reason": "Nhầm"}).status_code == 302
    assert "Minh chứng đã bỏ" in words_of(screen, reverse("product_page", args=[product.pk]))


def test_entered_on_behalf_asks_for_the_signed_paper(
    screen: Client, plan: Plan, task: Task, acting: User, agency: Any, waiting: Waiting
) -> None:
    made = products.record(task=task, values=told(agency=agency, on_behalf=True), by=acting)
    assert "Chưa kèm bản cơ quan đã ký" in words_of(screen, reverse("product_page", args=[made.pk]))
    products.add_evidence(product=made, proofs=[Proof(upload=waiting(), signed=True)], by=acting)
    page = words_of(screen, reverse("product_page", args=[made.pk]))
    assert "Chưa kèm bản" not in page
    assert "Bản cơ quan đã ký" in page


def test_an_agency_adds_its_own_through_the_task(cast: Cast, sign_in: Open, plan: Plan, task: Task) -> None:
    named = AgencyMention.objects.filter(task=task, agency__isnull=False).order_by("id")[0]
    browser = sign_in(cast.cooperating)
    url = reverse("product_add", args=[plan.pk, task.pk])
    assert browser.get(url).status_code == 403
    Membership.objects.filter(user=cast.cooperating).update(agency=named.agency)
    assert url in browser.get(reverse("plan_task", args=[plan.pk, task.pk])).content.decode()
    assert browser.post(url, sent(agency=str(named.agency_id))).status_code == 302
    made = TaskProduct.objects.get()
    assert (made.agency_id, made.on_behalf, made.recorded_by) == (named.agency_id, False, cast.cooperating)


def test_the_list_filters_and_is_exported(screen: Client, product: TaskProduct, plan: Plan) -> None:
    url = reverse("plan_product_list", args=[plan.pk])
    assert "Lớp 5S" in words_of(screen, url + "?tim=lop+5s")
    assert "Không có sản phẩm nào khớp" in words_of(screen, url + "?tim=lean")
    assert "Lớp 5S" in words_of(screen, url + "?trang_thai=bare")
    book = screen.get(reverse("plan_products_export", args=[plan.pk]) + "?loai=course")
    assert book.status_code == 200
    import io

    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert sheet is not None
    assert "Lớp 5S tại Mộ Đức" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_another_province_gets_404(cast: Cast, sign_in: Open, product: TaskProduct, plan: Plan, task: Task) -> None:
    stranger = sign_in(cast.stranger)
    for url in (
        reverse("plan_products", args=[plan.pk]), reverse("product_page", args=[product.pk]),
        reverse("product_add", args=[plan.pk, task.pk]), reverse("product_void", args=[product.pk]),
    ):  # fmt: skip
        assert stranger.get(url).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_queries_do_not_grow(
    count: int, make_plan: MakePlan, cast: Cast, sign_in: Open, waiting: Waiting, django_assert_max_num_queries: Any
) -> None:
    plan = make_plan(whole=times(count))
    with cast.acting(cast.officer):
        for task in Task.objects.filter(plan=plan):
            products.record(task=task, values=told(), by=cast.officer, proofs=[Proof(upload=waiting())])
        first = Task.objects.filter(plan=plan).order_by("id")[0]
    browser = sign_in(cast.officer)
    browser.get("/")
    with django_assert_max_num_queries(12):
        browser.get(reverse("plan_products", args=[plan.pk]))
    with django_assert_max_num_queries(12):
        browser.get(reverse("plan_product_list", args=[plan.pk]))
    with django_assert_max_num_queries(12):
        browser.get(reverse("plan_task", args=[plan.pk, first.pk]) + "?nam=2026")
