"""`nscl files verify` and `nscl files sweep`: is every file there and unchanged, and what belongs to nobody."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nscl.documents.sweeping import Report

WORDS = {"missing": "MẤT", "altered": "BỊ SỬA", "unreadable": "KHÔNG ĐỌC ĐƯỢC"}
SHOWN = 50


def run(options: argparse.Namespace) -> int:
    """0: every file is as it should be. 1: one is not."""
    from nscl.foundation import tenancy
    from nscl.organisations.queries import all_province_ids

    everywhere = all_province_ids()
    with tenancy.scope(tenancy.Scope.of(read=everywhere, write=everywhere)):
        return _sweep(options) if options.verb == "sweep" else _verify(options)


def _verify(options: argparse.Namespace) -> int:
    from nscl.documents import storage, sweeping

    report = sweeping.verify(deep=not options.quick)
    print(_as_json(report) if options.json else _as_words(report, storage.current().describe()))
    return 0 if report.is_sound else 1


def _sweep(options: argparse.Namespace) -> int:
    from nscl.documents import sweeping

    gone = sweeping.sweep(older_than_seconds=int(options.hours * 3600))
    if options.json:
        print(json.dumps({"removed": gone}, ensure_ascii=False))
    else:
        print("\n".join([*gone, f"Đã dọn {len(gone)} tệp không còn ai dùng." if gone else "Không có gì phải dọn."]))
    return 0


def _as_json(report: Report) -> str:
    told = {"sound": report.is_sound, "checked": report.checked, "bytes": report.bytes}
    faults = [asdict(fault) for fault in report.faults]
    return json.dumps({**told, "faults": faults, "orphans": report.orphans}, ensure_ascii=False, indent=2)


def _as_words(report: Report, where: str) -> str:
    out = [f"Kho {where}: đã kiểm tra {report.checked} tệp, {report.bytes / 1024 / 1024:.1f} MB."]
    for fault in report.faults[:SHOWN]:
        out.append(f"{WORDS[fault.what]}  tệp số {fault.attachment_id} (tỉnh {fault.province_id})  {fault.key}")
        out.append(f"    {fault.advice}")
    if len(report.faults) > SHOWN:
        out.append(f"… và {len(report.faults) - SHOWN} tệp khác (thêm --json để xem hết).")
    if report.orphans:
        out.append(f"{len(report.orphans)} tệp không thuộc bản ghi nào; dọn bằng: nscl files sweep")
    out.append("Mọi tệp đều nguyên vẹn." if report.is_sound else f"Có {len(report.faults)} tệp không ổn.")
    return "\n".join(out)
