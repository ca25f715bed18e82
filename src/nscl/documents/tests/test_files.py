"""The file store keeps every byte or nothing."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from django.db import DatabaseError, transaction
from django.test import override_settings

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.documents import files
from nscl.documents.models import Attachment
from nscl.shared.errors import DomainError


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Path]:
    with override_settings(FILES_ROOT=tmp_path / "files", UPLOAD_LIMIT_BYTES=3 * 1024 * 1024):
        yield tmp_path / "files"


@pytest.fixture
def officer(cast: Cast) -> Iterator[User]:
    with cast.acting(cast.officer):
        yield cast.officer


Keep = Callable[..., Attachment]


@pytest.fixture
def keep(cast: Cast, officer: User) -> Keep:
    def keep(content: bytes | BinaryIO | Path, name: str = "tệp.txt") -> Attachment:
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        return files.store(stream, name=name, province_id=cast.province.pk, by=officer)

    return keep


def on_disk(store: Path) -> list[Path]:
    return [path for path in store.rglob("*") if path.is_file()]


def test_what_comes_in_comes_out(store: Path, keep: Keep, officer: User, tmp_path: Path) -> None:
    content = os.urandom(2 * 1024 * 1024 + 7)
    kept = keep(content)
    assert (kept.size_bytes, kept.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert files.KEY.fullmatch(kept.key)
    assert kept.stored_by == officer
    assert on_disk(store) == [store / kept.key]
    with files.open_file(kept) as stream:
        assert stream.read() == content
    (tmp_path / "a.txt").write_bytes(b"from a path")
    with files.open_file(keep(tmp_path / "a.txt")) as stream:
        assert stream.read() == b"from a path"


def test_the_same_bytes_twice_are_two_files(store: Path, keep: Keep) -> None:
    assert keep(b"x").key != keep(b"x").key
    assert len(on_disk(store)) == 2


@pytest.mark.parametrize(("content", "code"), [(b"", "empty"), (b"x" * (3 * 1024 * 1024 + 1), "too_large")])
def test_what_is_refused_leaves_nothing(store: Path, keep: Keep, content: bytes, code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        keep(content)
    assert refusal.value.code == code
    assert on_disk(store) == []
    assert not Attachment.objects.exists()


class Broken(io.BytesIO):
    """A stream that ends in an error after a megabyte, as a browser that goes away does."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() >= files.CHUNK:
            raise ConnectionResetError("gone")
        return super().read(size)


def test_a_stream_that_breaks_leaves_nothing(store: Path, keep: Keep) -> None:
    with pytest.raises(DomainError):
        keep(Broken(b"x" * 2 * files.CHUNK))
    assert on_disk(store) == []


@pytest.mark.parametrize("name", ["fsync", "rename"])
def test_a_full_disk_leaves_nothing(store: Path, keep: Keep, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def full(*args: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*{"fsync": ("os.fsync", full), "rename": ("pathlib.Path.rename", full)}[name])
    with pytest.raises(DomainError) as refusal:
        keep(b"x")
    assert refusal.value.code == "storage"
    assert on_disk(store) == []
    assert not Attachment.objects.exists()


def test_a_row_that_is_refused_leaves_no_file(store: Path, cast: Cast, officer: User) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        files.store(io.BytesIO(b"x"), name="a", province_id=cast.other_province.pk, by=officer)
    assert on_disk(store) == []


def test_an_error_after_the_file_is_kept_takes_it_away_again(store: Path, cast: Cast, officer: User) -> None:
    def keep_and_fail() -> None:
        with files.staged(io.BytesIO(b"x"), name="a") as file, transaction.atomic():
            file.keep(province_id=cast.province.pk, by=officer)
            assert len(on_disk(store)) == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        keep_and_fail()
    assert on_disk(store) == []
    assert not Attachment.objects.exists()


def test_what_is_not_kept_is_gone(store: Path) -> None:
    with files.staged(io.BytesIO(b"x"), name="a") as file:
        assert file.path.read_bytes() == b"x"
        assert oct(file.path.stat().st_mode)[-3:] == "600"
    assert on_disk(store) == []


def test_the_sweeper_takes_orphans_and_leaves_the_rest(store: Path, keep: Keep) -> None:
    kept = keep(b"x")
    orphan, fresh, half = store / "objects/aa" / ("0" * 32), store / "objects/aa" / ("1" * 32), store / "tmp/half"
    for path in (orphan, fresh, half):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    old = time.time() - 2 * 24 * 3600
    for path in (orphan, half, store / kept.key):
        os.utime(path, (old, old))
    drawn = store / "tmp/tmpabc"  # a page's pictures, of a process that was killed
    drawn.mkdir()
    (drawn / "1.png").write_bytes(b"x")
    os.utime(drawn, (old, old))
    (store / "tmp/tmpnew").mkdir()
    assert files.sweep() == [f"objects/aa/{'0' * 32}", "tmp/half", "tmp/tmpabc"]
    assert not drawn.exists()
    assert sorted(on_disk(store)) == sorted([store / kept.key, fresh])


def test_a_lost_file_and_a_strange_key_are_a_sentence(store: Path, keep: Keep) -> None:
    kept = keep(b"x")
    (store / kept.key).unlink()
    for attachment in (kept, Attachment(key="../../etc/passwd")):
        with pytest.raises(DomainError) as refusal:
            files.open_file(attachment)
        assert refusal.value.code == "missing_file"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Kế hoạch.docx", "Kế hoạch.docx"),
        (unicodedata.normalize("NFD", "Kế hoạch.pdf"), unicodedata.normalize("NFC", "Kế hoạch.pdf")),
        ("C:\\Users\\a\\kế hoạch.pdf", "kế hoạch.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\r\n\u202ec.txt", "abc.txt"),
        ("  ", "tep"),
        ("...", "tep"),
        ("x" * 300 + ".docx", "x" * 250 + ".docx"),
        ("y" * 300, "y" * 255),
    ],
)
def test_names_are_made_harmless(given: str, kept: str) -> None:
    assert files.clean_name(given) == kept


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"PK\x03\x04....word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\x03\x04....xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"PK\x03\x04....a.txt", "application/zip"),
        (b"\x89PNG\r\n", "image/png"),
        (b"<!DOCTYPE HTML><p>", "text/html"),
        ("Kế hoạch".encode(), "text/plain"),
        ("Kế hoạch".encode("utf-16"), "text/plain"),
        (b"\x00\x01\x02", "application/octet-stream"),
    ],
)
def test_the_bytes_say_what_a_file_is(store: Path, keep: Keep, head: bytes, kind: str) -> None:
    assert keep(head, "loạn.exe").media_type == kind


def test_a_kept_file_s_row_cannot_be_changed(store: Path, keep: Keep) -> None:
    kept = keep(b"x")
    with pytest.raises(DatabaseError), transaction.atomic():
        Attachment.objects.filter(pk=kept.pk).update(name="khác")


def test_another_province_sees_none_of_it(store: Path, keep: Keep, cast: Cast) -> None:
    keep(b"x")
    with cast.acting(cast.stranger):
        assert not Attachment.objects.exists()
