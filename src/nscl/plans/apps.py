from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nscl.foundation.search import SearchKind


class PlansConfig(AppConfig):
    name = "nscl.plans"
    label = "plans"
    verbose_name = "Kế hoạch"
    search_kinds = (
        SearchKind("plan", _("Kế hoạch"), "clipboard-text", "plans.view", "plan_overview", order=20),
        SearchKind("plan_draft", _("Bản thảo kế hoạch"), "file-pencil", "plans.edit", "plan_review", order=21),
        SearchKind("target", _("Chỉ tiêu"), "target", "plans.view", "plan_targets", by_parent=True, order=22),
        SearchKind("task", _("Nhiệm vụ"), "checklist", "plans.view", "plan_tasks", by_parent=True, order=23),
        SearchKind("supportrule", _("Mức hỗ trợ"), "coins", "plans.view", "plan_rules", by_parent=True, order=24),
    )
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
            "held": "nscl.plans.holdings.drafts",
            "hand_over": "nscl.plans.holdings.hand_over_drafts",
        }
    ]

    def ready(self) -> None:
        from nscl.documents import uses
        from nscl.organisations.queries import register
        from nscl.plans.uses import agency_uses, uses_of

        uses.provide(uses_of)
        register.provide_uses(agency_uses)
