from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nscl.foundation.audited import Audited
from nscl.foundation.search import SearchKind


class OrganisationsConfig(AppConfig):
    name = "nscl.organisations"
    label = "organisations"
    verbose_name = "Tổ chức"
    audit_words: dict[str, Any] = {
        "agency.added": _("Thêm cơ quan vào danh bạ"),
        "agency.ended": _("Kết thúc cơ quan"),
        "agency.renamed": _("Đổi tên cơ quan"),
        "agency.merged": _("Hợp nhất, sáp nhập cơ quan"),
        "agency.split": _("Chia tách cơ quan"),
        "agency.corrected": _("Sửa thông tin cơ quan"),
        "agency.undone": _("Hoàn tác thay đổi cơ quan"),
        "agency.alias": _("Ghi tên viết khác của cơ quan"),
        "agency.alias_removed": _("Bỏ tên viết khác của cơ quan"),
        "entity.recorded": _("Ghi doanh nghiệp, hợp tác xã, cơ sở mới"),
        "entity.corrected": _("Sửa mã số thuế, loại hình của doanh nghiệp"),
        "communes.imported": _("Nhập danh sách xã, phường"),
    }
    search_kinds = (SearchKind("agency", _("Cơ quan"), "building-community", "agencies.view", "agency", order=60),)
    navigation = [
        {
            "label": _("Danh bạ cơ quan"),
            "icon": "building-community",
            "url": "agencies",
            "permission": "agencies.view",
            "order": 10,
            "gear": True,
        },
        {
            "label": _("Tỉnh, xã, phường"),
            "icon": "map-2",
            "url": "provinces",
            "permission": "agencies.view",
            "order": 12,
            "gear": True,
        },
    ]
    audit_objects = {
        "organisations.agency": Audited(_("Cơ quan"), "name", "agency", permission="agencies.view"),
        "organisations.agencychange": Audited(_("Thay đổi danh bạ"), "document_number", permission="agencies.view"),
        "organisations.commune": Audited(_("Xã, phường, đặc khu"), "name", permission="agencies.view"),
        "organisations.legalentity": Audited(_("Doanh nghiệp, hợp tác xã"), "name", permission="entities.view"),
        "organisations.agencyalias": Audited(_("Cách gọi cơ quan"), "name", permission="agencies.view"),
    }
