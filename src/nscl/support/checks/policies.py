"""Who may set a policy, and what a policy must say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.catalogue.queries import content_groups
from nscl.enterprises.models import Enterprise
from nscl.enterprises.rules.size import Sector
from nscl.foundation import tenancy
from nscl.organisations.models import LegalEntity
from nscl.shared.errors import DomainError
from nscl.support.models.policies import SupportPolicy
from nscl.support.rules.amount import MARKS, WHOLE

FIELDS = (
    "name", "contents", "rate_bp", "cap_vnd", "per", "kinds", "sizes", "sectors", "marks", "vat_eligible", "basis",
)  # fmt: skip


def may_set(by: User, subject: SupportPolicy) -> None:
    scope = tenancy.current()
    writes = scope is None or subject.province_id in scope.writable
    if not (writes and by.has_perm("policies.edit", subject)):
        raise DomainError("forbidden", _("Bạn không có quyền đặt mức hỗ trợ của tỉnh. Hãy nhờ chuyên viên của sở."))


def clean(values: Mapping[str, Any], on: dt.date) -> dict[str, Any]:
    """What the policy says, tidied; refused with the field where it says too little or what cannot be."""
    found = {name: values.get(name, []) if name == "marks" else values[name] for name in FIELDS}
    found["name"], found["basis"] = " ".join(found["name"].split())[:500], " ".join(found["basis"].split())[:300]
    known = set(content_groups(on).values_list("code", flat=True))
    found["contents"] = [code for code in dict.fromkeys(found["contents"]) if code in known]
    refusals = (
        ("name", not found["name"], _("Hãy ghi nội dung được hỗ trợ.")),
        ("contents", not found["contents"], _("Hãy chọn ít nhất một nhóm nội dung.")),
        ("rate_bp", not 1 <= (found["rate_bp"] or 0) <= WHOLE, _("Tỷ lệ hỗ trợ từ 0,01 % đến 100 %.")),
        ("cap_vnd", found["cap_vnd"] is not None and found["cap_vnd"] <= 0, _("Mức tối đa phải lớn hơn 0 đồng.")),
        ("per", found["per"] not in SupportPolicy.PerChoice.values, _("Hãy chọn mức tối đa tính cho gì.")),
        ("basis", not found["basis"], _("Hãy ghi căn cứ: văn bản, điều, khoản.")),
        ("sizes", not set(found["sizes"]) <= set(Enterprise.Size.values), _("Hãy chọn quy mô trong danh sách.")),
        ("sectors", not set(found["sectors"]) <= set(Sector), _("Hãy chọn ngành trong danh sách.")),
        ("marks", not set(found["marks"]) <= set(MARKS), _("Hãy chọn đối tượng ưu tiên trong danh sách.")),
        ("kinds", not set(found["kinds"]) <= set(LegalEntity.Kind.values), _("Hãy chọn loại hình trong danh sách.")),
    )
    for field, wrong, words in refusals:
        if wrong:
            raise DomainError("invalid", words, field)
    return found
