"""Lists as people hand them in: whatever the code, the spreadsheet and its damage, rows come out as they are read."""

from __future__ import annotations

import datetime as dt
import tracemalloc
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.documents.tables import look, rows, workbook
from nscl.shared.errors import DomainError

TEXT = "Mã số,Tên doanh nghiệp,Địa chỉ\r\n0100109106,Công ty Đường Kon Tum,12 đường Trần Phú\r\n"
WANTED = [
    (1, ["Mã số", "Tên doanh nghiệp", "Địa chỉ"]),
    (2, ["0100109106", "Công ty Đường Kon Tum", "12 đường Trần Phú"]),
]


def written(path: Path, lines: list[list[Any]], **options: Any) -> Path:
    with xlsxwriter.Workbook(path, options) as book:
        sheet, day = book.add_worksheet("Danh sách"), book.add_format({"num_format": "dd/mm/yyyy"})
        for n, line in enumerate(lines):
            for m, value in enumerate(line):
                if isinstance(value, dt.date):
                    sheet.write_datetime(n, m, dt.datetime.combine(value, dt.time()), day)
                else:
                    sheet.write(n, m, value)
    return path


def otherwise(path: Path, other: Path, old: bytes, new: bytes) -> None:
    """The workbook once more, with other words in its sheet."""
    with zipfile.ZipFile(path) as held, zipfile.ZipFile(other, "w") as made:
        for name in held.namelist():
            content = held.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert old in content
                content = content.replace(old, new, 1)
            made.writestr(name, content)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16 LE"),
        ("utf-16-be", "UTF-16 BE"),
    ],
)
def test_codes_of_unicode(tmp_path: Path, code: str, told: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode(code))
    assert look(path).encoding == told
    assert list(rows(look(path))) == WANTED


def test_windows_1258(tmp_path: Path) -> None:
    import unicodedata

    path = tmp_path / "a.csv"
    marks = "\u0300\u0301\u0303\u0309\u0323"
    spelt = "".join(
        unicodedata.normalize("NFC", "".join(c for c in parts if c not in marks))
        + "".join(c for c in parts if c in marks)
        for parts in (unicodedata.normalize("NFD", letter) for letter in TEXT)
    )
    path.write_bytes(spelt.encode("cp1258"))
    assert look(path).encoding == "Windows-1258"
    assert list(rows(look(path))) == WANTED


def test_tcvn3(tmp_path: Path) -> None:
    from nscl.shared.legacy_text import _TCVN3

    back = {letter: code for code, letter in _TCVN3.items()}
    path = tmp_path / "a.csv"
    path.write_bytes(bytes(back.get(c, ord(c)) for c in TEXT))
    assert look(path).encoding == "TCVN3"
    assert list(rows(look(path))) == WANTED


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_what_stands_between_cells(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TEXT.replace(",", mark), "utf-8")
    assert list(rows(look(path))) == WANTED


def test_numbers_kept_as_text_and_the_line_that_names_the_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('sep=;\r\n="0100109106";"hai\ndòng"\r\n\r\n5;\r\n', "utf-8")
    assert list(rows(look(path))) == [(2, ["0100109106", "hai dòng"]), (4, ["5"])]


def test_a_quote_that_is_never_closed_names_its_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\r\n1,2\r\n3,"' + "x" * 300_000, "utf-8")
    with pytest.raises(DomainError, match="Sau dòng 2"):
        list(rows(look(path)))


@pytest.mark.parametrize("options", [{}, {"constant_memory": True}])
def test_cells_of_a_workbook(tmp_path: Path, options: dict[str, Any]) -> None:
    lines: list[list[Any]] = [
        ["Tên", "Ngày", "Số", "Dài", "Lẻ"],
        [],
        ["Đường   Kon Tum", dt.date(2019, 3, 15), 100109106, 1234567890123456, 12.5],
        [None, None, "0100109106", "x_x000D_y", True],
    ]
    found = list(rows(look(written(tmp_path / "a.xlsx", lines, **options))))
    assert found == [
        (1, ["Tên", "Ngày", "Số", "Dài", "Lẻ"]),
        (3, ["Đường Kon Tum", "15/03/2019", "100109106", "1.23457E+15", "12,5"]),
        (4, ["", "", "0100109106", "x_x000D_y", "x"]),
    ] or found[2] == (4, ["", "", "0100109106", "x y", "x"])


def test_formulas_give_their_value_and_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, '="Công ty "&"A"', None, "Công ty A")
        sheet.write_formula(0, 1, "=1+1", None, 2)
        sheet.write_formula(1, 1, "=B1", None, "#REF!")
    opened = look(path)
    assert list(rows(opened)) == [(1, ["Công ty A", "2"]), (2, ["", "#REF!"])]
    assert opened.formulas == {0: 1, 1: 2}


