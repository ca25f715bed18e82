"""Encodings, old and new."""

from __future__ import annotations

import codecs

import pytest

from nscl.plans.importer.read import Unreadable
from nscl.plans.importer.read.decoding import decode
from nscl.shared.legacy_text import _TCVN3, _VNI, from_tcvn3, from_vni

TEXT = "KẾ HOẠCH\nThực hiện Chương trình của tỉnh năm 2026: các Sở chủ trì, phối hợp với đơn vị có liên quan.\n"


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode(name: str) -> None:
    assert decode(TEXT.encode(name)) == TEXT


def test_big_endian_with_its_mark() -> None:
    assert decode(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")) == TEXT


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_newlines_become_one_sign(end: str) -> None:
    assert decode(TEXT.replace("\n", end).encode()) == TEXT


def test_windows_1258() -> None:
    import unicodedata

    parts = []
    for letter in TEXT:
        whole = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(c for c in whole if c not in "\u0300\u0301\u0303\u0309\u0323"))
        parts.append(base + "".join(c for c in whole if c in "\u0300\u0301\u0303\u0309\u0323"))
    assert unicodedata.normalize("NFC", decode("".join(parts).encode("cp1258"))) == TEXT


def _tcvn3(text: str) -> str:
    back = {letter: chr(code) for code, letter in _TCVN3.items()}
    return "".join(back.get(c, c) for c in text)


def _vni(text: str) -> str:
    back = {letter: pair for pair, letter in reversed(list(_VNI.items()))}
    return "".join(back.get(c, c) for c in text)


def test_text_of_the_vn_fonts_is_told_from_latin() -> None:
    lower = TEXT.lower()
    typed = _tcvn3(lower)
    assert typed != lower
    assert from_tcvn3(typed) == lower
    assert decode(typed.encode("utf-8")) == lower
    assert decode(typed.encode("latin-1")) == lower


def test_text_of_the_vni_fonts_is_told_from_latin() -> None:
    typed = _vni(TEXT)
    assert from_vni(typed) == TEXT
    assert decode(typed.encode("utf-8")) == TEXT
    assert decode(typed.encode("cp1252")) == TEXT


def test_unicode_with_some_latin_letters_stays() -> None:
    text = TEXT + "Café à la crème, 25 °C ± 2 ÷ 3"
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"   \n\t\r\n", "empty"),
        ("\ufeff".encode(), "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"abc\x00\x00\x00\x00def" * 50, "binary"),
        (codecs.BOM_UTF16_LE + b"a", "encoding"),
        (b"\xe9\xe8\xe0 \xfc\xf6\xe4 " * 100, "encoding"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(data)
    assert caught.value.code == code
    assert caught.value.message.endswith(".")


def test_a_page_that_names_its_encoding() -> None:
    page = '<html><meta http-equiv=Content-Type content="text/html; charset=windows-1252"><p>K&#7871; ho&#7841;ch à'
    assert decode(page.encode("cp1252")) == page


def test_western_text_is_readable() -> None:
    text = "Un café à la crème, s'il vous plaît, et une brioche dorée."
    assert decode(text.encode("cp1252")) == text


def test_a_broken_byte_does_not_spoil_the_rest() -> None:
    data = (TEXT * 3).encode()
    assert decode(data[:40] + b"\xff" + data[40:-1] + "ệ".encode()[:2]).count("\ufffd") <= 4
    assert decode(data + b"\xe1\xbb").startswith(TEXT)
