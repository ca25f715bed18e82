"""`nscl account create`: the first account of an installation, and accounts that only the server gives."""

from __future__ import annotations

import argparse
import sys

from nscl.shared.errors import DomainError


def run(options: argparse.Namespace) -> int:
    """Invite by letter and print the link, too: no password ever stands on a command line."""
    from nscl.accounts import actions
    from nscl.accounts.roles import BY_CODE
    from nscl.foundation import tenancy
    from nscl.interfaces.ops.import_plan import province_of
    from nscl.organisations.queries import with_predecessors

    if options.role not in BY_CODE:
        raise DomainError("role", "Vai trò phải là một trong: " + ", ".join(BY_CODE), "role")
    national = options.role == "ministry_viewer"
    if national == bool(options.province):
        raise DomainError(
            "province",
            "Vai trò theo dõi cấp Bộ không thuộc tỉnh nào: bỏ --province."
            if national
            else "Hãy ghi mã tỉnh sau --province, ví dụ: --province 51.",
            "province",
        )
    province = province_of(options.province, None) if options.province else None
    with tenancy.scope(tenancy.Scope.of(write=with_predecessors(province.pk) if province else ())):
        invited = actions.invite(
            email=options.email, full_name=options.name, province=province, role=options.role, by=None
        )
    role = BY_CODE[options.role].name
    if invited.membership is not None:
        print(f"{options.email} đã có tài khoản; đã giao thêm vai trò {role}.", file=sys.stderr)
        return 0
    assert invited.invitation is not None
    print(
        f"Lời mời {options.name} làm {role}, dùng được đến {invited.invitation.expires_at:%d/%m/%Y}.", file=sys.stderr
    )
    print("Mở liên kết này để đặt mật khẩu (chỉ một lần; đừng chuyển cho người khác):", file=sys.stderr)
    print(invited.link)
    return 0
