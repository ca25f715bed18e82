"""A list of acts as it stands: each row read, and whether it is recorded, ready, wrong, a probable double, left out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from nscl.accounts.models import User
from nscl.catalogue.models import ContentGroup
from nscl.catalogue.queries import content_groups
from nscl.foundation import clock
from nscl.organisations.models import Commune, LegalEntity
from nscl.organisations.queries import those_before
from nscl.organisations.queries.entities import named
from nscl.plans.models import Guidance, GuidanceHeading, GuidanceSheet
from nscl.plans.rules.guidance_rows import RowRead, Words, read_row
from nscl.shared.vietnamese import fold

STATES = ("wrong", "double", "ready", "recorded", "skipped")


@dataclass
class RowState:
    """`number` counts from 0; `cells` are the row's words by field as mended; `entity`, `guide`, `commune` if known."""

    number: int
    cells: dict[str, str]
    read: RowRead
    state: str = "ready"
    entity: LegalEntity | None = None
    guide: User | None = None
    commune: Commune | None = None
    note: str = ""
    doubles: list[Any] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.number + 1


def remembered(province_id: int) -> dict[str, str]:
    """Heading → field, as the province's earlier lists had it."""
    rows = GuidanceHeading.objects.filter(province_id=province_id)
    return dict(rows.values_list("heading", "field"))


def row_key(sheet: GuidanceSheet, number: int) -> str:
    """Under which a row is recorded once."""
    return f"{_prefix(sheet)}{number}"


def _prefix(sheet: GuidanceSheet) -> str:
    return f"danh-sach-{sheet.pk}-{sheet.round}-"


def entity_key(values: Mapping[str, Any]) -> tuple[str, str]:
    """What makes two rows of a list the same enterprise: the tax code, else the folded name."""
    tax = values["tax_code"]
    return (tax, "") if tax else ("", fold(" ".join(values["entity_name"].split())))


def words_known(groups: Iterable[ContentGroup] | None = None) -> Words:
    known = content_groups(clock.today()) if groups is None else groups
    return Words(
        contents={group.code: fold(group.name) for group in known},
        how={choice.value: fold(str(choice.label)) for choice in Guidance.How},
        outcome={choice.value: fold(str(choice.label)) for choice in Guidance.Outcome},
    )


def examine(sheet: GuidanceSheet, groups: Iterable[ContentGroup] | None = None) -> list[RowState]:
    """Every row of the list, in its order: six queries, however many rows; five with the `groups` of today."""
    words, today = words_known(groups), clock.today()
    rows = [_row(sheet, number, cells, words, today) for number, cells in enumerate(sheet.rows)]
    recorded = _recorded(sheet)
    skipped = set(sheet.skipped)
    for row in rows:
        if row.number in recorded:
            row.state = "recorded"
        elif row.number in skipped:
            row.state = "skipped"
        elif row.read.errors:
            row.state = "wrong"
    open_rows = [row for row in rows if row.state == "ready"]
    _know_entities(open_rows, sheet.province_id)
    _know_people(open_rows, sheet.province_id)
    _know_communes(open_rows, sheet.province_id)
    _find_doubles(open_rows, [row for row in rows if row.state == "recorded"])
    return rows


def tally(rows: Iterable[RowState]) -> dict[str, int]:
    """How many rows there are in each state."""
    counted = Counter(row.state for row in rows)
    return {state: counted[state] for state in STATES}


def _row(sheet: GuidanceSheet, number: int, cells: Sequence[str], words: Words, today: dt.date) -> RowState:
    told = {name: cell for name, cell in zip(sheet.columns, cells, strict=False) if name}
    told.update(sheet.mended.get(str(number), {}))
    filled = {name: value for name, value in sheet.rest.items() if not told.get(name)}
    whole = {**told, **filled}
    return RowState(number, whole, read_row(whole, words, today))


def _recorded(sheet: GuidanceSheet) -> set[int]:
    prefix = _prefix(sheet)
    keys = Guidance.objects.filter(province_id=sheet.province_id, sheet=sheet, entry_key__startswith=prefix)
    return {int(key.removeprefix(prefix)) for key in keys.values_list("entry_key", flat=True)}


