"""The guidance log: its list, what is shown taken away as a workbook, and the log in figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nscl.accounts import asking
from nscl.accounts.models import Membership, User
from nscl.documents import rendering
from nscl.documents.rendering.answering import download
from nscl.foundation import clock, jobs, tenancy
from nscl.foundation.limits import limited
from nscl.foundation.paging import address, without_place
from nscl.foundation.templatetags.components import Pages
from nscl.organisations.models import LegalEntity
from nscl.plans.access import guidance as access
from nscl.plans.exports import guidance as exports
from nscl.plans.forms.guidance import CountsFilter, LogFilter
from nscl.plans.jobs.guidance import IN_PLACE
from nscl.plans.queries import guidance as queries
from nscl.plans.queries import guidance_forms as offered
from nscl.plans.queries.guidance import Asked, Key
from nscl.plans.queries.guidance_counts import NONE, Counts, Figure, counts
from nscl.plans.queries.roots import wordings
from nscl.plans.views.guidance import may_record, who

if TYPE_CHECKING:
    from nscl.catalogue.models import ContentGroup


def may_see(request: HttpRequest) -> None:
    asking.may_see(request, access.VIEW)


def year_of(request: HttpRequest) -> int:
    return int(getattr(request, "year", clock.today().year))


def asked_of(request: HttpRequest, data: QueryDict) -> tuple[LogFilter, Asked]:
    scope = tenancy.current() or tenancy.nobody()
    form = LogFilter(data, year=year_of(request), groups=offered.groups(), provinces=offered.provinces(scope))
    return form, form.asked()


@login_required
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Acts of the year in force, the latest first, or as asked."""
    may_see(request)
    scope = tenancy.current() or tenancy.nobody()
    form, asked = asked_of(request, request.GET)
    after, before = (Key.read(request.GET.get(name, "")) for name in ("sau", "truoc"))
    found = queries.page(scope, asked, after=after, before=before)
    names = dict(form.fields["noi_dung"].choices)  # type: ignore[attr-defined]
    context = {
        "form": form, "asked": asked, "lines": [(act, [names.get(c, c) for c in act.contents]) for act in found.acts],
        "total": queries.total(scope, asked), "pages": _pages(request.GET, found), "recorder": may_record(request),
        "several": len(scope.readable) > 1, "provinces": _names(form), "only": _only(form, request.GET, asked),
        "filtered": any(value for name, value in request.GET.items() if name in form.fields),
        "query": without_place(request.GET).urlencode(),
    }  # fmt: skip
    return render(request, "plans/guidance/log.html", context)


def _pages(given: QueryDict, found: queries.LogPage) -> Pages:
    return Pages(
        previous_url=address(given, "truoc", found.before) if found.before else "",
        next_url=address(given, "sau", found.after) if found.after else "",
    )


def _names(form: LogFilter) -> dict[int, str]:
    field = form.fields.get("tinh")
    return {int(pk): name for pk, name in field.choices if pk} if field else {}  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Only:
    """A filter that has no field of its own: in words, and the address without it."""

    words: str
    url: str


def _only(form: LogFilter, given: QueryDict, asked: Asked) -> list[Only]:
    """What a figure or another page asked for besides the filter row."""
    told = []
    if asked.entity:
        entity = LegalEntity.objects.filter(pk=asked.entity).first()
        told.append(("dn", entity.name if entity else _("doanh nghiệp không có trong danh mục")))
    if asked.guide_id:
        person = User.objects.filter(pk=asked.guide_id).first()
        told.append(("nguoi_so", person.full_name if person else _("người không còn trong hệ thống")))
    if asked.guide_name:
        told.append(("ten_nguoi", asked.guide_name))
    if asked.month:
        told.append(("thang", _("tháng %(month)s") % {"month": asked.month}))
    if asked.until and asked.until != asked.year:
        told.append(("den", _("đến hết năm %(year)s") % {"year": asked.until}))
    if asked.task:
        now = wordings([asked.task]).get(asked.task)
        told.append(("nhiem_vu", now.task.title[:80] if now else _("nhiệm vụ không có trong kế hoạch nào")))
    if asked.sheet:
        told.append(("danh_sach", _("danh sách đã nhập số %(number)s") % {"number": asked.sheet}))
    return [Only(words, _without(given, name)) for name, words in told]


def _without(given: QueryDict, name: str) -> str:
    query = without_place(given)
    query.pop(name, None)
    return f"?{query.urlencode()}"


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What the list shows, as a workbook; very many acts are offered as a job."""
    may_see(request)
    scope = tenancy.current() or tenancy.nobody()
    _form, asked = asked_of(request, request.GET)
    if queries.total(scope, asked).acts > IN_PLACE and may_record(request):
        return render(request, "plans/guidance/export_later.html", {"query": without_place(request.GET).urlencode()})
    content = exports.workbook(queries.every(scope, asked), offered.groups(), today=clock.today())
    return download(content, f"nhat-ky-huong-dan-{clock.today():%Y-%m-%d}", "xlsx")


@login_required
@require_POST
def export_later(request: HttpRequest) -> HttpResponse:
    """Write the workbook behind the page; its file is kept with the province's."""
    may_see(request)
    membership = getattr(request, "membership", None)
    if not isinstance(membership, Membership) or membership.province_id is None:
        raise PermissionDenied(access.VIEW)
    _form, asked = asked_of(request, request.GET)
    job = jobs.start(
        "guidance.export", province_id=membership.province_id, by=who(request), arguments=exports.told(asked)
    )
    return redirect("job", job.pk)


