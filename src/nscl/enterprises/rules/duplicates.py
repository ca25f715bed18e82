"""Whether two profiles may be of one enterprise: points for and against, each with its reason. Pure.

The method, its weights and what it finds of a labelled set: docs/explanation/duplicates.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nscl.enterprises.rules import names
from nscl.organisations.rules import tax_codes
from nscl.shared.vietnamese import fold

SHOWN: Final = 60
"""Points from which a pair is put before an officer."""
SURE: Final = 90
"""Points from which it is said to be almost certain."""
_NEAR: Final = 0.82
_CLOSE: Final = 0.55


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared of a profile. `commune`: any key of it, 0 where it is not known. All texts as written."""

    name: str
    tax_code: str = ""
    kind: str = ""
    commune: int = 0
    address: str = ""
    phone: str = ""
    email: str = ""
    representative: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """Points of a pair, and why, a sentence of Vietnamese for each."""

    points: int
    reasons: tuple[str, ...]

    @property
    def shown(self) -> bool:
        return self.points >= SHOWN


def score(one: Facts, other: Facts) -> Scored:
    """Points for the two being one enterprise, never below 0. Symmetric."""
    told: list[tuple[int, str]] = []
    code = _codes(one.tax_code, other.tax_code)
    if code is not None:
        told.append(code)
        if code[0] <= -1000:
            return Scored(0, (code[1],))
    told += _names(names.key(one.name), names.key(other.name))
    told += _kinds(one, other)
    told += _places(one, other)
    told += _contacts(one, other)
    points = max(0, sum(worth for worth, _ in told))
    return Scored(points, tuple(words for worth, words in told if words))


def _codes(one: str, other: str) -> tuple[int, str] | None:
    """What the tax codes say; None where one is not known. A mother and its branch are two, whatever else agrees."""
    if not one or not other:
        return None
    mine, theirs = tax_codes.read(one), tax_codes.read(other)
    if mine is None or theirs is None or mine.text == theirs.text:
        same = re.sub(r"\D", "", one) == re.sub(r"\D", "", other)
        return (100, "Cùng mã số thuế") if same else None
    if mine.text[:10] == theirs.text[:10]:
        return -1000, "Cùng mã số của doanh nghiệp mẹ nhưng là hai đơn vị khác nhau"
    if len(mine.text) == len(theirs.text) == 10 and _slip(mine.text, theirs.text):
        if mine.sound and theirs.sound:
            return -20, "Mã số thuế gần giống nhưng cả hai đều đúng số kiểm tra"
        return 25, "Mã số thuế khác nhau một chữ số, có mã sai số kiểm tra: có thể gõ nhầm"
    if mine.sound and theirs.sound:
        return -75, "Hai mã số thuế khác nhau, đều đúng số kiểm tra"
    return -40, "Hai mã số thuế khác nhau"


def _slip(one: str, other: str) -> bool:
    """One digit differs, or two neighbours changed places."""
    at = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(at) == 1:
        return True
    return len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] == other[at[1]] and one[at[1]] == other[at[0]]


def _names(one: names.Key, other: names.Key) -> list[tuple[int, str]]:
    told: list[tuple[int, str]] = []
    near = similarity(one.core, other.core)
    if one.name == other.name:
        told.append((60, "Tên giống nhau khi bỏ loại hình và viết đủ chữ tắt"))
    elif one.core == other.core:
        told.append((45, "Tên riêng giống nhau, chỉ khác các từ chỉ ngành nghề"))
    elif _one_slip(one.core, other.core) or _one_slip(one.name, other.name):
        told.append((45, "Tên chỉ khác một chữ, có thể gõ nhầm"))
    elif near >= _NEAR:
        told.append((40, "Tên riêng gần giống nhau"))
    elif near >= _CLOSE:
        told.append((10, "Tên riêng có phần giống nhau"))
    else:
        told.append((-40, "Tên khác nhau"))
    if one.numbers != other.numbers:
        told.append((-50, "Số trong tên khác nhau"))
    if one.part != other.part:
        told.append((-45, "Một bên là chi nhánh hoặc đơn vị trực thuộc"))
    return told


def _kinds(one: Facts, other: Facts) -> list[tuple[int, str]]:
    if not one.kind or not other.kind or one.kind == other.kind:
        return []
    return [(-35, "Loại hình khác nhau")]


def _places(one: Facts, other: Facts) -> list[tuple[int, str]]:
    told: list[tuple[int, str]] = []
    if one.commune and other.commune:
        told.append((15, "Cùng xã, phường") if one.commune == other.commune else (-20, "Khác xã, phường"))
    mine, theirs = _address(one.address), _address(other.address)
    if mine and theirs and (shared := len(mine & theirs) / len(mine | theirs)) >= 0.6:
        told.append((15 if shared >= 0.8 else 10, "Địa chỉ giống nhau"))
    return told


def _contacts(one: Facts, other: Facts) -> list[tuple[int, str]]:
    told: list[tuple[int, str]] = []
    mine, theirs = names.phone_key(one.phone), names.phone_key(other.phone)
    if mine and theirs:
        told.append((20, "Cùng số điện thoại") if mine == theirs else (-5, ""))
    if one.email and one.email.casefold() == other.email.casefold():
        told.append((20, "Cùng thư điện tử"))
    if one.representative and other.representative:
        same = fold(" ".join(one.representative.split())) == fold(" ".join(other.representative.split()))
        told.append((15, "Cùng người đại diện") if same else (-15, "Khác người đại diện"))
    return told


@lru_cache(4096)
def _address(text: str) -> frozenset[str]:
    """The words that place an address, without those that every address has."""
    found = re.findall(r"[a-z0-9]+", fold(text))
    return frozenset(found) - {"so", "duong", "thon", "to", "xa", "phuong", "thi", "tran", "huyen", "tinh", "p", "x"}


def similarity(one: str, other: str) -> float:
    """How alike two keys are, 0 to 1: twice the letter pairs they share, over all they have (Dice)."""
    if one == other:
        return 1.0
    mine, theirs = _pairs(one), _pairs(other)
    if not mine or not theirs:
        return 0.0
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


@lru_cache(8192)
def _pairs(text: str) -> frozenset[str]:
    padded = f"^{text}$"
    return frozenset(padded[n : n + 2] for n in range(len(padded) - 1))


def _one_slip(one: str, other: str) -> bool:
    """One letter added, left out or exchanged, in a key of six letters or more."""
    if min(len(one), len(other)) < 6 or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    n = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    if len(short) == len(long):
        return short[n + 1 :] == long[n + 1 :] or (
            short[n : n + 2] == long[n : n + 2][::-1] and short[n + 2 :] == long[n + 2 :]
        )
    return short[n:] == long[n + 1 :]
