"""Plain text and Markdown: every character stays, tables are seen."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.plans.importer.read import read_text
from nscl.plans.importer.tests.read.making import cells, rows, said

PIPES = """Bảng 1

| TT | Chỉ tiêu | Đơn vị |
| --- | :---: | ---: |
| 1 | Số **lớp** tập huấn | lớp |
| 2 | Tỷ lệ a \\| b | % |
|  | Cộng | |

Hết."""


def test_lines_are_those_of_the_text() -> None:
    source = read_text("I. MỤC TIÊU\n\n1. Chung\n")
    assert said(source) == ["I. MỤC TIÊU", "1. Chung"]
    assert [line.whole for line in source.lines] == [False, False, False]
    assert source.format == "txt"


def test_a_pipe_table_gives_rows_with_cells() -> None:
    source = read_text(PIPES, "md")
    assert rows(source) == [
        ["TT", "Chỉ tiêu", "Đơn vị"],
        ["1", "Số **lớp** tập huấn", "lớp"],
        ["2", "Tỷ lệ a \\| b", "%"],
        ["", "Cộng", ""],
    ]
    assert [line.header for line in source.lines if line.cells] == [True, False, False, False]
    assert "| --- |" in source.text
    assert all("---" not in part for part in said(source))


def test_rows_without_outer_pipes() -> None:
    source = read_text("TT | Việc | Hạn\n---|---|---\n1 | Họp | Quý I\n", "md")
    assert rows(source) == [["TT", "Việc", "Hạn"], ["1", "Họp", "Quý I"]]


def test_rows_without_a_rule() -> None:
    source = read_text("TT | Việc | Hạn\n1 | Họp | Quý I\n\nTrang chủ | Tin tức | Liên hệ\nKẾ HOẠCH\n")
    assert rows(source) == [["TT", "Việc", "Hạn"], ["1", "Họp", "Quý I"]]


def test_a_cell_may_run_over_several_lines() -> None:
    source = read_text("| 1 | Xây dựng\nchương trình\nđào tạo | Sở A |\n| 2 | Họp | Sở B |\nII. KINH PHÍ\n", "md")
    assert rows(source) == [["1", "Xây dựng\nchương trình\nđào tạo", "Sở A"], ["2", "Họp", "Sở B"]]
    assert said(source)[-1] == "II. KINH PHÍ"


def test_a_lone_pipe_is_no_table() -> None:
    source = read_text("ỦY BAN NHÂN DÂN\nTỈNH A\n-------\n|\nCỘNG HÒA\n|\nSố: 1/KH-UBND\n|\n")
    assert rows(source) == []
    assert said(source)[3] == "|"


def test_a_table_of_tabs() -> None:
    head = "Phụ lục\n\nTT\tNội dung\tChủ trì\tHạn\n"
    source = read_text(head + "1\tTập huấn cho\nhợp tác xã\tSở A\tQuý I\n\tCộng\t\t2\n\nNơi nhận:\n- Như trên;")
    assert rows(source) == [
        ["TT", "Nội dung", "Chủ trì", "Hạn"],
        ["1", "Tập huấn cho\nhợp tác xã", "Sở A", "Quý I"],
        ["", "Cộng", "", "2"],
    ]
    assert said(source)[-2:] == ["Nơi nhận:", "- Như trên;"]


def test_rows_of_tabs_whose_last_cells_are_missing() -> None:
    source = read_text("TT\tViệc\tSở\tHạn\nI\tNhóm một\n1\tHọp\tSở A\nII\tNhóm hai\n2\tTập huấn\tSở B\t2026\n")
    assert [row[:2] for row in rows(source)] == [
        ["TT", "Việc"],
        ["I", "Nhóm một"],
        ["1", "Họp"],
        ["II", "Nhóm hai"],
        ["2", "Tập huấn"],
    ]


def test_one_tab_makes_no_table() -> None:
    assert rows(read_text("1.\tMột việc\n2.\tHai việc\nNơi nhận:\tTM. ỦY BAN\n")) == []


TAGS = """Phụ lục
<table><tr><th rowspan="2">TT</th><th rowspan="2">Việc</th><th colspan=2>Năm</th></tr><tr><th>2025</th>
<th>2030</th></tr>
<tr><td>1</td><td>Mở <b>lớp</b></td><td></td><td>10</td></tr></table>
Hết"""


def test_a_table_in_tags_inside_a_text() -> None:
    source = read_text(TAGS, "md")
    assert rows(source) == [
        ["TT", "Việc", "Năm", "Năm"],
        ["TT", "Việc", "2025", "2030"],
        ["1", "Mở <b>lớp</b>", "", "10"],
    ]
    assert [line.header for line in source.lines if line.cells] == [True, True, False]
    assert said(source)[0] == "Phụ lục"
    assert said(source)[-1] == "Hết"


def test_two_tables_have_two_numbers() -> None:
    source = read_text("|a|b|\n|-|-|\n|1|2|\n\nvăn bản\n\nTT\tA\tB\n1\tx\ty\n")
    assert [line.table for line in source.lines if line.cells] == [0, 0, 1, 1]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_form_of_letters_is_kept(form: str) -> None:
    text = unicodedata.normalize(form, "Kế hoạch của Ủy ban nhân dân tỉnh")  # type: ignore[arg-type]
    assert read_text(text).text == text


PIECES = st.lists(
    st.sampled_from(
        [
            "|",
            "\t",
            "\n",
            "-",
            "---",
            "TT",
            "1",
            "I",
            "a",
            "\\|",
            " ",
            "+---+",
            "<table>",
            "<tr>",
            "<td rowspan=3>",
            "</table>",
            "Việc",
            "(1)",
            "**",
            "\x0b",
            ":",
        ]
    )
)


@given(PIECES.map("".join))
def test_whatever_the_text_lines_cover_it_in_order(text: str) -> None:
    source = read_text(text, "md")
    assert source.text == text
    at = 0
    for line in source.lines:
        assert at <= line.start <= line.end <= len(text)
        at = line.end
        assert all(0 <= start <= end <= line.end for start, end in line.cells)
    kept = "".join(text[line.start : line.end] for line in source.lines)
    assert (
        "".join(kept.split()).replace("-", "") == "".join(text.split()).replace("-", "") or "|" in text or "+" in text
    )


@given(PIECES.map("".join))
def test_only_rules_of_tables_are_left_out(text: str) -> None:
    source = read_text(text, "md")
    covered = {at for line in source.lines for at in range(line.start, line.end)}
    left = "".join(c for at, c in enumerate(text) if at not in covered and not c.isspace())
    assert not left.strip("|-:+=")


def test_a_row_keeps_its_cells_apart() -> None:
    source = read_text("| a | | c |\n|---|---|---|\n")
    assert cells(source, source.lines[0]) == ["a", "", "c"]
