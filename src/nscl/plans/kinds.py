"""The kinds of items a plan consists of: their names, their place in addresses, their tint on the review screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

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

    def counted(self, number: int) -> str:
        """`12 chỉ tiêu`; `Targets: 12` in English, where one and many have different words."""
        name = self.name if get_language() == settings.LANGUAGE_CODE else self.plural
        return _("%(number)s %(name)s") % {"number": number, "name": name}


_ALL = (
    Kind("chi-tieu", "target", gettext_lazy("chỉ tiêu"), gettext_lazy("Chỉ tiêu"), Target, "blue"),
    Kind("nhiem-vu", "task", gettext_lazy("nhiệm vụ"), gettext_lazy("Nhiệm vụ"), Task, "green"),
    Kind("muc-ho-tro", "supportrule", gettext_lazy("mức hỗ trợ"), gettext_lazy("Mức hỗ trợ"), SupportRule, "orange"),
    Kind("dieu-kien", "eligibility", gettext_lazy("điều kiện"), gettext_lazy("Điều kiện"), Eligibility, "yellow"),
    Kind("trach-nhiem", "duty", gettext_lazy("trách nhiệm"), gettext_lazy("Trách nhiệm"), Duty, "purple"),
    Kind("thoi-han", "deadline", gettext_lazy("thời hạn"), gettext_lazy("Thời hạn"), Deadline, "red"),
    Kind("du-toan", "budgetline", gettext_lazy("dòng dự toán"), gettext_lazy("Kinh phí"), BudgetLine, "teal"),
)
KINDS: dict[str, Kind] = {kind.slug: kind for kind in _ALL}
BY_CODE: dict[str, Kind] = {kind.code: kind for kind in _ALL}


def kind_of(item: PlanItem) -> Kind:
    return BY_CODE[item._meta.model_name or ""]
