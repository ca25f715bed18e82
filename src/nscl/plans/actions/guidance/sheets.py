"""A list of acts: brought in, its columns named, its rows mended or skipped, and recorded; all of it voided again."""

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
from nscl.plans.access import guidance as access
from nscl.plans.actions.guidance.common import EntityGiven, entity_meant, forbid_unless, forbidden, reason_of, seal
from nscl.plans.models import Guidance, GuidanceHeading, GuidanceSheet
from nscl.plans.queries import guidance_sheets as reading
from nscl.plans.queries.guidance_sheets import RowState
from nscl.plans.rules.guidance_rows import COLUMNS, FIELDS
from nscl.plans.rules.list_columns import heading_key
from nscl.shared.errors import DomainError

BATCH = 1000
REST = ("guided_on", "contents", "how", "outcome", "guide_name")


@dataclass(frozen=True)
class Outcome:
    """How many rows were recorded just now, and how many are still to be mended or looked at."""

    recorded: int
    left: int


def bring(
    *, province: Province, name: str, lines: Sequence[Sequence[str]], digest: str, by: User, file: Staged | None = None
) -> GuidanceSheet:
    """The list to work on. The same list again gives the sheet that is there, with what was recorded from it."""
    with transaction.atomic():
        sheet = GuidanceSheet(province=province, name=name[:255], digest=digest, brought_at=clock.now(), brought_by=by)
        forbid_unless(by, access.EDIT, sheet)
        there = GuidanceSheet.objects.filter(province=province, digest=digest).first()
        if there is not None:
            return there
        headed = COLUMNS.are_headings(lines[0])
        sheet.headings = list(lines[0]) if headed else [""] * len(lines[0])
        sheet.rows = [list(line) for line in (lines[1:] if headed else lines)]
        if not sheet.rows:
            told = _("Danh sách chỉ có dòng tiêu đề. Hãy ghi mỗi lượt hướng dẫn một dòng.")
            raise DomainError("empty", told, "file" if file else "text")
        sheet.columns = COLUMNS.propose(sheet.headings, reading.remembered(province.pk))
        sheet.attachment = file.keep(province_id=province.pk, by=by) if file else None
        sheet.save(force_insert=True)
        audit.record("guidance.list_brought", sheet, by=by, detail={"rows": len(sheet.rows)})
    return sheet


def set_columns(
    *, sheet: GuidanceSheet, version: int, columns: Sequence[str], rest: Mapping[str, Any], by: User
) -> GuidanceSheet:
    """Say which column is what; the province's next list with these headings is proposed so."""
    with transaction.atomic():
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


def mend(
    *, sheet: GuidanceSheet, version: int, cells: Mapping[int, Mapping[str, str]], skipped: Iterable[int], by: User
) -> GuidanceSheet:
    """Keep what was typed in the cells of some rows, and which rows are to be left out."""
    with transaction.atomic():
        held = _locked(sheet, version, by)
        for number, given in cells.items():
            if 0 <= number < len(held.rows):
                kept = held.mended.setdefault(str(number), {})
                kept.update({name: value for name, value in given.items() if name in FIELDS})
        shown = set(cells)
        held.skipped = sorted((set(held.skipped) - shown) | {n for n in skipped if 0 <= n < len(held.rows)})
        _touch(held, "mended", "skipped")
    return held


def skip(*, sheet: GuidanceSheet, version: int, rows: Iterable[int], by: User) -> GuidanceSheet:
    """Leave rows out."""
    return mend(sheet=sheet, version=version, cells={}, skipped=[*sheet.skipped, *rows], by=by)