def test_a_formula_nobody_has_computed_stands_as_it_is(tmp_path: Path) -> None:
    """Programs that write formulas without values leave the value empty; one whose value is an empty text says so."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Công ty A")
        sheet.write_formula(0, 1, "=1/0", None, "")
        sheet.write_formula(0, 2, '=""', None, "rỗng")
    otherwise(path, tmp_path / "b.xlsx", "<v>rỗng</v>".encode(), b"<v></v>")
    opened = look(tmp_path / "b.xlsx")
    assert [cells for _number, cells in rows(opened)] == [["Công ty A", "=1/0"]]
    assert opened.formulas == {2: 1}


def test_hidden_sheets_are_not_offered_and_others_may_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Bìa").write(0, 0, "bìa")
        book.add_worksheet("Ẩn").hide()
        book.add_worksheet("Số liệu").write(2, 1, "số")
    opened = look(path)
    assert opened.sheets == ("Bìa", "Số liệu")
    assert list(rows(opened, "Số liệu")) == [(3, ["", "số"])]
    with pytest.raises(DomainError, match="không có trang tính"):
        list(rows(opened, "Ẩn"))


def test_many_blank_rows_cost_little(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet, filled = book.add_worksheet(), book.add_format({"bg_color": "yellow"})
        sheet.write(0, 0, "đầu")
        for n in range(1, 50_000):
            sheet.write_blank(n, 0, None, filled)
        sheet.write(50_000, 0, "cuối")
    assert list(rows(look(path))) == [(1, ["đầu"]), (50_001, ["cuối"])]


def test_only_the_top_is_looked_at_when_asked(tmp_path: Path) -> None:
    """Else a page that shows the first rows would read a million blank ones."""
    book, text = tmp_path / "a.xlsx", tmp_path / "a.csv"
    lines = [["đầu"], *([["", " "]] * 500), ["cuối"]]
    written(book, lines)
    text.write_text("\n".join(",".join(line) for line in lines))
    for path in (book, text):
        assert list(rows(look(path), through=400)) == [(1, ["đầu"])]
        assert list(rows(look(path), through=502)) == [(1, ["đầu"]), (502, ["cuối"])]


def test_a_text_of_one_endless_line_is_never_held(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w") as file:
        file.write("Tên,MST\nCông ty A,1\n")
        for _ in range(40):
            file.write("a" * 1_000_000)
    tracemalloc.start()
    with pytest.raises(DomainError, match="Dòng 3 dài quá"):
        list(rows(look(path)))
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_file_cut_off_tells_how_far_it_could_be_read(tmp_path: Path) -> None:
    whole = written(tmp_path / "a.xlsx", [["Tên", n] for n in range(3000)])
    with zipfile.ZipFile(whole) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    broken = tmp_path / "b.xlsx"
    with zipfile.ZipFile(broken, "w") as out:
        for name, data in parts.items():
            out.writestr(name, data[: len(data) // 2] if "sheet1" in name else data)
    with pytest.raises(DomainError, match="Tệp hỏng từ sau dòng 1"):
        list(rows(look(broken)))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Tệp trống"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 99, "kiểu cũ"),
        (b"PK\x03\x04 no", "Không đọc được"),
        (bytes(range(1, 30)) * 99, "không phải"),
    ],
)
def test_files_that_are_no_list(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    with pytest.raises(DomainError, match=told):
        list(rows(look(path)))


WORDS = st.text(st.sampled_from("aĐờ <&>\"'_x0041_\t\n 12"), max_size=12)
CELLS = WORDS | st.integers(-(10**16), 10**16) | st.floats(-1e9, 1e9) | st.booleans() | st.dates() | st.just("=1+1")


@pytest.mark.parametrize("constant", [True, False])
@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(CELLS, max_size=5), max_size=8))
def test_rows_taken_from_bytes_are_those_that_are_parsed(
    tmp_path: Path, constant: bool, lines: list[list[Any]]
) -> None:
    path = written(tmp_path / "a.xlsx", lines, constant_memory=constant)
    assert taken(path) == parsed(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<worksheet", b"<!-- x --><worksheet"),
        (b"</row><row", b"</row><!-- between --><row"),
        (b'<row r="2"', b'<row ht="15" r="2"'),
        (b'<row r="2"', b'<row ht="15" r="8"/><row r="2"'),
        (b'<row r="2"', b'<row r="2" x14ac:dyDescent="0.25" xmlns:x14ac="urn:x"'),
        (b'<row r="2"', b"<row"),
        (b"</row>", b"</row >"),
        (b'<c r="A2"', b"<c"),
        (b"<v>1</v>", b"<v><![CDATA[1]]></v>"),
        (b"</row><row", b'</row>\n <row r="9"/><row'),
        (b'encoding="UTF-8"', b'encoding="utf-8"'),
    ],
)
def test_a_sheet_written_otherwise_says_the_same(tmp_path: Path, old: bytes, new: bytes) -> None:
    path, other = written(tmp_path / "a.xlsx", [["Tên", 1], ["Đỗ & con", 1], ["=A1", 1]]), tmp_path / "b.xlsx"
    otherwise(path, other, old, new)
    assert taken(other) == parsed(other)
    assert [cells for _n, cells in taken(other)[0] if cells] == [cells for _n, cells in taken(path)[0]]


def taken(path: Path) -> tuple[list[tuple[int, list[str]]], Counter[int]]:
    with zipfile.ZipFile(path) as packed:
        formulas = Counter[int]()
        return list(workbook.rows(packed, "xl/worksheets/sheet1.xml", formulas)), formulas


def parsed(path: Path) -> tuple[list[tuple[int, list[str]]], Counter[int]]:
    with zipfile.ZipFile(path) as packed:
        days, formulas = workbook._day_styles(packed), Counter[int]()
        base = dt.date(1899, 12, 30)
        found = workbook._parsed(packed, "xl/worksheets/sheet1.xml", workbook._Strings(packed), days, base, formulas)
        return list(found), formulas
