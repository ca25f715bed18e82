"""What administrators type about people: roles, invitations, absences, who takes over."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nscl.accounts import memberships
from nscl.accounts.models import Membership, User
from nscl.accounts.queries.people import agencies_of
from nscl.accounts.roles import BY_CODE, ROLES
from nscl.foundation import clock
from nscl.organisations import queries as organisations
from nscl.organisations.models import Agency, Province
from nscl.shared.errors import DomainError

MOST_CHOICES = 300
"""Beyond so many people one types an address instead of choosing."""
STATES = (
    ("", _("Mọi trạng thái")),
    ("active", _("Đang làm việc")),
    ("invited", _("Được mời")),
    ("locked", _("Tạm khóa")),
    ("ended", _("Đã thôi")),
)


def given_roles() -> list[tuple[str, Any]]:
    """The roles a province gives."""
    return [(role.code, role.name) for role in ROLES if role.code != "ministry_viewer"]


def told_roles() -> list[tuple[str, Any]]:
    """The same with what each is for."""
    words = {code: BY_CODE[code].description for code, _name in given_roles()}
    return [(code, f"{name}. {words[code]}") for code, name in given_roles()]


def agency_choices(province: Province) -> list[tuple[Any, Any]]:
    """Agencies in force of the province, then the central ones."""
    rows = organisations.agencies(frozenset({province.pk})).filter(organisations.in_force(clock.today()))
    ours = [(str(a.pk), a.name) for a in rows if a.province_id is not None]
    central = [(str(a.pk), a.name) for a in rows if a.province_id is None]
    return [("", _("Không ghi cơ quan")), (_("Của tỉnh"), ours), (_("Trung ương"), central)]


def day_field(label: Any, help_text: Any = "", initial: Any = clock.today) -> forms.DateField:
    """A day, picked from the browser's calendar or typed as 30/11/2026."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    formats = ["%Y-%m-%d", "%d/%m/%Y"]
    return forms.DateField(label=label, help_text=help_text, initial=initial, widget=widget, input_formats=formats)


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("Lý do"),
        help_text=_("Ví dụ: theo quyết định điều động số, ngày nào."),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do.")},
    )


def person_field(people: QuerySet[User], label: Any, *, required: bool = True) -> forms.CharField | forms.ChoiceField:
    """One of the people: chosen from a list, or, where they are too many, by address."""
    rows = list(people.only("pk", "full_name", "email")[: MOST_CHOICES + 1])
    words = {"required": _("Hãy chọn một người."), "invalid_choice": _("Người này không chọn được. Chọn người khác.")}
    if len(rows) > MOST_CHOICES:
        help_text = _("Gõ thư điện tử của người đó.")
        return forms.CharField(label=label, help_text=help_text, required=required, error_messages=words)
    choices = [("", _("Chọn một người")), *((p.email, f"{p.full_name} ({p.email})") for p in rows)]
    return forms.ChoiceField(label=label, choices=choices, required=required, error_messages=words)


def chosen(people: QuerySet[User], email: str, field: str) -> User:
    """The person with this address among them. Raises DomainError."""
    found = people.filter(email=email.strip().lower()).first()
    if found is None:
        from django.utils.translation import gettext

        raise DomainError("person", gettext("Không có người này trong tỉnh. Kiểm tra lại thư điện tử."), field)
    return found


class PeopleForm(forms.Form):
    """A form whose refusals by an action stand beside the field they belong to."""

    def refuse(self, error: DomainError) -> None:
        self.add_error(error.field if error.field in self.fields else None, error.message)