def entities_named(names: Iterable[str], province_id: int) -> dict[str, LegalEntity]:
    """Folded name → the entity of the province, or of one that came into it, that alone has the name. One query.

    Of several, the only one without a tax code is meant.
    """
    wanted = {fold(" ".join(name.split())) for name in names}
    return _alone(LegalEntity.objects.filter(_called(wanted, province_id)).order_by("id"))


def _called(folded: Collection[str], province_id: int) -> Q:
    return named(folded) & Q(province_id__in=those_before(province_id))


def _alone(entities: Iterable[LegalEntity]) -> dict[str, LegalEntity]:
    found: dict[str, list[LegalEntity]] = {}
    for entity in entities:
        found.setdefault(entity.folded, []).append(entity)
    out = {}
    for name, called in found.items():
        bare = called if len(called) == 1 else [entity for entity in called if not entity.tax_code]
        if len(bare) == 1:
            out[name] = bare[0]
    return out


def _know_entities(rows: Sequence[RowState], province_id: int) -> None:
    """The entities that rows mean, as far as the register has them: one query."""
    keys = {entity_key(row.read.values) for row in rows}
    taxes, names = {tax for tax, _ in keys if tax}, {name for _, name in keys if name}
    local = ExpressionWrapper(Q(province_id__in=those_before(province_id)), output_field=BooleanField())
    meant = Q(tax_code__in=taxes) | _called(names, province_id)
    found = list(LegalEntity.objects.filter(meant).annotate(local=local).order_by("id")) if keys else []
    by_tax = {entity.tax_code: entity for entity in found if entity.tax_code in taxes}
    by_name = _alone(entity for entity in found if entity.local and entity.folded in names)
    for row in rows:
        tax, name = entity_key(row.read.values)
        row.entity = by_tax.get(tax) if tax else by_name.get(name)


def _know_people(rows: Sequence[RowState], province_id: int) -> None:
    """Members of the province whose name a row gives, where only one bears it."""
    names = {fold(row.read.values["guide_name"]) for row in rows if row.read.values["guide_name"]}
    if not names:
        return
    members = User.objects.filter(memberships__province_id=province_id).distinct().order_by("pk")[:1000]
    known: dict[str, list[User]] = {}
    for member in members:
        known.setdefault(fold(member.full_name), []).append(member)
    for row in rows:
        found = known.get(fold(row.read.values["guide_name"]), [])
        row.guide = found[0] if len(found) == 1 else None


def _know_communes(rows: Sequence[RowState], province_id: int) -> None:
    if not any(row.read.values["place"] for row in rows):
        return
    known: dict[str, list[Commune]] = {}
    for commune in Commune.objects.filter(province_id=province_id, valid_to__isnull=True).order_by("id"):
        for key in {commune.folded, fold(commune.title)}:
            known.setdefault(key, []).append(commune)
    for row in rows:
        found = known.get(fold(" ".join(row.read.values["place"].split())), [])
        row.commune = found[0] if len(found) == 1 else None


def _find_doubles(rows: Sequence[RowState], recorded: Sequence[RowState]) -> None:
    """Rows that share enterprise, day and a content with a live act, or with a row above."""
    known = {row.entity.pk for row in rows if row.entity}
    days = {row.read.values["guided_on"] for row in rows}
    seen: dict[tuple[Any, dt.date, str], bool] = {}
    if known:
        live = Guidance.objects.filter(entity_id__in=known, guided_on__in=days, voided_at__isnull=True)
        for entity, day, contents in live.values_list("entity_id", "guided_on", "contents"):
            seen.update({(entity, day, code): True for code in contents})
    for row in rows:
        who: Any = row.entity.pk if row.entity else entity_key(row.read.values)
        keys = [(who, row.read.values["guided_on"], code) for code in row.read.values["contents"]]
        if any(key in seen for key in keys):
            row.state = "double"
        seen.update(dict.fromkeys(keys, True))
