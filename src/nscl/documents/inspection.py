"""What a file is, by its bytes: its name is not believed. What is dangerous or pretends is refused with a sentence."""

from __future__ import annotations

import codecs
import mmap
import re
import struct
import zipfile
import zlib
from pathlib import Path

from django.utils.translation import gettext as _

from nscl.documents.kinds import BY_CODE, ENDINGS, FileKind, Profile
from nscl.shared.errors import DomainError

HEAD = 4096
TAIL = 66_000  # a ZIP's end record and the longest comment after it
MOST_ENTRIES = 5_000
LARGEST_DIRECTORY = 4 * 1024 * 1024
STEEPEST = 150  # times; documents pack some 10 times, drawings 60
LARGEST_PART = 2 * 1024 * 1024

_ZIP, _ZIP_END, _OLE = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!", b"dex\n", b"\x00asm")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"MSCF")
_MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|meta|script|svg|iframe|\?php)",
    re.IGNORECASE | re.DOTALL,
)
_MAIN_PARTS = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx"))
_OLE_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))


class _Strange(Exception):
    """It is no kind of file that is taken anywhere: `what` it is, in words."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def inspect(path: Path, profile: Profile) -> FileKind:
    """The kind of the file at `path`, one that `profile` takes and no larger than it allows.

    Raises `DomainError`: `program`, `polyglot`, `macro`, `bomb`, `encrypted`, `damaged`, `remote`, `kind`, `too_large`.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(0, size - TAIL))
        tail = file.read(TAIL)
    try:
        kind = _kind(path, head, tail, size, profile.unpacked_megabytes * 1024 * 1024)
    except _Strange as error:
        raise _not_taken(error.what, profile) from error
    if kind not in profile.kinds:
        raise _not_taken(str(kind.name), profile)
    if size > profile.limit_bytes(kind):
        limit = profile.limit_bytes(kind) // 1024 // 1024
        told = {"kind": kind.name, "limit": limit}
        raise DomainError("too_large", _("Tệp %(kind)s quá lớn (giới hạn %(limit)s MB); hãy tách hoặc nén bớt.") % told)
    return kind


def fitting_name(name: str, kind: FileKind) -> str:
    """The name with the ending of what the file is: `ảnh.jpg` that holds a PNG becomes `ảnh.png`."""
    stem, dot, last = name.rpartition(".")
    ending = f".{last.lower()}" if dot else ""
    if ending in kind.endings:
        return name
    base = stem if ending in ENDINGS and stem else name
    return f"{base[: 255 - len(kind.endings[0])]}{kind.endings[0]}"


def _kind(path: Path, head: bytes, tail: bytes, size: int, unpacked: int) -> FileKind:
    if head.startswith(_PROGRAMS):
        raise DomainError("program", _("Tệp này là một chương trình chạy được, không phải tài liệu; hãy chọn lại tệp."))
    if head.startswith(_ZIP):
        _refuse_two_faces(b"%PDF-" in head[:1024])
        return _package(path, size, unpacked)
    if head.startswith(_OLE):
        return _old_office(path)
    for mark, code in ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg")):
        if head.startswith(mark):
            _refuse_two_faces(b"%PDF-" in head[:1024] or _is_zip_end(tail, size))
            return BY_CODE[code]
    if b"%PDF-" in head[:1024]:
        begun = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \r\n\t\x00").startswith(b"%PDF-")
        _refuse_two_faces(not begun or _is_zip_end(tail, size))
        if b"startxref" not in tail and b"%%EOF" not in tail:
            raise DomainError("damaged", _("Tệp PDF thiếu phần cuối, có lẽ chưa tải xong; hãy chọn lại tệp gốc."))
        return BY_CODE["pdf"]
    if _MARKUP.match(head):
        raise _Strange(_("một trang web"))
    if _is_text(path, head):
        _refuse_two_faces(_is_zip_end(tail, size))
        return BY_CODE["txt"]
    raise _Strange(_guess(path, head))


