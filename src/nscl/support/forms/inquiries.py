"""Forms of inquiries: the letter, that it was sent, what one of those asked answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.foundation import clock
from nscl.organisations.forms import day, line
from nscl.organisations.rules.entity_kinds import kind_of
from nscl.plans.actions.guidance import EntityGiven
from nscl.plans.forms.fields import LinesField, VndField
from nscl.shared.errors import DomainError
from nscl.support.actions.inquiries import AnswerGiven, Draft, ItemGiven
from nscl.support.forms.policies import Refusing, content_choices, grouped
from nscl.support.models import InquiryItem
from nscl.support.words import programme_choices

TERM = dt.timedelta(days=14)


class DraftForm(Refusing):
    """The letter. Enterprises a line each: name; tax code; standard or product."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    purpose = line(
        label=gettext_lazy("Hỏi để làm gì"), max_length=500,
        help_text=gettext_lazy("Ví dụ: xét hỗ trợ doanh nghiệp đợt 1 năm 2026."),
        error_messages={"required": gettext_lazy("Hãy ghi hỏi để làm gì.")},
    )  # fmt: skip
    asked = LinesField(
        label=gettext_lazy("Hỏi những nơi nào"), rows=4, max_length=10_000,
        help_text=gettext_lazy("Mỗi dòng một nơi: sở, ban, ngành của tỉnh, tỉnh khác."),
        error_messages={"required": gettext_lazy("Hãy ghi ít nhất một nơi cần hỏi.")},
    )  # fmt: skip
    contents = forms.MultipleChoiceField(
        label=gettext_lazy("Về những nội dung nào"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Hãy chọn ít nhất một nhóm nội dung.")},
    )  # fmt: skip
    entities = LinesField(
        label=gettext_lazy("Về những doanh nghiệp nào"), rows=6, max_length=60_000,
        help_text=gettext_lazy("Mỗi dòng một nơi: tên; mã số thuế; tiêu chuẩn hoặc sản phẩm. Dán từ Excel cũng được."),
        error_messages={"required": gettext_lazy("Hãy ghi ít nhất một doanh nghiệp.")},
    )  # fmt: skip
    due_on = day(label=gettext_lazy("Đề nghị trả lời trước hết ngày"))

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"due_on": clock.today() + TERM, **(more.get("initial") or {})}
        super().__init__(*args, **more)
        self.fields["contents"].choices = grouped(content_choices())  # type: ignore[attr-defined]

    def told(self) -> Draft:
        typed = self.cleaned_data
        items = []
        for written in typed["entities"]:
            name, code, subject, *_rest = [part.strip() for part in written.replace("\t", ";").split(";")] + ["", ""]
            items.append(ItemGiven(EntityGiven(name, code, kind_of(name)), subject))
        return Draft(typed["purpose"], typed["due_on"], typed["asked"], typed["contents"], items)


def as_typed(inquiry: Any, items: Sequence[InquiryItem], asked: Sequence[str]) -> dict[str, Any]:
    """The draft as its form would have been filled in."""
    lines = ["; ".join(p for p in (i.entity.name, i.entity.tax_code, i.subject) if p or i.subject) for i in items]
    return {
        "purpose": inquiry.purpose, "due_on": inquiry.due_on, "asked": list(asked), "entities": lines,
        "contents": items[0].contents if items else [], "version": inquiry.version,
    }  # fmt: skip


class VersionForm(Refusing):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SentForm(VersionForm):
    number = line(
        label=gettext_lazy("Số văn bản"), required=False, max_length=100,
        help_text=gettext_lazy("Số do văn thư cấp, ví dụ 125/SKHCN-TĐC. Có thể để trống."),
    )  # fmt: skip
    on = day(label=gettext_lazy("Ngày gửi"))


class EndForm(VersionForm):
    reason = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
    )  # fmt: skip


class AnswerHead(VersionForm):
    on = day(label=gettext_lazy("Ngày trả lời"))
    number = line(label=gettext_lazy("Số văn bản trả lời"), required=False, max_length=100)
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ItemAnswer(forms.Form):
    """What is said of one enterprise."""

    had = forms.ChoiceField(
        label=gettext_lazy("Đã hỗ trợ chưa"), widget=forms.RadioSelect,
        choices=[("no", gettext_lazy("Chưa hỗ trợ")), ("yes", gettext_lazy("Đã hỗ trợ"))],
        error_messages={"required": gettext_lazy("Hãy chọn chưa hoặc đã hỗ trợ.")},
    )  # fmt: skip
    content = forms.ChoiceField(label=gettext_lazy("Nhóm nội dung"), required=False)
    subject = line(label=gettext_lazy("Tiêu chuẩn, sản phẩm, mã"), required=False, max_length=200)
    programme = forms.ChoiceField(label=gettext_lazy("Chương trình"), required=False)
    amount_vnd = VndField(label=gettext_lazy("Số tiền hỗ trợ, đồng"), required=False)
    from_on = day(label=gettext_lazy("Từ ngày"), required=False)
    to_on = day(label=gettext_lazy("Đến hết ngày"), required=False)

    def __init__(self, data: Any, item: InquiryItem, contents: list[tuple[str, str]]) -> None:
        initial = {"had": "no", "subject": item.subject, "content": item.contents[0], "programme": "other"}
        super().__init__(data, prefix=f"dn-{item.pk}", initial=initial)
        self.item = item
        self.fields["content"].choices = contents  # type: ignore[attr-defined]
        self.fields["programme"].choices = programme_choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("had") == "yes" and not typed.get("from_on") and "from_on" not in self.errors:
            self.add_error("from_on", _("Hãy ghi ngày bắt đầu hỗ trợ."))
        return typed

    def given(self) -> AnswerGiven:
        typed = self.cleaned_data
        names = ("content", "subject", "programme", "amount_vnd", "from_on", "to_on")
        return AnswerGiven(typed["had"] == "yes", {name: typed[name] for name in names})

    def refuse(self, error: DomainError) -> bool:
        """Take the refusal where it is of this enterprise."""
        pk, _dash, name = (error.field or "").partition("-")
        if pk != str(self.item.pk):
            return False
        self.add_error(name if name in self.fields else None, error.message)
        return True
