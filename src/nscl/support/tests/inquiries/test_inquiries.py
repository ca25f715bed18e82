"""An inquiry from draft to the last answer: states, answers that become rows of the register, pages, papers."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from docx import Document as Word

from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.plans.actions.guidance.common import EntityGiven
from nscl.shared.errors import DomainError
from nscl.support import queries
from nscl.support.actions import inquiries as actions
from nscl.support.models import Inquiry, InquiryAnswer, InquiryAsked, InquiryItem, OtherSupport
from nscl.support.states.inquiries import INQUIRY
from nscl.support.tests.test_pages import signed_in

pytestmark = pytest.mark.django_db
Status = Inquiry.Status
TYPED = {
    "purpose": "Xét hỗ trợ đợt 1 năm 2026", "asked": "Sở Công Thương\nSở Tài chính\n", "contents": ["system", "gap"],
    "entities": "Công ty Ví Dụ Một; 0100109106; ISO 22000\nHợp tác xã Ví Dụ Hai", "due_on": "2026-12-05",
}  # fmt: skip
HAD: dict[str, Any] = {
    "content": "system", "subject": "ISO 22000:2018", "programme": "sme", "amount_vnd": 20_000_000,
    "from_on": dt.date(2025, 5, 1), "to_on": None,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(dt.datetime(2026, 11, 25, 5, tzinfo=dt.UTC)):
        yield


def drafted(cast: Cast, **values: Any) -> Inquiry:
    told = actions.Draft(**{
        "purpose": "Xét hỗ trợ", "due_on": dt.date(2026, 12, 5), "asked": ["Sở Công Thương", "Sở Tài chính"],
        "contents": ["system"],
        "items": [actions.ItemGiven(EntityGiven("Công ty A B"), "ISO 22000"),
                  actions.ItemGiven(EntityGiven("HTX C D"))],
        **values,
    })  # fmt: skip
    return actions.draft(province=cast.province, told=told, by=cast.officer)


def sent(cast: Cast, **values: Any) -> Inquiry:
    made = drafted(cast, **values)
    return actions.send(inquiry=made, version=made.version, number="12/SKHCN", on=clock.today(), by=cast.officer)


def answered(cast: Cast, inquiry: Inquiry, at: int, *, had: bool = False, values: Any = None) -> InquiryAsked:
    asked = list(InquiryAsked.objects.filter(inquiry=inquiry).select_related("inquiry").order_by("id"))[at]
    items = list(InquiryItem.objects.filter(inquiry=inquiry).order_by("id"))
    answers = {item.pk: actions.AnswerGiven(False) for item in items}
    if had:
        answers[items[0].pk] = actions.AnswerGiven(True, values or HAD)
    return actions.answer(
        asked=asked, version=asked.inquiry.version, answers=answers, on=clock.today(), number="9/SCT", by=cast.officer
    )


def test_the_last_answer_ends_the_waiting_and_each_support_becomes_a_row(cast: Cast) -> None:
    with cast.acting(cast.officer):
        inquiry = sent(cast)
        assert (inquiry.code, inquiry.status, inquiry.document_number) == ("HN-2026-001", Status.SENT, "12/SKHCN")
        answered(cast, inquiry, 0, had=True)
        inquiry.refresh_from_db()
        assert inquiry.status == Status.SENT
        [row] = OtherSupport.objects.all()
        told = (row.source, row.agency_name, row.document_number, row.amount_vnd)
        assert told == ("answer", "Sở Công Thương", "9/SCT", 20_000_000)
        [flag] = queries.flags(row.entity, "system", "TCVN ISO 22000:2018", (dt.date(2025, 1, 1), None))
        assert flag.sure
        answered(cast, inquiry, 1)
        inquiry.refresh_from_db()
        assert inquiry.status == Status.ANSWERED
        assert InquiryAnswer.objects.count() == 4
        with pytest.raises(DomainError, match="đã ghi rồi"):
            answered(cast, inquiry, 1)


def test_a_wrong_support_in_an_answer_leaves_nothing_behind(cast: Cast) -> None:
    with cast.acting(cast.officer):
        inquiry = sent(cast)
        with pytest.raises(DomainError, match="chưa tới") as refusal:
            answered(cast, inquiry, 0, had=True, values={**HAD, "from_on": dt.date(2031, 1, 1)})
        assert (refusal.value.field or "").endswith("-from_on")
        assert (OtherSupport.objects.count(), InquiryAnswer.objects.count()) == (0, 0)
        assert not InquiryAsked.objects.filter(answered_at__isnull=False).exists()


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("verb", ["send", "withdraw", "remind", "answer", "close"])
def test_every_verb_from_every_state(cast: Cast, status: str, verb: str) -> None:
    wanted = {
        ("draft", "send"): "sent", ("draft", "withdraw"): "withdrawn", ("sent", "remind"): "sent",
        ("sent", "answer"): "answered", ("sent", "close"): "closed",
    }  # fmt: skip
    found = next((t.target for t in INQUIRY.transitions if (t.source, t.verb) == (status, verb)), None)
    assert found == wanted.get((status, verb))
    with cast.acting(cast.ministry):
        assert not INQUIRY.allowed(Inquiry(province=cast.province, status=status), verb, by=cast.ministry)


def test_what_was_asked_stays_as_it_was_sent(cast: Cast) -> None:
    with cast.acting(cast.officer):
        inquiry = sent(cast)
        for change in (
            lambda: InquiryItem.objects.filter(inquiry=inquiry).update(subject="x"),
            lambda: InquiryItem.objects.filter(inquiry=inquiry).delete(),
            lambda: InquiryAsked.objects.filter(inquiry=inquiry).update(name="x"),
            lambda: InquiryAsked.objects.filter(inquiry=inquiry).delete(),
            lambda: Inquiry.objects.filter(pk=inquiry.pk).update(status="draft"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        with pytest.raises(DomainError, match="không sửa được nữa"):
            actions.change(
                inquiry=inquiry, version=inquiry.version, by=cast.officer,
                told=actions.Draft("x", dt.date(2026, 12, 5), ["x"], ["ip"], [actions.ItemGiven(EntityGiven("x y"))]),
            )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"purpose": " "}, "purpose"), ({"due_on": None}, "due_on"), ({"due_on": dt.date(2026, 11, 1)}, "due_on"),
        ({"asked": []}, "asked"), ({"asked": [f"Sở {n}" for n in range(41)]}, "asked"),
        ({"contents": ["x"]}, "contents"),
        ({"items": []}, "entities"), ({"items": [actions.ItemGiven(EntityGiven("Công ty", "12"))]}, "entities"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_beside_its_field(cast: Cast, values: dict[str, Any], field: str) -> None:
    with cast.acting(cast.officer), pytest.raises(DomainError) as refusal:
        drafted(cast, **values)
    assert refusal.value.field == field


def test_an_officer_walks_it_through_on_pages(client: Client, cast: Cast) -> None:
    signed_in(client, cast.officer)
    assert "Chưa hỏi nơi nào" in client.get("/hoi-noi-khac/").content.decode()
    assert client.get("/hoi-noi-khac/soan/").status_code == 200
    url = client.post("/hoi-noi-khac/soan/", TYPED).headers["Location"]
    assert "Hợp tác xã Ví Dụ Hai" in client.get(url).content.decode()
    typed = client.get(f"{url}sua/").context["form"].initial
    assert typed["entities"] == ["Công ty Ví Dụ Một; 0100109106; ISO 22000", "Hợp tác xã Ví Dụ Hai"]
    stale = client.post(f"{url}sua/", {**TYPED, "version": "9"})
    assert stale.status_code == 409
    assert "Xét hỗ trợ đợt 1 năm 2026" in stale.content.decode()
    assert client.post(f"{url}sua/", {**TYPED, "asked": "Sở Công Thương", "version": "1"}).status_code == 302
    letter = Word(io.BytesIO(client.get(f"{url}cong-van.docx").content))
    told = "\n".join(p.text for p in letter.paragraphs) + "\n".join(c.text for t in letter.tables for c in t._cells)
    for words in ("Sở Công Thương", "xét hỗ trợ đợt 1 năm 2026", "05/12/2026", "Công ty Ví Dụ Một", "0100109106"):
        assert words in told
    assert told.count("V/v") == 1
    assert client.get(f"{url}cong-van.pdf").content.startswith(b"%PDF")
    assert client.get(f"{url}khac.pdf").status_code == 404
    assert client.post(f"{url}gui/", {"version": "2", "number": "15/SKHCN", "on": "2026-11-25"}).status_code == 302
    assert client.post(f"{url}nhac/", {"version": "3"}).status_code == 302
    reminder = Word(io.BytesIO(client.get(f"{url}nhac.docx").content))
    assert any("15/SKHCN" in p.text for p in reminder.paragraphs)
    page = client.get(url).content.decode()
    assert "Đã nhắc ngày 25/11/2026" in page
    [asked] = client.get(url).context["asked"]
    form = client.get(f"{url}tra-loi/{asked.asked.pk}/")
    one, two = (answer.item.pk for answer in form.context["answers"])
    sent = {"version": "4", "on": "2026-11-25", "number": "7/SCT", f"dn-{one}-had": "yes", f"dn-{two}-had": "no"}
    missing = client.post(f"{url}tra-loi/{asked.asked.pk}/", sent)
    assert missing.status_code == 422
    assert "Hãy ghi ngày bắt đầu hỗ trợ" in missing.content.decode()
    more = {f"dn-{one}-content": "gap", f"dn-{one}-programme": "sme", f"dn-{one}-from_on": "2025-01-01"}
    assert client.post(f"{url}tra-loi/{asked.asked.pk}/", {**sent, **more}).status_code == 302
    assert "Đã trả lời đủ" in client.get(url).content.decode()
    assert "Đã trả lời đủ" in client.get("/hoi-noi-khac/?trang_thai=answered").content.decode()


def test_a_long_list_goes_into_an_annex(client: Client, cast: Cast) -> None:
    with cast.acting(cast.officer):
        many = [actions.ItemGiven(EntityGiven(f"Công ty Thứ {n}")) for n in range(12)]
        inquiry = drafted(cast, items=many)
    answer = signed_in(client, cast.officer).get(f"/hoi-noi-khac/{inquiry.pk}/cong-van.docx")
    texts = [p.text for p in Word(io.BytesIO(answer.content)).paragraphs]
    assert any("trong danh sách kèm theo" in text for text in texts)
    assert any("Phụ lục" in text for text in texts)


def test_pages_cost_few_queries(client: Client, cast: Cast, django_assert_max_num_queries: Any) -> None:
    with cast.acting(cast.officer):
        for _number in range(6):
            inquiry = sent(cast, asked=[f"Sở {n}" for n in range(9)],
                           items=[actions.ItemGiven(EntityGiven(f"Công ty Thứ {n}")) for n in range(30)])  # fmt: skip
        answered(cast, inquiry, 0, had=True)
        asked = InquiryAsked.objects.filter(inquiry=inquiry, answered_at__isnull=True).first()
    assert asked is not None
    signed_in(client, cast.officer)
    addresses = ("/hoi-noi-khac/", f"/hoi-noi-khac/{inquiry.pk}/", f"/hoi-noi-khac/{inquiry.pk}/tra-loi/{asked.pk}/")
    for address in addresses:
        client.get(address)
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
