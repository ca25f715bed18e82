"""HTML: what a browser shows."""

from __future__ import annotations

import pytest

from nscl.plans.importer.read.files import read_bytes
from nscl.plans.importer.source import Source
from nscl.plans.importer.tests.read.making import rows, said


def page(body: str, head: str = "") -> Source:
    return read_bytes(
        f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()
    )


def text(body: str, head: str = "") -> list[str]:
    return said(page(body, head))


def test_blocks_are_whole_lines_and_blanks_collapse() -> None:
    source = page("<h1>KẾ  HOẠCH</h1><div>Thực\n hiện&nbsp;<b>Quyết</b> định &amp; Luật</div>")
    assert source.format == "html"
    assert said(source) == ["KẾ HOẠCH", "Thực hiện Quyết định & Luật"]
    assert all(line.whole for line in source.lines)


def test_a_break_does_not_end_the_paragraph() -> None:
    source = page("<p>một<br>hai</p>")
    assert [(source.text[line.start : line.end], line.whole) for line in source.lines] == [
        ("một", False),
        ("hai", True),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>ẩn</script>",
        "<style>ẩn</style>",
        "<p hidden>ẩn</p>",
        '<p style="color:red; display : none">ẩn</p>',
        '<p class="x y">ẩn</p>',
        '<div id="z"><p>ẩn</p></div>',
        "<!-- ẩn -->",
        "<del>ẩn</del>",
        "<template>ẩn</template>",
    ],
)
def test_what_is_hidden_is_left_out(hidden: str) -> None:
    style = "<style>p{margin:0} .y, #z {display:none} @media print {.q{display:none}}</style>"
    assert text(f"<p>trước</p>{hidden}<p class=q>sau</p>", style) == ["trước", "sau"]


def test_text_after_something_hidden_is_kept() -> None:
    assert text("<p>a <script>x</script>b</p>") == ["a b"]


def test_list_numbers_are_shown() -> None:
    body = (
        "<ol type=I><li>Mục<ol><li>một<li value=5>năm<li>sáu</ol></li>"
        "<li>Mục hai<ol type=a start=3><li><p>c</p><p>d</p></ol></ol><ul><li>x<ul><li>y</ul></ul>"
    )
    assert text(body) == ["I. Mục", "1. một", "5. năm", "6. sáu", "II. Mục hai", "c. c", "d", "• x", "◦ y"]


def test_an_item_that_brings_its_own_mark_gets_no_other() -> None:
    assert text("<ul><li>- a<li>a) b</ul><ol><li>1. c<li>d</ol>") == ["- a", "a) b", "1. c", "2. d"]


def test_lists_without_marks() -> None:
    assert text('<ol style="list-style-type: none"><li>a</ol><ol style="list-style:upper-roman"><li>b</ol>') == [
        "a",
        "I. b",
    ]


def test_a_table_by_its_grid() -> None:
    source = page(
        "<table><thead><tr><th rowspan=2>TT<th rowspan=2>Việc<th colspan=2>Năm<tr><th>2025<th>2030</thead>"
        "<tr><td>1<td><p>a</p><p>b</p><td>5<td rowspan=2>10<tr><td>2<td>c<td>6<tr><td colspan=4>II. Nhóm</table>"
    )
    assert rows(source) == [
        ["TT", "Việc", "Năm", "Năm"],
        ["TT", "Việc", "2025", "2030"],
        ["1", "a\nb", "5", "10"],
        ["2", "c", "6", "10"],
        ["II. Nhóm"] * 4,
    ]
    assert [line.header for line in source.lines if line.cells] == [True, True, False, False, False]


def test_a_page_laid_out_by_tables_is_running_text() -> None:
    inner = "<table><tr><td>TT<td>Việc<td>Hạn<tr><td>1<td>Họp<td>Quý I</table>"
    source = page(f"<table><tr><td>Trang chủ</td><td><p>I. MỤC TIÊU</p>{inner}<p>II. KINH PHÍ</p></td></tr></table>")
    assert rows(source) == [["TT", "Việc", "Hạn"], ["1", "Họp", "Quý I"]]
    assert said(source) == ["Trang chủ", "I. MỤC TIÊU", "TT\tViệc\tHạn", "1\tHọp\tQuý I", "II. KINH PHÍ"]


def test_the_heading_of_two_cells_stays_a_row() -> None:
    source = page("<table><tr><td><p>UBND</p><p>TỈNH A</p><td>CỘNG HÒA<br>Độc lập</table>")
    assert rows(source) == [["UBND\nTỈNH A", "CỘNG HÒA\nĐộc lập"]]


def test_pre_keeps_its_lines() -> None:
    assert text("<pre>I. MỤC TIÊU\n- một\n  - hai</pre>") == ["I. MỤC TIÊU", "- một", "- hai"]


def test_capitals_by_style() -> None:
    assert text('<p style="text-transform:uppercase">kế hoạch</p><p>b</p>') == ["KẾ HOẠCH", "b"]


@pytest.mark.parametrize("name", ["utf-8", "utf-16"])
def test_other_encodings(name: str) -> None:
    assert said(read_bytes("<html><body><p>Kế hoạch của tỉnh</p></body></html>".encode(name))) == ["Kế hoạch của tỉnh"]


def test_tags_left_open_or_closed_twice_do_no_harm() -> None:
    assert text("</p></table><p>a<td>b</td></tr><table><p>c</p><tr>d<td>e</table></div>")


def test_deep_nesting_ends() -> None:
    source = read_bytes(("<html><body><p>đầu</p>" + "<div>" * 50_000 + "x").encode())
    assert said(source)[0] == "đầu"
