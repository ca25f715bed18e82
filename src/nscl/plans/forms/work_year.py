"""What the list of a year's work asks for; letters that remind, addresses of calendars."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.forms.base import RoomForm
from nscl.organisations.models import Agency
from nscl.plans import words
from nscl.plans.forms.filters import FilterForm
from nscl.plans.models import CalendarLink, Plan, TaskYear
from nscl.plans.queries.work_year import MINE, NOBODY, Asked

WHOSE = (
    ("", gettext_lazy("Của mọi người")),
    (MINE, gettext_lazy("Của tôi")),
    (NOBODY, gettext_lazy("Chưa giao cho ai")),
)


class WorkFilter(FilterForm):
    xem = forms.CharField(required=False, widget=forms.HiddenInput)
    tim = forms.CharField(
        label=gettext_lazy("Tìm trong nhiệm vụ"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    cua = forms.ChoiceField(label=gettext_lazy("Của ai"), required=False, choices=WHOSE)
    tinh_hinh = forms.ChoiceField(
        label=gettext_lazy("Tình hình"),
        required=False,
        choices=[("", gettext_lazy("Mọi tình hình")), *TaskYear.Status.choices],
    )
    ke_hoach = forms.ChoiceField(label=gettext_lazy("Kế hoạch"), required=False)
    don_vi = forms.ChoiceField(label=gettext_lazy("Đơn vị"), required=False)
    qua_han = forms.BooleanField(label=gettext_lazy("Có bước quá hạn"), required=False)

    def __init__(self, data: Any, plans: Iterable[Plan], units: Iterable[Agency]) -> None:
        super().__init__(data, auto_id="loc-%s")
        self._choose("ke_hoach", _("Mọi kế hoạch"), [(str(p.pk), _called(p)) for p in plans], least=2)
        self._choose("don_vi", _("Mọi đơn vị"), [(str(u.pk), u.name) for u in units], least=1)

    def _choose(self, name: str, everything: str, found: list[tuple[str, str]], *, least: int) -> None:
        if len(found) < least:
            del self.fields[name]
        else:
            self.fields[name].choices = [("", everything), *found]  # type: ignore[attr-defined]

    def question(self, year: int, me: int | None) -> Asked:
        given = self.asked()
        return Asked(
            year=year, words=given["tim"], state=given["tinh_hinh"], whose=given["cua"], me=me,
            plan=int(given.get("ke_hoach") or 0) or None, unit=int(given.get("don_vi") or 0) or None,
            late=bool(self.cleaned_data.get("qua_han")),
        )  # fmt: skip


def _called(plan: Plan) -> str:
    return plan.number or Truncator(words.title(plan)).chars(60)


class ReminderForm(RoomForm):
    wanted = forms.BooleanField(label=gettext_lazy("Nhận thư nhắc việc"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Ngôn ngữ của thư"), choices=settings.LANGUAGES)


class LinkForm(RoomForm):
    content = forms.ChoiceField(label=gettext_lazy("Lịch gồm"), choices=CalendarLink.Content.choices)
