"""A letter leaves with its action or not at all, arrives once, and when nobody knows, a person decides."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage, send_mail
from django.db import IntegrityError, connection, transaction

from nscl.config.testing.cast import Cast
from nscl.config.testing.mail_server import Server
from nscl.foundation import clock, outbox
from nscl.foundation.jobs.testing import make_due, run_queued
from nscl.foundation.models import AuditEntry, OutboxMessage
from nscl.foundation.outbox import delivery
from nscl.shared.errors import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    settings.EMAIL_BACKEND = "nscl.foundation.outbox.backend.OutboxBackend"
    with Server() as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        settings.NSCL_MAIL = found.url
        yield found
        found.pause.set()
        found.shutdown()


def write(**more: Any) -> OutboxMessage:
    send_mail(more.get("subject", "Giấy mời tập huấn"), "Kính gửi ông, bà", None, more.get("to", ["a@example.vn"]))
    return OutboxMessage.objects.latest("id")


def test_a_letter_is_sent_once_with_its_own_id(server: Server) -> None:
    message = write()
    assert message.state == "queued"
    run_queued()
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("sent", 1)
    make_due()
    assert run_queued() == []
    ((recipients, text),) = server.letters
    assert recipients == ["a@example.vn"]
    assert f"Message-ID: {message.message_id}" in text


def test_vietnamese_attachments_and_hidden_recipients_arrive_as_written(server: Server) -> None:
    letter = EmailMessage(
        "Kết quả thẩm định hồ sơ số 12 của Hợp tác xã chè Nghĩa Hành năm 2026",
        "Dòng một\n.dòng bắt đầu bằng chấm\n",
        "Sở KH&CN <so@example.vn>",
        ["Nguyễn Văn A <a@example.vn>"],
        bcc=["an-danh@example.vn"],
        cc=["b@example.vn"],
    )
    letter.attach("Giấy mời.pdf", b"%PDF-1.7\x00\xff", "application/pdf")
    letter.send()
    run_queued()
    ((recipients, text),) = server.letters
    assert recipients == ["a@example.vn", "b@example.vn", "an-danh@example.vn"]
    assert "an-danh@example.vn" not in text
    text = text.replace("\r\n..", "\r\n.")
    read = email.message_from_bytes(text.encode(), policy=email.policy.default)
    assert read["Subject"].strip() == letter.subject
    body = read.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == letter.body
    (file,) = read.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("Giấy mời.pdf", b"%PDF-1.7\x00\xff")


def test_a_subject_cannot_smuggle_a_header(server: Server) -> None:
    outbox.send(to=["a@example.vn"], subject="Mời\nBcc: x@example.vn", body="", province_id=None)
    run_queued()
    assert server.letters[0][0] == ["a@example.vn"]


def test_what_is_rolled_back_is_never_sent(server: Server) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert run_queued() == []
    assert server.letters == []


def test_a_server_that_is_away_is_tried_again_later(server: Server, settings: Any) -> None:
    settings.NSCL_MAIL = "smtp://127.0.0.1:1"
    message = write()
    run_queued()
    message.refresh_from_db()
    assert (message.state, message.last_error) == ("queued", "ConnectionRefusedError")
    assert message.next_try_at > clock.now()
    settings.NSCL_MAIL = server.url
    make_due()
    run_queued()
    assert server.letters == []  # its time has not come
    with clock.at(clock.now() + dt.timedelta(minutes=2)):
        make_due()
        run_queued()
    message.refresh_from_db()
    assert (message.state, message.attempts, len(server.letters)) == ("sent", 2, 1)


@pytest.mark.parametrize(("fault", "state"), [("busy", "queued"), ("rcpt", "failed"), ("data", "failed")])
def test_an_answer_that_says_no(server: Server, fault: str, state: str) -> None:
    server.fault = fault
    message = write()
    run_queued()
    message.refresh_from_db()
    assert message.state == state
    assert message.last_error.startswith("SMTP ")
    assert server.letters == []


def test_one_of_two_addresses_refused(server: Server) -> None:
    message = write(to=["khong-co@example.vn", "a@example.vn"])
    run_queued()
    message.refresh_from_db()
    assert (message.state, message.last_error) == ("sent", "1/2: SMTP 550")


def test_a_letter_that_never_gets_through_is_given_up(server: Server) -> None:
    server.fault = "busy"
    message, now = write(), clock.now()
    for day in range(20):
        with clock.at(now + dt.timedelta(days=day)):
            make_due()
            run_queued()
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("failed", len(delivery.WAITS) + 1)


def test_a_server_that_dies_before_its_answer_leaves_a_doubt(server: Server, cast: Cast) -> None:
    """It took the letter. It is not sent again by itself, however long one waits."""
    server.fault = "die"
    message = write()
    run_queued()
    message.refresh_from_db()
    assert (message.state, len(server.letters)) == ("uncertain", 1)
    server.fault = ""
    with clock.at(clock.now() + dt.timedelta(days=3)):
        outbox.sweep()
        make_due()
        run_queued()
    assert len(server.letters) == 1


def test_a_worker_that_died_with_the_letter_in_hand_leaves_a_doubt(server: Server) -> None:
    message = write()
    OutboxMessage.objects.filter(pk=message.pk).update(state="sending", claimed_at=clock.now(), attempts=1)
    run_queued()  # the queue delivers again what the dead worker had
    message.refresh_from_db()
    assert (message.state, server.letters) == ("uncertain", [])


@pytest.mark.parametrize("hours", [1, -1])
def test_a_letter_in_hand_for_too_long_is_called_uncertain_whatever_the_clock(server: Server, hours: int) -> None:
    message = write()
    OutboxMessage.objects.filter(pk=message.pk).update(state="sending", claimed_at=clock.now(), attempts=1)
    with clock.at(clock.now() + dt.timedelta(hours=hours)):
        outbox.sweep()
    message.refresh_from_db()
    assert message.state == "uncertain"


def test_a_letter_forgotten_by_the_queue_is_found(server: Server) -> None:
    message = write()
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_finish_job_v1(id, 'failed', true) FROM procrastinate_jobs")
    assert run_queued() == []
    with clock.at(clock.now() + dt.timedelta(minutes=10)):
        assert outbox.sweep() == 1
        assert outbox.sweep() == 0  # it is on the queue now
        run_queued()
    message.refresh_from_db()
    assert (message.state, len(server.letters)) == ("sent", 1)


def test_a_clock_set_back_does_not_hold_letters_for_years(server: Server) -> None:
    with clock.at(dt.datetime(2040, 1, 1, tzinfo=dt.UTC)):
        message = write()
    outbox.sweep()
    run_queued()
    message.refresh_from_db()
    assert message.state == "sent"


def test_into_a_folder_by_default(server: Server, settings: Any, tmp_path: Path) -> None:
    settings.NSCL_MAIL, settings.EMAIL_FILE_PATH = "file", tmp_path / "mail"
    message = write()
    run_queued()
    (file,) = (tmp_path / "mail").iterdir()
    assert message.message_id.strip("<>") in file.name
    read = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert read["Subject"] == "Giấy mời tập huấn"
    OutboxMessage.objects.filter(pk=message.pk).update(state="queued", ended_at=None)
    delivery.deliver(message.pk)
    assert len(list((tmp_path / "mail").iterdir())) == 1


def test_a_full_disk_is_tried_again(server: Server, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.NSCL_MAIL, settings.EMAIL_FILE_PATH = "file", tmp_path / "file"
    message = write()
    run_queued()
    message.refresh_from_db()
    assert message.state == "queued"


def test_a_person_decides_about_a_doubt(server: Server, cast: Cast) -> None:
    server.fault = "die"
    with outbox.belonging_to(cast.province.pk), cast.acting(cast.administrator):
        lost, kept = write(), write()
        run_queued()
        server.fault = ""
        outbox.resend(message=lost, by=cast.administrator)
        outbox.settle(message=kept, arrived=True, by=cast.administrator)
        run_queued()
        lost.refresh_from_db()
        kept.refresh_from_db()
        assert (lost.state, kept.state, len(server.letters)) == ("sent", "sent", 3)
        codes = AuditEntry.objects.order_by("id").values_list("code", flat=True)
        assert list(codes) == ["outbox.resent", "outbox.settled"]
        with pytest.raises(DomainError, match="đã gửi"):
            outbox.resend(message=lost, by=cast.administrator)


@pytest.mark.parametrize("part", ["officer", "stranger", "nobody"])
def test_nobody_else_decides(server: Server, cast: Cast, part: str) -> None:
    with outbox.belonging_to(cast.province.pk):
        message = write()
    OutboxMessage.objects.filter(pk=message.pk).update(state="uncertain")
    with pytest.raises(DomainError, match="không có quyền"):
        outbox.resend(message=message, by=getattr(cast, part))


def test_the_words_of_an_old_letter_are_taken_away(server: Server) -> None:
    gone, waiting = write(), write()
    delivery.deliver(gone.pk)
    with clock.at(clock.now() + delivery.KEEP + dt.timedelta(days=1)):
        assert outbox.purge() == 1
    gone.refresh_from_db()
    waiting.refresh_from_db()
    assert (gone.raw, gone.subject, gone.recipients) == (None, "", [])
    assert waiting.raw is not None
    with clock.at(clock.now() + delivery.KEEP_ROW + dt.timedelta(days=1)):
        outbox.purge()
    assert not OutboxMessage.objects.filter(pk=gone.pk).exists()


def test_a_letter_that_is_too_large_is_refused_in_words(server: Server) -> None:
    with pytest.raises(DomainError, match="quá lớn"):
        outbox.send(
            to=["a@example.vn"], subject="", body="", province_id=None,
            attachments=[("a.bin", b"\x01" * (16 * 1024 * 1024), "application/octet-stream")],
        )  # fmt: skip
    assert not OutboxMessage.objects.exists()


def test_the_database_keeps_states_with_their_times(server: Server) -> None:
    message = write()
    for wrong in ({"state": "sent"}, {"state": "sending"}, {"raw": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OutboxMessage.objects.filter(pk=message.pk).update(**wrong)


def test_tests_elsewhere_still_find_their_mail() -> None:
    outbox.send(to=["a@example.vn"], subject="Thử", body="", province_id=None)
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_it_once(server: Server) -> None:
    message = write()
    server.pause.clear()
    workers = [threading.Thread(target=_deliver, args=[message.pk]) for _ in range(2)]
    for worker in workers:
        worker.start()
    server.pause.set()
    for worker in workers:
        worker.join()
    message.refresh_from_db()
    assert len(server.letters) == 1
    assert message.attempts == 1


def _deliver(pk: int) -> None:
    delivery.deliver(pk)
    connection.close()
