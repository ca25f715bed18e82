"""What every action on people begins with: lock, who may, nobody about themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from django.db.models import Q
from django.utils.translation import gettext as _

from nscl.accounts import memberships
from nscl.accounts.models import Membership, User
from nscl.accounts.roles import BY_CODE
from nscl.foundation import clock
from nscl.organisations.models import Agency, Province
from nscl.organisations.queries import with_predecessors
from nscl.shared.errors import DomainError

LONGEST_REASON = 300


def forbid_unless(by: User | None, province: Province | None, permission: str = "accounts.edit") -> None:
    """The system itself (`by` None: a command on the server) may everything; nobody else acts for the country."""
    if by is None:
        return
    if province is None or not by.has_perm(permission, Membership(province=province)):
        raise DomainError(
            "forbidden", _("Bạn không có quyền quản lý người dùng ở đây. Hãy nhờ người quản trị hệ thống của tỉnh.")
        )


def forbid_oneself(by: User | None, person: User) -> None:
    """Four eyes: what somebody may do is decided by another."""
    if by is not None and by.pk == person.pk:
        raise DomainError(
            "oneself", _("Không ai tự đổi vai trò của mình. Hãy nhờ một người quản trị khác làm việc này.")
        )


def known_role(code: str, by: User | None) -> None:
    """The role exists; one that reaches the whole country is given on the server only."""
    if code not in BY_CODE or (by is not None and code == "ministry_viewer"):
        raise DomainError("role", _("Vai trò này không có. Hãy chọn trong danh sách."), "role")


def usable_agency(agency: Agency | None, province: Province | None) -> None:
    """An agency of the province or a central one."""
    if agency is None or agency.province_id is None:
        return
    if province is None or agency.province_id not in with_predecessors(province.pk):
        raise DomainError("agency", _("Cơ quan này không thuộc tỉnh. Hãy chọn trong danh sách."), "agency")


def clean_reason(reason: str) -> str:
    """The reason on one line; refused when nothing is said, or too much."""
    plain = " ".join(reason.split())
    if not plain:
        raise DomainError("reason", _("Hãy ghi lý do."), "reason")
    if len(plain) > LONGEST_REASON:
        raise DomainError("reason", _("Lý do dài quá %(n)s ký tự. Hãy ghi gọn lại.") % {"n": LONGEST_REASON}, "reason")
    return plain


def locked_person(person: User) -> User:
    """The person as they stand, held until the transaction ends: what is decided about one person waits in line."""
    return User.objects.select_for_update().get(pk=person.pk)


def locked_membership(membership: Membership, by: User | None) -> Membership:
    """The membership with its person, held; refused to whoever manages no people there, and about oneself."""
    person = locked_person(membership.user)
    rows = Membership.objects.select_for_update(of=("self",)).select_related("province", "agency")
    found = rows.get(pk=membership.pk)
    found.user = person
    forbid_unless(by, found.province)
    forbid_oneself(by, person)
    return found


def not_over(membership: Membership) -> None:
    if membership.valid_to is not None and membership.valid_to <= clock.today():
        raise DomainError("state", _("Vai trò này đã kết thúc từ trước. Hãy tải lại trang."))


def from_today(on: dt.date, field: str) -> None:
    """What somebody was allowed to do stays as it was: roles change from today on, not before."""
    if on < clock.today():
        raise DomainError("past", _("Chọn hôm nay hoặc một ngày sau: việc đã qua không đổi lại được."), field)


def of_ours(person: User, province: Province) -> list[Membership]:
    """The person's memberships in the province and what came into it, past ones too."""
    return list(
        person.memberships.filter(province_id__in=with_predecessors(province.pk)).order_by("-valid_from", "-id")
    )


def ours(person: User, province: Province) -> Membership:
    """A membership of the person here; somebody who never was a member here is not there at all."""
    found = of_ours(person, province)
    if not found:
        raise DomainError("missing", _("Không tìm thấy người này trong tỉnh. Hãy tải lại danh sách."))
    return found[0]


def still_ours(person: User, province: Province) -> Membership:
    """A membership of the person here, where they still work here or nowhere: whoever left for another province is
    helped there, and held up by nobody of before. Refused without saying where."""
    member = ours(person, province)
    here = with_predecessors(province.pk)
    places = set(person.memberships.filter(_not_over()).values_list("province_id", flat=True))
    if places and not places & here:
        raise DomainError(
            "elsewhere", _("Người này đã chuyển sang nơi khác. Hãy để người quản trị hệ thống ở nơi đó giúp họ.")
        )
    return member


def _not_over() -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=clock.today())


def only_ours(person: User, province: Province) -> Membership:
    """A membership of the person here, where the person works nowhere else: then the account as a whole is ours.

    Refused without saying where else.
    """
    member = ours(person, province)
    if person.memberships.filter(_not_over()).exclude(province_id__in=with_predecessors(province.pk)).exists():
        raise DomainError(
            "elsewhere",
            _("Người này còn làm việc ở nơi khác nên không khóa cả tài khoản được. Hãy kết thúc vai trò ở tỉnh mình."),
        )
    return member


_REFUSALS: dict[str, tuple[str, Callable[[], str], str | None]] = {
    "last_administrator": (
        "last_administrator",
        lambda: _("Đây là người quản trị hệ thống cuối cùng của tỉnh. Hãy giao vai trò này cho một người khác trước."),
        None,
    ),
    "membership_no_overlap": (
        "overlap",
        lambda: _("Người này đã giữ vai trò đó, ở cơ quan đó, trong thời gian đó. Xem danh sách vai trò của họ."),
        "role",
    ),
    "delegation_no_overlap": (
        "overlap",
        lambda: _("Trong những ngày này đã có người làm thay. Chọn ngày khác hoặc thu hồi việc giao trước."),
        "valid_from",
    ),
    "delegation_same_province": (
        "delegate",
        lambda: _("Người làm thay phải đang làm việc ở cùng tỉnh từ ngày đó. Hãy chọn người khác."),
        "delegate",
    ),
    "delegation_to_another": ("delegate", lambda: _("Hãy chọn một người khác làm thay."), "delegate"),
    "accounts_user_email_key": (
        "known",
        lambda: _("Tài khoản vừa được tạo ở một nơi khác. Hãy mở lại liên kết trong thư."),
        None,
    ),
    "invitation_open_once": (
        "invited",
        lambda: _("Đã có lời mời đang chờ cho địa chỉ và vai trò này. Hãy gửi lại lời mời đó thay vì mời lần nữa."),
        "email",
    ),
}


@contextmanager
def told() -> Iterator[None]:
    """A promise kept by the database, told as a refusal with what to do instead."""
    try:
        yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
        if name not in _REFUSALS:
            raise
        code, words, field = _REFUSALS[name]
        raise DomainError(code, words(), field) from error


def changed(*people: User) -> None:
    for person in people:
        memberships.forget(person)
