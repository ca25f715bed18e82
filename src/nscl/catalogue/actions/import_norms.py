"""Many norms at once, from the rows of a file: all are entered, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.catalogue.actions.norms import add_norm, amend_norm, code_of
from nscl.catalogue.models import SpendingNorm
from nscl.foundation import audit
from nscl.organisations.models import Province
from nscl.shared.errors import DomainError


class BadRows(DomainError):
    """Some rows were refused and nothing was entered: `refusals` by the row's place in what was given."""

    def __init__(self, refusals: dict[int, DomainError]) -> None:
        super().__init__("rows", _("Có dòng chưa đúng nên chưa ghi gì. Hãy sửa tệp rồi tải lên lại."))
        self.refusals = refusals


def import_norms(
    *, province: Province, rows: Sequence[tuple[Mapping[str, Any], dt.date]], by: User
) -> tuple[list[SpendingNorm], list[SpendingNorm]]:
    """(added, amended): a row whose code is in force becomes its next version, any other a new norm.

    Raises `BadRows`, and then nothing is written.
    """
    added: list[SpendingNorm] = []
    amended: list[SpendingNorm] = []
    refusals: dict[int, DomainError] = {}
    with transaction.atomic():
        for at, (values, valid_from) in enumerate(rows):
            try:
                with transaction.atomic():
                    _bring(province, values, valid_from, by, added, amended)
            except DomainError as error:
                refusals[at] = error
            except IntegrityError:
                refusals[at] = DomainError("known", _("Trùng thời gian với một định mức cùng mã."), "name")
        if refusals:
            raise BadRows(refusals)
        if added or amended:
            detail = {"added": len(added), "amended": len(amended)}
            audit.record("norm.imported", (added or amended)[0], by=by, detail=detail)
    return added, amended


def _bring(
    province: Province,
    values: Mapping[str, Any],
    valid_from: dt.date,
    by: User,
    added: list[SpendingNorm],
    amended: list[SpendingNorm],
) -> None:
    code = code_of(str(values.get("code") or "") or str(values.get("name") or ""))
    there = SpendingNorm.objects.filter(province=province, code=code, voided_at__isnull=True, valid_to__isnull=True)
    norm = there.first()
    if norm is None:
        added.append(add_norm(province=province, values=values, valid_from=valid_from, by=by))
    else:
        new = {name: value for name, value in values.items() if name != "code"}
        amended.append(amend_norm(norm=norm, version=norm.version, values=new, valid_from=valid_from, by=by))
