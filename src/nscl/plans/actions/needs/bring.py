"""A list as a workbook: kept, its columns understood, its rows mended, and only then taken in, all at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import files, kinds
from nscl.foundation import audit, clock
from nscl.plans.actions.needs import take
from nscl.plans.actions.needs.common import Conflict, locked_for, one_line, reason_of
from nscl.plans.actions.needs.senders import sender_named
from nscl.plans.exports import needs_sheets
from nscl.plans.models import HeadingMemory, NeedsImport, NeedsRound, Proposal
from nscl.plans.queries.needs import groups_of
from nscl.plans.rules import needs_headings, needs_rows
from nscl.plans.rules.needs_rows import Row
from nscl.shared.errors import DomainError

SHEET = kinds.profile("needs_list", "xlsx")


def receive(
    *, round: NeedsRound, content: BinaryIO | Path, name: str, sender: Mapping[str, Any], by: User
) -> NeedsImport:
    """Keep the workbook and propose what its columns are. The same bytes once more in the round are that same list."""
    with files.staged(content, name=name, profile=SHEET) as file, transaction.atomic():
        found = locked_for(round.pk, by, "needs.edit")
        if not found.takes_letters:
            raise DomainError("state", _("Đợt khảo sát chưa mở nên chưa nhận đề xuất. Hãy mở đợt trước."))
        there = NeedsImport.objects.filter(round=found, voided_at__isnull=True, attachment__sha256=file.sha256).first()
        if there is not None:
            return there
        rows = needs_sheets.read(file.path, take.MOST_ROWS + needs_headings.LOOKED_THROUGH)
        heads = needs_headings.find([cells for _number, cells in rows], remembered(found.province_id))
        if heads is None:
            told = _("Không thấy dòng tiêu đề có cột tên doanh nghiệp. Hãy đặt tiêu đề cột, ví dụ theo mẫu tải về.")
            raise DomainError("heads", told)
        made = NeedsImport(
            province_id=found.province_id, round=found, attachment=file.keep(province_id=found.province_id, by=by),
            sender=_storable(sender), heads=[cell[:300] for cell in heads.cells],
            rows=[[number, cells] for number, cells in rows[heads.row + 1 :]],
            mapping={str(at): field for at, field in heads.mapping.items()}, uploaded_at=clock.now(), uploaded_by=by,
        )  # fmt: skip
        made.save(force_insert=True)
        audit.record("needs.list_received", found, by=by, detail={"list": made.pk, "rows": len(made.rows)})
    return made


def mend(
    *, waiting: NeedsImport, version: int, by: User, mapping: Mapping[int, str] | None = None,
    fixes: Mapping[int, Mapping[str, str]] | None = None, dropped: Sequence[int] | None = None,
) -> NeedsImport:  # fmt: skip
    """Say what the columns are, correct cells of rows, leave rows out."""
    with transaction.atomic():
        row = _open(waiting, version, by)
        if mapping is not None:
            given = {str(at): field for at, field in mapping.items() if field}
            fields = [field for field in given.values() if field != needs_headings.SKIP]
            if len(set(fields)) != len(fields):
                raise DomainError("twice", _("Hai cột cùng chọn một nội dung. Mỗi nội dung lấy từ một cột."), "mapping")
            row.mapping = given
        for number, texts in (fixes or {}).items():
            row.fixes[str(number)] = {**row.fixes.get(str(number), {}), **texts}
        if dropped is not None:
            row.dropped = sorted({*row.dropped, *dropped})
        row.version += 1
        row.save(update_fields=["mapping", "fixes", "dropped", "version"])
    return row


def accept(*, waiting: NeedsImport, version: int, by: User) -> Proposal:
    """Take in every row that was not left out; refused while one of them has something wrong."""
    with transaction.atomic():
        row = _open(waiting, version, by)
        rows = checked(row)
        if wrong := [r for r in rows if not r.is_good]:
            told = _("Còn %(count)s dòng chưa đúng. Hãy sửa hoặc bỏ các dòng ấy rồi nhận lại.")
            raise DomainError("rows", told % {"count": len(wrong)}, "rows")
        given = row.sender
        dated = dt.date.fromisoformat(given["dated_on"]) if given.get("dated_on") else None
        proposal = take.enter(
            round=row.round, sender=sender_named(given.get("kind", ""), given.get("name", ""), row.round.province),
            rows=[{**r.values, "source_row": r.number} for r in rows],
            paper=take.Paper(given.get("number", ""), dated, attachment=row.attachment, note=given.get("note", "")),
            channel=Proposal.Channel.LIST, key=f"xlsx:{row.attachment.sha256}", by=by,
        )  # fmt: skip
        row.proposal = proposal
        row.version += 1
        row.save(update_fields=["proposal", "version"])
        _remember(row, by)
    return proposal


def drop(*, waiting: NeedsImport, reason: str, by: User) -> NeedsImport:
    """The list is not taken. Its file stays in the store."""
    with transaction.atomic():
        row = _open(waiting, None, by)
        row.voided_at, row.voided_by, row.void_reason = clock.now(), by, reason_of(reason)
        row.save(update_fields=["voided_at", "voided_by", "void_reason"])
        audit.record("needs.list_dropped", row.round, by=by, detail={"list": row.pk})
    return row


def checked(waiting: NeedsImport) -> list[Row]:
    """Every row of the list that says something and was not left out, with its values or what is wrong with it."""
    groups = {group.code: group.name for group in groups_of(waiting.round)}
    columns = {field: int(at) for at, field in waiting.mapping.items() if field != needs_headings.SKIP}
    worth = needs_headings.worth_of(_head(waiting, columns.get("cost")))
    dropped, out = set(waiting.dropped), []
    for number, cells in waiting.rows:
        given = {field: cells[at] for field, at in columns.items() if at < len(cells)}
        fixed = waiting.fixes.get(str(number), {})
        if number in dropped or (not fixed and needs_rows.is_empty(given)):
            continue
        row_worth = 1 if "cost" in fixed else worth
        out.append(
            needs_rows.clean(number, {**given, **fixed}, groups=groups, year=waiting.round.for_year, worth=row_worth)
        )
    return out


def remembered(province_id: int) -> dict[str, str]:
    return dict(HeadingMemory.objects.filter(province_id=province_id).values_list("heading", "field"))


def _head(waiting: NeedsImport, at: int | None) -> str:
    return waiting.heads[at] if at is not None and at < len(waiting.heads) else ""


def _open(waiting: NeedsImport, version: int | None, by: User) -> NeedsImport:
    found = locked_for(waiting.round_id, by, "needs.edit")
    rows = NeedsImport.objects.select_for_update(of=("self",)).select_related("attachment", "round__province")
    row = rows.filter(pk=waiting.pk, round=found, voided_at__isnull=True).first()
    if row is None:
        raise DomainError("state", _("Danh sách này đã bỏ. Hãy tải lại trang."))
    if row.proposal_id is not None:
        raise DomainError("taken", _("Danh sách này đã nhận rồi."))
    if version is not None and row.version != version:
        raise Conflict(row, {})
    return row


def _remember(row: NeedsImport, by: User) -> None:
    for at, field in row.mapping.items():
        if heading := needs_headings.heading_key(_head(row, int(at))):
            HeadingMemory.objects.update_or_create(
                province_id=row.province_id, heading=heading,
                defaults={"field": field, "remembered_at": clock.now(), "remembered_by": by},
            )  # fmt: skip


def _storable(sender: Mapping[str, Any]) -> dict[str, str]:
    day = sender.get("dated_on")
    texts = {name: one_line(str(sender.get(name) or "")) for name in ("kind", "name", "number", "note")}
    return {**texts, "dated_on": day.isoformat() if isinstance(day, dt.date) else ""}
