"""The parts of a DOCX, read with limits: a document never needs more than these."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from nscl.plans.importer.read.errors import unreadable

MOST_ENTRIES = 5_000
LARGEST_PART = 20 * 1024 * 1024
LARGEST_TOTAL = 40 * 1024 * 1024

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DOCTYPE = re.compile(rb"<\s*!\s*(?:DOCTYPE|ENTITY)|<\x00!\x00D\x00|\x00<\x00!\x00D")
_KINDS = (
    ("xl/", "bảng tính Excel"),
    ("ppt/", "bản trình chiếu PowerPoint"),
    ("visio/", "bản vẽ Visio"),
)
_MIMES = (
    (b"opendocument.text", "văn bản OpenDocument (ODT)"),
    (b"opendocument.spreadsheet", "bảng tính OpenDocument (ODS)"),
    (b"opendocument.presentation", "bản trình chiếu OpenDocument (ODP)"),
    (b"epub", "sách điện tử EPUB"),
)


class Package:
    """An opened DOCX; raises `Unreadable` for anything else that is a ZIP archive."""

    def __init__(self, data: bytes) -> None:
        if data.count(b"PK\x01\x02") > MOST_ENTRIES:
            raise unreadable("bomb")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError):
            raise unreadable("damaged", kind="DOCX") from None
        self._names = {name.lstrip("/").lower(): name for name in self._zip.namelist()}
        self._total = 0
        self.main = self._main()

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part, or None when the package has none of that name."""
        data = self._bytes(name)
        if data is None:
            return None
        if _DOCTYPE.search(data[:4096]) or b"<!ENTITY" in data:
            raise unreadable("damaged", kind="DOCX")
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            spent = getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY
            raise unreadable("too_much_memory") if spent else unreadable("damaged", kind="DOCX") from None

    def relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Id, last word of the type, and part name of what `part` refers to inside the package."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", base + ".rels"))
        for relation in root.iter(_RELATION) if root is not None else ():
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External" and target:
                path = target if target.startswith("/") else posixpath.join("/" + folder, target)
                kind = relation.get("Type", "").rsplit("/", 1)[-1]
                yield relation.get("Id", ""), kind, posixpath.normpath(path).lstrip("/")

    def _main(self) -> str:
        self._refuse_other_kinds()
        for _, kind, target in self.relations(""):
            if kind == "officeDocument" and target.lower() in self._names:
                return target
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise unreadable("damaged", kind="DOCX")

    def _refuse_other_kinds(self) -> None:
        if "mimetype" in self._names:
            mime = self._bytes("mimetype") or b""
            for mark, kind in _MIMES:
                if mark in mime:
                    raise unreadable("other_office", kind=kind)
        if "[content_types].xml" not in self._names and "word/document.xml" not in self._names:
            raise unreadable("archive", kind="tệp nén ZIP")
        for folder, kind in _KINDS:
            if any(name.startswith(folder) for name in self._names) and "word/document.xml" not in self._names:
                raise unreadable("other_office", kind=kind)

    def _bytes(self, name: str) -> bytes | None:
        found = self._names.get(name.lower())
        if found is None:
            return None
        info = self._zip.getinfo(found)
        if info.flag_bits & 0x1:
            raise unreadable("encrypted")
        if info.file_size > LARGEST_PART:
            raise unreadable("bomb")
        try:
            with self._zip.open(info) as part:
                data = part.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
            raise unreadable("damaged", kind="DOCX") from None
        self._total += len(data)
        if len(data) > LARGEST_PART or self._total > LARGEST_TOTAL:
            raise unreadable("bomb")
        return data
