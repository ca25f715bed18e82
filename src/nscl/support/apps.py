from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nscl.foundation.audited import Audited


class SupportConfig(AppConfig):
    name = "nscl.support"
    label = "support"
    verbose_name = "Hỗ trợ"
    audit_words = {
        "policy.recorded": _("Đặt mức hỗ trợ của tỉnh"),
        "policy.amended": _("Sửa mức hỗ trợ bằng phiên bản mới"),
        "policy.ended": _("Kết thúc mức hỗ trợ"),
    }
    audit_objects = {
        "support.supportpolicy": Audited(_("Mức hỗ trợ của tỉnh"), "name", "support_policy", permission="policies.view")
    }
    counts = {"policies": "nscl.support.queries.count"}
    navigation = [
        {
            "label": _("Hỗ trợ"),
            "icon": "coins",
            "url": "support_policies",
            "permission": "policies.view",
            "order": 40,
        }
    ]
