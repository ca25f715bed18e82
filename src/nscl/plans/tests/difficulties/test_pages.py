"""The pages: what an officer, an agency and others see; forms keep what was typed; the list is quick and flat."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.organisations.models import Agency, LegalEntity
from nscl.plans.actions import difficulties as actions
from nscl.plans.models import Difficulty, DifficultyFile
from nscl.plans.tests.difficulties.conftest import Receive, browser

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
)


@pytest.fixture
def screen(cast: Cast) -> Client:
    return browser(cast.officer)


def seen(client: Client, name: str, *args: Any, **query: Any) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def entry(**more: Any) -> dict[str, Any]:
    return {"title": "Vướng mới", "source": "other", "raised_by": "Bà Trần Thị B", "channel": "meeting",
            "received_on": "20/11/2026", **more}  # fmt: skip


def test_empty_says_what_to_do(screen: Client) -> None:
    assert "Ghi khó khăn đầu tiên" in seen(screen, "difficulties")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"tim": "bao cao vien"}, True), ({"tim": "KK-2026-001"}, True), ({"tim": "hữu cơ"}, False),
        ({"trang_thai": "assigned"}, True), ({"trang_thai": "closed"}, False), ({"trang_thai": "qua-han"}, True),
        ({"trang_thai": "chua-xong"}, True), ({"nam": "2025"}, False), ({"nam": ""}, True), ({"cua_toi": "on"}, True),
        ({"trang_thai": "khong-co"}, True), ({"sau": "xyz"}, True), ({"sau": "20261301-5"}, True),
    ],
)  # fmt: skip
def test_filters(screen: Client, receive: Receive, query: dict[str, str], found: bool) -> None:
    receive(due_on=dt.date(2026, 11, 10))
    answer = screen.get(reverse("difficulties"), query)
    assert ("Thiếu báo cáo viên" in answer.content.decode()) is found


def test_pages_go_on_and_come_back(screen: Client, receive: Receive) -> None:
    for at in range(30):
        receive(title=f"Vướng số {at:02}", given=False)
    first = screen.get(reverse("difficulties"))
    pages = first.context["pages"]
    second = screen.get(reverse("difficulties") + pages.next_url)
    assert "Vướng số 29" in first.content.decode()
    assert "Vướng số 04" in second.content.decode()
    assert "Vướng số 29" not in second.content.decode()
    back = screen.get(reverse("difficulties") + second.context["pages"].previous_url)
    assert back.content.decode().count("Vướng số") == first.content.decode().count("Vướng số")


def test_entered_for_somebody_with_the_scan(screen: Client, cast: Cast, tmp_path: Any) -> None:
    with override_settings(FILES_ROOT=tmp_path):
        sent = entry(tep=SimpleUploadedFile("cv.pdf", PDF), responsible=cast.officer.pk)
        answer = screen.post(reverse("difficulty_add"), sent)
        assert answer.status_code == 302
        page = screen.get(answer["Location"]).content.decode()
        assert "nhập thay Bà Trần Thị B" in page
        with cast.acting(cast.officer):
            file = DifficultyFile.objects.select_related("step").get()
        taken = screen.get(reverse("difficulty_file", args=[file.step.difficulty_id, file.pk]))
        assert b"".join(taken.streaming_content) == PDF  # type: ignore[attr-defined]
        assert browser(cast.stranger).get(taken.request["PATH_INFO"]).status_code == 404


def test_a_refused_form_keeps_words_and_files(screen: Client, cast: Cast, tmp_path: Any) -> None:
    with override_settings(FILES_ROOT=tmp_path):
        answer = screen.post(
            reverse("difficulty_add"),
            entry(received_on="31/13/2026", text="Chi tiết", tep=SimpleUploadedFile("cv.pdf", PDF)),
        )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ngày ghi như 30/06/2026." in page
    assert "Chi tiết" in page
    assert 'name="tep_cho"' in page


def test_an_enterprise_typed_becomes_known(screen: Client, cast: Cast) -> None:
    sent = entry(source="entity", raised_by="", entity_name="HTX Rau sạch minh họa", entity_kind="cooperative")
    assert screen.post(reverse("difficulty_add"), sent).status_code == 302
    assert LegalEntity.objects.filter(name="HTX Rau sạch minh họa", province=cast.province).exists()
    with cast.acting(cast.officer):
        assert Difficulty.objects.get().raised_by == "HTX Rau sạch minh họa"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (entry(source="agency", raised_by=""), "agency"), (entry(raised_by=""), "raised_by"),
        (entry(source="entity"), "entity_name"),
    ],
)  # fmt: skip
def test_who_raised_it_is_asked(screen: Client, sent: dict[str, Any], field: str) -> None:
    answer = screen.post(reverse("difficulty_add"), sent)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_an_agency_sees_its_own_alone(cast: Cast, receive: Receive, agency_person: User, department: Agency) -> None:
    own = receive(agency=department)
    other = receive(title="Vướng của nơi khác")
    client = browser(agency_person)
    page = seen(client, "difficulties")
    assert own.code in page
    assert "Vướng của nơi khác" not in page
    assert client.get(reverse("difficulty", args=[other.pk])).status_code == 404
    assert client.get(reverse("difficulty_note", args=[other.pk])).status_code == 404
    assert client.get(reverse("difficulty_answer", args=[own.pk])).status_code == 403
    assert client.get(reverse("difficulties_summary")).status_code == 403


def test_an_agency_enters_and_reopens_its_own(cast: Cast, agency_person: User, department: Agency) -> None:
    client = browser(agency_person)
    assert "Giao cho" not in seen(client, "difficulty_add")
    sent = {"title": "Cần tập huấn", "received_on": "20/11/2026", "text": "Chi tiết"}
    answer = client.post(reverse("difficulty_add"), sent)
    assert answer.status_code == 302
    with cast.acting(cast.officer):
        one = Difficulty.objects.get()
        assert (one.agency, one.channel, one.on_behalf, one.status) == (department, "online", False, "received")
        one = actions.assign(difficulty=one, version=one.version, responsible=cast.officer, by=cast.officer)
        one = actions.answer(difficulty=one, version=one.version, text="Đã có lớp", by=cast.officer)
    assert "Đã có lớp" in seen(client, "difficulty", one.pk)
    done = client.post(reverse("difficulty_reopen", args=[one.pk]), {"version": one.version, "reason": "Chưa có lớp"})
    assert done.status_code == 302
    with cast.acting(cast.officer):
        one.refresh_from_db()
    assert one.status == "assigned"


def test_two_at_once_the_second_keeps_what_was_typed(screen: Client, receive: Receive, cast: Cast) -> None:
    one = receive()
    with cast.acting(cast.second_officer):
        actions.add_note(difficulty=one, version=one.version, text="Đã gọi điện", by=cast.second_officer)
    sent = {"version": one.version, "text": "Trả lời của tôi", "on": "22/11/2026"}
    answer = screen.post(reverse("difficulty_answer", args=[one.pk]), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Trả lời của tôi" in page
    assert "Đã gọi điện" in page
    again = {**sent, "version": answer.context["form"]["version"].value()}
    assert screen.post(reverse("difficulty_answer", args=[one.pk]), again).status_code == 302


def test_putting_right_through_the_page(screen: Client, receive: Receive, cast: Cast) -> None:
    one = receive()
    answer = screen.post(reverse("difficulty_correct", args=[one.pk]), entry(title="Tên đúng", version=one.version))
    assert answer.status_code == 302
    page = seen(screen, "difficulty", one.pk)
    assert "Tên đúng" in page
    assert "Sửa thông tin" in page
    late = screen.post(reverse("difficulty_correct", args=[one.pk]), entry(title="Tên muộn", version=one.version))
    assert late.status_code == 409
    assert "Tên muộn" in late.content.decode()


def test_the_page_tells_who_has_the_ball_and_how_long(screen: Client, receive: Receive, cast: Cast) -> None:
    one = receive(due_on=dt.date(2026, 11, 20))
    page = seen(screen, "difficulty", one.pk)
    assert "quá hạn 2 ngày" in page
    assert cast.officer.full_name in page


def test_letters_name_who_asked_and_what(screen: Client, receive: Receive) -> None:
    from docx import Document

    one = receive(letter_number="12/HTX", letter_on=dt.date(2026, 11, 1), text="Nội dung dài")
    for kind, words in (("tra-loi", "Văn bản số 12/HTX"), ("kien-nghi", "Nội dung dài")):
        seen(screen, "difficulty_letter", one.pk, kind)
        query = {"co_quan": "Sở KH&CN", "kinh_gui": "Nơi nhận", "noi_dung": "Câu của tôi"}
        answer = screen.get(reverse("difficulty_letter_file", args=[one.pk, kind, "docx"]), query)
        text = "\n".join(p.text for p in Document(io.BytesIO(answer.content)).paragraphs)
        assert words in text
        assert "Câu của tôi" in text
        asked = screen.get(reverse("difficulty_letter_file", args=[one.pk, kind, "pdf"]), {"co_quan": ""})
        assert asked.status_code == 422
    assert screen.get(reverse("difficulty_letter", args=[one.pk, "khac"])).status_code == 404


def test_home_tells_what_is_due_and_what_waits(screen: Client, receive: Receive) -> None:
    receive(title="Sắp đến hạn", due_on=dt.date(2026, 11, 25))
    receive(title="Chưa ai nhận", given=False)
    receive(title="Chưa có hạn")
    page = seen(screen, "home")
    for words in ("Trả lời: Sắp đến hạn", "Giao xử lý: Chưa ai nhận", "Đặt hạn trả lời: Chưa có hạn"):
        assert words in page


@pytest.mark.parametrize("many", [1, 20])
def test_queries_are_flat(
    screen: Client, receive: Receive, django_assert_max_num_queries: Any, many: int, cast: Cast
) -> None:
    head = receive()
    for _ in range(many):
        one = receive(given=False)
        with cast.acting(cast.officer):
            actions.link_same(difficulty=one, version=one.version, code=head.code, by=cast.officer)
            head.refresh_from_db()
            head = actions.add_note(difficulty=head, version=head.version, text="x", by=cast.officer)
    with django_assert_max_num_queries(12):
        screen.get(reverse("difficulties"))
    with django_assert_max_num_queries(12):
        screen.get(reverse("difficulty", args=[head.pk]))
    with django_assert_max_num_queries(12):
        screen.get(reverse("difficulties_summary"))


def test_a_long_list_is_written_behind_the_page(
    screen: Client, receive: Receive, monkeypatch: pytest.MonkeyPatch, cast: Cast
) -> None:
    from nscl.foundation.models import Job
    from nscl.plans.views.difficulties import register

    receive()
    receive()
    monkeypatch.setattr(register, "MOST_LISTED", 1)
    assert "xuất ở phía sau" in seen(screen, "difficulties_export")
    assert screen.post(reverse("difficulties_export_later"), {"nam": "2026", "tim": "vien"}).status_code == 302
    with cast.acting(cast.officer):
        job = Job.objects.get()
    assert job.arguments["words"] == "vien"
    assert job.arguments["year"] == 2026
