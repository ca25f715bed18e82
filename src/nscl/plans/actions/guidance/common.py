"""What every action of the guidance log begins with: lock, may, the enterprise meant, what an act must say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import clock
from nscl.organisations.actions.record_entity import record_entity
from nscl.organisations.models import Commune, LegalEntity
from nscl.plans.access import guidance as access
from nscl.plans.models import Guidance
from nscl.plans.models.guidance import FIRST_DAY
from nscl.plans.queries.guidance_sheets import entities_named
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold

ACT = (
    "guided_on", "guide", "guide_name", "contents", "standard", "how", "outcome", "result", "minutes", "place",
    "task_id",
)  # fmt: skip


@dataclass(frozen=True)
class EntityGiven:
    """An enterprise as a form tells it: the one chosen from the register (`pk`), else a name, perhaps a tax code."""

    name: str
    tax_code: str = ""
    kind: str = "enterprise"
    pk: int | None = None


class Double(DomainError):
    """The same enterprise was guided on the same content that day already: `known` are those acts. Not a refusal."""

    def __init__(self, known: list[Guidance]) -> None:
        super().__init__(
            "double",
            _("Sổ đã có lượt hướng dẫn doanh nghiệp này về cùng nội dung trong ngày. Nếu là hai lượt khác nhau, "
              "bấm “Vẫn ghi thêm”."),
        )  # fmt: skip
        self.known = known


def forbid_unless(by: User, permission: str, subject: Any) -> None:
    if not access.may(by, permission, subject):
        raise forbidden()


def forbidden() -> DomainError:
    return DomainError("forbidden", _("Bạn không có quyền làm việc này. Hãy nhờ người có quyền trong đơn vị."))


def locked(act: Guidance, by: User) -> Guidance:
    """The act as it stands, held until the transaction ends, if the person may change it and it still counts."""
    found = Guidance.objects.select_for_update(of=("self",), no_key=True).select_related("entity").filter(pk=act.pk)
    held = found.first()
    if held is None:
        raise DomainError("missing", _("Không tìm thấy lượt hướng dẫn này. Hãy tải lại danh sách."))
    if not access.may_change(by, held):
        raise forbidden()
    if held.is_void:
        raise DomainError("state", _("Lượt hướng dẫn này đã hủy rồi. Hãy tải lại trang để xem ai hủy, vì sao."))
    return held


def entity_meant(given: EntityGiven, province_id: int, by: User) -> LegalEntity:
    """The legal entity that was chosen (while its name still stands there) or is named, else a new one."""
    name = " ".join(given.name.split())
    if given.pk is not None:
        chosen = LegalEntity.objects.filter(pk=given.pk).first()
        if chosen is not None and name in ("", chosen.name):
            return chosen
    if not given.tax_code and (known := entities_named([name], province_id).get(fold(name))):
        return known
    return record_entity(name=name, tax_code=given.tax_code, kind=given.kind, province_id=province_id, by=by)


def fill(act: Guidance, values: Mapping[str, Any]) -> None:
    """Put the values of the form on the act and see that it says what it must. Raises `DomainError` with the field."""
    for name in ACT:
        if name in values:
            value = values[name]
            setattr(act, name, " ".join(value.split()) if isinstance(value, str) and name != "result" else value)
    act.result = act.result.strip()
    act.contents = sorted(set(act.contents or ()))
    check_day(act.guided_on)
    if not act.contents:
        raise DomainError("invalid", _("Hãy chọn ít nhất một nội dung hướng dẫn."), "contents")
    if act.how not in Guidance.How.values:
        raise DomainError("invalid", _("Hãy chọn hình thức hướng dẫn."), "how")
    if act.outcome not in Guidance.Outcome.values:
        raise DomainError("invalid", _("Hãy chọn kết quả."), "outcome")
    if act.guide_name:
        act.guide = None
    if act.guide_id is None and not act.guide_name:
        raise DomainError("invalid", _("Hãy ghi ai đã hướng dẫn."), "guide_name")
    act.commune = commune_named(act.place, act.province_id)


def check_day(day: dt.date | None) -> None:
    if day is None:
        raise DomainError("invalid", _("Hãy ghi ngày hướng dẫn."), "guided_on")
    if day > clock.today():
        raise DomainError("invalid", _("Ngày này chưa tới. Hãy ghi ngày đã hướng dẫn."), "guided_on")
    if day < FIRST_DAY:
        raise DomainError("invalid", _("Ngày này quá xa. Hãy kiểm tra lại năm."), "guided_on")


def commune_named(place: str, province_id: int) -> Commune | None:
    """The one commune of today, in the province, that the words name whole (`Xã Măng Bút`, `mang but`)."""
    wanted = fold(" ".join(place.split()))
    if not wanted:
        return None
    bare = next((wanted.removeprefix(p) for p in ("xa ", "phuong ", "dac khu ") if wanted.startswith(p)), wanted)
    found = Commune.objects.filter(province_id=province_id, folded=bare, valid_to__isnull=True).order_by("id")[:2]
    named = [c for c in found if wanted in (bare, fold(c.title))]
    return named[0] if len(named) == 1 else None


def seal(act: Guidance) -> None:
    """Reckon what the list searches, once the act says all it says."""
    who = act.guide_name or (act.guide.full_name if act.guide else "")
    told = (act.entity.name, act.entity.tax_code, act.standard, act.result, act.place, who)
    act.folded = fold(" ".join(part for part in told if part))


def doubles_of(act: Guidance) -> list[Guidance]:
    """Live acts of the same enterprise and day that share a content with this one."""
    rows = Guidance.objects.select_related("entity", "guide").filter(
        entity=act.entity, guided_on=act.guided_on, contents__overlap=act.contents, voided_at__isnull=True
    )
    return list(rows.exclude(pk=act.replaces_id or 0).order_by("id")[:5])


def reason_of(text: str) -> str:
    reason = " ".join(text.split())[:500]
    if not reason:
        raise DomainError("invalid", _("Hãy ghi lý do."), "reason")
    return reason
