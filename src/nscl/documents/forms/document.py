"""The head of a document, its number, its end, its voiding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from nscl.documents.actions.common import HEAD
from nscl.documents.forms.base import RoomForm, day, line, words
from nscl.documents.models import Document, DocumentKind, RelationKind, Subject

NUMBERS = _("Mỗi dòng một số, ký hiệu. Văn bản chưa có trong sổ cũng ghi được.")


class DocumentForm(RoomForm):
    ROWS = (
        ("title",), ("kind", "subject"), ("number", "issued_on"), ("issuer",), ("effective_on", "expires_on"),
        ("signer", "signer_title"), ("note",), ("central",),
    )  # fmt: skip
    TIES = (("supersedes", "implements"), ("amends", "cites"))

    title = words(_("Trích yếu"), longest=1000, rows=2, required=True)
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=DocumentKind.choices)
    subject = forms.ChoiceField(label=_("Lĩnh vực"), choices=Subject.choices, initial=Subject.PRODUCTIVITY)
    number = line(_("Số, ký hiệu"), longest=60, help_text=_("Để trống khi văn thư chưa cấp số; ghi sau được."))
    issued_on = day(_("Ngày ban hành"), help_text=_("Để trống nếu chưa rõ."))
    issuer = line(_("Cơ quan ban hành"), longest=200, required=True)
    effective_on = day(_("Có hiệu lực từ ngày"), help_text=_("Chỉ ghi khi văn bản nói rõ."))
    expires_on = day(_("Hết hiệu lực từ ngày"), help_text=_("Ngày đầu tiên không còn hiệu lực."))
    signer = line(_("Người ký"), longest=200)
    signer_title = line(_("Chức vụ người ký"), longest=200)
    note = words(_("Ghi chú"), longest=1000, rows=2)
    central = forms.BooleanField(
        label=_("Văn bản của trung ương, danh mục chung chưa có"),
        required=False,
        help_text=_("Tỉnh giữ tạm cho đến khi danh mục chung có văn bản này."),
    )
    supersedes = words(_("Thay thế các văn bản"), longest=2000, rows=2, help_text=NUMBERS)
    amends = words(_("Sửa đổi, bổ sung các văn bản"), longest=2000, rows=2)
    implements = words(_("Quy định chi tiết, thực hiện các văn bản"), longest=2000, rows=2)
    cites = words(_("Căn cứ"), longest=2000, rows=2)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, adding: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not adding:
            for name in RelationKind.values:
                del self.fields[name]

    def rows(self) -> Iterator[list[BoundField]]:
        for names in self.ROWS:
            yield [self[name] for name in names]

    def tie_rows(self) -> Iterator[list[BoundField]]:
        for names in self.TIES if "cites" in self.fields else ():
            yield [self[name] for name in names]

    def ties(self) -> list[tuple[str, str]]:
        """Kind and number, of every line about other texts."""
        return [
            (kind, number)
            for kind in RelationKind.values
            for number in map(str.strip, self.cleaned_data.get(kind, "").splitlines())
            if number
        ]

    def values(self) -> dict[str, Any]:
        return self.chosen(HEAD)


def form_of(document: Document) -> DocumentForm:
    """The form showing the document as it stands."""
    return DocumentForm(initial={name: getattr(document, name) for name in (*HEAD, "version")})


class NumberForm(RoomForm):
    number = line(_("Số, ký hiệu"), longest=60, required=True, help_text=_("Như văn thư cấp, ví dụ 134/KH-UBND."))
    issued_on = day(_("Ngày ban hành"), required=True)
    version = forms.IntegerField(widget=forms.HiddenInput)


class EndForm(RoomForm):
    expires_on = day(_("Hết hiệu lực từ ngày"), required=True, help_text=_("Ngày đầu tiên không còn hiệu lực."))
    reason = words(_("Lý do"), longest=500, rows=2, required=True, help_text=_("Ví dụ: hết giai đoạn; bị bãi bỏ bởi …"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(RoomForm):
    reason = words(_("Lý do"), longest=500, rows=2, required=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RelationForm(RoomForm):
    kind = forms.ChoiceField(label=_("Văn bản này"), choices=RelationKind.choices)
    number = line(_("Số, ký hiệu của văn bản kia"), longest=60, help_text=_("Chưa có trong sổ cũng ghi được."))
    target = forms.ChoiceField(label=_("Chọn văn bản"), required=False, choices=[])
    partial = forms.BooleanField(label=_("Chỉ thay thế, bãi bỏ một phần"), required=False)
    effective_on = day(_("Từ ngày"), help_text=_("Để trống: theo ngày có hiệu lực của văn bản này."))
    clause = line(_("Ở điều, khoản nào"), longest=300)

    def offer(self, choices: list[tuple[str, str]]) -> None:
        """Let one of several texts with the same number be chosen."""
        self.fields["target"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
