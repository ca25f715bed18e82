"""Two plans beside each other: which two, and what differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from nscl.accounts.models import User
from nscl.foundation import tenancy
from nscl.foundation.templatetags.components import Pages
from nscl.plans.kinds import KINDS
from nscl.plans.models import Plan
from nscl.plans.queries import choosing
from nscl.plans.queries.compare import HEAD, Comparison, Row, Section, compare
from nscl.plans.rules.differences import Change

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHORT = 40
"""Rows of a part shown beside the other parts; a part alone is shown by pages."""
PAGE = 100
ONLY = "khac"
OF_KIN: dict[Change, StrOrPromise] = {
    Change.SAME: gettext_lazy("giữ nguyên"),
    Change.CHANGED: gettext_lazy("sửa"),
    Change.ADDED: gettext_lazy("thêm"),
    Change.REMOVED: gettext_lazy("bỏ"),
}
OF_OTHERS: dict[Change, StrOrPromise] = {
    Change.SAME: gettext_lazy("giống nhau"),
    Change.CHANGED: gettext_lazy("khác nhau"),
    Change.ADDED: gettext_lazy("chỉ bên phải có"),
    Change.REMOVED: gettext_lazy("chỉ bên trái có"),
}
LOOKS = {
    Change.SAME: ("neutral", "equal"),
    Change.CHANGED: ("warning", "pencil"),
    Change.ADDED: ("success", "plus"),
    Change.REMOVED: ("danger", "minus"),
}


def change_words(found: Comparison) -> dict[Change, StrOrPromise]:
    """What each change is called: nothing is "left out" of a plan that never followed the other."""
    return OF_KIN if found.kin else OF_OTHERS


@dataclass(frozen=True)
class Shown:
    """A row with its state in word, tone and icon."""

    row: Row
    words: StrOrPromise
    tone: str
    icon: str


@dataclass(frozen=True)
class Part:
    """A section as it is shown: some of its rows, and where all of them are."""

    section: Section
    summary: str
    rows: list[Shown]
    count: int
    all_url: str
    pages: Pages


@dataclass(frozen=True)
class Asked:
    """What the address asks for: both plans, the part (empty: all), only what differs, from which row on."""

    left: Plan
    right: Plan
    part: str
    only: bool
    start: int

    def query(self, **changed: Any) -> str:
        told: dict[str, Any] = {
            "a": self.left.pk, "b": self.right.pk, "phan": self.part, "chi": ONLY if self.only else "", **changed,
        }  # fmt: skip
        return urlencode({key: value for key, value in told.items() if value})


@login_required
@require_safe
def plan_compare(request: HttpRequest) -> HttpResponse:
    """Without two plans it asks which; words typed in place of a choice lead to the plans they mean."""
    reachable = choosing.within_reach(reader(request), tenancy.current() or tenancy.nobody())
    left, right = (_chosen(request, name) for name in ("a", "b"))
    if request.GET.get("ta", "").strip() or request.GET.get("tb", "").strip():
        return _typed(request, reachable, left, right)
    if left is None or right is None:
        return _ask(request, reachable, left, right)
    asked = Asked(
        left, right, part_of(request), request.GET.get("chi") == ONLY, _number(request.GET.get("tu", "")) or 0
    )
    found = compare(left, right)
    context = {
        **screen(found, asked),
        "chooser": _chooser(request, choosing.choices(reachable), left, right),
    }
    return render(request, "plans/compare/page.html", context)


def reader(request: HttpRequest) -> User:
    """The person, if plans are theirs to read; for others no plan is there that an address names."""
    assert isinstance(request.user, User)
    if not request.user.has_perm("plans.view"):
        if request.GET.get("a") or request.GET.get("b"):
            raise Http404("plan")
        raise PermissionDenied("plans.view")
    return request.user


def two_plans(request: HttpRequest) -> tuple[Plan, Plan]:
    """Both plans that the address names; 404 where one is missing."""
    reader(request)
    left, right = (_chosen(request, name) for name in ("a", "b"))
    if left is None or right is None:
        raise Http404("plan")
    return left, right


def part_of(request: HttpRequest) -> str:
    part = request.GET.get("phan", "")
    return part if part == HEAD or part in KINDS else ""


def _chosen(request: HttpRequest, name: str) -> Plan | None:
    """The plan that the address names by its id; 404 when it is none the person may open."""
    if not (asked := request.GET.get(name, "").strip()):
        return None
    assert isinstance(request.user, User)
    if (pk := _number(asked)) is None:
        raise Http404("plan")
    return choosing.readable(request.user, pk)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def screen(found: Comparison, asked: Asked) -> dict[str, Any]:
    """The comparison as the page shows it."""
    told = change_words(found)
    parts = [_part(section, asked, told) for section in found.sections if asked.part in ("", section.slug)]
    paper = asked.query()
    return {
        "found": found,
        "asked": asked,
        "parts": [part for part in parts if part.count or asked.part],
        "summaries": [(section, summary(section, told)) for section in found.sections if section.rows],
        "all_query": asked.query(phan="", chi=""),
        "only_query": asked.query(chi="" if asked.only else ONLY),
        "whole_query": asked.query(phan=""),
        "turned_query": asked.query(a=asked.right.pk, b=asked.left.pk),
        "papers": [(name, f"{reverse('plan_compare_paper', args=[name])}?{paper}") for name in ("docx", "pdf", "xlsx")],
        "part_name": next((s.name for s in found.sections if s.slug == asked.part), ""),
    }  # fmt: skip


def summary(section: Section, told: dict[Change, StrOrPromise]) -> str:
    """`12 chỉ tiêu: 8 giữ nguyên, 2 sửa, 2 thêm`."""
    counts = section.counts
    of_each = ", ".join(f"{counts[change]} {told[change]}" for change in Change if counts[change])
    kind = KINDS.get(section.slug)
    many = len(section.rows)
    whole = kind.counted(many) if kind else _("%(number)s thông tin chung") % {"number": many}
    return f"{whole}: {of_each}"


def _part(section: Section, asked: Asked, told: dict[Change, StrOrPromise]) -> Part:
    rows = section.different if asked.only else section.rows
    start = min(asked.start, max(len(rows) - 1, 0)) // PAGE * PAGE if asked.part else 0
    size = PAGE if asked.part else SHORT
    shown = [Shown(row, told[row.change], *LOOKS[row.change]) for row in rows[start : start + size]]
    more = "" if asked.part or len(rows) <= SHORT else f"?{asked.query(phan=section.slug)}"
    pages = Pages(
        shown=_("%(first)s–%(last)s trong %(all)s dòng")
        % {"first": start + 1, "last": start + len(shown), "all": len(rows)},
        previous_url=f"?{asked.query(tu=start - PAGE)}" if start else "",
        next_url=f"?{asked.query(tu=start + PAGE)}" if start + size < len(rows) and asked.part else "",
    )
    return Part(section, summary(section, told), shown, len(rows), more, pages)


def _chooser(request: HttpRequest, listed: list[Plan], left: Plan | None, right: Plan | None) -> dict[str, Any]:
    return {
        "listed": [choosing.name(plan) for plan in listed],
        "left": choosing.name(left) if left else request.GET.get("ta", ""),
        "right": choosing.name(right) if right else request.GET.get("tb", ""),
    }


def _ask(request: HttpRequest, reachable: Any, left: Plan | None, right: Plan | None, **more: Any) -> HttpResponse:
    """The page that asks for the two plans, with those that suggest themselves once one is known."""
    listed = choosing.choices(reachable)
    one = left or right
    kin = choosing.kin(reachable, one) if one else []
    context = {
        "chooser": _chooser(request, listed, left, right),
        "one": one,
        "kin": [(choosing.name(plan), urlencode(_both(one, plan, first=left is not None))) for plan in kin]
        if one
        else [],
        "few": len(listed) < 2,
        **more,
    }
    return render(request, "plans/compare/choose.html", context, status=422 if more else 200)


def _both(one: Plan, other: Plan, *, first: bool) -> dict[str, int]:
    return {"a": one.pk, "b": other.pk} if first else {"a": other.pk, "b": one.pk}


def _typed(request: HttpRequest, reachable: Any, left: Plan | None, right: Plan | None) -> HttpResponse:
    """Lead to the two plans that were typed, or say for which of them the words mean none or several."""
    listed = choosing.choices(reachable)
    found: dict[str, list[Plan]] = {}
    for name, kept in (("a", left), ("b", right)):
        typed = request.GET.get(f"t{name}", "")
        found[name] = choosing.meant(reachable, listed, typed) if typed.strip() else [kept] if kept else []
    if all(len(plans) == 1 for plans in found.values()):
        chosen = {name: plans[0].pk for name, plans in found.items()}
        kept_query = {key: request.GET[key] for key in ("phan", "chi") if request.GET.get(key)}
        return redirect(f"{reverse('plan_compare')}?{urlencode(chosen | kept_query)}")
    return _ask(
        request,
        reachable,
        *(plans[0] if len(plans) == 1 else None for plans in found.values()),
        wrong=[_wrong(label, found[name], request.GET.get(f"t{name}", "")) for name, label in _unclear(found)],
        likely=_likely(found),
    )  # fmt: skip


_SIDES = (("a", gettext_lazy("Kế hoạch bên trái")), ("b", gettext_lazy("Kế hoạch bên phải")))


def _wrong(label: StrOrPromise, plans: list[Plan], typed: str) -> str:
    if not typed.strip():
        return _("%(label)s: hãy chọn một kế hoạch.") % {"label": label}
    if not plans:
        return _("%(label)s: không có kế hoạch nào là “%(typed)s”. Hãy gõ số hoặc một phần tên.") % {
            "label": label, "typed": typed.strip()[:120],
        }  # fmt: skip
    return _("%(label)s: có nhiều kế hoạch khớp với “%(typed)s”. Hãy chọn một ở dưới.") % {
        "label": label, "typed": typed.strip()[:120],
    }  # fmt: skip


def _unclear(found: dict[str, list[Plan]]) -> list[tuple[str, StrOrPromise]]:
    return [(name, label) for name, label in _SIDES if len(found[name]) != 1]


def _likely(found: dict[str, list[Plan]]) -> list[tuple[str, str]]:
    """Links that settle which of several plans was meant; the other side is kept where it is known."""
    links = []
    for name, other in (("a", "b"), ("b", "a")):
        kept = {other: found[other][0].pk} if len(found[other]) == 1 else {}
        links += [(choosing.name(plan), urlencode({name: plan.pk, **kept})) for plan in _several(found[name])]
    return links


def _several(plans: list[Plan]) -> Iterable[Plan]:
    return plans if len(plans) > 1 else ()
