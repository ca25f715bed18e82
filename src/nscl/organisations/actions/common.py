"""What changes of the register have in common: the lock, who may, what may be, the change's own row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from nscl.foundation import audit, clock
from nscl.organisations import checks
from nscl.organisations.models import Agency, AgencyChange, AgencySuccession, Province
from nscl.organisations.reference.files import places
from nscl.organisations.rules.agency_names import normal
from nscl.shared.errors import DomainError

EARLIEST = dt.date(1945, 9, 2)
YEARS_AHEAD = 5


@dataclass(frozen=True)
class Effect:
    """From which day a change holds, and by which document; the document may be told later or never."""

    on: dt.date
    legal_basis: str = ""
    document_number: str = ""


@dataclass(frozen=True)
class NewAgency:
    """An agency that a change brings into being."""

    name: str
    kind: str


def locked(agencies: Iterable[Agency], versions: Mapping[int, int], by: checks.Person) -> list[Agency]:
    """The agencies as they stand, held with their province's register; of one province, and as the person saw them."""
    asked = list({agency.pk: agency for agency in agencies}.values())
    if any(agency.province is None for agency in asked):
        raise DomainError("central", _("Cơ quan trung ương do hệ thống quản lý, tỉnh không thay đổi được."))
    provinces = {agency.province_id: agency.province for agency in asked}
    if len(provinces) > 1:
        raise DomainError("province", _("Các cơ quan này không cùng một tỉnh. Hãy chọn cơ quan của cùng một tỉnh."))
    (province,) = provinces.values()
    assert province is not None
    checks.lock_register(province)
    checks.may_edit(by, province)
    rows = Agency.objects.select_for_update(of=("self",)).select_related("province")
    found = rows.filter(pk__in=[agency.pk for agency in asked]).in_bulk()
    if len(found) < len(asked) or any(found[pk].version != seen for pk, seen in versions.items() if pk in found):
        raise DomainError(
            "conflict", _("Người khác vừa thay đổi cơ quan này. Hãy tải lại trang, xem lại rồi làm tiếp nếu còn cần.")
        )
    return [found[agency.pk] for agency in asked]


def can_end(agency: Agency, effect: Effect) -> None:
    """Refuses an end before the beginning, a second end, and a day that can only be a slip."""
    if agency.valid_to is not None:
        raise DomainError(
            "ended",
            _("“%(name)s” đã kết thúc từ ngày %(day)s. Hãy thao tác trên cơ quan tiếp nối.")
            % {"name": agency.name, "day": f"{agency.valid_to:%d/%m/%Y}"},
        )
    if effect.on <= agency.valid_from:
        raise DomainError(
            "before_begin",
            _("“%(name)s” bắt đầu từ ngày %(day)s, nên phải kết thúc sau ngày đó. Hãy chọn ngày khác.")
            % {"name": agency.name, "day": f"{agency.valid_from:%d/%m/%Y}"},
            "on",
        )
    plausible(effect.on)


def plausible(day: dt.date, field: str = "on") -> None:
    if not EARLIEST <= day <= dt.date(clock.today().year + YEARS_AHEAD, 12, 31):
        told = _("Ngày %(day)s có lẽ ghi nhầm năm. Hãy kiểm tra lại.") % {"day": f"{day:%d/%m/%Y}"}
        raise DomainError("day", told, field)


def can_succeed(agency: Agency, province_id: int | None, on: dt.date, field: str) -> None:
    """Refuses a successor of another province or one that is not there on the day."""
    if agency.province_id != province_id:
        raise DomainError(
            "province", _("“%(name)s” không thuộc tỉnh này nên không tiếp nối được.") % {"name": agency.name}, field
        )
    if not agency.in_force(on):
        raise DomainError(
            "not_in_force",
            _("“%(name)s” không hoạt động vào ngày %(day)s. Hãy chọn cơ quan khác hoặc ngày khác.")
            % {"name": agency.name, "day": f"{on:%d/%m/%Y}"},
            field,
        )


def change(verb: AgencyChange.Verb, province: Province, effect: Effect, by: checks.Person) -> AgencyChange:
    """The row that tells what is being done; `finish` adds which agencies it touched."""
    row = AgencyChange(
        province=province,
        verb=verb,
        effective_on=effect.on,
        legal_basis=_tidy(effect.legal_basis, 300, "legal_basis"),
        document_number=_tidy(effect.document_number, 60, "document_number"),
        recorded_at=clock.now(),
        recorded_by_id=by.pk,
    )
    row.save(force_insert=True)
    return row


def _tidy(text: str, longest: int, field: str) -> str:
    plain = " ".join(text.split())
    if len(plain) > longest:
        raise DomainError("long", _("Nội dung này dài quá %(n)s ký tự. Hãy ghi gọn lại.") % {"n": longest}, field)
    return plain


def remember(row: AgencyChange, agency: Agency) -> None:
    """Keep what the agency was before, so that the change can be taken back."""
    row.before[str(agency.pk)] = {
        "name": agency.name,
        "kind": agency.kind,
        "valid_from": agency.valid_from.isoformat(),
        "valid_to": agency.valid_to.isoformat() if agency.valid_to else None,
    }


def end(agency: Agency, row: AgencyChange) -> None:
    remember(row, agency)
    agency.valid_to, agency.ended_by, agency.version = row.effective_on, row, agency.version + 1
    agency.save(update_fields=["valid_to", "ended_by", "version"])


def begin(new: NewAgency, province: Province, row: AgencyChange, *, field: str = "name") -> Agency:
    """Enter an agency from the change's day on. Refused when one of that name, however spelt, is there."""
    name = checks.clean_name(new.name)
    if new.kind not in Agency.Kind.values:
        raise DomainError("kind", _("Hãy chọn loại cơ quan trong danh sách."), field="kind")
    if (there := same_name(province, name, row.effective_on)) is not None:
        raise DomainError("exists", _("Danh bạ đã có “%(name)s”. Hãy chọn cơ quan đó.") % {"name": there.name}, field)
    agency = Agency(
        province=province,
        name=name,
        kind=new.kind,
        valid_from=row.effective_on,
        valid_to=province.valid_to,
        began_by=row,
    )
    agency.save(force_insert=True)
    return agency


def same_name(province: Province, name: str, since: dt.date) -> Agency | None:
    """An agency of the province there on or after the day whose name, reduced to what tells it from others, is so."""
    wanted = normal(name, places())
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=since)
    for agency in Agency.objects.filter(still, province=province).order_by("id"):
        other = normal(agency.name, places())
        same_group = wanted.group is not None and wanted.group == other.group
        if same_group or (wanted.words == other.words and not (wanted.group or other.group)):
            return agency
    return None


def succeed(predecessor: Agency, successor: Agency, row: AgencyChange) -> None:
    AgencySuccession.objects.create(
        predecessor=predecessor,
        successor=successor,
        province_id=successor.province_id,
        effective_on=row.effective_on,
        legal_basis=row.legal_basis,
        change=row,
    )


def finish(row: AgencyChange, agencies: Iterable[Agency], by: checks.Person, **detail: Any) -> AgencyChange:
    """Keep which agencies the change touched, and record it in the trail under the first of them."""
    touched = list({agency.pk: agency for agency in agencies}.values())
    row.agency_ids = [agency.pk for agency in touched]
    row.save(update_fields=["agency_ids", "before"])
    told = {"change": row.pk, "agencies": row.agency_ids, "on": row.effective_on.isoformat(), **detail}
    audit.record(f"agency.{row.verb}", touched[0], by=by, detail=told)
    return row
