"""A plan's tasks followed to their products, the products as a list, the page of one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nscl.documents import access as documents
from nscl.documents import queries as document_queries
from nscl.documents import serving
from nscl.documents.models import Attachment
from nscl.foundation.paging import address, newest_first
from nscl.foundation.templatetags.components import Pages, Tab
from nscl.plans import access
from nscl.plans.access import products as access_products
from nscl.plans.forms.products import ProductFilter
from nscl.plans.models import Plan, ProductEvidence, Task
from nscl.plans.queries import products as queries
from nscl.plans.queries.roots import with_words_of, wordings
from nscl.plans.views.page_frame import frame
from nscl.plans.views.products_common import who, year_now

EVERY = "moi"
BARE = "chua"
MOST_YEARS = 12


@login_required
@require_safe
def plan_products(request: HttpRequest, pk: int) -> HttpResponse:
    """Every task of the plan with what came out of it, in a year or in all of them; `chi=chua`: tasks with nothing."""
    plan, context = frame(request, pk, "plan_products")
    year = chosen_year(request, plan)
    bare = request.GET.get("chi") == BARE
    tasks, pages = _tasks_page(queries.follow(plan, year=year, bare=bare), request.GET)
    standing = queries.standing(plan, year=year, tasks=context["counts"]["nhiem-vu"])
    context |= {
        "followed": queries.followed(tasks, year=year, counts=standing.by_task),
        "pages": pages,
        "standing": standing,
        "shown_year": year,
        "year_count": next((y for y in standing.years if y.year == year), None),
        "years": _years(plan, year, standing, bare),
        "bare": bare,
        "bare_url": "?" + _query(year, bare=True),
        "all_url": "?" + _query(year),
        "may": plan.status not in access_products.HIDDEN and access.may(who(request), access_products.EDIT, plan),
    }
    return render(request, "plans/products/plan.html", context)


@login_required
@require_safe
def plan_product_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The products of the plan one by one, the newest first, as asked."""
    plan, context = frame(request, pk, "plan_products")
    form = ProductFilter(request.GET)
    wanted = wanted_of(form)
    rows, pages = newest_first(wanted.narrow(queries.of_plan(plan)).select_related("agency"), request.GET)
    query = request.GET.copy()
    for name in ("sau", "truoc"):
        query.pop(name, None)
    context |= {
        "products": queries.with_evidence(with_words_of(plan, rows)),
        "pages": pages,
        "filters": form,
        "filtered": wanted != queries.Wanted(),
        "export_query": query.urlencode(),
        "of_task": wordings([wanted.task]).get(wanted.task) if wanted.task else None,
    }
    return render(request, "plans/products/list.html", context)


def wanted_of(form: ProductFilter) -> queries.Wanted:
    asked = form.asked()
    return queries.Wanted(
        words=asked["tim"] or "", year=asked["nam"], kind=asked["loai"] or "", state=asked["trang_thai"] or "",
        task=asked["nhiem_vu"],
    )  # fmt: skip


@login_required
@require_safe
def product(request: HttpRequest, pk: int) -> HttpResponse:
    """One product: what it is, whose, what proves it, what it was before."""
    found = access_products.product_for(who(request), pk)
    evidence = ProductEvidence.objects.filter(product=found).select_related("document", "attachment", "recorded_by")
    rows = list(evidence.order_by("id"))
    context = {
        "product": found,
        "plan": found.wording.plan,
        "evidence": [row for row in rows if not row.is_void],
        "taken_off": [row for row in rows if row.is_void],
        "signed": any(row.signed for row in rows if not row.is_void),
        "replaces": found.replaces,
        "replaced_by": getattr(found, "replaced_by", None),
        "policy": getattr(found, "policy", None),
        "may": not found.is_void and access_products.may_change(who(request), found),
    }
    return render(request, "plans/products/product.html", context)


@login_required
@require_safe
def product_file(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponseBase:
    """The file behind a piece of evidence."""
    found = access_products.product_for(who(request), pk)
    row = access_products.evidence_for(found, evidence_pk)
    return served(request, row.attachment)


def served(request: HttpRequest, attachment: Attachment | None) -> HttpResponseBase:
    """The file for somebody who may see what it belongs to; personal data only for those who may open it."""
    if attachment is None:
        raise Http404("file")
    if document_queries.is_sensitive(attachment) and not request.user.has_perm(documents.SENSITIVE, attachment):
        raise PermissionDenied(documents.SENSITIVE)
    return serving.respond(request, attachment)


def chosen_year(request: HttpRequest, plan: Plan) -> int | None:
    """The year asked for; all (`nam=moi`); else the year of the top bar where the plan runs in it."""
    asked = request.GET.get("nam", "")
    if asked.isascii() and asked.isdecimal() and len(asked) == 4:
        return int(asked)
    year = year_now(request)
    inside = (plan.period_from or year) <= year <= (plan.period_to or year)
    return year if inside and asked != EVERY else None


def _years(plan: Plan, year: int | None, standing: queries.Standing, bare: bool) -> list[Tab]:
    known = {y.year for y in standing.years} | ({year} if year else set())
    if plan.period_from and plan.period_to:
        known |= set(range(plan.period_from, min(plan.period_to, plan.period_from + MOST_YEARS) + 1))
    counts = {y.year: y.delivered + y.promised for y in standing.years}
    tabs = [Tab(str(y), "?" + _query(y, bare), y == year, counts.get(y, 0)) for y in sorted(known)]
    return [Tab(_("Mọi năm"), "?" + _query(None, bare), year is None, sum(counts.values())), *tabs]


def _query(year: int | None, bare: bool = False) -> str:
    return f"nam={year or EVERY}" + (f"&chi={BARE}" if bare else "")


def _tasks_page(found: QuerySet[Task], given: QueryDict) -> tuple[list[Task], Pages]:
    """One page of tasks in the plan's order by keyset: `sau=12-345` goes on after the task 345 at position 12."""
    after, before = _place(given.get("sau", "")), _place(given.get("truoc", ""))
    backwards = before is not None and after is None
    if after:
        found = found.filter(Q(position__gt=after[0]) | Q(position=after[0], id__gt=after[1]))
    elif before:
        found = found.filter(Q(position__lt=before[0]) | Q(position=before[0], id__lt=before[1]))
    order = ("-position", "-id") if backwards else ("position", "id")
    rows = list(found.order_by(*order)[: queries.TASKS + 1])
    more, rows = len(rows) > queries.TASKS, rows[: queries.TASKS]
    if backwards:
        rows.reverse()
    has_previous, has_next = (more, True) if backwards else (after is not None, more)
    return rows, Pages(
        previous_url=address(given, "truoc", f"{rows[0].position}-{rows[0].pk}") if rows and has_previous else "",
        next_url=address(given, "sau", f"{rows[-1].position}-{rows[-1].pk}") if rows and has_next else "",
    )


def _place(text: str) -> tuple[int, int] | None:
    place, _sign, pk = text.partition("-")
    usable = place.isascii() and place.isdecimal() and pk.isascii() and pk.isdecimal() and len(text) < 20
    return (int(place), int(pk)) if usable else None


def trail(plan: Plan) -> list[tuple[str, str]]:
    """The way down to a product's pages."""
    name = plan.number or plan.title[:40]
    return [
        (_("Kế hoạch"), reverse("plan_list")),
        (name, reverse("plan_overview", args=[plan.pk])),
        (_("Sản phẩm"), reverse("plan_products", args=[plan.pk])),
    ]
