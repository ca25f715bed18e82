"""A policy from its first draft to its issue, or dropped; opinions asked for, entered for others, answered."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.documents.models import Document
from nscl.organisations.models import Agency
from nscl.plans.actions import policies
from nscl.plans.models import Consulted, Opinion, PolicyDraft, Task, TaskProduct
from nscl.plans.queries import policies as queries
from nscl.plans.states import POLICY
from nscl.plans.tests.pages.conftest import Open, words_of
from nscl.plans.tests.products.conftest import Waiting
from nscl.shared.errors import DomainError

DAY = dt.date(2026, 3, 2)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def head(**changed: Any) -> dict[str, Any]:
    return {"title": "Mức hỗ trợ doanh nghiệp", "kind": "resolution", "issuer": "HĐND tỉnh", "year": 2026, **changed}


@pytest.fixture
def policy(task: Task, acting: User) -> PolicyDraft:
    return policies.begin(task=task, values=head(), by=acting)


@pytest.fixture
def drafted(policy: PolicyDraft, acting: User, waiting: Waiting) -> PolicyDraft:
    policies.add_version(policy=policy, summary="Bản đầu", made_on=DAY, by=acting, uploads=[waiting()])
    return policy


def consult(policy: PolicyDraft, by: User, agency: Agency) -> None:
    policies.consult(
        policy=policy, agencies=[agency], names=["Hội doanh nghiệp", " hội  Doanh nghiệp ", ""], sent_on=DAY,
        deadline_on=dt.date(2026, 3, 20), by=by, letter_number="12/SKHCN",
    )  # fmt: skip


@pytest.fixture
def asked(drafted: PolicyDraft, acting: User, agency: Agency) -> PolicyDraft:
    consult(drafted, acting, agency)
    drafted.refresh_from_db()
    return drafted


def opinion(policy: PolicyDraft, by: User, **given: Any) -> Opinion:
    of = Consulted.objects.filter(round__policy=policy).select_related("round__policy").order_by("position")[0]
    values = {"received_on": dt.date(2026, 3, 10), "clause": "Khoản 2 Điều 3", "text": "Nâng mức lên 60%", **given}
    return policies.receive(consulted=of, by=by, **values)


def at(policy: PolicyDraft, status: str, by: User, waiting: Waiting) -> PolicyDraft:
    """The policy brought to the status by its actions."""
    if status in ("appraised", "submitted"):
        policies.add_version(policy=policy, summary="Bản đầu", made_on=DAY, by=by, uploads=[waiting()])
        policies.step(policy=policy, verb="appraise", by=by)
    if status == "submitted":
        policies.step(policy=policy, verb="submit", by=by)
    policy.refresh_from_db()
    assert policy.status == status
    return policy


def test_drafts_are_numbered(drafted: PolicyDraft, acting: User, waiting: Waiting) -> None:
    policies.add_version(policy=drafted, summary="Sửa Điều 2", made_on=DAY, by=acting, uploads=[waiting("b.pdf")])
    found = queries.whole(drafted).versions
    assert [(v.number, [f.attachment.name for f in files]) for v, files in found] == [
        (2, ["b.pdf"]), (1, ["ban-ky.pdf"])
    ]  # fmt: skip


def test_a_draft_needs_a_file(policy: PolicyDraft, acting: User) -> None:
    with pytest.raises(DomainError) as refused:
        policies.add_version(policy=policy, summary="Bản đầu", made_on=DAY, by=acting, uploads=[])
    assert refused.value.code == "empty"


def test_nothing_is_asked_about_without_a_draft(policy: PolicyDraft, acting: User, agency: Agency) -> None:
    with pytest.raises(DomainError) as refused:
        consult(policy, acting, agency)
    assert "Chưa có dự thảo" in refused.value.message


def test_each_is_asked_once(asked: PolicyDraft, agency: Agency) -> None:
    assert asked.status == "consultation"
    assert [one.consulted.name for one in queries.whole(asked).rounds[0].asked] == [agency.name, "Hội doanh nghiệp"]


def test_opinions_must_be_answered_and_rounds_closed_before_appraisal(asked: PolicyDraft, acting: User) -> None:
    said = opinion(asked, acting)
    with pytest.raises(DomainError) as refused:
        policies.step(policy=asked, verb="appraise", by=acting)
    assert refused.value.code == "open"
    policies.close_round(round=asked.rounds.get(), by=acting)
    with pytest.raises(DomainError) as refused:
        policies.step(policy=asked, verb="appraise", by=acting)
    assert refused.value.code == "unanswered"
    policies.answer(opinion=said, outcome="accepted", text="Đã sửa khoản 2", by=acting)
    assert policies.step(policy=asked, verb="appraise", by=acting).status == "appraised"


def test_the_last_answer_counts_and_the_first_is_kept(asked: PolicyDraft, acting: User) -> None:
    said = opinion(asked, acting)
    policies.answer(opinion=said, outcome="accepted", text="Tiếp thu", by=acting)
    policies.answer(opinion=said, outcome="explained", text="Vượt trần", by=acting)
    shown = queries.whole(asked).rounds[0].asked[0].said[0]
    assert shown.answer is not None
    assert (shown.answer.outcome, said.answers.count()) == ("explained", 2)


def test_who_agrees_needs_no_answer_and_who_is_silent_does_not_block(asked: PolicyDraft, acting: User) -> None:
    opinion(asked, acting, agrees=True, text="", clause="")
    policies.close_round(round=asked.rounds.get(), by=acting)
    assert policies.step(policy=asked, verb="appraise", by=acting).status == "appraised"
    assert queries.whole(asked).rounds[0].silent == 1


def test_a_voided_opinion_is_out_of_the_table(asked: PolicyDraft, acting: User) -> None:
    said = opinion(asked, acting)
    policies.answer(opinion=said, outcome="accepted", text="Tiếp thu", by=acting)
    policies.void_opinion(opinion=said, reason="Nhầm cơ quan", by=acting)
    assert queries.whole(asked).rounds[0].opinions == 0
    with pytest.raises(DomainError):
        policies.answer(opinion=said, outcome="accepted", text="Nữa", by=acting)


@pytest.mark.parametrize("text", ["", "   "])
def test_an_opinion_says_something(asked: PolicyDraft, acting: User, text: str) -> None:
    with pytest.raises(DomainError) as refused:
        opinion(asked, acting, text=text)
    assert refused.value.field == "text"


def test_issued_it_is_a_document_and_the_task_s_product(
    policy: PolicyDraft, acting: User, waiting: Waiting, cast: Cast
) -> None:
    at(policy, "submitted", acting, waiting)
    issued = policies.issue(
        policy=policy, province=cast.province, number="21/2026/NQ-HĐND", issued_on=dt.date(2026, 7, 10), by=acting,
        signer="Nguyễn Văn A", uploads=[waiting("nq.pdf")],
    )  # fmt: skip
    product = TaskProduct.objects.get()
    assert issued.document is not None
    assert (issued.document.number, issued.document.attachment.name) == ("21/2026/NQ-HĐND", "nq.pdf")  # type: ignore[union-attr]
    assert (product.task_id, product.kind, product.delivered_on) == (policy.task_id, "policy", dt.date(2026, 7, 10))
    assert product.evidence.get().document == issued.document
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyDraft.objects.filter(pk=policy.pk).update(title="Khác")


def test_a_product_of_a_policy_is_not_corrected_by_itself(
    policy: PolicyDraft, acting: User, waiting: Waiting, cast: Cast
) -> None:
    from nscl.plans.actions import products

    at(policy, "submitted", acting, waiting)
    policies.issue(policy=policy, province=cast.province, number="1/QĐ", issued_on=DAY, by=acting)
    with pytest.raises(DomainError) as refused:
        products.void(product=TaskProduct.objects.get(), reason="x", by=acting)
    assert refused.value.code == "bound"


def test_dropped_for_a_reason_it_stays(policy: PolicyDraft, acting: User) -> None:
    with pytest.raises(DomainError):
        policies.drop(policy=policy, reason=" ", by=acting)
    assert policies.drop(policy=policy, reason="Luật mới đã quy định", by=acting).status == "dropped"
    with pytest.raises(DomainError) as refused:
        policies.edit(policy=policy, version=1, values=head(), by=acting)
    assert refused.value.code == "state"


def test_two_people_edit_the_head(policy: PolicyDraft, acting: User) -> None:
    policies.edit(policy=policy, version=1, values=head(title="Một"), by=acting)
    with pytest.raises(policies.PolicyConflict) as refused:
        policies.edit(policy=policy, version=1, values=head(title="Hai"), by=acting)
    assert refused.value.current.title == "Một"


VERBS = ("consult", "appraise", "submit", "return", "issue", "drop")


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("status", PolicyDraft.Status.values)
def test_every_status_against_every_verb(status: str, verb: str) -> None:
    goes = {
        "draft": {"consult", "appraise", "drop"}, "consultation": {"appraise", "drop"},
        "appraised": {"submit", "return", "drop"}, "submitted": {"issue", "return", "drop"},
    }.get(status, set())  # fmt: skip
    assert (POLICY.find(PolicyDraft(status=status), verb) is not None) == (verb in goes)


def test_the_database_refuses_a_status_from_elsewhere(policy: PolicyDraft) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyDraft.objects.filter(pk=policy.pk).update(status="submitted")


def test_the_whole_way_through_the_pages(screen: Client, task: Task, agency: Agency, acting: User) -> None:
    answer = screen.post(reverse("policy_add"), {**head(), "task": task.pk, "year": "2026", "planned_on": "30/06/2026"})
    assert answer.status_code == 302
    policy = PolicyDraft.objects.get()

    def one(name: str, *more: int | None) -> str:
        return reverse(name, args=[policy.pk, *more])

    assert "Chưa có dự thảo nào" in words_of(screen, one("policy_page"))
    assert screen.post(one("policy_step"), {"viec": "appraise"}).status_code == 422
    file = SimpleUploadedFile("du-thao.pdf", PDF)
    assert screen.post(
        one("policy_version_add"), {"made_on": "02/03/2026", "summary": "Bản đầu", "tep": file}
    ).status_code == 302  # fmt: skip
    given = {"sent_on": "02/03/2026", "deadline_on": "20/03/2026", "agencies": [agency.pk], "names": "Hội DN"}
    assert screen.post(one("policy_consult"), {**given, "deadline_on": "01/03/2026"}).status_code == 422
    assert screen.post(one("policy_consult"), given).status_code == 302
    found = queries.whole(policy).rounds[0]
    first = found.asked[0].consulted
    letter = SimpleUploadedFile("tra-loi.pdf", PDF)
    sent = {"received_on": "10/03/2026", "text": "Nâng mức", "clause": "Điều 3", "tep": letter}
    assert screen.post(one("opinion_receive", first.pk), sent).status_code == 302
    page = words_of(screen, one("policy_round", found.row.pk))
    assert "Nâng mức" in page
    assert "Chưa tiếp thu, giải trình" in page
    said = Opinion.objects.get()
    assert said.scan is not None
    assert screen.get(one("policy_file", said.scan_id)).status_code == 200
    assert screen.post(one("opinion_answer", said.pk), {"outcome": "partly", "text": "Nâng lên 55%"}).status_code == 302
    assert screen.post(one("policy_round_close", found.row.pk)).status_code == 302
    assert screen.post(one("policy_step"), {"viec": "appraise"}).status_code == 302
    assert screen.post(one("policy_step"), {"viec": "submit"}).status_code == 302
    issued = {"number": "21/NQ-HĐND", "issued_on": "10/07/2026", "tep": SimpleUploadedFile("nq.pdf", PDF)}
    assert screen.post(one("policy_issue"), issued).status_code == 302
    policy.refresh_from_db()
    assert policy.status == "issued"
    assert Document.objects.filter(pk=policy.document_id or 0, number="21/NQ-HĐND").exists()
    assert "Mức hỗ trợ doanh nghiệp (21/NQ-HĐND)" in words_of(screen, one("policy_page"))
    assert screen.get(one("policy_edit")).status_code == 404


def test_the_table_on_paper(screen: Client, asked: PolicyDraft, acting: User) -> None:
    said = opinion(asked, acting)
    policies.answer(opinion=said, outcome="explained", text="Vượt mức trần", by=acting)
    answer = screen.get(reverse("policy_table", args=[asked.pk, "docx"]))
    table = docx.Document(io.BytesIO(answer.content)).tables[-2:]
    cells = [cell.text for t in table for row in t.rows for cell in row.cells]
    assert "Nâng mức lên 60%" in cells
    assert "Giải trình, giữ nguyên dự thảo: Vượt mức trần" in cells
    assert "Chưa trả lời" in cells
    book = screen.get(reverse("policy_table", args=[asked.pk, "xlsx"]))
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert sheet is not None
    assert "Khoản 2 Điều 3" in [cell.value for row in sheet.iter_rows() for cell in row]
    assert screen.get(reverse("policy_table", args=[asked.pk, "exe"])).status_code == 404


def test_two_versions_of_the_head_are_shown(screen: Client, policy: PolicyDraft, acting: User) -> None:
    policies.edit(policy=policy, version=1, values=head(title="Tên của người khác"), by=acting)
    answer = screen.post(
        reverse("policy_edit", args=[policy.pk]), {**head(title="Tên của tôi"), "year": "2026", "version": "1"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Tên của người khác" in page
    assert "Tên của tôi" in page


def test_the_list_and_another_province(screen: Client, cast: Cast, sign_in: Open, asked: PolicyDraft) -> None:
    url = reverse("policy_list")
    assert "Mức hỗ trợ doanh nghiệp" in words_of(screen, url + "?tim=muc+ho+tro&trang_thai=consultation&nam=2026")
    assert "Không có cơ chế, chính sách nào khớp" in words_of(screen, url + "?trang_thai=issued")
    stranger = sign_in(cast.stranger)
    assert "Mức hỗ trợ" not in words_of(stranger, url)
    assert stranger.get(reverse("policy_page", args=[asked.pk])).status_code == 404
    assert sign_in(cast.cooperating).get(reverse("policy_edit", args=[asked.pk])).status_code == 403


def test_queries_do_not_grow(
    screen: Client, asked: PolicyDraft, acting: User, django_assert_max_num_queries: Any
) -> None:
    for n in range(12):
        opinion(asked, acting, text=f"Ý kiến {n}")
    screen.get("/")
    for name in ("policy_page", "policy_round"):
        more = [asked.rounds.get().pk] if name == "policy_round" else []
        with django_assert_max_num_queries(12):
            screen.get(reverse(name, args=[asked.pk, *more]))
    with django_assert_max_num_queries(12):
        screen.get(reverse("policy_list"))
