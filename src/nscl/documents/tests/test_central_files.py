"""A province keeps files of central texts, which the common list has not: added, opened, taken off, never another's."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.documents import actions
from nscl.documents.models import Attachment, LegalText, LegalTextFile
from nscl.documents.tests.conftest import body, on_disk, pdf
from nscl.shared.errors import DomainError

PROGRAMME = "1322/QĐ-TTg"


@pytest.fixture
def text(officer: User) -> LegalText:
    return LegalText.objects.get(reference=PROGRAMME)


def send(browser: Client, text: LegalText, *files: SimpleUploadedFile) -> Any:
    return browser.post(reverse("legal_text_attach", args=[text.pk]), {"tep": list(files)})


def sent(name: str = "1322.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf("Mot") if content is None else content)


def page_of(browser: Client, text: LegalText) -> str:
    return browser.get(reverse("legal_text_page", args=[text.pk])).content.decode()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="nscl.accounts.backends.RoleBackend")
    return client


def test_a_file_is_kept_shown_and_taken(browser: Client, text: LegalText, cast: Cast) -> None:
    assert "Danh mục chung chỉ có số, ngày" in page_of(browser, text)
    answer = send(browser, text, sent())
    assert (answer.status_code, answer["Location"]) == (302, reverse("legal_text_page", args=[text.pk]))
    file = LegalTextFile.objects.get()
    assert (file.province, file.added_by) == (cast.province, cast.officer)
    seen = page_of(browser, text)
    assert "1322.pdf" in seen
    assert reverse("legal_text_detach", args=[text.pk, file.pk]) in seen
    assert body(browser.get(reverse("attachment", args=[file.attachment_id]))) == pdf("Mot")
    view = browser.get(reverse("attachment_view", args=[file.attachment_id])).content.decode()
    assert f'href="{reverse("legal_text_page", args=[text.pk])}"' in view


def test_one_refused_keeps_the_other_and_says_why(browser: Client, text: LegalText) -> None:
    answer = send(browser, text, sent(), sent("la.docx", b"MZ\x90\x00" * 40))
    seen = answer.content.decode()
    assert answer.status_code == 422
    assert "chương trình chạy được" in seen
    assert 'name="tep_cho"' in seen
    assert not LegalTextFile.objects.exists()
    assert "Hãy chọn ít nhất một tệp" in send(browser, text).content.decode()


def test_taken_off_with_a_reason_the_file_stays_in_the_store(browser: Client, text: LegalText, store: Any) -> None:
    send(browser, text, sent())
    file = LegalTextFile.objects.get()
    address = reverse("legal_text_detach", args=[text.pk, file.pk])
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"reason": " "}).status_code == 422
    assert browser.post(address, {"reason": "Nhầm tệp"}).status_code == 302
    file.refresh_from_db()
    assert file.remove_reason == "Nhầm tệp"
    assert "1322.pdf" not in page_of(browser, text)
    assert browser.get(reverse("attachment", args=[file.attachment_id])).status_code == 404
    assert browser.post(address, {"reason": "Lần nữa"}).status_code == 404
    assert Attachment.objects.count() == len(on_disk(store)) == 1


def test_two_officers_take_it_off_at_once(browser: Client, text: LegalText, cast: Cast) -> None:
    send(browser, text, sent())
    file = LegalTextFile.objects.get()
    actions.drop_file(file=file, reason="Nhầm", by=cast.officer)
    with pytest.raises(DomainError) as refusal:
        actions.drop_file(file=file, reason="Nhầm", by=cast.officer)
    assert refusal.value.code == "state"


def test_another_province_sees_nothing_of_it(browser: Client, text: LegalText, cast: Cast) -> None:
    send(browser, text, sent())
    file = LegalTextFile.objects.get()
    with cast.acting(cast.stranger):
        other = signed_in(cast.stranger)
        assert "1322.pdf" not in page_of(other, text)
        assert other.get(reverse("attachment", args=[file.attachment_id])).status_code == 404
        assert other.post(reverse("legal_text_detach", args=[text.pk, file.pk]), {"reason": "x"}).status_code == 404
        assert send(other, text, sent("cua toi.pdf")).status_code == 302
        assert "cua toi.pdf" in page_of(other, text)
    assert "cua toi.pdf" not in page_of(browser, text)


@pytest.mark.parametrize("part", ["head", "cooperating", "ministry"])
def test_who_only_reads_keeps_nothing(browser: Client, text: LegalText, cast: Cast, part: str) -> None:
    person = getattr(cast, part)
    with cast.acting(person):
        assert send(signed_in(person), text, sent()).status_code == 403
        assert reverse("legal_text_attach", args=[text.pk]) not in page_of(signed_in(person), text)
    assert not LegalTextFile.objects.exists()


def test_the_database_wants_a_reason(browser: Client, text: LegalText) -> None:
    send(browser, text, sent())
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalTextFile.objects.update(remove_reason="Nhầm")
