"""A list of supports: brought in, its columns named, its rows mended or skipped, recorded; all of it voided again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents.files import Staged
from nscl.foundation import audit, clock
from nscl.organisations.models import LegalEntity, Province
from nscl.plans.actions.guidance.common import EntityGiven, entity_meant
from nscl.plans.queries.guidance_sheets import entity_key
from nscl.plans.rules.list_columns import heading_key
from nscl.shared.errors import DomainError
from nscl.support.access.common import forbid_unless
from nscl.support.access.received import EDIT
from nscl.support.actions.received import reason_of, seal
from nscl.support.models import OtherSupport, OtherSupportHeading, OtherSupportList
from nscl.support.queries import received_lists as reading
from nscl.support.queries.received_lists import RowState
from nscl.support.rules.received_rows import COLUMNS, FIELDS

BATCH = 1000
REST = ("content", "programme", "agency_name", "from_on", "document_number")


@dataclass(frozen=True)
class Outcome:
    """How many rows were recorded just now, and how many are still to be mended or looked at."""

    recorded: int
    left: int


@transaction.atomic
def bring(
    *, province: Province, name: str, lines: Sequence[Sequence[str]], digest: str, by: User, file: Staged | None = None
) -> OtherSupportList:
    """The list to work on. The same list again gives the one that is there, with what was recorded from it."""
    sheet = OtherSupportList(province=province, name=name[:255], digest=digest, brought_at=clock.now(), brought_by=by)
    forbid_unless(by, EDIT, sheet)
    there = OtherSupportList.objects.filter(province=province, digest=digest).first()
    if there is not None:
        return there
    headed = COLUMNS.are_headings(lines[0])
    sheet.headings = list(lines[0]) if headed else [""] * len(lines[0])
    sheet.rows = [list(line) for line in (lines[1:] if headed else lines)]
    if not sheet.rows:
        told = _("Danh sách chỉ có dòng tiêu đề. Hãy ghi mỗi khoản hỗ trợ một dòng.")
        raise DomainError("empty", told, "file" if file else "text")
    sheet.columns = COLUMNS.propose(sheet.headings, reading.remembered(province.pk))
    sheet.attachment = file.keep(province_id=province.pk, by=by) if file else None
    sheet.save(force_insert=True)
    audit.record("other_support.list_brought", sheet, by=by, detail={"rows": len(sheet.rows)})
    return sheet


@transaction.atomic
def set_columns(
    *, sheet: OtherSupportList, version: int, columns: Sequence[str], rest: Mapping[str, str], by: User
) -> OtherSupportList:
    """Say which column is what; the province's next list with these headings is proposed so."""
    held = _locked(sheet, version, by)
    chosen = [name if name in FIELDS else "" for name in columns][: len(held.headings)]
    twice = next((name for name in chosen if name and chosen.count(name) > 1), "")
    if twice:
        told = _("Hai cột cùng là “%(field)s”. Hãy chọn lại một cột.")
        raise DomainError("invalid", told % {"field": FIELDS[twice]})
    if "entity_name" not in chosen:
        raise DomainError("invalid", _("Hãy chọn cột nào là tên doanh nghiệp."))
    held.columns = chosen
    held.rest = {name: value for name in REST if (value := rest.get(name))}
    _touch(held, "columns", "rest")
    _remember(held)
    return held


@transaction.atomic
def mend(
    *, sheet: OtherSupportList, version: int, cells: Mapping[int, Mapping[str, str]], skipped: Iterable[int], by: User
) -> OtherSupportList:
    """Keep what was typed in the cells of some rows, and which rows are to be left out."""
    held = _locked(sheet, version, by)
    for number, given in cells.items():
        if 0 <= number < len(held.rows):
            kept = held.mended.setdefault(str(number), {})
            kept.update({name: value for name, value in given.items() if name in FIELDS})
    shown = set(cells)
    held.skipped = sorted((set(held.skipped) - shown) | {n for n in skipped if 0 <= n < len(held.rows)})
    _touch(held, "mended", "skipped")
    return held


