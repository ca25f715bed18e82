"""The register: its list, where enterprises are, one enterprise whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nscl.accounts.models import Membership
from nscl.documents import serving
from nscl.enterprises import access, access_lists, sections
from nscl.enterprises.actions.figures import size_by
from nscl.enterprises.forms.filters import RegisterFilter
from nscl.enterprises.models import Enterprise
from nscl.enterprises.queries import history, profile
from nscl.enterprises.queries import register as queries
from nscl.enterprises.rules.tiles import TILES
from nscl.enterprises.views.common import keeps, may_see, who
from nscl.foundation.paging import address, number, without_place
from nscl.foundation.templatetags.components import Pages
from nscl.foundation.tenancy import Scope
from nscl.organisations.models import Commune, Province
from nscl.organisations.rules import tax_codes

TONES = {"valid": "success", "soon": "warning", "urgent": "danger", "expired": "danger", "withdrawn": "neutral",
         "renewed": "neutral", "void": "neutral"}  # fmt: skip


def filter_of(request: HttpRequest, scope: Scope) -> RegisterFilter:
    """The filter row with what it offers: communes of the one province, or provinces where there are several."""
    membership = getattr(request, "membership", None)
    province_id = getattr(membership, "province_id", None)
    communes = list(profile.communes(province_id)) if province_id else []
    groups = list(profile.groups([province_id])) if province_id else []
    provinces = [] if province_id else provinces_of(scope)
    return RegisterFilter(request.GET, communes=communes, groups=groups, provinces=provinces)


def provinces_of(scope: Scope) -> list[Province]:
    """Provinces of today in reach, in Vietnamese order."""
    return list(Province.objects.filter(pk__in=scope.readable, valid_to__isnull=True).order_by("sort_key", "id"))


@login_required
@require_safe
def enterprises(request: HttpRequest) -> HttpResponse:
    """The profiles of the province one works for, or of all in reach, as asked."""
    may_see(request)
    scope = queries.scope_now()
    form = filter_of(request, scope)
    asked = form.asked()
    after, before = (number(request.GET.get(name, "")) for name in ("sau", "truoc"))
    found = queries.page(scope, asked, after=after, before=before)
    national = "tinh" in form.fields
    context = {
        "form": form, "found": found, "asked": asked, "filtered": asked != queries.Asked(),
        "pages": _pages(request.GET, found), "total": _capped(found.total), "most": queries.MOST_HITS,
        "editor": keeps(request), "brings": _brings(request), "national": national,
        "query": without_place(request.GET).urlencode(),
        "names": {p.pk: p.name for p in provinces_of(scope)} if national else {},
    }  # fmt: skip
    return render(request, "enterprises/list.html", context)


def _brings(request: HttpRequest) -> bool:
    """Whether the person may bring lists in and merge profiles, in a province of their own."""
    membership = getattr(request, "membership", None)
    if not isinstance(membership, Membership) or membership.province_id is None:
        return False
    return access_lists.may(who(request), membership)


def _pages(given: QueryDict, found: queries.Found) -> Pages:
    rows = found.rows
    return Pages(
        previous_url=address(given, "truoc", rows[0].pk) if rows and found.has_before else "",
        next_url=address(given, "sau", rows[-1].pk) if rows and found.has_after else "",
    )


def _capped(total: int) -> str:
    most = queries.MOST_COUNTED
    return f"{most:,}+".replace(",", ".") if total > most else f"{total:,}".replace(",", ".")


@login_required
@require_safe
def where(request: HttpRequest) -> HttpResponse:
    """How many of those asked for are where: a table of communes; for who reads all provinces, a map of them."""
    may_see(request)
    scope = queries.scope_now()
    form = filter_of(request, scope)
    asked = form.asked()
    national = "tinh" in form.fields
    counts = queries.by_province(scope, asked) if national else queries.by_commune(scope, asked)
    places: list[Any] = (
        provinces_of(scope)
        if national
        else list(Commune.objects.filter(pk__in=[pk for pk in counts if pk]).order_by("sort_key", "id"))
    )
    context = {
        "form": form, "national": national, "filtered": asked != queries.Asked(), "unknown": counts.get(None, 0),
        "query": without_place(request.GET).urlencode(), "lines": _lines(places, counts), "sum": sum(counts.values()),
        "tiles": _tiles(places, counts) if national else [],
    }  # fmt: skip
    return render(request, "enterprises/where.html", context)


def _lines(places: list[Any], counts: dict[int | None, int]) -> list[dict[str, Any]]:
    most = max(counts.values(), default=1)
    lines = [{"place": p, "count": counts.get(p.pk, 0), "most": most} for p in places]
    return sorted(lines, key=lambda line: -line["count"])


def _tiles(provinces: list[Province], counts: dict[int | None, int]) -> list[dict[str, Any]]:
    """Provinces at their places, each with how dark it is (0 to 5)."""
    most = max(counts.values(), default=0)
    found = []
    for province in provinces:
        if place := TILES.get(province.code):
            count = counts.get(province.pk, 0)
            shade = min(5, 1 + 4 * count // max(most, 1)) if count else 0
            found.append({"province": province, "count": count, "column": place[0], "row": place[1], "shade": shade})
    return sorted(found, key=lambda tile: (tile["row"], tile["column"]))


@login_required
@require_safe
def enterprise(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is known of it: what it is, how big and why, what it makes, what it holds, its story.

    The address of a merged profile leads to the one that remains.
    """
    found = access.enterprise_for(who(request), pk)
    if found.merged_into is not None:
        told = _("“%(name)s” đã gộp vào hồ sơ này. %(reason)s")
        messages.info(request, told % {"name": found.name, "reason": found.merge_reason})
        return redirect("enterprise", pk=found.merged_into_id)
    figures = profile.figures_of(found)
    newest = next((row for row in figures if row.voided_at is None), None)
    held = profile.certificates_of(found)
    editor = access.may(who(request), access.EDIT, found)
    about = sections.About(found, who(request), queries.scope_now().readable)
    context = {
        "enterprise": found, "figures": figures, "sized": size_by(found, newest), "newest": newest,
        "products": profile.products_of(found), "held": [(one, TONES[one.state]) for one in held],
        "warned": [one for one in held if one.state in ("soon", "urgent", "expired")],
        "industry": profile.industry_names(found.industry_version, found.industry_code),
        "unsound": _unsound(found), "editor": editor, "private": editor,
        "sections": sections.of(about), "notes": sections.notes(about),
        "status": _status(found), "size_for": newest.year + 1 if newest else None,
    }  # fmt: skip
    return render(request, "enterprises/one.html", context)


