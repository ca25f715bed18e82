"""Taking back a change that should not have been recorded."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from nscl.foundation import audit, clock
from nscl.organisations import checks
from nscl.organisations.models import Agency, AgencyAlias, AgencyChange, AgencySuccession
from nscl.shared.errors import DomainError

LONGEST = 300


@transaction.atomic
def undo_change(*, change: AgencyChange, reason: str, by: checks.Person) -> AgencyChange:
    """The register as it was before the change; the change's own row stays, with who took it back and why.

    Only the latest change of its agencies, and only while nothing refers to an agency it brought into being.
    """
    checks.lock_register(change.province)
    checks.may_edit(by, change.province)
    change = AgencyChange.objects.select_for_update(of=("self",)).select_related("province").get(pk=change.pk)
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST:
        raise DomainError("reason", _("Hãy ghi lý do hoàn tác, không quá %(n)s ký tự.") % {"n": LONGEST}, "reason")
    if change.undone_at is not None:
        raise DomainError("undone", _("Thay đổi này đã được hoàn tác rồi."))
    later = AgencyChange.objects.filter(
        undone_at=None, agency_ids__overlap=change.agency_ids, recorded_at__gte=change.recorded_at, pk__gt=change.pk
    ).order_by("-id")
    if (last := later.first()) is not None:
        raise DomainError(
            "later",
            _("Cơ quan này còn thay đổi ghi sau đó (%(change)s). Hãy hoàn tác thay đổi ấy trước.")
            % {"change": last.get_verb_display()},
        )
    _take_back(change)
    change.undone_at, change.undone_by_id, change.undone_reason = clock.now(), by.pk, reason
    change.save(update_fields=["undone_at", "undone_by_id", "undone_reason"])
    audit.record("agency.undone", change, by=by, detail={"verb": change.verb, "agencies": change.agency_ids})
    return change


def _take_back(change: AgencyChange) -> None:
    AgencySuccession.objects.filter(change=change).delete()
    for agency in Agency.objects.filter(began_by=change).order_by("id"):
        _remove(agency)
    for agency in Agency.objects.filter(pk__in=change.before).order_by("id"):
        was = change.before[str(agency.pk)]
        ends = dt.date.fromisoformat(was["valid_to"]) if was["valid_to"] else None
        if ends is not None and ends != agency.valid_to:
            AgencySuccession.objects.filter(predecessor=agency).update(effective_on=ends)
        agency.name, agency.kind = was["name"], was["kind"]
        agency.valid_from, agency.valid_to = dt.date.fromisoformat(was["valid_from"]), ends
        agency.version += 1
        if agency.ended_by_id == change.pk:
            agency.ended_by = None
        agency.save(update_fields=["name", "kind", "valid_from", "valid_to", "version", "ended_by"])


def _remove(agency: Agency) -> None:
    """The agency was never there: only while nothing says otherwise."""
    used = DomainError(
        "used",
        _("“%(name)s” đã được dùng trong kế hoạch, người dùng hoặc tên viết khác nên không hoàn tác được. "
          "Hãy sửa hoặc kết thúc cơ quan này.") % {"name": agency.name},
    )  # fmt: skip
    if AgencyAlias.objects.filter(agency=agency).exists() or AgencySuccession.objects.filter(successor=agency).exists():
        raise used
    try:
        with transaction.atomic():
            agency.delete()
    except ProtectedError:
        raise used from None
