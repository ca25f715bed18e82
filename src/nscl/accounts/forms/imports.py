"""The rows of a list of people, each to be mended where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.actions.invite import clean_email, clean_name
from nscl.accounts.actions.invite_many import Asked, RowsRefused
from nscl.accounts.forms.people import PeopleForm, given_roles
from nscl.accounts.importing import MOST_ROWS, Row
from nscl.accounts.models import User
from nscl.foundation import clock
from nscl.organisations.models import Agency, Province
from nscl.organisations.queries import match_agencies
from nscl.organisations.rules.agency_names import SURE
from nscl.shared.errors import DomainError

PREFIX = "dong"


class FileForm(PeopleForm):
    file = forms.FileField(
        label=gettext_lazy("Tệp danh sách"), error_messages={"required": gettext_lazy("Chọn một tệp.")}
    )


class RowForm(PeopleForm):
    """One line of the list. `agency` is a name as people write it, found in the register when the list is checked."""

    number = forms.IntegerField(required=False, widget=forms.HiddenInput)
    full_name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=200)
    email = forms.CharField(label=gettext_lazy("Thư điện tử"), max_length=254)
    agency = forms.CharField(label=gettext_lazy("Cơ quan"), max_length=300, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Vai trò"), error_messages={"required": gettext_lazy("Chọn vai trò.")})
    skip = forms.BooleanField(label=gettext_lazy("Bỏ qua"), required=False)
    found: Agency | None = None
    known = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("Chọn")), *given_roles()]  # type: ignore[attr-defined]

    @property
    def skipped(self) -> bool:
        return bool(self.data.get(self.add_prefix("skip")))

    def full_clean(self) -> None:
        super().full_clean()
        if self.skipped:
            self._errors = forms.utils.ErrorDict()

    def clean_email(self) -> str:
        return self._told(clean_email, "email")

    def clean_full_name(self) -> str:
        return self._told(clean_name, "full_name")

    def _told(self, clean: Any, field: str) -> str:
        try:
            return str(clean(self.cleaned_data[field]))
        except DomainError as error:
            raise forms.ValidationError(error.message) from error


if TYPE_CHECKING:
    _RowForms = forms.BaseFormSet[RowForm]
else:
    _RowForms = forms.BaseFormSet


class RowsFormSet(_RowForms):
    """The list: no address twice under one role, every agency one of the register."""

    def __init__(self, *args: Any, province: Province, **kwargs: Any) -> None:
        self.province = province
        super().__init__(*args, **kwargs)

    def clean(self) -> None:
        rows = [form for form in self.forms if not form.skipped]
        self._agencies(rows)
        seen: set[tuple[str, str, int | None]] = set()
        emails = [form.cleaned_data.get("email", "") for form in rows]
        known = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
        for form in rows:
            email = form.cleaned_data.get("email", "")
            key = email, form.cleaned_data.get("role", ""), form.found.pk if form.found else None
            form.known = email in known
            if email and key in seen:
                form.add_error("email", _("Dòng này lặp lại một dòng ở trên."))
            seen.add(key)

    def _agencies(self, rows: list[RowForm]) -> None:
        today = clock.today()
        names = {str(form.cleaned_data.get("agency") or "") for form in rows} - {""}
        matches = match_agencies(names, province=self.province, on=today) if names else {}
        for form in rows:
            if not (name := str(form.cleaned_data.get("agency") or "")):
                continue
            sure = [match for match in matches[name] if match.score >= SURE and match.today]
            if sure:
                form.found = sure[0].today[0]
                continue
            near = "; ".join(match.agency.name for match in matches[name][:3])
            words = _("Chưa rõ cơ quan nào. Có phải: %(near)s?") if near else _("Danh bạ không có cơ quan này.")
            form.add_error("agency", words % {"near": near} if near else words)

    def asked(self) -> list[Asked]:
        """What to invite: the rows that are not skipped, in their order."""
        return [
            Asked(form.cleaned_data["full_name"], form.cleaned_data["email"], form.cleaned_data["role"], form.found)
            for form in self.forms
            if not form.skipped
        ]

    def refuse(self, error: RowsRefused) -> None:
        """Each refusal beside the row it is of."""
        rows = [form for form in self.forms if not form.skipped]
        for at, refusal in error.refusals.items():
            rows[at].refuse(refusal)


Rows = cast(
    "type[RowsFormSet]",
    forms.formset_factory(RowForm, formset=RowsFormSet, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS),
)


def as_sent(rows: Iterable[Row]) -> dict[str, str]:
    """The rows of a file as the form would send them."""
    listed = list(rows)
    data = {f"{PREFIX}-TOTAL_FORMS": str(len(listed)), f"{PREFIX}-INITIAL_FORMS": "0"}
    for at, row in enumerate(listed):
        for name in ("number", "full_name", "email", "agency", "role"):
            data[f"{PREFIX}-{at}-{name}"] = str(getattr(row, name))
    return data
