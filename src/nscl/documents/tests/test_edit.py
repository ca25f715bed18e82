"""Correcting, numbering, ending and voiding a document."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from nscl.config.testing.cast import Cast
from nscl.documents import actions
from nscl.documents.tests.conftest import Add
from nscl.foundation.models import AuditEntry
from nscl.plans.uses import uses_of
from nscl.shared.errors import DomainError

DAY = dt.date(2026, 3, 1)


def test_a_correction_is_recorded_by_its_fields(add: Add, cast: Cast) -> None:
    document = add(number="1/QĐ")
    again = actions.edit(document=document, version=1, values={"title": "Đúng", "number": "1/QĐ"}, by=cast.officer)
    assert (again.title, again.version) == ("Đúng", 2)
    assert "dung" in again.folded
    [entry] = AuditEntry.objects.filter(code="document.corrected")
    assert entry.detail == {"fields": ["title"]}
    actions.edit(document=document, version=2, values={"title": "Đúng"}, by=cast.officer)
    assert AuditEntry.objects.filter(code="document.corrected").count() == 1


def test_who_comes_second_is_shown_both_texts(add: Add, cast: Cast, browser: Client) -> None:
    document = add(number="1/QĐ", title="Cũ", signer="Nguyễn Văn A")
    actions.edit(document=document, version=1, values={"title": "Của người kia"}, by=cast.second_officer)
    mine = {"kind": "decision", "subject": "productivity", "number": "1/QĐ", "issuer": document.issuer,
            "title": "Của tôi", "signer": "Nguyễn Văn A", "version": "1"}  # fmt: skip
    answer = browser.post(reverse("document_edit", args=[document.pk]), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Của người kia" in page
    assert "Của tôi" in page
    kept = browser.post(
        reverse("document_edit", args=[document.pk]),
        mine | {"version": "2", "lay_title": "theirs", "signer": "Lê Thị C"},
    )
    assert kept.status_code == 302
    document.refresh_from_db()
    assert (document.title, document.signer) == ("Của người kia", "Lê Thị C")


def test_the_number_comes_later_and_once(add: Add, cast: Cast) -> None:
    add(number="7/QĐ-UBND", issued_on=DAY)
    draft = add()
    with pytest.raises(actions.Known):
        actions.record_number(document=draft, version=1, number="07/QĐ-UBND", issued_on=DAY, by=cast.officer)
    for number, day, field in (("", DAY, "number"), ("8/QĐ", None, "issued_on")):
        with pytest.raises(DomainError) as refusal:
            actions.record_number(document=draft, version=1, number=number, issued_on=day, by=cast.officer)
        assert refusal.value.field == field
    numbered = actions.record_number(document=draft, version=1, number="8/QĐ-UBND", issued_on=DAY, by=cast.officer)
    assert (numbered.number, numbered.listed_on) == ("8/QĐ-UBND", DAY)
    with pytest.raises(DomainError):
        actions.record_number(document=draft, version=2, number="9/QĐ-UBND", issued_on=DAY, by=cast.officer)


def test_an_end_has_a_day_and_a_reason(add: Add, cast: Cast) -> None:
    document = add(number="1/QĐ", effective_on=DAY)
    for expires, reason, field in ((DAY, "Hết hạn", "expires_on"), (dt.date(2026, 5, 1), " ", "reason")):
        with pytest.raises(DomainError) as refusal:
            actions.end(document=document, version=1, expires_on=expires, reason=reason, by=cast.officer)
        assert refusal.value.field == field
    ended = actions.end(
        document=document, version=1, expires_on=dt.date(2026, 5, 1), reason="Hết giai đoạn", by=cast.officer
    )
    assert (ended.expires_on, ended.end_reason) == (dt.date(2026, 5, 1), "Hết giai đoạn")


def test_a_void_document_stays_and_changes_no_more(add: Add, cast: Cast, browser: Client) -> None:
    document = add(number="1/QĐ", title="Ghi nhầm mất rồi")
    void = actions.void(document=document, version=1, reason="Ghi hai lần", by=cast.officer)
    with pytest.raises(DomainError) as refusal:
        actions.edit(document=void, version=2, values={"title": "x"}, by=cast.officer)
    assert refusal.value.code == "state"
    assert "Ghi hai lần" in browser.get(reverse("document_page", args=[document.pk])).content.decode()
    assert "Ghi nhầm mất rồi" not in browser.get(reverse("document_register")).content.decode()
    assert "Ghi nhầm mất rồi" in browser.get(reverse("document_register") + "?huy=on").content.decode()


def test_a_plan_s_own_document_is_not_voided(add: Add, cast: Cast) -> None:
    from nscl.plans.models import Plan

    document = add(number="1/KH-UBND")
    Plan.objects.create(province=cast.province, title="Kế hoạch A", document=document, created_at="2026-01-01T00:00Z")
    assert [use.holds for use in uses_of(document)] == [True]
    with pytest.raises(DomainError) as refusal:
        actions.void(document=document, version=1, reason="Nhầm", by=cast.officer)
    assert "Kế hoạch A" in refusal.value.message


def test_a_plan_and_its_documents_lead_to_each_other(add: Add, cast: Cast, browser: Client) -> None:
    from nscl.documents.models import LegalText
    from nscl.plans.models import LegalBasis, Plan

    own, cited = add(number="1/KH-UBND", kind="plan"), add(number="30/2025/NĐ-HĐ", title="Tỉnh tự thêm", central=True)
    text = LegalText.objects.get(reference="1322/QĐ-TTg")
    plan = Plan.objects.create(
        province=cast.province, title="Kế hoạch A", number="1/KH-UBND", document=own, created_at="2026-01-01T00:00Z"
    )
    for at, (number, found) in enumerate((("1322/QĐ-TTg", text), ("30/2025/nđ-hđ".upper(), None), ("9/LẠ", None))):
        LegalBasis.objects.create(province=cast.province, plan=plan, position=at, number=number, legal_text=found)
    from nscl.plans.queries.overview import bases

    assert [str(getattr(basis, "entry", None)) for basis in bases(plan)] == [str(text), str(cited), "None"]
    assert [use.what for use in uses_of(own)] == ["Văn bản của kế hoạch"]
    assert "Kế hoạch A" in browser.get(reverse("document_page", args=[own.pk])).content.decode()


def test_the_register_is_found_from_the_search_box(add: Add, cast: Cast) -> None:
    from nscl.foundation.search import find, kinds

    kept = add(number="77/QĐ-UBND", title="Quy định về hợp tác xã chè")
    among = [kind for code, kind in kinds().items() if code in ("document", "legal_text")]
    [hits] = find("hop tac xa che", among=among)
    assert [hit.url for hit in hits.hits] == [reverse("document_page", args=[kept.pk])]
    [central] = find("1322 qd", among=among)
    assert central.kind.code == "legal_text"
    actions.void(document=kept, version=1, reason="Nhầm", by=cast.officer)
    assert find("hop tac xa che", among=among) == []
