"""Opening an amendment: the plan in force is copied into a draft."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit, clock
from nscl.plans import matching
from nscl.plans.actions import copying
from nscl.plans.actions.common import forbid_unless, locked
from nscl.plans.models import Plan, PlanAmendment, PlanItem, Task, WorkedItem
from nscl.plans.queries.versions import first_pk
from nscl.plans.rules.fields import FIELDS, HEAD
from nscl.shared.errors import DomainError

KEPT = ("attachment_id", "parent_id", "budget_problems")


class Busy(DomainError):
    """Somebody is amending the plan already, in the draft `draft_pk`."""

    def __init__(self, opened: PlanAmendment) -> None:
        who = opened.opened_by.full_name if opened.opened_by else _("một người khác")
        super().__init__(
            "busy",
            _(
                "%(who)s đang soạn một bản sửa đổi của kế hoạch này. Hãy sửa tiếp bản ấy, hoặc bỏ nó rồi mở bản khác: "
                "mỗi kế hoạch chỉ có một bản sửa đổi đang soạn để không ai làm mất phần của ai."
            )
            % {"who": who},
        )
        self.draft_pk = opened.plan_id


def open_amendment(*, plan: Plan, kind: str, reason: str, by: User) -> Plan:
    """A draft that is the next version of a plan in force, with all it says; each item knows its first version.

    `kind` is `amendment`, by a decision, or `correction` of what was entered wrongly. Raises `Busy` where one is open.
    """
    with transaction.atomic():
        found = locked(plan.pk)
        forbid_unless(by, "plans.edit", found)
        if found.status != Plan.Status.IN_FORCE:
            raise DomainError(
                "state", _("Chỉ sửa đổi được kế hoạch đang có hiệu lực; kế hoạch này: %(status)s.")
                % {"status": found.get_status_display().lower()},
            )  # fmt: skip
        reason = " ".join(reason.split())[:1000]
        if not reason:
            raise DomainError("invalid", _("Hãy ghi vì sao phải sửa kế hoạch."), "reason")
        if kind not in PlanAmendment.Kind.values:
            raise DomainError("invalid", _("Hãy chọn sửa đổi hay đính chính."), "kind")
        _refuse_second(found)
        draft = _copy(found, by)
        _record(found, draft, kind, reason, by)
        audit.record("plan.amendment_opened", draft, by=by, detail={"of": found.pk, "kind": kind})
    return draft


def _refuse_second(plan: Plan) -> None:
    opened = PlanAmendment.objects.filter(amended=plan, withdrawn_at__isnull=True).select_related("opened_by").first()
    if opened is not None:
        raise Busy(opened)


def _copy(plan: Plan, by: User) -> Plan:
    values = {name: getattr(plan, name) for name in (*HEAD, *KEPT)}
    draft = Plan(province=plan.province, created_at=clock.now(), created_by=by, **values)
    draft.save(force_insert=True)
    copying.copy_source(plan, draft)
    copying.copy_items(plan, draft, codes=FIELDS, change=_rooted)
    copying.copy_bases(plan, draft)
    copying.copy_links(plan, draft)
    return draft


def _rooted(copy: PlanItem, item: PlanItem) -> None:
    """What was looked at when the plan came into force is not doubtful again, but an agency still not known is."""
    copy.root_id = item.root_pk  # type: ignore[attr-defined]
    copy.doubts = [told for told in item.doubts if matching.is_of_agency(told)]
    if isinstance(copy, WorkedItem) and isinstance(item, WorkedItem):
        copy.joined = item.joined
    if isinstance(copy, Task) and isinstance(item, Task):
        copy.origin_id = item.origin_id


def _record(plan: Plan, draft: Plan, kind: str, reason: str, by: User) -> PlanAmendment:
    first = first_pk(plan)
    before = list(
        PlanAmendment.objects.filter(first_id=first, withdrawn_at__isnull=True).values_list("kind", flat=True)
    )
    amendment = PlanAmendment(
        province_id=plan.province_id, plan=draft, amended=plan, first_id=first, kind=kind, reason=reason,
        sequence=len(before) + 1, nth=before.count(kind) + 1, paper_issuer=plan.issuer, opened_at=clock.now(),
        opened_by=by,
    )  # fmt: skip
    try:
        with transaction.atomic():
            amendment.save(force_insert=True)
    except IntegrityError as error:
        if "planamendment_one_at_a_time" not in str(error):
            raise
        _refuse_second(plan)
        raise
    return amendment
