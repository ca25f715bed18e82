"""The reader in its own process: the same answer, and no file can make it slow or large."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from nscl.plans.importer import isolated
from nscl.plans.importer.__main__ import main
from nscl.plans.importer.read import Unreadable
from nscl.plans.importer.tests.read.making import docx, p, pdf

PLAN = "KẾ HOẠCH\nHỗ trợ doanh nghiệp năm 2026\n\nI. MỤC TIÊU\n- Hỗ trợ 10 doanh nghiệp.\n"


def test_a_plan_is_read_with_its_text(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch số 1.txt"
    path.write_text(PLAN, encoding="utf-8")
    said = isolated.read_plan(path)
    assert said["text"] == PLAN
    assert said["format"] == "txt"
    assert said["document"]["kind"] == "plan"


def test_a_relative_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "-a.txt").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert isolated.read_plan(Path("-a.txt"))["text"] == PLAN


def test_the_refusal_of_the_reader_arrives_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1}")
    with pytest.raises(Unreadable) as caught:
        isolated.read_plan(path)
    assert caught.value.code == "other_office"
    assert "DOCX" in caught.value.message


def test_two_gigabytes_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(2 << 30)
    before = time.monotonic()
    with pytest.raises(Unreadable) as caught:
        isolated.read_plan(path)
    assert caught.value.code == "too_large"
    assert time.monotonic() - before < 8  # at once, and not after the limit


def test_what_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "slow.docx"
    path.write_bytes(docx(p("việc") * 100_000))
    before = time.monotonic()
    with pytest.raises(Unreadable) as caught:
        isolated.read_plan(path, seconds=0.5)
    assert caught.value.code == "too_slow"
    assert "0,5 giây" in caught.value.message
    assert time.monotonic() - before < 8


MEASURED = """
import resource, sys
from pathlib import Path
from nscl.plans.importer import isolated
from nscl.plans.importer.read.errors import Unreadable
try:
    isolated.read_plan(Path(sys.argv[1]), megabytes=80)
except Unreadable as error:
    print(error.code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_what_needs_too_much_memory_is_stopped(tmp_path: Path) -> None:
    """Read from a process of its own, since ours has had other children."""
    path = tmp_path / "large.docx"
    path.write_bytes(docx(p("việc") * 90_000))
    told = subprocess.run([sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=True)
    code, kilobytes = told.stdout.split()
    assert code in ("too_much_memory", "crashed")
    assert int(kilobytes) < 500 * 1024


def test_a_pdf_that_swells_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    swollen = zlib.compress(b" " * 200_000_000, 1)
    plain = b"stream\n1 1 m 2 2 l S\nendstream"
    data = pdf([([], [(1, 1, 2, 2)])])
    assert plain in data
    data = data.replace(plain, b"stream\n" + swollen + b"\nendstream")
    path.write_bytes(data.replace(b"<< /Length 14 >>", b"<< /Length %d /Filter /FlateDecode >>" % len(swollen)))
    assert b"FlateDecode" in path.read_bytes()
    with pytest.raises(Unreadable) as caught:
        isolated.read_plan(path, megabytes=180)
    assert caught.value.code in ("crashed", "too_much_memory", "scanned")


def test_a_reader_that_dies_gives_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PLAN, encoding="utf-8")
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(Unreadable) as caught:
        isolated.read_plan(path)
    assert caught.value.code == "crashed"


def test_the_command_prints_and_refuses(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(99))
    done = subprocess.run(
        [sys.executable, "-m", "nscl.plans.importer", str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert json.loads(done.stdout)["refused"] == {"code": "image", "message": done.stderr.strip()}


def test_the_command_reads(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PLAN, encoding="utf-8")
    assert main([str(path)]) == 0
    assert json.loads(capsysbinary.readouterr().out)["text"] == PLAN


def test_the_reader_starts_light() -> None:
    code = (
        "import sys, nscl.plans.importer.__main__; print(sorted({'django', 'lxml', 'pypdfium2'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
