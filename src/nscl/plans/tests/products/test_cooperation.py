"""What is done together with others: recorded on one form, corrected, voided, listed, taken away."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.plans.actions import cooperation
from nscl.plans.models import CooperationActivity, Task
from nscl.plans.queries.cooperation import live
from nscl.plans.tests.pages.conftest import Open, words_of
from nscl.shared.errors import DomainError

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def told(**changed: Any) -> dict[str, Any]:
    return {
        "partner_kind": "province", "partner": "Sở KH&CN Gia Lai", "activity": "Trao đổi kinh nghiệm 5S",
        "from_on": dt.date(2026, 4, 1), "to_on": dt.date(2026, 4, 2), "participants": 12, **changed,
    }  # fmt: skip


@pytest.fixture
def activity(cast: Cast, acting: User) -> CooperationActivity:
    return cooperation.record(province=cast.province, values=told(), by=acting)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"to_on": dt.date(2026, 3, 1)}, "to_on"), ({"partner": ""}, "partner"), ({"activity": " "}, "activity"),
        ({"partner_kind": "moon"}, "partner_kind"), ({"url": "x"}, "url"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(cast: Cast, acting: User, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as refused:
        cooperation.record(province=cast.province, values=told(**changed), by=acting)
    assert refused.value.field == field


def test_twice_is_refused(activity: CooperationActivity, cast: Cast, acting: User) -> None:
    with pytest.raises(DomainError) as refused:
        cooperation.record(province=cast.province, values=told(), by=acting)
    assert refused.value.code == "known"


def test_corrected_it_keeps_the_row_of_before(activity: CooperationActivity, acting: User) -> None:
    new = cooperation.correct(activity=activity, values=told(participants=20), reason="Đếm lại", by=acting)
    assert live().get() == new
    activity.refresh_from_db()
    assert (activity.participants, activity.void_reason) == (12, "Đếm lại")
    with pytest.raises(DomainError):
        cooperation.correct(activity=activity, values=told(participants=30), reason="Nữa", by=acting)
    with pytest.raises(IntegrityError), transaction.atomic():
        CooperationActivity.objects.filter(pk=new.pk).update(participants=1)


def test_one_who_may_not(cast: Cast) -> None:
    with cast.acting(cast.cooperating), pytest.raises(DomainError) as refused:
        cooperation.record(province=cast.province, values=told(), by=cast.cooperating)
    assert refused.value.code == "forbidden"


def test_through_the_pages(screen: Client, task: Task, cast: Cast, sign_in: Open) -> None:
    given = {
        "partner_kind": "apo", "partner": "APO", "activity": "Hội thảo năng suất xanh", "from_on": "01/04/2026",
        "participants": "40", "task": str(task.pk), "tep": SimpleUploadedFile("thu-moi.pdf", PDF),
    }  # fmt: skip
    assert screen.post(reverse("cooperation_add"), {**given, "to_on": "1/1/2020"}).status_code == 422
    given["tep"] = SimpleUploadedFile("thu-moi.pdf", PDF)
    assert screen.post(reverse("cooperation_add"), given).status_code == 302
    made = CooperationActivity.objects.get()
    page = words_of(screen, reverse("cooperation_page", args=[made.pk]))
    assert "Hội thảo năng suất xanh" in page
    assert "Điều tra nhu cầu" in page
    assert screen.get(reverse("cooperation_file", args=[made.pk])).status_code == 200
    assert "Hội thảo" in words_of(screen, reverse("cooperation_list") + "?doi_tac=apo&nam=2026&tim=nang+suat")
    assert "Không có hoạt động nào khớp" in words_of(screen, reverse("cooperation_list") + "?nam=2025")
    book = openpyxl.load_workbook(io.BytesIO(screen.get(reverse("cooperation_export")).content)).active
    assert book is not None
    assert "Hội thảo năng suất xanh" in [cell.value for row in book.iter_rows() for cell in row]
    given.pop("tep")
    url = reverse("cooperation_correct", args=[made.pk])
    assert screen.post(url, {**given, "participants": "41", "reason": "Đếm lại"}).status_code == 302
    new = live().get()
    assert (new.participants, new.attachment_id) == (41, made.attachment_id)
    assert screen.post(reverse("cooperation_void", args=[new.pk]), {"reason": "Hoãn"}).status_code == 302
    assert not live().exists()
    assert "Hoãn" in words_of(screen, reverse("cooperation_page", args=[new.pk]))
    assert sign_in(cast.stranger).get(reverse("cooperation_page", args=[made.pk])).status_code == 404


def test_queries_do_not_grow(screen: Client, cast: Cast, acting: User, django_assert_max_num_queries: Any) -> None:
    for n in range(30):
        cooperation.record(province=cast.province, values=told(activity=f"Việc {n}"), by=acting)
    screen.get("/")
    with django_assert_max_num_queries(12):
        page = words_of(screen, reverse("cooperation_list"))
    assert "Việc 29" in page
    assert "Việc 2 " not in page
