"""DOCX: what Word shows, nothing else."""

from __future__ import annotations

import io
import zipfile

import pytest

from nscl.plans.importer.read import Unreadable
from nscl.plans.importer.read.docx import read_docx
from nscl.plans.importer.tests.read.making import MAIN, NAMES, docx, p, rows, run, said, table, td, tr


def text(body: str, **parts: str) -> list[str]:
    return said(read_docx(docx(body, **parts)))


def test_paragraphs_are_whole_lines() -> None:
    source = read_docx(docx(p("KẾ HOẠCH") + p() + p("I. MỤC TIÊU")))
    assert source.format == "docx"
    assert said(source) == ["KẾ HOẠCH", "I. MỤC TIÊU"]
    assert all(line.whole for line in source.lines)
    assert len(source.lines) == 3


def test_a_line_break_does_not_end_the_paragraph() -> None:
    source = read_docx(docx(p(inside=run("một") + "<w:r><w:br/><w:t>hai</w:t></w:r>")))
    assert [(source.text[line.start : line.end], line.whole) for line in source.lines] == [
        ("một", False),
        ("hai", True),
    ]


def test_signs_of_their_own_element() -> None:
    inside = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t>"
        '<w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    )
    assert text(p(inside=inside)) == ["a\tb-cd≥✓"]


def test_deleted_text_is_left_out_and_inserted_text_kept() -> None:
    inside = (
        f"{run('Hỗ trợ ')}<w:del>{run('10').replace('w:t', 'w:delText')}</w:del><w:ins>{run('20')}</w:ins>{run(' hộ')}"
        f"<w:moveFrom>{run(' cũ')}</w:moveFrom><w:moveTo>{run(' mới')}</w:moveTo>"
    )
    assert text(p(inside=inside)) == ["Hỗ trợ 20 hộ mới"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert text(p("Sở ", "<w:rPr><w:del/></w:rPr>") + p("Y tế")) == ["Sở Y tế"]


@pytest.mark.parametrize("mark", ["<w:vanish/>", '<w:vanish w:val="1"/>', '<w:rStyle w:val="H"/>'])
def test_hidden_text_is_left_out(mark: str) -> None:
    styles = (
        f'<w:styles {NAMES}><w:style w:type="character" w:styleId="B"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="H"><w:basedOn w:val="B"/></w:style></w:styles>'
    )
    assert text(p(inside=run("thấy") + run(" ẩn", mark) + run(" lại", '<w:vanish w:val="0"/>')), styles=styles) == [
        "thấy lại"
    ]


def test_capitals_are_shown() -> None:
    assert text(p(inside=run("Kế hoạch", "<w:caps/>"))) == ["KẾ HOẠCH"]


def test_of_a_field_the_result_is_kept() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText><w:t>mã</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("30/6/2026")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert text(p(inside=run("ngày ") + field + f'<w:fldSimple w:instr="X">{run(" tại A")}</w:fldSimple>')) == [
        "ngày 30/6/2026 tại A"
    ]


def test_links_and_content_controls_are_read_through() -> None:
    inside = f"<w:hyperlink>{run('một ')}</w:hyperlink><w:sdt><w:sdtContent>{run('hai')}</w:sdtContent></w:sdt>"
    assert text(f"<w:sdt><w:sdtContent>{p(inside=inside)}</w:sdtContent></w:sdt>") == ["một hai"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('DỰ THẢO')}</w:txbxContent>"
    inside = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text(p("UBND TỈNH A", inside=inside) + p("KẾ HOẠCH")) == ["UBND TỈNH A", "DỰ THẢO", "KẾ HOẠCH"]


def test_an_old_text_box_is_read() -> None:
    inside = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('Mật')}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert text(p(inside=inside)) == ["Mật"]


def test_notes_stand_at_the_end() -> None:
    notes = (
        f'<w:footnotes {NAMES}><w:footnote w:type="separator" w:id="-1">{p("---")}</w:footnote>'
        f'<w:footnote w:id="1">{p(" Theo Luật.")}</w:footnote></w:footnotes>'
    )
    inside = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    assert text(p("10 lớp", inside=inside) + p("Hết"), footnotes=notes) == ["10 lớp", "Hết", "[1] Theo Luật."]


