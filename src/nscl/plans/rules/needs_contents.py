"""Which content of support some words mean: `xây dựng ISO 9001` is a management system. Pure.

The codes are those of `catalogue.ContentGroup`. Words are looked for folded, as whole words; the earlier content in
the list wins, so that what is narrow (a certificate of a system) stands before what is wide (a system).
"""

from __future__ import annotations

import re
from typing import Final

from nscl.shared.vietnamese import fold

_SYSTEMS: Final = (
    "iso 9001", "iso 14001", "iso 22000", "iso 45001", "iso 50001", "iso 27001", "iso 13485", "iso 17025", "haccp",
    "brc", "fssc", "gmp", "sa 8000", "he thong quan ly", "iso",
)  # fmt: skip
WORDS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("award", ("giai thuong chat luong", "giai thuong", "glqg", "gtclqg")),
    ("barcode", ("ma so ma vach", "ma vach", "msmv", "gs1", "ma so ma vach gs1")),
    ("traceability", ("truy xuat nguon goc", "truy xuat", "txng", "qr nguon goc", "ma qr")),
    ("ip", (
        "so huu tri tue", "nhan hieu", "kieu dang cong nghiep", "sang che", "chi dan dia ly", "ban quyen", "shtt",
    )),
    ("organic", ("huu co", "organic", "usda organic", "eu organic")),
    ("gap", ("vietgap", "globalgap", "global gap", "viet gap", "gap", "vietgahp", "gahp", "asean gap")),
    ("base-standard", ("tieu chuan co so", "tccs", "xay dung tieu chuan")),
    ("product-certification", (
        "chung nhan san pham", "hop chuan", "hop quy", "chung nhan hop chuan", "chung nhan hop quy", "halal",
    )),
    ("system-certification", ("chung nhan he thong", "danh gia chung nhan iso", "chung nhan iso", "tai chung nhan")),
    ("testing", ("thu nghiem", "kiem nghiem", "do luong", "hieu chuan", "kiem dinh")),
    ("green", ("nang suat xanh", "san xuat xanh", "xanh", "tiet kiem nang luong", "kinh te tuan hoan", "phat thai")),
    ("smart", ("san xuat thong minh", "nha may thong minh", "thong minh", "iot", "tu dong hoa", "scada")),
    ("digital", ("chuyen doi so", "so hoa", "phan mem", "erp", "thuong mai dien tu", "nen tang so", "hoa don dien tu")),
    ("package", ("goi giai phap", "tich hop", "goi ho tro")),
    ("tool", (
        "cong cu cai tien", "cai tien nang suat", "5s", "kaizen", "lean", "six sigma", "tpm", "kpi", "bsc", "mfca",
        "qcc", "tqm", "7 cong cu", "cong cu nang suat",
    )),
    ("innovation", ("doi moi sang tao", "iso 56002", "quan ly doi moi")),
    ("system", _SYSTEMS),
    ("training", ("dao tao", "tap huan", "boi duong", "khoa hoc nang suat", "lop hoc")),
    ("guidance", ("huong dan", "tu van", "chan doan", "khao sat danh gia")),
    ("research", ("nghien cuu", "de tai", "cong nghe moi")),
    ("communication", ("truyen thong", "quang ba", "hoi nghi", "hoi thao", "tuyen truyen")),
    ("management", ("quan ly chuong trinh", "kiem tra giam sat")),
)  # fmt: skip
_PATTERNS: Final = tuple(
    (code, re.compile(r"(?<!\w)(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")(?!\w)"))
    for code, words in WORDS
)
_BY_CODE: Final = dict(_PATTERNS)
_STANDARDS: Final = re.compile(
    r"(?<!\w)(?:iso \d{4,5}|haccp|brc|fssc|gmp|sa 8000|viet ?gap|viet ?gahp|global ?gap|asean gap|halal|5s|kaizen|lean"
    r"|six sigma|tpm|kpi|bsc|mfca|qcc|tqm|gs1)(?!\w)"
)
_SPELT: Final = {"viet gap": "vietgap", "global gap": "globalgap", "viet gahp": "vietgahp"}
_SAYS_NOTHING: Final = frozenset(
    (
        "xay", "dung", "ap", "dung", "he", "thong", "quan", "ly", "chat", "luong", "chung", "nhan", "tieu", "chuan",
        "theo", "cong", "cu", "ho", "tro", "cho", "va", "cac", "cua", "san", "pham", "dang", "ky", "chi", "phi", "tu",
        "van", "thuc", "hien", "duy", "tri",
    )
)  # fmt: skip


def content_of(text: str) -> str:
    """The code of the content that the words mean; empty where they say nothing known."""
    folded = _plain(text)
    return next((code for code, pattern in _PATTERNS if pattern.search(folded)), "") if folded else ""


def speaks_of(text: str, code: str) -> bool:
    """Whether a sentence of a plan (a target, a support rule) speaks of the content."""
    pattern = _BY_CODE.get(code)
    return bool(pattern and pattern.search(_plain(text)))


def standard_key(text: str) -> str:
    """By which two wishes for a standard or tool are the same: `TCVN ISO 9001:2015`, `iso9001` → `iso 9001`.

    Where the words name known ones, those alone count; else the words themselves, without what says nothing.
    """
    folded = _plain(text)
    if known := sorted({_SPELT.get(found, found) for found in _STANDARDS.findall(folded)}):
        return " + ".join(known)[:100]
    bare = re.sub(r"[^\w ]+", " ", folded)
    return " ".join(word for word in bare.split() if word not in _SAYS_NOTHING)[:100]


def _plain(text: str) -> str:
    folded = " ".join(fold(text).split())
    return re.sub(r"\b(iso|tcvn|qcvn)[\s:./-]*(?=\d)", r"\1 ", folded)
