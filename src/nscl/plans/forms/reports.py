"""Forms of rounds and of an agency's report: one small form for each task, all in one page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nscl.documents.forms.base import RoomForm, day, line, words
from nscl.organisations.models import Agency
from nscl.plans import words as plan_words
from nscl.plans.actions.reports import Answer, Head
from nscl.plans.models import AgencyReport, AskedTask, Plan, ReportRound, Said

WORDS = ("state", "result", "figures", "difficulties")


class HeadForm(RoomForm):
    """Name, days and note of a round."""

    name = line(_("Tên đợt"), longest=200, required=True)
    opens_on = day(_("Mở từ ngày"), required=True)
    due_on = day(
        _("Hạn gửi (hết ngày)"), required=True, help_text=_("Hạn nội bộ, do đơn vị đặt; sửa được khi đợt đang mở.")
    )
    note = words(_("Nhắn các cơ quan"), longest=2000, rows=3, help_text=_("Hiện trên trang báo cáo và trong thư mời."))

    def head(self) -> Head:
        told = self.cleaned_data
        return Head(told["name"], told["opens_on"], told["due_on"], told["note"])


class RoundForm(HeadForm):
    """Everything of a new round, proposed: the officer changes what is not so."""

    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    half = forms.ChoiceField(label=_("Đợt"), choices=ReportRound.Half.choices)
    plans = forms.MultipleChoiceField(
        label=_("Hỏi về các kế hoạch"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một kế hoạch.")},
    )  # fmt: skip
    agencies = forms.MultipleChoiceField(
        label=_("Hỏi các cơ quan"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Bỏ chọn cơ quan không cần báo cáo; cơ quan không có việc ở kế hoạch đã chọn thì tự bỏ qua."),
    )  # fmt: skip
    invite = forms.BooleanField(label=_("Gửi thư điện tử mời những cơ quan có tài khoản"), required=False)
    field_order = ("half", "year", "name", "opens_on", "due_on", "plans", "agencies", "note", "invite")

    def __init__(self, *args: Any, known: Iterable[Plan], asked: Iterable[tuple[Agency, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plans = {str(plan.pk): plan for plan in known}
        self._agencies = {str(agency.pk): told for agency, told in asked}
        self.fields["plans"].choices = [  # type: ignore[attr-defined]
            (pk, plan.number or plan_words.title(plan)) for pk, plan in self._plans.items()
        ]
        self.fields["agencies"].choices = list(self._agencies.items())  # type: ignore[attr-defined]

    def chosen_plans(self) -> list[Plan]:
        return [self._plans[pk] for pk in self.cleaned_data["plans"]]

    def left_out(self) -> set[int]:
        """The agencies offered and not ticked."""
        return {int(pk) for pk in set(self._agencies) - set(self.cleaned_data["agencies"])}


class ChangeForm(HeadForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(RoomForm):
    reason = words(_("Lý do"), longest=500, rows=3, required=True)


class ReturnForm(ReasonForm):
    number = forms.IntegerField(widget=forms.HiddenInput)
    reason = words(_("Cần bổ sung gì"), longest=500, rows=3, required=True)


class TaskForm(forms.Form):
    """What is said of one task. Nothing is required: what is empty is told as not said."""

    state = forms.ChoiceField(label=_("Tình trạng"), choices=[("", _("chưa chọn")), *Said.choices], required=False)
    result = words(_("Kết quả đã làm"), longest=10_000, rows=4)
    difficulties = words(_("Khó khăn, kiến nghị"), longest=10_000, rows=2)
    figures = line(_("Số liệu kèm theo (nếu có)"), longest=500, help_text=_("Ví dụ: 12 doanh nghiệp, 2 lớp tập huấn."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, asked: AskedTask, data: Any = None, **kwargs: Any) -> None:
        initial = {name: getattr(asked, name) for name in (*WORDS, "version")}
        super().__init__(data, prefix=f"t{asked.pk}", initial=initial, **kwargs)
        self.asked = asked
        self.conflict: AskedTask | None = None

    def answer(self) -> Answer:
        told = self.cleaned_data
        return Answer(told["version"], *(told[name] for name in WORDS))

    def refuse_for(self, stored: AskedTask) -> None:
        """Somebody else changed it: show theirs; what is sent next replaces it knowingly."""
        self.conflict = stored
        self.data = {**self.data.dict(), self.add_prefix("version"): str(stored.version)}  # type: ignore[attr-defined]


class SummaryForm(forms.Form):
    summary = words(
        _("Nội dung khác, kiến nghị chung"), longest=10_000, rows=4,
        help_text=_("Trách nhiệm khác được giao, đánh giá chung; có thể để trống."),
    )  # fmt: skip
    summary_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, report: AgencyReport, data: Any = None) -> None:
        super().__init__(data, initial={"summary": report.summary, "summary_version": report.version})
        self.report = report
        self.conflict = False

    def said(self) -> tuple[int, str]:
        return self.cleaned_data["summary_version"], self.cleaned_data["summary"]

    def refuse_for(self, report: AgencyReport) -> None:
        self.report, self.conflict = report, True
        self.data = {**self.data.dict(), "summary_version": str(report.version)}  # type: ignore[attr-defined]


class LetterForm(RoomForm):
    """The letter that an officer enters a report from."""

    letter_number = line(_("Số công văn"), longest=60, help_text=_("Ví dụ 123/SCT-QLCN; không có số thì để trống."))
    letter_on = day(_("Ngày công văn"), required=True)


class BoardFilter(forms.Form):
    """Which of the round's agencies are shown."""

    tim = forms.CharField(label=_("Tìm cơ quan"), required=False, max_length=100)
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"), choices=[("", _("Tất cả")), *AgencyReport.Status.choices], required=False
    )

    def asked(self) -> dict[str, str]:
        self.is_valid()
        told = getattr(self, "cleaned_data", {})
        return {name: told.get(name, "") for name in self.fields}
