"""The filter row of the register. What cannot be understood filters nothing and is said beside its field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nscl.documents.forms.base import RoomForm, day
from nscl.documents.models import DocumentKind, Subject
from nscl.documents.queries import CENTRAL, OWN, Asked


def _search(label: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=200, widget=widget)


class RegisterFilter(RoomForm):
    tim = _search(_("Số, trích yếu"))
    nguon = forms.ChoiceField(
        label=_("Nguồn"),
        required=False,
        choices=[("", _("Mọi văn bản")), (OWN, _("Của tỉnh")), (CENTRAL, _("Trung ương"))],
    )
    loai = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Mọi loại")), *DocumentKind.choices])
    linh_vuc = forms.ChoiceField(
        label=_("Lĩnh vực"), required=False, choices=[("", _("Mọi lĩnh vực")), *Subject.choices]
    )
    co_quan = _search(_("Cơ quan ban hành"))
    nam = forms.IntegerField(
        label=_("Năm"), required=False, min_value=1945, max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Năm ghi bốn chữ số.")},
    )  # fmt: skip
    ngay = day(_("Có hiệu lực ngày"))
    huy = forms.BooleanField(label=_("Văn bản đã hủy khỏi sổ"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="loc-%s")

    def asked(self) -> Asked:
        self.full_clean()
        given = self.cleaned_data
        return Asked(
            words=given.get("tim") or "", kind=given.get("loai") or "", subject=given.get("linh_vuc") or "",
            issuer=given.get("co_quan") or "", year=given.get("nam"), on=given.get("ngay"),
            source=given.get("nguon") or "", void=bool(given.get("huy")),
        )  # fmt: skip


class DayFilter(RoomForm):
    """What was in force on a day, in one field of work or of one kind."""

    ngay = day(_("Ngày"), required=True)
    linh_vuc = forms.ChoiceField(
        label=_("Lĩnh vực"), required=False, choices=[("", _("Mọi lĩnh vực")), *Subject.choices]
    )
    loai = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Mọi loại")), *DocumentKind.choices])

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="loc-%s")