def test_page_headers_are_left_out_but_for_that_of_the_first_page() -> None:
    section = '<w:sectPr><w:headerReference w:type="{}" r:id="header1"/>{}</w:sectPr>'
    header = f"<w:hdr {NAMES}>{p('UBND TỈNH A')}</w:hdr>"
    body = p("KẾ HOẠCH")
    assert text(body + section.format("default", ""), header1=header) == ["KẾ HOẠCH"]
    assert text(body + section.format("first", "<w:titlePg/>"), header1=header) == ["UBND TỈNH A", "KẾ HOẠCH"]


def test_rows_and_cells() -> None:
    body = table(tr(td("TT"), td("Việc"), properties="<w:tblHeader/>"), tr(td("1"), td("a", "b")), tr(td(""), td("")))
    source = read_docx(docx(p("trước") + body + p("sau")))
    assert rows(source) == [["TT", "Việc"], ["1", "a\nb"]]
    assert [line.header for line in source.lines if line.cells] == [True, False]
    assert said(source) == ["trước", "TT\tViệc", "1\ta\nb", "sau"]


def test_merged_cells_stand_under_each_column_and_row() -> None:
    span, start, go_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    source = read_docx(
        docx(
            table(
                tr(td("TT", properties=start), td("Việc", properties=start), td("Năm", properties=span)),
                tr(td(properties=go_on), td(properties=go_on), td("2025"), td("2030")),
                tr(td("I. Nhóm", properties='<w:gridSpan w:val="4"/>')),
                tr(td("2"), td("b"), td("6"), properties='<w:gridBefore w:val="1"/>'),
            )
        )
    )
    assert rows(source) == [
        ["TT", "Việc", "Năm", "Năm"],
        ["TT", "Việc", "2025", "2030"],
        ["I. Nhóm"] * 4,
        ["", "2", "b", "6"],
    ]
    lines = [line for line in source.lines if line.cells]
    assert lines[0].cells[0] == lines[1].cells[0]
    assert lines[0].cells[2] == lines[0].cells[3]


def test_deleted_rows_are_left_out() -> None:
    body = table(tr(td("a"), td("b")), tr(td("c"), td("d"), properties="<w:del/>"))
    assert rows(read_docx(docx(body))) == [["a", "b"]]


def test_a_frame_of_one_cell_is_no_table() -> None:
    source = read_docx(docx(table(tr(td("I. MỤC TIÊU", "- Một")))))
    assert rows(source) == []
    assert said(source) == ["I. MỤC TIÊU", "- Một"]


def test_a_table_in_a_layout_cell_is_a_table() -> None:
    inner = table(tr(td("TT"), td("Việc"), td("Hạn")), tr(td("1"), td("Họp"), td("Quý I")))
    outer = table(tr(f"<w:tc>{p('Phụ lục')}{inner}{p()}</w:tc>", td("")))
    source = read_docx(docx(outer))
    assert rows(source) == [["TT", "Việc", "Hạn"], ["1", "Họp", "Quý I"]]
    assert said(source)[0] == "Phụ lục"


def test_a_heading_of_two_cells_stays_a_row() -> None:
    body = table(tr(td("UBND", "TỈNH A"), td("CỘNG HÒA", "Độc lập")), tr(td("Số: 1/KH"), td("A, ngày 1")))
    assert rows(read_docx(docx(body))) == [["UBND\nTỈNH A", "CỘNG HÒA\nĐộc lập"], ["Số: 1/KH", "A, ngày 1"]]


def test_the_strict_dialect_is_read() -> None:
    data = docx(p("KẾ HOẠCH của tỉnh"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            new.writestr(name, part)
    assert said(read_docx(out.getvalue())) == ["KẾ HOẠCH của tỉnh"]


def test_letters_of_an_old_font_are_turned_into_unicode() -> None:
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    head = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
    body = p(inside=run("KÕ ho¹ch", head)) + p(inside=run("Thùc hiÖn kÕ ho¹ch cña c¸c Së n¨m 2026", font))
    assert text(body) == ["KẾ HOẠCH", "Thực hiện kế hoạch của các Sở năm 2026"]


def test_a_font_name_alone_changes_nothing() -> None:
    body = p(inside=run("Kế hoạch của tỉnh có các xã", '<w:rFonts w:ascii=".VnTime"/>') + run(" và xã", ""))
    assert text(body) == ["Kế hoạch của tỉnh có các xã và xã"]


@pytest.mark.parametrize(
    "body",
    ["<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", "<w:p>", p("x").replace("w:p", "q:p")],
    ids=["entity", "open", "prefix"],
)
def test_broken_xml_is_refused(body: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_docx(docx(body))
    assert caught.value.code == "damaged"
