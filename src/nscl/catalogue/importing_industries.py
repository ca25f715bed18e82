"""The official list of one version of VSIC, as a CSV file, brought into the catalogue.

Two columns count, found by their heads: the code (`A`, `01` … `01110`) and the name. A row whose code is there gets the
name of the list; nothing is deleted; the same list again changes nothing.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from nscl.catalogue.models import Industry
from nscl.organisations.reference.bringing import bring, named
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold

_HEADS = {
    "code": {"ma", "maso", "manganh", "manganhkinhte", "code", "cap5", "mavsic"},
    "name": {"ten", "tennganh", "tennganhkinhte", "name", "noidung"},
}
LARGEST = 5_000_000
"""Bytes of a list; the whole classification is below half a million."""
_CODE = re.compile(r"[A-Z]|[0-9]{2,5}")


class BadList(DomainError):
    """The list has mistakes: `problems` are sentences, each with its line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("list", "Danh sách có chỗ sai nên chưa ghi gì:\n" + "\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Outcome:
    """How many codes are new, got another name, were so already."""

    added: int
    changed: int
    same: int


def bring_list(path: Path, *, version: int, dry: bool = False, using: str = "owner") -> Outcome:
    """Bring the codes of `version` to what the list says, as the owner, in one transaction. `dry` only tells."""
    rows = read(path)
    with transaction.atomic(using=using):
        known = {row.code: row for row in Industry.objects.using(using).select_for_update().filter(version=version)}
        wanted = _wanted(rows, version, known)
        added = sum(code not in known for code in wanted)
        changed = sum(code in known and known[code].name != values["name"] for code, values in wanted.items())
        bring(Industry, using, wanted, known)
        if dry:
            transaction.set_rollback(True, using=using)
    return Outcome(added, changed, len(wanted) - added - changed)


def read(path: Path) -> list[tuple[int, str, str]]:
    """(line, code, name) of every row, all sound; `BadList` names every line that is not."""
    if path.stat().st_size > LARGEST:
        raise BadList([f"Tệp lớn quá {LARGEST // 1_000_000} MB; cả hệ thống ngành chưa đến 1 MB."])
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadList(["Tệp không phải UTF-8; hãy lưu lại dạng CSV UTF-8."]) from None
    head = text.split("\n", 1)[0]
    lines = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count))
    at = _columns(next(lines, []))
    found: dict[str, tuple[int, str, str]] = {}
    problems: list[str] = []
    for number, cells in enumerate(lines, start=2):
        code, name = (cells[place].strip() if place < len(cells) else "" for place in at)
        if not code and not name:
            continue
        if not _CODE.fullmatch(code):
            problems.append(f"Dòng {number}: mã “{code}” không phải một chữ cái hoặc 2 đến 5 chữ số.")
        elif not name or len(name) > 300:
            problems.append(f"Dòng {number}: mã {code} thiếu tên hoặc tên dài quá 300 ký tự.")
        elif code in found:
            problems.append(f"Dòng {number}: mã {code} đã có ở dòng {found[code][0]}.")
        else:
            found[code] = (number, code, " ".join(name.split()))
    if not found and not problems:
        problems.append("Danh sách không có dòng nào.")
    if problems:
        raise BadList(problems)
    return list(found.values())


def _columns(heads: list[str]) -> tuple[int, int]:
    plain = [re.sub(r"[^a-z0-9]", "", fold(head)) for head in heads]
    found = [next((at for at, head in enumerate(plain) if head in _HEADS[what]), None) for what in ("code", "name")]
    code, name = found
    if code is None or name is None:
        raise BadList(["Dòng đầu phải có cột mã ngành và cột tên ngành."])
    return code, name


def _wanted(rows: list[tuple[int, str, str]], version: int, known: dict[str, Industry]) -> dict[str, dict[str, object]]:
    """The rows as the table holds them: sector, validity and basis are those of the division above."""
    wanted: dict[str, dict[str, object]] = {}
    problems = []
    for line, code, name in rows:
        top = known.get(code if len(code) == 1 else code[:2])
        if top is None:
            problems.append(f"Dòng {line}: mã {code} không thuộc ngành cấp 2 nào của hệ thống ngành {version}.")
            continue
        level = len(code) if code.isdigit() else 1
        wanted[code] = {
            **named(name), "version": version, "code": code, "level": level,
            "parent_code": code[:-1] if level > 2 else top.parent_code,
            "sector": top.sector, "valid_from": top.valid_from, "valid_to": top.valid_to,
            "legal_basis": top.legal_basis,
        }  # fmt: skip
    if problems:
        raise BadList(problems)
    return wanted
