"""PDF: order by position, tables by ruled lines."""

from __future__ import annotations

import pytest

from nscl.plans.importer.read import Unreadable
from nscl.plans.importer.read.pdf import read_pdf
from nscl.plans.importer.source import Source
from nscl.plans.importer.tests.read.making import Stroke, Text, pdf, rows, ruled, said

FILL = "Thực hiện các nhiệm vụ được giao trên địa bàn tỉnh"


def lines(*texts: str, top: float = 780, left: float = 85) -> list[Text]:
    return [(left, top - 18 * index, text) for index, text in enumerate(texts)]


def read(*pages: tuple[list[Text], list[Stroke]]) -> Source:
    return read_pdf(pdf(pages))


def test_lines_stand_in_the_order_of_the_page() -> None:
    source = read((list(reversed(lines("KẾ HOẠCH", FILL, "I. MỤC TIÊU"))), []))
    assert source.format == "pdf"
    assert said(source) == ["KẾ HOẠCH", FILL, "I. MỤC TIÊU"]


def test_words_drawn_apart_make_one_line() -> None:
    source = read(([*lines(FILL), (85, 700, "Hỗ"), (103, 700, "trợ"), (127, 700, "doanh"), (163, 700, "nghiệp")], []))
    assert said(source) == [FILL, "Hỗ trợ doanh nghiệp"]


