"""A regulation, its forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.catalogue.models import Regulation, RegulationForm
from nscl.documents.forms.base import RoomForm, day, line, words
from nscl.documents.models import Document
from nscl.documents.queries import with_number
from nscl.documents.templating import registry
from nscl.shared.errors import DomainError


class RegulationHead(RoomForm):
    number = line(
        gettext_lazy("Số văn bản"), longest=60, required=True,
        help_text=gettext_lazy("Văn bản của tỉnh, đã có trong sổ văn bản."),
    )  # fmt: skip
    name = line(
        gettext_lazy("Tên gọi ngắn"), longest=300, required=True,
        help_text=gettext_lazy("Ví dụ: Quy định hỗ trợ nâng cao năng suất 2026-2030."),
    )  # fmt: skip
    valid_from = day(gettext_lazy("Áp dụng từ ngày"), required=True)
    replaces = forms.ModelChoiceField(
        label=gettext_lazy("Thay thế"), queryset=Regulation.objects.none(), required=False,
        empty_label=gettext_lazy("Không thay thế quy định nào"),
    )  # fmt: skip
    note = words(gettext_lazy("Ghi chú"), longest=1000, rows=2)

    def __init__(self, *args: Any, current: Iterable[Regulation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaces"].queryset = current  # type: ignore[attr-defined]

    def document(self) -> Document:
        """The document meant. Raises `DomainError` on `number`."""
        number = self.cleaned_data["number"]
        own = [one for one in with_number(number) if isinstance(one, Document)]
        if len(own) == 1:
            return own[0]
        told = _("Sổ văn bản của tỉnh chưa có %(number)s. Hãy thêm văn bản vào sổ trước.")
        several = _("Sổ có nhiều văn bản số %(number)s. Hãy hủy bản ghi nhầm trong sổ văn bản.")
        raise DomainError("unknown", (several if own else told) % {"number": number}, "number")


class FormForm(RoomForm):
    code = line(gettext_lazy("Ký hiệu"), longest=20, required=True, help_text=gettext_lazy("Ví dụ: Mẫu 01."))
    name = line(gettext_lazy("Tên mẫu"), longest=300, required=True)
    serves = forms.ChoiceField(label=gettext_lazy("Dùng cho bước"), choices=RegulationForm.Serves.choices)
    template = forms.ChoiceField(
        label=gettext_lazy("Mẫu văn bản của hệ thống"), required=False,
        help_text=gettext_lazy("Hệ thống điền sẵn; hoặc chỉ đính kèm tệp mẫu ở dưới."),
    )  # fmt: skip
    valid_from = day(gettext_lazy("Dùng từ ngày"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Không")), *((code, str(form.name)) for code, form in registry.forms().items())]
        self.fields["template"].choices = choices  # type: ignore[attr-defined]
