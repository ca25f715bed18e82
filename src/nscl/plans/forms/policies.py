"""A policy's head, its drafts, rounds, opinions, answers, issue; the filter of the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.forms.base import RoomForm, day, line, words
from nscl.documents.models import DocumentKind
from nscl.organisations.models import Agency
from nscl.organisations.queries import agencies
from nscl.plans.actions.policies.begin import HEAD
from nscl.plans.forms.products import AgencyField, year_field
from nscl.plans.models import OpinionAnswer, Plan, PolicyDraft, Task

FORMS = (
    DocumentKind.RESOLUTION, DocumentKind.DECISION, DocumentKind.PLAN, DocumentKind.PROGRAMME, DocumentKind.DIRECTIVE,
    DocumentKind.NOTICE, DocumentKind.OTHER,
)  # fmt: skip
MOST_TASKS = 600


class TaskField(forms.TypedChoiceField):
    """A task of the province's plans in force, by plan. One chosen by its address is offered whatever its plan is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=None, choices=[], **kwargs)
        self.known: dict[int, Task] = {}

    def offer(self, provinces: Iterable[int], chosen: Task | None = None) -> None:
        rows = Task.objects.filter(
            plan__province__in=list(provinces), plan__status=Plan.Status.IN_FORCE, discarded_at__isnull=True
        )
        listed = rows.select_related("plan").order_by("-plan__period_to", "plan_id", "position", "id")[:MOST_TASKS]
        self.offer_rows([*([chosen] if chosen else []), *listed])

    def offer_rows(self, tasks: Iterable[Task]) -> None:
        self.known = {}  # a form's own: copies of a field share what they were made with
        groups: dict[str, list[tuple[int, str]]] = {}
        for task in tasks:
            if task.root_pk not in self.known:
                self.known[task.root_pk] = task
                name = task.plan.number or task.plan.title[:80]
                groups.setdefault(name, []).append((task.root_pk, f"{task.ref} {task.title}".strip()[:160]))
        blank = [("", _("— chọn nhiệm vụ —") if self.required else _("— không thuộc nhiệm vụ nào —"))]
        self.choices = [*blank, *groups.items()]

    def clean(self, value: Any) -> Task | None:
        pk = super().clean(value)
        return self.known.get(pk) if pk else None


class PolicyForm(RoomForm):
    ROWS = (("task",), ("title",), ("kind", "issuer"), ("lead", "year"), ("planned_on",), ("note",))

    task = TaskField(label=gettext_lazy("Nhiệm vụ của kế hoạch"))
    title = words(gettext_lazy("Tên cơ chế, chính sách"), longest=500, rows=2, required=True)
    kind = forms.ChoiceField(
        label=gettext_lazy("Hình thức văn bản"), choices=[(k.value, k.label) for k in FORMS], initial=FORMS[0]
    )
    issuer = line(gettext_lazy("Cơ quan sẽ ban hành"), longest=200, required=True)
    lead = AgencyField(label=gettext_lazy("Cơ quan soạn thảo"))
    year = year_field(gettext_lazy("Năm trong chương trình"))
    planned_on = day(gettext_lazy("Dự kiến ban hành"))
    note = words(gettext_lazy("Ghi chú"), longest=1000, rows=2)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, provinces: frozenset[int], task: Task | None = None, editing: bool = False, **kw: Any
    ) -> None:
        super().__init__(data, **kw)
        if editing:
            del self.fields["task"]
        else:
            self.fields["task"].offer(provinces, task)  # type: ignore[attr-defined]
        self.fields["lead"].offer((), agencies(provinces).filter(valid_to__isnull=True)[:400])  # type: ignore[attr-defined]

    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[name] for name in names if name in self.fields] for names in self.ROWS]

    def values(self) -> dict[str, Any]:
        return self.chosen(HEAD)

    def shown(self, name: str, value: Any) -> str:
        if name == "lead":
            return str(value or "")
        return super().shown(name, value)


class VersionForm(RoomForm):
    made_on = day(gettext_lazy("Ngày của dự thảo"), required=True)
    summary = words(gettext_lazy("Nội dung, điểm mới so với bản trước"), longest=1000, rows=3, required=True)


class RoundForm(RoomForm):
    letter_number = line(gettext_lazy("Số công văn lấy ý kiến"), longest=60, help_text=gettext_lazy("Ghi sau được."))
    sent_on = day(gettext_lazy("Ngày gửi"), required=True)
    deadline_on = day(gettext_lazy("Hạn góp ý"), required=True)
    agencies = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Cơ quan được hỏi ý kiến"), required=False, coerce=int, choices=[],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    names = words(
        gettext_lazy("Nơi khác được hỏi ý kiến"), longest=5000, rows=3,
        help_text=gettext_lazy("Mỗi dòng một tên: hội, hiệp hội, doanh nghiệp, xã …"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, provinces: frozenset[int], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        rows = agencies(provinces).filter(valid_to__isnull=True, province_id__in=provinces)[:400]
        self.known: dict[int, Agency] = {agency.pk: agency for agency in rows}
        self.fields["agencies"].choices = [(a.pk, a.name) for a in self.known.values()]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "agencies": [self.known[pk] for pk in given["agencies"]], "names": given["names"].splitlines(),
            "sent_on": given["sent_on"], "deadline_on": given["deadline_on"], "letter_number": given["letter_number"],
        }  # fmt: skip


class OpinionForm(RoomForm):
    received_on = day(gettext_lazy("Ngày nhận"), required=True)
    letter_number = line(gettext_lazy("Số công văn trả lời"), longest=60)
    agrees = forms.BooleanField(label=gettext_lazy("Thống nhất với dự thảo"), required=False)
    clause = line(gettext_lazy("Điều, khoản được góp ý"), longest=200, help_text=gettext_lazy("Để trống: góp ý chung."))
    text = words(gettext_lazy("Nội dung góp ý"), longest=20000, rows=5)


class AnswerForm(RoomForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Kết quả"), choices=OpinionAnswer.Outcome.choices, widget=forms.RadioSelect
    )
    text = words(gettext_lazy("Nội dung tiếp thu, giải trình"), longest=20000, rows=5, required=True)


class IssueForm(RoomForm):
    number = line(gettext_lazy("Số, ký hiệu"), longest=60, required=True, help_text=gettext_lazy("Như văn thư cấp."))
    issued_on = day(gettext_lazy("Ngày ban hành"), required=True)
    signer = line(gettext_lazy("Người ký"), longest=200)
    signer_title = line(gettext_lazy("Chức vụ người ký"), longest=200)


class PolicyFilter(forms.Form):
    tim = forms.CharField(
        label=gettext_lazy("Tên cơ chế, chính sách"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    trang_thai = forms.ChoiceField(
        label=gettext_lazy("Trạng thái"), required=False,
        choices=[("", gettext_lazy("Mọi trạng thái")), *PolicyDraft.Status.choices],
    )  # fmt: skip
    nam = year_field(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="loc-%s")

    def asked(self) -> dict[str, Any]:
        self.full_clean()
        return {name: self.cleaned_data.get(name) for name in self.fields}
