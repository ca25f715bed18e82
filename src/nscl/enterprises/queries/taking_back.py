"""What of a list can be taken back: profiles that came in with it and that nobody has touched since."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from django.db.models import Count, F, ForeignObjectRel, Model, Q, TextField, Value
from django.utils.translation import gettext as _

from nscl.enterprises.models import (
    Certificate,
    DuplicatePair,
    Enterprise,
    EnterpriseList,
    ListChanged,
    ListKept,
    PastProfile,
    Product,
    YearFigures,
)
from nscl.enterprises.queries import mending
from nscl.foundation.models import Job
from nscl.organisations.models import LegalEntity

CHUNK: Final = 5_000
WEIGH: Final = "enterprises.take_back_check"
"""The job that weighs a long list before it is taken back."""
_OURS: Final = (Certificate, DuplicatePair, Enterprise, ListChanged, ListKept, PastProfile, Product, YearFigures)


@dataclass(frozen=True)
class Weighed:
    """How many profiles would be withdrawn, how many stay, how many figures would be voided, how many profiles from
    before would stand again as they did, in how many of them contacts or notes of before are no longer known; for which
    reasons how many stay."""

    profiles: int
    kept: int
    figures: int
    mended: int = 0
    lost: int = 0
    reasons: list[tuple[str, int]] = field(default_factory=list, compare=False)


@dataclass(frozen=True)
class Parts:
    """What its parts tell of a list: how many profiles it recorded and changed, when (`recorded_at` and `changed_at` of
    what came of them), whether it has parts from before their moments were kept."""

    added: int
    changed: int
    when: frozenset[dt.datetime]
    untold: bool


@dataclass(frozen=True)
class Looked:
    """Some profiles of a list: those that can be withdrawn with how many figures they have, why others stay, what
    becomes of those from before."""

    free: list[int]
    figures: int
    reasons: dict[int, str]
    before: mending.Plan


def parts(found: EnterpriseList) -> Parts:
    """One query."""
    told = [row for row in found.parts.values_list("added", "changed", "written_at") if row[0] or row[1]]
    return Parts(
        sum(added for added, _changed, _at in told),
        sum(changed for _added, changed, _at in told),
        frozenset(at for _added, _changed, at in told if at is not None),
        any(at is None for _added, _changed, at in told),
    )


def why_not(found: EnterpriseList, of: Parts) -> str:
    """Why nothing of the list can be taken back; empty where something can."""
    if found.ended_at is None:
        return _("Danh sách chưa ghi xong. Hãy chờ ghi xong, hoặc bấm “Làm tiếp”, rồi lấy lại.")
    if of.untold:
        return _("Danh sách nhập từ trước khi hệ thống nhớ hồ sơ nào do danh sách nào ghi, nên không lấy lại được.")
    if not of.added + of.changed:
        return _("Danh sách không ghi mới, không đổi hồ sơ nào nên không có gì để lấy lại.")
    return ""


def ids(found: EnterpriseList, when: Set[dt.datetime]) -> list[int]:
    """The profiles that came in with the list or were changed by it, in order, from the first one not looked at yet."""
    rows = {"province_id": found.province_id}
    told = [
        Enterprise.objects.filter(Q(recorded_at__in=when) | Q(changed_at__in=when), **rows).values_list("pk"),
        ListChanged.objects.filter(list=found).values_list("enterprise_id"),
        YearFigures.objects.filter(recorded_at__in=when, **rows).values_list("enterprise_id"),
    ]
    every = told[0].order_by().union(*(some.order_by() for some in told[1:]))
    return sorted(pk for (pk,) in every if pk > found.taken_until)


def weigh(found: EnterpriseList, of: Parts, *, step: Callable[[int], None] = lambda _n: None) -> Weighed:
    """What would become of the list, nothing written."""
    profiles = figures = mended = lost = 0
    why = Counter[str]()
    for some in chunks(ids(found, of.when)):
        looked = look(found, list(Enterprise.objects.filter(pk__within=some).order_by("pk")), of.when)
        before = looked.before
        profiles, figures = profiles + len(looked.free), figures + looked.figures + len(before.figures)
        mended, lost = mended + len(before.rows), lost + len(before.lost())
        why.update(looked.reasons.values())
        step(len(some))
    return Weighed(profiles, why.total(), figures, mended, lost, why.most_common())


def look(found: EnterpriseList, rows: Sequence[Enterprise], when: Set[dt.datetime]) -> Looked:
    """What becomes of some profiles of the list, in their order. Three queries."""
    fresh, told = (
        [row for row in rows if row.recorded_at in when],
        YearFigures.objects.filter(enterprise__within=[row.pk for row in rows]).order_by("pk"),
    )
    figures = [
        mending.Figured(pk, enterprise, replaces, at, voided is None)
        for pk, enterprise, replaces, at, voided in told.values_list(
            "pk", "enterprise_id", "replaces_id", "recorded_at", "voided_at"
        )
    ]
    reasons = why_kept(fresh, figures)
    before = mending.plan(found, [row for row in rows if row.recorded_at not in when], figures, when)
    free = [row.pk for row in fresh if row.pk not in reasons and not is_out(row)]
    held = set(free)
    voided = sum(1 for one in figures if one.live and one.enterprise_id in held)
    return Looked(free, voided, {**reasons, **before.kept}, before)


def chunks(of: Sequence[int]) -> Iterator[Sequence[int]]:
    return (of[start : start + CHUNK] for start in range(0, len(of), CHUNK))


def is_out(row: Enterprise) -> bool:
    return row.status == Enterprise.Status.WITHDRAWN


def why_kept(rows: Sequence[Enterprise], figures: Sequence[mending.Figured]) -> dict[int, str]:
    """Why some of the profiles stay: somebody changed them since, or something hangs on them. One query."""
    words = {
        "changed": _("Hồ sơ đã được sửa hoặc gộp sau khi nhập"), "merged": _("Có hồ sơ khác đã gộp vào"),
        "product": _("Đã có sản phẩm"), "certificate": _("Đã có chứng nhận"),
        "figures": _("Đã có số liệu năm ghi sau khi nhập"),
        "pair": _("Đã được xét là trùng hay không trùng với hồ sơ khác"),
        "busy": _("Nơi này đã có việc khác trong hệ thống (hướng dẫn, nhu cầu, hỗ trợ …)"),
    }  # fmt: skip
    live = [row for row in rows if not is_out(row)]
    found: dict[int, set[str]] = {}
    for row in live:
        if row.changed_at != row.recorded_at or row.merged_into_id is not None:
            found.setdefault(row.pk, set()).add("changed")
    recorded = {row.pk: row.recorded_at for row in live}
    for one in figures:
        if one.enterprise_id in recorded and one.recorded_at > recorded[one.enterprise_id]:
            found.setdefault(one.enterprise_id, set()).add("figures")
    of = {row.entity_id: row.pk for row in live}
    for pk, why in _hanging([row.pk for row in live], list(of)):
        found.setdefault(of[pk] if why == "busy" else pk, set()).add(why)
    return {pk: next(told for why, told in words.items() if why in whys) for pk, whys in found.items()}


def _hanging(keys: Sequence[int], entities: Sequence[int]) -> list[tuple[int, str]]:
    """(profile, what hangs on it); `busy` has the legal entity instead, to which anything else points, whichever room
    keeps it."""
    if not keys:
        return []
    decided = ~Q(decision="")
    parts = [
        _told(Enterprise.objects.filter(merged_into__within=keys), "merged_into_id", "merged"),
        _told(Product.objects.filter(enterprise__within=keys), "enterprise_id", "product"),
        _told(Certificate.objects.filter(enterprise__within=keys), "enterprise_id", "certificate"),
        _told(DuplicatePair.objects.filter(decided, first__within=keys), "first_id", "pair"),
        _told(DuplicatePair.objects.filter(decided, second__within=keys), "second_id", "pair"),
    ]
    for model, name in _pointing():
        rows = model._base_manager.filter(**{f"{name}__within": entities})
        parts.append(_told(rows, f"{name}_id", "busy"))
    return list(parts[0].union(*parts[1:]))


def _told(rows: Any, name: str, why: str) -> Any:
    return rows.order_by().annotate(held=F(name), why=Value(why, TextField())).values_list("held", "why")


@cache
def _pointing() -> list[tuple[type[Model], str]]:
    """Every key to a legal entity that other rooms keep."""
    keys = [key for key in LegalEntity._meta.get_fields(include_hidden=True) if isinstance(key, ForeignObjectRel)]
    own = [key for key in keys if key.one_to_many or key.one_to_one]
    return [(key.related_model, key.field.name) for key in own if key.related_model not in _OURS]


def weighing(found: EnterpriseList) -> Job | None:
    """The last weighing of the list behind the page."""
    jobs = Job.objects.filter(province_id=found.province_id, kind=WEIGH)
    return jobs.filter(arguments__contains={"list": found.pk}).order_by("-id").first()


def kept(found: EnterpriseList) -> Any:
    return ListKept.objects.filter(list=found).select_related("enterprise").order_by("enterprise_id")


def kept_by_reason(found: EnterpriseList) -> list[tuple[str, int]]:
    counted = ListKept.objects.filter(list=found).order_by().values_list("why").annotate(n=Count("*"))
    return sorted(counted, key=lambda row: -row[1])
