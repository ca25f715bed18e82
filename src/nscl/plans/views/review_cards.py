"""What a card of the review screen says about an item: a headline, a few facts, the plan's own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.foundation.templatetags.words import period_words, vnd
from nscl.plans import words
from nscl.plans.models import AgencyMention, BudgetLine, Deadline, Duty, SupportRule, Target, Task
from nscl.plans.queries import Entry

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHORTS: dict[str, StrOrPromise] = {
    "target": gettext_lazy("CT"),
    "task": gettext_lazy("NV"),
    "supportrule": gettext_lazy("HT"),
    "eligibility": gettext_lazy("ĐK"),
    "duty": gettext_lazy("TN"),
    "deadline": gettext_lazy("HẠN"),
    "budgetline": gettext_lazy("KP"),
}
HEAD = "head"
LONGEST = 260


@dataclass
class Card:
    """`key` is its element's id; `path` its address under the review's; numbers are text already."""

    key: str
    code: str
    short: StrOrPromise
    path: str
    version: str
    ref: str
    headline: str = ""
    detail: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    agencies: list[tuple[str, list[AgencyMention]]] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    words: str = ""
    doubts: list[str] = field(default_factory=list)
    placed: bool = False
    by_hand: bool = False
    joins: bool = False
    discarded: str = ""
    cells: list[str] = field(default_factory=list)
    level: str = ""
    address: str = ""
    told: bool = False  # its words are said by headline and points already

    @property
    def name(self) -> str:
        """What to call it in a list or in a question."""
        agencies = ", ".join(m.name for _, mentions in self.agencies for m in mentions)
        return Truncator(self.headline or agencies or self.words or self.ref or _("mục không tên")).chars(120)


def card(entry: Entry) -> Card:
    """The card of an item."""
    item, kind = entry.item, entry.kind
    made = Card(
        key=key_of(entry),
        code=kind.code,
        short=SHORTS[kind.code],
        path=f"{kind.slug}/{item.pk}/",
        version=str(item.version),
        ref=item.ref,
        doubts=list(item.doubts) if not item.is_discarded else [],
        by_hand=item.by_hand,
        discarded=item.discard_reason if item.is_discarded else "",
    )
    _FILL[kind.code](made, entry)
    shown = " ".join(item.text.split())
    if shown and not made.told and not _says_the_same(shown, made.headline):
        made.words = Truncator(shown).chars(600 if kind.code == "eligibility" else LONGEST)
    return made


def _says_the_same(text: str, headline: str) -> bool:
    """Whether the headline gives the words as they are, but for the end of a long sentence."""
    told = headline.rstrip("….; ")
    return text.rstrip("….; ") == told or (len(told) > 100 and text.startswith(told[:100]))


def key_of(entry: Entry) -> str:
    return f"{entry.kind.code}-{entry.item.pk}"


def day_words(deadline: Deadline) -> str:
    """`30/11 hằng năm`, `15/12/2026`, `ngày 25 hằng tháng`."""
    day, month, year = deadline.day, deadline.month, deadline.year
    said = "/".join(str(part) for part in (day, month, year) if part)
    if day and not month:
        said = _("ngày %(day)s") % {"day": day}
    elif month and not day:
        said = (_("tháng %(month)s") % {"month": month}) + (f"/{year}" if year else "")
    if deadline.recurs != Deadline.Recurs.ONCE:
        said = f"{said} {deadline.get_recurs_display()}".strip()
    return said or _("chưa rõ ngày")


def _target(made: Card, entry: Entry) -> None:
    assert isinstance(entry.item, Target)
    made.headline = f"{words.quantity(entry.item)} {entry.item.unit}".strip()
    made.detail = period_words(entry.item.period) if entry.item.period else _("chưa rõ kỳ")
    if entry.item.baseline:
        made.facts.append((_("So với"), entry.item.baseline))


def _task(made: Card, entry: Entry) -> None:
    assert isinstance(entry.item, Task)
    made.headline = entry.item.title
    made.agencies = [(_("Chủ trì"), entry.lead), (_("Phối hợp"), entry.cooperating)]
    when = entry.item.when_text or (period_words(entry.item.when) if entry.item.when else "")
    made.facts = _filled((_("Thời gian"), when), (_("Sản phẩm"), "; ".join(entry.item.outputs)))


def _rule(made: Card, entry: Entry) -> None:
    item = entry.item
    assert isinstance(item, SupportRule)
    made.headline = item.content
    cap = words.cap(item)
    made.facts = _filled((_("Hỗ trợ"), words.rate(item)), (_("Tối đa"), cap), (_("Tính cho"), "" if cap else item.per))


def _eligibility(made: Card, entry: Entry) -> None:
    """A condition is its words."""


def _duty(made: Card, entry: Entry) -> None:
    assert isinstance(entry.item, Duty)
    made.agencies = [("", entry.agencies)]
    made.headline = "" if entry.agencies else _("Chưa rõ cơ quan")
    made.points = [Truncator(duty).chars(LONGEST) for duty in entry.item.duties]
    if made.points:
        made.told = True


def _deadline(made: Card, entry: Entry) -> None:
    assert isinstance(entry.item, Deadline)
    made.headline = day_words(entry.item)
    made.facts = _filled((_("Ai báo cáo"), entry.item.by), (_("Gửi đến"), "; ".join(entry.item.to)))


def _budget_line(made: Card, entry: Entry) -> None:
    line = entry.item
    assert isinstance(line, BudgetLine)
    made.headline = line.name
    made.level, made.told = str(min(line.level, 4)), True
    money = [vnd(n) if n is not None else "" for n in (line.unit_price_vnd, line.amount_vnd)]
    made.cells = [line.measure, words.number(line.quantity), *money]


def _filled(*facts: tuple[str, str]) -> list[tuple[str, str]]:
    return [(label, value) for label, value in facts if value]


_FILL: dict[str, Callable[[Card, Entry], None]] = {
    "target": _target,
    "task": _task,
    "supportrule": _rule,
    "eligibility": _eligibility,
    "duty": _duty,
    "deadline": _deadline,
    "budgetline": _budget_line,
}
