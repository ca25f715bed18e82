"""The official list of communes, as a CSV file of any order of columns, brought into the register.

What changed is an end and a beginning on the list's day; nothing is deleted, and the same list again changes nothing.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connections, transaction

from nscl.organisations.models import Commune, CommuneSuccession, Province
from nscl.organisations.queries import in_force
from nscl.organisations.reference.files import places
from nscl.organisations.reference.loading import LOCK
from nscl.organisations.rules.local_names import compact, written
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import early_tones, fold

_HEADS = {
    "code": {"ma", "maxa", "maso", "code", "wardcode", "maxaphuong", "maphuongxa", "maxaphuongdackhu",
             "maphuongxadackhu"},
    "name": {"ten", "tenxa", "xa", "name", "ward", "xaphuong", "phuongxa", "tenxaphuong", "tenphuongxa",
             "tenxaphuongdackhu", "tenphuongxadackhu", "tendonvihanhchinh"},
    "kind": {"cap", "loai", "loaihinh", "kind", "type"},
    "province": {"matinh", "matp", "matinhtp", "matinhthanhpho", "tinh", "tinhtp", "tinhthanhpho", "tentinh",
                 "province", "provincecode"},
}  # fmt: skip
_NEEDED = {"code": "mã xã", "name": "tên xã", "province": "mã tỉnh"}
LARGEST = 5_000_000
"""Bytes of a list; the whole country is below half a million."""


@dataclass(frozen=True)
class Row:
    line: int
    code: str
    kind: str
    name: str
    province: Province


@dataclass
class Outcome:
    """What a list changed, by the commune's title, and what it left."""

    begun: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    same: int = 0
    touched: dict[int, Commune] = field(default_factory=dict)
    """For each province one commune of it that changed."""


