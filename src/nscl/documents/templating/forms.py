"""What a template comes with."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from nscl.documents import kinds


class UploadForm(forms.Form):
    """The file, and in a word what is new in it."""

    file = forms.FileField(
        label=_("Tệp mẫu (.docx)"),
        help_text=_("Soạn bằng Word từ mẫu có sẵn hoặc bản đang dùng; giữ các trường trong dấu {{ }}."),
        widget=forms.FileInput(attrs={"accept": kinds.TEMPLATE.accept}),
        error_messages={
            "required": _("Hãy chọn tệp mẫu."),
            "empty": _("Tệp rỗng, không có nội dung nào; chọn lại tệp."),
        },
    )
    note = forms.CharField(
        label=_("Có gì mới"),
        required=False,
        max_length=300,
        error_messages={"max_length": _("Nhiều nhất 300 ký tự; hãy viết ngắn hơn.")},
    )
