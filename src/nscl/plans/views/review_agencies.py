"""Saying which agency of the register a name in the plan means, or adding it there."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nscl.accounts import memberships
from nscl.accounts.models import Membership, User
from nscl.organisations import queries as organisations
from nscl.organisations.models import Agency
from nscl.plans import access, matching
from nscl.plans.actions import match
from nscl.plans.forms.other import NewAgencyForm
from nscl.plans.models import AgencyMention, Plan
from nscl.plans.views.review_answers import changed, draft, page, who
from nscl.plans.views.review_screen import Screen
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold

PART = "plans/review/_agency.html"


@login_required
@require_http_methods(["GET", "POST"])
def agency(request: HttpRequest, pk: int, mention_pk: int) -> HttpResponse:
    """Likely agencies and the whole register; the one chosen is matched wherever the plan uses the name."""
    plan = draft(request, pk)
    mention = access.mention_for(plan, mention_pk)
    error = ""
    if request.method == "POST":
        try:
            return _choose(request, plan, mention)
        except DomainError as refused:
            error = refused.message
    return _show(request, plan, mention, _new(mention), error)


@login_required
@require_POST
def add(request: HttpRequest, pk: int, mention_pk: int) -> HttpResponse:
    plan = draft(request, pk)
    mention = access.mention_for(plan, mention_pk)
    form = NewAgencyForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            match.add_and_choose(mention=mention, name=values["name"], kind=values["kind"], by=who(request))
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            return _changed(request, plan, mention)
    return _show(request, plan, mention, form)


def _choose(request: HttpRequest, plan: Plan, mention: AgencyMention) -> HttpResponse:
    """The agency picked among the likely ones, else the one named in the register's list."""
    reach = _reach(who(request), request)
    picked, named = request.POST.get("agency", ""), " ".join(request.POST.get("named", "").split())
    rows = organisations.agencies(reach)
    chosen: Agency | None = None
    if picked == "none":
        match.choose_agency(mention=mention, agency=None, by=who(request))
        return _changed(request, plan, mention)
    if named:
        chosen = _named(plan, list(rows.filter(folded=fold(named))[:50]), named)
    elif picked.isdecimal() and len(picked) < 19:
        chosen = rows.filter(pk=int(picked)).first()
    if chosen is None:
        told = _("Danh bạ chưa có “%(named)s”: chọn tên trong danh sách gợi ý, hoặc thêm cơ quan mới ở dưới.") % {
            "named": named
        }
        raise DomainError("missing", told if named else _("Hãy chọn một cơ quan."), "agency")
    match.choose_agency(mention=mention, agency=chosen, by=who(request))
    return _changed(request, plan, mention)


def _named(plan: Plan, found: list[Agency], name: str) -> Agency | None:
    """Of agencies so called: the one spelt like that, of the plan's own province, in force when the plan was issued."""
    day = matching.day_of(plan)

    def order(agency: Agency) -> tuple[bool, bool, bool, int]:
        in_force = agency.valid_from <= day and (agency.valid_to is None or day < agency.valid_to)
        return (
            agency.name.casefold() != name.casefold(),
            agency.province_id != plan.province_id,
            not in_force,
            agency.pk,
        )

    return min(found, key=order, default=None)


def _changed(request: HttpRequest, plan: Plan, mention: AgencyMention) -> HttpResponse:
    """The card that asked, and every other that names the agency so."""
    same = [m for m in AgencyMention.objects.filter(plan=plan).order_by("id") if fold(m.name) == fold(mention.name)]
    return changed(request, plan, _key(mention), also=dict.fromkeys(_key(m) for m in same))


def _show(
    request: HttpRequest, plan: Plan, mention: AgencyMention, form: NewAgencyForm, error: str = ""
) -> HttpResponse:
    likely = organisations.match_agency(mention.name, province=plan.province, on=matching.day_of(plan))
    register = organisations.agencies(_reach(who(request), request)).select_related("province")
    context = {
        "mention": mention,
        "mention_pk": str(mention.pk),
        "likely": [(str(m.agency.pk), m, m.agency.pk == mention.agency_id) for m in likely],
        "register": register,
        "form": form,
        "error": error,
        "key": _key(mention),
        "code": "task" if mention.task_id else "duty",
        "may_add": who(request).has_perm("agencies.edit", plan),
    }
    status = 422 if request.method == "POST" else 200
    return page(
        request, Screen(plan), PART, _("“%(name)s” là cơ quan nào?") % {"name": mention.name}, status, **context
    )


def _new(mention: AgencyMention) -> NewAgencyForm:
    return NewAgencyForm(initial={"name": mention.name[:300], "kind": Agency.Kind.DEPARTMENT})


def _key(mention: AgencyMention) -> str:
    return f"task-{mention.task_id}" if mention.task_id else f"duty-{mention.duty_id}"


def _reach(user: User, request: HttpRequest) -> frozenset[int]:
    membership = getattr(request, "membership", None)
    return memberships.reach(membership) if isinstance(membership, Membership) else frozenset()
