"""Taking a whole list back: profiles that came in with it and that nobody touched are withdrawn, their figures voided.

What the list changed in profiles that were there before is put back where nobody changed them since: as their history
tells, contacts and notes as the list remembers them, which it then forgets. Some thousand profiles in one
transaction; a run that was stopped goes on behind the last of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence, Set

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.enterprises import access_lists as access
from nscl.enterprises.actions.common import reason_of
from nscl.enterprises.actions.forgetting import forget
from nscl.enterprises.actions.mending import put_back
from nscl.enterprises.models import Enterprise, EnterpriseList, ListKept, YearFigures
from nscl.enterprises.queries import taking_back as queries
from nscl.foundation import audit, clock, jobs
from nscl.foundation.models import Job
from nscl.shared.errors import DomainError


def weigh(*, found: EnterpriseList, by: User) -> Job:
    """Count behind the page what would become of a long list. One that is under way is given again."""
    with transaction.atomic():
        held = _held(found, by)
        if (begun := queries.weighing(held)) is not None and begun.live:
            return begun
        return jobs.start(
            queries.WEIGH, province_id=held.province_id, by=by, title=held.name, arguments={"list": held.pk}
        )


def start(*, found: EnterpriseList, reason: str, by: User) -> Job:
    """Take the list back, behind the page. A second time gives the work that is under way."""
    with transaction.atomic():
        held = _held(found, by)
        told = held.taken_reason or reason_of(reason)
        if held.taken_at is None and (words := queries.why_not(held, queries.parts(held))):
            raise DomainError("state", words)
        job = jobs.start(
            "enterprises.take_back", province_id=held.province_id, by=by, title=held.name, key=f"list-{held.pk}",
            arguments={"list": held.pk},
        )  # fmt: skip
        if held.taken_at is None:
            held.taken_at, held.taken_by, held.taken_reason, held.taken_job_id = clock.now(), by, told, job.pk
            held.save(update_fields=["taken_at", "taken_by", "taken_reason", "taken_job_id"])
            audit.record("enterprise_list.taking_back", held, by=by)
    return job


@translation.override(settings.LANGUAGE_CODE)
def run(
    found: EnterpriseList, *, by: User | None, left: Sequence[int], step: Callable[[int], None] = lambda _n: None
) -> EnterpriseList:
    """Deal with the profiles that are `left` to look at. Reasons are kept in Vietnamese, whoever started."""
    when = queries.parts(found).when
    for some in queries.chunks(left):
        with transaction.atomic():
            _take(found, some, when, by)
        step(len(some))
    with transaction.atomic():
        held = EnterpriseList.objects.select_for_update(of=("self",)).get(pk=found.pk)
        if held.taken_ended_at is None:
            forget(held)
            held.taken_ended_at = clock.now()
            held.forgotten_at = held.forgotten_at or held.taken_ended_at
            held.save(update_fields=["taken_ended_at", "forgotten_at"])
            detail = {
                "withdrawn": held.taken_profiles, "figures": held.taken_figures, "mended": held.taken_mended,
                "kept": ListKept.objects.filter(list=held).count(),
            }  # fmt: skip
            audit.record("enterprise_list.taken_back", held, by=by, detail=detail)
    return held


def _take(found: EnterpriseList, some: Sequence[int], when: Set[dt.datetime], by: User | None) -> None:
    """Withdraw what can be; another run that was faster has left nothing of it."""
    with connection.cursor() as cursor:  # not while a list is being written: both hold many profiles
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('enterprise lists'), %s)", [found.province_id])
    held = EnterpriseList.objects.select_for_update(of=("self",)).get(pk=found.pk)
    some = [pk for pk in some if pk > held.taken_until]
    if not some:
        return
    rows = list(Enterprise.objects.select_for_update(of=("self",), no_key=True).filter(pk__within=some).order_by("pk"))
    looked = queries.look(found, rows, when)
    free, before = looked.free, looked.before
    now, words = clock.now(), _("Lấy lại danh sách nhập nhầm: %(reason)s") % {"reason": held.taken_reason}
    figures = YearFigures.objects.filter(enterprise__within=free, voided_at__isnull=True).update(
        voided_at=now, voided_by=by, void_reason=words[:500]
    )
    _withdraw(free, by)
    held.taken_mended += put_back(before, reason=words[:500], by=by)
    forget(found, some)
    reasons = {**before.lost(), **looked.reasons}
    ListKept.objects.bulk_create(
        [ListKept(province_id=held.province_id, list=held, enterprise_id=pk, why=why) for pk, why in reasons.items()]
    )
    held.taken_until = some[-1]
    held.taken_profiles += len(free)
    held.taken_figures += figures + len(before.figures)
    held.save(update_fields=["taken_until", "taken_profiles", "taken_figures", "taken_mended"])


def _withdraw(keys: Sequence[int], by: User | None) -> None:
    """No words, so that no search meets them; they come back where somebody says how they stand."""
    Enterprise.objects.filter(pk__within=keys).update(
        status=Enterprise.Status.WITHDRAWN, status_on=clock.today(), search="", size="", size_year=None,
        version=F("version") + 1, changed_at=clock.now(), changed_by=by,
    )  # fmt: skip


def _held(found: EnterpriseList, by: User) -> EnterpriseList:
    held = EnterpriseList.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if not access.may(by, held):
        raise DomainError("forbidden", _("Bạn không có quyền nhập danh sách doanh nghiệp của tỉnh này."))
    return held
