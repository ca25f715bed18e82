"""Profiles of one enterprise: looked for, called different, merged so that nothing is lost, taken apart again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.enterprises import access_lists as access
from nscl.enterprises.actions.carrying import carry, give_back
from nscl.enterprises.models import DuplicatePair, Enterprise
from nscl.enterprises.queries import duplicates as queries
from nscl.enterprises.rules import stored
from nscl.foundation import audit, clock
from nscl.organisations.rules import tax_codes
from nscl.shared.errors import DomainError

CHOSEN = (
    "name", "address", "commune_id", "phone", "email", "website", "representative", "contact_name", "industry",
    "founded_on", "status", "women_owned", "social", "note",
)  # fmt: skip
"""What may be taken from either profile; `industry` is version, code and sector together."""
_PARTS = {"industry": ("industry_version", "industry_code", "sector"), "status": ("status", "status_on")}
_DERIVED = ("folded", "sort_key", "name_key", "search", "other_names")
_MERGED = ("merged_into", "merged_at", "merged_by", "merge_reason")
_VERSION = ("version", "changed_at", "changed_by")
_FIELDS = {field.attname: field for field in Enterprise._meta.concrete_fields}
BATCH = 500
_KEEP = """
INSERT INTO enterprises_duplicatepair (province_id, first_id, second_id, points, reasons, found_at, decision, before)
VALUES (%s, %s, %s, %s, %s, %s, '', '{}')
ON CONFLICT (first_id, second_id) DO UPDATE
SET points = excluded.points, reasons = excluded.reasons, found_at = excluded.found_at
WHERE enterprises_duplicatepair.decision = ''
"""


def find(*, province_id: int, by: User | None, step: Callable[[int], None] = lambda _n: None) -> int:
    """Look for pairs in the whole register of the province; how many are open now. Suggestions that no longer hold go,
    decisions stay."""
    with transaction.atomic():
        now = clock.now()
        found = list(queries.candidates(province_id, step=step))
        with connection.cursor() as cursor:
            for begin in range(0, len(found), BATCH):
                cursor.executemany(
                    _KEEP,
                    [
                        (province_id, first, second, scored.points, list(scored.reasons), now)
                        for first, second, scored in found[begin : begin + BATCH]
                    ],
                )
        DuplicatePair.objects.filter(province_id=province_id, decision="", found_at__lt=now).delete()
        return queries.open_pairs(frozenset({province_id})).count()


def call_different(*, pair: DuplicatePair, by: User) -> DuplicatePair:
    """The two are not one enterprise: the pair is not put forward again."""
    with transaction.atomic():
        held = _apart(pair, by)
        if held.decision == "":
            _decide(held, DuplicatePair.Decision.DIFFERENT, by)
            audit.record("duplicate.different", held, by=by)
    return held


def put_forward(*, pair: DuplicatePair, by: User) -> DuplicatePair:
    """It was a mistake to call the two different: the pair is to be decided again."""
    with transaction.atomic():
        held = _held(pair, by)
        if held.decision == DuplicatePair.Decision.DIFFERENT:
            held.decision, held.decided_at, held.decided_by = "", None, None
            held.save(update_fields=["decision", "decided_at", "decided_by"])
            audit.record("duplicate.reopened", held, by=by)
    return held


def remaining(first: Enterprise, second: Enterprise) -> Enterprise:
    """The profile that would remain: the only one with a tax code, the only one whose code is right, else the older."""
    codes = [tax_codes.read(one.tax_code) for one in (first, second)]
    for told in ([code is not None for code in codes], [code is not None and code.sound for code in codes]):
        if told[0] != told[1]:
            return first if told[0] else second
    return first


def why_not(first: Enterprise, second: Enterprise) -> str:
    """Why a province may not merge the two; empty where it may."""
    if first.is_merged or second.is_merged:
        return _("Một trong hai hồ sơ đã được gộp vào hồ sơ khác.")
    one, other = tax_codes.read(first.tax_code), tax_codes.read(second.tax_code)
    if one and other and one.text != other.text and one.sound and other.sound:
        return _(
            "Hai mã số thuế khác nhau, đều đúng số kiểm tra: là hai pháp nhân nên không gộp được. Nếu một nơi đã giải "
            "thể hoặc sáp nhập, hãy ghi tình trạng của hồ sơ ấy."
        )
    return ""


def merge(
    *, pair: DuplicatePair, choices: Mapping[str, str], reason: str, versions: tuple[int, int], by: User
) -> Enterprise:
    """Make the two one. `choices`: field of `CHOSEN` → `first` or `second`; `versions`: as the person saw them.

    The other profile stays as a row that points to the one that remains, with its products and certificates; its
    figures go to the one that remains.
    """
    reason = " ".join(reason.split())[:500]
    if not reason:
        raise DomainError("invalid", _("Hãy ghi vì sao hai hồ sơ là một (ví dụ: đã gọi điện hỏi)."), "reason")
    with transaction.atomic():
        held = _apart(pair, by)
        rows = Enterprise.objects.select_for_update(of=("self",)).filter(pk__in=(held.first_id, held.second_id))
        first, second = sorted(rows, key=lambda one: one.pk)
        if (first.version, second.version) != versions:
            raise DomainError("conflict", _("Có người vừa sửa một trong hai hồ sơ. Hãy xem lại rồi gộp."))
        if told := why_not(first, second):
            raise DomainError("state", told)
        kept = remaining(first, second)
        gone = second if kept is first else first
        before = _snapshot(kept)
        _take(kept, gone, {name: first if side == "first" else second for name, side in choices.items()})
        now = clock.now()
        kept.version, kept.changed_at, kept.changed_by = kept.version + 1, now, by
        kept.save(update_fields=[*_columns(), *_DERIVED, *_VERSION])
        moved = list(Enterprise.objects.filter(merged_into=gone).order_by("id").values_list("id", flat=True))
        Enterprise.objects.filter(pk__in=moved).update(merged_into=kept)
        gone.merged_into, gone.merged_at, gone.merged_by, gone.merge_reason = kept, now, by, reason
        gone.version, gone.changed_at, gone.changed_by = gone.version + 1, now, by
        gone.save(update_fields=[*_MERGED, *_VERSION])
        figures = carry(kept=kept, gone=gone, by=by)
        held.before = {
            "values": before, "moved": moved, "kept": kept.pk, "version": kept.version, "figures": figures,
        }  # fmt: skip
        _decide(held, DuplicatePair.Decision.MERGED, by)
        audit.record("enterprise.merged", kept, by=by, detail={"merged": gone.pk, "pair": held.pk})
    return kept


def may_undo(pair: DuplicatePair) -> bool:
    """Whether nothing else has happened to the remaining profile since."""
    if pair.decision != DuplicatePair.Decision.MERGED:
        return False
    kept = pair.first if pair.before.get("kept") == pair.first_id else pair.second
    return kept.version == pair.before.get("version") and not kept.is_merged


def undo(*, pair: DuplicatePair, by: User) -> Enterprise:
    """Take apart what was merged: both stand as before; only while nothing else happened to the one that remained."""
    with transaction.atomic():
        held = _held(pair, by)
        rows = Enterprise.objects.select_for_update(of=("self",)).filter(pk__in=(held.first_id, held.second_id))
        held.first, held.second = sorted(rows, key=lambda one: one.pk)
        if not may_undo(held):
            told = _(
                "Không tách lại được vì hồ sơ đã được sửa hoặc gộp tiếp sau đó. Hãy ghi hồ sơ mới cho nơi kia nếu cần."
            )
            raise DomainError("state", told)
        kept, gone = (held.first, held.second) if held.before["kept"] == held.first_id else (held.second, held.first)
        now = clock.now()
        for name, value in held.before["values"].items():
            setattr(kept, name, _FIELDS[name].to_python(value))
        kept.version, kept.changed_at, kept.changed_by = kept.version + 1, now, by
        kept.save(update_fields=[*_columns(), *_DERIVED, *_VERSION])
        gone.merged_into, gone.merged_at, gone.merged_by, gone.merge_reason = None, None, None, ""
        gone.version, gone.changed_at, gone.changed_by = gone.version + 1, now, by
        try:
            with transaction.atomic():
                gone.save(update_fields=[*_MERGED, *_VERSION])
        except IntegrityError as error:
            raise DomainError("state", _("Sổ đã có hồ sơ mới của nơi kia nên không tách lại được.")) from error
        Enterprise.objects.filter(pk__in=held.before["moved"]).update(merged_into=gone)
        give_back(carried=held.before.get("figures", []), kept=kept, gone=gone, by=by)
        held.decision, held.decided_at, held.decided_by, held.before = "", None, None, {}
        held.save(update_fields=["decision", "decided_at", "decided_by", "before"])
        audit.record("enterprise.unmerged", kept, by=by, detail={"merged": gone.pk, "pair": held.pk})
    return kept


def _held(pair: DuplicatePair, by: User) -> DuplicatePair:
    held = DuplicatePair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if not access.may(by, held):
        raise DomainError("forbidden", _("Bạn không có quyền gộp hồ sơ của tỉnh này."))
    return held


def _apart(pair: DuplicatePair, by: User) -> DuplicatePair:
    held = _held(pair, by)
    if held.decision == DuplicatePair.Decision.MERGED:
        raise DomainError("state", _("Hai hồ sơ này đã được gộp. Muốn tách hãy bấm “Tách lại”."))
    return held


def _decide(held: DuplicatePair, decision: str, by: User) -> None:
    held.decision, held.decided_at, held.decided_by = decision, clock.now(), by
    held.save(update_fields=["decision", "decided_at", "decided_by", "before"])


def _columns() -> list[str]:
    """The columns of `CHOSEN`."""
    return [column for name in CHOSEN for column in _PARTS.get(name, (name,))]


def _snapshot(kept: Enterprise) -> dict[str, Any]:
    told = {name: getattr(kept, name) for name in (*_columns(), *_DERIVED)}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in told.items()}


def _take(kept: Enterprise, gone: Enterprise, sources: Mapping[str, Enterprise]) -> None:
    """The values chosen; where nothing was, the remaining profile's own, or the other's where it has none."""
    names = [kept.name, *kept.other_names, gone.name, *gone.other_names]
    for name in CHOSEN:
        columns = _PARTS.get(name, (name,))
        source = sources.get(name)
        if source is None:
            source = kept if getattr(kept, columns[-1 if name == "industry" else 0]) not in ("", None, False) else gone
        for column in columns:
            setattr(kept, column, getattr(source, column))
    kept.other_names = list(dict.fromkeys(name for name in names if name != kept.name))[:20]
    for name, value in stored.of(kept.name, kept.tax_code, kept.other_names).items():
        setattr(kept, name, value)
