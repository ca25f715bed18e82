"""Every component with content as it is met in use, for those who make pages and those who check them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from nscl.foundation.templatetags.components import Pages, Step, Tab

BADGES = (
    ("success", "", "Đang có hiệu lực"),
    ("info", "file-pencil", "Bản thảo"),
    ("warning", "", "Có điểm nghi vấn"),
    ("danger", "", "Quá hạn"),
    ("accent", "", "Ưu tiên"),
    ("neutral", "archive", "Đã thay thế"),
)
STEPS = (
    Step("Tải văn bản lên", "done", "02/03/2026", "Nguyễn Văn A"),
    Step("Đọc văn bản", "done", "02/03/2026", "12 mục tiêu, 19 nhiệm vụ"),
    Step("Rà soát", "now", "từ 03/03/2026", "còn 2 điểm nghi vấn"),
    Step("Xác nhận có hiệu lực", "next"),
)
TRAINING, CERTIFYING, TELLING = (
    "Tập huấn công cụ cải tiến năng suất",
    "Hỗ trợ áp dụng hệ thống quản lý chất lượng",
    "Truyền thông về truy xuất nguồn gốc",
)
LINES = (
    (TRAINING, "Sở Khoa học và Công nghệ", 3, 120_000_000, "success", "Đang làm"),
    (CERTIFYING, "Chi cục Tiêu chuẩn Đo lường Chất lượng", 12, 1_260_500_000, "warning", "Sắp đến hạn"),
    (TELLING, "Báo và phát thanh, truyền hình tỉnh", 4, 45_000_000, "danger", "Quá hạn"),
)


class SampleForm(forms.Form):
    """Fields of every kind; bound with a mistake, to show how one is told."""

    title = forms.CharField(label="Tên nhiệm vụ", help_text="Như trong văn bản, không viết tắt.")
    lead = forms.ChoiceField(
        label="Cơ quan chủ trì",
        choices=[("", "Chọn một cơ quan"), ("1", "Sở Khoa học và Công nghệ"), ("2", "Sở Công Thương")],
    )
    due_on = forms.DateField(label="Hoàn thành trước")
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(
        label="Cách tính",
        choices=[("sum", "Cộng dồn qua các năm"), ("year", "Tính riêng từng năm")],
        widget=forms.RadioSelect,
    )
    notify = forms.BooleanField(label="Báo cho cơ quan phối hợp", required=False)


class FilterForm(forms.Form):
    """The row above a table; it is sent by GET, so that what is shown has an address."""

    words = forms.CharField(label="Tìm trong bảng", required=False)
    agency = forms.ChoiceField(label="Chủ trì", required=False, choices=[("", "Tất cả"), ("1", "Sở Công Thương")])


@login_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    here = reverse("gallery")
    typed = {"title": TRAINING, "lead": "1", "due_on": "31/11/2026", "kind": "sum"}
    context: dict[str, Any] = {
        "badges": BADGES,
        "steps": STEPS,
        "lines": LINES,
        "form": SampleForm(typed),
        "filters": FilterForm(auto_id="loc_%s"),
        "tabs": [
            Tab("Mục tiêu", here, current=True, count=12),
            Tab("Nhiệm vụ", here + "?phan=nhiem-vu", count=19),
            Tab("Kinh phí", here + "?phan=kinh-phi"),
            Tab("Văn bản gốc", here + "?phan=van-ban", icon="file-text"),
        ],
        "pages": Pages("Dòng 21–40 trong 1.208", here + "?truoc=21", here + "?sau=40"),
        "due_on": dt.date(2026, 11, 30),
        "periods": ("yearly", "2026", "2026-2030", "by-2030"),
        "amount": 1_260_500_000,
    }
    return render(request, "interfaces/gallery.html", context)
