"""How many a year, as known on a day; what falls due; what an export and the yearly table hold."""

from __future__ import annotations

import datetime as dt
import io

from django.urls import reverse

from nscl.config.testing.cast import TODAY, Cast
from nscl.foundation import clock
from nscl.plans.actions import difficulties as actions
from nscl.plans.queries import difficulties as queries
from nscl.plans.queries.difficulties import Year
from nscl.plans.tests.difficulties.conftest import Receive, browser


def on(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(5), dt.UTC)


def test_counts_are_those_known_on_the_day(receive: Receive, cast: Cast) -> None:
    with clock.at(on(dt.date(2026, 3, 1))):
        early = receive(received_on=dt.date(2026, 2, 20), due_on=dt.date(2026, 3, 5))
    with clock.at(on(dt.date(2026, 3, 10))), cast.acting(cast.officer):
        actions.escalate(difficulty=early, version=early.version, to="UBND", text="Xem xét", by=cast.officer)
    with clock.at(on(dt.date(2026, 4, 1))), cast.acting(cast.officer):
        early.refresh_from_db()
        actions.answer(difficulty=early, version=early.version, text="Xong", by=cast.officer)
    gone = receive()
    with cast.acting(cast.officer):
        actions.withdraw(difficulty=gone, version=gone.version, reason="Nhầm", by=cast.officer)

    def told(day: dt.date) -> Year:
        with cast.acting(cast.officer):
            return queries.by_year([cast.province.pk], first=2026, last=2026, known_on=day)[0]

    assert told(dt.date(2026, 2, 28)) == Year(2026)
    assert told(dt.date(2026, 3, 1)) == Year(2026, received=1, open=1)
    assert told(dt.date(2026, 3, 9)) == Year(2026, received=1, open=1, overdue=1)
    assert told(dt.date(2026, 3, 10)) == Year(2026, received=1, open=1, overdue=1, escalated=1)
    assert told(TODAY) == Year(2026, received=1, answered=1, escalated=1, withdrawn=1)


def test_years_without_any_are_told_and_other_provinces_are_not(receive: Receive, cast: Cast) -> None:
    receive(cast.stranger)
    with cast.acting(cast.officer):
        found = queries.by_year([cast.province.pk, cast.other_province.pk], first=2024, last=2026)
    assert found == [Year(2024), Year(2025), Year(2026)]


def test_due_for_a_person_the_soonest_first(receive: Receive, cast: Cast) -> None:
    later = receive(due_on=dt.date(2026, 12, 10))
    late = receive(due_on=dt.date(2026, 11, 5))
    receive(due_on=dt.date(2027, 5, 1))
    receive(cast.second_officer, due_on=dt.date(2026, 11, 30))
    with cast.acting(cast.officer):
        assert list(queries.due_for(cast.officer, dt.date(2026, 12, 31))) == [late, later]


def test_the_yearly_table_names_answer_and_escalation(receive: Receive, cast: Cast) -> None:
    from openpyxl import load_workbook

    one = receive(title="=1+1 vướng")
    with cast.acting(cast.officer):
        actions.escalate(
            difficulty=one, version=one.version, to="Bộ Khoa học và Công nghệ", text="x", by=cast.officer,
            paper=actions.Paper("7/SKHCN", dt.date(2026, 11, 5)),
        )  # fmt: skip
    answer = browser(cast.officer).get(reverse("difficulties_summary_paper", args=["xlsx"]), {"nam": "2026"})
    sheet = load_workbook(io.BytesIO(b"".join([answer.content]))).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("Bộ Khoa học và Công nghệ, Văn bản 7/SKHCN ngày 05/11/2026" in cell for cell in cells)
    assert any(cell.lstrip("'").startswith("=1+1") for cell in cells)
    for ending in ("docx", "pdf"):
        made = browser(cast.officer).get(reverse("difficulties_summary_paper", args=[ending]), {"nam": "2026"})
        assert made.status_code == 200
        assert made.content[:2] in (b"PK", b"%P")


def test_the_export_holds_what_is_shown(receive: Receive, cast: Cast) -> None:
    from openpyxl import load_workbook

    receive(title="Vướng hữu cơ")
    receive(title="Vướng ISO")
    answer = browser(cast.officer).get(reverse("difficulties_export"), {"tim": "huu co"})
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    text = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert "Vướng hữu cơ" in text
    assert "Vướng ISO" not in text
