"""What of the room the search box finds, in the order of the result page, and who may see it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from nscl.foundation.search import SearchKind

SEARCH_KINDS = (
    SearchKind("plan", _("Kế hoạch"), "clipboard-text", "plans.view", "plan_overview", order=20),
    SearchKind("plan_draft", _("Bản thảo kế hoạch"), "file-pencil", "plans.edit", "plan_review", order=21),
    SearchKind("target", _("Chỉ tiêu"), "target", "plans.view", "plan_targets", by_parent=True, order=22),
    SearchKind("task", _("Nhiệm vụ"), "checklist", "plans.view", "plan_tasks", by_parent=True, order=23),
    SearchKind("supportrule", _("Mức hỗ trợ"), "coins", "plans.view", "plan_rules", by_parent=True, order=24),
    SearchKind("product", _("Sản phẩm của nhiệm vụ"), "package", "plans.view", "product_page", order=25),
    SearchKind("policydraft", _("Cơ chế, chính sách"), "gavel", "plans.view", "policy_page", order=26),
    SearchKind("difficulty", _("Khó khăn, kiến nghị"), "message-report", "difficulties.all", "difficulty", order=26),
    SearchKind("cooperation", _("Hoạt động hợp tác"), "heart-handshake", "plans.view", "cooperation_page", order=27),
    SearchKind("needs_round", _("Đợt khảo sát nhu cầu"), "clipboard-list", "needs.view", "needs_round", order=28),
    SearchKind("report_round", _("Đợt báo cáo"), "clipboard-list", "agency_reports.view", "report_round", order=29),
)
