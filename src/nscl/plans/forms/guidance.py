"""Forms of the guidance log: one act, one day's visits to many, a list brought in, what to look for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.models import User
from nscl.catalogue.models import ContentGroup
from nscl.foundation import clock
from nscl.foundation.year import FIRST
from nscl.organisations.forms_entities import EntityFields
from nscl.organisations.models import LegalEntity, Province
from nscl.organisations.rules.entity_kinds import kind_of
from nscl.plans.actions.guidance import EntityGiven
from nscl.plans.models import Guidance
from nscl.plans.queries.guidance import Asked
from nscl.shared.errors import DomainError

ALL_YEARS = "tat-ca"
FIRST_CONTENTS = 8
FORMATS = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"]


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day as people write it: a browser's own field shows it as the browser's language does, 11/26/2026."""
    return forms.DateField(
        label=label, required=required, help_text=help_text, input_formats=FORMATS,
        widget=forms.DateInput(
            format="%d/%m/%Y", attrs={"autocomplete": "off", "placeholder": gettext_lazy("ngày/tháng/năm")}
        ),
        error_messages={
            "invalid": gettext_lazy("Ngày ghi như 30/06/2026."), "required": gettext_lazy("Hãy ghi ngày hướng dẫn."),
        },
    )  # fmt: skip


class Refusing(forms.Form):
    """Takes an action's refusal beside its field."""

    def refuse(self, error: DomainError) -> None:
        self.add_error(error.field if error.field in self.fields else None, error.message)


