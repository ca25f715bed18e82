"""Which kinds of files are taken where, and how large: profiles are named by the rooms that take files."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class FileKind:
    """`endings`: the first is the one a file of this kind is given; `megabytes`: the largest, unless the setting
    `UPLOAD_LIMITS_MB` says otherwise; `view`: how a page shows it (empty: it is only taken away)."""

    code: str
    name: str | Promise
    media_type: str
    endings: tuple[str, ...]
    megabytes: int
    view: str = ""

    @property
    def limit_bytes(self) -> int:
        megabytes: int = settings.UPLOAD_LIMITS_MB.get(self.code, self.megabytes)
        return min(megabytes * 1024 * 1024, settings.UPLOAD_LIMIT_BYTES)


LARGEST_MADE = 8 * 1024**3
KINDS = (
    FileKind("pdf", "PDF", "application/pdf", (".pdf",), 50, "pdf"),
    FileKind("docx", "Word (DOCX)", f"{OFFICE}.wordprocessingml.document", (".docx",), 30, "docx"),
    FileKind("xlsx", "Excel (XLSX)", f"{OFFICE}.spreadsheetml.sheet", (".xlsx",), 30),
    FileKind("pptx", "PowerPoint (PPTX)", f"{OFFICE}.presentationml.presentation", (".pptx",), 50),
    FileKind("doc", _("Word cũ (DOC)"), "application/msword", (".doc",), 30),
    FileKind("xls", _("Excel cũ (XLS)"), "application/vnd.ms-excel", (".xls",), 30),
    FileKind("png", _("ảnh PNG"), "image/png", (".png",), 20, "image"),
    FileKind("jpg", _("ảnh JPEG"), "image/jpeg", (".jpg", ".jpeg", ".jfif"), 20, "image"),
    FileKind("txt", _("văn bản thuần (TXT)"), "text/plain", (".txt", ".csv", ".md", ".log"), 10, "txt"),
)
BY_CODE = {kind.code: kind for kind in KINDS}
BY_TYPE = {kind.media_type: kind for kind in KINDS}
ENDINGS = {ending: kind for kind in KINDS for ending in kind.endings}


@dataclass(frozen=True)
class Profile:
    """The kinds one place takes. `tables`: lists, which may be larger than other files since they are never read
    whole; `unpacked_megabytes`: how much may come out of an archive; `made`: written by the system itself, so that
    limits of what people bring do not hold."""

    code: str
    kinds: tuple[FileKind, ...]
    tables: bool = False
    unpacked_megabytes: int = 400
    made: bool = False

    def limit_bytes(self, kind: FileKind) -> int:
        if self.made:
            return LARGEST_MADE
        return settings.TABLE_LIMIT_BYTES if self.tables else kind.limit_bytes

    @property
    def accept(self) -> str:
        """For the file field's `accept`."""
        return ",".join(ending for kind in self.kinds for ending in kind.endings)

    @property
    def words(self) -> str:
        return ", ".join(str(kind.name) for kind in self.kinds)

    @property
    def largest_mb(self) -> int:
        return max(map(self.limit_bytes, self.kinds)) // 1024 // 1024


def profile(code: str, *kinds: str, tables: bool = False, unpacked_megabytes: int = 400) -> Profile:
    return Profile(code, tuple(BY_CODE[kind] for kind in kinds), tables, unpacked_megabytes)


DOCUMENT = profile("document", "pdf", "docx", "xlsx", "pptx", "doc", "xls", "png", "jpg", "txt")
SCAN = profile("scan", "pdf", "png", "jpg")
TEMPLATE = profile("template", "docx")
TABLE = profile("table", "xlsx", "txt", tables=True, unpacked_megabytes=3000)
"""Lists of a million rows."""
LONG_TABLE = Profile("long_table", TABLE.kinds, tables=True, unpacked_megabytes=20_000, made=True)
"""The whole register."""
