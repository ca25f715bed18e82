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
NEVER: Final = -1000
SAME_CODE, CODE_SLIP, TWO_CODES, TWO_SOUND = 100, 25, -40, -75
SAME_NAME, LIKE_NAME, NUMBERS, PART = 60, 45, -50, -45
KINDS, COMMUNE, COMMUNES, ADDRESS = -35, 15, -20, 15
PHONE, PHONES, EMAIL, PERSON, PERSONS = 20, -5, 20, 15, -15
"""What each says; of a name, an address and a code that is not right, the most that it may say."""


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
class Read:
    """What of a profile's facts is compared, read once: a profile meets many others. Texts are empty, `commune` is 0,
    where nothing is known; `digits` are those of the code as written."""

    key: names.Key
    code: tax_codes.TaxCode | None
    digits: str | None
    kind: str
    commune: int
    address: frozenset[str]
    phone: str
    email: str
    person: str


@dataclass(frozen=True, slots=True)
class Scored:
    """Points of a pair, and why, a sentence of Vietnamese for each."""

    points: int
    reasons: tuple[str, ...]

    @property
    def shown(self) -> bool:
        return self.points >= SHOWN


def read(facts: Facts) -> Read:
    return Read(
        names.key(facts.name),
        tax_codes.read(facts.tax_code) if facts.tax_code else None,
        re.sub(r"\D", "", facts.tax_code) if facts.tax_code else None,
        facts.kind,
        facts.commune,
        _address(facts.address),
        names.phone_key(facts.phone),
        email_key(facts.email),
        person_key(facts.representative),
    )


def email_key(text: str) -> str:
    return text.casefold()


@lru_cache(20_000)
def person_key(text: str) -> str:
    return fold(" ".join(text.split()))


def score(one: Facts, other: Facts) -> Scored:
    """Points for the two being one enterprise, never below 0. Symmetric."""
    return compared(read(one), read(other))


def compared(one: Read, other: Read, *, least: int | None = None) -> Scored:
    """The same of facts that are read. A pair that cannot have `least` points has none and no reasons: its names, which
    cost most, are not laid side by side."""
    code = _codes(one, other)
    if code is not None and code[0] == NEVER:
        return Scored(0, (code[1],))
    told = [] if code is None else [code]
    others = _kinds(one, other) + _places(one, other) + _contacts(one, other)
    bare = sum(worth for worth, _ in told) + sum(worth for worth, _ in others)
    if least is not None and bare + (SAME_NAME if one.key.name == other.key.name else LIKE_NAME) < least:
        return Scored(0, ())
    told += _names(one.key, other.key)
    told += others
    points = max(0, sum(worth for worth, _ in told))
    return Scored(points, tuple(words for worth, words in told if words))


def _codes(one: Read, other: Read) -> tuple[int, str] | None:
    """What the tax codes say; None where one is not known. A mother and its branch are two, whatever else agrees.

    Two codes that are both right are never one digit or one exchange apart: their check digits would differ too.
    """
    if one.digits is None or other.digits is None:
        return None
    mine, theirs = one.code, other.code
    if mine is None or theirs is None or mine.text == theirs.text:
        return (SAME_CODE, "Cùng mã số thuế") if one.digits == other.digits else None
    if mine.text[:10] == theirs.text[:10]:
        return NEVER, "Cùng mã số của doanh nghiệp mẹ nhưng là hai đơn vị khác nhau"
    if mine.sound and theirs.sound:
        return TWO_SOUND, "Hai mã số thuế khác nhau, đều đúng số kiểm tra"
    if len(mine.text) == len(theirs.text) == 10 and _slip(mine.text, theirs.text):
        return CODE_SLIP, "Mã số thuế khác nhau một chữ số, có mã sai số kiểm tra: có thể gõ nhầm"
    return TWO_CODES, "Hai mã số thuế khác nhau"


def _slip(one: str, other: str) -> bool:
    """One digit differs, or two neighbours changed places."""
    at = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(at) == 1:
        return True
    return len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] == other[at[1]] and one[at[1]] == other[at[0]]


def _names(one: names.Key, other: names.Key) -> list[tuple[int, str]]:
    told: list[tuple[int, str]] = []
    if one.name == other.name:
        told.append((SAME_NAME, "Tên giống nhau khi bỏ loại hình và viết đủ chữ tắt"))
    elif one.core == other.core:
        told.append((LIKE_NAME, "Tên riêng giống nhau, chỉ khác các từ chỉ ngành nghề"))
    elif _one_slip(one.core, other.core) or _one_slip(one.name, other.name):
        told.append((LIKE_NAME, "Tên chỉ khác một chữ, có thể gõ nhầm"))
    elif (near := similarity(one.core, other.core)) >= _NEAR:
        told.append((40, "Tên riêng gần giống nhau"))
    elif near >= _CLOSE:
        told.append((10, "Tên riêng có phần giống nhau"))
    else:
        told.append((-40, "Tên khác nhau"))
    if one.numbers != other.numbers:
        told.append((NUMBERS, "Số trong tên khác nhau"))
    if one.part != other.part:
        told.append((PART, "Một bên là chi nhánh hoặc đơn vị trực thuộc"))
    return told


def _kinds(one: Read, other: Read) -> list[tuple[int, str]]:
    if not one.kind or not other.kind or one.kind == other.kind:
        return []
    return [(KINDS, "Loại hình khác nhau")]


def _places(one: Read, other: Read) -> list[tuple[int, str]]:
    told: list[tuple[int, str]] = []
    if one.commune and other.commune:
        same = one.commune == other.commune
        told.append((COMMUNE, "Cùng xã, phường") if same else (COMMUNES, "Khác xã, phường"))
    mine, theirs = one.address, other.address
    if mine and theirs and (shared := len(mine & theirs) / len(mine | theirs)) >= 0.6:
        told.append((ADDRESS if shared >= 0.8 else 10, "Địa chỉ giống nhau"))
    return told


def _contacts(one: Read, other: Read) -> list[tuple[int, str]]:
    told: list[tuple[int, str]] = []
    if one.phone and other.phone:
        told.append((PHONE, "Cùng số điện thoại") if one.phone == other.phone else (PHONES, ""))
    if one.email and one.email == other.email:
        told.append((EMAIL, "Cùng thư điện tử"))
    if one.person and other.person:
        same = one.person == other.person
        told.append((PERSON, "Cùng người đại diện") if same else (PERSONS, "Khác người đại diện"))
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