class ActFields(Refusing):
    """What was done, whoever it was done for. `guide` empty: the person who records."""

    contents = forms.MultipleChoiceField(
        label=gettext_lazy("Nội dung hướng dẫn"), widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
        error_messages={"required": gettext_lazy("Hãy chọn ít nhất một nội dung.")},
    )  # fmt: skip
    standard = forms.CharField(
        label=gettext_lazy("Tiêu chuẩn, công cụ nêu tên"), required=False, max_length=200,
        help_text=gettext_lazy("Ví dụ: ISO 9001, VietGAP, 5S."),
    )  # fmt: skip
    how = forms.ChoiceField(
        label=gettext_lazy("Hình thức"), choices=Guidance.How.choices,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": gettext_lazy("Hãy chọn hình thức.")},
    )  # fmt: skip
    outcome = forms.ChoiceField(
        label=gettext_lazy("Kết quả"), choices=Guidance.Outcome.choices, initial=Guidance.Outcome.INFORMED,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": gettext_lazy("Hãy chọn kết quả.")},
    )  # fmt: skip
    result = forms.CharField(
        label=gettext_lazy("Ghi chú kết quả"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    guided_on = day_field(gettext_lazy("Ngày hướng dẫn"))
    guide = forms.ChoiceField(label=gettext_lazy("Người hướng dẫn"), required=False)
    guide_name = forms.CharField(
        label=gettext_lazy("Người, cơ quan khác hướng dẫn"), required=False, max_length=200,
        help_text=gettext_lazy("Khi người ấy không dùng hệ thống; lượt này được đánh dấu “ghi thay”."),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=gettext_lazy("Số phút"), required=False, min_value=1, max_value=6000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Số phút là số từ 1 đến 6000.")},
    )  # fmt: skip
    place = forms.CharField(
        label=gettext_lazy("Xã, phường, địa điểm"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"list": "xa-phuong", "autocomplete": "off"}),
    )  # fmt: skip
    task = forms.ChoiceField(label=gettext_lazy("Thuộc nhiệm vụ"), required=False)

    def __init__(
        self, data: Any = None, *, me: User, groups: Iterable[ContentGroup], members: Iterable[User],
        tasks: Sequence[tuple[str, list[tuple[str, str]]]] = (), **more: Any,
    ) -> None:  # fmt: skip
        initial = {"guided_on": clock.today(), **(more.pop("initial", None) or {})}
        super().__init__(data, initial=initial, **more)
        self.me = me
        others = [member for member in members if member.pk != me.pk]
        self.members = {str(member.pk): member for member in [me, *others]}
        self._choose("contents", [(group.code, group.label) for group in groups])
        mine = _("Tôi (%(name)s)") % {"name": me.full_name}
        self._choose("guide", [("", mine), *((str(member.pk), member.full_name) for member in others)])
        self._choose("task", [("", _("Không thuộc nhiệm vụ nào")), *tasks])
        if not tasks:
            del self.fields["task"]
        self.fields["guided_on"].widget.attrs["max"] = f"{clock.today():%Y-%m-%d}"

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        named = given["guide_name"]
        return {
            **{name: given[name] for name in ("contents", "standard", "how", "outcome", "result", "guided_on")},
            **{name: given[name] for name in ("minutes", "place")},
            "guide": None if named else self.members.get(given["guide"], self.me),
            "guide_name": named,
            **({"task_id": int(given["task"]) if given["task"] else None} if "task" in self.fields else {}),
        }

    @property
    def first_contents(self) -> list[BoundWidget]:
        """The contents that are guided on most here, at hand."""
        return list(self["contents"])[:FIRST_CONTENTS]

    @property
    def other_contents(self) -> list[BoundWidget]:
        return list(self["contents"])[FIRST_CONTENTS:]

    @property
    def other_chosen(self) -> bool:
        return any(one.data["selected"] for one in self.other_contents)

    @property
    def more_is_open(self) -> bool:
        """Whether something under “Thêm chi tiết” is wrong or filled in."""
        names = ("standard", "guide", "guide_name", "minutes", "place", "task")
        return any(name in self.fields and (self[name].errors or self[name].value()) for name in names)


class ActForm(EntityFields, ActFields):
    """One act for one enterprise. `khoa`: the form itself, so that sending it twice records it once."""

    khoa = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    field_order = ("entity", "entity_name")

    def given(self) -> EntityGiven:
        told = self.cleaned_data
        kind = told["entity_kind"] or kind_of(told["entity_name"])
        return EntityGiven(told["entity_name"], told["entity_tax_code"], kind, told["entity"])


class CorrectForm(ActForm):
    reason = forms.CharField(
        label=gettext_lazy("Lý do sửa"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Bản cũ được giữ lại, có dấu đã hủy; bản này thay vào."),
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
    )  # fmt: skip


class ManyForm(ActFields):
    """One day's acts for many enterprises: ticked among those known, typed a line each."""

    known = forms.MultipleChoiceField(
        label=gettext_lazy("Chọn trong các nơi đã hướng dẫn gần đây"), required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
    )  # fmt: skip
    entities = forms.CharField(
        label=gettext_lazy("Các doanh nghiệp, hợp tác xã khác"), required=False, max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Mỗi dòng một nơi; biết mã số thuế thì ghi sau dấu chấm phẩy. Dán từ Excel cũng được."),
    )  # fmt: skip
    khoa = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    field_order = ("known", "entities")

    def __init__(self, data: Any = None, *, recent: Iterable[LegalEntity], **more: Any) -> None:
        super().__init__(data, **more)
        self.recent = {str(entity.pk): entity for entity in recent}
        self._choose("known", [(pk, entity.name) for pk, entity in self.recent.items()])
        if not self.recent:
            del self.fields["known"]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not told.get("known") and not (told.get("entities") or "").strip():
            self.add_error("entities", _("Hãy chọn hoặc ghi ít nhất một doanh nghiệp."))
        return told

    def given(self) -> list[EntityGiven]:
        """Those ticked, then those typed, none twice."""
        told = self.cleaned_data
        ticked = [self.recent[pk] for pk in told.get("known", ())]
        out = [EntityGiven(entity.name, pk=entity.pk) for entity in ticked]
        for line in told["entities"].splitlines():
            name, _mark, code = line.replace("\t", ";").partition(";")
            if name.strip(" ,;"):
                out.append(EntityGiven(" ".join(name.split()), code.strip(), kind_of(name)))
        return list({(entity.pk, entity.name.casefold(), entity.tax_code): entity for entity in out}.values())


class VoidForm(Refusing):
    reason = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
    )  # fmt: skip


class BringForm(Refusing):
    file = forms.FileField(label=gettext_lazy("Tệp danh sách"), required=False)
    text = forms.CharField(
        label=gettext_lazy("hoặc dán danh sách vào đây"), required=False, max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("Chép các ô từ Excel rồi dán; dòng đầu là tiêu đề cột."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not told.get("file") and not (told.get("text") or "").strip() and not self.errors:
            raise forms.ValidationError(_("Hãy chọn một tệp hoặc dán danh sách."))
        return told


class RestForm(Refusing):
    """What no column of a list tells, and holds for each of its rows that is silent on it."""

    guided_on = day_field(gettext_lazy("Ngày hướng dẫn"), required=False)
    contents = forms.ChoiceField(label=gettext_lazy("Nội dung hướng dẫn"), required=False)
    how = forms.ChoiceField(
        label=gettext_lazy("Hình thức"), required=False,
        choices=[("", gettext_lazy("Theo từng dòng")), *Guidance.How.choices],
    )  # fmt: skip
    outcome = forms.ChoiceField(
        label=gettext_lazy("Kết quả"), required=False,
        choices=[("", gettext_lazy("Theo từng dòng")), *Guidance.Outcome.choices],
    )  # fmt: skip
    guide_name = forms.CharField(label=gettext_lazy("Người hướng dẫn"), required=False, max_length=200)

    def __init__(self, data: Any = None, *, groups: Iterable[ContentGroup], **more: Any) -> None:
        super().__init__(data, prefix="chung", **more)
        choices = [("", _("Theo từng dòng")), *((group.code, group.label) for group in groups)]
        self.fields["contents"].choices = choices  # type: ignore[attr-defined]

    def rest(self) -> dict[str, str]:
        told = self.cleaned_data
        day: dt.date | None = told["guided_on"]
        plain = {name: told[name] for name in ("contents", "how", "outcome", "guide_name")}
        return {**plain, "guided_on": f"{day:%d/%m/%Y}" if day else ""}


def _search(label: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=200, widget=widget)


def _number() -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)


def year_choices() -> list[tuple[str, str]]:
    """Years of the programme, the latest first; acts may be older."""
    return [(str(year), str(year)) for year in range(clock.today().year + 1, FIRST - 3, -1)]


class LogFilter(forms.Form):
    """The filter row of the log. What cannot be understood filters nothing and is said beside its field."""

    tim = _search(gettext_lazy("Tên, mã số thuế, kết quả"))
    nam = forms.ChoiceField(label=gettext_lazy("Năm"), required=False)
    noi_dung = forms.ChoiceField(label=gettext_lazy("Nội dung"), required=False)
    hinh_thuc = forms.ChoiceField(
        label=gettext_lazy("Hình thức"), required=False,
        choices=[("", gettext_lazy("Mọi hình thức")), *Guidance.How.choices],
    )  # fmt: skip
    ket_qua = forms.ChoiceField(
        label=gettext_lazy("Kết quả"), required=False,
        choices=[("", gettext_lazy("Mọi kết quả")), *Guidance.Outcome.choices],
    )  # fmt: skip
    nguoi = _search(gettext_lazy("Người hướng dẫn"))
    xa = _search(gettext_lazy("Xã, phường, địa điểm"))
    tinh = forms.ChoiceField(label=gettext_lazy("Địa bàn"), required=False)
    biet = day_field(gettext_lazy("Tính đến hết ngày"), required=False)
    huy = forms.BooleanField(label=gettext_lazy("Lượt đã hủy"), required=False)
    den = forms.IntegerField(required=False, min_value=2000, max_value=2100, widget=forms.HiddenInput)
    thang = forms.IntegerField(required=False, min_value=1, max_value=12, widget=forms.HiddenInput)
    dn = _number()
    nguoi_so = _number()
    ten_nguoi = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    nhiem_vu = _number()
    danh_sach = _number()
    xem = forms.ChoiceField(required=False, choices=[("", ""), ("dn", "")], widget=forms.HiddenInput)

    MORE = ("hinh_thuc", "ket_qua", "nguoi", "xa", "tinh", "biet", "huy")

    def __init__(self, data: Any, *, year: int, groups: Iterable[ContentGroup], provinces: Iterable[Province]) -> None:
        given = data.copy()
        given.setdefault("nam", str(year))
        super().__init__(given, auto_id="loc-%s")
        self.year = year
        self._choose("nam", [(ALL_YEARS, _("Mọi năm")), *year_choices()])
        self._choose("noi_dung", [("", _("Mọi nội dung")), *((group.code, group.label) for group in groups)])
        listed = [(str(p.pk), p.title + (_(" (trước đây)") if p.valid_to else "")) for p in provinces]
        if listed:
            self._choose("tinh", [("", _("Mọi địa bàn")), *listed])
        else:
            del self.fields["tinh"]

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def more_fields(self) -> list[BoundField]:
        return [self[name] for name in self.MORE if name in self.fields]

    @property
    def more_is_open(self) -> bool:
        return any(bound.value() or bound.errors for bound in self.more_fields)

    def asked(self) -> Asked:
        self.full_clean()
        told = self.cleaned_data
        year = told.get("nam") or str(self.year)
        until = told.get("den")
        return Asked(
            words=told.get("tim") or "", year=None if year == ALL_YEARS else int(year),
            until=until if until and year != ALL_YEARS and until >= int(year) else None, month=told.get("thang"),
            content=told.get("noi_dung") or "", how=told.get("hinh_thuc") or "", outcome=told.get("ket_qua") or "",
            guide=told.get("nguoi") or "", guide_id=told.get("nguoi_so"), guide_name=told.get("ten_nguoi") or "",
            entity=told.get("dn"), place=told.get("xa") or "",
            province=int(told["tinh"]) if told.get("tinh") else None, task=told.get("nhiem_vu"),
            sheet=told.get("danh_sach"), known_on=told.get("biet"), void=bool(told.get("huy")),
        )  # fmt: skip


class CountsFilter(forms.Form):
    """Which years, as known on which day, of which place."""

    tu = forms.ChoiceField(label=gettext_lazy("Từ năm"), required=False)
    den = forms.ChoiceField(label=gettext_lazy("Đến năm"), required=False)
    tinh = forms.ChoiceField(label=gettext_lazy("Địa bàn"), required=False)
    biet = day_field(
        gettext_lazy("Tính đến hết ngày"), required=False,
        help_text=gettext_lazy("Số liệu như sổ ghi đến hết ngày ấy. Để trống: như hiện nay."),
    )  # fmt: skip

    def __init__(self, data: Any, *, year: int, provinces: Iterable[Province]) -> None:
        given = data.copy()
        given.setdefault("tu", str(max(FIRST, year - 5)))
        given.setdefault("den", str(year))
        super().__init__(given, auto_id="loc-%s")
        for name in ("tu", "den"):
            self.fields[name].choices = year_choices()  # type: ignore[attr-defined]
        listed = [(str(p.pk), p.title + (_(" (trước đây)") if p.valid_to else "")) for p in provinces]
        if listed:
            self.fields["tinh"].choices = [("", _("Mọi địa bàn")), *listed]  # type: ignore[attr-defined]
        else:
            del self.fields["tinh"]
        self.year = year

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("tu") and told.get("den") and int(told["tu"]) > int(told["den"]):
            self.add_error("den", _("Năm cuối đứng trước năm đầu. Hãy đổi lại."))
        return told

    def years(self) -> tuple[int, int]:
        """First and last year; the usual ones where what was asked cannot be."""
        if not self.is_valid():
            return max(FIRST, self.year - 5), self.year
        return int(self.cleaned_data["tu"]), int(self.cleaned_data["den"])

    @property
    def known_on(self) -> dt.date | None:
        return self.cleaned_data.get("biet") if self.is_valid() else None

    @property
    def place(self) -> str:
        """The place chosen, in words; empty for all."""
        field = self.fields.get("tinh")
        return str(dict(field.choices).get(str(self.province), "")) if field and self.province else ""  # type: ignore[attr-defined]

    @property
    def province(self) -> int | None:
        chosen = self.cleaned_data.get("tinh") if self.is_valid() else ""
        return int(chosen) if chosen else None
