"""Two plans beside each other: every item of both once, with its partner, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.foundation.templatetags.words import period_words
from nscl.organisations.queries import lineage
from nscl.plans import words
from nscl.plans.kinds import KINDS
from nscl.plans.models import AgencyMention, BudgetLine, Deadline, LegalBasis, Plan, PlanLink, Target, Task
from nscl.plans.queries import rows
from nscl.plans.queries.review import Entry, with_mentions
from nscl.plans.rules import pairing
from nscl.plans.rules.differences import Change, Piece, change, plain
from nscl.plans.rules.differences import words as word_differences
from nscl.shared.money import format_vnd

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HEAD = "thong-tin-chung"
ORDER = (HEAD, "chi-tieu", "nhiem-vu", "muc-ho-tro", "dieu-kien", "trach-nhiem", "thoi-han", "du-toan")
Values = tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """A value of both sides under its label; an empty label for the item's main words."""

    label: str
    left: str
    right: str

    def pieces(self) -> tuple[list[Piece], list[Piece]]:
        """Both values cut where they differ."""
        return word_differences(self.left, self.right)

    @property
    def differs(self) -> bool:
        return plain(self.left) != plain(self.right)


@dataclass(frozen=True)
class Row:
    """An item of the left and its partner of the right, or one of them alone."""

    change: Change
    labels: tuple[str, ...]
    left: Values | None
    right: Values | None
    left_entry: Entry | None = None
    right_entry: Entry | None = None

    @property
    def fields(self) -> list[Field]:
        """The values that either side has."""
        none = ("",) * len(self.labels)
        both = zip(self.labels, self.left or none, self.right or none, strict=True)
        return [Field(label, left, right) for label, left, right in both if left or right]


@dataclass(frozen=True)
class Section:
    """A part of both plans; `counts` by change, of all rows."""

    slug: str
    name: StrOrPromise
    rows: list[Row]

    @property
    def counts(self) -> Counter[Change]:
        return Counter(row.change for row in self.rows)

    @property
    def different(self) -> list[Row]:
        return [row for row in self.rows if row.change is not Change.SAME]


@dataclass(frozen=True)
class Comparison:
    """`kin`: one plan goes on from the other or is of the same land, so that what is missing was left out."""

    left: Plan
    right: Plan
    kin: bool
    sections: list[Section]

    @property
    def same(self) -> bool:
        return not any(section.different for section in self.sections)

    def section(self, slug: str) -> Section | None:
        return next((section for section in self.sections if section.slug == slug), None)


@dataclass(frozen=True)
class Whole:
    """All of a plan that is compared."""

    plan: Plan
    groups: dict[str, list[Entry]]
    bases: list[LegalBasis]
    links: list[PlanLink]


def compare(left: Plan, right: Plan) -> Comparison:
    """Everything of both plans: three queries, two more where their provinces differ."""
    mine, theirs = wholes([left, right])
    sections = [Section(HEAD, gettext_lazy("Thông tin chung"), _head(mine, theirs))]
    for slug in ORDER[1:]:
        found = _rows(slug, mine, theirs)
        if slug == "du-toan":
            found += _total(left, right)
        sections.append(Section(slug, KINDS[slug].plural, found))
    return Comparison(left, right, _are_kin(mine, theirs), sections)


def same_tasks(lower: Plan, upper: Plan) -> list[tuple[Task, Task]]:
    """Tasks of the one and of the other plan that are one piece of work without doubt: two queries."""
    told = [[_Told(side.plan, e, _task(e)) for e in side.groups["nhiem-vu"]] for side in wholes([lower, upper])]
    left, right = told
    found = pairing.sure([one.item() for one in left], [one.item() for one in right])
    return [(left[i].entry.item, right[j].entry.item) for i, j in found]  # type: ignore[misc]


