"""Which contents a plan's rule speaks of, and what its cap counts for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nscl.plans.importer.isolated import read_plan
from nscl.support.rules.amount import Per
from nscl.support.rules.taking_over import contents_of, per_of

PLANS = Path(__file__).resolve().parents[5] / "shared" / "plans"


@pytest.mark.parametrize(
    ("words", "contents"),
    [
        ("Chi phí đăng ký nhãn hiệu, kiểu dáng", ["ip"]),
        ("Đăng ký mã vạch cho hàng hóa", ["barcode"]),
        ("Làm truy xuất nguồn gốc, trồng theo G.A.P, hữu cơ", ["traceability", "organic", "gap"]),
        ("Dùng công nghệ số để quản lý kho", ["digital"]),
        ("Chứng nhận hệ thống ISO 22000, hệ thống truy xuất nguồn gốc", ["system-certification"]),
        ("Chứng nhận sản phẩm; chứng nhận hệ thống", ["product-certification", "system-certification"]),
        ("Chứng nhận theo tiêu chuẩn", ["product-certification", "system-certification"]),
        ("Tư vấn áp dụng 5S, Kaizen", ["tool"]),
        ("Tư vấn", ["guidance"]),
        ("Chi khác", []),
        ("Điều hành chương trình: họp hội đồng, đi kiểm tra, nghiệm thu", ["management"]),
    ],
)
def test_contents(words: str, contents: list[str]) -> None:
    assert contents_of(words) == contents


@pytest.mark.parametrize(
    ("words", "per"),
    [
        ("hệ thống", Per.SYSTEM), ("sản phẩm hoặc dịch vụ", Per.PRODUCT), ("hợp đồng", Per.CONTRACT),
        ("doanh nghiệp/năm", Per.YEAR), ("", Per.CONTRACT),
    ],
)  # fmt: skip
def test_per(words: str, per: Per) -> None:
    assert per_of(words) == per


@pytest.mark.skipif(not PLANS.is_dir(), reason="the real plans are not here")
def test_the_rules_of_a_real_plan_find_their_contents() -> None:
    rules = read_plan(PLANS / "kon-tum-2021-2025.txt")["support_rules"]
    found = [(contents_of(r["text"]), per_of(r["per"] or "")) for r in rules]
    assert all(contents for contents, _per in found)
    assert found[2:] == [
        (["ip"], Per.PRODUCT),
        (["barcode"], Per.PRODUCT),
        (["traceability", "organic", "gap", "green"], Per.SYSTEM),
        (["smart", "digital"], Per.PRODUCT),
        (["product-certification", "system-certification"], Per.SYSTEM),
    ], json.dumps(found, ensure_ascii=False)
