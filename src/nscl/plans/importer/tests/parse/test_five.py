"""The five real documents, where they lie beside the repository, are read in full."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from nscl.plans.importer.parse import parse
from nscl.plans.importer.read import read_file

PLANS = Path(__file__).parents[7] / "shared" / "plans"
NAMES = sorted(path.stem for path in PLANS.glob("expected/*.json"))

pytestmark = pytest.mark.skipif(not NAMES, reason="the real documents (../shared/plans) are not here")


@pytest.mark.parametrize("name", NAMES)
def test_scores_full_recall(name: str, tmp_path: Path) -> None:
    actual = tmp_path / "actual.json"
    actual.write_text(
        json.dumps(parse(read_file(PLANS / f"{name}.txt")).as_json(), ensure_ascii=False), encoding="utf-8"
    )
    scored = subprocess.run(
        [sys.executable, str(PLANS / "score.py"), str(PLANS / "expected" / f"{name}.json"), str(actual)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert scored.returncode == 0, scored.stdout
    assert "targets P=1.00 R=1.00 tasks R=1.00 rules R=1.00 rest R=1.00" in scored.stdout
