"""`nscl audit seal` and `nscl audit verify`."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from nscl.shared.errors import DomainError

SHOWN = 50


def run(options: argparse.Namespace) -> int:
    return seal(options) if options.verb == "seal" else verify(options)


def seal(options: argparse.Namespace) -> int:
    from nscl.foundation.audit import sealing

    made = sealing.seal(until=day(options.until))
    if not made:
        print("Không có ngày nào cần niêm phong.")
    for sealed in made:
        print(f"Đã niêm phong ngày {sealed.day:%d/%m/%Y}: {sealed.entries} dòng.")
    return 0


def verify(options: argparse.Namespace) -> int:
    """0: everything holds. 1: something does not. 2: it could not be checked."""
    from nscl.foundation.audit import verifying

    using, whole = _connection()
    with whole:
        report = verifying.verify(
            using=using, since=day(options.since), until=day(options.until), expect=options.expect or ""
        )
    if using == "default":
        report.notes.append(
            "Kiểm tra bằng vai trò của ứng dụng: có dòng không thuộc tỉnh nào nên không thấy, một ngày có thể bị báo "
            "thiếu dòng. Đặt DATABASE_OWNER_URL để kiểm tra đầy đủ."
        )
    print(_as_json(report) if options.json else _as_words(report))
    return 0 if report.intact else 1


def _connection() -> tuple[str, AbstractContextManager[Any]]:
    """The owner's connection where there is one, else the application's with every province in scope."""
    from django.conf import settings

    from nscl.foundation import tenancy
    from nscl.organisations.queries import all_province_ids

    if "owner" in settings.DATABASES:
        return "owner", nullcontext()
    return "default", tenancy.scope(tenancy.Scope.of(read=all_province_ids()))


def day(text: str | None) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise DomainError("invalid", f"Ngày {text!r} không đúng; ghi như 2026-11-25.") from error


def _as_words(report: Any) -> str:
    from nscl.foundation.audit.verifying import fingerprint

    lines = [f"Đã kiểm tra {report.entries} dòng, {report.days} ngày niêm phong."]
    lines += [f"  SAI  {finding.message}" for finding in report.findings[:SHOWN]]
    if len(report.findings) > SHOWN:
        lines.append(f"  SAI  và {len(report.findings) - SHOWN} chỗ khác (xem đủ bằng --json)")
    lines += [f"  lưu ý  {note}" for note in report.notes[:SHOWN]]
    if report.last:
        lines.append(
            f"Niêm phong mới nhất: {report.last.day:%d/%m/%Y}, dấu {fingerprint(report.last)}. "
            "Ghi dấu này ở nơi khác; lần sau kiểm tra bằng --expect."
        )
    lines.append("Nhật ký nguyên vẹn." if report.intact else f"Nhật ký KHÔNG nguyên vẹn: {len(report.findings)} chỗ.")
    return "\n".join(lines)


def _as_json(report: Any) -> str:
    told = {
        "intact": report.intact,
        "entries": report.entries,
        "days": report.days,
        "findings": [
            {"code": f.code, "message": f.message, "day": f.day.isoformat() if f.day else None, "entry": f.entry}
            for f in report.findings
        ],
        "notes": report.notes,
        "last": {"day": report.last.day.isoformat(), "signature": report.last.signature} if report.last else None,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)
