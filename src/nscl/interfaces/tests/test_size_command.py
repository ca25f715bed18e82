"""`nscl size` answers without a database."""

from __future__ import annotations

import json

import pytest

from nscl.interfaces import cli

FIGURES = ["size", "--sector", "industry", "--labour", "60", "--revenue", "40000000000", "--capital", "30000000000"]


def test_the_size_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*FIGURES, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["size"] == "small"
    assert told["reasons"][-1] == "Kết quả: doanh nghiệp nhỏ."
    assert cli.main(FIGURES) == 0
    assert capsys.readouterr().out.startswith("Nhỏ (small)")


@pytest.mark.parametrize(
    ("more", "words"),
    [(["--on", "2019-01-01"], "Chưa có quy định"), (["--on", "hôm qua"], "2026-11-30"), (["--labour", "-1"], "số âm")],
)
def test_what_cannot_be_answered_is_said(more: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*FIGURES, *more]) == 2
    assert words in capsys.readouterr().err
