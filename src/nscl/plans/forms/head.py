"""The plan's head: what the document is, who issued it, for which years."""

from __future__ import annotations

from typing import Any

from django import forms

from nscl.documents.models import DocumentKind
from nscl.plans.forms.base import ReviewForm
from nscl.plans.forms.fields import LinesField, VndField, short, words
from nscl.plans.models import PlanLink
from nscl.plans.queries import ReviewData

NUMBERS = "Mỗi dòng một số, ký hiệu văn bản."
KINDS = (
    DocumentKind.PLAN, DocumentKind.PROGRAMME, DocumentKind.DECISION, DocumentKind.RESOLUTION, DocumentKind.REPORT,
    DocumentKind.NEWS, DocumentKind.OTHER,
)  # fmt: skip


def _year(label: str, *, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1990, max_value=2100, help_text=help_text)


class HeadForm(ReviewForm):
    ROWS = (
        ("title",), ("kind", "number", "issued_on"), ("issuer",), ("period_from", "period_to", "horizon"),
        ("signer", "signer_title"), ("budget_total_vnd", "budget_in_words"),
        ("supersedes", "inherits"), ("legal_basis", "recipients"),
    )  # fmt: skip

    title = words(3, label="Tên kế hoạch", required=False, max_length=1000)
    kind = forms.ChoiceField(label="Loại văn bản", choices=[(k.value, k.label) for k in KINDS])
    number = short(label="Số, ký hiệu", required=False, max_length=60)
    issued_on = forms.DateField(
        label="Ngày ban hành",
        required=False,
        help_text="Ví dụ: 30/06/2021.",
        widget=forms.DateInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": "Ngày ghi như 30/06/2021."},
    )
    issuer = short(label="Cơ quan ban hành", required=False, max_length=200)
    period_from = _year("Từ năm")
    period_to = _year("Đến năm")
    horizon = _year("Định hướng đến năm")
    signer = short(label="Người ký", required=False, max_length=200)
    signer_title = short(label="Chức vụ", required=False, max_length=200)
    budget_total_vnd = VndField(label="Tổng kinh phí (đồng)", required=False)
    budget_in_words = short(label="Tổng kinh phí bằng chữ", required=False, max_length=500)
    supersedes = LinesField(label="Thay thế các kế hoạch số", required=False, help_text=NUMBERS)
    inherits = LinesField(label="Kế thừa, tiếp nối các kế hoạch số", required=False, help_text=NUMBERS)
    legal_basis = LinesField(label="Căn cứ", required=False, rows=4, help_text=NUMBERS)
    recipients = LinesField(label="Nơi nhận", required=False, rows=4, help_text="Mỗi dòng một nơi.")


def head_form(data: ReviewData) -> HeadForm:
    """The form showing the head as it stands."""
    plan = data.plan
    named: dict[str, Any] = {
        "legal_basis": [basis.number for basis in data.bases],
        "supersedes": [link.number for link in data.links if link.kind == PlanLink.Kind.SUPERSEDES],
        "inherits": [link.number for link in data.links if link.kind == PlanLink.Kind.INHERITS],
    }
    values = {name: getattr(plan, name) for name in HeadForm().names() if name not in named}
    return HeadForm(initial=values | named | {"version": plan.version})
