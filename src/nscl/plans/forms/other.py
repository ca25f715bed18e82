"""Small forms: a title to begin with, a reason, where to cut, which agency."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from nscl.organisations.models import Agency
from nscl.plans.forms.fields import words
from nscl.plans.kinds import KINDS


class BeginForm(forms.Form):
    title = words(
        2,
        label=_("Tên kế hoạch"),
        max_length=1000,
        help_text=_("Ghi như trên văn bản; sửa lại lúc nào cũng được."),
    )


class ReasonForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = words(
        2,
        label=_("Lý do"),
        max_length=500,
        help_text=_("Ví dụ: trùng với mục khác; không phải chỉ tiêu."),
    )


class SplitForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    first = words(4, label=_("Phần giữ lại ở mục này"))
    second = words(4, label=_("Phần tách thành mục mới"))


class SpanForm(forms.Form):
    """A stretch of the text and, once chosen, what it becomes."""

    tu = forms.IntegerField(required=False, min_value=0)
    den = forms.IntegerField(required=False, min_value=0)
    loai = forms.ChoiceField(required=False, choices=[(slug, kind.name) for slug, kind in KINDS.items()])

    def span(self) -> tuple[int, int] | None:
        start, end = self.cleaned_data.get("tu"), self.cleaned_data.get("den")
        return (start, end) if start is not None and end is not None and start < end else None


class NewAgencyForm(forms.Form):
    name = forms.CharField(label=_("Tên cơ quan"), max_length=300)
    kind = forms.ChoiceField(label=_("Loại cơ quan"), choices=Agency.Kind.choices)


class ConfirmForm(forms.Form):
    version = forms.IntegerField()
    revision = forms.IntegerField()


class CloseForm(forms.Form):
    reason = words(2, label=_("Lý do"), max_length=500, help_text=_("Ví dụ: tải nhầm tệp; đã có bản đã ký."))