@login_required
@require_safe
def past(request: HttpRequest, pk: int) -> HttpResponse:
    """What the profile said before each change."""
    found = access.enterprise_for(who(request), pk)
    context = {"enterprise": found, "changes": history.history_of(found), "most": history.MOST}
    return render(request, "enterprises/history.html", context)


def _status(found: Enterprise) -> tuple[str, str]:
    tones = {"active": "success", "paused": "warning", "closed": "neutral", "moved": "info", "withdrawn": "danger"}
    return found.get_status_display(), tones[found.status]


def _unsound(found: Enterprise) -> bool:
    code = tax_codes.read(found.tax_code) if found.tax_code else None
    return code is not None and not code.sound


@login_required
@require_safe
def of_entity(request: HttpRequest, pk: int) -> HttpResponse:
    """From a legal entity to the province's profile of it."""
    readable = queries.scope_now().readable
    rows = Enterprise.objects.filter(entity_id=pk, province_id__in=readable)
    found = rows.order_by(F("merged_into").asc(nulls_first=True), "-id").first()
    if found is None or not who(request).has_perm(access.VIEW, found):
        raise Http404("profile")
    return redirect("enterprise", pk=found.merged_into_id or found.pk)


@login_required
@require_safe
def evidence(request: HttpRequest, pk: int, file_pk: int) -> HttpResponseBase:
    """The file that proves a certificate or figures."""
    found = access.enterprise_for(who(request), pk)
    return serving.respond(request, access.evidence_for(found, file_pk))