@transaction.atomic
def record_rows(
    *, sheet: OtherSupportList, by: User, doubles: bool = False, step: Callable[[int], None] = lambda steps: None
) -> Outcome:
    """Record every row that can be, once each, however often it is asked; with `doubles` also probable doubles."""
    held = _locked(sheet, None, by)
    rows = reading.examine(held)
    chosen = [row for row in rows if row.state == "ready" or (doubles and row.state == "double")]
    entities = _entities(chosen, held.province_id, by)
    made = [_support(held, row, entities[entity_key(row.read.values)], by) for row in chosen]
    for at in range(0, len(made), BATCH):
        OtherSupport.objects.bulk_create(part := made[at : at + BATCH])
        step(len(part))
    _touch(held)
    if made:
        audit.record("other_support.list_recorded", held, by=by, detail={"rows": len(made)})
    left = sum(row.state in ("wrong", "double") for row in rows) - sum(row.state == "double" for row in chosen)
    return Outcome(len(made), left)


@transaction.atomic
def void_all(*, sheet: OtherSupportList, reason: str, by: User) -> int:
    """Void every row that came from the list and still counts; its lines may then be recorded anew."""
    held = _locked(sheet, None, by)
    live = OtherSupport.objects.filter(province_id=held.province_id, sheet=held, voided_at__isnull=True)
    gone = live.update(voided_at=clock.now(), voided_by=by, void_reason=reason_of(reason))
    if not gone:
        raise DomainError("state", _("Không còn khoản nào của danh sách này để hủy."))
    held.round = F("round") + 1
    _touch(held, "round")
    audit.record("other_support.list_voided", held, by=by, detail={"rows": gone})
    return gone


def _locked(sheet: OtherSupportList, version: int | None, by: User) -> OtherSupportList:
    rows = OtherSupportList.objects.select_for_update(of=("self",)).select_related("province")
    found = rows.filter(pk=sheet.pk).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy danh sách này. Hãy tải lại trang."))
    forbid_unless(by, EDIT, found)
    if version is not None and found.version != version:
        told = _("Danh sách này vừa được sửa ở nơi khác. Những gì bạn vừa gõ vẫn còn dưới đây; hãy xem lại rồi lưu.")
        raise DomainError("conflict", told)
    return found


def _touch(sheet: OtherSupportList, *fields: str) -> None:
    sheet.version += 1
    sheet.save(update_fields=[*fields, "version"])


def _remember(sheet: OtherSupportList) -> None:
    """What each heading meant, for the province's next list; the same heading twice teaches nothing."""
    keys = [heading_key(heading) for heading in sheet.headings]
    known = {key: name for key, name in zip(keys, sheet.columns, strict=False) if key and keys.count(key) == 1}
    rows = [
        OtherSupportHeading(province_id=sheet.province_id, heading=key, field=name, remembered_at=clock.now())
        for key, name in known.items()
    ]
    OtherSupportHeading.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["province", "heading"], update_fields=["field", "remembered_at"]
    )


def _entities(rows: Sequence[RowState], province_id: int, by: User) -> dict[tuple[str, str], LegalEntity]:
    """The entity of each row: those known in two queries, the others recorded one by one."""
    found: dict[tuple[str, str], LegalEntity] = {}
    for row in rows:
        key, values = entity_key(row.read.values), row.read.values
        if key not in found:
            given = EntityGiven(values["entity_name"], values["tax_code"], values["kind"])
            found[key] = row.entity or entity_meant(given, province_id, by)
    return found


def _support(sheet: OtherSupportList, row: RowState, entity: LegalEntity, by: User) -> OtherSupport:
    kept = (
        "content",
        "subject",
        "programme",
        "agency_name",
        "amount_vnd",
        "from_on",
        "to_on",
        "document_number",
        "note",
    )
    values: dict[str, Any] = {name: row.read.values[name] for name in kept}
    support = OtherSupport(
        province_id=sheet.province_id, sheet=sheet, entry_key=reading.row_key(sheet, row.number), entity=entity,
        source=OtherSupport.Source.LIST, recorded_at=clock.now(), recorded_by=by, **values,
    )  # fmt: skip
    seal(support)
    return support
