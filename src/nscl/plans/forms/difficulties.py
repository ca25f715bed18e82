"""What is filled in about difficulties: entering one, each step, the filter of the list, the letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.models import User
from nscl.catalogue.models import ContentGroup
from nscl.documents.forms.base import RoomForm, day, line, words
from nscl.organisations.forms_entities import EntityFields
from nscl.organisations.models import Agency, LegalEntity
from nscl.plans.actions.difficulties import Paper
from nscl.plans.models import Difficulty, Plan, Task
from nscl.plans.queries.difficulties import OPEN, OVERDUE

AGENCY, ENTITY, OTHER = "agency", "entity", "other"
SOURCES = (
    (AGENCY, gettext_lazy("Cơ quan, tổ chức trong danh bạ")),
    (ENTITY, gettext_lazy("Doanh nghiệp, hợp tác xã, cơ sở")),
    (OTHER, gettext_lazy("Người, nơi khác")),
)
LATER = gettext_lazy("Số, ngày để trống khi văn thư chưa cấp.")


class DifficultyForm(EntityFields, RoomForm):
    """A difficulty as it comes in. `about` is a plan (`plan-3`) or a task of one (`task-45`, by its first version)."""

    title = line(
        gettext_lazy("Tóm tắt"), longest=300, required=True,
        help_text=gettext_lazy("Một câu: vướng gì, đề nghị gì."),
    )  # fmt: skip
    text = words(gettext_lazy("Nội dung đầy đủ"), longest=20_000, rows=6)
    source = forms.ChoiceField(label=gettext_lazy("Ai nêu"), choices=SOURCES, widget=forms.RadioSelect, initial=AGENCY)
    agency = forms.ModelChoiceField(
        label=gettext_lazy("Cơ quan"), queryset=Agency.objects.none(), required=False, empty_label=gettext_lazy("Chọn")
    )
    raised_by = line(gettext_lazy("Tên người, nơi nêu"), longest=300)
    channel = forms.ChoiceField(label=gettext_lazy("Nhận bằng cách nào"), choices=Difficulty.Channel.choices)
    received_on = day(gettext_lazy("Ngày nhận"), required=True)
    letter_number = line(gettext_lazy("Số văn bản đến"), longest=60)
    letter_on = day(gettext_lazy("Ngày văn bản đến"))
    about = forms.ChoiceField(label=gettext_lazy("Về kế hoạch, nhiệm vụ"), required=False)
    content = forms.ModelChoiceField(
        label=gettext_lazy("Nội dung hỗ trợ"), queryset=ContentGroup.objects.none(), required=False,
        empty_label=gettext_lazy("Chưa rõ"),
    )  # fmt: skip
    due_on = day(gettext_lazy("Hạn trả lời"))
    responsible = forms.ModelChoiceField(
        label=gettext_lazy("Giao cho"), queryset=User.objects.none(), required=False,
        empty_label=gettext_lazy("Chưa giao"),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        agencies: Iterable[Agency],
        contents: Iterable[ContentGroup],
        about: list[tuple[str, Any]],
        workers: Iterable[User] | None,
        own: bool = False,
        **kwargs: Any,
    ) -> None:
        """`own`: an agency enters its own; it names neither another source nor an officer."""
        super().__init__(*args, **kwargs)
        self.own = own
        for name in ("entity_name", "entity_kind", "entity_tax_code"):
            self.fields[name].required = False
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["content"].queryset = contents  # type: ignore[attr-defined]
        self.fields["about"].choices = about  # type: ignore[attr-defined]
        if workers is None:
            del self.fields["responsible"]
        else:
            self.fields["responsible"].queryset = workers  # type: ignore[attr-defined]
        if own:
            for name in ("source", "raised_by", "due_on", "channel", "entity", "entity_name", "entity_kind",
                         "entity_tax_code"):  # fmt: skip
                del self.fields[name]

    def clean_entity_name(self) -> str:
        return super().clean_entity_name() if self._by_entity() else str(self.cleaned_data["entity_name"] or "")

    def clean_entity_tax_code(self) -> str:
        return super().clean_entity_tax_code() if self._by_entity() else str(self.cleaned_data["entity_tax_code"] or "")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        source = given.get("source")
        if source == AGENCY and not given.get("agency"):
            self.add_error("agency", _("Chọn cơ quan nêu; chưa có trong danh bạ thì chọn “Người, nơi khác”."))
        if source == OTHER and not given.get("raised_by"):
            self.add_error("raised_by", _("Hãy ghi ai nêu."))
        return given

    def values(self, *, province_id: int, by: User, agency: Agency | None = None) -> dict[str, Any]:
        """What the action takes; an enterprise that is not known yet is entered. `agency`: whose own this is."""
        given = dict(self.cleaned_data)
        plan, task = read_about(given["about"])
        out = {name: given[name] for name in ("title", "text", "received_on", "letter_number", "letter_on", "content")}
        out |= {"plan": plan, "task": task, "agency": None, "entity": None, "raised_by": ""}
        if self.own:
            return {**out, "agency": agency, "raised_by": agency.name if agency else by.full_name, "channel": "online"}
        if given["source"] == AGENCY:
            out["agency"] = given["agency"]
        elif given["source"] == ENTITY:
            out["entity"] = self.record(province_id=province_id, by=by)
        else:
            out["raised_by"] = given["raised_by"]
        return {**out, "channel": given["channel"], "due_on": given["due_on"]}

    def _by_entity(self) -> bool:
        return self.data.get("source") == ENTITY


def initial_of(difficulty: Difficulty) -> dict[str, Any]:
    """The form's values for one that is put right."""
    names = ("title", "text", "received_on", "channel", "letter_number", "letter_on", "agency", "content", "raised_by",
             "due_on", "version")  # fmt: skip
    out = {name: getattr(difficulty, name) for name in names}
    entity: LegalEntity | None = difficulty.entity
    out["source"] = AGENCY if difficulty.agency_id else ENTITY if entity else OTHER
    if entity:
        out |= {"entity": entity.pk, "entity_name": entity.name, "entity_tax_code": entity.tax_code,
                "entity_kind": entity.kind, "raised_by": ""}  # fmt: skip
    if difficulty.agency_id:
        out["raised_by"] = ""
    out["about"] = f"task-{difficulty.task_id}" if difficulty.task_id else (
        f"plan-{difficulty.plan_id}" if difficulty.plan_id else "")  # fmt: skip
    return out


