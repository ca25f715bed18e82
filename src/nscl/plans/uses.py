"""Where plans stand on a document: it is their own text, or their basis, amends or ends them. Which plans name an
agency. Of a plan that was amended, the version of today is told."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.documents.models import Document, LegalText
from nscl.documents.rules.numbers import number_key
from nscl.documents.uses import Use
from nscl.organisations.models import Agency
from nscl.plans.models import AgencyMention, LegalBasis, Plan

MOST = 100
PAST = (Plan.Status.DISCARDED, Plan.Status.AMENDED)


def uses_of(entry: Document | LegalText) -> list[Use]:
    """Plans whose own text it is, or that it amends or ends, then those that cite it, the newest first: two queries."""
    found: list[Use] = []
    if isinstance(entry, Document):
        named = Q(document=entry) | Q(amendment__document=entry) | Q(closure__document=entry)
        plans = Plan.objects.exclude(status__in=PAST).filter(named).select_related("amendment")
        for plan in plans.order_by("-id")[:MOST]:
            found.append(Use(_what(plan, entry), _titled(plan), _address(plan), holds=True))
    for plan in _citing(entry):
        found.append(Use(_("Căn cứ của kế hoạch"), _titled(plan), _address(plan)))
    return found


def agency_uses(agency: Agency) -> list[tuple[str, int, str]]:
    """How many plans that one may see name the agency, with the page of its part where it is one: one query."""
    shown = AgencyMention.objects.filter(agency=agency).exclude(plan__status__in=PAST)
    plans = sorted(set(shown.order_by().values_list("plan_id", flat=True)[:10_000]))
    if not plans:
        return []
    url = reverse("plan_agency", args=[plans[0], agency.pk]) if len(plans) == 1 else reverse("plan_list")
    return [(_("Số kế hoạch có nêu"), len(plans), url)]


def _what(plan: Plan, entry: Document) -> str:
    if plan.document_id == entry.pk:
        return _("Văn bản của kế hoạch")
    amendment = getattr(plan, "amendment", None)
    if amendment and amendment.document_id == entry.pk:
        return _("Văn bản sửa đổi kế hoạch")
    return _("Văn bản kết thúc kế hoạch")


def _citing(entry: Document | LegalText) -> list[Plan]:
    rows = LegalBasis.objects.select_related("plan").exclude(plan__status__in=["draft", *PAST])
    if isinstance(entry, LegalText):
        rows = rows.filter(legal_text=entry)
    elif entry.number:
        rows = rows.filter(legal_text__isnull=True, number__iexact=entry.number)
    else:
        return []
    found = rows.order_by("-plan_id")[:MOST]
    return [basis.plan for basis in found if number_key(basis.number) == entry.number_key]


def _titled(plan: Plan) -> str:
    return f"{plan.number}: {plan.title}" if plan.number else plan.title


def _address(plan: Plan) -> str:
    return reverse("plan_overview", args=[plan.pk])
