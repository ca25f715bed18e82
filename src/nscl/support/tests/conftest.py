"""A plan in force whose rules can be taken over."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from nscl.config.testing.cast import Cast
from nscl.interfaces.ops import import_plan
from nscl.plans.models import Plan

TEXT = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG NGÃI
Số: 77/KH-UBND
Quảng Ngãi, ngày 02 tháng 3 năm 2026

KẾ HOẠCH
Làm tốt hơn trên địa bàn tỉnh Quảng Ngãi giai đoạn 2026-2030

I. MỤC TIÊU
1. Mỗi năm hỗ trợ 10 doanh nghiệp.
II. MỨC HỖ TRỢ
1. Làm truy xuất nguồn gốc: hỗ trợ 50% chi phí, tối đa không quá 45 triệu đồng/hệ thống.
2. Đăng ký mã vạch: hỗ trợ 100% chi phí, tối đa không quá 10 triệu đồng/sản phẩm.
"""


@pytest.fixture(autouse=True)
def _files(tmp_path: Path) -> Iterator[None]:
    with override_settings(FILES_ROOT=tmp_path / "files"):
        yield


@pytest.fixture
def plan(cast: Cast, tmp_path: Path) -> Plan:
    file = tmp_path / "ke-hoach.txt"
    file.write_text(TEXT)
    assert import_plan.run(argparse.Namespace(file=file, province="51", on=None, confirm=True)) == 0
    with cast.acting(cast.officer):
        return Plan.objects.get(number="77/KH-UBND")
