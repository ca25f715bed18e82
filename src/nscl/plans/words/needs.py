"""Needs as an officer would say them: why a need has its points, what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.plans.models import HandedOn, MergedNeed

GROUNDS = {
    "sender": gettext_lazy("Mỗi nơi cùng đề xuất"),
    "senders_most": gettext_lazy("Tính nhiều nhất bao nhiêu nơi"),
    "own": gettext_lazy("Doanh nghiệp tự đề xuất"),
    "rule": gettext_lazy("Có mức hỗ trợ trong kế hoạch đang hiệu lực"),
    "target": gettext_lazy("Góp vào một chỉ tiêu của kế hoạch"),
    "key_product": gettext_lazy("Thuộc sản phẩm chủ lực của tỉnh"),
    "first_time": gettext_lazy("Chưa có trong nhật ký hướng dẫn"),
}


LINES = {
    "senders": gettext_lazy("%(words)s nơi cùng đề xuất"),
    "own": gettext_lazy("doanh nghiệp tự đề xuất"),
    "rule": gettext_lazy("có mức hỗ trợ (%(words)s)"),
    "target": gettext_lazy("góp vào chỉ tiêu (%(words)s)"),
    "key_product": gettext_lazy("sản phẩm chủ lực: %(words)s"),
    "first_time": gettext_lazy("chưa có trong nhật ký hướng dẫn của tỉnh"),
}


def line(given: Mapping[str, Any]) -> str:
    """`2 nơi cùng đề xuất +2`."""
    said = LINES.get(str(given.get("code", "")))
    if said is None:
        return ""
    return f"{str(said) % {'words': given.get('words', '')}} +{given.get('points', 0)}"


def lines(need: MergedNeed) -> list[str]:
    """Every reason of the need's rank; that of the officer who placed it by hand comes first."""
    said = [text for given in need.lines if (text := line(given))]
    if not need.hand_place:
        return said
    placed = {"place": need.hand_place, "reason": need.hand_reason}
    return [_("chuyên viên đặt hạng %(place)s: %(reason)s") % placed, *said]


def handed(row: HandedOn) -> str:
    """`Dự toán năm 2027`."""
    return _("%(to)s năm %(year)s") % {"to": row.get_to_display(), "year": row.year}


def outcome(need: MergedNeed, handed_rows: list[HandedOn]) -> str:
    """What became of a need, in a line for whoever proposed it."""
    if need.status == MergedNeed.Status.HANDED_ON:
        return _("Đã đưa vào: %(where)s") % {"where": "; ".join(handed(row) for row in handed_rows)}
    if need.status in (MergedNeed.Status.LATER, MergedNeed.Status.DECLINED):
        return f"{need.get_status_display()}: {need.decision_note}"
    return str(_("Đang xem xét"))
