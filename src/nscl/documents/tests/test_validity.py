"""How a text stands on a day: told by its dates alone, and the same in Python as in the database."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.config.testing.cast import Cast
from nscl.documents.models import Document, DocumentRelation
from nscl.documents.queries import lines
from nscl.documents.queries.register import in_force_on
from nscl.documents.rules.validity import Dates, Standing, check_dates, standing
from nscl.foundation import clock
from nscl.shared.errors import DomainError

D = dt.date


@pytest.mark.parametrize(
    ("dates", "on", "wanted"),
    [
        (Dates(issued_on=D(2026, 1, 1), effective_on=D(2026, 2, 1)), D(2026, 1, 31), Standing.COMING),
        (Dates(issued_on=D(2026, 1, 1), effective_on=D(2026, 2, 1)), D(2026, 2, 1), Standing.IN_FORCE),
        (Dates(effective_on=D(2026, 2, 1), expires_on=D(2026, 3, 1)), D(2026, 2, 28), Standing.IN_FORCE),
        (Dates(effective_on=D(2026, 2, 1), expires_on=D(2026, 3, 1)), D(2026, 3, 1), Standing.ENDED),
        (Dates(issued_on=D(2026, 1, 1)), D(2026, 6, 1), Standing.UNKNOWN),
        (Dates(issued_on=D(2026, 1, 1)), D(2025, 6, 1), Standing.COMING),
        (Dates(year=2026), D(2025, 12, 31), Standing.COMING),
        (Dates(), D(2026, 1, 1), Standing.UNKNOWN),
        (Dates(numbered=False), D(2026, 1, 1), Standing.DRAFT),
        (
            Dates(effective_on=D(2020, 1, 1), replaced=True, replaced_on=D(2026, 7, 1)),
            D(2026, 6, 30),
            Standing.IN_FORCE,
        ),
        (
            Dates(effective_on=D(2020, 1, 1), replaced=True, replaced_on=D(2026, 7, 1)),
            D(2026, 7, 1),
            Standing.SUPERSEDED,
        ),
        (Dates(effective_on=D(2020, 1, 1), replaced=True), D(2026, 7, 1), Standing.UNKNOWN),
        (Dates(expires_on=D(2026, 1, 1)), D(2026, 1, 1), Standing.ENDED),
        (Dates(effective_on=D(2020, 1, 1), void=True), D(2026, 1, 1), Standing.VOID),
    ],
)
def test_standing(dates: Dates, on: dt.date, wanted: Standing) -> None:
    assert standing(dates, on) is wanted


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ((D(2026, 1, 2), D(2026, 1, 1), None), "effective_on"),
        ((None, D(2026, 1, 1), D(2026, 1, 1)), "expires_on"),
        ((D(2026, 1, 1), None, D(2025, 1, 1)), "expires_on"),
    ],
)
def test_dates_that_cannot_stand_together(dates: Any, field: str) -> None:
    with pytest.raises(DomainError) as refusal:
        check_dates(*dates)
    assert refusal.value.field == field


days = st.none() | st.dates(D(2025, 12, 28), D(2026, 1, 6))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    issued=days,
    effective=days,
    expires=days,
    replaced=st.lists(days, max_size=2),
    on=st.dates(D(2025, 12, 29), D(2026, 1, 5)),
    numbered=st.booleans(),
)
def test_the_database_says_the_same(
    cast: Cast,
    officer: Any,
    issued: Any,
    effective: Any,
    expires: Any,
    replaced: list[Any],
    on: dt.date,
    numbered: bool,
) -> None:
    try:
        check_dates(issued, effective, expires)
    except DomainError:
        return
    document = _made(cast, issued, effective, expires, "9/QĐ" if numbered else "")
    for at, day in enumerate(replaced):
        source = _made(cast, None, None, None, f"{at + 10}/QĐ")
        DocumentRelation.objects.create(
            province=cast.province, source=source, kind="supersedes", target_document=document, effective_on=day,
            recorded_at=clock.now(),
        )  # fmt: skip
    [line] = lines([document], on)
    shown = Document.objects.filter(in_force_on(on), pk=document.pk).exists()
    assert shown == (line.standing in (Standing.IN_FORCE, Standing.UNKNOWN))
    DocumentRelation.objects.filter(target_document=document).delete()
    Document.objects.all().delete()


def _made(cast: Cast, issued: Any, effective: Any, expires: Any, number: str) -> Document:
    document = Document(
        province=cast.province, kind="decision", number=number, issuer="UBND", issued_on=issued, effective_on=effective,
        expires_on=expires, title="x", registered_at=clock.now(),
    )  # fmt: skip
    document.save(force_insert=True)
    return document
