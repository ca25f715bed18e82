"""The forms of needs: the head of a round, who sends a letter, decisions, points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.catalogue.models import ContentGroup
from nscl.organisations.models import LegalEntity
from nscl.plans.forms.fields import LinesField, short, words
from nscl.plans.forms.filters import FilterForm
from nscl.plans.models import HandedOn, MergedNeed, NeedsRound, Plan, Proposal, SenderKind
from nscl.plans.queries.needs import Asked
from nscl.plans.rules.needs_ranking import LAST_PLACE, Weights
from nscl.plans.words.needs import GROUNDS
from nscl.shared.errors import DomainError

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def day(label: StrOrPromise, *, required: bool = True, help_text: StrOrPromise = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=help_text,
        input_formats=["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"autocomplete": "off", "placeholder": "30/06/2026"}),
        error_messages={"invalid": gettext_lazy("Ngày ghi như 30/06/2026.")},
    )  # fmt: skip


class NeedsForm(forms.Form):
    """Takes an action's refusal beside its field."""

    def refuse(self, error: DomainError) -> None:
        self.add_error(error.field if error.field in self.fields else None, error.message)


class RoundForm(NeedsForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    for_year = forms.IntegerField(
        label=gettext_lazy("Nhu cầu của năm"), min_value=2021, max_value=2100,
        help_text=gettext_lazy("Năm sẽ hỗ trợ, thường là năm sau."),
    )  # fmt: skip
    title = short(label=gettext_lazy("Tên đợt khảo sát"), max_length=300)
    opens_on = day(gettext_lazy("Mở nhận từ ngày"))
    closes_on = day(
        gettext_lazy("Khóa nhận sau ngày"),
        help_text=gettext_lazy("Nên trước tháng 7, khi lập dự toán. Hết ngày này liên kết tự khóa."),
    )
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Nội dung hỏi"), widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nơi được mời chỉ chọn trong các nội dung này."),
        error_messages={"required": gettext_lazy("Hãy chọn ít nhất một nội dung để hỏi.")},
    )  # fmt: skip
    note = words(
        3, label=gettext_lazy("Lời nhắn trên phiếu"), required=False, max_length=2000,
        help_text=gettext_lazy("Hiện trên phiếu của mọi nơi được mời."),
    )  # fmt: skip

    def __init__(self, *given: Any, groups: Iterable[ContentGroup], **more: Any) -> None:
        super().__init__(*given, **more)
        self._groups = list(groups)
        self.fields["groups"].choices = [(str(g.pk), g.label) for g in self._groups]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("for_year", "title", "opens_on", "closes_on", "note")}

    def chosen(self) -> list[ContentGroup]:
        wanted = set(self.cleaned_data["groups"])
        return [group for group in self._groups if str(group.pk) in wanted]


def _kind() -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("Loại nơi gửi"), choices=SenderKind.choices, initial="association")


class SenderForm(NeedsForm):
    """From whom a letter or a list comes."""

    kind = _kind()
    name = short(label=gettext_lazy("Nơi gửi"), max_length=300, help_text=gettext_lazy("Tên như trên công văn, phiếu."))
    number = short(label=gettext_lazy("Số công văn"), required=False, max_length=60)
    dated_on = day(gettext_lazy("Ngày công văn"), required=False)
    note = short(label=gettext_lazy("Ghi chú"), required=False, max_length=1000)

    def refuse(self, error: DomainError) -> None:
        if error.field == "sender":
            self.add_error("name", error.message)
        else:
            super().refuse(error)


