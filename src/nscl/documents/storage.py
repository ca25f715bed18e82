"""Where the bytes lie: a folder or a bucket, by one setting (`NSCL_STORAGE`). What fails is an `OSError`.

Both keep objects under keys `objects/aa/<random>`; temporary files and pictures of pages are always on the disk.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from django.conf import settings

CHUNK = 256 * 1024
OBJECTS = "objects/"


@dataclass(frozen=True)
class Stored:
    """An object of the store; `modified_at` as seconds since 1970."""

    key: str
    size_bytes: int
    modified_at: float


class Store(Protocol):
    """What a store can do. A key that is not there raises `FileNotFoundError`."""

    def put(self, path: Path, key: str) -> None: ...
    def open(self, key: str) -> BinaryIO: ...
    def chunks(self, key: str, start: int, length: int) -> Iterator[bytes]: ...
    def size(self, key: str) -> int: ...
    def delete(self, key: str) -> None: ...
    def listing(self) -> Iterator[Stored]: ...
    def describe(self) -> str: ...


def root() -> Path:
    """The folder of temporary files and, on the disk, of everything."""
    return Path(settings.FILES_ROOT)


def current() -> Store:
    """The store that the setting names."""
    options: dict[str, str] = settings.FILES_STORAGE
    return _bucket(tuple(sorted(options.items()))) if "bucket" in options else Disk(root())


@lru_cache(maxsize=4)
def _bucket(options: tuple[tuple[str, str], ...]) -> Bucket:
    return Bucket(**dict(options))


class Disk:
    """A folder: the file is moved into place, and the folder written through."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, path: Path, key: str) -> None:
        place = self.folder / key
        place.parent.mkdir(parents=True, exist_ok=True)
        path.rename(place)
        sync_folder(place.parent)

    def open(self, key: str) -> BinaryIO:
        return (self.folder / key).open("rb")

    def chunks(self, key: str, start: int, length: int) -> Iterator[bytes]:
        with self.open(key) as file:
            file.seek(start)
            while length > 0 and (chunk := file.read(min(CHUNK, length))):
                length -= len(chunk)
                yield chunk

    def size(self, key: str) -> int:
        return (self.folder / key).stat().st_size

    def delete(self, key: str) -> None:
        (self.folder / key).unlink(missing_ok=True)

    def listing(self) -> Iterator[Stored]:
        for path in self.folder.glob("objects/*/*"):
            with suppress(FileNotFoundError):
                if path.is_file():
                    found = path.stat()
                    yield Stored(str(path.relative_to(self.folder)), found.st_size, found.st_mtime)

    def describe(self) -> str:
        return str(self.folder)


class Bucket:
    """An S3 bucket, or a prefix of one, through django-storages."""

    def __init__(self, bucket: str, prefix: str = "", endpoint: str = "", region: str = "") -> None:
        from botocore.config import Config
        from storages.backends.s3 import S3Storage

        self.name, self.prefix = bucket, prefix
        self.storage = S3Storage(
            bucket_name=bucket,
            location=prefix,
            endpoint_url=endpoint or None,
            region_name=region or None,
            file_overwrite=True,
            default_acl=None,
            max_memory_size=2 * 1024 * 1024,
            client_config=Config(connect_timeout=5, read_timeout=30, retries={"max_attempts": 3, "mode": "standard"}),
        )

    def put(self, path: Path, key: str) -> None:
        from django.core.files import File

        with _as_os_error(key), path.open("rb") as content:
            self.storage.save(key, File(content))
            if self.storage.size(key) != path.stat().st_size:
                raise OSError(f"{key}: the bucket keeps another size than was sent")

    def open(self, key: str) -> BinaryIO:
        with _as_os_error(key):
            file = self.storage.open(key, "rb")
            file.seek(0)
            return cast(BinaryIO, file)

    def chunks(self, key: str, start: int, length: int) -> Iterator[bytes]:
        if length <= 0:
            return
        with _as_os_error(key):
            answer = self._object(key).get(Range=f"bytes={start}-{start + length - 1}")
            yield from answer["Body"].iter_chunks(CHUNK)

    def size(self, key: str) -> int:
        with _as_os_error(key):
            return int(self._object(key).content_length)

    def delete(self, key: str) -> None:
        with _as_os_error(key):
            self.storage.delete(key)

    def listing(self) -> Iterator[Stored]:
        start = f"{self.prefix}/" if self.prefix else ""
        with _as_os_error(start):
            for found in self.storage.bucket.objects.filter(Prefix=start + OBJECTS):
                modified: dt.datetime = found.last_modified
                yield Stored(found.key[len(start) :], found.size, modified.timestamp())

    def describe(self) -> str:
        return f"s3://{self.name}/{self.prefix}".rstrip("/")

    def _object(self, key: str) -> Any:
        return self.storage.bucket.Object(f"{self.prefix}/{key}" if self.prefix else key)


@contextmanager
def _as_os_error(key: str) -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in ("404", "NoSuchKey", "NotFound"):
            raise FileNotFoundError(key) from error
        raise OSError(f"{key}: {code}") from error
    except BotoCoreError as error:
        raise OSError(f"{key}: {type(error).__name__}") from error


def sync_folder(folder: Path) -> None:
    """Write the folder's own entries through, so that a file moved into it is there after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems refuse to sync a folder; the file itself is on disk
            os.fsync(handle)
    finally:
        os.close(handle)