def _package(path: Path, size: int, unpacked: int) -> FileKind:
    """An Office document, by its main part; every danger a ZIP can hold is looked for before any of it is unpacked."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            _measure(data)
        with zipfile.ZipFile(path) as package:
            return _office(package, size, unpacked)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, KeyError) as error:
        raise DomainError("damaged", _("Tệp hỏng, không mở được; hãy mở bằng Word hoặc Excel rồi lưu lại.")) from error


def _measure(data: mmap.mmap) -> None:
    """Look at the end record before the directory is read: a directory of a million entries is a bomb by itself."""
    at = data.rfind(_ZIP_END)
    if at < 0:
        raise zipfile.BadZipFile
    entries, directory = struct.unpack("<HL", data[at + 10 : at + 16])
    if (
        entries == 0xFFFF
        or entries > MOST_ENTRIES
        or directory > LARGEST_DIRECTORY
        or _is_more(data, b"PK\x01\x02", 2 * MOST_ENTRIES)
    ):
        raise _bomb()


def _is_more(data: mmap.mmap, mark: bytes, most: int) -> bool:
    """Whether the mark stands in the file more than `most` times."""
    at, count = data.find(mark), 0
    while at >= 0 and count <= most:
        at, count = data.find(mark, at + 1), count + 1
    return count > most


def _office(package: zipfile.ZipFile, size: int, largest: int) -> FileKind:
    infos = package.infolist()
    unpacked, packed = sum(i.file_size for i in infos), sum(i.compress_size for i in infos)
    if unpacked > largest or packed > size or any(_is_steep(i) for i in infos):
        raise _bomb()
    if any(i.flag_bits & 0x1 for i in infos):
        raise DomainError("encrypted", _("Tệp có mật khẩu nên không kiểm tra được; hãy bỏ mật khẩu rồi tải lên lại."))
    names = {i.filename.lstrip("/").lower(): i for i in infos}
    if "[content_types].xml" not in names:
        raise _Strange(_("tệp nén ZIP"))
    types = _part(package, names["[content_types].xml"]).lower()
    if b"macroenabled" in types or b"vbaproject" in types or any("vbaproject" in n or "/activex/" in n for n in names):
        raise DomainError("macro", _("Tệp có chứa macro (chương trình nhúng); hãy lưu lại dạng không có macro."))
    for name, info in names.items():
        if name.endswith("settings.xml.rels") and _fetches(_part(package, info)):
            raise DomainError(
                "remote", _("Tệp lấy mẫu từ một địa chỉ bên ngoài; hãy lưu thành tệp mới rồi tải lên lại.")
            )
    for part, code in _MAIN_PARTS:
        if part in names:
            return BY_CODE[code]
    raise _Strange(_("tệp nén ZIP"))


def _is_steep(info: zipfile.ZipInfo) -> bool:
    return info.file_size > 8 * 1024 * 1024 and info.file_size > STEEPEST * max(info.compress_size, 1)


def _part(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with package.open(info) as part:
        data = part.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise _bomb()
    return data


def _fetches(relations: bytes) -> bool:
    text = relations.lower()
    return (
        b"attachedtemplate" in text
        and b'targetmode="external"' in text
        and b"http" in text.replace(b"http://schemas.openxmlformats.org", b"")
    )


def _old_office(path: Path) -> FileKind:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:

        def has(name: str) -> bool:
            return data.find(name.encode("utf-16-le")) >= 0

        if has("EncryptedPackage"):
            raise DomainError(
                "encrypted", _("Tệp có mật khẩu nên không kiểm tra được; hãy bỏ mật khẩu rồi tải lên lại.")
            )
        if any(map(has, ("_VBA_PROJECT", "Macros"))):
            raise DomainError("macro", _("Tệp có chứa macro (chương trình nhúng); hãy lưu lại dạng không có macro."))
        for stream, code in _OLE_STREAMS:
            if has(stream):
                return BY_CODE[code]
    raise _Strange(_("tệp Office dạng cũ"))


def _is_zip_end(tail: bytes, size: int) -> bool:
    """Whether a ZIP ends with the file: a second face behind the first."""
    at = tail.rfind(_ZIP_END)
    if at < 0 or at + 22 > len(tail):
        return False
    directory, offset = struct.unpack("<LL", tail[at + 12 : at + 20])
    return bool(0 < directory < size and offset < size)


def _is_text(path: Path, head: bytes) -> bool:
    """Words in UTF-8, UTF-16 with a mark, or a one-byte Vietnamese code: no zero bytes, hardly any control ones."""
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while chunk := file.read(256 * 1024):
            if encoding == "utf-8" and b"\x00" in chunk:
                return False
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                control = sum(byte < 9 or 13 < byte < 32 for byte in head)
                return encoding == "utf-8" and control <= len(head) // 200
    return True


def _guess(path: Path, head: bytes) -> str:
    import puremagic

    if head.startswith(_ARCHIVES):
        return _("tệp nén")
    try:
        ending = puremagic.from_string(head, filename=None)
    except (puremagic.PureError, ValueError):
        return _("một loại tệp không nhận ra")
    return _("tệp %(ending)s") % {"ending": ending.lstrip(".").upper()} if ending else _("một loại tệp không nhận ra")


def _refuse_two_faces(found: bool) -> None:
    if found:
        raise DomainError(
            "polyglot",
            _("Tệp vừa là loại này vừa là loại khác, dễ bị lợi dụng; hãy xuất lại từ phần mềm đã tạo ra nó."),
        )


def _bomb() -> DomainError:
    return DomainError(
        "bomb", _("Tệp bung ra quá lớn so với kích thước của nó nên không nhận; hãy lưu lại tệp gọn hơn.")
    )


def _not_taken(what: str, profile: Profile) -> DomainError:
    told = {"what": what, "kinds": profile.words}
    return DomainError("kind", _("Tệp này là %(what)s; ở đây chỉ nhận: %(kinds)s.") % told)
