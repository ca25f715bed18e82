"""Which plan stands above, which national programmes are carried out, what is taken into a copy."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.forms.base import RoomForm, words
from nscl.plans.forms.amendments import told
from nscl.plans.forms.fields import LinesField
from nscl.plans.kinds import KINDS
from nscl.plans.models import Plan
from nscl.plans.queries.kin import Proposal


class ParentForm(RoomForm):
    parent = forms.ChoiceField(
        label=gettext_lazy("Kế hoạch cấp trên"),
        required=False,
        help_text=gettext_lazy("Kế hoạch nhiều năm mà kế hoạch này cụ thể hóa. Chỉ liệt kê kế hoạch có năm chung."),
    )

    def __init__(self, *args: Any, plans: list[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(p.pk), f"{_years(p)} · {told(p)}") for p in plans]
        self.fields["parent"].choices = [("", _("Không nằm dưới kế hoạch nào")), *named]  # type: ignore[attr-defined]


class ProgrammeForm(RoomForm):
    proposed = forms.MultipleChoiceField(
        label=gettext_lazy("Đề xuất từ căn cứ của kế hoạch"), required=False, widget=forms.CheckboxSelectMultiple
    )
    names = LinesField(
        label=gettext_lazy("Chương trình khác"),
        required=False,
        help_text=gettext_lazy("Mỗi dòng một số văn bản trung ương (ví dụ 36/QĐ-TTg) hoặc tên chương trình."),
    )

    def __init__(self, *args: Any, proposals: list[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if proposals:
            choices = [(p.key, f"{p.number}: {p.legal_text.title}" if p.legal_text else p.number) for p in proposals]
            self.fields["proposed"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["proposed"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("proposed") and not values.get("names"):
            raise forms.ValidationError(_("Hãy chọn hoặc ghi ít nhất một chương trình."))
        if any(len(name) > 500 for name in values.get("names") or []):
            self.add_error("names", _("Mỗi tên không quá 500 ký tự."))
        return values


class OffForm(RoomForm):
    reason = words(gettext_lazy("Lý do gỡ"), longest=500, rows=2, required=True)


class CopyForm(RoomForm):
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Lấy những phần nào"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(slug, kind.plural) for slug, kind in KINDS.items()],
        error_messages={"required": gettext_lazy("Hãy chọn ít nhất một phần để sao chép.")},
    )
    period_from = forms.IntegerField(label=gettext_lazy("Từ năm"), min_value=1990, max_value=2100)
    period_to = forms.IntegerField(label=gettext_lazy("Đến năm"), min_value=1990, max_value=2100)
    carries_on = forms.BooleanField(
        label=gettext_lazy("Ghi rằng kế hoạch mới kế thừa, tiếp nối kế hoạch này"), required=False
    )


def _years(plan: Plan) -> str:
    return "–".join(str(year) for year in dict.fromkeys((plan.period_from, plan.period_to)) if year)
