"""`nscl entitlement`: the amount, the rules and the reasons."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from nscl.config.testing.cast import Cast
from nscl.interfaces import cli
from nscl.interfaces.ops import entitlement, import_plan
from nscl.shared.errors import DomainError
from nscl.support.tests.conftest import TEXT
from nscl.support.tests.test_policies import added

pytestmark = pytest.mark.django_db
PLANS = Path(__file__).resolve().parents[5] / "shared" / "plans"


def ask(capsys: pytest.CaptureFixture[str], **values: Any) -> dict[str, Any]:
    options: dict[str, Any] = {
        "on": None,
        "kind": "enterprise",
        "size": "small",
        "sector": "industry",
        "mark": [],
        "json": True,
    }
    capsys.readouterr()
    assert entitlement.run(argparse.Namespace(**{**options, **values})) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def bring(file: Path, province: str, tmp_path: Path) -> None:
    with override_settings(FILES_ROOT=tmp_path / "files"):
        assert import_plan.run(argparse.Namespace(file=file, province=province, on=None, confirm=True)) == 0


def test_what_a_plan_in_force_gives(cast: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.txt"
    file.write_text(TEXT)
    bring(file, "51", tmp_path)
    told = ask(capsys, province="51", content="traceability", cost=120_000_000, on="2026-06-01")
    assert told["amount_vnd"] == 45_000_000
    assert [rule["basis"] for rule in told["rules"]] == ["Kế hoạch 77/KH-UBND, mục II.1"]
    assert "50 % × 120.000.000 = 60.000.000 đồng" in told["reasons"][0]
    nothing = ask(capsys, province="51", content="award", cost=1)
    assert (nothing["amount_vnd"], nothing["rules"]) == (0, [])
    assert "chưa có mức hỗ trợ" in nothing["reasons"][0]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"province": "00"}, "mang mã 00"), ({"content": "lạ"}, "Không có nhóm nội dung"), ({"cost": -1}, "số âm"),
        ({"on": "mai"}, "2026-11-30"), ({"cost": 10**16}, "quá lớn"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(cast: Cast, values: dict[str, Any], words: str) -> None:
    asked = {"province": "51", "content": "gap", "cost": 1, "on": None, "kind": "enterprise", "size": "small",
             "sector": "trade", "mark": [], "json": True}  # fmt: skip
    with pytest.raises(DomainError, match=words):
        entitlement.run(argparse.Namespace(**{**asked, **values}))


def test_the_keys_of_the_answer_and_which_version_of_the_rule_it_was(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    with cast.acting(cast.officer):
        policy = added(cast, contents=["testing"], rate_bp=10_000, cap_vnd=None, per="contract")
    asked = {"province": "51", "content": "testing", "cost": 50_000_000, "on": "2026-06-01"}
    told = ask(capsys, **asked)
    assert set(told) == {"amount_vnd", "rules", "reasons"}
    assert (told["amount_vnd"], told["rules"][0]["version"]) == (40_000_000, f"{policy.pk}.1")
    assert ask(capsys, **asked, mark=["key-export"])["amount_vnd"] == 15_000_000
    # a cooperative has no size in law, whatever was said
    assert ask(capsys, **asked, kind="cooperative")["amount_vnd"] == 0
    for day, amount in (("2026-03-01", 0), ("2026-03-02", 40_000_000), ("2030-12-31", 40_000_000), ("2031-01-01", 0)):
        assert ask(capsys, **{**asked, "on": day})["amount_vnd"] == amount


def test_the_code_of_a_merged_province_asks_the_one_that_took_it_over(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    with cast.acting(cast.officer):
        added(cast, contents=["testing"], rate_bp=5_000, cap_vnd=None, per="contract")
    asked = {"province": "62", "content": "testing", "cost": 50_000_000}
    assert ask(capsys, **asked, on="2026-06-01")["amount_vnd"] == 25_000_000
    options = {"kind": "enterprise", "size": "small", "sector": "industry", "mark": [], "json": False}
    entitlement.run(argparse.Namespace(**asked, **options, on="2026-06-01"))
    told = capsys.readouterr().out
    assert told.startswith("Mã 62 là Tỉnh Kon Tum; vào ngày 01/06/2026 thuộc Tỉnh Quảng Ngãi.")
    assert ask(capsys, **asked, on="2025-06-30")["amount_vnd"] == 0
    before_any_group = ask(capsys, **asked, on="2012-01-01")
    assert (before_any_group["amount_vnd"], before_any_group["rules"]) == (0, [])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("entitlement --province 51 --content gap", "Còn thiếu: --cost."),
        ("entitlement --province 51 --content gap --cost 1tr", "--cost phải là số nguyên viết liền, không phải '1tr'."),
        ("entitlement --province 51 --content gap --cost", "--cost cần một giá trị ở sau."),
        ("entitlement --province 51 --content gap --cost 1 --kind foo", "--kind không nhận 'foo'."),
        ("entitlement --province 51 --content gap --cost 1 --sector foo", "--sector không nhận 'foo'."),
        ("size --sector trade --labour ba --capital 1", "--labour phải là số nguyên"),
        ("size --sector trade --labour 1 --capital 1 --lạ", "Không có tham số --lạ."),
    ],
)  # fmt: skip
def test_an_option_that_cannot_be_says_why(line: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(line.split())
    assert left.value.code == 2
    assert words in capsys.readouterr().err


@pytest.mark.skipif(not PLANS.is_dir(), reason="the real plans are not here")
def test_the_seven_rules_of_the_kon_tum_plan(cast: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bring(PLANS / "kon-tum-2021-2025.txt", "51", tmp_path)
    for content, cost, amount in (
        ("traceability", 100_000_000, 45_000_000), ("gap", 80_000_000, 40_000_000), ("organic", 60_000_000, 30_000_000),
        ("digital", 54_000_000, 27_000_000), ("digital", 90_000_000, 30_000_000),
        ("system-certification", 75_333_333, 37_666_666), ("barcode", 6_400_000, 6_400_000),
        ("ip", 14_000_000, 10_000_000),
    ):  # fmt: skip
        told = ask(capsys, province="62", content=content, cost=cost, on="2024-04-04")
        assert (content, told["amount_vnd"]) == (content, amount)
