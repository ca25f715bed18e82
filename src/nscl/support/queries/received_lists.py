"""A list of supports as it stands: each row read, and whether it is recorded, ready, wrong, a double, left out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from nscl.catalogue.queries import content_groups
from nscl.foundation import clock
from nscl.organisations.models import LegalEntity
from nscl.plans.queries.guidance_sheets import entities_named, entity_key
from nscl.shared import money
from nscl.shared.vietnamese import fold
from nscl.support.models.received import OtherSupport, OtherSupportHeading, OtherSupportList
from nscl.support.reference import programmes
from nscl.support.rules.received_rows import RowRead, Words, read_row

Contents: TypeAlias = Sequence[tuple[str, str]]
STATES = ("wrong", "double", "ready", "recorded", "skipped")


@dataclass
class RowState:
    """`number` counts from 0; `cells` are the row's words by field as mended; `entity` where the register knows it."""

    number: int
    cells: dict[str, str]
    read: RowRead
    state: str = "ready"
    entity: LegalEntity | None = None
    double_of: str = field(default="")

    @property
    def line(self) -> int:
        """As people count, below the headings."""
        return self.number + 1


def remembered(province_id: int) -> dict[str, str]:
    """Heading → field, as the province's earlier lists had it."""
    rows = OtherSupportHeading.objects.filter(province_id=province_id)
    return dict(rows.values_list("heading", "field"))


def row_key(sheet: OtherSupportList, number: int) -> str:
    """Under which a row is recorded once."""
    return f"{_prefix(sheet)}{number}"


def _prefix(sheet: OtherSupportList) -> str:
    return f"danh-sach-{sheet.pk}-{sheet.round}-"


def examine(sheet: OtherSupportList, contents: Contents | None = None) -> list[RowState]:
    """Every row of the list, in its order: five queries, however many rows; `contents` where they were asked for."""
    words, today, worth = words_known(contents), clock.today(), _worth(sheet)
    rows = [_row(sheet, number, cells, words, today, worth) for number, cells in enumerate(sheet.rows)]
    recorded, skipped = _recorded(sheet), set(sheet.skipped)
    for row in rows:
        if row.number in recorded:
            row.state = "recorded"
        elif row.number in skipped:
            row.state = "skipped"
        elif row.read.errors:
            row.state = "wrong"
    open_rows = [row for row in rows if row.state == "ready"]
    _know_entities(open_rows, sheet.province_id)
    _find_doubles(open_rows)
    return rows


def tally(rows: Iterable[RowState]) -> dict[str, int]:
    """How many rows there are in each state."""
    counted = Counter(row.state for row in rows)
    return {state: counted[state] for state in STATES}


def words_known(contents: Contents | None = None) -> Words:
    known = contents or [(group.code, group.name) for group in content_groups(clock.today())]
    return Words({code: fold(name) for code, name in known}, {code: fold(name) for code, name in programmes().items()})


def unit_of(sheet: OtherSupportList) -> str:
    """The unit of the column of amounts, in the words of its heading: `Kinh phí (triệu đồng)`; else đồng."""
    return money.unit_name(_amount_heading(sheet)) or _("đồng")


def _worth(sheet: OtherSupportList) -> int:
    """The đồng of one unit of the column of amounts."""
    return money.unit_worth(_amount_heading(sheet)) or 1


def _amount_heading(sheet: OtherSupportList) -> str:
    at = sheet.columns.index("amount") if "amount" in sheet.columns else len(sheet.headings)
    return sheet.headings[at] if at < len(sheet.headings) else ""


def _row(
    sheet: OtherSupportList, number: int, cells: Sequence[str], words: Words, today: dt.date, worth: int
) -> RowState:
    told = {name: cell for name, cell in zip(sheet.columns, cells, strict=False) if name}
    told.update(sheet.mended.get(str(number), {}))
    filled = {name: value for name, value in sheet.rest.items() if not told.get(name)}
    whole = {**told, **filled}
    return RowState(number, whole, read_row(whole, words, today, worth=worth))


def _recorded(sheet: OtherSupportList) -> set[int]:
    prefix = _prefix(sheet)
    keys = OtherSupport.objects.filter(province_id=sheet.province_id, sheet=sheet, entry_key__startswith=prefix)
    return {int(key.removeprefix(prefix)) for key in keys.values_list("entry_key", flat=True)}


def _know_entities(rows: Sequence[RowState], province_id: int) -> None:
    """The entities that rows mean, as far as the register has them: two queries."""
    keys = {entity_key(row.read.values) for row in rows}
    taxes, names = {tax for tax, _name in keys if tax}, {name for _tax, name in keys if name}
    by_tax = {e.tax_code: e for e in LegalEntity.objects.filter(tax_code__in=taxes)} if taxes else {}
    by_name = entities_named(names, province_id) if names else {}
    for row in rows:
        tax, name = entity_key(row.read.values)
        row.entity = by_tax.get(tax) if tax else by_name.get(name)


def _find_doubles(rows: Sequence[RowState]) -> None:
    """Rows that share enterprise, content, subject, first day and sum with a live row, or with a row above."""
    known = {row.entity.pk for row in rows if row.entity}
    seen: set[tuple[Any, ...]] = set()
    if known:
        live = OtherSupport.objects.filter(entity_id__in=known, voided_at__isnull=True)
        for entity, content, subject, day, vnd in live.values_list(
            "entity_id", "content", "subject", "from_on", "amount_vnd"
        ):
            seen.add((entity, content, fold(subject), day, vnd))
    for row in rows:
        key = (row.entity.pk if row.entity else entity_key(row.read.values), *_same(row.read.values))
        if key in seen:
            row.state = "double"
        seen.add(key)


def _same(values: Mapping[str, Any]) -> tuple[Any, ...]:
    return values["content"], fold(values["subject"]), values["from_on"], values["amount_vnd"]
