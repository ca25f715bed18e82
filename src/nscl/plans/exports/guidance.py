"""Acts of guidance as a workbook; the log in figures as an official paper; what of a list is wrong as a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from io import BytesIO
from typing import Any

from django.conf import settings
from django.utils import translation

from nscl.accounts.models import Membership
from nscl.catalogue.models import ContentGroup
from nscl.documents.rendering.model import Block, Column, HeadCell, Headed, Level, Official, Paragraph, Row, Table
from nscl.plans.models import Guidance
from nscl.plans.queries.guidance import Asked
from nscl.plans.queries.guidance_counts import NONE, Counts, Figure
from nscl.shared.cells import is_risky

LONGEST = 32_000
HEADINGS = (
    ("STT", 6), ("Ngày hướng dẫn", 13), ("Doanh nghiệp, hợp tác xã", 42), ("Mã số thuế", 15), ("Nội dung", 34),
    ("Tiêu chuẩn, công cụ nêu tên", 22), ("Hình thức", 20), ("Kết quả", 22), ("Ghi chú kết quả", 40),
    ("Người hướng dẫn", 26), ("Số phút", 9), ("Xã, phường, địa điểm", 26), ("Thuộc nhiệm vụ", 40),
    ("Người ghi", 24), ("Ghi lúc", 17), ("Hủy lúc", 17), ("Lý do hủy", 30), ("Số trong sổ", 11),
)  # fmt: skip


def told(asked: Asked) -> dict[str, Any]:
    """What is asked for, as a job keeps it."""
    kept = {name: value for name, value in asdict(asked).items() if value}
    return {**kept, **({"known_on": asked.known_on.isoformat()} if asked.known_on else {})}


def asked(kept: Mapping[str, Any]) -> Asked:
    day = kept.get("known_on")
    return Asked(**{**kept, "known_on": dt.date.fromisoformat(day) if day else None})


def workbook(
    acts: Iterable[Guidance], groups: Sequence[ContentGroup], *, today: dt.date, step: Callable[[], None] = lambda: None
) -> bytes:
    """A line for each act. Strings are never read as formulas. `step` is called after each."""
    names = {group.code: group.name for group in groups}
    out = BytesIO()
    with translation.override(settings.LANGUAGE_CODE), book_of(out) as book:
        look = looks(book)
        sheet = book.add_worksheet("Nhật ký hướng dẫn")
        heads(sheet, look, HEADINGS)
        number = 0
        for number, act in enumerate(acts, start=1):
            for column, value in enumerate(_cells(number, act, names)):
                write(sheet, look, number, column, value)
            step()
        sheet.autofilter(0, 0, max(number, 1), len(HEADINGS) - 1)
        sheet.set_footer(f"&LKết xuất ngày {today:%d/%m/%Y}&R&P/&N")
    return out.getvalue()


def wrong_rows(headings: Sequence[str], rows: Iterable[tuple[int, Sequence[str], str]]) -> bytes:
    """Rows of a list as they came, with their number and what is wrong, to be mended and brought in again."""
    out = BytesIO()
    with book_of(out) as book:
        look = looks(book)
        sheet = book.add_worksheet("Dòng cần sửa")
        shown = [(heading or f"Cột {at}", 24) for at, heading in enumerate(headings, start=1)]
        heads(sheet, look, [*shown, ("Cần sửa", 60), ("Dòng số", 9)])
        for at, (number, cells, why) in enumerate(rows, start=1):
            for column, value in enumerate([*cells[: len(headings)], why, number]):
                write(sheet, look, at, column, value)
    return out.getvalue()


def sample(groups: Sequence[ContentGroup]) -> bytes:
    """An empty list with the headings that need no choosing, one invented line, and the words it may use."""
    chosen = HEADINGS[1:12]
    out = BytesIO()
    with translation.override(settings.LANGUAGE_CODE), book_of(out) as book:
        look = looks(book)
        sheet = book.add_worksheet("Danh sách")
        heads(sheet, look, chosen)
        line = (
            "05/11/2026", "Hợp tác xã Ví Dụ A", "", "Truy xuất nguồn gốc", "", "Đến cơ sở", "Sẽ áp dụng, làm hồ sơ",
            "Hẹn gửi hồ sơ mã số mã vạch", "", 45, "Xã Ví Dụ",
        )  # fmt: skip
        for column, value in enumerate(line):
            write(sheet, look, 1, column, value)
        words = book.add_worksheet("Từ dùng được")
        heads(words, look, [("Nội dung", 42), ("Hình thức", 30), ("Kết quả", 30)])
        usable: list[list[str]] = [
            [group.name for group in groups],
            [str(choice.label) for choice in Guidance.How],
            [str(choice.label) for choice in Guidance.Outcome],
        ]
        for column, listed in enumerate(usable):
            for at, word in enumerate(listed, start=1):
                write(words, look, at, column, word)
    return out.getvalue()


def _cells(number: int, act: Guidance, names: Mapping[str, str]) -> tuple[Any, ...]:
    return (
        number, act.guided_on, act.entity.name, act.entity.tax_code, "; ".join(names.get(c, c) for c in act.contents),
        act.standard, str(act.get_how_display()), str(act.get_outcome_display()), act.result,
        act.guide.full_name if act.guide else act.guide_name, act.minutes, act.place,
        _task(act), act.recorded_by.full_name if act.recorded_by else "", act.recorded_at,
        act.voided_at, act.void_reason, act.pk,
    )  # fmt: skip


def _task(act: Guidance) -> str:
    """Its task, and the number of the plan that words it so."""
    if not act.task_id:
        return ""
    task = act.wording
    return f"{task.title} ({task.plan.number})" if task.plan.number else str(task.title)


def book_of(out: BytesIO) -> Any:
    import xlsxwriter  # a heavy library, needed here alone

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(out, options)


def looks(book: Any) -> dict[str, Any]:
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}
    return {
        "text": book.add_format(font),
        "quoted": book.add_format({**font, "quote_prefix": True}),
        "date": book.add_format({**font, "num_format": "dd/mm/yyyy", "align": "left"}),
        "moment": book.add_format({**font, "num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
        "head": book.add_format({**font, "bold": True, "bg_color": "#E8EEF5", "bottom": 1}),
    }


def heads(sheet: Any, look: Mapping[str, Any], headings: Iterable[tuple[str, int]]) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for column, (heading, width) in enumerate(headings):
        sheet.set_column(column, column, width, look["text"])
        sheet.write_string(0, column, heading, look["head"])


def write(sheet: Any, look: Mapping[str, Any], row: int, column: int, value: Any) -> None:
    """A day as a day, a number as a number, all else as text: what looks like a formula stays the text that it is."""
    if value is None or value == "":
        return
    if isinstance(value, dt.datetime):
        local = value.astimezone(_zone()).replace(tzinfo=None)
        sheet.write_datetime(row, column, local, look["moment"])
    elif isinstance(value, dt.date):
        moment = dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001
        sheet.write_datetime(row, column, moment, look["date"])
    elif isinstance(value, int):
        sheet.write_number(row, column, value, look["text"])
    else:
        text = str(value)[:LONGEST]
        sheet.write_string(row, column, text, look["quoted" if is_risky(text) else "text"])


def _zone() -> dt.tzinfo:
    from django.utils import timezone

    return timezone.get_default_timezone()


@translation.override(settings.LANGUAGE_CODE)
def paper(
    found: Counts, groups: Sequence[ContentGroup], guides: Mapping[int, str], *, known_on: dt.date | None,
    membership: Membership | None, today: dt.date, place: str = "",
) -> Official:  # fmt: skip
    """The figures as a paper to print: enterprises (acts in brackets), by content and year, by guide, by month."""
    agency = membership.agency.name if membership and membership.agency else "Sở Khoa học và Công nghệ"
    province = membership.province if membership else None
    where = f" Địa bàn: {place}." if place else ""
    as_of = f"Số liệu theo sổ ghi đến hết ngày {known_on or today:%d/%m/%Y}.{where}"
    note = "Mỗi ô: số doanh nghiệp, hợp tác xã, cơ sở khác nhau được hướng dẫn (trong ngoặc: số lượt)."
    total = "Dòng cuối không phải tổng các dòng trên: mỗi nơi tính một lần, dù được hướng dẫn nhiều nội dung."
    body: list[Block] = [Paragraph(f"{as_of} {note} {total}"), _by_content(found, groups)]
    if found.guides:
        body.append(Headed(Level.ROMAN, f"Theo người hướng dẫn, năm {found.last}", body=(_by_guide(found, guides),)))
    if found.months:
        body.append(Headed(Level.ROMAN, f"Theo tháng, năm {found.last}", body=(_by_month(found),)))
    years = f"năm {found.last}" if found.first == found.last else f"các năm {found.first}–{found.last}"
    return Official(
        issuer=agency, parent=f"UBND {province}" if province else "", place=province.name if province else "",
        year=today.year, kind="Thống kê", subject=f"Hướng dẫn doanh nghiệp {years}", body=tuple(body),
    )  # fmt: skip


def _shown(figure: Figure) -> str:
    return f"{_dots(figure.enterprises)} ({_dots(figure.acts)})" if figure.acts else "–"


def _dots(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _by_content(found: Counts, groups: Sequence[ContentGroup]) -> Table:
    years = list(range(found.first, found.last + 1))
    several = len(years) > 1
    columns = [Column("Nội dung", 4), *(Column(str(year), 1.3, "center") for year in years)]
    if several:
        columns.append(Column(f"{found.first}–{found.last}", 1.6, "center"))
    names = {group.code: group.name for group in groups}
    rows = []
    for code in [*names, *sorted(set(found.whole_contents) - set(names))]:
        if code not in found.whole_contents:
            continue
        cells = [_shown(found.contents.get((code, year), NONE)) for year in years]
        cells += [_shown(found.whole_contents[code])] if several else []
        rows.append(Row((names.get(code, code), *cells)))
    cells = [_shown(found.years.get(year, NONE)) for year in years] + ([_shown(found.whole)] if several else [])
    rows.append(Row(("Mọi nội dung (mỗi nơi tính một lần)", *cells), bold=True))
    head = tuple(HeadCell(column.title) for column in columns)
    return Table(tuple(columns), tuple(rows), head=(head,), name="Theo nội dung và năm")


def _by_guide(found: Counts, guides: Mapping[int, str]) -> Table:
    columns = (Column("Người hướng dẫn", 4), Column("Số nơi", 1, "number"), Column("Số lượt", 1, "number"))
    rows = (Row((guides.get(pk or 0, name), f.enterprises, f.acts)) for (pk, name), f in found.guides.items())
    return Table(columns, tuple(rows))


def _by_month(found: Counts) -> Table:
    columns = (Column("Tháng", 2), Column("Số nơi", 1, "number"), Column("Số lượt", 1, "number"))
    rows = (Row((f"Tháng {month}", f.enterprises, f.acts)) for month, f in sorted(found.months.items()))
    return Table(columns, tuple(rows))
