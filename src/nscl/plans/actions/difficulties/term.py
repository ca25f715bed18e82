"""The province decides within how many days it answers, from which day on."""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.foundation import audit, clock
from nscl.organisations.models import Province
from nscl.plans.access import difficulties as access
from nscl.plans.models import AnswerTerm
from nscl.shared.errors import DomainError


def set_term(*, province: Province, days: int, valid_from: dt.date, basis: str, by: User) -> AnswerTerm:
    """A new term from `valid_from` on; the one before ends there. Days already set on difficulties stay as they are."""
    with transaction.atomic():
        made = AnswerTerm(
            province=province, days=days, valid_from=valid_from, basis=" ".join(basis.split())[:300],
            recorded_at=clock.now(), recorded_by=by,
        )  # fmt: skip
        if not access.may(by, access.EDIT, made):
            raise DomainError("forbidden", _("Bạn không có quyền làm việc này. Hãy nhờ người có quyền trong đơn vị."))
        if not 1 <= days <= 365:
            raise DomainError("invalid", _("Số ngày từ 1 đến 365."), "days")
        _hold(province.pk)
        rows = AnswerTerm.objects.select_for_update().filter(province=province)
        if rows.filter(valid_from__gte=valid_from).exists():
            last = rows.order_by("-valid_from")[0]
            words = _("Đã có thời hạn từ ngày %(day)s. Thời hạn mới phải bắt đầu sau ngày ấy.")
            raise DomainError("invalid", words % {"day": f"{last.valid_from:%d/%m/%Y}"}, "valid_from")
        before = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)).first()
        if before is not None:
            before.valid_to = valid_from
            before.save(update_fields=["valid_to"])
        made.save(force_insert=True)
        audit.record("difficulty.term_set", made, by=by, detail={"days": days})
    return made


def _hold(province_id: int) -> None:
    """Whoever sets a term of the same province waits until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7023023, %s)", [province_id])
