"""The kinds of items a plan consists of: their names, their place in addresses, their tint on the review screen."""

from __future__ import annotations

from dataclasses import dataclass

from nscl.plans.models import BudgetLine, Deadline, Duty, Eligibility, PlanItem, SupportRule, Target, Task


@dataclass(frozen=True)
class Kind:
    """`slug` stands in addresses, `code` in element ids and CSS classes; `tint` names a colour."""

    slug: str
    code: str
    name: str
    plural: str
    model: type[PlanItem]
    tint: str

    @property
    def table(self) -> str:
        return self.model._meta.db_table


_ALL = (
    Kind("chi-tieu", "target", "chỉ tiêu", "Chỉ tiêu", Target, "blue"),
    Kind("nhiem-vu", "task", "nhiệm vụ", "Nhiệm vụ", Task, "green"),
    Kind("muc-ho-tro", "supportrule", "mức hỗ trợ", "Mức hỗ trợ", SupportRule, "orange"),
    Kind("dieu-kien", "eligibility", "điều kiện", "Điều kiện", Eligibility, "yellow"),
    Kind("trach-nhiem", "duty", "trách nhiệm", "Trách nhiệm", Duty, "purple"),
    Kind("thoi-han", "deadline", "thời hạn", "Thời hạn", Deadline, "red"),
    Kind("du-toan", "budgetline", "dòng dự toán", "Kinh phí", BudgetLine, "teal"),
)
KINDS: dict[str, Kind] = {kind.slug: kind for kind in _ALL}
BY_CODE: dict[str, Kind] = {kind.code: kind for kind in _ALL}


def kind_of(item: PlanItem) -> Kind:
    return BY_CODE[item._meta.model_name or ""]
