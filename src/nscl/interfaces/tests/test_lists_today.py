"""Lists brought in and not recorded, and profiles that may be one, wait on the page "Việc hôm nay"."""

from __future__ import annotations

import pytest
from django.test import Client

from nscl.config.testing.cast import Cast
from nscl.enterprises.actions import record_enterprise
from nscl.enterprises.models import DuplicatePair, Enterprise, EnterpriseList
from nscl.enterprises.tests.lists.conftest import HEADS, Bring, bring, code, officer
from nscl.foundation import clock
from nscl.interfaces.tests.test_shell import page, sign_in
from nscl.plans.models import GuidanceSheet
from nscl.support.models import OtherSupportList

__all__ = ["bring", "officer"]
pytestmark = pytest.mark.django_db


def test_a_list_waits_until_its_rows_are_recorded(client: Client, cast: Cast, bring: Bring) -> None:
    waiting: EnterpriseList = bring([HEADS, ["1", "Công ty TNHH Một", code(31), "", "", ""]], go=False)
    html = page(sign_in(client, cast.officer), "/")
    assert "Danh sách doanh nghiệp chờ ghi vào sổ" in html
    assert f'href="/doanh-nghiep/nhap/{waiting.pk}/"' in html
    EnterpriseList.objects.filter(pk=waiting.pk).update(started_at=clock.now())
    assert "Danh sách doanh nghiệp chờ ghi vào sổ" not in page(client, "/")


def test_lists_of_guidance_and_of_other_support(client: Client, cast: Cast) -> None:
    told = {"name": "so-huong-dan.xlsx", "digest": "a" * 64, "brought_at": clock.now()}
    with cast.acting(cast.officer):
        sheet = GuidanceSheet.objects.create(province=cast.province, **told)
        other = OtherSupportList.objects.create(province=cast.province, **told)
    html = page(sign_in(client, cast.officer), "/")
    assert f'href="/ke-hoach/huong-dan/nhap/{sheet.pk}/"' in html or f"/nhap/{sheet.pk}/" in html
    assert "Danh sách lượt hướng dẫn chờ ghi" in html
    assert "Danh sách hỗ trợ từ nơi khác chờ ghi" in html
    assert f"ho-tro-noi-khac/nhap/{other.pk}/" in html
    for user in (cast.stranger, cast.administrator, cast.ministry):
        assert "chờ ghi" not in page(sign_in(client, user), "/"), user.email


def test_profiles_that_may_be_one_are_a_single_line(client: Client, cast: Cast) -> None:
    with cast.acting(cast.officer):
        made: list[Enterprise] = [
            record_enterprise(
                province=cast.province, name=f"Công ty TNHH Số {n}", tax_code=code(40 + n), values={}, by=cast.officer
            )
            for n in range(3)
        ]
        for first, second in ((0, 1), (0, 2)):
            DuplicatePair.objects.create(
                province=cast.province, first=made[first], second=made[second], points=60, reasons=["tên gần giống"],
                found_at=clock.now(),
            )  # fmt: skip
    html = page(sign_in(client, cast.officer), "/")
    assert html.count("Hồ sơ có thể trùng") == 1
    assert '<span class="tab-count">2</span>' in html
    with cast.acting(cast.officer):
        DuplicatePair.objects.update(decision="different", decided_at=clock.now())
    assert "Hồ sơ có thể trùng" not in page(client, "/").split("</nav>")[-1]
