"""`nscl size --sector SECTOR --labour N --revenue VND --capital VND`: the size class by law, without a database."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from zoneinfo import ZoneInfo

from nscl.shared.errors import DomainError

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def run(options: argparse.Namespace) -> int:
    """Print the size and why; refuses a day for which no thresholds are known, and negative figures."""
    from nscl.enterprises.reference import thresholds_on
    from nscl.enterprises.rules.size import SIZES, Figures, Sector, classify

    try:
        day = dt.date.fromisoformat(options.on) if options.on else dt.datetime.now(VIETNAM).date()
    except ValueError as error:
        raise DomainError("on", "Ngày sau --on phải viết như 2026-11-30.", "on") from error
    if min(options.labour, options.revenue or 0, options.capital) < 0:
        raise DomainError("figures", "Lao động, doanh thu và nguồn vốn không thể là số âm.")
    sector = Sector(options.sector)
    limits = thresholds_on(sector, day)
    if not limits:
        raise DomainError(
            "on", f"Chưa có quy định về quy mô doanh nghiệp được kiểm chứng cho ngày {day:%d/%m/%Y}.", "on"
        )
    found = classify(sector, Figures(options.labour, options.revenue, options.capital, options.under_one_year), limits)
    if options.json:
        print(json.dumps({"size": found.size, "reasons": list(found.reasons)}, ensure_ascii=False))
        return 0
    print(f"{SIZES[found.size].capitalize()} ({found.size})")
    for reason in found.reasons:
        print(f"  {reason}")
    return 0
