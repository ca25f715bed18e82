"""Inviting a whole list at once: every row of it, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.actions.invite import Invited, invite
from nscl.accounts.models import User
from nscl.organisations.models import Agency, Province
from nscl.shared.errors import DomainError


@dataclass(frozen=True)
class Asked:
    full_name: str
    email: str
    role: str
    agency: Agency | None


class RowsRefused(DomainError):
    """Nobody was invited; `refusals` says of each refused row, by its place in the list, why."""

    def __init__(self, refusals: dict[int, DomainError]) -> None:
        super().__init__("rows", _("Có dòng chưa mời được nên chưa gửi thư nào. Sửa các dòng đó rồi gửi lại."))
        self.refusals = refusals


def invite_many(*, rows: Sequence[Asked], province: Province, by: User) -> list[Invited]:
    """What became of each row, in their order. Raises RowsRefused when any cannot be invited."""
    done: list[Invited] = []
    refusals: dict[int, DomainError] = {}
    with transaction.atomic():
        for at, row in enumerate(rows):
            try:
                done.append(
                    invite(
                        email=row.email, full_name=row.full_name, province=province, role=row.role, agency=row.agency,
                        by=by,
                    )
                )  # fmt: skip
            except DomainError as error:
                if error.code == "forbidden":
                    raise
                refusals[at] = error
        if refusals:
            raise RowsRefused(refusals)
    return done
