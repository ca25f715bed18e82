"""Dated reference data of the field: content codes, spending norms, regulations of local support."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nscl.foundation.audited import Audited
from nscl.foundation.search import SearchKind


class CatalogueConfig(AppConfig):
    name = "nscl.catalogue"
    label = "catalogue"
    verbose_name = "Danh mục"
    audit_words = {
        "norm.added": _("Ghi định mức chi"),
        "norm.amended": _("Sửa đổi định mức chi"),
        "norm.ended": _("Kết thúc định mức chi"),
        "norm.voided": _("Hủy định mức chi ghi nhầm"),
        "norm.imported": _("Nhập định mức chi từ tệp"),
        "regulation.added": _("Ghi quy định hỗ trợ"),
        "regulation.ended": _("Kết thúc quy định hỗ trợ"),
        "regulation.voided": _("Hủy quy định hỗ trợ ghi nhầm"),
        "regulation.form_added": _("Thêm mẫu của quy định hỗ trợ"),
        "regulation.form_ended": _("Thôi dùng mẫu của quy định hỗ trợ"),
    }
    audit_objects = {
        "catalogue.spendingnorm": Audited(_("Định mức chi"), "name", "norm", permission="norms.view"),
        "catalogue.regulation": Audited(_("Quy định hỗ trợ"), "name", "regulation", permission="norms.view"),
    }
    navigation = [
        {
            "label": _("Định mức chi"),
            "icon": "scale",
            "url": "norms",
            "permission": "norms.view",
            "order": 25,
            "under": "plan_list",
        }
    ]
    search_kinds = (
        SearchKind("norm", _("Định mức chi"), "scale", "norms.view", "norm", order=50),
        SearchKind("regulation", _("Quy định hỗ trợ"), "scale", "norms.view", "regulation", order=51),
    )
    counts = {"norms": "nscl.catalogue.queries.norms.count"}

    def ready(self) -> None:
        from nscl.catalogue.uses import uses_of
        from nscl.documents import uses

        uses.provide(uses_of)
