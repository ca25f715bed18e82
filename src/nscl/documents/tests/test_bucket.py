"""The same store in an S3 bucket: a stand-in for the service answers, everything of ours is real."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from moto import mock_aws

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.documents import files, storage, sweeping
from nscl.documents.models import Attachment
from nscl.documents.tests.conftest import Add, Attach, body, docx, on_disk, pdf
from nscl.foundation.environment import Misconfigured, file_storage
from nscl.shared.errors import DomainError

CONTENT = pdf("Mot", "Hai")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Takes the place of the store on the disk."""
    import boto3

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    options = {"bucket": "nscl-thu", "prefix": "tinh", "region": "us-east-1"}
    storage._bucket.cache_clear()
    with mock_aws(), override_settings(FILES_ROOT=tmp_path / "files", FILES_STORAGE=options):
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="nscl-thu")
        yield tmp_path / "files"
    storage._bucket.cache_clear()


def in_bucket() -> list[str]:
    import boto3

    found = boto3.client("s3", region_name="us-east-1").list_objects_v2(Bucket="nscl-thu")
    return [item["Key"] for item in found.get("Contents", [])]


def test_what_comes_in_comes_out(add: Add, attach: Attach, browser: Client, store: Path) -> None:
    kept = attach(add(), CONTENT)
    assert in_bucket() == [f"tinh/{kept.key}"]
    assert on_disk(store) == []
    with files.open_file(kept) as stream:
        assert stream.read() == CONTENT
    address = reverse("attachment", args=[kept.pk])
    assert body(browser.get(address)) == CONTENT
    part = browser.get(address, headers={"range": "bytes=5-9"})
    assert (part.status_code, body(part)) == (206, CONTENT[5:10])


def test_it_is_shown_in_the_page(add: Add, attach: Attach, browser: Client, store: Path) -> None:
    seen = browser.get(reverse("attachment_view", args=[attach(add(), CONTENT).pk]), {"trang": "2"}).content.decode()
    assert "Hai" in seen
    word = browser.get(reverse("attachment_view", args=[attach(add(), docx("Điều 1"), name="a.docx").pk]))
    assert "Điều 1" in word.content.decode()
    assert [p for p in on_disk(store) if "/files/tmp/" in str(p)] == []


def test_a_refused_row_takes_the_object_away(cast: Cast, officer: User) -> None:
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        files.store(io.BytesIO(b"x"), name="a", province_id=cast.other_province.pk, by=officer)
    assert in_bucket() == []


def test_a_bucket_that_does_not_answer_is_a_sentence(cast: Cast, officer: User) -> None:
    import boto3

    boto3.client("s3", region_name="us-east-1").delete_bucket(Bucket="nscl-thu")
    with pytest.raises(DomainError) as refusal:
        files.store(io.BytesIO(b"x"), name="a", province_id=cast.province.pk, by=officer)
    assert refusal.value.code == "storage"
    assert not Attachment.objects.exists()
    with pytest.raises(DomainError):
        files.open_file(Attachment(key="objects/aa/" + "0" * 32))


def test_missing_altered_and_orphaned_are_found(add: Add, attach: Attach, monkeypatch: pytest.MonkeyPatch) -> None:
    import boto3

    good, gone, changed = attach(add(), CONTENT), attach(add(), pdf("b")), attach(add(), pdf("c"))
    client = boto3.client("s3", region_name="us-east-1")
    client.delete_object(Bucket="nscl-thu", Key=f"tinh/{gone.key}")
    client.put_object(Bucket="nscl-thu", Key=f"tinh/{changed.key}", Body=b"\x00" * changed.size_bytes)
    orphan = "objects/aa/" + "0" * 32
    client.put_object(Bucket="nscl-thu", Key=f"tinh/{orphan}", Body=b"x")
    client.put_object(Bucket="nscl-thu", Key="khac/objects/aa/1", Body=b"x")
    assert sweeping.verify().orphans == []
    now = time.time()
    monkeypatch.setattr("nscl.documents.sweeping.time.time", lambda: now + 2 * 24 * 3600)
    report = sweeping.verify()
    assert {(f.what, f.attachment_id) for f in report.faults} == {("missing", gone.pk), ("altered", changed.pk)}
    assert (report.checked, report.orphans) == (3, [orphan])
    assert not sweeping.verify(deep=False).faults[1:]
    assert sweeping.sweep() == [orphan]
    assert f"tinh/{good.key}" in in_bucket()
    assert "khac/objects/aa/1" in in_bucket()


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("", {}),
        ("/srv/tep", {"folder": "/srv/tep"}),
        ("disk:/srv/tep", {"folder": "/srv/tep"}),
        ("s3://kho", {"bucket": "kho", "prefix": ""}),
        (
            "s3://kho/tinh/51?endpoint=https://s3.example.vn:9000&region=vn",
            {"bucket": "kho", "prefix": "tinh/51", "endpoint": "https://s3.example.vn:9000", "region": "vn"},
        ),
    ],
)
def test_one_setting(monkeypatch: pytest.MonkeyPatch, value: str, wanted: dict[str, Any]) -> None:
    monkeypatch.setenv("NSCL_STORAGE", value)
    assert file_storage("NSCL_STORAGE") == wanted


@pytest.mark.parametrize("value", ["tep", "s3://", "s3://kho?mat-khau=1", "s3://a:b@kho/x"])
def test_a_setting_that_cannot_be_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("NSCL_STORAGE", value)
    with pytest.raises(Misconfigured, match="NSCL_STORAGE"):
        file_storage("NSCL_STORAGE")


def test_the_digest_is_that_of_the_bytes(add: Add, attach: Attach) -> None:
    assert attach(add(), CONTENT).sha256 == hashlib.sha256(CONTENT).hexdigest()
