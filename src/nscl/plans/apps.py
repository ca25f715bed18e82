from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nscl.foundation.audited import Audited
from nscl.plans.declared import difficulties as difficulty_words
from nscl.plans.declared import found
from nscl.plans.declared import products as declared_products


class PlansConfig(AppConfig):
    name = "nscl.plans"
    label = "plans"
    verbose_name = "Kế hoạch"
    audit_words = {
        **declared_products.AUDIT_WORDS,
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
        "plan.amendment_opened": _("Mở bản sửa đổi kế hoạch"),
        "plan.amendment_told": _("Ghi thông tin bản sửa đổi kế hoạch"),
        "plan.amended": _("Ghi kế hoạch được sửa đổi"),
        "plan.copied": _("Sao chép kế hoạch thành bản thảo mới"),
        "plan.parent_set": _("Ghi kế hoạch cấp trên của kế hoạch"),
        "plan.programme_set": _("Ghi chương trình quốc gia mà kế hoạch thực hiện"),
        "plan.programme_voided": _("Gỡ chương trình quốc gia khỏi kế hoạch"),
        "plan.superseded": _("Ghi kế hoạch được thay thế"),
        "plan.ended": _("Kết thúc kế hoạch"),
        "plan.handed_over": _("Bàn giao bản thảo kế hoạch"),
        "plan.needs_taken": _("Đưa nhu cầu vào bản thảo kế hoạch"),
        "needs.round_added": _("Tạo đợt khảo sát nhu cầu"),
        "needs.round_edited": _("Sửa đợt khảo sát nhu cầu"),
        "needs.round_opened": _("Mở nhận đề xuất nhu cầu"),
        "needs.round_closed": _("Khóa nhận đề xuất nhu cầu"),
        "needs.round_reopened": _("Mở lại đợt khảo sát nhu cầu"),
        "needs.round_settled": _("Chốt đợt khảo sát nhu cầu"),
        "needs.round_unsettled": _("Bỏ chốt đợt khảo sát nhu cầu"),
        "needs.invited": _("Mời đề xuất nhu cầu"),
        "needs.mailed": _("Gửi thư mời đề xuất nhu cầu"),
        "needs.invitation_revoked": _("Thu hồi liên kết đề xuất nhu cầu"),
        "needs.list_received": _("Tải lên danh sách nhu cầu"),
        "needs.list_dropped": _("Bỏ danh sách nhu cầu đã tải lên"),
        "needs.proposed": _("Nhận đề xuất nhu cầu"),
        "needs.proposal_voided": _("Hủy một đề xuất nhu cầu"),
        "needs.answered": _("Ghi đã trả lời nơi đề xuất"),
        "needs.name_decided": _("Chọn doanh nghiệp cho tên đã ghi"),
        "needs.entities_added": _("Thêm doanh nghiệp từ đề xuất nhu cầu"),
        "needs.rematched": _("Đối chiếu lại tên với danh bạ"),
        "needs.ranked": _("Xếp hạng nhu cầu"),
        "needs.placed": _("Đặt thứ hạng nhu cầu bằng tay"),
        "needs.weights_set": _("Đặt cách tính điểm nhu cầu"),
        "needs.handed_on": _("Chuyển nhu cầu sang kế hoạch, dự toán"),
        "needs.postponed": _("Để nhu cầu lại sau"),
        "needs.declined": _("Không đưa nhu cầu vào"),
        "needs.taken_back": _("Thu hồi nhu cầu đã chuyển"),
        "needs.reconsidered": _("Xem xét lại nhu cầu"),
        "needs.merged": _("Gộp hai nhu cầu"),
        "needs.unmerged": _("Tách lại nhu cầu đã gộp"),
        "guidance.recorded": _("Ghi lượt hướng dẫn"),
        "guidance.voided": _("Hủy lượt hướng dẫn"),
        "guidance.corrected": _("Sửa lượt hướng dẫn"),
        "guidance.files_added": _("Thêm tệp vào lượt hướng dẫn"),
        "guidance.file_removed": _("Gỡ tệp khỏi lượt hướng dẫn"),
        "guidance.list_brought": _("Tải danh sách lượt hướng dẫn lên"),
        "guidance.list_recorded": _("Ghi các lượt hướng dẫn của danh sách"),
        "guidance.list_handed_over": _("Bàn giao danh sách lượt hướng dẫn"),
        "guidance.list_voided": _("Hủy mọi lượt hướng dẫn của danh sách"),
        **difficulty_words.AUDIT,
        "report_round.opened": _("Mở đợt báo cáo của các cơ quan"),
        "report_round.changed": _("Sửa đợt báo cáo"),
        "report_round.refreshed": _("Bổ sung cơ quan, nhiệm vụ vào đợt báo cáo"),
        "report_round.ended": _("Đóng đợt báo cáo"),
        "report_round.invited": _("Gửi thư mời, nhắc báo cáo"),
        "task_report.saved": _("Lưu nháp báo cáo nhiệm vụ"),
        "task_report.submitted": _("Gửi báo cáo nhiệm vụ"),
        "task_report.recalled": _("Rút báo cáo nhiệm vụ về sửa"),
        "task_report.accepted": _("Nhận báo cáo nhiệm vụ"),
        "task_report.returned": _("Trả lại báo cáo nhiệm vụ"),
        "task_report.silent": _("Ghi nhận cơ quan không gửi báo cáo"),
        "task_report.not_silent": _("Bỏ ghi nhận không gửi báo cáo"),
        "task_year.assigned": _("Giao nhiệm vụ của năm"),
        "task_year.noted": _("Ghi chú về nhiệm vụ của năm"),
        "task_year.started": _("Bắt đầu nhiệm vụ của năm"),
        "task_year.finished": _("Ghi nhiệm vụ của năm đã xong"),
        "task_year.stopped": _("Dừng nhiệm vụ của năm"),
        "task_year.reopened": _("Mở lại nhiệm vụ của năm"),
        "task_year.handed_over": _("Bàn giao nhiệm vụ của năm"),
        "task_step.added": _("Thêm bước của nhiệm vụ"),
        "task_step.edited": _("Sửa bước của nhiệm vụ"),
        "task_step.completed": _("Ghi bước đã xong"),
        "task_step.reopened": _("Mở lại bước đã xong"),
        "task_step.voided": _("Bỏ bước của nhiệm vụ"),
        "task_step.handed_over": _("Bàn giao bước của nhiệm vụ"),
        "calendar_link.made": _("Tạo đường dẫn đăng ký lịch"),
        "calendar_link.revoked": _("Thu hồi đường dẫn đăng ký lịch"),
        "reminders.chosen": _("Chọn nhận thư nhắc việc"),
    }
    audit_objects = {
        **declared_products.AUDIT_OBJECTS,
        **difficulty_words.AUDITED,
        "plans.plan": Audited(_("Kế hoạch"), "title", "plan_overview", permission="plans.view"),
        "plans.reportround": Audited(_("Đợt báo cáo"), "name", "report_round", permission="agency_reports.view"),
        "plans.agencyreport": Audited(_("Báo cáo của cơ quan"), "", "agency_report", permission="agency_reports.view"),
        "plans.guidance": Audited(_("Lượt hướng dẫn"), "guided_on", "guidance_act", permission="guidance.view"),
        "plans.guidancesheet": Audited(
            _("Danh sách lượt hướng dẫn"), "name", "guidance_sheet", permission="guidance.view"
        ),
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
        "plans.needsround": Audited(_("Đợt khảo sát nhu cầu"), "title", "needs_round", permission="needs.view"),
        "plans.proposal": Audited(_("Đề xuất nhu cầu"), "sender", "needs_round", "round_id", "needs.view"),
        "plans.mergedneed": Audited(_("Nhu cầu hỗ trợ"), "name", "needs_round", "round_id", "needs.view"),
        "plans.rankingweights": Audited(_("Cách tính điểm nhu cầu"), "legal_basis", permission="needs.view"),
    }
    audit_objects |= {
        "plans.calendarlink": Audited(_("Đường dẫn đăng ký lịch")),
        "plans.reminderchoice": Audited(_("Cách nhận thư nhắc việc")),
        "plans.taskyear": Audited(_("Nhiệm vụ của năm"), permission="plans.view"),
        "plans.taskstep": Audited(_("Bước của nhiệm vụ"), "title", permission="plans.view"),
    }
    search_kinds = found.SEARCH_KINDS
    navigation = [
        *declared_products.NAVIGATION,
        {
            "label": _("Kế hoạch"),
            "icon": "clipboard-text",
            "url": "plan_list",
            "permission": "plans.view",
            "order": 20,
        },
        {
            "label": _("Việc trong năm"),
            "icon": "calendar-check",
            "url": "work_year",
            "permission": "plans.view",
            "order": 21,
            "under": "plan_list",
        },
        {
            "label": _("Nhu cầu"),
            "icon": "clipboard-list",
            "url": "needs",
            "permission": "needs.view",
            "order": 22,
            "under": "plan_list",
        },
        {
            "label": _("Nhật ký hướng dẫn"),
            "icon": "messages",
            "url": "guidance_log",
            "permission": "guidance.view",
            "order": 23,
            "under": "plan_list",
        },
        difficulty_words.NAVIGATION,
        {
            "label": _("Báo cáo của cơ quan"),
            "icon": "clipboard-list",
            "url": "report_rounds",
            "permission": "tasks.report",
            "order": 26,
            "under": "plan_list",
        },
    ]
    papers_later = {
        "needs.wish_list": "nscl.plans.exports.needs_papers.made",
        "plans.cooperation": "nscl.plans.exports.facts.made_cooperation",
        "plans.difficulties_year": "nscl.plans.exports.difficulties.made",
        "plans.woven": "nscl.plans.exports.facts.made_woven",
    }
    counts = {
        "plans": "nscl.plans.queries.counts.plans",
        "targets": "nscl.plans.queries.counts.targets",
        "tasks": "nscl.plans.queries.counts.tasks",
        "needs": "nscl.plans.queries.needs.count",
        "guidance": "nscl.plans.queries.guidance.count",
        "difficulties": "nscl.plans.queries.difficulties.count",
        "task_years": "nscl.plans.queries.work.count_years",
        "task_steps": "nscl.plans.queries.work.count_steps",
        **declared_products.COUNTS,
    }
    holdings = [
        {
            "code": "plan_drafts",
            "label": _("Bản thảo kế hoạch đang soạn"),
            "needs": "plans.edit",
            "held": "nscl.plans.holdings.drafts",
            "hand_over": "nscl.plans.holdings.hand_over_drafts",
        },
        {
            "code": "task_years",
            "label": _("Nhiệm vụ đang phụ trách"),
            "needs": "tasks.follow",
            "held": "nscl.plans.holdings.work.task_years",
            "hand_over": "nscl.plans.holdings.work.hand_over_task_years",
        },
        {
            "code": "task_steps",
            "label": _("Bước công việc đang phụ trách"),
            "needs": "tasks.follow",
            "held": "nscl.plans.holdings.work.task_steps",
            "hand_over": "nscl.plans.holdings.work.hand_over_task_steps",
        },
        {
            "code": "guidance_sheets",
            "label": _("Danh sách lượt hướng dẫn đang ghi dở"),
            "needs": "guidance.edit",
            "held": "nscl.plans.holdings.guidance.sheets",
            "hand_over": "nscl.plans.holdings.guidance.hand_over_sheets",
        },
        difficulty_words.HOLDING,
    ]

    def ready(self) -> None:
        from nscl.documents import uses
        from nscl.organisations.queries import register
        from nscl.plans.uses import agency_uses, uses_of

        uses.provide(uses_of)
        register.provide_uses(agency_uses)
