"""What cannot be read gives a sentence that says what to do, and nothing of it is taken into memory first."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from nscl.plans.importer.read import Unreadable, read_file
from nscl.plans.importer.read.files import read_bytes
from nscl.plans.importer.tests.read.making import NAMES, TYPES, docx, p, pdf

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def archive(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def entity_bomb() -> bytes:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
    )
    xml = f'<?xml version="1.0"?><!DOCTYPE d [{entities}]><w:document {NAMES}><w:body>{p("&j;")}</w:body></w:document>'
    return archive(**{"[Content_Types].xml": TYPES, "word__document.xml": xml.replace("&amp;", "&")})


def zip_bomb() -> bytes:
    return archive(**{"[Content_Types].xml": TYPES, "word__document.xml": " " * 60_000_000})


def lying_zip_bomb() -> bytes:
    """The directory says that the part is small; it is not."""
    data = zip_bomb()
    return data.replace((60_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))


REFUSED = {
    "noise": (os.urandom(5000), "binary"),
    "zeros": (bytes(5000), "binary"),
    "blank": (b" \n", "empty"),
    "photograph": (b"\xff\xd8\xff\xe0" + os.urandom(3000), "image"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(200), "image"),
    "bitmap": (b"BM\x36\x10\x0e\x00\x00\x00\x00\x00\x36\x00" + bytes(200), "image"),
    "webp": (b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(99), "image"),
    "doc": (OLE + "WordDocument".encode("utf-16-le"), "legacy_office"),
    "xls": (OLE + "Workbook".encode("utf-16-le"), "legacy_office"),
    "locked docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "xlsx": (archive(**{"[Content_Types].xml": TYPES, "xl__workbook.xml": "<x/>"}), "other_office"),
    "pptx": (archive(**{"[Content_Types].xml": TYPES, "ppt__presentation.xml": "<x/>"}), "other_office"),
    "odt": (archive(mimetype="application/vnd.oasis.opendocument.text"), "other_office"),
    "zip": (archive(**{"a.txt": "KẾ HOẠCH"}), "archive"),
    "rar": (b"Rar!\x1a\x07\x00" + bytes(50), "archive"),
    "rtf": (b"{\\rtf1\\ansi K}", "other_office"),
    "word xml": (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "other_office"),
    "mht": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "other_office"),
    "cut docx": (docx(p("KẾ HOẠCH"))[:300], "damaged"),
    "empty docx": (docx(p("")), "empty"),
    "no body": (archive(**{"[Content_Types].xml": TYPES}), "damaged"),
    "cut pdf": (pdf([([], [])])[:60], "damaged"),
    "entities": (entity_bomb(), "damaged"),
    "zip bomb": (zip_bomb(), "bomb"),
    "lying zip bomb": (lying_zip_bomb(), "damaged"),
    "too many entries": (b"PK\x03\x04" + b"PK\x01\x02" * 6000, "bomb"),
    "long": (b"a" * 2_000_001, "too_long"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_sentence_fits_the_file(name: str) -> None:
    data, code = REFUSED[name]
    with pytest.raises(Unreadable) as caught:
        read_bytes(data)
    assert caught.value.code == code
    assert ";" in caught.value.message
    assert caught.value.message.endswith(".")
    assert "{" not in caught.value.message


def test_paths_that_are_no_file(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    found = {}
    for path in (
        tmp_path,
        tmp_path / "none.txt",
        tmp_path / "empty.txt",
        Path("/dev/null"),
        tmp_path / "empty.txt" / "x",
    ):
        with pytest.raises(Unreadable) as caught:
            read_file(path)
        found[path.name] = caught.value.code
    assert found == {
        tmp_path.name: "directory",
        "none.txt": "missing",
        "empty.txt": "empty",
        "null": "special",
        "x": "missing",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "kín.txt"
    path.write_text("KẾ HOẠCH")
    path.chmod(0)
    with pytest.raises(Unreadable) as caught:
        read_file(path)
    assert caught.value.code == "permission"


def test_the_name_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.pdf"
    path.write_bytes(docx(p("KẾ HOẠCH của tỉnh")))
    assert read_file(path).format == "docx"
    path.write_text("KẾ HOẠCH của tỉnh")
    assert read_file(path).format == "txt"
    path.write_text("# KẾ HOẠCH\n\n| a | b |\n|---|---|\n")
    assert read_file(path).format == "md"
