"""A product, what proves it, and the filters of its lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.models import User
from nscl.documents.forms.base import RoomForm, day, line, words
from nscl.organisations.models import Agency
from nscl.organisations.queries import agencies
from nscl.plans.access import products as access_products
from nscl.plans.actions.products import Proof
from nscl.plans.actions.recorded import FIRST_YEAR, LAST_YEAR, registered
from nscl.plans.models import AgencyMention, ProductKind, Task, TaskProduct
from nscl.plans.rules.product_kinds import propose

VALUES = ("year", "kind", "title", "output", "delivered_on", "agency", "on_behalf", "note")
STATES = {
    "": gettext_lazy("Mọi trạng thái"),
    "delivered": gettext_lazy("Đã hoàn thành"),
    "promised": gettext_lazy("Còn hứa"),
    "bare": gettext_lazy("Hoàn thành, chưa có minh chứng"),
}


YEAR, WRONG_YEAR = gettext_lazy("Năm"), gettext_lazy("Năm ghi bốn chữ số, ví dụ 2026.")


def year_field(label: Any = YEAR, *, required: bool = True, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=required, min_value=FIRST_YEAR, max_value=LAST_YEAR, help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": WRONG_YEAR, "min_value": WRONG_YEAR, "max_value": WRONG_YEAR},
    )  # fmt: skip


class AgencyField(forms.TypedChoiceField):
    """One agency of the register, those that the task names first."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=None, required=False, choices=[], **kwargs)
        self.known: dict[int, Agency] = {}

    def offer(self, named: Iterable[Agency], others: Iterable[Agency]) -> None:
        first = list(dict.fromkeys(named))
        rest = [agency for agency in others if agency not in set(first)]
        self.known = {agency.pk: agency for agency in (*first, *rest)}
        groups: list[Any] = [("", "—")]
        if first:
            groups.append((_("Cơ quan của nhiệm vụ"), [(a.pk, a.name) for a in first]))
        if rest:
            groups.append((_("Cơ quan khác"), [(a.pk, a.name) for a in rest]))
        self.choices = groups

    def clean(self, value: Any) -> Agency | None:
        pk = super().clean(value)
        return self.known.get(pk) if pk else None


class ProductForm(RoomForm):
    title = words(gettext_lazy("Tên sản phẩm"), longest=500, rows=2, required=True)
    kind = forms.ChoiceField(label=gettext_lazy("Loại sản phẩm"), choices=ProductKind.choices)
    year = year_field(gettext_lazy("Thuộc năm"))
    output = forms.ChoiceField(label=gettext_lazy("Sản phẩm mà kế hoạch nêu"), required=False, choices=[])
    delivered_on = day(
        gettext_lazy("Ngày hoàn thành"), help_text=gettext_lazy("Để trống nếu mới là sản phẩm dự kiến, chưa xong.")
    )
    agency = AgencyField(label=gettext_lazy("Cơ quan làm ra"))
    on_behalf = forms.BooleanField(
        label=gettext_lazy("Nhập thay cơ quan này"), required=False,
        help_text=gettext_lazy("Cơ quan báo bằng giấy hoặc qua điện thoại; kèm bản đã ký nếu có."),
    )  # fmt: skip
    note = words(gettext_lazy("Ghi chú"), longest=1000, rows=2)
    reason = words(gettext_lazy("Lý do sửa"), longest=500, rows=2)
    number = line(
        gettext_lazy("Số văn bản trong sổ"),
        longest=60,
        help_text=gettext_lazy("Văn bản chứng minh, ví dụ 134/KH-UBND."),
    )
    url = line(
        gettext_lazy("Địa chỉ trên mạng"), longest=1000, help_text=gettext_lazy("Ví dụ https://example.vn/bai-viet")
    )
    signed = forms.BooleanField(label=gettext_lazy("Tệp kèm theo là bản cơ quan đã ký"), required=False)

    HEAD = (("title",), ("kind", "year"), ("output",), ("delivered_on", "agency"), ("on_behalf",), ("note",))
    PROOF = (("number", "url"),)

    def __init__(self, data: Any = None, *, task: Task, user: User, correcting: bool = False, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.task = task
        officer = user.has_perm(access_products.EDIT, task)
        self._offer(task, user, officer)
        if not officer:
            del self.fields["on_behalf"]
            del self.fields["signed"]
        if not correcting:
            del self.fields["reason"]
        said = self.initial.get("output")  # may be a promise that an amendment worded anew
        told = list(dict.fromkeys(" ".join(text.split()) for text in [*task.outputs, *([said] if said else [])]))
        if not told:
            del self.fields["output"]
        else:
            self.fields["output"].choices = [("", "—"), *((text, text) for text in told)]  # type: ignore[attr-defined]

    def _offer(self, task: Task, user: User, officer: bool) -> None:
        mentions = AgencyMention.objects.filter(task=task, agency__isnull=False).select_related("agency")
        named = [m.agency for m in mentions.order_by("position", "id") if m.agency]
        field = self.fields["agency"]
        assert isinstance(field, AgencyField)
        if officer:
            field.offer(named, agencies(frozenset({task.province_id})).filter(valid_to__isnull=True)[:400])
        else:
            field.offer((), Agency.objects.filter(pk__in=access_products.own_agencies(user, task.province_id)))

    def rows(self, name: str = "HEAD") -> list[list[forms.BoundField]]:
        return [[self[n] for n in names if n in self.fields] for names in getattr(self, name)]

    def proof_rows(self) -> list[list[forms.BoundField]]:
        return self.rows("PROOF")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in VALUES}

    def proofs(self, uploads: Iterable[Any]) -> list[Proof]:
        """What came with the form as evidence. Raises `DomainError` with the field."""
        return proofs(self.cleaned_data, uploads)


