"""A result of the calculator is kept with an enterprise; voided when it was kept by mistake. Whom to ask is set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.enterprises.models import Enterprise
from nscl.foundation import audit, clock, numbering
from nscl.organisations.models import Province
from nscl.shared.errors import DomainError
from nscl.support.access.common import forbid_unless
from nscl.support.access.reckonings import EDIT
from nscl.support.actions.received import reason_of
from nscl.support.models import Contact, OtherSupport, Reckoning
from nscl.support.queries.reckoning import Answer, Asker, Reckoned, Wanted, reckon
from nscl.support.rules.amount import Entitlement

SERIES = "reckoning"
TEXTS = {"agency_name": 300, "unit": 300, "phone": 40, "email": 254, "address": 500}


@transaction.atomic
def keep(
    *, enterprise: Enterprise, asker: Asker, year: int | None, wanted: Sequence[Wanted], shown_vnd: int,
    elsewhere: Sequence[OtherSupport], by: User,
) -> Reckoning:  # fmt: skip
    """Reckon anew and keep it. `shown_vnd` is the sum the person saw: where it is another by now, nothing is kept."""
    row = Reckoning(province_id=enterprise.province_id, entity_id=enterprise.entity_id, on=clock.today())
    forbid_unless(by, EDIT, row)
    Enterprise.objects.select_for_update(of=("self",), no_key=True).get(pk=enterprise.pk)
    if not wanted:
        raise DomainError("invalid", _("Chưa có việc nào để lưu. Hãy chọn việc muốn làm."))
    found = reckon(province=enterprise.province, asker=asker, wanted=wanted, on=row.on, elsewhere=elsewhere)
    if found.amount_vnd != shown_vnd:
        raise DomainError("conflict", _("Mức hỗ trợ vừa được thay đổi. Hãy xem lại kết quả mới rồi lưu."))
    row.facts, row.answers = _facts(asker, found, year), [_answer(one) for one in found.answers]
    same = Reckoning.objects.filter(province_id=row.province_id, entity_id=row.entity_id, on=row.on, recorded_by=by)
    there = same.filter(facts=row.facts, answers=row.answers, voided_at__isnull=True).first()
    if there is not None:  # the same form, sent twice
        return there
    row.cost_vnd, row.amount_vnd = found.cost_vnd, found.amount_vnd
    row.recorded_at, row.recorded_by = clock.now(), by
    number = numbering.take(province_id=row.province_id, series=SERIES, year=row.on.year)
    row.code = f"PTC-{row.on.year}-{number:03}"
    row.save(force_insert=True)
    audit.record("reckoning.kept", row, by=by)
    return row


@transaction.atomic
def void(*, reckoning: Reckoning, reason: str, by: User) -> Reckoning:
    """It was kept by mistake: it stays to be seen, struck out."""
    row = Reckoning.objects.select_for_update(of=("self",), no_key=True).get(pk=reckoning.pk)
    forbid_unless(by, EDIT, row)
    if row.is_void:
        raise DomainError("state", _("Phiếu này đã hủy rồi. Hãy tải lại trang."))
    row.voided_at, row.voided_by, row.void_reason = clock.now(), by, reason_of(reason)
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    audit.record("reckoning.voided", row, by=by)
    return row


@transaction.atomic
def set_contact(*, province: Province, version: int, values: Mapping[str, str], by: User) -> Contact:
    """Whom the public is told to call. `version` is what the person saw, 0 where there was none."""
    told = {name: " ".join(str(values.get(name) or "").split())[:most] for name, most in TEXTS.items()}
    held = Contact.objects.select_for_update(of=("self",)).filter(province=province).first()
    row = held or Contact(province=province, version=0)
    forbid_unless(by, "policies.edit", row)
    if row.version != version:
        raise DomainError(
            "conflict", _("Người khác vừa sửa thông tin liên hệ. Hãy tải lại trang, xem lại rồi làm tiếp.")
        )
    if not told["agency_name"]:
        raise DomainError("invalid", _("Hãy ghi tên cơ quan."), "agency_name")
    if not (told["phone"] or told["email"] or told["address"]):
        raise DomainError("invalid", _("Hãy ghi ít nhất một cách liên hệ."), "phone")
    for name, text in told.items():
        setattr(row, name, text)
    row.version, row.changed_at, row.changed_by = version + 1, clock.now(), by
    row.save()
    audit.record("contact.set", row, by=by)
    return row


def _facts(asker: Asker, found: Reckoned, year: int | None) -> dict[str, Any]:
    sized = asker.sized(found.on)
    return {
        "kind": asker.kind, "sector": asker.sector, "size": sized.size.value if sized else "",
        "size_reasons": list(sized.reasons) if sized else [], "marks": sorted(asker.marks), "labour": asker.labour,
        "revenue_vnd": asker.revenue_vnd, "capital_vnd": asker.capital_vnd, "under_one_year": asker.under_one_year,
        "figures_year": year,
    }  # fmt: skip


def _answer(one: Answer) -> dict[str, Any]:
    first = one.wanted[0]
    return {
        "names": one.names, "contents": list(first.contents), "export": first.export, "amount_vnd": one.amount_vnd,
        "costs": [{"name": w.name, "net_vnd": w.cost.net_vnd, "vat_vnd": w.cost.vat_vnd} for w in one.wanted],
        "rules": [_rule(found) for found in one.found],
        "ceilings": [
            {"basis": c.ceiling.basis, "rate_bp": c.ceiling.rate_bp, "limit_vnd": c.limit_vnd,
             "takes_away": one.takes_away(c)}
            for c in one.ceilings
        ],
        "warnings": [flag.why for flag in one.flags] + [caution.text for caution in one.cautions],
        "papers": [{"name": paper.name, "basis": paper.basis} for paper in one.papers],
    }  # fmt: skip


def _rule(found: Entitlement) -> dict[str, Any]:
    rule = found.rule
    return {
        "key": rule.key, "basis": rule.basis, "rate_bp": rule.rate_bp, "cap_vnd": rule.cap_vnd, "per": rule.per.value,
        "applies": found.applies, "amount_vnd": found.amount_vnd,
        "lines": [{"text": line.text, "vnd": line.vnd} for line in found.lines],
    }  # fmt: skip
