"""Roles as code: what each is called, what it is for, what it may do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    code: str
    name: str
    description: str
    permissions: frozenset[str]


# What a permission lets one do, in words for the page "Ai được làm gì".
PERMISSIONS = {
    "plans.view": "Xem kế hoạch của tỉnh",
    "plans.edit": "Tải lên, rà soát và sửa bản thảo kế hoạch",
    "plans.confirm": "Xác nhận kế hoạch có hiệu lực",
    "agencies.edit": "Thêm cơ quan vào danh bạ của tỉnh",
}

ROLES = (
    Role(
        "officer",
        "Chuyên viên",
        "Làm việc hằng ngày với chương trình: tải kế hoạch lên, rà soát, theo dõi.",
        frozenset({"plans.view", "plans.edit", "plans.confirm", "agencies.edit"}),
    ),
    Role(
        "head",
        "Lãnh đạo sở",
        "Xem mọi việc của tỉnh, ký và xác nhận.",
        frozenset({"plans.view", "plans.edit", "plans.confirm"}),
    ),
    Role(
        "cooperating",
        "Cơ quan phối hợp",
        "Xem kế hoạch và phần việc của cơ quan mình.",
        frozenset({"plans.view"}),
    ),
    Role(
        "ministry_viewer",
        "Theo dõi cấp Bộ",
        "Xem mọi tỉnh, không sửa được gì.",
        frozenset({"plans.view"}),
    ),
)
BY_CODE = {role.code: role for role in ROLES}
