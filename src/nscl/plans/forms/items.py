"""A form for each kind of item of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from nscl.plans.forms.base import ReviewForm
from nscl.plans.forms.fields import LinesField, NumberField, PercentField, PeriodField, VndField, short, words
from nscl.plans.models import Deadline, PlanItem, Target
from nscl.plans.queries import Entry

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LINES = gettext_lazy("Mỗi dòng một mục.")
AGENCIES = gettext_lazy("Mỗi dòng một cơ quan, như văn bản viết.")


def _ref() -> forms.CharField:
    return short(label=gettext_lazy("Mục trong văn bản"), required=False, max_length=60)


SENTENCE = gettext_lazy("Câu trong văn bản")


def _text(label: StrOrPromise = SENTENCE, *, required: bool = False) -> forms.CharField:
    return words(label=label, required=required)


class TargetForm(ReviewForm):
    ROWS = (("qualifier", "minimum", "maximum"), ("unit", "period"), ("growth", "baseline", "ref"), ("text",))

    qualifier = forms.ChoiceField(label=gettext_lazy("Mức"), choices=Target.Qualifier.choices)
    minimum = NumberField(label=gettext_lazy("Con số"), required=False)
    maximum = NumberField(label=gettext_lazy("Đến (nếu là khoảng)"), required=False)
    unit = short(
        label=gettext_lazy("Đếm cái gì"), max_length=200, help_text=gettext_lazy("Ví dụ: doanh nghiệp, lượt người, %.")
    )
    period = PeriodField(label=gettext_lazy("Kỳ"), help_text=gettext_lazy("Ví dụ: hằng năm; giai đoạn 2021-2025."))
    growth = forms.BooleanField(label=gettext_lazy("Là mức tăng"), required=False)
    baseline = short(label=gettext_lazy("So với"), required=False, max_length=40)
    ref = _ref()
    text = _text()

    def clean(self) -> dict[str, Any]:
        """One number may stand in either box: which bound it is follows from the qualifier."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = values.get("minimum"), values.get("maximum")
        if values.get("qualifier") == Target.Qualifier.AT_MOST and low is not None and high is None:
            values["minimum"], values["maximum"] = None, low
        return values


class TaskForm(ReviewForm):
    ROWS = (("title",), ("lead", "cooperating"), ("when_text", "when", "ref"), ("outputs",), ("text",))

    title = words(2, label=gettext_lazy("Tên nhiệm vụ"))
    lead = LinesField(label=gettext_lazy("Chủ trì"), required=False, help_text=AGENCIES)
    cooperating = LinesField(label=gettext_lazy("Phối hợp"), required=False, help_text=AGENCIES)
    when_text = short(label=gettext_lazy("Thời gian như văn bản viết"), required=False, max_length=300)
    when = PeriodField(label=gettext_lazy("Thuộc kỳ"), required=False)
    ref = _ref()
    outputs = LinesField(label=gettext_lazy("Sản phẩm, kết quả"), required=False, help_text=LINES)
    text = _text()


class SupportRuleForm(ReviewForm):
    ROWS = (("content",), ("rate_bp", "cap_vnd", "per"), ("text",), ("ref",))

    content = words(2, label=gettext_lazy("Nội dung được hỗ trợ"))
    rate_bp = PercentField(label=gettext_lazy("Tỷ lệ hỗ trợ (%)"), required=False)
    cap_vnd = VndField(label=gettext_lazy("Tối đa (đồng)"), required=False)
    per = short(label=gettext_lazy("Tính cho mỗi"), required=False, max_length=200)
    text = _text()
    ref = _ref()


class EligibilityForm(ReviewForm):
    ROWS = (("text",), ("ref",))

    text = words(4, label=gettext_lazy("Điều kiện, nguyên tắc"))
    ref = _ref()


class DutyForm(ReviewForm):
    ROWS = (("agencies",), ("duties",), ("text",), ("ref",))

    agencies = LinesField(label=gettext_lazy("Cơ quan"), required=False, help_text=AGENCIES)
    duties = LinesField(label=gettext_lazy("Việc phải làm"), rows=5, help_text=LINES)
    text = _text()
    ref = _ref()


class DeadlineForm(ReviewForm):
    ROWS = (("day", "month", "year", "recurs"), ("by", "to"), ("text",), ("ref",))

    day = forms.IntegerField(label=gettext_lazy("Ngày"), required=False, min_value=1, max_value=31)
    month = forms.IntegerField(label=gettext_lazy("Tháng"), required=False, min_value=1, max_value=12)
    year = forms.IntegerField(label=gettext_lazy("Năm"), required=False, min_value=1990, max_value=2100)
    recurs = forms.ChoiceField(label=gettext_lazy("Lặp lại"), choices=Deadline.Recurs.choices)
    by = words(2, label=gettext_lazy("Ai báo cáo"), required=False, max_length=500)
    to = LinesField(label=gettext_lazy("Gửi đến"), required=False, help_text=gettext_lazy("Mỗi dòng một nơi."))
    text = _text()
    ref = _ref()


class BudgetLineForm(ReviewForm):
    ROWS = (("ref", "name"), ("measure", "quantity"), ("unit_price_vnd", "amount_vnd"), ("level", "text"))

    ref = short(label="TT", required=False, max_length=60)
    name = words(2, label=gettext_lazy("Nội dung"))
    measure = short(label=gettext_lazy("Đơn vị tính"), required=False, max_length=100)
    quantity = NumberField(label=gettext_lazy("Số lượng"), required=False)
    unit_price_vnd = VndField(label=gettext_lazy("Đơn giá (đồng)"), required=False)
    amount_vnd = VndField(label=gettext_lazy("Thành tiền (đồng)"), required=False)
    level = forms.IntegerField(
        label=gettext_lazy("Cấp trong bảng (0 là cao nhất)"), min_value=0, max_value=20, initial=0
    )
    text = words(2, label=gettext_lazy("Dòng trong văn bản"), required=False)


FORMS: dict[str, type[ReviewForm]] = {
    "target": TargetForm,
    "task": TaskForm,
    "supportrule": SupportRuleForm,
    "eligibility": EligibilityForm,
    "duty": DutyForm,
    "deadline": DeadlineForm,
    "budgetline": BudgetLineForm,
}
MENTIONS = {"lead": "lead", "cooperating": "cooperating", "agencies": "agencies"}


def initial_of(entry: Entry) -> dict[str, Any]:
    """The values of an item as its form shows them."""
    return {name: _value(entry, name) for name in FORMS[entry.kind.code]().names()} | {"version": entry.item.version}


def form_of(entry: Entry) -> ReviewForm:
    """The form of the item's kind, showing the item."""
    initial = initial_of(entry)
    if isinstance(entry.item, Target) and entry.item.qualifier == Target.Qualifier.AT_MOST:
        initial |= {"minimum": entry.item.maximum, "maximum": None}
    elif isinstance(entry.item, Target) and entry.item.minimum == entry.item.maximum:
        initial["maximum"] = None
    return FORMS[entry.kind.code](initial=initial)


def _value(entry: Entry, name: str) -> Any:
    if name in MENTIONS:
        return [mention.name for mention in getattr(entry, MENTIONS[name])]
    item: PlanItem = entry.item
    return getattr(item, name)
