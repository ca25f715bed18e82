"""What a file is, by its first bytes; kinds that cannot be read are refused with what to do instead."""

from __future__ import annotations

import re

from nscl.plans.importer.read.errors import unreadable

_IMAGES: tuple[bytes, ...] = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n",
    b"GIF87a",
    b"GIF89a",
    b"II*\x00",
    b"MM\x00*",
    b"BM",
    b"8BPS",
)
_ARCHIVES: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "tệp nén RAR"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7-Zip"),
    (b"\x1f\x8b", "tệp nén GZIP"),
    (b"BZh", "tệp nén BZIP2"),
    (b"\xfd7zXZ\x00", "tệp nén XZ"),
    (b"\x28\xb5\x2f\xfd", "tệp nén ZSTD"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", None),
    ("WordDocument", "Word DOC"),
    ("Workbook", "Excel XLS"),
    ("Book", "Excel XLS"),
    ("PowerPoint Document", "PowerPoint PPT"),
)
_MEDIA: tuple[bytes, ...] = (b"ID3", b"OggS", b"\x1aE\xdf\xa3", b"fLaC", b"\x7fELF", b"MZ", b"SQLite format 3\x00")
_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|(?:html|head|body|meta|title|div|p|table|h[1-6]|article|"
    r"section|main|center|font|span|ul|ol|b|strong|style|script)\b)",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING = re.compile(r"</(?:p|div|td|tr|li|body|html)>", re.IGNORECASE)
_WORD_XML = re.compile(r"\s*<\?xml.{0,400}?(?:Word\.Document|pkg:package|w:wordDocument)", re.DOTALL)


def kind_of(data: bytes) -> str:
    """`docx`, `pdf` or `text`. Raises `Unreadable` for a kind that is known and cannot be read."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "docx"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        raise _old_office(data)
    for mark, kind in _ARCHIVES:
        if data.startswith(mark):
            raise unreadable("archive", kind=kind)
    if (data.startswith(_IMAGES) and not data[:2] == b"BM") or (data[:2] == b"BM" and data[5:10].count(0) >= 4):
        raise unreadable("image")
    if (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:12] in (
        b"ftypheic",
        b"ftypheix",
        b"ftypmif1",
        b"ftypavif",
    ):
        raise unreadable("image")
    if data.startswith(_MEDIA) and b"\x00" in data[:4096]:
        raise unreadable("binary")
    if data.lstrip()[:5] == b"{\\rtf":
        raise unreadable("other_office", kind="văn bản RTF")
    _refuse_wrapped(data[:4096])
    return "text"


def is_html(text: str) -> bool:
    """The text is markup, by how it begins or by what ends in it."""
    return bool(_OPENING.match(text[:4000])) or len(_CLOSING.findall(text[:200_000])) >= 8


def _old_office(data: bytes) -> Exception:
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return unreadable("encrypted") if kind is None else unreadable("legacy_office", kind=kind)
    return unreadable("legacy_office", kind="Word DOC")


def _refuse_wrapped(head: bytes) -> None:
    """Word's single-file forms: web archive and flat XML."""
    if re.match(rb"\s*(?:MIME-Version|From|Content-Type|Message-ID|Date|Subject):", head) and b"multipart/" in head:
        raise unreadable("other_office", kind="trang web đóng gói (MHT)")
    if _WORD_XML.match(head.decode("utf-8", "ignore")):
        raise unreadable("other_office", kind="văn bản Word dạng XML")
