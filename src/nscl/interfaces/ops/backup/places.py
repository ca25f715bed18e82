"""Where backups lie: a folder, or a prefix in an S3 bucket. Names of parts are paths with `/` below a backup's name."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit

from nscl.shared.errors import DomainError

CHUNK = 1024 * 1024
NAME = re.compile(r"nscl-(\d{6})-\d{8}T\d{6}Z")
UNFINISHED = ".dang-do"
MANIFEST = "manifest.json"


class Place(Protocol):
    """Holds backups. `write` and `read` stream; whatever fails raises `DomainError("backup_place", …)`.

    `exclusive`: inside `writing()` nobody else writes, so what is unfinished was abandoned.
    """

    exclusive: bool

    def names(self) -> list[str]:
        """Finished backups, oldest first."""

    def unfinished(self) -> list[str]:
        """What an interrupted backup left."""

    def writing(self) -> Any:
        """A context in which nobody else makes a backup here."""

    def begin(self, name: str) -> str:
        """The name under which the parts of the backup `name` are written until it is whole."""

    def finish(self, working: str, name: str) -> None:
        """Everything is written, the manifest last: from now on it is the backup `name`."""

    def write(self, path: str, source: BinaryIO) -> None: ...

    def reuse(self, earlier: str, path: str) -> bool:
        """Take the part from an earlier backup without moving its bytes; False where that cannot be done."""

    def read(self, path: str) -> BinaryIO:
        """Raises `FileNotFoundError` for a part that is not there."""

    def remove(self, name: str) -> None:
        """The manifest goes first, so that half a removal is no backup."""

    def describe(self, name: str) -> str: ...


def place_at(address: str) -> Place:
    """`s3://bucket/prefix?endpoint=https://host&region=name` or the path of a folder."""
    if address.startswith("s3://"):
        parts = urlsplit(address)
        options = dict(parse_qsl(parts.query))
        if not parts.netloc or set(options) - {"endpoint", "region"}:
            raise DomainError(
                "backup_place", "Địa chỉ S3 phải có dạng s3://ten-kho/thu-muc?endpoint=https://may-chu&region=vung."
            )
        return Bucket(parts.netloc, parts.path.strip("/"), **options)
    return Folder(Path(address).expanduser().resolve())


class Folder:
    exclusive = True

    def __init__(self, path: Path) -> None:
        self.path = path

    def names(self) -> list[str]:
        if not self.path.is_dir():
            return []
        found = [p.name for p in self.path.iterdir() if NAME.fullmatch(p.name) and (p / MANIFEST).is_file()]
        return sorted(found)

    def unfinished(self) -> list[str]:
        if not self.path.is_dir():
            return []
        parts = [p for p in self.path.iterdir() if p.is_dir() and NAME.match(p.name)]
        return sorted(p.name for p in parts if not NAME.fullmatch(p.name) or not (p / MANIFEST).is_file())

    @contextmanager
    def writing(self) -> Iterator[None]:
        with _as_refusal(self.path):
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = (self.path / ".lock").open("a")
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise DomainError(
                    "backup_running", f"Đang có một lần sao lưu khác ghi vào {self.path}. Đợi nó xong rồi chạy lại."
                ) from error
            yield

    def begin(self, name: str) -> str:
        working = name + UNFINISHED
        with _as_refusal(self.path):
            (self.path / working).mkdir(mode=0o700)
        return working

    def finish(self, working: str, name: str) -> None:
        with _as_refusal(self.path):
            _sync(self.path / working)
            (self.path / working).rename(self.path / name)
            _sync(self.path)

    def write(self, path: str, source: BinaryIO) -> None:
        target = self.path / path
        with _as_refusal(self.path):
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                shutil.copyfileobj(source, out, CHUNK)
                out.flush()
                os.fsync(out.fileno())

    def reuse(self, earlier: str, path: str) -> bool:
        target = self.path / path
        with _as_refusal(self.path):
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(OSError):  # no such part, or a file system without hard links
            os.link(self.path / earlier, target)
            return True
        return False

    def read(self, path: str) -> BinaryIO:
        try:
            return (self.path / path).open("rb")
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            raise FileNotFoundError(path) from error
        except OSError as error:
            raise DomainError("backup_place", f"Không đọc được {self.path / path}: {error.strerror}.") from error

    def remove(self, name: str) -> None:
        folder = self.path / name
        with _as_refusal(self.path):
            (folder / MANIFEST).unlink(missing_ok=True)
            shutil.rmtree(folder)

    def describe(self, name: str) -> str:
        return str(self.path / name)


class Bucket:
    """Keys come from the usual `AWS_…` variables, and what the address does not say.

    A bucket renames nothing: the manifest, written last, is what makes a backup whole.
    """

    exclusive = False

    def __init__(self, bucket: str, prefix: str, endpoint: str = "", region: str = "") -> None:
        import boto3
        from boto3.s3.transfer import TransferConfig

        self.bucket, self.prefix = bucket, prefix
        self.options = {name: value for name, value in (("endpoint", endpoint), ("region", region)) if value}
        self.client: Any = boto3.client("s3", endpoint_url=endpoint or None, region_name=region or None)
        part = 16 * 1024 * 1024
        # One thread: a stream is read in order, and no more than a part is held in memory.
        self.transfer = TransferConfig(multipart_threshold=part, multipart_chunksize=part, use_threads=False)

    def names(self) -> list[str]:
        return sorted(name for name in self._folders() if self._exists(f"{name}/{MANIFEST}"))

    def unfinished(self) -> list[str]:
        return sorted(name for name in self._folders() if not self._exists(f"{name}/{MANIFEST}"))

    @contextmanager
    def writing(self) -> Iterator[None]:
        yield

    def begin(self, name: str) -> str:
        return name

    def finish(self, working: str, name: str) -> None:
        pass

    def write(self, path: str, source: BinaryIO) -> None:
        with self._asking():
            self.client.upload_fileobj(source, self.bucket, self._key(path), Config=self.transfer)

    def reuse(self, earlier: str, path: str) -> bool:
        from botocore.exceptions import ClientError

        source = {"Bucket": self.bucket, "Key": self._key(earlier)}
        try:
            with self._asking():
                self.client.copy_object(Bucket=self.bucket, Key=self._key(path), CopySource=source)
        except DomainError as error:
            if isinstance(error.__cause__, ClientError):  # not there, or a server that does not copy
                return False
            raise
        return True

    def read(self, path: str) -> BinaryIO:
        from botocore.exceptions import ClientError

        with self._asking():
            try:
                answer = self.client.get_object(Bucket=self.bucket, Key=self._key(path))
            except ClientError as error:
                if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                    raise FileNotFoundError(path) from error
                raise
        body: BinaryIO = answer["Body"]
        return body

    def remove(self, name: str) -> None:
        with self._asking():
            self.client.delete_object(Bucket=self.bucket, Key=self._key(f"{name}/{MANIFEST}"))
            pages = self.client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.bucket, Prefix=self._key(f"{name}/")):
                for entry in page.get("Contents", ()):
                    self.client.delete_object(Bucket=self.bucket, Key=entry["Key"])

    def describe(self, name: str) -> str:
        query = f"?{urlencode(self.options, safe=':/')}" if self.options else ""
        return f"s3://{self.bucket}/{self._key(name)}".rstrip("/") + query

    def _key(self, path: str) -> str:
        return f"{self.prefix}/{path}" if self.prefix else path

    def _folders(self) -> list[str]:
        start = self._key("")
        found = []
        with self._asking():
            pages = self.client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.bucket, Prefix=start, Delimiter="/"):
                found += [entry["Prefix"][len(start) :].rstrip("/") for entry in page.get("CommonPrefixes", ())]
        return [name for name in found if NAME.fullmatch(name)]

    def _exists(self, path: str) -> bool:
        try:
            self.read(path).close()
        except FileNotFoundError:
            return False
        return True

    @contextmanager
    def _asking(self) -> Iterator[None]:
        from boto3.exceptions import Boto3Error
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except (Boto3Error, BotoCoreError, ClientError) as error:
            raise DomainError(
                "backup_place",
                f"Kho s3://{self.bucket} không nhận: {str(error).splitlines()[0]} "
                "Kiểm tra tên kho, AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID và AWS_SECRET_ACCESS_KEY.",
            ) from error


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems refuse to sync a folder
            os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _as_refusal(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DomainError(
            "backup_place",
            f"Không ghi được vào {path} ({error.strerror}). Kiểm tra quyền ghi và chỗ trống, "
            "hoặc chọn nơi khác bằng --to.",
        ) from error