class InviteForm(NeedsForm):
    """Several at once: a line each, an e-mail behind a semicolon where one is known."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại nơi được mời"), choices=SenderKind.choices, initial="association")
    names = LinesField(
        label=gettext_lazy("Nơi được mời"), rows=6,
        help_text=gettext_lazy("Mỗi dòng một nơi. Có thư điện tử thì ghi sau dấu chấm phẩy: Hội A; hoi.a@example.vn"),
    )  # fmt: skip

    def whom(self) -> list[tuple[str, str]]:
        pairs = (line.partition(";") for line in self.cleaned_data["names"])
        return [(name.strip(), email.strip()) for name, _mark, email in pairs if name.strip()]

    def refuse(self, error: DomainError) -> None:
        self.add_error("names" if error.field == "email" else None, error.message)


class ReasonForm(NeedsForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = words(2, label=gettext_lazy("Lý do"), max_length=500)


class DecideForm(ReasonForm):
    verb = forms.ChoiceField(
        label=gettext_lazy("Quyết định"), widget=forms.RadioSelect,
        choices=[("postpone", gettext_lazy("Để lại sau")), ("decline", gettext_lazy("Không đưa vào"))],
    )  # fmt: skip
    field_order = ("verb", "reason", "version")


class PlaceForm(NeedsForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    place = forms.IntegerField(
        label=gettext_lazy("Đặt ở hạng"), min_value=1, max_value=LAST_PLACE, required=False,
        help_text=gettext_lazy("Để trống thì trở về hạng theo điểm."),
    )  # fmt: skip
    reason = words(2, label=gettext_lazy("Lý do"), max_length=500, required=False)


class AnsweredForm(NeedsForm):
    number = short(label=gettext_lazy("Số công văn trả lời"), required=False, max_length=60)
    answered_on = day(gettext_lazy("Ngày trả lời"))


class EntityForm(NeedsForm):
    """A written name becomes an enterprise of the register."""

    name_key = forms.CharField(widget=forms.HiddenInput, max_length=300)
    name = short(label=gettext_lazy("Tên đầy đủ"), max_length=300)
    tax_code = short(label=gettext_lazy("Mã số thuế"), required=False, max_length=20)
    kind = forms.ChoiceField(label=gettext_lazy("Loại hình"), choices=LegalEntity.Kind.choices)

    def refuse(self, error: DomainError) -> None:
        field = (error.field or "").removeprefix("entity_")
        self.add_error(field if field in self.fields else None, error.message)


class WeightsForm(NeedsForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    valid_from = day(gettext_lazy("Áp dụng từ ngày"))
    key_words = LinesField(
        label=gettext_lazy("Sản phẩm chủ lực của tỉnh"), required=False, rows=4,
        help_text=gettext_lazy("Mỗi dòng một từ, ví dụ: cà phê. Tìm trong tên và nội dung đề nghị."),
    )  # fmt: skip
    legal_basis = short(
        label=gettext_lazy("Căn cứ"), required=False, max_length=300,
        help_text=gettext_lazy("Văn bản của tỉnh quy định cách chọn, nếu có."),
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for name in Weights().as_dict():
            self.fields[name] = forms.IntegerField(label=GROUNDS[name], min_value=0, max_value=100)
        self.order_fields(["valid_from", *Weights().as_dict(), "key_words", "legal_basis", "version"])

    def points(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in Weights().as_dict()}


class HandForm(NeedsForm):
    """Where the chosen needs go."""

    to = forms.ChoiceField(label=gettext_lazy("Chuyển đến"), choices=HandedOn.To.choices, initial="estimate")
    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2021, max_value=2100)
    plan = forms.ChoiceField(label=gettext_lazy("Bản thảo kế hoạch"), required=False)
    with_budget = forms.BooleanField(label=gettext_lazy("Thêm cả dòng dự toán"), required=False, initial=True)

    def __init__(self, *given: Any, plans: Iterable[Plan], **more: Any) -> None:
        super().__init__(*given, **more)
        self._plans = {str(plan.pk): plan for plan in plans}
        titles = [(pk, (plan.title or _("Bản thảo chưa có tên"))[:90]) for pk, plan in self._plans.items()]
        self.fields["plan"].choices = [("", _("Chọn khi chuyển vào kế hoạch")), *titles]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("to") == HandedOn.To.PLAN and not self.cleaned_data.get("plan"):
            told = (
                _("Hãy chọn bản thảo kế hoạch.") if self._plans else _("Chưa có bản thảo kế hoạch nào; hãy lập trước.")
            )
            self.add_error("plan", told)
        return self.cleaned_data

    def plan_chosen(self) -> Plan | None:
        return self._plans.get(self.cleaned_data.get("plan") or "")


def _search(label: StrOrPromise) -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=100, widget=widget)


class NeedFilter(FilterForm):
    tim = _search(gettext_lazy("Tên, mã số thuế, tiêu chuẩn"))
    noi_dung = forms.ChoiceField(label=gettext_lazy("Nội dung"), required=False)
    trang_thai = forms.ChoiceField(
        label=gettext_lazy("Trạng thái"), required=False,
        choices=[
            ("", gettext_lazy("Mọi trạng thái")),
            *((s.value, s.label) for s in MergedNeed.Status if s is not MergedNeed.Status.MERGED),
        ],
    )  # fmt: skip
    nhieu_noi = forms.BooleanField(label=gettext_lazy("Nhiều nơi cùng đề xuất"), required=False)

    def __init__(self, data: Any, groups: Iterable[ContentGroup]) -> None:
        super().__init__(data, auto_id="loc-%s")
        choices = [("", _("Mọi nội dung")), *((str(g.pk), g.label) for g in groups)]
        self.fields["noi_dung"].choices = choices  # type: ignore[attr-defined]

    def query(self) -> Asked:
        asked = self.asked()
        return Asked(
            words=asked["tim"], group=int(asked["noi_dung"] or 0), status=asked["trang_thai"],
            several=bool(asked["nhieu_noi"]),
        )  # fmt: skip


class ProposalFilter(FilterForm):
    tim = _search(gettext_lazy("Nơi gửi"))
    kenh = forms.ChoiceField(
        label=gettext_lazy("Cách gửi"), required=False,
        choices=[("", gettext_lazy("Mọi cách")), *Proposal.Channel.choices],
    )  # fmt: skip

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="loc-%s")


class RoundFilter(FilterForm):
    nam = forms.ChoiceField(label=gettext_lazy("Nhu cầu của năm"), required=False)
    trang_thai = forms.ChoiceField(
        label=gettext_lazy("Trạng thái"), required=False,
        choices=[("", gettext_lazy("Mọi trạng thái")), *NeedsRound.Status.choices],
    )  # fmt: skip

    def __init__(self, data: Any, years: Iterable[int]) -> None:
        super().__init__(data, auto_id="loc-%s")
        choices = [("", _("Mọi năm")), *((str(year), str(year)) for year in years)]
        self.fields["nam"].choices = choices  # type: ignore[attr-defined]


class QueueFilter(FilterForm):
    nam = forms.ChoiceField(label=gettext_lazy("Năm"), required=False)
    den = forms.ChoiceField(label=gettext_lazy("Chuyển đến"), required=False, choices=HandedOn.To.choices)

    def __init__(self, data: Any, years: Iterable[int]) -> None:
        super().__init__(data, auto_id="loc-%s")
        self.fields["nam"].choices = [(str(year), str(year)) for year in years]  # type: ignore[attr-defined]
