"""A document comes in and becomes a draft; or a draft is begun by hand."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts import memberships
from nscl.accounts.models import Membership, User
from nscl.documents import files
from nscl.documents.models import Attachment
from nscl.foundation import audit, clock
from nscl.organisations import queries as organisations
from nscl.organisations.models import Province
from nscl.organisations.reference.files import places
from nscl.plans import matching
from nscl.plans.actions import rows
from nscl.plans.actions.common import forbid_unless
from nscl.plans.importer import isolated
from nscl.plans.importer.propose import Draft, draft
from nscl.plans.models import Plan
from nscl.shared.errors import DomainError

NOT_PLANS = frozenset({"news", "other"})


def open_draft(*, membership: Membership, name: str, content: BinaryIO | Path, by: User, force: bool = False) -> Plan:
    """Keep the file, read it in a process of its own, and make a draft of what was read, for an officer to review.

    The draft belongs to the province that the issuer names, if the membership reaches it. Raises `DomainError`
    (`Unreadable` among them) and keeps nothing; `not_a_plan` is lifted by `force`.
    """
    province = _may_begin(membership, by)
    with files.staged(content, name=name) as file:
        proposed = draft(isolated.read_plan(file.path))
        if not force and proposed.head["kind"] in NOT_PLANS and proposed.is_empty():
            raise DomainError(
                "not_a_plan",
                _(
                    "Văn bản này không giống một kế hoạch: không thấy chỉ tiêu, nhiệm vụ hay mức hỗ trợ nào. "
                    "Nếu vẫn muốn dùng, hãy chọn “Vẫn tạo bản thảo” rồi nhập tay."
                ),
            )
        place = _province_of(proposed, membership, province)
        with transaction.atomic():
            attachment = file.keep(province_id=place.pk, by=by)
            plan = _make(proposed, place, attachment, by)
    return plan


def new_by_hand(*, membership: Membership, by: User, title: str = "") -> Plan:
    """An empty draft of the membership's province, to be written in the same screens."""
    province = _may_begin(membership, by)
    with transaction.atomic():
        plan = Plan(province=province, title=" ".join(title.split())[:1000], created_at=clock.now(), created_by=by)
        plan.save(force_insert=True)
        audit.record("plan.begun", plan, by=by)
    return plan


def _may_begin(membership: Membership, by: User) -> Province:
    if not memberships.works_at(by, membership) or membership.province is None:
        raise DomainError("forbidden", _("Bạn không có quyền lập kế hoạch ở đây. Hãy chọn vai trò ở một tỉnh."))
    forbid_unless(by, "plans.edit", membership)
    return membership.province


def _province_of(proposed: Draft, membership: Membership, own: Province) -> Province:
    """The province that the issuer names, as it was then, within the membership's reach; else the member's own."""
    head = proposed.head
    day = matching.day(head["issued_on"], head["period_from"])
    found = organisations.resolve_province(head["issuer"], day) or organisations.resolve_province(head["issuer"], None)
    return found if found is not None and found.pk in memberships.reach(membership) else own


def _make(proposed: Draft, province: Province, attachment: Attachment, by: User) -> Plan:
    doubts = [*proposed.doubts, *_about_file(attachment), *_about_issuer(proposed, province)]
    plan = Plan(
        province=province, attachment=attachment, created_at=clock.now(), created_by=by, doubts=doubts,
        budget_problems=proposed.budget_problems, **proposed.head,
    )  # fmt: skip
    plan.save(force_insert=True)
    rows.write(plan, proposed)
    audit.record("plan.drafted", plan, by=by, detail={"items": len(proposed.items)})
    return plan


def _about_file(attachment: Attachment) -> list[dict[str, str]]:
    same = Plan.objects.filter(attachment__sha256=attachment.sha256, province=attachment.province_id)
    known = same.exclude(status=Plan.Status.DISCARDED).order_by("-id").first()
    if known is None:
        return []
    told = _("Tệp này đã được tải lên trước đây: %(known)s (%(status)s).") % {
        "known": known,
        "status": known.get_status_display().lower(),
    }
    return [{"code": "same_file", "message": told, "field": ""}]


def _about_issuer(proposed: Draft, province: Province) -> list[dict[str, str]]:
    issuer = proposed.head["issuer"]
    if not issuer or places().only(issuer):
        return []
    told = _("Cơ quan ban hành không nêu tên tỉnh; bản thảo được lập cho %(province)s.") % {"province": province}
    return [{"code": "issuer", "message": told, "field": "issuer"}]
