"""An agency's draft: its words are kept as they are typed, each task by itself, and its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents.actions import Upload, take
from nscl.foundation import audit, clock
from nscl.plans.actions.reports.common import WORDS, Answers, clean, is_same, locked_own, still_editable
from nscl.plans.models import AgencyReport, AskedTask, ReportFile
from nscl.shared.errors import DomainError


@dataclass
class Kept:
    """What came of keeping a draft: how many tasks changed, and those that somebody else had changed first.

    `conflicts` holds the stored task by its id; `summary_conflict` says that the summary was not kept.
    """

    report: AgencyReport
    changed: int = 0
    conflicts: dict[int, AskedTask] = field(default_factory=dict)
    summary_conflict: bool = False

    @property
    def whole(self) -> bool:
        return not self.conflicts and not self.summary_conflict


def save_draft(
    *, report: AgencyReport, answers: Answers, by: User, summary: tuple[int, str] | None = None,
    uploads: Sequence[Upload] = (), drop: Sequence[int] = (),
) -> Kept:  # fmt: skip
    """Keep what was typed: tasks that nobody else changed meanwhile are kept, the others come back as conflicts.

    `summary` is (version, words); `drop` are ids of files to take off.
    """
    with transaction.atomic():
        found = locked_own(report, by)
        still_editable(found)
        kept = keep(found, answers, summary, by)
        files = keep_files(found, uploads, drop, by)
        if kept.changed or files:
            audit.record("task_report.saved", found, by=by, detail={"tasks": kept.changed, "files": files})
    return kept


def keep(report: AgencyReport, answers: Answers, summary: tuple[int, str] | None, by: User) -> Kept:
    """The same for a report that the caller holds."""
    kept = Kept(report)
    rows = {a.pk: a for a in AskedTask.objects.select_for_update().filter(report=report, pk__in=answers).order_by("pk")}
    for pk, answer in answers.items():
        asked = rows.get(pk)
        if asked is None:
            raise DomainError("missing", _("Một nhiệm vụ không còn trong báo cáo này. Hãy tải lại trang."))
        if is_same(asked, answer):
            continue
        if asked.version != answer.version:
            kept.conflicts[pk] = asked
            continue
        for name in WORDS:
            setattr(asked, name, clean(getattr(answer, name)))
        asked.version += 1
        asked.saved_at, asked.saved_by = clock.now(), by
        asked.save(update_fields=[*WORDS, "version", "saved_at", "saved_by"])
        kept.changed += 1
    _keep_summary(report, summary, kept)
    if kept.changed and report.begun_at is None:
        report.begun_at = clock.now()
        report.save(update_fields=["begun_at"])
    return kept


def _keep_summary(report: AgencyReport, summary: tuple[int, str] | None, kept: Kept) -> None:
    if summary is None or clean(summary[1]) == report.summary:
        return
    if summary[0] != report.version:
        kept.summary_conflict = True
        return
    report.summary, report.version = clean(summary[1]), report.version + 1
    report.save(update_fields=["summary", "version"])
    kept.changed += 1


def keep_files(report: AgencyReport, uploads: Sequence[Upload], drop: Sequence[int], by: User) -> int:
    """Attach the files that wait, take off those named; how many changed."""
    now = clock.now()
    gone = ReportFile.objects.filter(report=report, pk__in=drop, removed_at__isnull=True)
    changed = gone.update(removed_at=now, removed_by=by)
    for upload in uploads:
        attachment = take(upload=upload, province_id=report.province_id, by=by)
        row = ReportFile(
            province_id=report.province_id, report=report, attachment=attachment, added_at=now, added_by=by
        )
        row.save(force_insert=True)
        changed += 1
    return changed
