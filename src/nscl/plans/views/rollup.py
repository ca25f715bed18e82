"""Every plan that runs in today's province in a year, those of the provinces before it among them, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from nscl.foundation import clock, tenancy
from nscl.foundation.templatetags.words import period_words, vnd
from nscl.organisations.models import Province
from nscl.organisations.queries import with_predecessors
from nscl.plans import words
from nscl.plans.models import Deadline, Plan, SupportRule, Target
from nscl.plans.queries import rollup
from nscl.plans.queries.review import Entry
from nscl.plans.queries.rollup import Column, Line, Rollup
from nscl.plans.rules.rollup import Sum, Why
from nscl.plans.templatetags.compare import page_of
from nscl.plans.views.compare import reader
from nscl.plans.views.page_frame import STATES, is_over

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SIDE_BY_SIDE = 3
SHORT, LONG = 60, 500
"""Lines of a part beside the other parts, and of a part alone."""
ENDINGS = (
    ("docx", gettext_lazy("Xuất Word"), "file-type-docx"),
    ("pdf", gettext_lazy("Xuất PDF"), "file-type-pdf"),
    ("xlsx", gettext_lazy("Xuất Excel"), "file-spreadsheet"),
)
ALL = "tat-ca"
PARTS = ("muc-ho-tro", "chi-tieu", "thoi-han")
WHY: dict[Why, StrOrPromise] = {
    Why.ONE: gettext_lazy("chỉ một kế hoạch có"),
    Why.UNIT: gettext_lazy("không cộng: đơn vị tính khác nhau"),
    Why.PERIOD: gettext_lazy("không cộng: kỳ khác nhau"),
    Why.RATIO: gettext_lazy("không cộng: là tỷ lệ hoặc mức, không phải số đếm"),
    Why.TWICE: gettext_lazy("không cộng: các kế hoạch cùng một địa bàn, cộng sẽ tính hai lần"),
    Why.BOUND: gettext_lazy("không cộng: nơi ghi ít nhất, nơi ghi không quá"),
}


@dataclass(frozen=True)
class Cell:
    """What a plan says: the figure with its way to the row, and what else it says; empty where it says nothing."""

    plan: str
    main: str = ""
    more: str = ""
    url: str = ""


@dataclass(frozen=True)
class Told:
    """A line of a part: what it is about, a cell for each plan side by side, and those of further plans."""

    name: str
    cells: list[Cell]
    further: list[Cell]
    differs: bool
    alone: bool
    total: str = ""
    why: StrOrPromise = ""

    @property
    def addends(self) -> list[Cell]:
        return [cell for cell in (*self.cells, *self.further) if cell.main]


@login_required
@require_safe
def plan_rollup(request: HttpRequest) -> HttpResponse:
    """Of the province one works for; who works for none chooses one."""
    reader(request)
    year = year_of(request)
    province, choices = home(request)
    found = rollup.rollup(_lineage(province), year) if province else Rollup([], [], [], [], Why.ONE, False)
    part = request.GET.get("phan", "")
    part = part if part in PARTS else ""
    context = {
        **screen(found, part),
        "province": province,
        "choices": choices,
        "year": year,
        "year_words": str(year),
        "part": part,
        "tinh": str(province.pk) if choices and province else "",
        "endings": ENDINGS,
    }
    return render(request, "plans/rollup/page.html", context)


def year_of(request: HttpRequest) -> int:
    """The year in force, chosen in the top bar."""
    return int(getattr(request, "year", None) or clock.today().year)


def home(request: HttpRequest) -> tuple[Province | None, list[Province]]:
    """Today's province and, for who is of none, those to choose among."""
    membership = getattr(request, "membership", None)
    if membership is not None and membership.province is not None:
        return membership.province, []
    scope = tenancy.current() or tenancy.nobody()
    choices = rollup.today_of_all(scope.readable)
    asked = request.GET.get("tinh", "")
    return next((p for p in choices if str(p.pk) == asked), None), choices


def _lineage(province: Province) -> frozenset[int]:
    scope = tenancy.current() or tenancy.nobody()
    return with_predecessors(province.pk) & scope.readable


def screen(found: Rollup, part: str = "") -> dict[str, Any]:
    """The plans and what they say, as the page shows it."""
    columns = found.columns
    names = [short_name(column.plan) for column in columns]
    most = {"": SHORT, ALL: None}.get(part, LONG)
    parts = {
        "muc-ho-tro": [_told(line, columns, names, *_rule_texts(line)) for line in found.rules[:most]],
        "chi-tieu": [_told_target(line, total, columns, names) for line, total in found.targets[:most]],
        "thoi-han": [_told(line, columns, names, *_deadline_texts(line)) for line in found.deadlines[:most]],
    }
    counts = {"muc-ho-tro": len(found.rules), "chi-tieu": len(found.targets), "thoi-han": len(found.deadlines)}
    return {
        "found": found,
        "chunks": [_facts(columns[at : at + SIDE_BY_SIDE]) for at in range(0, len(columns), SIDE_BY_SIDE)],
        "names": names[:SIDE_BY_SIDE],
        "further": len(names) > SIDE_BY_SIDE,
        "parts": {slug.replace("-", "_"): told for slug, told in parts.items()},
        "counts": {slug.replace("-", "_"): count for slug, count in counts.items()},
        "longer": {slug.replace("-", "_"): counts[slug] > len(parts[slug]) for slug in PARTS},
        "budget": vnd(int(found.budget.maximum)) if isinstance(found.budget, Sum) and found.budget.maximum else "",
        "budget_why": WHY[found.budget] if isinstance(found.budget, Why) and found.budget is not Why.ONE else "",
        "budget_plans": [(names[at], c.plan) for at, c in enumerate(columns) if c.plan.budget_total_vnd is not None],
        "compared": _pair_query(columns),
    }


