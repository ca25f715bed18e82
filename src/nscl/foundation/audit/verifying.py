"""Verifying the trail from end to end: every row against its key, every day against its seal, every seal against the
one before it. What is found is named by row and by day; what cannot be found is told in ADR 0010."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field

from django.db.models import Min

from nscl.foundation import clock
from nscl.foundation.audit import signing
from nscl.foundation.audit.recording import day_of
from nscl.foundation.models import AuditDay, AuditEntry

CHUNK = 5000
MOST_NAMED = 20
SKEW = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Finding:
    """Something that is wrong, in a row or on a day."""

    code: str
    message: str
    day: dt.date | None = None
    entry: int | None = None


@dataclass
class Report:
    """`findings` are wrong; `notes` are to be known. `last` is the newest seal, to be kept outside the system."""

    entries: int = 0
    days: int = 0
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    last: AuditDay | None = None

    @property
    def intact(self) -> bool:
        return not self.findings


@dataclass
class _Day:
    """What the rows of a day come to, in the order of their numbers."""

    entries: int = 0
    first: int = 0
    newest: int = 0
    missing: int = 0
    gaps: list[str] = field(default_factory=list)
    digest: object = field(default_factory=hashlib.sha256)

    def add(self, number: int, signature: str) -> None:
        self.entries += 1
        self.first = self.first or number
        self.newest = number
        self.digest.update(f"{number}:{signature}\n".encode())  # type: ignore[attr-defined]

    def hexdigest(self) -> str:
        return str(self.digest.hexdigest())  # type: ignore[attr-defined]


def verify(
    *, using: str = "default", since: dt.date | None = None, until: dt.date | None = None, expect: str = ""
) -> Report:
    """Check the rows of the local days `since` to `until` (default: all) and all seals, over the connection `using`.

    The owner's connection sees every row; the application's only those of its scope, so that for it days may seem to
    lack rows. `expect` is the signature of a seal noted outside earlier, which must still be part of the chain.
    """
    report = Report()
    seals = list(AuditDay.objects.using(using).order_by("day"))
    days = _rows(using, since, until, report)
    _seals(seals, report)
    _days(seals, days, since, until, report)
    if expect and not any(seal.signature.startswith(expect.lower()) for seal in seals):
        report.findings.append(Finding("seal_lost", "Không còn dấu niêm phong đã ghi lại ở nơi khác."))
    report.last = seals[-1] if seals else None
    _late(seals, using, report)
    return report


def _rows(using: str, since: dt.date | None, until: dt.date | None, report: Report) -> dict[dt.date, _Day]:
    """Walk the rows by number; what each day comes to."""
    rows = AuditEntry.objects.using(using).order_by("id")
    if since:
        rows = rows.filter(recorded_at__gte=clock.begin_of(since))
    if until:
        rows = rows.filter(recorded_at__lt=clock.end_of(until))
    keys, ahead = signing.known_keys(), clock.now() + SKEW
    days: dict[dt.date, _Day] = {}
    before = 0
    for row in rows.iterator(chunk_size=CHUNK):
        report.entries += 1
        day = day_of(row.recorded_at)
        days.setdefault(day, _Day()).add(row.pk, row.signature)
        if before and row.pk > before + 1:
            _note_gap(days[day], before + 1, row.pk - 1)
        before = row.pk
        if not signing.intact(row, keys):
            report.findings.append(_about_row(row, day, keys))
        elif row.recorded_at > ahead:
            report.notes.append(f"Dòng {row.pk} mang ngày {day:%d/%m/%Y}, sau giờ hiện tại: đồng hồ từng chạy trước.")
    return days


def _note_gap(day: _Day, first: int, last: int) -> None:
    day.missing += last - first + 1
    if len(day.gaps) < MOST_NAMED:
        day.gaps.append(str(first) if first == last else f"{first}–{last}")


def _about_row(row: AuditEntry, day: dt.date, keys: dict[str, str]) -> Finding:
    if row.key_id not in keys:
        return Finding(
            "key_unknown", f"Dòng {row.pk} ({day:%d/%m/%Y}): ký bằng khóa không có ở đây ({row.key_id}).", day, row.pk
        )
    return Finding(
        "row_changed", f"Dòng {row.pk} ({day:%d/%m/%Y}): chữ ký không khớp, dòng bị sửa hoặc chèn.", day, row.pk
    )


def _seals(seals: list[AuditDay], report: Report) -> None:
    """Each seal by itself, and the chain."""
    keys = signing.known_keys()
    before: AuditDay | None = None
    for seal in seals:
        report.days += 1
        told = f"Niêm phong ngày {seal.day:%d/%m/%Y}"
        if not signing.intact(seal, keys):
            report.findings.append(Finding("seal_changed", f"{told}: chữ ký không khớp.", seal.day))
        if before is not None and seal.day != before.day + dt.timedelta(days=1):
            report.findings.append(
                Finding("seal_missing", f"{told}: không liền sau ngày {before.day:%d/%m/%Y}, thiếu ngày.", seal.day)
            )
        if seal.previous != (before.signature if before else ""):
            report.findings.append(Finding("chain_broken", f"{told}: không nối với niêm phong trước nó.", seal.day))
        before = seal


def _days(
    seals: list[AuditDay],
    days: dict[dt.date, _Day],
    since: dt.date | None,
    until: dt.date | None,
    report: Report,
) -> None:
    """Each sealed day against its rows; rows of a day that should have a seal and has none."""
    sealed = {seal.day: seal for seal in seals}
    for day, seal in sealed.items():
        if (since and day < since) or (until and day > until):
            continue
        found = days.get(day, _Day())
        if (found.entries, found.hexdigest()) != (seal.entries, seal.digest):
            report.findings.append(Finding("day_changed", _about_day(seal, found), day))
    for day, found in sorted(days.items()):
        if day not in sealed and seals and day < seals[-1].day:
            message = f"Ngày {day:%d/%m/%Y}: có {found.entries} dòng nhưng không có niêm phong."
            report.findings.append(Finding("seal_missing", message, day))
        elif day not in sealed and found.missing:
            report.notes.append(
                f"Ngày {day:%d/%m/%Y} (chưa niêm phong): khuyết {found.missing} số thứ tự ({', '.join(found.gaps)}). "
                "Giao dịch không thành cũng để khuyết số, nên đây chưa phải dấu hiệu xóa dòng."
            )


def _about_day(seal: AuditDay, found: _Day) -> str:
    told = f"Ngày {seal.day:%d/%m/%Y}: niêm phong {seal.entries} dòng, nay có {found.entries} dòng"
    if found.entries < seal.entries:
        missing = f"; các số khuyết trong ngày: {', '.join(found.gaps)}" if found.gaps else ""
        return f"{told}: mất {seal.entries - found.entries} dòng{missing}."
    if found.entries > seal.entries:
        return f"{told}: thêm {found.entries - seal.entries} dòng."
    return f"{told}, nhưng nội dung không còn như lúc niêm phong."


def _late(seals: list[AuditDay], using: str, report: Report) -> None:
    """Days that are over and not sealed: the nightly job does not run, or seals were taken off the end."""
    yesterday = day_of(clock.now()) - dt.timedelta(days=1)
    first = AuditEntry.objects.using(using).aggregate(first=Min("recorded_at"))["first"]
    if seals:
        late = (yesterday - seals[-1].day).days
    else:
        late = (yesterday - day_of(first)).days + 1 if first else 0
    if late > 0:
        report.notes.append(f"Có {late} ngày đã qua chưa niêm phong. Chạy: nscl audit seal.")


def fingerprint(seal: AuditDay) -> str:
    """The beginning of a seal's signature: short enough to be written in a book, long enough not to be met twice."""
    return seal.signature[:32]
