"""A file's bytes to a browser: harmless, in parts, to those who may, and who opened personal data is written down."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.documents import actions, files, serving
from nscl.documents.models import Attachment
from nscl.documents.tests.conftest import Add, Attach, body, pdf
from nscl.foundation import clock
from nscl.foundation.models import AuditEntry

CONTENT = pdf("Mot trang")


def as_person(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="nscl.accounts.backends.RoleBackend")
    return client


@pytest.fixture
def kept(add: Add, attach: Attach) -> Attachment:
    return attach(add(number="1/QĐ"), CONTENT, name='Quyết định "số 1"; bản đẹp.pdf')


@pytest.fixture
def address(kept: Attachment) -> str:
    return reverse("attachment", args=[kept.pk])


def test_the_whole_file_with_safe_headers(browser: Client, address: str, kept: Attachment) -> None:
    answer = browser.get(address, headers={"accept-encoding": "gzip"})
    assert body(answer) == CONTENT
    assert answer["Content-Length"] == str(len(CONTENT))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["ETag"] == f'"{hashlib.sha256(CONTENT).hexdigest()}"'
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert quote("Quyết định") in answer["Content-Disposition"]
    assert "\n" not in answer["Content-Disposition"]


def test_a_name_in_plain_letters_and_as_it_is() -> None:
    told = serving.disposition('Quyết "định"\r\nX: y;.pdf')
    plain, _, full = told.partition("; filename*=")
    assert plain == 'attachment; filename="quyet _dinh___X_ y_.pdf"'.replace("X", "x")
    assert full.startswith("UTF-8''Quy%E1%BA%BFt%20%22")


@pytest.mark.parametrize(
    ("asked", "status", "wanted", "told"),
    [
        ("bytes=0-9", 206, CONTENT[:10], f"bytes 0-9/{len(CONTENT)}"),
        ("bytes=10-", 206, CONTENT[10:], f"bytes 10-{len(CONTENT) - 1}/{len(CONTENT)}"),
        ("bytes=-7", 206, CONTENT[-7:], f"bytes {len(CONTENT) - 7}-{len(CONTENT) - 1}/{len(CONTENT)}"),
        (f"bytes=0-{len(CONTENT) * 9}", 206, CONTENT, f"bytes 0-{len(CONTENT) - 1}/{len(CONTENT)}"),
        (f"bytes={len(CONTENT)}-", 416, b"", f"bytes */{len(CONTENT)}"),
        ("bytes=9-3", 416, b"", f"bytes */{len(CONTENT)}"),
        ("bytes=0-1,4-5", 200, CONTENT, None),
        ("bytes=-", 200, CONTENT, None),
        ("items=0-9", 200, CONTENT, None),
    ],
)
def test_parts(browser: Client, address: str, asked: str, status: int, wanted: bytes, told: str | None) -> None:
    answer = browser.get(address, headers={"range": asked})
    assert answer.status_code == status
    assert (body(answer) if answer.streaming else answer.content) == wanted
    assert answer.headers.get("Content-Range") == told


def test_a_part_of_another_version_gets_the_whole(browser: Client, address: str) -> None:
    answer = browser.get(address, headers={"range": "bytes=0-9", "if-range": '"other"'})
    assert (answer.status_code, body(answer)) == (200, CONTENT)


def test_what_the_browser_has_is_not_sent_again(browser: Client, address: str) -> None:
    etag = browser.get(address)["ETag"]
    assert browser.get(address, headers={"if-none-match": etag}).status_code == 304
    head = browser.head(address)
    assert (head["Content-Length"], body(head)) == (str(len(CONTENT)), b"")


def test_who_may_and_who_may_not(cast: Cast, address: str, kept: Attachment) -> None:
    wanted = {"head": 200, "cooperating": 200, "ministry": 200, "stranger": 404, "nobody": 404}
    got = {part: as_person(getattr(cast, part)).get(address).status_code for part in wanted}
    assert got == wanted
    assert Client().get(address).status_code == 302


def test_a_file_of_no_document_is_not_served_here(browser: Client, cast: Cast, officer: User) -> None:
    import io

    loose = files.store(io.BytesIO(CONTENT), name="a.pdf", province_id=cast.province.pk, by=officer)
    assert browser.get(reverse("attachment", args=[loose.pk])).status_code == 404


def test_a_file_taken_off_is_gone_from_the_page(browser: Client, kept: Attachment, cast: Cast) -> None:
    [link] = kept.held_by.all()
    actions.detach(file=link, reason="Nhầm", by=cast.officer)
    assert browser.get(reverse("attachment", args=[kept.pk])).status_code == 404
    assert Attachment.objects.filter(pk=kept.pk).exists()


def test_a_missing_file_is_a_sentence(browser: Client, address: str, kept: Attachment, store: Path) -> None:
    (store / kept.key).unlink()
    answer = browser.get(address)
    assert answer.status_code == 400
    assert "Không tìm thấy tệp này trong kho" in answer.content.decode()


def test_personal_data_is_opened_by_few_and_written_down(browser: Client, cast: Cast, add: Add, attach: Attach) -> None:
    document = add(number="2/QĐ")
    secret = attach(document, CONTENT, name="danh sách.pdf", sensitive=True)
    address = reverse("attachment", args=[secret.pk])
    for part in ("cooperating", "ministry"):
        assert as_person(getattr(cast, part)).get(address).status_code == 403
        assert as_person(getattr(cast, part)).get(reverse("attachment_view", args=[secret.pk])).status_code == 403
    assert not AuditEntry.objects.filter(code="attachment.read").exists()
    answer = browser.get(address)
    assert body(answer) == CONTENT
    assert (answer["Cache-Control"], answer.headers.get("ETag")) == ("private, no-store", None)
    browser.get(reverse("attachment_view", args=[secret.pk]))
    browser.get(reverse("attachment_page", args=[secret.pk, 1]))
    [entry] = AuditEntry.objects.filter(code="attachment.read", object_id=secret.pk)
    assert entry.actor_id == cast.officer.pk
    with clock.at(clock.now() + dt.timedelta(minutes=11)):
        browser.get(address)
    assert AuditEntry.objects.filter(code="attachment.read").count() == 2
    page = browser.get(reverse("document_page", args=[document.pk])).content.decode()
    assert "Ai đã mở tệp có dữ liệu cá nhân" in page
    assert "Nguyễn Văn A" in page
    assert (
        "Ai đã mở" not in as_person(cast.cooperating).get(reverse("document_page", args=[document.pk])).content.decode()
    )


def test_a_file_is_marked_and_the_mark_taken_off(browser: Client, cast: Cast, kept: Attachment) -> None:
    document = kept.documents.get()
    mark = reverse("document_mark", args=[document.pk, kept.pk])
    assert browser.post(mark, {"rieng": "1"}).status_code == 302
    assert as_person(cast.cooperating).get(reverse("attachment", args=[kept.pk])).status_code == 403
    browser.post(mark, {"rieng": "0"})
    assert as_person(cast.cooperating).get(reverse("attachment", args=[kept.pk])).status_code == 200
    codes = AuditEntry.objects.filter(object_type="documents.attachment", code__contains="marked").order_by("id")
    assert [e.code for e in codes] == ["attachment.marked_sensitive", "attachment.unmarked_sensitive"]
