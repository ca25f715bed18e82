"""Opening an amendment, telling what it rests on, ending a plan, putting another in its place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.forms.base import RoomForm, day, line, words
from nscl.documents.models import DocumentKind
from nscl.plans.actions.closing import Paper
from nscl.plans.models import Plan, PlanAmendment

PAPERS = (DocumentKind.DECISION, DocumentKind.PLAN, DocumentKind.RESOLUTION, DocumentKind.NOTICE, DocumentKind.LETTER)
KINDS = [(kind.value, kind.label) for kind in PAPERS]
OPENED = [
    (
        PlanAmendment.Kind.AMENDMENT,
        gettext_lazy("Sửa đổi, bổ sung: có quyết định hoặc văn bản sửa kế hoạch"),
    ),
    (
        PlanAmendment.Kind.CORRECTION,
        gettext_lazy("Đính chính lỗi nhập: văn bản không đổi, hệ thống ghi sai số, ngày, chữ hoặc con số"),
    ),
]


class OpenForm(RoomForm):
    kind = forms.ChoiceField(label=gettext_lazy("Vì sao sửa"), choices=OPENED, widget=forms.RadioSelect)
    reason = words(
        gettext_lazy("Lý do cụ thể"),
        longest=1000,
        required=True,
        help_text=gettext_lazy("Ví dụ: điều chỉnh chỉ tiêu theo Nghị quyết của Hội đồng nhân dân tỉnh."),
    )


class TellForm(RoomForm):
    """What the draft's amendment rests on; everything but the reason may come later, some of it before confirming."""

    BEFORE_CONFIRMING = ("paper_issuer", "paper_title", "effective_on")

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = words(gettext_lazy("Lý do sửa"), longest=1000, required=True)
    basis = line(
        gettext_lazy("Căn cứ pháp lý của việc sửa"),
        longest=500,
        help_text=gettext_lazy("Văn bản cấp trên mà việc sửa dựa vào, ví dụ số nghị quyết, công văn."),
    )
    paper_kind = forms.ChoiceField(label=gettext_lazy("Văn bản quyết định việc sửa"), choices=KINDS)
    paper_number = line(
        gettext_lazy("Số, ký hiệu"),
        longest=60,
        help_text=gettext_lazy("Chưa có thì để trống, ghi sau trong sổ văn bản."),
    )
    paper_issued_on = day(gettext_lazy("Ngày ban hành"))
    paper_issuer = line(gettext_lazy("Cơ quan ban hành"), longest=200)
    paper_title = words(gettext_lazy("Trích yếu"), longest=1000, rows=2)
    paper_signer = line(gettext_lazy("Người ký"), longest=200)
    effective_on = day(gettext_lazy("Bản sửa đổi có hiệu lực từ ngày"))

    def __init__(self, *args: Any, correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.BEFORE_CONFIRMING:
            self.fields[name].needed = gettext_lazy("cần trước khi xác nhận")  # type: ignore[attr-defined]
        if correction:
            for name in list(self.fields):
                if name.startswith("paper_") or name == "effective_on":
                    del self.fields[name]

    def names(self) -> list[str]:
        return [name for name in self.fields if name != "version"]


class EndForm(RoomForm):
    reason = words(
        gettext_lazy("Lý do kết thúc"),
        longest=500,
        required=True,
        help_text=gettext_lazy("Ví dụ: hết giai đoạn; bị bãi bỏ theo quyết định của Ủy ban nhân dân tỉnh."),
    )
    effective_on = day(gettext_lazy("Hết hiệu lực từ ngày"), required=True)
    paper_kind = forms.ChoiceField(label=gettext_lazy("Văn bản kết thúc (nếu có)"), choices=KINDS)
    paper_number = line(gettext_lazy("Số, ký hiệu"), longest=60)
    paper_issued_on = day(gettext_lazy("Ngày ban hành"))
    paper_issuer = line(gettext_lazy("Cơ quan ban hành"), longest=200)
    paper_title = words(gettext_lazy("Trích yếu"), longest=1000, rows=2)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("paper_number") or values.get("paper_title"):
            for name, told in (
                ("paper_title", _("Hãy ghi trích yếu của văn bản.")),
                ("paper_issuer", _("Hãy ghi cơ quan ban hành.")),
            ):
                if not values.get(name):
                    self.add_error(name, told)
        return values

    def paper(self, uploads: Any) -> Paper | None:
        """The document told, with its files; None where none was."""
        values = self.cleaned_data
        if not (values["paper_title"] and values["paper_issuer"]):
            return None
        return Paper(
            kind=values["paper_kind"], number=values["paper_number"], issuer=values["paper_issuer"],
            title=values["paper_title"], issued_on=values["paper_issued_on"], uploads=uploads,
        )  # fmt: skip


class ReplaceForm(RoomForm):
    by_plan = forms.ChoiceField(label=gettext_lazy("Kế hoạch đúng"))
    reason = words(
        gettext_lazy("Kế hoạch này sai ở đâu"),
        longest=500,
        required=True,
        help_text=gettext_lazy("Ví dụ: tải nhầm bản dự thảo chưa ký."),
    )

    def __init__(self, *args: Any, plans: list[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Hãy chọn"))] + [(str(p.pk), told(p)) for p in plans]
        self.fields["by_plan"].choices = choices  # type: ignore[attr-defined]


def told(plan: Plan) -> str:
    """`12/KH-UBND: Kế hoạch … (bản thảo)`, short enough for a list of choices."""
    name = f"{plan.number}: {plan.title}" if plan.number else plan.title or str(plan)
    state = "" if plan.status == Plan.Status.IN_FORCE else f" ({plan.get_status_display().lower()})"
    return (name if len(name) <= 110 else f"{name[:109]}…") + state
