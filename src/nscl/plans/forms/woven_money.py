"""Money of another programme for a task."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from nscl.documents.forms.base import RoomForm, line, words
from nscl.documents.models import LegalText
from nscl.documents.queries import with_number
from nscl.plans.actions.recorded import registered
from nscl.plans.forms.fields import VndField
from nscl.plans.forms.policies import TaskField
from nscl.plans.forms.products import year_field
from nscl.plans.models import Plan, Task, WovenMoney

VALUES = ("year", "programme", "source", "planned_vnd", "actual_vnd", "note")


class WovenForm(RoomForm):
    ROWS = (
        ("task",), ("year", "source"), ("programme", "programme_number"), ("planned_vnd", "actual_vnd"),
        ("number", "note"), ("reason",),
    )  # fmt: skip

    task = TaskField(label=gettext_lazy("Nhiệm vụ của kế hoạch"))
    year = year_field()
    source = forms.ChoiceField(
        label=gettext_lazy("Nguồn vốn"), choices=WovenMoney.Source.choices, initial=WovenMoney.Source.PROVINCE
    )
    programme = line(gettext_lazy("Chương trình, đề án"), longest=300, required=True)
    programme_number = line(
        gettext_lazy("Số quyết định của chương trình"), longest=60,
        help_text=gettext_lazy("Ví dụ 1322/QĐ-TTg; dẫn đến văn bản nếu danh mục chung có."),
    )  # fmt: skip
    planned_vnd = VndField(label=gettext_lazy("Theo kế hoạch (đồng)"), required=False)
    actual_vnd = VndField(
        label=gettext_lazy("Đã thực hiện (đồng)"), required=False, help_text=gettext_lazy("Để trống nếu chưa rõ.")
    )
    number = line(gettext_lazy("Số văn bản giao vốn"), longest=60, help_text=gettext_lazy("Văn bản đã có trong sổ."))
    note = line(gettext_lazy("Ghi chú"), longest=500)
    reason = words(gettext_lazy("Lý do sửa"), longest=500, rows=2, required=True)

    def __init__(
        self, data: Any = None, *, plan: Plan, task: Task | None = None, correcting: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        rows = (
            Task.objects.filter(plan=plan, discarded_at__isnull=True).select_related("plan").order_by("position", "id")
        )
        self.fields["task"].offer_rows([*([task] if task else []), *rows[:600]])  # type: ignore[attr-defined]
        if not correcting:
            del self.fields["reason"]

    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[name] for name in names if name in self.fields] for names in self.ROWS]

    def values(self) -> dict[str, Any]:
        """What the action takes. Raises `DomainError` where the number means no document of the register."""
        given = {name: self.cleaned_data.get(name) for name in VALUES}
        texts = [e for e in with_number(self.cleaned_data.get("programme_number") or "") if isinstance(e, LegalText)]
        document = registered(self.cleaned_data.get("number") or "", "number")
        return {**given, "document": document, "legal_text": texts[0] if len(texts) == 1 else None}


def initial_from(money: WovenMoney) -> dict[str, Any]:
    return {
        **{name: getattr(money, name) for name in VALUES},
        "task": money.task_id,
        "number": money.document.number if money.document else "",
        "programme_number": money.legal_text.number if money.legal_text else "",
    }
