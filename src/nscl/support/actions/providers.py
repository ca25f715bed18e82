"""An organisation is entered, put right, ended; chosen by the province; put under contract; evaluated afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit, clock
from nscl.organisations.models import LegalEntity, Province
from nscl.shared.errors import DomainError
from nscl.shared.vietnamese import fold
from nscl.support.access.common import forbid_unless
from nscl.support.access.providers import EDIT
from nscl.support.actions.received import reason_of
from nscl.support.checks import providers as saying
from nscl.support.models import Provider, ProviderContract, ProviderEvaluation, ProviderSelection
from nscl.support.states.contracts import CONTRACT

VOID = ["voided_at", "voided_by", "void_reason"]


@transaction.atomic
def add(*, province: Province, entity: LegalEntity, values: Mapping[str, Any], by: User) -> Provider:
    """Enter it; once, as long as it is not ended."""
    provider = Provider(
        province=province, entity=entity, recorded_at=clock.now(), recorded_by=by, **saying.provider(values)
    )
    forbid_unless(by, EDIT, provider)
    LegalEntity.objects.select_for_update(no_key=True).get(pk=entity.pk)  # two people enter the same one
    if Provider.objects.filter(province=province, entity=entity, ended_on__isnull=True).exists():
        raise DomainError("taken", _("Tổ chức này đã có trong sổ. Hãy tìm rồi mở ra sửa."), "entity_name")
    _seal(provider)
    provider.save(force_insert=True)
    audit.record("provider.added", provider, by=by)
    return provider


@transaction.atomic
def change(*, provider: Provider, version: int, values: Mapping[str, Any], by: User) -> Provider:
    """Put right what is said of it; the trail keeps which fields were."""
    held = locked(provider, by, version)
    new = saying.provider(values)
    changed = [name for name in saying.FIELDS if getattr(held, name) != new[name]]
    if changed:
        for name in changed:
            setattr(held, name, new[name])
        _seal(held)
        _save(held, *changed, "folded")
        audit.record("provider.changed", held, by=by, detail={"fields": changed})
    return held


@transaction.atomic
def end(*, provider: Provider, version: int, on: dt.date, reason: str, by: User) -> Provider:
    """It is of the register no longer; what it did stays."""
    held = locked(provider, by, version)
    _past(on)
    if held.contracts.filter(status=ProviderContract.Status.ACTIVE).exists():
        raise DomainError("state", _("Còn hợp đồng đang thực hiện. Hãy nghiệm thu hoặc chấm dứt hợp đồng trước."))
    held.ended_on, held.ended_by, held.end_reason = on, by, reason_of(reason)
    _save(held, "ended_on", "ended_by", "end_reason")
    audit.record("provider.ended", held, by=by)
    return held


@transaction.atomic
def select(*, provider: Provider, values: Mapping[str, Any], by: User) -> ProviderSelection:
    """The province chose it, by a decision."""
    held = locked(provider, by)
    row = ProviderSelection(
        province_id=held.province_id, provider=held, recorded_at=clock.now(), recorded_by=by,
        **saying.selection(values),
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("provider.selected", held, by=by, detail={"selection": row.pk})
    return row


@transaction.atomic
def sign(*, provider: Provider, values: Mapping[str, Any], by: User) -> ProviderContract:
    """A contract with it."""
    held = locked(provider, by)
    told = saying.contract(values)
    if held.contracts.filter(number=told["number"], signed_on=told["signed_on"]).exists():
        raise DomainError("taken", _("Hợp đồng số này, ngày này đã ghi rồi."), "number")
    row = ProviderContract(province_id=held.province_id, provider=held, recorded_at=clock.now(), recorded_by=by, **told)
    row.save(force_insert=True)
    audit.record("contract.signed", row, by=by)
    return row


@transaction.atomic
def move(*, contract: ProviderContract, version: int, verb: str, on: dt.date, note: str, by: User) -> ProviderContract:
    """The work was accepted, the contract liquidated, or it ended early with the reason."""
    found = ProviderContract.objects.select_for_update(of=("self",)).filter(pk=contract.pk).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy hợp đồng này. Hãy tải lại trang."))
    forbid_unless(by, EDIT, found)
    if found.version != version:
        raise DomainError("conflict", _conflict())
    _past(on)
    if on < found.signed_on:
        raise DomainError("invalid", _("Ngày này không thể trước ngày ký hợp đồng."), "on")
    found.state_on, found.state_note = on, " ".join(note.split())[:500]
    if verb == "terminate":
        found.state_note = reason_of(note)
    found.version += 1
    found.save(update_fields=["state_on", "state_note", "version"])
    CONTRACT.run(found, verb, by=by)
    return found


@transaction.atomic
def evaluate(
    *, provider: Provider, contract: ProviderContract | None, values: Mapping[str, Any], by: User
) -> ProviderEvaluation:
    """How it worked, by criterion; an evaluation is not changed, only voided."""
    held = locked(provider, by)
    row = ProviderEvaluation(
        province_id=held.province_id, provider=held, contract=contract, recorded_at=clock.now(), recorded_by=by,
        **saying.evaluation(values),
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("provider.evaluated", held, by=by, detail={"evaluation": row.pk})
    return row


@transaction.atomic
def void(*, row: ProviderSelection | ProviderEvaluation, reason: str, by: User) -> None:
    """A choice or an evaluation was recorded by mistake."""
    held = locked(row.provider, by)
    found = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if found.voided_at is not None:
        raise DomainError("state", _("Dòng này đã hủy rồi. Hãy tải lại trang."))
    found.voided_at, found.voided_by, found.void_reason = clock.now(), by, reason_of(reason)
    found.save(update_fields=VOID)
    audit.record("provider.row_voided", held, by=by, detail={"row": found.pk, "kind": found._meta.model_name})


def locked(provider: Provider, by: User, version: int | None = None) -> Provider:
    rows = Provider.objects.select_for_update(of=("self",), no_key=True).select_related("entity")
    found = rows.filter(pk=provider.pk).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy tổ chức này. Hãy tải lại danh sách."))
    forbid_unless(by, EDIT, found)
    if version is not None and found.version != version:
        raise DomainError("conflict", _conflict())
    if found.ended_on is not None:
        raise DomainError("state", _("Tổ chức này đã ra khỏi sổ. Hãy ghi lại vào sổ nếu cần."))
    return found


def _conflict() -> str:
    return _("Người khác vừa sửa. Những gì bạn gõ vẫn còn; hãy tải lại trang ở thẻ khác để xem rồi gửi lần nữa.")


def _save(provider: Provider, *fields: str) -> None:
    provider.version += 1
    provider.save(update_fields=[*fields, "version"])


def _seal(provider: Provider) -> None:
    entity = provider.entity
    told = (entity.name, entity.tax_code, provider.standards, provider.registration_number, provider.note)
    provider.folded = fold(" ".join(part for part in told if part))


def _past(on: dt.date) -> None:
    if on > clock.today():
        raise DomainError("invalid", _("Ngày này chưa tới. Hãy ghi ngày việc đã xảy ra."), "on")
