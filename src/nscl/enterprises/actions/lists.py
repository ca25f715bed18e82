"""Bringing in a list: the file is kept, its columns are named, its rows are dealt with behind the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents.files import Staged
from nscl.enterprises import access_lists as access
from nscl.enterprises.models import EnterpriseList, ListHeadings
from nscl.enterprises.queries import lists as reading
from nscl.enterprises.rules.industries import CURRENT
from nscl.enterprises.rules.list_fields import ADDED, FIELDS, asks_year, propose, signature, years
from nscl.foundation import audit, clock, jobs
from nscl.foundation.models import Job
from nscl.organisations.models import Province
from nscl.shared.errors import DomainError

EARLIEST = 1990


def bring(*, province: Province, file: Staged, by: User) -> EnterpriseList:
    """Keep the file and propose which column is what. Raises `DomainError` where it cannot be read as a table."""
    looked = reading.look(file.path)
    if not looked.head.line:
        told = _(
            "Không thấy dòng tiêu đề trong 40 dòng đầu. Hãy thêm dòng tiêu đề có “Tên doanh nghiệp”, “Mã số thuế” … "
            "rồi tải lên lại."
        )
        raise DomainError("no_heading", told, "file")
    with transaction.atomic():
        found = EnterpriseList(
            province=province,
            name=file.name[:255],
            brought_at=clock.now(),
            brought_by=by,
            **_headed(looked, province.pk),
        )
        _may(by, found)
        found.attachment = file.keep(province_id=province.pk, by=by)
        found.save(force_insert=True)
        audit.record("enterprise_list.brought", found, by=by)
    return found


def choose_sheet(*, found: EnterpriseList, sheet: str, head_line: int = 0, version: int, by: User) -> EnterpriseList:
    """Take another sheet of the workbook, or another row for its heading (0: the one that is found)."""
    with reading.on_disk(found.attachment) as path:
        looked = reading.look(path, sheet, head_line)
    if head_line and not looked.head.line:
        told = _("Dòng %(line)s trống hoặc không nằm trong 40 dòng đầu. Hãy ghi số của dòng tiêu đề như Excel đánh số.")
        raise DomainError("no_heading", told % {"line": head_line}, "dong")
    with transaction.atomic():
        held = _held(found, version, by)
        for name, value in _headed(looked, held.province_id).items():
            setattr(held, name, value)
        _touch(held, "sheet", "encoding", "head_line", "headings", "columns")
    return held


def check(*, found: EnterpriseList, version: int, by: User) -> Job:
    """Look through all rows behind the page, nothing kept. One that is under way is given again."""
    with transaction.atomic():
        held = _held(found, version, by)
        _check(held.columns, held.headings, held.year)
        if (begun := reading.checked(held)) is not None and begun.live:
            return begun
        return jobs.start(
            reading.CHECK, province_id=held.province_id, by=by, title=held.name,
            arguments={"list": held.pk, "version": held.version},
        )  # fmt: skip


def set_columns(
    *,
    found: EnterpriseList,
    version: int,
    columns: Sequence[str],
    overwrite: bool,
    year: int | None,
    industry_version: int = CURRENT,
    by: User,
) -> EnterpriseList:
    """Say which column is what; the province's next list with these headings is proposed so."""
    with transaction.atomic():
        held = _held(found, version, by)
        chosen = [name if name in FIELDS else "" for name in columns]
        chosen = (chosen + [""] * len(held.headings))[: len(held.headings)]
        _check(chosen, held.headings, year)
        held.columns, held.overwrite, held.industry_version = chosen, overwrite, industry_version
        held.year = year if asks_year(chosen, held.headings) else None
        _touch(held, "columns", "overwrite", "year", "industry_version")
        _remember(held)
    return held


def start(*, found: EnterpriseList, version: int, by: User) -> Job:
    """Deal with the rows, behind the page. A second time gives the work that is under way."""
    with transaction.atomic():
        held = _held(found, version, by, begun=True)
        _check(held.columns, held.headings, held.year)
        job = jobs.start(
            "enterprises.import", province_id=held.province_id, by=by, title=held.name, key=f"list-{held.pk}",
            arguments={"list": held.pk},
        )  # fmt: skip
        if held.started_at is None:
            held.started_at, held.job_id = clock.now(), job.pk
            _touch(held, "started_at", "job_id")
    return job


def _check(columns: Sequence[str], headings: Sequence[str], year: int | None) -> None:
    """No field twice (figures: of one year), a name, a year for each column of figures."""
    told = list(zip(columns, years(columns, headings, year), strict=True))
    for name, of in told:
        if name and told.count((name, of)) > 1:
            words = f"{FIELDS[name]} {of}" if of else str(FIELDS[name])
            raise DomainError("invalid", _("Hai cột cùng là “%(field)s”. Hãy chọn lại một cột.") % {"field": words})
    if "name" not in columns:
        raise DomainError("invalid", _("Hãy chọn cột nào là tên doanh nghiệp."))
    if asks_year(columns, headings) and not (year and EARLIEST <= year <= clock.today().year):
        words = _("Danh sách có lao động, doanh thu hoặc nguồn vốn. Hãy ghi đó là số liệu của năm nào.")
        raise DomainError("invalid", words, "year")
    for of in {of for _name, of in told if of}:
        if not EARLIEST <= of <= clock.today().year:
            words = _("Có cột số liệu của năm %(year)s. Chỉ nhận số liệu từ năm 1990 đến năm nay; hãy bỏ cột ấy.")
            raise DomainError("invalid", words % {"year": of})


def _remember(held: EnterpriseList) -> None:
    """Also for the workbook of wrong rows, which has two columns more."""
    for headings, columns in (
        (held.headings, held.columns),
        ([*held.headings, *map(str, ADDED)], [*held.columns, *[""] * len(ADDED)]),
    ):
        ListHeadings.objects.update_or_create(
            province_id=held.province_id, signature=signature(headings),
            defaults={"columns": columns, "changed_at": clock.now()},
        )  # fmt: skip


def _headed(looked: reading.Looked, province_id: int) -> dict[str, Any]:
    width = max([len(looked.head.headings), *(len(cells) for _line, cells in looked.rows)])
    headings = [words[:300] for words in looked.head.headings]
    headings += [""] * (width - len(headings))
    columns = propose(headings, reading.remembered(province_id, headings))
    return {
        "sheet": looked.sheet[:100], "encoding": looked.encoding, "head_line": looked.head.line, "headings": headings,
        "columns": columns,
    }  # fmt: skip


def _may(by: User, found: EnterpriseList) -> None:
    if not access.may(by, found):
        raise DomainError("forbidden", _("Bạn không có quyền nhập danh sách doanh nghiệp của tỉnh này."))


def _held(found: EnterpriseList, version: int, by: User, *, begun: bool = False) -> EnterpriseList:
    """The list, locked, as the person saw it; one whose rows are being dealt with is not changed any more."""
    held = EnterpriseList.objects.select_for_update(of=("self",)).get(pk=found.pk)
    _may(by, held)
    if held.started_at is not None and not begun:
        raise DomainError("state", _("Danh sách này đã bắt đầu ghi vào sổ nên không đổi cột được nữa."))
    if held.version != version and not (begun and held.started_at is not None):
        told = _("Có người vừa đổi các cột của danh sách này. Hãy xem lại rồi làm tiếp.")
        raise DomainError("conflict", told)
    return held


def _touch(held: EnterpriseList, *fields: str) -> None:
    held.version += 1
    held.save(update_fields=[*fields, "version"])