def short_name(plan: Plan) -> str:
    """`33/KH-UBND, Hậu Giang`: how a plan is called at the head of a column."""
    number = plan.number or words.title(plan)[:40]
    former = _(" (trước đây)") if plan.province.valid_to else ""
    return f"{number}, {plan.province.name}{former}"


def _pair_query(columns: Sequence[Column]) -> str:
    return urlencode({"a": columns[0].plan.pk, "b": columns[1].plan.pk}) if len(columns) == 2 else ""


@dataclass(frozen=True)
class Fact:
    label: StrOrPromise
    cells: list[Cell]


_COUNTED: tuple[tuple[StrOrPromise, str, str], ...] = (
    (gettext_lazy("Số chỉ tiêu"), "chi-tieu", "plan_targets"),
    (gettext_lazy("Số nhiệm vụ"), "nhiem-vu", "plan_tasks"),
    (gettext_lazy("Mức hỗ trợ"), "muc-ho-tro", "plan_rules"),
    (gettext_lazy("Thời hạn báo cáo"), "thoi-han", "plan_deadlines"),
)


def _facts(columns: Sequence[Column]) -> dict[str, Any]:
    """The plans of one table, and its rows."""
    named = [(column, short_name(column.plan)) for column in columns]
    rows = [
        Fact(label, [_count(column, name, slug, route) for column, name in named]) for label, slug, route in _COUNTED
    ]
    rows.append(Fact(gettext_lazy("Tổng dự toán"), [_budget(column, name) for column, name in named]))
    plans = [(column.plan, *STATES[Plan.Status(column.plan.status)], is_over(column.plan)) for column in columns]
    return {"plans": plans, "rows": rows}


def _count(column: Column, name: str, slug: str, route: str) -> Cell:
    return Cell(name, str(len(column.whole.groups[slug])), "", reverse(route, args=[column.plan.pk]))


def _budget(column: Column, name: str) -> Cell:
    total = column.plan.budget_total_vnd
    if total is None:
        return Cell(name)
    return Cell(name, vnd(total), "", reverse("plan_budget", args=[column.plan.pk]))


Texts = dict[int, tuple[str, str]]


def _rule_texts(line: Line) -> tuple[str, Texts, bool]:
    """The content, each plan's rate and cap, and whether they differ."""
    told: Texts = {}
    for at, entry in line.entries.items():
        rule = entry.item
        assert isinstance(rule, SupportRule)
        figures = [part for part in (words.rate(rule), _most(words.cap(rule))) if part]
        told[at] = (", ".join(figures) or _("không nêu mức"), "" if rule.content == _content(line) else rule.content)
    return _content(line), told, len({main for main, _more in told.values()}) > 1


def _most(cap: str) -> str:
    return _("tối đa %(cap)s") % {"cap": cap} if cap else ""


def _content(line: Line) -> str:
    item: Any = line.first.item
    return str(item.content or item.text)


def _deadline_texts(line: Line) -> tuple[str, Texts, bool]:
    told: Texts = {}
    for at, entry in line.entries.items():
        deadline = entry.item
        assert isinstance(deadline, Deadline)
        told[at] = (words.due(deadline) or _("chưa rõ ngày"), deadline.by)
    item: Any = line.first.item
    return str(item.text), told, len({main for main, _more in told.values()}) > 1


def _told_target(line: Line, total: Sum | Why, columns: Sequence[Column], names: list[str]) -> Told:
    told: Texts = {}
    for at, entry in line.entries.items():
        target = entry.item
        assert isinstance(target, Target)
        told[at] = (words.figure(target), period_words(target.period) if target.period else "")
    first: Any = line.first.item
    name = str(first.text) or words.figure(first)
    differs = len({main for main, _more in told.values()}) > 1
    shown = f"{_sum_words(total)} {first.unit}" if isinstance(total, Sum) else ""
    return _told(
        line, columns, names, name, told, differs, total=shown, why="" if isinstance(total, Sum) else WHY[total]
    )


def _sum_words(total: Sum) -> str:
    low, high = words.number(total.minimum), words.number(total.maximum)
    if not high:
        return _("ít nhất %(low)s") % {"low": low}
    if not low:
        return _("không quá %(high)s") % {"high": high}
    return high if low == high else _("từ %(low)s đến %(high)s") % {"low": low, "high": high}


def _told(
    line: Line, columns: Sequence[Column], names: list[str], name: str, told: Texts, differs: bool, **more: Any
) -> Told:
    cells = [_cell(names[at], line.entries.get(at), told.get(at)) for at in range(len(columns))]
    further = [cell for cell in cells[SIDE_BY_SIDE:] if cell.main]
    return Told(name, cells[:SIDE_BY_SIDE], further, differs, not line.several, **more)


def _cell(plan: str, entry: Entry | None, texts: tuple[str, str] | None) -> Cell:
    if entry is None or texts is None:
        return Cell(plan)
    return Cell(plan, *texts, page_of(entry))
