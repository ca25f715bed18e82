"""What every action on a difficulty begins with, and the step it leaves behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import actions as documents
from nscl.documents import queries as registers
from nscl.documents.actions import Upload
from nscl.documents.models import Document
from nscl.documents.rules.numbers import clean_number
from nscl.foundation import clock
from nscl.plans.access import difficulties as access
from nscl.plans.models import Difficulty, DifficultyFile, DifficultyStep
from nscl.shared.errors import DomainError

MOST_TOGETHER = 500


@dataclass(frozen=True)
class Paper:
    """A letter that came or went, by its number and day; either may be missing until the clerk gives it."""

    number: str = ""
    on: dt.date | None = None

    def registered(self) -> Document | None:
        """The one document of the register with this number."""
        number = clean_number(self.number)
        return registers.own_by_numbers([number]).get(number) if number else None


class Changed(DomainError):
    """Somebody else did something first: `current` is how it stands, `submitted` what was sent."""

    def __init__(self, current: Difficulty, submitted: Mapping[str, Any]) -> None:
        super().__init__(
            "conflict",
            _("Người khác vừa xử lý %(code)s trong lúc bạn nhập. Hãy xem diễn biến mới nhất rồi gửi lại; "
              "nội dung bạn nhập vẫn còn.") % {"code": current.code},
        )  # fmt: skip
        self.current = current
        self.submitted = dict(submitted)


def locked(difficulty: Difficulty, version: int | None, permission: str, by: User, **submitted: Any) -> Difficulty:
    """The difficulty as it stands, held until the transaction ends."""
    rows = Difficulty.objects.select_for_update(of=("self",), no_key=True).select_related(
        "province", "agency", "entity"
    )
    found = rows.filter(pk=difficulty.pk).first()
    if found is None:
        raise DomainError("missing", _("Không tìm thấy vấn đề này. Hãy tải lại danh sách."))
    if not access.may(by, permission, found):
        raise DomainError("forbidden", _("Bạn không có quyền làm việc này. Hãy nhờ người có quyền trong đơn vị."))
    if version is not None and found.version != version:
        raise Changed(found, submitted)
    return found


def together(head: Difficulty) -> list[Difficulty]:
    """The head and those handled together with it that still need a step, all held, in the order of their ids."""
    rows = Difficulty.objects.select_for_update(of=("self",), no_key=True).select_related(
        "province", "agency", "entity"
    )
    others = rows.filter(same_as=head).exclude(status__in=Difficulty.OVER).order_by("id")[:MOST_TOGETHER]
    return [head, *others]


def step(
    difficulty: Difficulty,
    verb: DifficultyStep.Verb,
    *,
    by: User | None,
    on: dt.date | None = None,
    text: str = "",
    paper: Paper | None = None,
    uploads: Sequence[Upload] = (),
    **more: Any,
) -> DifficultyStep:
    """Keep what happened, with the state it left. The caller holds the difficulty and has changed it already."""
    day = on or clock.today()
    forbid_future(day)
    number = clean_number(paper.number) if paper else ""
    made = DifficultyStep(
        province_id=difficulty.province_id, difficulty=difficulty, verb=verb, status=difficulty.status,
        due_on=difficulty.due_on, responsible_id=difficulty.responsible_id, happened_on=day, text=text.strip(),
        letter=paper.registered() if paper else None, letter_number=number, letter_on=paper.on if paper else None,
        recorded_at=clock.now(), recorded_by=by, **more,
    )  # fmt: skip
    made.save(force_insert=True)
    for upload in uploads:
        assert by is not None, "a file comes from somebody"
        attachment = documents.take(upload=upload, province_id=difficulty.province_id, by=by)
        DifficultyFile(province_id=difficulty.province_id, step=made, attachment=attachment).save(force_insert=True)
    return made


def save(difficulty: Difficulty, *fields: str) -> None:
    """Save the fields as the next version."""
    difficulty.version += 1
    difficulty.save(update_fields=[*dict.fromkeys(fields), "version"])


def forbid_future(day: dt.date, field: str = "on") -> None:
    if day > clock.today():
        raise DomainError("invalid", _("Ngày này chưa đến. Hãy ghi ngày việc đã xảy ra, muộn nhất là hôm nay."), field)


def needed(text: str, field: str, words: str) -> str:
    """The text without blanks at its ends; refused with `words` when nothing is left."""
    said = text.strip()
    if not said:
        raise DomainError("invalid", words, field)
    return said
