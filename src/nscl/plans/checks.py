"""What keeps a draft from being confirmed, and what an officer should look at first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.foundation import clock
from nscl.organisations.models import Province
from nscl.organisations.queries import with_predecessors
from nscl.organisations.reference.files import places
from nscl.plans.models import Plan, PlanAmendment, PlanItem

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Problem:
    """A sentence for the officer and the field of the head it belongs to (empty: the plan as a whole)."""

    code: str
    message: StrOrPromise
    field: str = ""


_NEEDED = {
    "title": gettext_lazy("Chưa có tên kế hoạch."),
    "issuer": gettext_lazy("Chưa có cơ quan ban hành."),
    "period_from": gettext_lazy("Chưa có năm bắt đầu của kế hoạch."),
    "period_to": gettext_lazy("Chưa có năm kết thúc của kế hoạch."),
}


def blocking(plan: Plan) -> list[Problem]:
    """Why the plan cannot be confirmed as it stands; empty when it can. Three queries at most."""
    found = [Problem("missing", message, field) for field, message in _NEEDED.items() if not getattr(plan, field)]
    if plan.period_from and plan.period_to and plan.period_from > plan.period_to:
        found.append(Problem("period", _("Năm kết thúc đứng trước năm bắt đầu."), "period_to"))
    if of_other_province(plan):
        message = _(
            "Văn bản do %(issuer)s ban hành, không phải của %(province)s. "
            "Nếu đọc sai, hãy sửa cơ quan ban hành; nếu đúng, hãy bỏ bản thảo này."
        ) % {"issuer": plan.issuer, "province": plan.province}
        found.append(Problem("other_province", message, "issuer"))
    amendment = getattr(plan, "amendment", None)
    if amendment is not None:
        found += amending(plan, amendment)
    if plan.number and (known := same_in_force(plan, amendment)):
        found.append(
            Problem(
                "known",
                _(
                    "Kế hoạch số %(number)s đã có và đang có hiệu lực; hãy bỏ bản thảo này, "
                    "hoặc thay kế hoạch kia bằng bản thảo này nếu kế hoạch kia ghi sai."
                )
                % {"number": known.number},
                "number",
            )
        )
    return found


def amending(plan: Plan, amendment: PlanAmendment) -> list[Problem]:
    """Why a draft cannot take the place of the plan that it amends. No query where that plan is at hand."""
    amended = amendment.amended
    if amended.status != Plan.Status.IN_FORCE:
        message = _(
            "Kế hoạch được sửa đổi không còn hiệu lực (%(status)s), nên bản sửa đổi này không xác nhận được nữa; "
            "hãy bỏ bản thảo này."
        ) % {"status": amended.get_status_display().lower()}
        return [Problem("amended_gone", message)]
    return [] if amendment.is_correction else [*_renumbered(plan, amended), *_untold(amendment, amended)]


def _renumbered(plan: Plan, amended: Plan) -> Iterator[Problem]:
    """An amended plan keeps its number; the deciding paper has its own."""
    if (plan.number, plan.issuer, plan.issued_on) != (amended.number, amended.issuer, amended.issued_on):
        message = _(
            "Bản sửa đổi giữ số, ngày, cơ quan ban hành của kế hoạch gốc (%(number)s). Số của quyết định sửa đổi ghi ở "
            "“Thông tin bản sửa đổi”; nếu số của kế hoạch ghi sai thì mở bản đính chính."
        ) % {"number": amended.number or _("chưa có số")}
        yield Problem("renumbered", message, "number")


def _untold(amendment: PlanAmendment, amended: Plan) -> Iterator[Problem]:
    """What is not known of the amendment, or cannot be."""
    where = _(" Ghi ở “Thông tin bản sửa đổi”.")
    if not amendment.paper_title or not amendment.paper_issuer:
        yield Problem("amendment", _("Chưa ghi văn bản quyết định việc sửa đổi (trích yếu, cơ quan).") + where)
    if amendment.effective_on is None:
        yield Problem("amendment", _("Chưa ghi bản sửa đổi có hiệu lực từ ngày nào.") + where)
    elif amendment.effective_on > clock.today():
        message = _("Bản sửa đổi có hiệu lực từ %(day)s, chưa tới ngày ấy: hãy xác nhận vào ngày ấy hoặc sau đó.")
        yield Problem("amendment", message % {"day": f"{amendment.effective_on:%d/%m/%Y}"})
    elif amendment.effective_on < start_of(amended):
        message = _("Bản sửa đổi không thể có hiệu lực trước bản mà nó sửa (%(day)s).")
        yield Problem("amendment", message % {"day": f"{start_of(amended):%d/%m/%Y}"} + where)


def of_other_province(plan: Plan) -> bool:
    """Whether the issuer names a province that is neither the plan's own nor one that came into it."""
    named = places().only(plan.issuer)
    if named is None or named.name == plan.province.folded:
        return False
    return not Province.objects.filter(pk__in=with_predecessors(plan.province_id), folded=named.name).exists()


def start_of(plan: Plan) -> dt.date:
    """From which day the plan's words hold: its own day of issue, else that of its confirmation; for a later version
    the day told with its amendment."""
    amendment = getattr(plan, "amendment", None)
    if amendment is not None and amendment.effective_on:
        return cast(dt.date, amendment.effective_on)
    return plan.issued_on or timezone.localtime(plan.confirmed_at or plan.created_at).date()


def same_in_force(plan: Plan, amendment: PlanAmendment | None = None) -> Plan | None:
    """The plan in force with this plan's issuer, number and date, besides the one that it amends."""
    same = Q(province=plan.province_id, issuer=plan.issuer, number=plan.number, status=Plan.Status.IN_FORCE)
    dated = Q(issued_on=plan.issued_on) if plan.issued_on else Q(issued_on__isnull=True)
    besides = {plan.pk, amendment.amended_id} if amendment else {plan.pk}
    return Plan.objects.filter(same & dated).exclude(pk__in=besides).first()


def doubts(plan: Plan) -> list[Problem]:
    """What the reader was unsure of in the head and the annexes of the plan, and has not been settled."""
    kept = [Problem(d.get("code", "doubt"), d["message"], d.get("field", "")) for d in plan.doubts]
    return kept + [Problem("budget", problem, "budget") for problem in plan.budget_problems]


def is_doubtful(item: PlanItem) -> bool:
    return bool(item.doubts) and not item.is_discarded
