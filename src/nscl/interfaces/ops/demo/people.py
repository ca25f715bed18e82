"""The people of the demo and how they sign in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from nscl.shared.errors import DomainError

if TYPE_CHECKING:
    from nscl.accounts.models import User
    from nscl.organisations.models import Agency, Province

PASSWORD = "nscl-demo-2026"  # noqa: S105 (shown on the first screen of a local demo)


@dataclass(frozen=True)
class Person:
    email: str
    name: str
    role: str
    province: str | None
    told: str
    agency: str = ""


FINANCE = "Sở Tài chính"
PEOPLE = (
    Person("officer.quangngai@example.vn", "Nguyễn Văn A", "officer", "51", "chuyên viên, Quảng Ngãi"),
    Person("head.quangngai@example.vn", "Lê Thị C", "head", "51", "lãnh đạo sở, Quảng Ngãi"),
    Person("admin.quangngai@example.vn", "Bùi Văn I", "administrator", "51", "quản trị hệ thống, Quảng Ngãi"),
    Person("officer.nghean@example.vn", "Trần Thị B", "officer", "40", "chuyên viên, Nghệ An"),
    Person("officer.cantho@example.vn", "Phạm Văn D", "officer", "92", "chuyên viên, Cần Thơ"),
    Person("officer.tayninh@example.vn", "Hoàng Thị E", "officer", "80", "chuyên viên, Tây Ninh"),
    Person("officer.sonla@example.vn", "Lò Văn G", "officer", "14", "chuyên viên, Sơn La"),
    Person("deputy.quangngai@example.vn", "Võ Thị K", "officer", "51", "làm thay lãnh đạo sở, Quảng Ngãi"),
    Person("coquan.quangngai@example.vn", "Đinh Thị Q", "cooperating", "51", "Sở Tài chính, Quảng Ngãi", FINANCE),
    Person("coquan.nghean@example.vn", "Hồ Văn R", "cooperating", "40", "Sở Tài chính, Nghệ An", FINANCE),
    Person("coquan.cantho@example.vn", "Trương Thị S", "cooperating", "92", "Sở Tài chính, Cần Thơ", FINANCE),
    Person("coquan.tayninh@example.vn", "Ngô Văn T", "cooperating", "80", "Sở Tài chính, Tây Ninh", FINANCE),
    Person("coquan.sonla@example.vn", "Cầm Thị U", "cooperating", "14", "Sở Tài chính, Sơn La", FINANCE),
    Person("viewer.most@example.vn", "Đỗ Thị H", "ministry_viewer", None, "theo dõi cấp Bộ"),
)


def load() -> None:
    from nscl.foundation import tenancy
    from nscl.organisations.queries import with_predecessors

    secret = _Secret()
    for person in PEOPLE:
        province = _province(person.province) if person.province else None
        reach = with_predecessors(province.pk) if province else ()
        with tenancy.scope(tenancy.Scope.of(write=reach)):
            _person(person, province, secret)
    _two_places()
    _absence()
    _open_invitation()


def accounts_to_show() -> list[str]:
    """The demo's accounts with their password, for whoever sits in front of this machine; none where they are gone."""
    from nscl.accounts.models import User

    known = set(User.objects.filter(email__in=[p.email for p in PEOPLE]).values_list("email", flat=True))
    shown = [f"  {p.email:<32} {p.name}, {p.told}" for p in PEOPLE if p.email in known]
    return [f"Tài khoản minh họa (mật khẩu {PASSWORD}):", *shown] if shown else []


def _province(code: str) -> Province:
    from nscl.foundation import clock
    from nscl.organisations.queries import province_for

    found = province_for(code, clock.today())
    if found is None:
        raise DomainError("reference", f"Chưa có tỉnh mã {code} trong danh mục; hãy chạy: nscl migrate")
    return found


class _Secret:
    """The one password of all, hashed once: a hash takes a third of a second, which is what it is for."""

    @cached_property
    def hashed(self) -> str:
        from django.contrib.auth.hashers import make_password

        return make_password(PASSWORD)

    def give(self, user: User) -> None:
        from nscl.foundation import clock

        user.password, user.password_set_at = self.hashed, clock.now()
        user.save(update_fields=["password", "password_set_at"])


def _person(person: Person, province: Province | None, secret: _Secret) -> None:
    from nscl.accounts import actions
    from nscl.accounts.models import User

    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = actions.create_user(email=person.email, full_name=person.name, by=None)
        secret.give(user)
    if not user.memberships.filter(role=person.role).exists():
        agency = _agency(person.agency, province) if person.agency else None
        actions.add_membership(user=user, province=province, role=person.role, agency=agency, by=None)


def _agency(name: str, province: Province | None) -> Agency:
    from nscl.foundation import clock
    from nscl.organisations.models import Agency
    from nscl.organisations.queries import in_force

    return Agency.objects.filter(in_force(clock.today()), name=name, province=province).get()


def _two_places() -> None:
    """The officer of Nghệ An cooperates in Quảng Ngãi as well."""
    from nscl.accounts import actions
    from nscl.accounts.models import User
    from nscl.foundation import tenancy

    user, province = User.objects.get(email="officer.nghean@example.vn"), _province("51")
    if not user.memberships.filter(province=province).exists():
        with tenancy.scope(tenancy.Scope.of(write=[province.pk])):
            actions.add_membership(user=user, province=province, role="cooperating", by=None)


def _absence() -> None:
    """The head of Quảng Ngãi is away for two weeks."""
    from nscl.accounts import actions
    from nscl.accounts.models import Delegation, User
    from nscl.foundation import clock, tenancy

    head = User.objects.get(email="head.quangngai@example.vn")
    deputy = User.objects.get(email="deputy.quangngai@example.vn")
    held = head.memberships.filter(role="head").get()
    if Delegation.objects.filter(membership=held).exists():
        return
    today = clock.today()
    with tenancy.scope(tenancy.Scope.of(write=[_province("51").pk])):
        actions.delegate(
            membership=held,
            to=deputy,
            valid_from=today,
            valid_to=today + dt.timedelta(days=14),
            reason="Đi công tác",
            by=head,
        )


def _open_invitation() -> None:
    """An accountant is invited to Quảng Ngãi and has not answered yet."""
    from nscl.accounts import actions
    from nscl.accounts.models import Invitation
    from nscl.foundation import tenancy

    province, email = _province("51"), "ketoan.quangngai@example.vn"
    if not Invitation.objects.filter(email=email).exists():
        with tenancy.scope(tenancy.Scope.of(write=[province.pk])):
            actions.invite(email=email, full_name="Đặng Văn M", province=province, role="officer", by=None)
