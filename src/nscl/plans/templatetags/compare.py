"""The two sides of a compared item, with the words marked that the other side has not got."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nscl.plans.queries.compare import Field, Row
from nscl.plans.queries.review import Entry
from nscl.plans.rules.differences import Change, Piece

T = TypeVar("T")
register = template.Library()
PAGES = {
    "target": "plan_targets",
    "task": "plan_tasks",
    "supportrule": "plan_rules",
    "eligibility": "plan_rules",
    "deadline": "plan_deadlines",
    "budgetline": "plan_budget",
}


@register.filter
def and_then(first: T, second: T) -> list[T]:
    return [first, second]


@register.simple_tag
def sides(row: Row) -> SafeString:
    """Two cells; the one that a side lacks says so."""
    drawn = [_field(field, marked=row.change is Change.CHANGED) for field in row.fields]
    return format_html(
        "{}{}",
        _cell(_("Bên trái"), [left for left, _right in drawn], row.left_entry, missing=row.left is None),
        _cell(_("Bên phải"), [right for _left, right in drawn], row.right_entry, missing=row.right is None),
    )


def _cell(label: str, fields: list[SafeString], entry: Entry | None, *, missing: bool) -> SafeString:
    if missing:
        return format_html('<td class="missing" data-label="{}"><span>{}</span></td>', label, _("không có"))
    said = format_html_join("", "{}", ((field,) for field in fields))
    where = (
        format_html('<p class="origin-line"><a href="{}">{}</a></p>', url, _("Xem trong kế hoạch"))
        if entry and (url := page_of(entry))
        else ""
    )
    return format_html('<td data-label="{}"><div>{}{}</div></td>', label, said, where)


def _field(field: Field, *, marked: bool) -> tuple[SafeString, SafeString]:
    if marked and field.differs:
        old, new = field.pieces()
        return _line(field, _marked(old, "del", _("bỏ"))), _line(field, _marked(new, "ins", _("thêm")))
    return _line(field, field.left), _line(field, field.right)


def _line(field: Field, said: str | SafeString) -> SafeString:
    if not said:
        return SafeString("")
    label = format_html('<span class="compare-label">{}:</span> ', field.label) if field.label else ""
    return format_html('<p class="{}">{}{}</p>', "compare-fact" if field.label else "compare-words", label, said)


def _marked(pieces: Iterable[Piece], tag: str, said: str) -> SafeString:
    """A mark is struck or underlined, and read out with the word before it."""
    return format_html_join(
        " ",
        "{}",
        (
            (
                format_html('<{0}><span class="visually-hidden">[{1}] </span>{2}</{0}>', tag, said, piece.text)
                if piece.marked
                else piece.text,
            )
            for piece in pieces
        ),
    )


def page_of(entry: Entry) -> str:
    """Where the item is shown in its plan."""
    route = PAGES.get(entry.kind.code)
    if route is None:
        return reverse("plan_duties", args=[entry.item.plan_id])
    way = "?xem=bang" if entry.kind.code == "task" else ""
    return f"{reverse(route, args=[entry.item.plan_id])}{way}#{entry.kind.code}-{entry.item.pk}"
