"""The list of merged needs as a workbook: at once while it is short, behind the page when it is long."""

from __future__ import annotations

from html import unescape
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from nscl.accounts.models import User
from nscl.documents.models import Attachment
from nscl.foundation.jobs.testing import run_queued
from nscl.foundation.models import Job
from nscl.plans.jobs import needs as needs_jobs
from nscl.plans.models import NeedsRound
from nscl.plans.tests.needs.conftest import Propose, row
from nscl.plans.tests.pages.conftest import Open
from nscl.plans.views.needs import papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def screen(officer: User, sign_in: Open) -> Client:
    return sign_in(officer)


def names(content: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(BytesIO(content), read_only=True).worksheets[0]
    return [str(line[1]) for line in list(sheet.iter_rows(values_only=True))[1:]]


def test_a_short_list_comes_at_once(screen: Client, survey: NeedsRound, propose: Propose) -> None:
    propose(row("Hợp tác xã Quế"), row("Công ty TNHH Cà phê"))
    answer = screen.get(reverse("needs_export", args=[survey.pk]))
    assert sorted(names(b"".join(answer))) == ["Công ty TNHH Cà phê", "Hợp tác xã Quế"]


def test_a_long_list_is_a_job_that_keeps_the_filter(
    screen: Client, survey: NeedsRound, propose: Propose, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(row("Hợp tác xã Quế"), row("Công ty TNHH Cà phê"))
    monkeypatch.setattr(papers, "IN_PLACE", 0)
    offered = unescape(screen.get(reverse("needs_export", args=[survey.pk]) + "?tim=que").content.decode())
    assert "chạy phía sau" in offered
    screen.post(reverse("needs_export_later", args=[survey.pk]) + "?tim=que")
    run_queued()
    job = Job.objects.get(kind="plans.needs")
    assert (job.state, job.total) == ("done", 1)
    made = Attachment.objects.get(pk=job.result["attachment"])
    assert made.name == "nhu-cau-2027.xlsx"
    assert needs_jobs.IN_PLACE == 5000