def wholes(plans: Sequence[Plan]) -> list[Whole]:
    """The live items of each plan with their agencies, its bases and links: two queries, however many plans."""
    found = rows.load_all(plans, *(k.model for k in KINDS.values()), AgencyMention, LegalBasis, PlanLink)
    items = [Entry(k, item) for k in KINDS.values() for item in found.of(k.model) if not item.is_discarded]
    with_mentions(items, found.of(AgencyMention))
    wholes = {plan.pk: Whole(plan, {slug: [] for slug in KINDS}, [], []) for plan in plans}
    for entry in items:
        wholes[entry.item.plan_id].groups[entry.kind.slug].append(entry)
    for basis in found.of(LegalBasis):
        wholes[basis.plan_id].bases.append(basis)
    for link in found.of(PlanLink):
        wholes[link.plan_id].links.append(link)
    return [wholes[plan.pk] for plan in plans]


def _are_kin(mine: Whole, theirs: Whole) -> bool:
    a, b = mine.plan, theirs.plan
    if a.province_id == b.province_id:
        return True
    if any(link.other_id in (a.pk, b.pk) for link in (*mine.links, *theirs.links)):
        return True
    before, after = lineage(a.province_id)
    return b.province_id in before | after


def _rows(slug: str, mine: Whole, theirs: Whole) -> list[Row]:
    labels, values = SHOWN[slug]
    told = tuple(str(label) for label in labels)
    left, right = ([_Told(side.plan, entry, values(entry)) for entry in side.groups[slug]] for side in (mine, theirs))
    pairs = pairing.pair([one.item() for one in left], [one.item() for one in right])
    return [_paired(told, None if i is None else left[i], None if j is None else right[j]) for i, j in pairs]


@dataclass(frozen=True)
class _Told:
    """An item of a plan with the values it shows."""

    plan: Plan
    entry: Entry
    values: Values

    def compared(self) -> Values:
        """The values, with a period as its place in the plan's time: a yearly plan renews all its years."""
        item: Any = self.entry.item
        if isinstance(item, Target):
            return (*self.values[:2], self._place(item.period))
        if isinstance(item, Task) and not item.when_text:
            return (*self.values[:3], self._place(item.when), *self.values[4:])
        return self.values

    def _place(self, period: str) -> str:
        return pairing.place_in_time(period, self.plan.period_from, self.plan.period_to) or period

    def item(self) -> pairing.Item:
        return item_of(self.plan, self.entry, self.compared())


def _paired(labels: tuple[str, ...], left: _Told | None, right: _Told | None) -> Row:
    found = change(left.compared() if left else None, right.compared() if right else None)
    return Row(
        found,
        labels,
        left.values if left else None,
        right.values if right else None,
        left.entry if left else None,
        right.entry if right else None,
    )


def _row(labels: tuple[str, ...], left: Values | None, right: Values | None) -> Row:
    return Row(change(left, right), labels, left, right)


def item_of(plan: Plan, entry: Entry, values: Values) -> pairing.Item:
    """What the pairing rule knows of an item of `plan` that shows these `values`."""
    item: Any = entry.item
    unit, period, place = "", "", ""
    who = "; ".join(mention.name for mention in (entry.lead or entry.agencies))
    if isinstance(item, Target):
        unit, period = item.unit, item.period
    elif isinstance(item, Task):
        period = item.when
    elif isinstance(item, Deadline):
        period, place, who = item.recurs, words.due(item), item.by
    elif isinstance(item, BudgetLine):
        unit = item.measure
    place = place or pairing.place_in_time(period, plan.period_from, plan.period_to)
    return pairing.Item(
        values, _main(item), unit, period, place, who, getattr(item, "origin_id", 0) or getattr(item, "root_pk", 0) or 0
    )


def _main(item: Any) -> str:
    """The words by which an item is known again."""
    if isinstance(item, Task):
        return item.title
    if duties := getattr(item, "duties", None):
        return " ".join(duties)
    return str(getattr(item, "content", "") or getattr(item, "name", "") or item.text or getattr(item, "unit", ""))


def _names(mentions: Iterable[AgencyMention]) -> str:
    return "; ".join(mention.name for mention in mentions)


def _period(period: str) -> str:
    return period_words(period) if period else ""


def _vnd(amount: int | None) -> str:
    return "" if amount is None else format_vnd(amount)


