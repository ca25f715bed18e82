"""What the room declares of difficulties: its line of the rail, what search and the audit trail call them."""

from django.utils.translation import gettext_lazy as _

from nscl.foundation.audited import Audited

NAVIGATION = {
    "label": _("Khó khăn, kiến nghị"),
    "icon": "message-report",
    "url": "difficulties",
    "permission": "difficulties.view",
    "order": 24,
    "under": "plan_list",
}
AUDITED = {
    "plans.difficulty": Audited(_("Khó khăn, kiến nghị"), "title", "difficulty", permission="difficulties.all"),
    "plans.answerterm": Audited(_("Thời hạn trả lời khó khăn"), permission="difficulties.all"),
}

AUDIT = {
    "difficulty.received": _("Tiếp nhận khó khăn, kiến nghị"),
    "difficulty.assigned": _("Giao xử lý khó khăn, kiến nghị"),
    "difficulty.escalated": _("Gửi khó khăn, kiến nghị lên cấp trên, cơ quan khác"),
    "difficulty.answered": _("Trả lời khó khăn, kiến nghị"),
    "difficulty.closed": _("Kết thúc khó khăn, kiến nghị"),
    "difficulty.reopened": _("Mở lại khó khăn, kiến nghị"),
    "difficulty.withdrawn": _("Rút khó khăn, kiến nghị"),
    "difficulty.corrected": _("Sửa thông tin khó khăn, kiến nghị"),
    "difficulty.due_set": _("Đặt hạn trả lời khó khăn, kiến nghị"),
    "difficulty.noted": _("Ghi trao đổi về khó khăn, kiến nghị"),
    "difficulty.linked": _("Gộp khó khăn, kiến nghị giống nhau"),
    "difficulty.unlinked": _("Thôi gộp khó khăn, kiến nghị"),
    "difficulty.handed_over": _("Bàn giao khó khăn, kiến nghị"),
    "difficulty.term_set": _("Đặt thời hạn trả lời của tỉnh"),
}

HOLDING = {
    "code": "difficulties",
    "label": _("Khó khăn, kiến nghị đang xử lý"),
    "needs": "difficulties.edit",
    "held": "nscl.plans.holdings.difficulties.difficulties",
    "hand_over": "nscl.plans.holdings.difficulties.hand_over_difficulties",
}
