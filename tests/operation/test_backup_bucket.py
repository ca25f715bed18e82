"""The same in an S3 bucket, on moto's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from nscl.foundation import clock
from nscl.interfaces.ops import backup, backups
from nscl.interfaces.ops.backup import checking
from nscl.interfaces.ops.backup.places import Bucket, place_at
from nscl.shared.errors import DomainError

from .conftest import KEYS, Site
from .test_backup import bring

pytestmark = pytest.mark.slow


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(Bucket="kho")
        yield client


@pytest.fixture
def place(client: Any) -> Bucket:
    found = place_at("s3://kho/sao-luu/nscl/")
    assert isinstance(found, Bucket)
    return found


def keys(client: Any) -> list[str]:
    return [entry["Key"] for entry in client.list_objects_v2(Bucket="kho").get("Contents", ())]


def test_there_and_back(place: Bucket, client: Any, demo: Site, empty: Site) -> None:
    found = backup.make(of=demo.installed(), to=place)
    assert place.names() == [found.name]
    assert all(key.startswith(f"sao-luu/nscl/{found.name}/") for key in keys(client))
    bring(place, empty)
    assert (empty.rows(), empty.files()) == (demo.rows(), demo.files())


def test_what_was_altered_or_lost_is_named(place: Bucket, client: Any, demo: Site, empty: Site) -> None:
    found = backup.make(of=demo.installed(), to=place)
    file = next(key for key in keys(client) if "/files/" in key)
    content = client.get_object(Bucket="kho", Key=file)["Body"].read()
    client.put_object(Bucket="kho", Key=file, Body=content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(DomainError, match="files/objects"):
        bring(place, empty)
    client.delete_object(Bucket="kho", Key=f"sao-luu/nscl/{found.name}/database.dump")
    with pytest.raises(DomainError, match=r"database\.dump"):
        bring(place, empty)
    assert (empty.rows(), empty.files()) == ({}, {})


def test_without_a_manifest_it_is_unfinished(place: Bucket, client: Any, demo: Site, empty: Site) -> None:
    """Nobody else's unfinished backup is removed before a day has passed."""
    now = dt.datetime(2026, 11, 25, 3, tzinfo=dt.UTC)
    with clock.at(now):
        cut = backup.make(of=demo.installed(), to=place).name
    client.delete_object(Bucket="kho", Key=f"sao-luu/nscl/{cut}/manifest.json")
    assert (place.names(), place.unfinished()) == ([], [cut])
    with pytest.raises(DomainError, match="dở dang"):
        bring(place, empty, cut)
    with clock.at(now + dt.timedelta(hours=23)):
        second = backup.make(of=demo.installed(), to=place).name
    assert place.unfinished() == [cut]
    with clock.at(now + dt.timedelta(hours=25)):
        third = backup.make(of=demo.installed(), to=place, keep=2).name
    assert place.unfinished() == []
    assert place.names() == [second, third]


def test_files_come_from_the_backup_before(place: Bucket, demo: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    first = backup.make(of=demo.installed(), to=place).name
    reused: list[str] = []
    real = Bucket.reuse
    monkeypatch.setattr(
        Bucket, "reuse", lambda self, earlier, path: reused.append(earlier) or real(self, earlier, path)
    )
    second = backup.make(of=demo.installed(), to=place).name
    assert len(reused) == len(demo.files()) > 0
    place.remove(first)
    checking.check(place, second, checking.opened(place, second, keys=[KEYS["NSCL_AUDIT_KEY"]]))


def test_a_bucket_that_is_not_there_is_named(client: Any, demo: Site) -> None:
    with pytest.raises(DomainError, match=r"s3://khong-co .*AWS_ENDPOINT_URL"):
        backup.make(of=demo.installed(), to=place_at("s3://khong-co/x"))
    for wrong in ("s3://", "s3://kho/x?strange=1"):
        with pytest.raises(DomainError, match="s3://ten-kho"):
            place_at(wrong)


def test_an_address_names_its_server_and_a_backup_in_it(client: Any) -> None:
    address = "s3://kho/x?endpoint=https://s3.example.vn&region=vn-1"
    place = place_at(address)
    assert place.describe("nscl-000001-20261125T000000Z") == address.replace("/x?", "/x/nscl-000001-20261125T000000Z?")
    again, name = backups.chosen(place.describe("nscl-000001-20261125T000000Z"))
    assert isinstance(again, Bucket)
    assert (again.options, again.prefix, name) == (
        {"endpoint": "https://s3.example.vn", "region": "vn-1"}, "x", "nscl-000001-20261125T000000Z",
    )  # fmt: skip