def _target(entry: Entry) -> Values:
    target: Any = entry.item
    return target.text or words.figure(target), words.figure(target), _period(target.period)


def _task(entry: Entry) -> Values:
    task: Any = entry.item
    when = task.when_text or _period(task.when)
    return task.title, _names(entry.lead), _names(entry.cooperating), when, "; ".join(task.outputs)


def _rule(entry: Entry) -> Values:
    rule: Any = entry.item
    return rule.content, words.rate(rule), words.cap(rule), "" if rule.text == rule.content else rule.text


def _duty(entry: Entry) -> Values:
    duty: Any = entry.item
    return _names(entry.agencies), "; ".join(duty.duties) or duty.text


def _deadline(entry: Entry) -> Values:
    deadline: Any = entry.item
    return words.due(deadline), deadline.by, "; ".join(deadline.to), deadline.text


def _line(entry: Entry) -> Values:
    line: Any = entry.item
    return (
        line.name, line.measure, words.number(line.quantity), _vnd(line.unit_price_vnd), _vnd(line.amount_vnd),
    )  # fmt: skip


_SENTENCE = gettext_lazy("Câu trong kế hoạch")
SHOWN: dict[str, tuple[tuple[StrOrPromise, ...], Callable[[Entry], Values]]] = {
    "chi-tieu": (("", gettext_lazy("Mức phải đạt"), gettext_lazy("Kỳ")), _target),
    "nhiem-vu": (
        (
            "", gettext_lazy("Chủ trì"), gettext_lazy("Phối hợp"), gettext_lazy("Thời gian"), gettext_lazy("Sản phẩm"),
        ),
        _task,
    ),
    "muc-ho-tro": (("", gettext_lazy("Tỷ lệ"), gettext_lazy("Tối đa"), _SENTENCE), _rule),
    "dieu-kien": (("",), lambda entry: (entry.item.text,)),
    "trach-nhiem": ((gettext_lazy("Cơ quan"), ""), _duty),
    "thoi-han": ((gettext_lazy("Hạn"), gettext_lazy("Cơ quan báo cáo"), gettext_lazy("Gửi đến"), _SENTENCE), _deadline),
    "du-toan": (
        (
            "", gettext_lazy("Đơn vị tính"), gettext_lazy("Số lượng"), gettext_lazy("Đơn giá"),
            gettext_lazy("Thành tiền"),
        ),
        _line,
    ),
}  # fmt: skip


def _head(mine: Whole, theirs: Whole) -> list[Row]:
    """The heads, value by value, then the bases by their numbers."""
    facts = [_facts(whole.plan) for whole in (mine, theirs)]
    found = [
        _row((label,), (facts[0][label],) if facts[0][label] else None, (facts[1][label],) if facts[1][label] else None)
        for label in facts[0]
        if facts[0][label] or facts[1][label]
    ]
    numbers = [[basis.number for basis in whole.bases] for whole in (mine, theirs)]
    label = _("Căn cứ")
    for number in dict.fromkeys([*numbers[1], *numbers[0]]):
        left, right = ((number,) if number in side else None for side in numbers)
        found.append(_row((label,), left, right))
    return found


def _facts(plan: Plan) -> dict[str, str]:
    day: dt.date | None = plan.issued_on
    years = "–".join(dict.fromkeys(str(year) for year in (plan.period_from, plan.period_to) if year))
    return {
        _("Tên"): words.title(plan),
        _("Số, ký hiệu"): plan.number,
        _("Cơ quan ban hành"): plan.issuer,
        _("Ngày ban hành"): f"{day:%d/%m/%Y}" if day else "",
        _("Người ký"): ", ".join(part for part in (plan.signer, plan.signer_title) if part),
        _("Giai đoạn"): years,
        _("Định hướng đến năm"): str(plan.horizon or ""),
    }


def _total(left: Plan, right: Plan) -> list[Row]:
    mine, theirs = (_vnd(plan.budget_total_vnd) for plan in (left, right))
    if not mine and not theirs:
        return []
    return [_row((_("Tổng dự toán"),), (mine,) if mine else None, (theirs,) if theirs else None)]
