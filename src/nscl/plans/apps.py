from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nscl.foundation.audited import Audited
from nscl.foundation.search import SearchKind


class PlansConfig(AppConfig):
    name = "nscl.plans"
    label = "plans"
    verbose_name = "Kế hoạch"
    audit_words = {
        "plan.begun": _("Viết tay một kế hoạch"),
        "plan.drafted": _("Tải kế hoạch lên, đọc thành bản thảo"),
        "plan.head_edited": _("Sửa thông tin chung của kế hoạch"),
        "plan.doubts_settled": _("Xem và bỏ dấu nghi vấn"),
        "plan.item_added": _("Thêm mục vào kế hoạch"),
        "plan.item_edited": _("Sửa mục của kế hoạch"),
        "plan.item_discarded": _("Bỏ mục khỏi kế hoạch"),
        "plan.item_restored": _("Khôi phục mục của kế hoạch"),
        "plan.item_split": _("Tách mục của kế hoạch"),
        "plan.item_joined": _("Gộp mục của kế hoạch"),
        "plan.agency_matched": _("Chọn cơ quan cho tên trong kế hoạch"),
        "plan.confirmed": _("Xác nhận kế hoạch"),
        "plan.discarded": _("Bỏ bản thảo kế hoạch"),
        "plan.amended": _("Ghi kế hoạch được sửa đổi"),
        "plan.superseded": _("Ghi kế hoạch được thay thế"),
        "plan.ended": _("Kết thúc kế hoạch"),
        "plan.handed_over": _("Bàn giao bản thảo kế hoạch"),
    }
    audit_objects = {
        "plans.plan": Audited(_("Kế hoạch"), "title", "plan_overview", permission="plans.view"),
        **{
            f"plans.{model}": Audited(words, field, "plan_overview", "plan_id", "plans.view")
            for model, words, field in (
                ("target", _("Chỉ tiêu"), "text"),
                ("task", _("Nhiệm vụ"), "title"),
                ("supportrule", _("Mức hỗ trợ"), "content"),
                ("eligibility", _("Điều kiện"), "text"),
                ("duty", _("Trách nhiệm"), "text"),
                ("deadline", _("Thời hạn"), "text"),
                ("budgetline", _("Dòng dự toán"), "name"),
                ("agencymention", _("Tên cơ quan trong kế hoạch"), "name"),
            )
        },
    }
    search_kinds = (
        SearchKind("plan", _("Kế hoạch"), "clipboard-text", "plans.view", "plan_overview", order=20),
        SearchKind("plan_draft", _("Bản thảo kế hoạch"), "file-pencil", "plans.edit", "plan_review", order=21),
        SearchKind("target", _("Chỉ tiêu"), "target", "plans.view", "plan_targets", by_parent=True, order=22),
        SearchKind("task", _("Nhiệm vụ"), "checklist", "plans.view", "plan_tasks", by_parent=True, order=23),
        SearchKind("supportrule", _("Mức hỗ trợ"), "coins", "plans.view", "plan_rules", by_parent=True, order=24),
    )
    navigation = [
        {
            "label": _("Kế hoạch"),
            "icon": "clipboard-text",
            "url": "plan_list",
            "permission": "plans.view",
            "order": 20,
        }
    ]
    counts = {
        "plans": "nscl.plans.queries.counts.plans",
        "targets": "nscl.plans.queries.counts.targets",
        "tasks": "nscl.plans.queries.counts.tasks",
    }
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
