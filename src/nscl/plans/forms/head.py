"""The plan's head: what the document is, who issued it, for which years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nscl.documents.models import DocumentKind
from nscl.plans.forms.base import ReviewForm
from nscl.plans.forms.fields import LinesField, VndField, short, words
from nscl.plans.models import PlanLink
from nscl.plans.queries import ReviewData

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NUMBERS = _("Mỗi dòng một số, ký hiệu văn bản.")
KINDS = (
    DocumentKind.PLAN, DocumentKind.PROGRAMME, DocumentKind.DECISION, DocumentKind.RESOLUTION, DocumentKind.REPORT,
    DocumentKind.NEWS, DocumentKind.OTHER,
)  # fmt: skip


def _year(label: StrOrPromise, *, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1990, max_value=2100, help_text=help_text)


class HeadForm(ReviewForm):
    ROWS = (
        ("title",), ("kind", "number", "issued_on"), ("issuer",), ("period_from", "period_to", "horizon"),
        ("signer", "signer_title"), ("budget_total_vnd", "budget_in_words"),
        ("supersedes", "inherits"), ("legal_basis", "recipients"),
    )  # fmt: skip

    title = words(3, label=_("Tên kế hoạch"), required=False, max_length=1000)
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=[(k.value, k.label) for k in KINDS])
    number = short(label=_("Số, ký hiệu"), required=False, max_length=60)
    issued_on = forms.DateField(
        label=_("Ngày ban hành"),
        required=False,
        help_text=_("Ví dụ: 30/06/2021."),
        widget=forms.DateInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Ngày ghi như 30/06/2021.")},
    )
    issuer = short(label=_("Cơ quan ban hành"), required=False, max_length=200)
    period_from = _year(_("Từ năm"))
    period_to = _year(_("Đến năm"))
    horizon = _year(_("Định hướng đến năm"))
    signer = short(label=_("Người ký"), required=False, max_length=200)
    signer_title = short(label=_("Chức vụ"), required=False, max_length=200)
    budget_total_vnd = VndField(label=_("Tổng kinh phí (đồng)"), required=False)
    budget_in_words = short(label=_("Tổng kinh phí bằng chữ"), required=False, max_length=500)
    supersedes = LinesField(label=_("Thay thế các kế hoạch số"), required=False, help_text=NUMBERS)
    inherits = LinesField(label=_("Kế thừa, tiếp nối các kế hoạch số"), required=False, help_text=NUMBERS)
    legal_basis = LinesField(label=_("Căn cứ"), required=False, rows=4, help_text=NUMBERS)
    recipients = LinesField(label=_("Nơi nhận"), required=False, rows=4, help_text=_("Mỗi dòng một nơi."))


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