class EvidenceForm(RoomForm):
    proof_title = line(
        gettext_lazy("Tên minh chứng"), longest=300, help_text=gettext_lazy("Để trống: lấy tên của văn bản, tệp.")
    )
    number = ProductForm.base_fields["number"]
    url = ProductForm.base_fields["url"]
    signed = ProductForm.base_fields["signed"]

    def proofs(self, uploads: Iterable[Any]) -> list[Proof]:
        return proofs(self.cleaned_data, uploads)


class ReasonForm(RoomForm):
    reason = words(gettext_lazy("Lý do"), longest=500, rows=2, required=True)


def proofs(given: dict[str, Any], uploads: Iterable[Any]) -> list[Proof]:
    """Evidence as the fields number, url, signed and the uploads tell it; `proof_title` names it where there is one."""
    title, found = given.get("proof_title") or "", []
    if document := registered(given.get("number") or "", "number"):
        found.append(Proof(document=document))
    found += [Proof(upload=upload, signed=bool(given.get("signed"))) for upload in uploads]
    if url := (given.get("url") or "").strip():
        found.append(Proof(url=url))
    return [replace(found[0], title=title)] if title and len(found) == 1 else found


def initial_of(task: Task, year: int) -> dict[str, Any]:
    """What is proposed for a new product: the kind that the task's words promise, and its one promised output."""
    only = " ".join(task.outputs[0].split()) if len(task.outputs) == 1 else ""
    return {"kind": propose(task.title, task.outputs).kind, "year": year, "output": only, "title": only}


def initial_from(product: TaskProduct) -> dict[str, Any]:
    return {**{name: getattr(product, name) for name in VALUES}, "agency": product.agency_id}


class ProductFilter(forms.Form):
    """In the address. A value that is none of the choices filters nothing."""

    tim = forms.CharField(
        label=gettext_lazy("Tên sản phẩm"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    nam = year_field(required=False)
    loai = forms.ChoiceField(
        label=gettext_lazy("Loại"), required=False, choices=[("", gettext_lazy("Mọi loại")), *ProductKind.choices]
    )
    trang_thai = forms.ChoiceField(label=gettext_lazy("Trạng thái"), required=False, choices=list(STATES.items()))
    nhiem_vu = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="loc-%s")

    def asked(self) -> dict[str, Any]:
        self.full_clean()
        return {name: self.cleaned_data.get(name) for name in self.fields}
