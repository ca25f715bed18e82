"""`nscl plan import FILE --province 51 [--on DATE] [--confirm]`: what the upload page does, from the command line."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from nscl.shared.errors import DomainError

if TYPE_CHECKING:
    from nscl.accounts.models import Membership
    from nscl.organisations.models import Province
    from nscl.plans.models import Plan

OPERATOR = "dong-lenh@nscl.invalid"
"""Whoever has a shell on the server acts as this account, which cannot sign in; the audit trail names it."""


def run(options: argparse.Namespace) -> int:
    """Import the file; prints the plan and its address. A plan that cannot be confirmed stays a draft: exit code 2."""
    from nscl.accounts import memberships
    from nscl.foundation import tenancy
    from nscl.organisations.queries import with_predecessors
    from nscl.plans.actions import upload

    province = province_of(options.province, options.on)
    with tenancy.scope(tenancy.Scope.of(write=with_predecessors(province.pk))):
        membership = _operator(province)
        file = Path(options.file)
        if not file.is_file():
            raise DomainError("missing", "Không tìm thấy tệp; hãy kiểm tra lại đường dẫn.")
        with tenancy.scope(memberships.scope_of(membership)):
            plan = upload.open_draft(membership=membership, name=file.name, content=file, by=membership.user)
            return _finish(plan, membership, confirmed=options.confirm)


def _finish(plan: Plan, membership: Membership, *, confirmed: bool) -> int:
    from nscl.plans import queries
    from nscl.plans.actions import confirm

    data = queries.review(plan)
    told = " · ".join(f"{count} {data.groups[slug][0].kind.name}" for slug, count in data.counts.items() if count)
    print(f"{plan.title or plan} ({plan.province})")
    print(f"  {told or 'không đọc được mục nào'}")
    for doubt in data.head_doubts:
        print(f"  ? {doubt.message}")
    for entry in data.doubtful:
        print(f"  ? {entry.kind.name} {entry.item.ref}: {' '.join(entry.doubts)}")
    if not confirmed:
        print(f"Bản thảo: {_address(plan, 'plan_review')}")
        return 0
    try:
        confirm.confirm(plan=plan, version=plan.version, by=membership.user, revision=plan.revision)
    except DomainError as error:
        print(error.message, file=sys.stderr)
        print(f"Bản thảo: {_address(plan, 'plan_review')}")
        return 2
    print(f"Kế hoạch có hiệu lực: {_address(plan, 'plan_overview')}")
    return 0


def province_of(code: str, on: str | None) -> Province:
    """The province that has the code on the day (YYYY-MM-DD; today). Raises DomainError."""
    from nscl.foundation import clock
    from nscl.organisations.queries import province_for

    try:
        day = dt.date.fromisoformat(on) if on else clock.today()
    except ValueError as error:
        raise DomainError("on", "Ngày sau --on phải viết như 2026-11-30.", "on") from error
    found = province_for(code, day)
    if found is None:
        told = f"Ngày {day:%d/%m/%Y} không có tỉnh, thành phố nào mang mã {code}. Mã của thời kỳ trước: thêm --on NGÀY."
        raise DomainError("province", told, "province")
    return found


def _operator(province: Province) -> Membership:
    from nscl.accounts import actions
    from nscl.accounts.models import User

    user = User.objects.filter(email=OPERATOR).first()
    if user is None:
        user = actions.create_user(email=OPERATOR, full_name="Quản trị máy chủ (dòng lệnh)", by=None)
    known = user.memberships.select_related("province", "user").filter(province=province, role="officer").first()
    return known or actions.add_membership(
        user=user, province=province, role="officer", by=None, valid_from=province.valid_from
    )


def _address(plan: Plan, page: str) -> str:
    from django.urls import reverse

    return f"http://localhost:{os.environ.get('PORT') or 8000}{reverse(page, args=[plan.pk])}"
