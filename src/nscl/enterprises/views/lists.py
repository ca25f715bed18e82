"""Bringing in a list: the file, which column is what, how far it is, what became of its rows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.accounts import asking
from nscl.documents import files, kinds
from nscl.documents.rendering.answering import download
from nscl.enterprises import access_lists as access
from nscl.enterprises import exports
from nscl.enterprises.actions import lists as actions
from nscl.enterprises.jobs import IN_PLACE
from nscl.enterprises.models import EnterpriseList, ListFault
from nscl.enterprises.queries import lists as queries
from nscl.enterprises.queries import places
from nscl.enterprises.rules.list_fields import FIELDS, FIGURES, asks_year, unit_of, year_of
from nscl.enterprises.rules.list_rows import Reader
from nscl.foundation import clock, jobs, paging
from nscl.foundation.limits import limited
from nscl.foundation.models import Job
from nscl.organisations.models import Province
from nscl.shared.errors import DomainError

VERSIONS = (2025, 2018)
SHOWN_FAULTS = 20


who = asking.who


def own_province(request: HttpRequest) -> Province:
    """The province into whose register the person may bring lists; refused where there is none."""
    return asking.own_province(request, access.IMPORT)


@login_required
@limited("upload", times=60, minutes=10)
@require_http_methods(["GET", "POST"])
def lists(request: HttpRequest) -> HttpResponse:
    """A file; nothing is written before its columns were looked at. Below, the lists brought before."""
    province = own_province(request)
    told = ""
    if request.method == "POST":
        sent = request.FILES.get("file")
        try:
            if sent is None:
                raise DomainError("missing", _("Hãy chọn tệp danh sách (.xlsx hoặc .csv)."), "file")
            with files.staged(sent, name=sent.name or "danh-sach", profile=kinds.TABLE) as staged:  # type: ignore[arg-type]
                found = actions.bring(province=province, file=staged, by=who(request))
        except DomainError as error:
            told = error.message
        else:
            return redirect("enterprise_list", pk=found.pk)
    rows = EnterpriseList.objects.filter(province=province).select_related("brought_by")
    shown, pages = paging.newest_first(rows, request.GET, size=20)
    context = {
        "province": province, "lists": shown, "pages": pages, "told": told, "fields": FIELDS.values(),
        "largest": kinds.TABLE.largest_mb,
    }  # fmt: skip
    return render(request, "enterprises/lists/all.html", context, status=422 if told else 200)


@login_required
@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """An empty list to fill in."""
    own_province(request)
    return _workbook(exports.sample, "mau-danh-sach-doanh-nghiep")


@dataclass(frozen=True)
class ColumnShown:
    """A column: its heading, some of its cells, the field it is taken for, what its sums are multiplied by, the year
    its heading names."""

    at: int
    heading: str
    samples: list[str]
    field: str
    unit: int
    year: int | None

    @property
    def label(self) -> str:
        words = str(FIELDS[self.field])
        return f"{words} {self.year}" if self.year else words


@dataclass(frozen=True)
class RowShown:
    """A row of the preview: (field, cell) under the columns in use, what refuses it, what is remarked, whether
    the register has its tax code."""

    line: int
    cells: list[tuple[str, str]]
    faults: list[str]
    remarks: list[str]
    known: bool


@login_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.list_for(who(request), pk)
    return _begun(request, found) if found.started_at else _preview(request, found)


@login_required
@require_POST
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.list_for(who(request), pk)
    wanted, line = request.POST.get("trang", found.sheet), request.POST.get("dong", "")
    try:
        actions.choose_sheet(
            found=found, sheet=wanted, version=_version(request), by=who(request),
            head_line=int(line) if _is_number(line) and wanted == found.sheet else 0,
        )  # fmt: skip
    except DomainError as error:
        return _preview(request, found, told=error.message, status=_refused(error))
    return redirect("enterprise_list", pk=pk)


@login_required
@require_POST
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Which column is what, and how the list is to be taken; then the preview anew."""
    found = access.list_for(who(request), pk)
    try:
        _take_columns(request, found, always=True)
    except DomainError as error:
        return _preview(request, found, told=error.message, status=_refused(error))
    messages.success(request, _("Đã nhận các cột; lần sau danh sách có tiêu đề như vậy sẽ tự hiểu."))
    return redirect("enterprise_list", pk=pk)


@login_required
@limited("enterprise_list_check", times=60, minutes=60)
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Look through the whole list behind the page, nothing kept."""
    found = access.list_for(who(request), pk)
    try:
        actions.check(found=found, version=_take_columns(request, found), by=who(request))
    except DomainError as error:
        return _preview(request, found, told=error.message, status=_refused(error))
    return redirect("enterprise_list", pk=pk)


@login_required
@limited("enterprise_list", times=60, minutes=60)
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the list into the register, behind the page."""
    found = access.list_for(who(request), pk)
    try:
        actions.start(found=found, version=_take_columns(request, found), by=who(request))
    except DomainError as error:
        return _preview(request, found, told=error.message, status=_refused(error))
    return redirect("enterprise_list", pk=pk)


