"""`nscl counts`: each kind of row, for one province or all."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest
from django.test import override_settings

from nscl.config.testing.cast import Cast
from nscl.interfaces.ops import counts, import_plan
from nscl.interfaces.ops.demo.plans import TEXTS
from nscl.shared.errors import DomainError

pytestmark = pytest.mark.django_db


def counted(capsys: pytest.CaptureFixture[str], province: str | None = None) -> dict[str, int]:
    capsys.readouterr()
    assert counts.run(argparse.Namespace(province=province, json=True)) == 0
    told: dict[str, int] = json.loads(capsys.readouterr().out)
    return told


def bring(file: Path, province: str) -> None:
    import_plan.run(argparse.Namespace(file=file, province=province, on=None, confirm=False))


def test_every_kind_is_told_even_where_there_is_nothing(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert set(counted(capsys).values()) == {0}
    told = list(counted(capsys, "51"))
    assert told[:6] == ["plans", "targets", "tasks", "needs", "guidance", "difficulties"]
    assert len(set(told)) == len(told)


def test_a_province_counts_with_those_that_came_into_it(
    cast: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with override_settings(FILES_ROOT=tmp_path / "files"):
        bring(TEXTS / "quang-ngai.txt", "51")
        bring(TEXTS / "kon-tum.txt", "51")
        bring(TEXTS / "nghe-an.txt", "40")
    whole, here, before, there = (counted(capsys, code) for code in (None, "51", "62", "40"))
    assert (whole["plans"], here["plans"], before["plans"], there["plans"]) == (3, 2, 1, 1)
    assert whole["tasks"] == here["tasks"] + there["tasks"] > 0
    assert 0 < before["targets"] < here["targets"]
    assert counts.run(argparse.Namespace(province="51", json=False)) == 0
    assert capsys.readouterr().out.splitlines()[0] == "Tỉnh Quảng Ngãi"


def test_an_unknown_code_is_refused(cast: Cast) -> None:
    with pytest.raises(DomainError, match="mang mã 00"):
        counts.run(argparse.Namespace(province="00", json=False))
