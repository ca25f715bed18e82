"""What a page shows of a file, made once and kept by the file's digest, within the province it belongs to."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nh3
from django.utils.translation import gettext as _

from nscl.documents import files, storage
from nscl.documents.models import Attachment
from nscl.shared.errors import DomainError

SECONDS = 15.0
GRACE = 2.0  # of waiting, beyond the time the work may take
MEGABYTES = 700
AHEAD = 2
MOST_TEXT = 400_000
_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "HOME", "TMPDIR", "LD_LIBRARY_PATH")
_OUT_OF_TIME = (signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL)
TAGS = {
    "a", "b", "br", "caption", "code", "dd", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img",
    "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u",
    "ul",
}  # fmt: skip
ATTRIBUTES = {
    "img": {"src", "alt"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "a": {"href", "id"},
    "p": {"class"}, "li": {"id"},
}  # fmt: skip


@dataclass(frozen=True)
class PdfPage:
    """One page of a PDF: how many there are, and the words on this one."""

    number: int
    pages: int
    words: str
    picture: Path


def pdf_page(attachment: Attachment, number: int) -> PdfPage:
    """The page `number`, the last for one beyond. The next ones are made along with it, since they are read next.

    Raises `DomainError`: `unshown` with the reason, `missing_file`.
    """
    folder = _folder(attachment)
    pages = _pages(folder)
    number = max(1, min(number, pages) if pages else number)
    if not pages or not (folder / f"{number}.png").is_file():
        _make(attachment, folder, "pdf", "--first", str(number), "--count", str(1 + AHEAD))
        pages = _pages(folder) or 1
        if number > pages:
            return pdf_page(attachment, pages)
    words = folder / f"{number}.txt"
    picture = folder / f"{number}.png"
    if not picture.is_file():
        raise _unshown("damaged")
    return PdfPage(number, pages, words.read_text("utf-8") if words.is_file() else "", picture)


def docx_html(attachment: Attachment) -> str:
    """The document as HTML that can do nothing: no script, no style, no address but of the web."""
    folder = _folder(attachment)
    made = folder / "clean.html"
    if not made.is_file():
        _make(attachment, folder, "docx")
        cleaned = nh3.clean(
            (folder / "doc.html").read_text("utf-8"),
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes={"http", "https", "mailto", "data"},
            attribute_filter=_harmless,
            link_rel="noopener noreferrer nofollow",
        )
        _write(made, cleaned)
    return made.read_text("utf-8")


def text(attachment: Attachment) -> tuple[str, bool]:
    """The beginning of a plain text, and whether there is more."""
    with files.open_file(attachment) as content:
        data = content.read(MOST_TEXT + 1)
    return decoded(data[:MOST_TEXT]), len(data) > MOST_TEXT


def decoded(data: bytes) -> str:
    """Words of a text whose code is not told: UTF-8, UTF-16 with its mark, else Windows-1258."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4:  # cut in the middle of a letter
            return data[: error.start].decode("utf-8-sig")
        return data.decode("cp1258", "replace")


def _harmless(tag: str, name: str, value: str) -> str | None:
    if tag == "p":
        return value if value in ("center", "right") else None
    if tag == "img" and name == "src":
        return value if value.startswith(("data:image/png;", "data:image/jpeg;", "data:image/gif;")) else None
    if tag == "a" and name == "href":
        return value if value.startswith(("http://", "https://", "mailto:", "#")) else None
    return value


def _folder(attachment: Attachment) -> Path:
    sha = attachment.sha256
    return storage.root() / "pages" / str(attachment.province_id) / sha


def _pages(folder: Path) -> int:
    try:
        return int(json.loads((folder / "info.json").read_text())["pages"])
    except (OSError, ValueError, KeyError):
        return 0


def _make(attachment: Attachment, folder: Path, kind: str, *options: str) -> None:
    """Run the child into a folder of its own and move what it made to its place."""
    temporary = storage.root() / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=temporary))
    try:
        with _local(attachment) as file:
            _run([kind, str(file), str(made), *options])
        _close(storage.root() / "pages")
        folder.mkdir(parents=True, exist_ok=True)
        for path in made.iterdir():
            path.replace(folder / path.name)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _close(kept: Path) -> None:
    """What a page shows is as private as its file: no other account of the machine enters the folder of all of them."""
    kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    if kept.stat().st_mode & 0o077:  # made by an installation of before
        kept.chmod(0o700)


@contextmanager
def _local(attachment: Attachment) -> Iterator[Path]:
    """The file on this machine's disk."""
    path = storage.root() / attachment.key
    if files.KEY.fullmatch(attachment.key) and path.is_file():
        yield path
        return
    with tempfile.NamedTemporaryFile(dir=storage.root() / "tmp") as copy, files.open_file(attachment) as content:
        shutil.copyfileobj(content, copy)
        copy.flush()
        yield Path(copy.name)


def _run(arguments: list[str]) -> None:
    command = [sys.executable, "-P", "-m", "nscl.documents.viewing", *arguments]
    command += ["--seconds", str(SECONDS), "--megabytes", str(MEGABYTES)]
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**kept, "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", "")},
    )
    try:
        said, _nothing = process.communicate(timeout=SECONDS + GRACE)
    except subprocess.TimeoutExpired:
        raise _unshown("too_slow") from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.wait()
    if process.returncode:
        slow = -process.returncode in _OUT_OF_TIME
        raise _unshown("too_slow" if slow else said.decode("ascii", "replace").strip())


def _write(place: Path, words: str) -> None:
    part = place.with_suffix(".part")
    part.write_text(words, encoding="utf-8", errors="replace")
    part.replace(place)


def _unshown(why: str) -> DomainError:
    reasons = {
        "password": _("Tệp có mật khẩu nên không xem được ở đây; hãy tải về rồi mở bằng mật khẩu."),
        "too_slow": _("Tệp quá phức tạp nên không kịp dựng trang; hãy tải về để xem."),
        "too_large": _("Tệp quá lớn nên không dựng được trang; hãy tải về để xem."),
    }
    told = reasons.get(why) or _("Tệp hỏng hoặc có dạng lạ nên không xem được ở đây; hãy tải về để xem.")
    return DomainError("unshown", told)
