from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "nscl.plans"
    label = "plans"
    verbose_name = "Kế hoạch"
    navigation = [
        {
            "label": "Kế hoạch",
            "icon": "clipboard-text",
            "url": "plan_list",
            "permission": "plans.view",
            "order": 20,
        }
    ]
    holdings = [
        {
            "code": "plan_drafts",
            "label": _("Bản thảo kế hoạch đang soạn"),
            "needs": "plans.edit",
            "count": "nscl.plans.holdings.count_drafts",
            "hand_over": "nscl.plans.holdings.hand_over_drafts",
        }
    ]
