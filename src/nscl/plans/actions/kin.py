"""Saying which plan a plan stands under, and which national programmes it carries out; in force or not."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.models import User
from nscl.documents.models import LegalText
from nscl.foundation import audit, clock
from nscl.plans.actions import origins
from nscl.plans.actions.common import forbid_unless
from nscl.plans.models import Plan, PlanProgramme
from nscl.plans.queries.kin import KNOWN
from nscl.plans.queries.versions import first_pk
from nscl.shared.errors import DomainError

TOLD = {
    "plan_parent_period": gettext_lazy("Hai kế hoạch không có năm nào chung. Hãy chọn kế hoạch có giai đoạn trùm lên."),
    "plan_parent_province": gettext_lazy("Kế hoạch được chọn không phải của tỉnh này."),
    "plan_parent_no_cycle": gettext_lazy(
        "Không ghi được: kế hoạch kia đã nằm dưới kế hoạch này, trực tiếp hoặc qua kế hoạch khác."
    ),
}


def set_parent(*, plan: Plan, parent: Plan | None, by: User) -> Plan:
    """The plan stands under `parent` (None: under none), in all its versions; that one is named by its first version.

    It may be said of a draft and put right when the plan is in force.
    """
    with transaction.atomic():
        pks = _line(plan)
        wanted = pks | ({first_pk(parent)} if parent else set())
        rows = Plan.objects.select_for_update(of=("self",)).select_related("province", "amendment")
        held = {p.pk: p for p in rows.filter(pk__in=wanted).order_by("pk")}
        found = _editable(held.get(plan.pk), by)
        above = _above(held, parent)
        if found.parent_id == (above.pk if above else None):
            return found
        before = found.parent_id
        for pk in pks:
            _write(held[pk], above)
            origins.tell(held[pk])
        audit.record("plan.parent_set", found, by=by, detail={"parent": found.parent_id, "before": before})
    return held[plan.pk]


def record_programmes(*, plan: Plan, texts: Iterable[LegalText], names: Iterable[str], by: User) -> list[PlanProgramme]:
    """The plan carries out these programmes, besides those told before; those there already stay as they are."""
    with transaction.atomic():
        found = _editable(_locked(plan.pk), by)
        first = first_pk(found)
        live = PlanProgramme.objects.filter(plan_id=first, voided_at__isnull=True)
        known = {(p.legal_text_id, p.name.casefold()) for p in live}
        wanted = [(text, "") for text in texts] + [(None, " ".join(name.split())[:500]) for name in names]
        made = []
        for text, name in wanted:
            key = (text.pk if text else None, name.casefold())
            if key in known or not (text or name):
                continue
            known.add(key)
            row = PlanProgramme(
                province_id=found.province_id, plan_id=first, legal_text=text, name=name, recorded_at=clock.now(),
                recorded_by=by,
            )  # fmt: skip
            row.save(force_insert=True)
            made.append(row)
        if made:
            audit.record("plan.programme_set", found, by=by, detail={"programmes": [p.pk for p in made]})
    return made


def void_programme(*, programme: PlanProgramme, reason: str, by: User) -> PlanProgramme:
    """The plan does not carry out this programme; the reason is kept."""
    with transaction.atomic():
        plan = _editable(_locked(programme.plan_id), by)
        row = PlanProgramme.objects.select_for_update(of=("self",)).filter(pk=programme.pk, voided_at=None).first()
        if row is None:
            raise DomainError("state", _("Chương trình này đã được gỡ. Hãy tải lại trang."))
        reason = " ".join(reason.split())[:500]
        if not reason:
            raise DomainError("invalid", _("Hãy ghi lý do."), "reason")
        row.voided_at, row.voided_by, row.void_reason = clock.now(), by, reason
        row.save(update_fields=["voided_at", "voided_by", "void_reason"])
        audit.record("plan.programme_voided", plan, by=by, detail={"programme": row.pk})
    return row


def _line(plan: Plan) -> set[int]:
    """The keys of all versions of the plan that are not thrown away."""
    first = first_pk(plan)
    rows = Plan.objects.filter(Q(pk=first) | Q(amendment__first_id=first, amendment__withdrawn_at__isnull=True))
    return set(rows.values_list("pk", flat=True)) | {plan.pk}


def _locked(pk: int) -> Plan | None:
    rows = Plan.objects.select_for_update(of=("self",)).select_related("province", "amendment")
    return rows.filter(pk=pk).first()


def _editable(plan: Plan | None, by: User) -> Plan:
    if plan is None:
        raise DomainError("missing", _("Không tìm thấy kế hoạch này. Hãy tải lại danh sách."))
    forbid_unless(by, "plans.edit", plan)
    if plan.status == Plan.Status.DISCARDED:
        raise DomainError("state", _("Bản thảo này đã bỏ."))
    return plan


def _above(held: dict[int, Plan], parent: Plan | None) -> Plan | None:
    if parent is None:
        return None
    if parent.status not in KNOWN:
        raise DomainError("invalid", _("Chỉ chọn được kế hoạch đã được xác nhận."), "parent")
    found = held.get(first_pk(parent))
    if found is None:
        raise DomainError("missing", _("Không tìm thấy kế hoạch được chọn. Hãy chọn lại."), "parent")
    return found


def _write(plan: Plan, above: Plan | None) -> None:
    if above is not None and above.pk == plan.pk:
        raise DomainError("invalid", _("Một kế hoạch không nằm dưới chính nó."), "parent")
    plan.parent = above
    try:
        with transaction.atomic():
            plan.save(update_fields=["parent"])
    except IntegrityError as error:
        told = next((words for name, words in TOLD.items() if name in _constraint(error)), None)
        if told is None:
            raise
        raise DomainError("invalid", str(told), "parent") from error


def _constraint(error: IntegrityError) -> str:
    return str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or "")
