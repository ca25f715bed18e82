"""What the room declares of products, policies, cooperation and money woven in; put together in `apps.py`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from nscl.foundation.audited import Audited

AUDIT_WORDS: dict[str, Any] = {
    "product.recorded": _("Ghi sản phẩm của nhiệm vụ"),
    "product.delivered": _("Ghi sản phẩm đã hoàn thành"),
    "product.corrected": _("Sửa sản phẩm của nhiệm vụ"),
    "product.voided": _("Hủy sản phẩm của nhiệm vụ"),
    "product.proved": _("Thêm minh chứng cho sản phẩm"),
    "product.evidence_voided": _("Bỏ minh chứng của sản phẩm"),
    "policy.begun": _("Bắt đầu soạn cơ chế, chính sách"),
    "policy.edited": _("Sửa thông tin cơ chế, chính sách"),
    "policy.version_added": _("Thêm dự thảo cơ chế, chính sách"),
    "policy.consulted": _("Lấy ý kiến về cơ chế, chính sách"),
    "policy.round_closed": _("Kết thúc đợt lấy ý kiến"),
    "policy.opinion_received": _("Ghi ý kiến góp ý"),
    "policy.opinion_answered": _("Ghi tiếp thu, giải trình ý kiến"),
    "policy.opinion_voided": _("Hủy ý kiến góp ý ghi nhầm"),
    "policy.appraised": _("Ghi cơ chế, chính sách đã thẩm định"),
    "policy.submitted": _("Ghi cơ chế, chính sách đã trình"),
    "policy.returned": _("Trả cơ chế, chính sách về soạn thảo"),
    "policy.issued": _("Ghi cơ chế, chính sách đã ban hành"),
    "policy.dropped": _("Dừng cơ chế, chính sách"),
    "cooperation.recorded": _("Ghi hoạt động hợp tác"),
    "cooperation.corrected": _("Sửa hoạt động hợp tác"),
    "cooperation.voided": _("Hủy hoạt động hợp tác"),
    "woven_money.recorded": _("Ghi kinh phí lồng ghép"),
    "woven_money.corrected": _("Sửa kinh phí lồng ghép"),
    "woven_money.voided": _("Hủy kinh phí lồng ghép"),
}
AUDIT_OBJECTS = {
    "plans.taskproduct": Audited(_("Sản phẩm của nhiệm vụ"), "title", "product_page", permission="plans.view"),
    "plans.policydraft": Audited(_("Cơ chế, chính sách"), "title", "policy_page", permission="plans.view"),
    "plans.cooperationactivity": Audited(
        _("Hoạt động hợp tác"), "activity", "cooperation_page", permission="plans.view"
    ),
    "plans.wovenmoney": Audited(_("Kinh phí lồng ghép"), "programme", "woven_page", permission="plans.view"),
}
NAVIGATION: list[dict[str, Any]] = [
    {
        "label": _("Cơ chế, chính sách"), "icon": "gavel", "url": "policy_list", "permission": "plans.view",
        "order": 26, "under": "plan_list",
    },
    {
        "label": _("Hợp tác"), "icon": "heart-handshake", "url": "cooperation_list", "permission": "plans.view",
        "order": 27, "under": "plan_list",
    },
]  # fmt: skip
COUNTS = {
    "products": "nscl.plans.queries.products.count",
    "policies": "nscl.plans.queries.policies.count",
    "cooperation": "nscl.plans.queries.cooperation.count",
    "woven_money": "nscl.plans.queries.woven_money.count",
}
