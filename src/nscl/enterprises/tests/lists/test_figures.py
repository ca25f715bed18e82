"""Figures of years that a list brings: filled, replaced when asked, of several years at once; the old ones are kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from nscl.accounts.models import User
from nscl.enterprises.actions import importing, record_figures
from nscl.enterprises.models import Enterprise, ListFault, YearFigures
from nscl.enterprises.queries import lists as queries
from nscl.enterprises.tests.lists.conftest import HEADS, Bring, code
from nscl.foundation.models import AuditEntry
from nscl.shared.errors import DomainError

A, B = (code(n) for n in (610100001, 610100020))
pytestmark = pytest.mark.django_db


YEARLY = ["Tên doanh nghiệp", "Mã số thuế", "Mã ngành", "Lao động", "Doanh thu", "Nguồn vốn"]


def yearly(labour: Any = "", revenue: Any = "", capital: Any = "") -> list[list[Any]]:
    return [YEARLY, ["Công ty Một", A, "10790", labour, revenue, capital]]


def kept(year: int = 2025) -> tuple[Any, ...]:
    return YearFigures.objects.values_list("labour", "revenue_vnd", "capital_vnd", "size", "source").get(
        year=year, voided_at__isnull=True
    )


def test_figures_fill_what_was_not_known(bring: Bring) -> None:
    bring(yearly(12), year=2025)
    assert kept() == (12, None, None, "", "list")
    found = bring(yearly(99, 2_000_000_000, 900_000_000), year=2025)
    assert kept() == (12, 2_000_000_000, 900_000_000, "small", "list")
    assert (found.parts.get().fates, found.parts.get().replaced) == ("u", 1)
    one = Enterprise.objects.get()
    assert (one.size, one.size_year) == ("small", 2025)
    again = bring(yearly(99, 1, 1), year=2025)
    assert (again.parts.get().fates, again.parts.get().replaced, YearFigures.objects.count()) == ("s", 0, 2)


def test_figures_of_the_list_go_first_when_asked(bring: Bring, officer: User) -> None:
    """The figures before stay to be seen, voided, and the new ones name them; what the list leaves out is kept."""
    bring(yearly(9, 2_000_000_000, 900_000_000), year=2025)
    assert (kept()[3], Enterprise.objects.get().size) == ("micro", "micro")
    found = bring(yearly(150, "", 900_000_000), year=2025, overwrite=True)
    assert kept() == (150, 2_000_000_000, 900_000_000, "medium", "list")
    old, new = YearFigures.objects.order_by("id")
    assert (new.replaces, old.voided_by, old.labour) == (old, officer, 9)
    assert "danh sách" in old.void_reason
    assert Enterprise.objects.get().size == "medium"
    assert queries.tally(found).replaced == 1
    assert AuditEntry.objects.filter(code="enterprise_list.part").latest("id").detail["replaced"] == 1
    again = bring(yearly(150, "", 900_000_000), year=2025, overwrite=True)
    assert (again.parts.get().fates, YearFigures.objects.count()) == ("s", 2)


def test_figures_a_person_recorded_are_replaced_only_when_asked(bring: Bring, officer: User) -> None:
    bring(yearly(), year=2025)
    told = {"labour": 20, "revenue_vnd": 5, "capital_vnd": 5}
    one = Enterprise.objects.get()
    record_figures(enterprise=one, year=2025, values=told, source="statement", by=officer)
    bring(yearly(30, 6, 6), year=2025)
    assert kept() == (20, 5, 5, "small", "statement")
    bring(yearly(30, 6, 6), year=2025, overwrite=True)
    assert kept()[:3] == (30, 6, 6)


def test_columns_of_several_years(bring: Bring) -> None:
    """Also under merged cells that name the year; the profile's size follows the last year."""
    heads = [
        ["Tên doanh nghiệp", "Mã số thuế", "Mã ngành", "Năm 2023", "", "", "Năm 2024", "", ""],
        ["", "", "", *["Lao động", "Doanh thu (triệu đồng)", "Nguồn vốn (triệu đồng)"] * 2],
    ]
    found = bring([*heads, ["Công ty Một", A, "10790", 9, "2.000", 900, 150, "90.000", 900]])
    assert (found.year, found.head_line, kept(2023), kept(2024)) == (
        None, 2, (9, 2_000_000_000, 900_000_000, "micro", "list"), (150, 90_000_000_000, 900_000_000, "medium", "list"),
    )  # fmt: skip
    one = Enterprise.objects.get()
    assert (one.size, one.size_year) == ("medium", 2024)
    assert bring([*heads, ["Công ty Một", A, "10790", 9, "2.000", 900, 150, "90.000", 900]]).parts.get().fates == "s"
    changed = [*heads, ["Công ty Một", A, "10790", 11, "", "", "", "", ""]]
    found = bring(changed, overwrite=True)
    assert (found.parts.get().fates, kept(2023)[:2], kept(2024)[0]) == ("u", (11, 2_000_000_000), 150)
    assert Enterprise.objects.get().size_year == 2024


def test_two_rows_that_turn_out_to_be_one_enterprise(bring: Bring) -> None:
    bring(yearly(9), year=2024)
    rows = [*yearly(20), ["Công ty Một", "", "10790", 30, "", ""]]
    bring(rows, year=2025, overwrite=True)
    assert YearFigures.objects.filter(year=2025, voided_at__isnull=True).count() == 1


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        (["Tên doanh nghiệp", "Lao động 2024", "Số lao động năm 2024"], "Hai cột cùng là “Lao động.* 2024”"),
        (["Tên doanh nghiệp", "Lao động 2099"], "năm 2099"),
    ],
)
def test_years_of_headings_that_cannot_be(bring: Bring, heads: list[str], told: str) -> None:
    with pytest.raises(DomainError, match=told):
        bring([heads, ["Cty Một", 3, 3][: len(heads)]], columns=["name", *["labour"] * (len(heads) - 1)])


def test_reasons_are_kept_in_vietnamese_whoever_starts(bring: Bring, officer: User) -> None:
    found = bring([HEADS, [1, "", A], [2, "Cty B", B], [3, "Cty B", B]], go=False)
    with translation.override("en"):
        importing.run(found, by=officer)
    told = [fault.reasons[0] for fault in ListFault.objects.order_by("line")]
    assert told == ["Tên doanh nghiệp, hợp tác xã, cơ sở: chưa có tên", "Trùng với dòng 3 của tệp"]
