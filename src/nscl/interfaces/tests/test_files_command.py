"""`nscl files verify` and `nscl files sweep`."""

from __future__ import annotations

import io
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from nscl.config.testing.cast import Cast
from nscl.documents import files as store
from nscl.documents.models import Attachment
from nscl.interfaces.cli import parser
from nscl.interfaces.ops import files


@pytest.fixture
def kept(cast: Cast, tmp_path: Path) -> Iterator[list[Attachment]]:
    """Three files of one province and one of another."""
    with override_settings(FILES_ROOT=tmp_path / "files"):
        found = []
        for user, province in ((cast.officer, cast.province), (cast.stranger, cast.other_province)):
            with cast.acting(user):
                for content in (b"a", b"bb", b"ccc")[: 3 if user == cast.officer else 1]:
                    found.append(store.store(io.BytesIO(content), name="a.txt", province_id=province.pk, by=user))
        yield found


def run(*arguments: str) -> int:
    return files.run(parser().parse_args(["files", *arguments]))


def test_sound_files_of_every_province(kept: list[Attachment], capsys: Any) -> None:
    assert run("verify") == 0
    said = capsys.readouterr().out
    assert "đã kiểm tra 4 tệp" in said
    assert "Mọi tệp đều nguyên vẹn" in said


def test_missing_altered_and_orphaned_with_what_to_do(kept: list[Attachment], tmp_path: Path, capsys: Any) -> None:
    root = tmp_path / "files"
    (root / kept[0].key).unlink()
    (root / kept[1].key).write_bytes(b"xx")
    (root / kept[3].key).write_bytes(b"longer")
    orphan = root / "objects/aa" / ("0" * 32)
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"x")
    old = time.time() - 3 * 24 * 3600
    os.utime(orphan, (old, old))
    assert run("verify", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert [(f["what"], f["attachment_id"]) for f in told["faults"]] == [
        ("missing", kept[0].pk), ("altered", kept[1].pk), ("altered", kept[3].pk),
    ]  # fmt: skip
    assert told["orphans"] == [f"objects/aa/{'0' * 32}"]
    assert all(fault["advice"] for fault in told["faults"])
    assert run("verify", "--quick") == 1
    said = capsys.readouterr().out
    assert "MẤT" in said
    assert "bản sao lưu" in said
    assert "nscl files sweep" in said
    assert f"tệp số {kept[1].pk}" not in said
    assert run("sweep") == 0
    assert "Đã dọn 1 tệp" in capsys.readouterr().out
    assert not orphan.exists()
    assert run("sweep", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"removed": []}