def read_about(text: str) -> tuple[Plan | None, Task | None]:
    """The plan and the task that a choice of `about` names."""
    kind, _sep, pk = text.partition("-")
    if kind == "task":
        task = Task.objects.select_related("plan").get(pk=int(pk))
        return task.plan, task
    return (Plan.objects.get(pk=int(pk)), None) if kind == "plan" else (None, None)


class StepForm(RoomForm):
    """The common part of every step: the version of the difficulty when the form was drawn."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def paper(self) -> Paper:
        return Paper(self.cleaned_data.get("letter_number") or "", self.cleaned_data.get("letter_on"))

    def visible(self) -> Iterator[BoundField]:
        return (bound for bound in self if not bound.is_hidden)


class AssignForm(StepForm):
    responsible = forms.ModelChoiceField(
        label=gettext_lazy("Giao cho"), queryset=User.objects.none(), empty_label=gettext_lazy("Chọn người")
    )
    text = words(gettext_lazy("Dặn thêm"), longest=2000, rows=2)

    def __init__(self, *args: Any, workers: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = workers  # type: ignore[attr-defined]


class AnswerForm(StepForm):
    text = words(gettext_lazy("Nội dung trả lời"), longest=20_000, rows=6, required=True)
    on = day(gettext_lazy("Ngày trả lời"), required=True)
    letter_number = line(gettext_lazy("Số văn bản trả lời"), longest=60, help_text=LATER)
    letter_on = day(gettext_lazy("Ngày văn bản"))


class EscalateForm(StepForm):
    to = line(
        gettext_lazy("Kiến nghị với cơ quan"), longest=300, required=True,
        help_text=gettext_lazy("Ví dụ: Ủy ban nhân dân tỉnh."),
    )  # fmt: skip
    text = words(gettext_lazy("Kiến nghị gì"), longest=20_000, rows=5, required=True)
    on = day(gettext_lazy("Ngày gửi"), required=True)
    expected_on = day(gettext_lazy("Mong có trả lời trước ngày"))
    letter_number = line(gettext_lazy("Số văn bản đi"), longest=60, help_text=LATER)
    letter_on = day(gettext_lazy("Ngày văn bản"))


class NoteForm(StepForm):
    text = words(gettext_lazy("Nội dung"), longest=20_000, rows=4, required=True)
    on = day(gettext_lazy("Ngày"), required=True)
    letter_number = line(gettext_lazy("Số văn bản, nếu có"), longest=60)
    letter_on = day(gettext_lazy("Ngày văn bản"))
    on_behalf = forms.BooleanField(
        label=gettext_lazy("Nhập thay bên nêu vấn đề"), required=False,
        help_text=gettext_lazy("Đính kèm bản quét văn bản họ gửi, nếu có."),
    )  # fmt: skip

    def __init__(self, *args: Any, officer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not officer:
            for name in ("on_behalf", "letter_number", "letter_on"):
                del self.fields[name]


class CloseForm(StepForm):
    text = words(gettext_lazy("Ghi chú"), longest=2000, rows=2)


class ReasonForm(StepForm):
    reason = words(gettext_lazy("Lý do"), longest=2000, rows=2, required=True)


class DueForm(StepForm):
    due_on = day(gettext_lazy("Hạn trả lời"))
    reason = words(gettext_lazy("Lý do đổi hạn"), longest=500, rows=2)


class SameForm(StepForm):
    code = line(
        gettext_lazy("Gộp với vấn đề số"), longest=20, required=True, help_text=gettext_lazy("Ví dụ: KK-2026-014.")
    )


class TermForm(RoomForm):
    days = forms.IntegerField(
        label=gettext_lazy("Trả lời trong (ngày)"), min_value=1, max_value=365,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "4"}),
        help_text=gettext_lazy("Ngày theo lịch, kể từ ngày nhận."),
    )  # fmt: skip
    valid_from = day(gettext_lazy("Áp dụng từ ngày"), required=True)
    basis = line(
        gettext_lazy("Theo"), longest=300, help_text=gettext_lazy("Quy chế, văn bản của tỉnh hoặc thỏa thuận nội bộ.")
    )


class ListFilter(RoomForm):
    """In the address. A value that is none of the choices filters nothing."""

    tim = forms.CharField(
        label=gettext_lazy("Số, nội dung, nơi nêu"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    trang_thai = forms.ChoiceField(
        label=gettext_lazy("Trạng thái"), required=False,
        choices=[("", gettext_lazy("Mọi trạng thái")), (OPEN, gettext_lazy("Chưa trả lời")),
                 (OVERDUE, gettext_lazy("Quá hạn")), *Difficulty.Status.choices],
    )  # fmt: skip
    co_quan = forms.ChoiceField(label=gettext_lazy("Cơ quan nêu"), required=False)
    noi_dung = forms.ChoiceField(label=gettext_lazy("Nội dung hỗ trợ"), required=False)
    nam = forms.ChoiceField(label=gettext_lazy("Năm nhận"), required=False)
    cua_toi = forms.BooleanField(label=gettext_lazy("Giao cho tôi"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        agencies: list[tuple[str, str]],
        contents: list[tuple[str, str]],
        years: list[int],
        year: int,
        officer: bool,
    ) -> None:
        values = data.copy()
        values.setdefault("nam", str(year))
        super().__init__(values, auto_id="loc-%s")
        self.fields["co_quan"].choices = [("", _("Mọi cơ quan")), *agencies]  # type: ignore[attr-defined]
        self.fields["noi_dung"].choices = [("", _("Mọi nội dung")), *contents]  # type: ignore[attr-defined]
        self.fields["nam"].choices = [("", _("Mọi năm")), *((str(y), str(y)) for y in years)]  # type: ignore[attr-defined]
        if not officer:
            del self.fields["cua_toi"]
        if len(agencies) < 2:
            del self.fields["co_quan"]

    def asked(self) -> dict[str, Any]:
        self.full_clean()
        given = self.cleaned_data
        return {
            "words": given.get("tim") or "", "state": given.get("trang_thai") or "",
            "agency": _number(given.get("co_quan")), "content": _number(given.get("noi_dung")),
            "year": _number(given.get("nam")), "mine": bool(given.get("cua_toi")),
        }  # fmt: skip


class SenderForm(forms.Form):
    """Who writes a letter and who signs; everything has a proposal, what is left empty is blank on paper."""

    chu_quan = line(gettext_lazy("Cơ quan chủ quản"), longest=200)
    co_quan = line(gettext_lazy("Cơ quan ban hành"), longest=200, required=True)
    ky_hieu = line(
        gettext_lazy("Ký hiệu sau số"), longest=40,
        help_text=gettext_lazy("Ví dụ SKHCN-TĐC. Số do văn thư cho, trong tệp để trống."),
    )  # fmt: skip
    dia_danh = line(gettext_lazy("Địa danh"), longest=100)
    kinh_gui = line(gettext_lazy("Kính gửi"), longest=300, required=True)
    noi_dung = words(gettext_lazy("Nội dung"), longest=20_000, rows=6)
    chuc_vu = line(gettext_lazy("Chức vụ người ký"), longest=200)
    nguoi_ky = line(gettext_lazy("Họ tên người ký"), longest=200)


def _number(text: Any) -> int | None:
    return int(text) if text and str(text).isascii() and str(text).isdecimal() and len(str(text)) < 19 else None