def record_rows(
    *, sheet: GuidanceSheet, by: User, doubles: bool = False, step: Callable[[int], None] = lambda steps: None
) -> Outcome:
    """Record every row that can be, once each, however often it is asked; with `doubles` also probable doubles.

    `step` is told how many rows were written. One entry of the trail for all.
    """
    with transaction.atomic():
        held = _locked(sheet, None, by)
        rows = reading.examine(held)
        chosen = [row for row in rows if row.state == "ready" or (doubles and row.state == "double")]
        entities = _entities(chosen, held.province_id, by)
        now = clock.now()
        acts = [_act(held, row, entities[_key(row)], by, now) for row in chosen]
        for at in range(0, len(acts), BATCH):
            part = acts[at : at + BATCH]
            Guidance.objects.bulk_create(part)
            step(len(part))
        _touch(held)
        if acts:
            audit.record("guidance.list_recorded", held, by=by, detail={"rows": len(acts)})
    left = sum(row.state in ("wrong", "double") for row in rows) - sum(row.state == "double" for row in chosen)
    return Outcome(len(acts), left)


def void_all(*, sheet: GuidanceSheet, reason: str, by: User) -> int:
    """Void every act that came from the list and still counts; its rows may then be recorded anew."""
    with transaction.atomic():
        held = _locked(sheet, None, by)
        why = reason_of(reason)
        live = Guidance.objects.filter(province_id=held.province_id, sheet=held, voided_at__isnull=True)
        gone = live.update(voided_at=clock.now(), voided_by=by, void_reason=why)
        if not gone:
            raise DomainError("state", _("Không còn lượt nào của danh sách này để hủy."))
        held.round = F("round") + 1
        _touch(held, "round")
        audit.record("guidance.list_voided", held, by=by, detail={"rows": gone})
    return gone


def _locked(sheet: GuidanceSheet, version: int | None, by: User) -> GuidanceSheet:
    found = GuidanceSheet.objects.select_for_update(of=("self",)).select_related("province").filter(pk=sheet.pk).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy danh sách này. Hãy tải lại trang."))
    if not access.may_use(by, found):
        raise forbidden()
    if version is not None and found.version != version:
        told = _("Danh sách này vừa được sửa ở nơi khác. Những gì bạn vừa gõ vẫn còn dưới đây; hãy xem lại rồi lưu.")
        raise DomainError("conflict", told)
    return found


def _touch(sheet: GuidanceSheet, *fields: str) -> None:
    sheet.version += 1
    sheet.save(update_fields=[*fields, "version"])


def _remember(sheet: GuidanceSheet) -> None:
    """What each heading meant, for the province's next list; the same heading twice teaches nothing."""
    keys = [heading_key(heading) for heading in sheet.headings]
    known = {key: name for key, name in zip(keys, sheet.columns, strict=False) if key and keys.count(key) == 1}
    rows = [
        GuidanceHeading(province_id=sheet.province_id, heading=key, field=name, remembered_at=clock.now())
        for key, name in known.items()
    ]
    GuidanceHeading.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["province", "heading"], update_fields=["field", "remembered_at"]
    )


EntityKey = tuple[str, str]


def _key(row: RowState) -> EntityKey:
    return reading.entity_key(row.read.values)


def _entities(rows: Sequence[RowState], province_id: int, by: User) -> dict[EntityKey, LegalEntity]:
    """The entity of each row: those known in two queries, the others recorded one by one."""
    found: dict[EntityKey, LegalEntity] = {}
    for row in rows:
        key, values = _key(row), row.read.values
        if key in found:
            continue
        if row.entity is not None:
            found[key] = row.entity
            continue
        given = EntityGiven(values["entity_name"], values["tax_code"], values["kind"])
        found[key] = entity_meant(given, province_id, by)
    return found


def _act(sheet: GuidanceSheet, row: RowState, entity: LegalEntity, by: User, now: Any) -> Guidance:
    values = row.read.values
    act = Guidance(
        province_id=sheet.province_id, sheet=sheet, entry_key=reading.row_key(sheet, row.number), entity=entity,
        guided_on=values["guided_on"], guide=row.guide, guide_name="" if row.guide else values["guide_name"],
        contents=sorted(set(values["contents"])), standard=values["standard"], how=values["how"],
        outcome=values["outcome"], result=values["result"], minutes=values["minutes"], place=values["place"],
        commune=row.commune, recorded_at=now, recorded_by=by,
    )  # fmt: skip
    if act.guide is None and not act.guide_name:
        act.guide = by
    seal(act)
    return act
