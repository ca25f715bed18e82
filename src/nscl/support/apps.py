from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nscl.foundation.audited import Audited
from nscl.foundation.search import SearchKind


class SupportConfig(AppConfig):
    name = "nscl.support"
    label = "support"
    verbose_name = "Hỗ trợ"
    audit_words = {
        "policy.recorded": _("Đặt mức hỗ trợ của tỉnh"),
        "policy.amended": _("Sửa mức hỗ trợ bằng phiên bản mới"),
        "policy.ended": _("Kết thúc mức hỗ trợ"),
        "reckoning.kept": _("Lưu phiếu tra cứu mức hỗ trợ"),
        "reckoning.voided": _("Hủy phiếu tra cứu mức hỗ trợ"),
        "contact.set": _("Đặt liên hệ của chương trình"),
        "other_support.recorded": _("Ghi hỗ trợ từ nơi khác"),
        "other_support.voided": _("Hủy khoản hỗ trợ từ nơi khác"),
        "other_support.corrected": _("Sửa khoản hỗ trợ từ nơi khác"),
        "other_support.list_brought": _("Tải danh sách hỗ trợ từ nơi khác lên"),
        "other_support.list_recorded": _("Ghi các khoản của danh sách hỗ trợ"),
        "other_support.list_voided": _("Hủy mọi khoản của danh sách hỗ trợ"),
        "inquiry.drafted": _("Soạn văn bản hỏi các nơi"),
        "inquiry.changed": _("Sửa bản thảo văn bản hỏi"),
        "inquiry.sent": _("Ghi đã gửi văn bản hỏi"),
        "inquiry.reminded": _("Nhắc nơi chưa trả lời"),
        "inquiry.answer_recorded": _("Ghi trả lời của một nơi"),
        "inquiry.answered": _("Mọi nơi đã trả lời"),
        "inquiry.closed": _("Thôi chờ trả lời"),
        "inquiry.withdrawn": _("Không gửi văn bản hỏi"),
        "provider.added": _("Ghi tổ chức thực hiện vào sổ"),
        "provider.changed": _("Sửa thông tin tổ chức thực hiện"),
        "provider.ended": _("Ghi tổ chức thực hiện ra khỏi sổ"),
        "provider.selected": _("Ghi lần lựa chọn tổ chức thực hiện"),
        "provider.evaluated": _("Đánh giá tổ chức thực hiện"),
        "provider.row_voided": _("Hủy lần lựa chọn, đánh giá ghi nhầm"),
        "contract.signed": _("Ghi hợp đồng với tổ chức thực hiện"),
        "contract.accepted": _("Ghi đã nghiệm thu hợp đồng"),
        "contract.liquidated": _("Ghi đã thanh lý hợp đồng"),
        "contract.terminated": _("Chấm dứt hợp đồng trước hạn"),
    }
    audit_objects = {
        "support.supportpolicy": Audited(
            _("Mức hỗ trợ của tỉnh"), "name", "support_policy", permission="policies.view"
        ),
        "support.othersupport": Audited(
            _("Hỗ trợ từ nơi khác"), "agency_name", "other_support", permission="other_support.view"
        ),
        "support.othersupportlist": Audited(
            _("Danh sách hỗ trợ từ nơi khác"), "name", "other_support_list", permission="other_support.view"
        ),
        "support.provider": Audited(_("Tổ chức thực hiện"), "entity__name", "provider", permission="providers.view"),
        "support.providercontract": Audited(_("Hợp đồng với tổ chức thực hiện"), "number", permission="providers.view"),
        "support.reckoning": Audited(_("Phiếu tra cứu mức hỗ trợ"), "code", "reckoning", permission="enterprises.view"),
        "support.contact": Audited(_("Liên hệ của chương trình"), "agency_name", permission="policies.view"),
        "support.inquiry": Audited(_("Văn bản hỏi các nơi"), "code", "inquiry", permission="other_support.view"),
    }
    search_kinds = (
        SearchKind("support_policy", _("Mức hỗ trợ của tỉnh"), "coins", "policies.view", "support_policy", order=40),
        SearchKind("inquiry", _("Văn bản hỏi các nơi"), "mail", "other_support.view", "inquiry", order=41),
        SearchKind(
            "contract", _("Hợp đồng với tổ chức thực hiện"), "file-text", "providers.view", "provider", by_parent=True,
            order=42,
        ),
    )  # fmt: skip
    counts = {
        "policies": "nscl.support.queries.count",
        "reckonings": "nscl.support.queries.reckonings.count",
        "other_supports": "nscl.support.queries.received.count",
        "inquiries": "nscl.support.queries.inquiries.count",
        "providers": "nscl.support.queries.providers.count",
    }
    navigation = [
        {
            "label": _("Được hỗ trợ gì?"),
            "icon": "calculator",
            "url": "what_may_i_get",
            "order": 40,
            "open": True,
        },
        {
            "label": _("Hỗ trợ"),
            "icon": "coins",
            "url": "support_policies",
            "permission": "policies.view",
            "order": 40,
        },
        {
            "label": _("Hỗ trợ từ nơi khác"),
            "icon": "coins",
            "url": "other_supports",
            "permission": "other_support.view",
            "order": 41,
            "under": "support_policies",
        },
        {
            "label": _("Hỏi các nơi"),
            "icon": "mail",
            "url": "inquiries",
            "permission": "other_support.view",
            "order": 42,
            "under": "support_policies",
        },
        {
            "label": _("Tổ chức thực hiện"),
            "icon": "building",
            "url": "providers",
            "permission": "providers.view",
            "order": 43,
            "under": "support_policies",
        },
    ]
