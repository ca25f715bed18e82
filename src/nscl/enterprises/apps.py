"""The register of enterprises: profiles, figures by year, products, certificates."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nscl.enterprises import list_words
from nscl.foundation.audited import Audited


class EnterprisesConfig(AppConfig):
    name = "nscl.enterprises"
    label = "enterprises"
    verbose_name = "Doanh nghiệp"
    audit_words = {
        "enterprise.recorded": _("Ghi hồ sơ doanh nghiệp"),
        "enterprise.edited": _("Sửa hồ sơ doanh nghiệp"),
        "enterprise.status": _("Đổi tình trạng doanh nghiệp"),
        "enterprise.figures": _("Ghi số liệu năm của doanh nghiệp"),
        "enterprise.figures_voided": _("Hủy số liệu năm ghi nhầm"),
        "product.added": _("Thêm sản phẩm của doanh nghiệp"),
        "product.edited": _("Sửa sản phẩm của doanh nghiệp"),
        "product.ended": _("Kết thúc sản phẩm của doanh nghiệp"),
        "certificate.added": _("Thêm chứng nhận của doanh nghiệp"),
        "certificate.withdrawn": _("Ghi thu hồi chứng nhận"),
        "certificate.voided": _("Hủy chứng nhận ghi nhầm"),
        "product_group.added": _("Thêm nhóm sản phẩm của tỉnh"),
        "product_group.edited": _("Sửa nhóm sản phẩm của tỉnh"),
        "product_group.ended": _("Kết thúc nhóm sản phẩm của tỉnh"),
        **list_words.AUDIT_WORDS,
    }
    audit_objects = {
        "enterprises.enterprise": Audited(_("Hồ sơ doanh nghiệp"), "name", "enterprise", permission="enterprises.view"),
        "catalogue.productgroup": Audited(_("Nhóm sản phẩm"), "name", permission="enterprises.view"),
        **list_words.AUDIT_OBJECTS,
    }
    navigation = [
        {
            "label": _("Doanh nghiệp"),
            "icon": "building-factory-2",
            "url": "enterprises",
            "permission": "enterprises.view",
            "order": 30,
        },
        {
            "label": _("Nhóm sản phẩm"),
            "icon": "category",
            "url": "product_groups",
            "permission": "enterprises.view",
            "order": 31,
            "under": "enterprises",
        },
        *list_words.NAVIGATION,
    ]
    counts = {"enterprises": "nscl.enterprises.queries.register.count"}
