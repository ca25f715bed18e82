"""Files with a form: each by itself; what is good waits while the form is mended; nothing typed is lost."""

from __future__ import annotations

import datetime as dt
import errno
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nscl.config.testing.cast import Cast
from nscl.documents import storage, sweeping
from nscl.documents.models import Attachment, Document, DocumentFile, PendingUpload
from nscl.documents.tests.conftest import Add, Attach, on_disk, pdf
from nscl.foundation import clock

TYPED = {"kind": "decision", "subject": "productivity", "issuer": "UBND tỉnh", "title": "Chữ đã gõ", "number": "5/QĐ"}
GOOD = pdf("Mot")


def sent(name: str = "tot.pdf", content: bytes = GOOD) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def add_form(browser: Client, **values: Any) -> Any:
    return browser.post(reverse("document_add"), {**TYPED, **values})


def tokens(answer: Any) -> list[str]:
    return re.findall(r'name="tep_cho" value="([^"]+)"', answer.content.decode())


def test_a_document_with_two_files(browser: Client, store: Path) -> None:
    answer = add_form(browser, tep=[sent("van ban.pdf"), sent("phu luc.txt", "Phụ lục".encode())])
    assert answer.status_code == 302
    document = Document.objects.get()
    assert [(f.attachment.name, f.role) for f in document.files.order_by("id")] == [
        ("van ban.pdf", "text"), ("phu luc.txt", "other"),
    ]  # fmt: skip
    assert document.attachment is not None
    assert document.attachment.name == "van ban.pdf"
    assert not PendingUpload.objects.exists()
    assert len(on_disk(store)) == 2


def test_one_refused_keeps_the_others_and_every_word(browser: Client, store: Path) -> None:
    answer = add_form(browser, tep=[sent(), sent("la.docx", b"MZ\x90\x00" * 40)], tep_rieng="1")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "la.docx" in page
    assert "chương trình chạy được" in page
    assert "Chữ đã gõ" in page
    assert 'name="tep_rieng" value="1" checked' in page
    assert not Document.objects.exists()
    [token] = tokens(answer)
    again = add_form(browser, tep_cho=token, tep_rieng="1")
    assert again.status_code == 302
    [row] = DocumentFile.objects.select_related("attachment")
    assert (row.attachment.name, row.attachment.sensitive) == ("tot.pdf", True)
    assert storage.current().size(row.attachment.key) == len(GOOD)
    assert len(on_disk(store)) == 1


def test_a_mistake_in_the_form_keeps_the_files(browser: Client, add: Add) -> None:
    add(number="5/QĐ", issuer="UBND tỉnh")
    answer = add_form(browser, tep=sent())
    assert answer.status_code == 422
    assert "Sổ văn bản đã có" in answer.content.decode()
    [token] = tokens(answer)
    dropped = add_form(browser, tep_cho=token, tep_bo=token, number="6/QĐ")
    assert dropped.status_code == 302
    assert not DocumentFile.objects.exists()


def test_a_waiting_file_is_its_sender_s_alone(browser: Client, cast: Cast, add: Add) -> None:
    [token] = tokens(add_form(browser, tep=sent(), title=""))
    other = Client()
    other.force_login(cast.second_officer, backend="nscl.accounts.backends.RoleBackend")
    assert other.post(reverse("document_add"), {**TYPED, "tep_cho": token}).status_code == 302
    assert not DocumentFile.objects.exists()
    assert PendingUpload.objects.filter(token=token).exists()


def test_a_file_that_waits_too_long_goes(browser: Client, store: Path) -> None:
    [token] = tokens(add_form(browser, tep=sent(), title=""))
    with clock.at(clock.now() + dt.timedelta(days=2)):
        assert len(sweeping.sweep()) == 1
    assert on_disk(store) == []
    answer = add_form(browser, tep_cho=token)
    assert answer.status_code == 302


def test_too_many_files_are_told(browser: Client, store: Path) -> None:
    answer = add_form(browser, tep=[sent(f"{n}.pdf") for n in range(22)])
    assert answer.status_code == 422
    assert len(tokens(answer)) == 20
    assert answer.content.decode().count("nhiều nhất 20 tệp") == 2


def test_too_large_is_a_sentence_and_the_form_stays(browser: Client, store: Path, settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 100_000
    answer = add_form(browser, tep=[sent(), sent("to.txt", b"a" * 3_000_000)])
    assert answer.status_code == 422
    assert "Tệp quá lớn" in answer.content.decode()
    assert "Chữ đã gõ" in answer.content.decode()
    assert len(tokens(answer)) == 1


class FullDisk:
    """Takes the first bytes and then no more."""

    def __init__(self, content: Any, room: int) -> None:
        self.content, self.room = content, room

    def write(self, data: bytes) -> int:
        self.room -= len(data)
        if self.room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return int(self.content.write(data))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.content, name)


def test_a_disk_that_fills_while_the_request_comes_in(
    browser: Client, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    real = tempfile.SpooledTemporaryFile
    monkeypatch.setattr("tempfile.SpooledTemporaryFile", lambda *a, **k: FullDisk(real(*a, **k), 600_000))
    answer = add_form(browser, tep=[sent("nho.txt", b"a" * 1000), sent("to.txt", b"a" * 900_000)])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "đĩa đầy" in page
    assert "Chữ đã gõ" in page
    assert len(tokens(answer)) == 1
    assert len(on_disk(store)) == 1


def test_files_are_added_to_a_document_and_taken_off(browser: Client, add: Add, cast: Cast) -> None:
    document = add(number="1/QĐ")
    address = reverse("document_attach", args=[document.pk])
    assert "Hãy chọn ít nhất một tệp" in browser.post(address).content.decode()
    assert browser.post(address, {"tep": sent(), "tep_loai": "scan"}).status_code == 302
    [row] = document.files.all()
    assert row.role == "scan"
    off = reverse("document_detach", args=[document.pk, row.pk])
    assert browser.post(off, {"reason": " "}).status_code == 422
    assert browser.post(off, {"reason": "Nhầm tệp"}).status_code == 302
    assert browser.post(off, {"reason": "Nhầm tệp"}).status_code == 404
    row.refresh_from_db()
    assert (row.remove_reason, row.removed_by) == ("Nhầm tệp", cast.officer)
    assert Attachment.objects.filter(pk=row.attachment_id).exists()


def test_the_own_text_of_a_document_can_be_replaced(browser: Client, add: Add, attach: Attach) -> None:
    document = add(number="1/QĐ")
    first = attach(document, GOOD)
    document.refresh_from_db()
    assert document.attachment == first
    browser.post(reverse("document_detach", args=[document.pk, first.held_by.get().pk]), {"reason": "Bản cũ"})
    second = attach(document, pdf("Hai"))
    document.refresh_from_db()
    assert document.attachment == second