@login_required
@require_safe
def wrong(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows to mend, as a workbook that can be brought in again."""
    found = access.list_for(who(request), pk)
    if ListFault.objects.filter(list=found, refused=True)[: IN_PLACE + 1].count() > IN_PLACE:
        return render(request, "enterprises/lists/long.html", {"found": found, "what": "wrong"})
    return _workbook(lambda path: exports.wrong_rows(found, path), f"dong-can-sua-{found.pk}")


@login_required
@require_http_methods(["GET", "POST"])
def fates(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of every row; a long list is written behind the page."""
    found = access.list_for(who(request), pk)
    what = request.POST.get("gi", "fates")
    if request.method == "POST":
        job = jobs.start(
            "enterprises.list_workbook", province_id=found.province_id, by=who(request), title=found.name,
            arguments={"list": found.pk, "what": "wrong" if what == "wrong" else "fates"},
        )  # fmt: skip
        return redirect("job", job.pk)
    if queries.tally(found).rows > IN_PLACE:
        return render(request, "enterprises/lists/long.html", {"found": found, "what": "fates"})
    return _workbook(lambda path: exports.fates(found, path), f"ket-qua-tung-dong-{found.pk}")


def _preview(request: HttpRequest, found: EnterpriseList, *, told: str = "", status: int = 200) -> HttpResponse:
    """The top of the file with what would become of it."""
    try:
        with queries.on_disk(found.attachment) as path:
            looked = queries.look(path, found.sheet)
    except DomainError as error:
        return render(request, "enterprises/lists/unread.html", {"found": found, "told": error.message}, status=422)
    rows = [row for row in looked.rows if row[0] > found.head_line]
    used = [at for at, name in enumerate(found.columns) if name]
    columns = _columns(found, rows)
    context = {
        "found": found, "told": told, "sheets": looked.sheets, "fields": list(FIELDS.items()), "versions": VERSIONS,
        "columns": columns, "used": [columns[at] for at in used], "rows": _rows(found, rows, used),
        "lacks_year": found.year is None and asks_year(found.columns, found.headings), "ready": "name" in found.columns,
        "checked": queries.checked(found),
    }  # fmt: skip
    return render(request, "enterprises/lists/preview.html", context, status=status)


def _columns(found: EnterpriseList, rows: Sequence[tuple[int, list[str]]]) -> list[ColumnShown]:
    out = []
    for at, (heading, name) in enumerate(zip(found.headings, found.columns, strict=True)):
        cells = (cells[at] for _line, cells in rows if at < len(cells) and cells[at])
        unit = unit_of(heading) if name in ("revenue", "capital") else 1
        year = year_of(heading) if name in FIGURES else None
        out.append(ColumnShown(at, heading, list(dict.fromkeys(cells))[:3], name, unit, year))
    return out


@translation.override(settings.LANGUAGE_CODE)
def _rows(found: EnterpriseList, rows: Sequence[tuple[int, list[str]]], used: Sequence[int]) -> list[RowShown]:
    """What would become of the rows; reasons in Vietnamese, as they are kept once the list is written."""
    reader = Reader(
        found.columns, found.headings, commune=places.communes_by_words(found.province),
        version=found.industry_version, today=clock.today(), year=found.year,
    )  # fmt: skip
    told = [(line, cells, reader.read(cells)) for line, cells in rows]
    codes = [str(code) for _line, _cells, read in told if (code := read.values.get("tax_code"))]
    held = queries.known(found, codes) if codes else set()
    return [
        RowShown(
            line, [(found.columns[at], cells[at] if at < len(cells) else "") for at in used], read.faults, read.remarks,
            read.values.get("tax_code") in held,
        )
        for line, cells, read in told
    ]  # fmt: skip


def _begun(request: HttpRequest, found: EnterpriseList) -> HttpResponse:
    """How far it is, or what became of it."""
    job = Job.objects.filter(pk=found.job_id or 0).first()
    tally = queries.tally(found)
    refused = ListFault.objects.filter(list=found, refused=True).order_by("line")
    remarked = ListFault.objects.filter(list=found, refused=False).order_by("line")
    context = {
        "found": found, "job": job, "live": job is not None and job.live, "tally": tally,
        "mine": job is not None and jobs.may_decide(job, who(request)),
        "refused": refused[:SHOWN_FAULTS], "remarked": remarked[:SHOWN_FAULTS], "shown": SHOWN_FAULTS,
    }  # fmt: skip
    return render(request, "enterprises/lists/result.html", context)


def _take_columns(request: HttpRequest, found: EnterpriseList, *, always: bool = False) -> int:
    """Keep what was chosen in the same form, if it is new; the list's version then. What is refused is shown again."""
    given = _given(request, found)
    sent = "cot-0" in request.POST and found.started_at is None
    if not always and not (sent and any(getattr(found, name) != value for name, value in given.items())):
        return _version(request)
    try:
        return actions.set_columns(found=found, version=_version(request), by=who(request), **given).version
    except DomainError:
        for name, value in given.items():
            setattr(found, name, value)
        raise


def _given(request: HttpRequest, found: EnterpriseList) -> dict[str, Any]:
    year, version = request.POST.get("nam", ""), request.POST.get("vsic", "")
    return {
        "columns": [
            name if (name := request.POST.get(f"cot-{at}", "")) in FIELDS else "" for at in range(len(found.headings))
        ],
        "overwrite": request.POST.get("ghi") == "de",
        "year": int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None,
        "industry_version": int(version) if version in map(str, VERSIONS) else VERSIONS[0],
    }


def _workbook(write: Callable[[Path], None], name: str) -> HttpResponse:
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as made:
        write(Path(made.name))
        return download(Path(made.name).read_bytes(), name, "xlsx")


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if _is_number(text) else 0


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 9


def _refused(error: DomainError) -> int:
    return 409 if error.code in ("conflict", "state") else 422
