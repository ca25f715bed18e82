"""The demo: people of five provinces and what they work with, made through the same actions as everything else."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "nscl-demo-2026"  # noqa: S105 (shown on the first screen of a local demo)


@dataclass(frozen=True)
class Person:
    email: str
    name: str
    role: str
    province: str | None
    told: str


PEOPLE = (
    Person("officer.quangngai@example.vn", "Nguyễn Văn A", "officer", "51", "chuyên viên, Quảng Ngãi"),
    Person("head.quangngai@example.vn", "Lê Thị C", "head", "51", "lãnh đạo sở, Quảng Ngãi"),
    Person("officer.nghean@example.vn", "Trần Thị B", "officer", "40", "chuyên viên, Nghệ An"),
    Person("officer.cantho@example.vn", "Phạm Văn D", "officer", "92", "chuyên viên, Cần Thơ"),
    Person("officer.tayninh@example.vn", "Hoàng Thị E", "officer", "80", "chuyên viên, Tây Ninh"),
    Person("officer.sonla@example.vn", "Lò Văn G", "officer", "14", "chuyên viên, Sơn La"),
    Person("viewer.most@example.vn", "Đỗ Thị H", "ministry_viewer", None, "theo dõi cấp Bộ"),
)


def load() -> None:
    """Make what the demo lacks; whatever is there stays as it is."""
    from nscl.foundation import clock, tenancy
    from nscl.organisations.queries import with_predecessors

    for person in PEOPLE:
        province = _province(person.province, clock.today()) if person.province else None
        reach = with_predecessors(province.pk) if province else ()
        with tenancy.scope(tenancy.Scope.of(write=reach)):
            _person(person, province)


def accounts_to_show() -> list[str]:
    """The demo's accounts with their password, for whoever sits in front of this machine; none where they are gone."""
    from nscl.accounts.models import User

    known = set(User.objects.filter(email__in=[p.email for p in PEOPLE]).values_list("email", flat=True))
    shown = [p for p in PEOPLE if p.email in known]
    if not shown:
        return []
    return [
        f"Tài khoản minh họa (mật khẩu {PASSWORD}):",
        *(f"  {p.email:<32} {p.name}, {p.told}" for p in shown),
    ]


def _province(code: str, on):  # type: ignore[no-untyped-def]
    from nscl.organisations.queries import province
    from nscl.shared.errors import DomainError

    found = province(code, on)
    if found is None:
        raise DomainError("reference", f"Chưa có tỉnh mã {code} trong danh mục; chạy: nscl migrate")
    return found


def _person(person: Person, province) -> None:  # type: ignore[no-untyped-def]
    from nscl.accounts import actions
    from nscl.accounts.models import User

    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = actions.create_user(email=person.email, full_name=person.name, password=PASSWORD, by=None)
    if not user.memberships.filter(role=person.role).exists():
        actions.add_membership(user=user, province=province, role=person.role, by=None)
