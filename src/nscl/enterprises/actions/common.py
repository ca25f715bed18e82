"""What every action of the register begins with: lock, may; what a profile must say, what it is found by."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents.actions import Upload
from nscl.documents.actions.attach import take
from nscl.documents.models import Attachment
from nscl.enterprises import access
from nscl.enterprises.models import Enterprise
from nscl.enterprises.rules import industries, names, searching
from nscl.foundation import clock
from nscl.organisations.actions.record_entity import clean_entity_name
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold, sort_key

FIELDS = (
    "name", "other_names", "address", "commune", "industry_version", "industry_code", "founded_on", "representative",
    "contact_name", "phone", "email", "website", "women_owned", "social", "note",
)  # fmt: skip
DERIVED = ("folded", "sort_key", "search", "name_key", "sector")
FIRST_DAY = dt.date(1900, 1, 1)
MOST_NAMES = 20


class Changed(DomainError):
    """Somebody else changed it first: `current` is how it stands."""

    def __init__(self, current: Any) -> None:
        super().__init__(
            "conflict",
            _("Người khác vừa sửa mục này. Hãy xem bản mới nhất rồi gửi lại; nội dung bạn nhập vẫn còn."),
        )
        self.current = current


class Known(DomainError):
    """The province keeps a profile of this entity already: `profile`."""

    def __init__(self, profile: Enterprise) -> None:
        super().__init__("known", _("Sổ của tỉnh đã có hồ sơ của nơi này. Hãy mở hồ sơ ấy và sửa."), "entity_name")
        self.profile = profile


def forbid_unless(by: User, subject: Model, permission: str = access.EDIT) -> None:
    if not access.may(by, permission, subject):
        raise DomainError("forbidden", _("Bạn không có quyền làm việc này. Hãy nhờ người có quyền trong đơn vị."))


def locked(enterprise: Enterprise, version: int | None, by: User) -> Enterprise:
    """The profile as it stands, held until the transaction ends; `version`: as the person saw it."""
    rows = Enterprise.objects.select_for_update(of=("self",), no_key=True).select_related("entity", "province")
    found = rows.filter(pk=enterprise.pk).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy hồ sơ này. Hãy tải lại danh sách."))
    forbid_unless(by, found)
    if found.is_merged:
        raise DomainError("merged", _("Hồ sơ này đã gộp vào hồ sơ khác. Hãy mở hồ sơ đó."))
    if version is not None and found.version != version:
        raise Changed(found)
    return found


def holder_of(recorded_with: Enterprise, by: User) -> Enterprise:
    """The profile under which a fact is seen, held: the one it was recorded with, or the one that remains of it."""
    ids = Enterprise.objects.filter(pk=recorded_with.pk).values_list("merged_into_id", flat=True)
    return locked(Enterprise(pk=ids.first() or recorded_with.pk), None, by)


def fill(found: Enterprise, values: Mapping[str, Any]) -> list[str]:
    """Set what is told, tidy; the names of the fields that changed. Refuses with the field at fault."""
    changed = []
    for name in FIELDS:
        if name not in values:
            continue
        value = _tidied(name, values[name])
        if getattr(found, name) != value:
            setattr(found, name, value)
            changed.append(name)
    check(found)
    derive(found)
    return changed


def check(found: Enterprise) -> None:
    """Refuse what the database would, and slips that can be seen, in words."""
    today = clock.today()
    if found.founded_on is not None and not FIRST_DAY <= found.founded_on <= today:
        raise DomainError("invalid", _("Ngày thành lập phải từ năm 1900 đến hôm nay. Hãy kiểm tra lại."), "founded_on")
    if found.email:
        try:
            validate_email(found.email)
        except ValidationError:
            raise DomainError("invalid", _("Thư điện tử ghi như ten@example.vn."), "email") from None
    if found.commune is not None and found.commune.province_id != found.province_id:
        raise DomainError("invalid", _("Xã, phường này không thuộc tỉnh. Hãy chọn lại."), "commune")
    if bool(found.industry_code) != (found.industry_version is not None):
        raise DomainError("invalid", _("Ghi cả mã ngành và hệ thống ngành, hoặc để trống cả hai."), "industry_code")
    version = found.industry_version
    if version is not None and industries.sector_of(version, found.industry_code) is None:
        words = _("Hệ thống ngành %(version)s không có ngành cấp 2 của mã %(code)s. Hãy kiểm tra lại mã.")
        raise DomainError("invalid", words % {"version": version, "code": found.industry_code}, "industry_code")


def derive(found: Enterprise) -> None:
    """What follows from the rest; also for rows made in bulk."""
    found.folded, found.sort_key = fold(found.name), sort_key(found.name)
    out = found.status == Enterprise.Status.WITHDRAWN
    found.search = "" if out else searching.search_text(found.name, found.other_names, found.tax_code)
    found.name_key = names.key(found.name).name[:300]
    sector = industries.sector_of(found.industry_version, found.industry_code) if found.industry_version else None
    found.sector = sector.value if sector else ""


def evidence(uploads: Sequence[Upload], province_id: int, by: User) -> Attachment | None:
    """The one file that proves it, taken in; None where none was sent."""
    if len(uploads) > 1:
        raise DomainError("files", _("Mỗi lần chỉ kèm một tệp minh chứng. Hãy gộp các trang vào một tệp."), "files")
    return take(upload=uploads[0], province_id=province_id, by=by) if uploads else None


def reason_of(text: str, field: str = "reason") -> str:
    reason = plain(text)[:500]
    if not reason:
        raise DomainError("invalid", _("Hãy ghi lý do."), field)
    return reason


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def past(day: dt.date | None, field: str, *, needed: bool = True) -> None:
    """Refuse a day that is missing, not yet there or can only be a slip."""
    if day is None:
        if needed:
            raise DomainError("invalid", _("Hãy ghi ngày."), field)
    elif not FIRST_DAY <= day <= clock.today():
        raise DomainError("invalid", _("Ngày phải từ năm 1900 đến hôm nay. Hãy kiểm tra lại."), field)


def _tidied(name: str, value: Any) -> Any:
    if name == "name":
        return clean_entity_name(value)
    if name == "other_names":
        return _names(value)
    if name == "note":
        return unicodedata.normalize("NFC", value).strip()
    return plain(value) if isinstance(value, str) else value


def _names(told: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(name for line in told if (name := plain(line))))
    if len(found) > MOST_NAMES or any(len(name) > 300 for name in found):
        words = _("Ghi nhiều nhất %(n)s tên khác, mỗi tên một dòng không quá 300 ký tự.")
        raise DomainError("invalid", words % {"n": MOST_NAMES}, "other_names")
    return found
