"""What every action on recorded facts shares: one line of words, a reason, voiding, documents by their number."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import queries as documents
from nscl.documents.models import Document
from nscl.foundation import clock
from nscl.plans.models import Recorded, Task
from nscl.shared.errors import DomainError

R = TypeVar("R", bound=Recorded)
VOIDING = ("voided_at", "voided_by", "void_reason")
FIRST_YEAR, LAST_YEAR = 2000, 2100


def one_line(text: str, longest: int = 500) -> str:
    return " ".join(text.split())[:longest]


def needed(text: str, longest: int, field: str, message: str) -> str:
    """The words on one line; `DomainError` with the message where there are none or too many."""
    line = " ".join(text.split())
    if not line:
        raise DomainError("invalid", message, field)
    if len(line) > longest:
        raise DomainError("invalid", _("Nhiều nhất %(longest)s ký tự.") % {"longest": longest}, field)
    return line


def void(row: R, reason: str, by: User) -> R:
    """The row as it stands, voided for a reason. Refused where somebody voided or replaced it before."""
    found = type(row)._default_manager.select_for_update(of=("self",), no_key=True).filter(pk=row.pk).first()
    if found is None or found.is_void:
        raise DomainError("state", _("Người khác vừa sửa hoặc hủy mục này. Hãy tải lại trang để xem bản mới."))
    found.voided_at, found.voided_by = clock.now(), by
    found.void_reason = needed(reason, 500, "reason", _("Hãy ghi lý do."))
    found.save(update_fields=VOIDING)
    return found


def held_task(pk: int) -> Task:
    """The task in its first version, held: whoever records for it waits until this transaction ends."""
    found = Task.objects.select_for_update(of=("self",), no_key=True).select_related("plan").filter(pk=pk).first()
    if found is None or found.root_id is not None:
        raise DomainError("missing", _("Không tìm thấy nhiệm vụ này. Hãy tải lại trang."))
    return found


def check_year(year: int | None) -> int:
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise DomainError("invalid", _("Năm ghi bốn chữ số, ví dụ 2026."), "year")
    return year


def not_ahead(day: dt.date | None, field: str) -> dt.date | None:
    """The day, which may not lie ahead: what has not happened yet is not recorded as done."""
    if day is not None and day > clock.today():
        raise DomainError("invalid", _("Ngày này chưa đến. Hãy để trống nếu việc chưa xong."), field)
    return day


def registered(number: str, field: str) -> Document | None:
    """The document of the register with this number; None without a number. Refused: unknown ones, several ones."""
    if not number.strip():
        return None
    own = [entry for entry in documents.with_number(number) if isinstance(entry, Document)]
    if not own:
        message = _("Sổ văn bản chưa có số %(number)s. Hãy thêm văn bản vào sổ trước, hoặc đính kèm tệp.")
        raise DomainError("unknown", message % {"number": number.strip()}, field)
    if len(own) > 1:
        told = "; ".join(documents.told(entry) for entry in own[:5])
        message = _("Có nhiều văn bản mang số này: %(told)s. Hãy đính kèm tệp của văn bản đúng.")
        raise DomainError("several", message % {"told": told}, field)
    return own[0]