def test_the_two_sides_of_the_heading_are_two_cells() -> None:
    head: list[Text] = [
        (85, 800, "ỦY BAN NHÂN DÂN"), (300, 800, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
        (110, 785, "TỈNH A"), (315, 785, "Độc lập - Tự do - Hạnh phúc"),
        (100, 760, "Số: 1/KH-UBND"), (330, 760, "A, ngày 02 tháng 3 năm 2026"),
    ]  # fmt: skip
    source = read((head + lines("KẾ HOẠCH", top=720, left=270) + lines(FILL + " " + FILL[:19], top=690), []))
    assert rows(source) == [
        [
            "ỦY BAN NHÂN DÂN\nTỈNH A\nSố: 1/KH-UBND",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nĐộc lập - Tự do - Hạnh phúc\nA, ngày 02 tháng 3 năm 2026",
        ]
    ]
    assert said(source)[1:] == ["KẾ HOẠCH", FILL + " " + FILL[:19]]


def test_a_ruled_table_gives_cells() -> None:
    xs, ys = [85.0, 115.0, 300.0, 500.0], [700.0, 670.0, 620.0, 590.0]
    texts: list[Text] = [
        (88, 680, "TT"), (120, 680, "Nhiệm vụ"), (305, 680, "Chủ trì"),
        (90, 655, "1"), (120, 655, "Tập huấn cho hợp"), (120, 640, "tác xã"), (305, 655, "Sở A"),
        (120, 600, "Cộng"),
    ]  # fmt: skip
    source = read((lines(FILL) + texts + lines("Hết phụ lục", top=560), ruled(xs, ys)))
    assert rows(source) == [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Tập huấn cho hợp\ntác xã", "Sở A"], ["", "Cộng", ""]]
    assert said(source)[0] == FILL
    assert said(source)[-1] == "Hết phụ lục"


def test_merged_cells_of_a_ruled_table() -> None:
    strokes: list[Stroke] = [
        (85, 700, 400, 700), (200, 680, 400, 680), (85, 660, 400, 660), (85, 640, 400, 640),
        (85, 700, 85, 640), (200, 700, 200, 640), (300, 680, 300, 640), (400, 700, 400, 640),
    ]  # fmt: skip
    texts: list[Text] = [
        (88, 685, "Chỉ tiêu"), (230, 685, "Năm"), (210, 665, "2025"), (310, 665, "2030"),
        (88, 645, "Số lớp"), (210, 645, "5"), (310, 645, "10"),
    ]  # fmt: skip
    source = read((lines(FILL) + texts, strokes))
    assert rows(source) == [["Chỉ tiêu", "Năm", "Năm"], ["Chỉ tiêu", "2025", "2030"], ["Số lớp", "5", "10"]]


def test_a_table_goes_on_over_the_page_break() -> None:
    xs = [85.0, 115.0, 300.0, 500.0]
    head: list[Text] = [(88, 110, "TT"), (120, 110, "Việc"), (305, 110, "Sở"), (90, 80, "1"), (120, 80, "Tập huấn cho"),
                        (305, 80, "Sở A")]  # fmt: skip
    rest: list[Text] = [(88, 790, "TT"), (120, 790, "Việc"), (305, 790, "Sở"), (120, 770, "hợp tác xã"), (90, 740, "2"),
                        (120, 740, "Họp"), (305, 740, "Sở B")]  # fmt: skip
    source = read(
        (lines(FILL, FILL) + head, ruled(xs, [125, 100, 60])),
        (rest + lines(FILL, top=600), ruled(xs, [805, 785, 760, 730])),
    )
    assert rows(source) == [["TT", "Việc", "Sở"], ["1", "Tập huấn cho\nhợp tác xã", "Sở A"], ["2", "Họp", "Sở B"]]
    assert {line.table for line in source.lines if line.cells} == {0}


def test_page_numbers_and_running_heads_are_dropped() -> None:
    def page(number: int) -> tuple[list[Text], list[Stroke]]:
        head: list[Text] = [(290, 820, str(number)), (85, 805, f"CÔNG BÁO/Số {number}")]
        return head + lines(f"{FILL} {'abcd'[number - 1]}"), []

    source = read(*(page(number) for number in (1, 2, 3, 4)))
    assert said(source) == ["CÔNG BÁO/Số 1", *(f"{FILL} {letter}" for letter in "abcd")]


def test_a_set_in_line_begins_a_paragraph() -> None:
    long = FILL + " và các huyện"
    texts = [(110.0, 780.0, long[:60]), *lines(long, "phố.", top=762), (110.0, 726.0, long[:60]), *lines(long, top=708)]
    source = read((texts, []))
    assert [line.whole for line in source.lines] == [False, False, True, False, False]


def test_bold_struck_twice_is_read_once() -> None:
    assert said(read(([*lines(FILL), (85, 700, "MỤC"), (85.3, 700, "MỤC")], []))) == [FILL, "MỤC"]


def test_letters_that_only_look_right_are_mended() -> None:
    assert said(read((lines(FILL, "ƢU TIÊN nƣớc Ðà Lạt 2021\u00ad2025"), []))) == [
        FILL,
        "ƯU TIÊN nước Đà Lạt 2021-2025",
    ]


def test_a_page_turned_sideways() -> None:
    data = pdf([(lines(FILL, "I. MỤC TIÊU"), [])]).replace(b"1 0 0 1 85 780 Tm", b"0 1 -1 0 80 85 Tm")
    data = data.replace(b"1 0 0 1 85 762 Tm", b"0 1 -1 0 98 85 Tm")
    assert said(read_pdf(data)) == [FILL, "I. MỤC TIÊU"]


def locked() -> bytes:
    """A PDF that asks for a password."""
    key = f"<{'5a' * 32}>"
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O {key} /U {key} >> /ID [<00> <00>]"
    return pdf([(lines(FILL), [])]).replace(b"/Root 1 0 R", f"/Root 1 0 R {lock}".encode())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (locked(), "encrypted"),
        (pdf([([], []), ([], [])]), "scanned"),
        (pdf([([(85, 700, "Ký bởi")], [])]), "scanned"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (pdf([(lines("\ue001\ue002\ue003" * 20), [])]), "garbled"),
    ],
    ids=["locked", "blank", "stamp", "damaged", "garbled"],
)
def test_what_has_no_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_pdf(data)
    assert caught.value.code == code


def test_a_table_without_rules() -> None:
    texts: list[Text] = [
        (85, 700, "TT"), (130, 700, "Nội dung"), (400, 700, "Kinh phí"),
        (85, 680, "1"), (130, 680, "Tập huấn cho doanh"), (400, 680, "100"), (130, 665, "nghiệp"),
        (85, 645, "2"), (130, 645, "Khảo sát"), (400, 645, "50"),
        (130, 625, "Tổng cộng"), (400, 625, "150"),
    ]  # fmt: skip
    source = read((lines(FILL) + texts + lines(FILL, top=590), []))
    assert rows(source) == [
        ["TT", "Nội dung", "Kinh phí"],
        ["1", "Tập huấn cho doanh\nnghiệp", "100"],
        ["2", "Khảo sát", "50"],
        ["", "Tổng cộng", "150"],
    ]
    assert said(source)[-1] == FILL


def test_a_signature_beside_the_recipients() -> None:
    texts: list[Text] = [
        (340, 700, "TM. ỦY BAN NHÂN DÂN"), (370, 684, "CHỦ TỊCH"), (85, 676, "Nơi nhận:"), (85, 662, "- Như trên;"),
        (85, 648, "- Lưu: VT."), (360, 610, "Nguyễn Văn A"),
    ]  # fmt: skip
    source = read((lines(FILL + " và các huyện") + texts, []))
    assert rows(source) == [["Nơi nhận:\n- Như trên;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn A"]]


def test_a_date_on_the_right_is_no_second_side() -> None:
    texts: list[Text] = [
        (330, 700, "A, ngày 02 tháng 3 năm 2026"),
        (85, 680, "1. Mục tiêu chung"),
        (85, 662, "2. Khác"),
    ]
    assert rows(read((lines(FILL + " và các huyện") + texts, []))) == []


def test_a_table_ruled_between_its_rows_only() -> None:
    strokes: list[Stroke] = [(85, y, 500, y) for y in (700.0, 670.0, 640.0, 600.0, 570.0)]
    texts: list[Text] = [
        (88, 680, "TT"), (125, 680, "Nhiệm vụ"), (305, 680, "Chủ trì"),
        (88, 650, "I. Nhóm nhiệm vụ về tuyên truyền"),
        (90, 625, "1"), (125, 625, "Tập huấn cho hợp"), (125, 610, "tác xã"), (305, 625, "Sở A"),
        (125, 580, "Cộng"),
    ]  # fmt: skip
    source = read((lines(FILL) + texts, strokes))
    assert rows(source) == [
        ["TT", "Nhiệm vụ", "Chủ trì"],
        ["I. Nhóm nhiệm vụ về tuyên truyền"] * 3,
        ["1", "Tập huấn cho hợp\ntác xã", "Sở A"],
        ["", "Cộng", ""],
    ]