class BadList(DomainError):
    """The list has mistakes: `problems` are sentences, each with its line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("list", "Danh sách có chỗ sai nên chưa ghi gì:\n" + "\n".join(problems))
        self.problems = problems


def bring(path: Path, *, on: dt.date, end_missing: bool = False, dry: bool = False, using: str = "owner") -> Outcome:
    """Bring the register to what the list says was in force from `on`, as the owner, in one transaction.

    Communes of the listed provinces that the list leaves out stay, unless `end_missing`. `dry` only tells.
    """
    rows = read(path, on=on)
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        outcome = _bring(rows, on, end_missing, using)
        if dry:
            transaction.set_rollback(True, using=using)
    return outcome


def read(path: Path, *, on: dt.date) -> list[Row]:
    """The rows of the list, all sound; `BadList` names every line that is not."""
    if path.stat().st_size > LARGEST:
        raise BadList([f"Tệp lớn quá {LARGEST // 1_000_000} MB; danh sách cả nước chưa đến 1 MB."])
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadList(["Tệp không phải UTF-8. Trong Excel, hãy lưu dạng “CSV UTF-8”."]) from None
    lines = list(_cells(text))
    heads = _heads(lines[0][1] if lines else [])
    provinces = {p.code: p for p in Province.objects.filter(in_force(on)).order_by("id")}
    rows, problems, seen = [], [], dict[str, int]()
    for number, cells in lines[1:]:
        found = _row(number, {name: cells[at].strip() for name, at in heads.items() if at < len(cells)}, provinces)
        if isinstance(found, str):
            problems.append(f"Dòng {number}: {found}")
        elif found.code in seen:
            problems.append(f"Dòng {number}: mã {found.code} đã có ở dòng {seen[found.code]}.")
        else:
            seen[found.code] = number
            rows.append(found)
    if not rows and not problems:
        problems.append("Tệp không có dòng nào dưới dòng tiêu đề.")
    if problems:
        raise BadList(problems)
    return rows


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


def _heads(cells: list[str]) -> dict[str, int]:
    """Where each column stands, by what its head says."""
    found: dict[str, int] = {}
    for name, spellings in _HEADS.items():
        at = next((n for n, cell in enumerate(cells) if compact(cell) in spellings), None)
        if at is not None:
            found[name] = at
    if missing := [word for name, word in _NEEDED.items() if name not in found]:
        raise BadList([f"Dòng tiêu đề thiếu cột: {', '.join(missing)}."])
    return found


def _row(line: int, cells: dict[str, str], provinces: dict[str, Province]) -> Row | str:
    """The row, or what is wrong with it."""
    code = cells.get("code", "")
    if not code.isascii() or not code.isdecimal() or len(code) > 5:
        return f"mã “{code}” không phải là 5 chữ số."
    province = _province(cells.get("province", ""), provinces)
    if province is None:
        return f"không có tỉnh “{cells.get('province', '')}” trong ngày đó."
    name = " ".join(cells.get("name", "").split())
    said = written(f"{cells['kind']} {name}" if cells.get("kind") else name)
    if said is None or said.kind not in Commune.Kind.values:
        return f"không rõ “{name}” là phường, xã hay đặc khu."
    bare = _bare(name)
    if not compact(bare) or len(bare) > 100:
        return f"tên “{name[:60]}” trống hoặc quá dài."
    return Row(line, code.zfill(5), str(said.kind), bare, province)


def _province(text: str, provinces: dict[str, Province]) -> Province | None:
    if text.isascii() and text.isdecimal():
        return provinces.get(text.zfill(2))
    named = places().only(text)
    return next((p for p in provinces.values() if named and p.folded == named.name), None)


def _bare(name: str) -> str:
    """`Phường Ba Đình` → `Ba Đình`."""
    for kind in Commune.Kind:
        if fold(name).startswith(f"{fold(str(kind.label))} "):
            return name[len(str(kind.label)) + 1 :]
    return name


def _bring(rows: list[Row], on: dt.date, end_missing: bool, using: str) -> Outcome:
    outcome = Outcome()
    there = {c.code: c for c in Commune.objects.using(using).filter(in_force(on)).select_related("province")}
    problems = [problem for row in rows if (problem := _too_late(row, on, using))]
    if problems:
        raise BadList(problems)
    changed = [(row, there.get(row.code)) for row in rows]
    # Ends first, so that two communes may exchange their names.
    pairs = [(row, one) for row, one in changed if one is None or not _same(row, one)]
    outcome.same = len(rows) - len(pairs)
    _unlisted(rows, there, on, end_missing, outcome, using)
    for _, one in pairs:
        if one is not None and one.valid_from < on:
            _end(one, on, using)
    for row, one in pairs:
        _begin(row, one, on, outcome, using)
    return outcome


def _too_late(row: Row, on: dt.date, using: str) -> str | None:
    later = Commune.objects.using(using).filter(code=row.code, valid_from__gt=on).order_by("valid_from").first()
    if later is None:
        return None
    return f"Dòng {row.line}: {later} đã có thay đổi từ {later.valid_from:%d/%m/%Y}, sau ngày của danh sách."


def _same(row: Row, one: Commune) -> bool:
    return (one.kind, _plain(one.name), one.province.name) == (row.kind, _plain(row.name), row.province.name)


def _plain(name: str) -> str:
    """Without what lists write one way or the other: `Hoà`, `Hòa`; `Ea H’Leo`, `Ea H'leo`."""
    return early_tones(unicodedata.normalize("NFC", name)).replace("’", "'").casefold()


def _end(one: Commune, on: dt.date, using: str) -> None:
    one.valid_to, one.imported_on = on, on
    one.save(using=using, update_fields=["valid_to", "imported_on"])


def _begin(row: Row, one: Commune | None, on: dt.date, outcome: Outcome, using: str) -> None:
    """The commune as the list has it: a new row, or, where one began on that very day, that row put right."""
    commune = one if one is not None and one.valid_from == on else Commune(code=row.code, valid_from=on)
    commune.name, commune.kind, commune.province, commune.imported_on = row.name, row.kind, row.province, on
    commune.save(using=using)
    outcome.touched[row.province.pk] = commune
    if one is None:
        outcome.begun.append(commune.title)
        return
    outcome.changed.append(f"{one.title} → {commune.title}" if one is not commune else commune.title)
    if one is not commune:
        CommuneSuccession.objects.using(using).create(predecessor=one, successor=commune, effective_on=on)


def _unlisted(
    rows: list[Row], there: dict[str, Commune], on: dt.date, end_missing: bool, outcome: Outcome, using: str
) -> None:
    """Communes of the listed provinces that the list leaves out."""
    listed, provinces = {row.code for row in rows}, {row.province.name for row in rows}
    for code, commune in sorted(there.items()):
        if code in listed or commune.province.name not in provinces:
            continue
        if end_missing and commune.valid_from < on:
            _end(commune, on, using)
            outcome.ended.append(commune.title)
            outcome.touched.setdefault(commune.province_id, commune)
        else:
            outcome.unlisted.append(commune.title)
