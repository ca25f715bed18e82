"""A very long plan is written to Excel behind the page; its file waits with the job."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from nscl.config.testing.cast import Cast
from nscl.foundation.jobs.testing import run_queued
from nscl.foundation.models import Job
from nscl.plans import jobs
from nscl.plans.models import Plan
from nscl.plans.tests.pages.conftest import Open


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "IN_PLACE", 1)


def test_from_the_button_to_the_file(screen: Client, cast: Cast, plan: Plan, long: None) -> None:
    page = screen.get(f"/ke-hoach/{plan.pk}/xuat.xlsx").content.decode()
    assert "Bắt đầu xuất" in page
    answer = screen.post(f"/ke-hoach/{plan.pk}/xuat-nen/")
    assert answer.headers["Location"].startswith("/viec-nen/")
    assert run_queued() == ["nscl.job"]
    with cast.acting(cast.officer):
        job = Job.objects.get()
    assert (job.state, job.error) == ("done", "")
    assert job.done > 1
    assert job.done == job.total
    file = screen.get(f"/viec-nen/{job.pk}/ket-qua/")
    assert file.headers["Content-Disposition"].endswith('.xlsx"')
    book = load_workbook(BytesIO(b"".join(file.streaming_content)))  # type: ignore[attr-defined]
    assert "Chỉ tiêu" in book.sheetnames


def test_a_plan_that_went_away_is_told(screen: Client, cast: Cast, plan: Plan, long: None) -> None:
    screen.post(f"/ke-hoach/{plan.pk}/xuat-nen/")
    with cast.acting(cast.officer):
        job = Job.objects.get()
        Job.objects.update(arguments={**job.arguments, "plan": 0})
    run_queued()
    assert "Không còn tìm thấy" in screen.get(f"/viec-nen/{job.pk}/").content.decode()


def test_the_ministry_which_keeps_no_files_gets_it_at_once(cast: Cast, sign_in: Open, plan: Plan, long: None) -> None:
    answer = sign_in(cast.ministry).get(f"/ke-hoach/{plan.pk}/xuat.xlsx")
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
