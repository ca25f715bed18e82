"""The kinds of items a plan consists of: their names, their place in addresses, their tint on the review screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from nscl.plans.models import BudgetLine, Deadline, Duty, Eligibility, PlanItem, SupportRule, Target, Task

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Kind:
    """`slug` stands in addresses, `code` in element ids and CSS classes; `tint` names a colour."""

    slug: str
    code: str
    name: StrOrPromise
    plural: StrOrPromise
    model: type[PlanItem]
    tint: str

    @property
    def table(self) -> str:
        return self.model._meta.db_table


_ALL = (
    Kind("chi-tieu", "target", _("chỉ tiêu"), _("Chỉ tiêu"), Target, "blue"),
    Kind("nhiem-vu", "task", _("nhiệm vụ"), _("Nhiệm vụ"), Task, "green"),
    Kind("muc-ho-tro", "supportrule", _("mức hỗ trợ"), _("Mức hỗ trợ"), SupportRule, "orange"),
    Kind("dieu-kien", "eligibility", _("điều kiện"), _("Điều kiện"), Eligibility, "yellow"),
    Kind("trach-nhiem", "duty", _("trách nhiệm"), _("Trách nhiệm"), Duty, "purple"),
    Kind("thoi-han", "deadline", _("thời hạn"), _("Thời hạn"), Deadline, "red"),
    Kind("du-toan", "budgetline", _("dòng dự toán"), _("Kinh phí"), BudgetLine, "teal"),
)
KINDS: dict[str, Kind] = {kind.slug: kind for kind in _ALL}
BY_CODE: dict[str, Kind] = {kind.code: kind for kind in _ALL}


def kind_of(item: PlanItem) -> Kind:
    return BY_CODE[item._meta.model_name or ""]
