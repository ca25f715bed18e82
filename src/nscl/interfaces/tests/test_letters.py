"""Letters on their way out: who sees them, what is never shown, what a person decides."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.mail import send_mail
from django.test import Client

from nscl.config.testing.cast import Cast
from nscl.foundation import outbox
from nscl.foundation.models import OutboxMessage

LIST = "/thu-di/"


@pytest.fixture(autouse=True)
def _real_backend(settings: Any, tmp_path: Any) -> None:
    settings.EMAIL_BACKEND = "nscl.foundation.outbox.backend.OutboxBackend"
    settings.EMAIL_FILE_PATH = tmp_path


def write(province_id: int | None, *, to: str = "nguoi-nhan@example.vn", shown: bool = True) -> OutboxMessage:
    outbox.send(
        to=[to], subject="Giấy mời tập huấn", body="Mời ông dự <tập huấn>.\n\nTrân trọng.", province_id=province_id,
        shown=shown, attachments=[("Chương trình.pdf", b"%PDF-1.7", "application/pdf")],
    )  # fmt: skip
    return OutboxMessage.objects.latest("id")


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_administrator_reads_the_provinces_letters(cast: Cast) -> None:
    message = write(cast.province.pk)
    client = signed_in(cast.administrator)
    assert "Giấy mời tập huấn" in client.get(LIST).content.decode()
    page = client.get(f"{LIST}{message.pk}/").content.decode()
    assert "Mời ông dự &lt;tập huấn&gt;." in page
    assert "Chương trình.pdf" in page
    assert "nguoi-nhan@example.vn" in page


def test_a_letter_with_a_secret_link_is_not_shown(cast: Cast) -> None:
    for province in (cast.province.pk, None):
        message = write(province, to=cast.officer.email, shown=province is None)
        page = signed_in(cast.administrator).get(f"{LIST}{message.pk}/").content.decode()
        assert "Mời ông dự" not in page
        assert "không hiện nội dung" in page


def test_a_letter_of_nobody_is_seen_where_its_reader_works(cast: Cast) -> None:
    ours, theirs = write(None, to=cast.officer.email), write(None, to=cast.stranger.email)
    client = signed_in(cast.administrator)
    assert client.get(f"{LIST}{ours.pk}/").status_code == 200
    assert client.get(f"{LIST}{theirs.pk}/").status_code == 404


def test_letters_of_another_province_do_not_exist(cast: Cast) -> None:
    message = write(cast.other_province.pk)
    client = signed_in(cast.administrator)
    assert "Giấy mời tập huấn" not in client.get(LIST).content.decode()
    for verb in ("gui-lai/", "ket-luan/"):
        assert client.post(f"{LIST}{message.pk}/{verb}").status_code == 404


@pytest.mark.parametrize("part", ["officer", "head", "cooperating", "ministry"])
def test_nobody_else_sees_letters(cast: Cast, part: str) -> None:
    message = write(cast.province.pk)
    client = signed_in(getattr(cast, part))
    for path in (LIST, f"{LIST}{message.pk}/"):
        assert client.get(path).status_code == 403
    assert client.post(f"{LIST}{message.pk}/gui-lai/").status_code == 403


def test_a_letter_written_by_a_signed_in_person_is_their_provinces(cast: Cast, rf: Any) -> None:
    from nscl.accounts.middleware import MembershipMiddleware

    request = rf.get("/")
    request.user, request.session = cast.officer, {}
    MembershipMiddleware(lambda r: send_mail("Mời", "Nội dung", None, ["a@example.vn"]))(request)  # type: ignore[arg-type, return-value]
    message = OutboxMessage.objects.get()
    assert (message.province_id, message.shown) == (cast.province.pk, False)


def test_deciding_about_a_doubt(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    messages = [write(cast.province.pk) for _ in range(3)]
    OutboxMessage.objects.update(state="uncertain")
    page = client.get(f"{LIST}?trang_thai=uncertain").content.decode()
    assert page.count("chưa rõ đã gửi hay chưa") > 3
    assert "Gửi lại" in client.get(f"{LIST}{messages[0].pk}/").content.decode()
    client.post(f"{LIST}{messages[0].pk}/gui-lai/")
    client.post(f"{LIST}{messages[1].pk}/ket-luan/", {"da_den": "co"})
    client.post(f"{LIST}{messages[2].pk}/ket-luan/", {"da_den": "khong"})
    assert list(OutboxMessage.objects.order_by("id").values_list("state", flat=True)) == ["queued", "sent", "failed"]
    again = client.post(f"{LIST}{messages[1].pk}/gui-lai/")
    assert again.status_code == 400
    assert "Hãy tải lại trang" in again.content.decode()


def test_an_empty_list_says_what_it_is_for(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    assert "Chưa có thư nào" in client.get(LIST).content.decode()
    assert "Không có thư nào ở trạng thái này" in client.get(f"{LIST}?trang_thai=failed").content.decode()


def test_many_with_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for _ in range(30):
        write(cast.province.pk)
    client = signed_in(cast.administrator)
    with django_assert_max_num_queries(12):
        page = client.get(LIST).content.decode()
    assert page.count("Giấy mời tập huấn") == 25
    assert "Trang sau" in page
