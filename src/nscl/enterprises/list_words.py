"""Words of the trail and places of the menu for lists that are brought in and profiles that are merged."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from nscl.foundation.audited import Audited

AUDIT_WORDS = {
    "enterprise_list.brought": _("Tải lên danh sách doanh nghiệp"),
    "enterprise_list.part": _("Ghi một phần danh sách doanh nghiệp vào sổ"),
    "enterprise_list.ended": _("Ghi xong danh sách doanh nghiệp"),
    "enterprise_list.taking_back": _("Bắt đầu lấy lại danh sách doanh nghiệp nhập nhầm"),
    "enterprise_list.taken_back": _("Lấy lại danh sách doanh nghiệp nhập nhầm"),
    "duplicate.different": _("Ghi hai hồ sơ là hai doanh nghiệp khác nhau"),
    "duplicate.reopened": _("Nêu lại cặp hồ sơ đã ghi là khác nhau"),
    "enterprise.merged": _("Gộp hai hồ sơ doanh nghiệp"),
    "enterprise.unmerged": _("Tách lại hai hồ sơ đã gộp"),
}
AUDIT_OBJECTS = {
    "enterprises.enterpriselist": Audited(
        _("Danh sách doanh nghiệp"), "name", "enterprise_list", permission="enterprises.import"
    ),
    "enterprises.duplicatepair": Audited(
        _("Cặp hồ sơ có thể trùng"), "id", "enterprise_duplicate", permission="enterprises.import"
    ),
}
NAVIGATION: list[dict[str, Any]] = [
    {
        "label": _("Nhập danh sách"),
        "icon": "database-import",
        "url": "enterprise_lists",
        "permission": "enterprises.import",
        "order": 32,
        "under": "enterprises",
    },
    {
        "label": _("Hồ sơ có thể trùng"),
        "icon": "copy",
        "url": "enterprise_duplicates",
        "permission": "enterprises.import",
        "order": 33,
        "under": "enterprises",
    },
]