class RoleFields(PeopleForm):
    role = forms.ChoiceField(
        label=_("Vai trò"),
        choices=told_roles,
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một vai trò."), "invalid_choice": _("Hãy chọn một vai trò.")},
    )
    agency = forms.ChoiceField(label=_("Cơ quan"), required=False)

    def __init__(self, *args: Any, province: Province, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = agency_choices(province)  # type: ignore[attr-defined]
        words = {"invalid_choice": _("Cơ quan này không có trong danh bạ của tỉnh.")}
        self.fields["agency"].error_messages |= words

    def agency_chosen(self) -> Agency | None:
        pk = self.cleaned_data.get("agency")
        return Agency.objects.filter(pk=pk).first() if pk else None


class InviteForm(RoleFields):
    full_name = forms.CharField(label=_("Họ và tên"), max_length=200)
    email = forms.CharField(
        label=_("Thư điện tử công vụ"),
        help_text=_("Thư mời gửi tới đây; cũng là tên đăng nhập."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    valid_from = day_field(_("Làm việc từ ngày"))
    field_order = ("full_name", "email", "role", "agency", "valid_from")


class MembershipForm(RoleFields):
    valid_from = day_field(_("Giữ vai trò từ ngày"))


class ChangeForm(RoleFields):
    on = day_field(_("Đổi từ ngày"), _("Vai trò cũ kết thúc và vai trò mới bắt đầu vào ngày này."))
    reason = reason_field()


class EndForm(PeopleForm):
    on = day_field(_("Thôi giữ vai trò từ ngày"), _("Từ ngày này người đó không còn quyền của vai trò."))
    reason = reason_field()


class ReasonForm(PeopleForm):
    reason = reason_field()


class NameForm(PeopleForm):
    full_name = forms.CharField(label=_("Họ và tên"), max_length=200)


class AbsenceForm(PeopleForm):
    """Whose work (one's own memberships, where there are several), by whom, from when to when."""

    membership = forms.ChoiceField(label=_("Việc của vai trò"))
    delegate = forms.CharField()
    valid_from = day_field(_("Từ ngày"))
    last_day = day_field(_("Đến hết ngày"), initial=None)
    reason = reason_field()

    def __init__(self, *args: Any, held: list[Membership], people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = {str(member.pk): member for member in held}
        self.people = people
        words = [(key, _role_words(member)) for key, member in self.held.items()]
        self.fields["membership"].choices = words  # type: ignore[attr-defined]
        if len(words) == 1:
            self.fields["membership"].required = False
            self.fields["membership"].widget = forms.HiddenInput()
            self.initial["membership"] = words[0][0]
        self.fields["delegate"] = person_field(people, _("Người làm thay"))
        self.order_fields(["membership", "delegate", "valid_from", "last_day", "reason"])
        self.fields["reason"].help_text = _("Ví dụ: nghỉ phép, đi công tác, nghỉ ốm.")

    def membership_chosen(self) -> Membership:
        return self.held[self.cleaned_data.get("membership") or next(iter(self.held))]

    def end(self) -> dt.date:
        """The first day after the absence."""
        last: dt.date = self.cleaned_data["last_day"]
        return clock.day_after(last)


def _role_words(member: Membership) -> str:
    agency = f", {member.agency.name}" if member.agency else ""
    return f"{BY_CODE[member.role].name}{agency}"


class FilterForm(forms.Form):
    """The row above the list; a value that is none of the choices filters nothing."""

    tim = forms.CharField(
        label=_("Tên hoặc thư điện tử"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    vai_tro = forms.ChoiceField(label=_("Vai trò"), required=False)
    co_quan = forms.ChoiceField(label=_("Cơ quan"), required=False)
    trang_thai = forms.ChoiceField(label=_("Trạng thái"), required=False, choices=STATES)

    def __init__(self, data: Any, provinces: frozenset[int]) -> None:
        super().__init__(data, auto_id="loc-%s")
        roles = [("", _("Mọi vai trò")), *given_roles()]
        self.fields["vai_tro"].choices = roles  # type: ignore[attr-defined]
        agencies = [(str(a.pk), a.name) for a in agencies_of(provinces)]
        self.fields["co_quan"].choices = [("", _("Mọi cơ quan")), *agencies]  # type: ignore[attr-defined]
        if not agencies:
            del self.fields["co_quan"]

    def asked(self) -> dict[str, str]:
        self.full_clean()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}


def own_memberships(user: User, province: Province) -> list[Membership]:
    """What of the person's own work may be handed on here."""
    return [m for m in memberships.in_force(user) if m.province_id == province.pk]