@dataclass(frozen=True)
class Cell:
    """A figure and the list that shows exactly its acts."""

    figure: Figure
    url: str


@dataclass(frozen=True)
class Line:
    """A content, a guide or a month with its figures: one a year and one over all years, or just one."""

    name: str
    cells: list[Cell]


@login_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Distinct enterprises and acts by content and year, by guide and by month; each figure opens its rows."""
    may_see(request)
    scope = tenancy.current() or tenancy.nobody()
    form = CountsFilter(request.GET, year=year_of(request), provinces=offered.provinces(scope))
    found = _counted(form, scope)
    groups = offered.groups()
    context = {
        "form": form, "counts": found, "years": list(range(found.first, found.last + 1)),
        "several_years": found.first < found.last, "contents": content_lines(found, groups, form),
        "whole": _total_line(found, form), "guides": guide_lines(found, form), "months": month_lines(found, form),
        "recorder": may_record(request), "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "plans/guidance/figures.html", context, status=200 if form.is_valid() else 422)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def figures_paper(request: HttpRequest, ending: str) -> HttpResponse:
    """The same tables as Word, PDF or Excel."""
    may_see(request)
    if ending not in rendering.FORMATS:
        raise Http404(ending)
    scope = tenancy.current() or tenancy.nobody()
    form = CountsFilter(request.GET, year=year_of(request), provinces=offered.provinces(scope))
    found = _counted(form, scope)
    membership = getattr(request, "membership", None)
    paper = exports.paper(
        found, offered.groups(), _guide_names(found), known_on=form.known_on, membership=membership,
        today=clock.today(), place=form.place,
    )  # fmt: skip
    stem = f"thong-ke-huong-dan-{found.first}-{found.last}"
    return download(rendering.render(paper, ending), stem, ending)


def _counted(form: CountsFilter, scope: tenancy.Scope) -> Counts:
    first, last = form.years()
    chosen = [form.province] if form.province else None
    return counts(scope, first, last, known_on=form.known_on, provinces=chosen)


def content_lines(found: Counts, groups: list[ContentGroup], form: CountsFilter) -> list[Line]:
    """A line for each content on which anybody was guided, in the order of the contents."""
    names = {group.code: group.label for group in groups}
    codes = [code for code in names if code in found.whole_contents]
    codes += sorted(code for code in found.whole_contents if code not in names)
    return [Line(names.get(code, code), _cells(found, form, code)) for code in codes]


def _cells(found: Counts, form: CountsFilter, code: str) -> list[Cell]:
    years = range(found.first, found.last + 1)
    cells = [Cell(found.contents.get((code, year), NONE), _open(form, year, noi_dung=code)) for year in years]
    if len(years) > 1:
        cells.append(
            Cell(found.whole_contents.get(code, NONE), _open(form, found.first, den=found.last, noi_dung=code))
        )
    return cells


def _total_line(found: Counts, form: CountsFilter) -> Line:
    years = range(found.first, found.last + 1)
    cells = [Cell(found.years.get(year, NONE), _open(form, year)) for year in years]
    if len(years) > 1:
        cells.append(Cell(found.whole, _open(form, found.first, den=found.last)))
    return Line(_("Mọi nội dung (mỗi nơi tính một lần)"), cells)


def guide_lines(found: Counts, form: CountsFilter) -> list[Line]:
    names = _guide_names(found)
    return [
        Line(
            names.get(pk or 0, name),
            [Cell(figure, _open(form, found.last, **({"nguoi_so": pk} if pk else {"ten_nguoi": name})))],
        )
        for (pk, name), figure in found.guides.items()
    ]


def _guide_names(found: Counts) -> dict[int, str]:
    ids = [pk for pk, _name in found.guides if pk]
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "full_name")) if ids else {}


def month_lines(found: Counts, form: CountsFilter) -> list[Line]:
    return [
        Line(
            _("Tháng %(month)s") % {"month": month},
            [Cell(found.months[month], _open(form, found.last, thang=month))],
        )
        for month in sorted(found.months)
    ]


def _open(form: CountsFilter, year: int, **more: Any) -> str:
    """The list with the same acts: the same place, as known on the same day."""
    known: dt.date | None = form.known_on
    query: dict[str, Any] = {"nam": year, **more}
    if known:
        query["biet"] = f"{known:%Y-%m-%d}"
    if form.province:
        query["tinh"] = form.province
    return f"{reverse('guidance_log')}?{urlencode(query)}"
