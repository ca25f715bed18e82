from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nscl.foundation.audited import Audited
from nscl.foundation.search import SearchKind


class DocumentsConfig(AppConfig):
    name = "nscl.documents"
    label = "documents"
    verbose_name = _("Văn bản")
    audit_words = {
        "document.registered": _("Đăng ký văn bản"),
        "document.numbered": _("Ghi số, ngày của văn bản"),
        "document.corrected": _("Sửa thông tin văn bản"),
        "document.ended": _("Ghi văn bản hết hiệu lực"),
        "document.voided": _("Hủy văn bản khỏi sổ"),
        "document.related": _("Ghi quan hệ với văn bản khác"),
        "document.relation_withdrawn": _("Gỡ quan hệ với văn bản khác"),
        "document.files_added": _("Thêm tệp vào văn bản"),
        "document.file_removed": _("Gỡ tệp khỏi văn bản"),
        "legal_text.file_kept": _("Thêm tệp vào văn bản trung ương"),
        "legal_text.file_dropped": _("Gỡ tệp khỏi văn bản trung ương"),
        "template.uploaded": _("Tải mẫu văn bản lên"),
        "template.put_in_use": _("Đưa mẫu văn bản vào dùng"),
        "template.retired": _("Thôi dùng mẫu văn bản"),
        "template.discarded": _("Bỏ bản thử của mẫu văn bản"),
        "template.restored": _("Quay lại phiên bản cũ của mẫu văn bản"),
        "attachment.stored": _("Lưu tệp"),
        "attachment.taken": _("Tải tệp về"),
        "attachment.read": _("Mở tệp có dữ liệu cá nhân"),
        "attachment.marked_sensitive": _("Đánh dấu tệp có dữ liệu cá nhân"),
        "attachment.unmarked_sensitive": _("Bỏ dấu tệp có dữ liệu cá nhân"),
    }
    audit_objects = {
        "documents.attachment": Audited(_("Tệp"), "name", "attachment_view", permission="documents.view"),
        "documents.document": Audited(_("Văn bản"), "title", "document_page", permission="documents.view"),
    }
    papers_later = {"documents.register": "nscl.documents.exports.made"}
    search_kinds = (
        SearchKind("document", _("Văn bản của tỉnh"), "file-text", "documents.view", "document_page", order=30),
        SearchKind("legal_text", _("Văn bản trung ương"), "books", "documents.view", "legal_text_page", order=31),
    )
    navigation = [
        {
            "label": _("Văn bản"),
            "icon": "books",
            "url": "document_register",
            "permission": "documents.view",
            "order": 100,
        },
        {
            "label": _("Mẫu văn bản"),
            "icon": "template",
            "url": "template_list",
            "permission": "templates.edit",
            "order": 30,
            "gear": True,
        },
    ]
