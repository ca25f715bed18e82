"""Inquiries as lists and pages ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from nscl.support.models.inquiries import Inquiry, InquiryAnswer, InquiryAsked, InquiryFile, InquiryItem

SILENT = Count("asked", filter=Q(asked__answered_at__isnull=True))


@dataclass(frozen=True)
class AskedShown:
    """One of those asked: the enterprises it supported, by the row of the register, and the scans, by their ids."""

    asked: InquiryAsked
    had: list[tuple[int, str]]
    files: list[tuple[int, str]]


def listed(status: str = "") -> QuerySet[Inquiry]:
    """Inquiries with the number of those who have not answered (`silent`) and of those asked (`many`)."""
    rows = Inquiry.objects.annotate(silent=SILENT, many=Count("asked")).select_related("province")
    return rows.filter(status=status) if status in Inquiry.Status.values else rows


def items_of(inquiry: Inquiry) -> list[InquiryItem]:
    return list(inquiry.items.select_related("entity").order_by("entity__sort_key", "id"))


def asked_of(inquiry: Inquiry) -> list[AskedShown]:
    """Everybody asked, in the order of the letter. One query."""
    mine = {"asked": OuterRef("pk")}
    had = InquiryAnswer.objects.filter(**mine, had=True).order_by("id")
    files = InquiryFile.objects.filter(**mine).order_by("id")
    rows = inquiry.asked.order_by("id").annotate(
        had_rows=ArraySubquery(had.values(json=JSONObject(pk="support_id", name="item__entity__name"))),
        file_rows=ArraySubquery(files.values(json=JSONObject(pk="id", name="attachment__name"))),
    )
    return [AskedShown(one, _named(one.had_rows), _named(one.file_rows)) for one in rows]


def _named(rows: list[dict[str, Any]]) -> list[tuple[int, str]]:
    return [(row["pk"], row["name"]) for row in rows]


def due() -> QuerySet[Inquiry]:
    """Letters that wait for an answer, with how many are silent."""
    return listed(Inquiry.Status.SENT).order_by("due_on", "id")


def count() -> int:
    """Inquiries in the scope that is open, without those that were never sent."""
    return Inquiry.objects.exclude(status=Inquiry.Status.WITHDRAWN).count()
