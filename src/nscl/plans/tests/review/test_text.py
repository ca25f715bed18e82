"""The document as it looks: nothing of it lost, nothing of it trusted, every span where it belongs."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.plans.views.review_text import Mark, Sheet


def sheet(text: str, *marks: tuple[str, str, int, int], format_: str = "txt") -> Sheet:
    lines: list[list[Any]] = []
    at = 0
    for line in text.split("\n"):
        lines.append([at, at + len(line), False, None, []])
        at += len(line) + 1
    return Sheet(text, lines, format_, [Mark(key, code, code.upper(), a, b) for key, code, a, b in marks])


def runs(shown: str) -> list[tuple[int, str, str]]:
    """Each run: where it says it begins, which items it belongs to, its text."""
    found = re.findall(r'<span(?: class="t \w+")? data-s="(\d+)"(?: data-i="([^"]*)")?>(.*?)</span>', shown, re.DOTALL)
    return [(int(at), keys, html.unescape(text)) for at, keys, text in found]


def test_runs_say_where_their_text_stands() -> None:
    text = "I. MỤC TIÊU\n- Hỗ trợ ít nhất 50 doanh nghiệp áp dụng ISO 9001.\n- Đào tạo 20 chuyên gia."
    shown = sheet(text, ("target-1", "target", 14, 40)).html()
    assert all(text[at : at + len(part)] == part for at, _, part in runs(shown))
    assert "".join("".join(part.split()) for _, _, part in runs(shown)) == "".join(text.split())


def test_overlapping_and_nested_spans_are_all_told() -> None:
    text = "Chủ trì tập huấn 10 lớp và 20 hội thảo trong năm."
    shown = sheet(
        text, ("task-1", "task", 0, 49), ("target-1", "target", 17, 23), ("target-2", "target", 20, 38)
    ).html()
    keys = {part: keys for _, keys, part in runs(shown)}
    assert keys["10 "] == "target-1 task-1"
    assert keys["lớp"] == "target-1 target-2 task-1"
    assert keys[" và 20 hội thảo"] == "target-2 task-1"
    assert 'class="t target"' in shown
    assert 'class="t task"' in shown
    assert shown.count('id="s-task-1"') == shown.count('id="s-target-2"') == 1


def test_an_item_over_several_paragraphs_has_one_pill_and_a_bar_on_each() -> None:
    text = "1. Nhiệm vụ thứ nhất của kế hoạch\na) Việc đầu tiên phải làm.\nb) Việc thứ hai phải làm."
    shown = sheet(text, ("task-7", "task", 0, len(text))).html()
    assert shown.count('id="s-task-7"') == 1
    assert shown.count("b-task") == 3


def test_a_span_outside_the_text_is_not_placed() -> None:
    made = sheet("Một câu.", ("target-1", "target", 0, 7), ("target-2", "target", 90, 99))
    assert made.placed == {"target-1": 1}


def test_hostile_text_stays_text() -> None:
    text = '<script>alert(1)</script> & "quotes" <img src=x onerror=alert(2)> </td> hết.'
    shown = sheet(text, ("target-1", "target", 3, 30)).html()
    assert "<script" not in shown
    assert "<img" not in shown
    assert "onerror" in shown
    assert "".join(part for _, _, part in runs(shown)) == text


def test_tables_have_real_cells_and_merged_ones_span() -> None:
    text = "TT Nội dung Ghi chú\nNhóm A\n1 Mở lớp 20"
    cells = [[(0, 2), (3, 11), (12, 19)], [(20, 26)] * 3, [(27, 28), (29, 35), (36, 38)]]
    lines = [[row[0][0], row[-1][1], True, 1, row] for row in cells]
    made = Sheet(text, lines, "docx", [Mark("budgetline-1", "budgetline", "KP", 27, 38)])
    shown = made.html()
    assert shown.count("<tr>") == 3
    assert 'colspan="3"' in shown
    assert re.search(r'<td id="d27" class="br b-budgetline"><span class="ms"><a class="m budgetline"', shown)
    assert shown.count('id="s-budgetline-1"') == 1


def test_only_touched_blocks_are_drawn_anew() -> None:
    text = "Đoạn thứ nhất nói một việc.\n\nĐoạn thứ hai nói việc khác.\n\nĐoạn thứ ba nói việc cuối."
    part = str(sheet(text, ("target-1", "target", 29, 40)).html_of((29, 40)))
    assert part.count("hx-swap-oob") == 1
    assert "Đoạn thứ hai"[:5] in part
    assert "Đoạn thứ ba" not in part


def test_markdown_marks_are_not_shown() -> None:
    shown = sheet("# KẾ HOẠCH\n\n**Đậm** và thường.", format_="md").html()
    assert "#" not in re.sub(r"<[^>]*>", "", shown)
    assert "**" not in shown


def test_headings_titles_and_signature_look_like_it() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI\n\nKẾ HOẠCH\n\nCăn cứ Luật Tổ chức chính quyền địa phương;\n\n"
        "I. MỤC TIÊU\n\n- Hỗ trợ 10 doanh nghiệp.\n\nNơi nhận:\n- Như trên;\n\nTM. ỦY BAN NHÂN DÂN"
    )
    shown = sheet(text).html()
    classes = dict(re.findall(r'<p id="d(\d+)"(?: class="([^"]*)")?>', shown))
    assert classes[str(text.index("KẾ HOẠCH"))] == "c h"
    assert classes[str(text.index("I. MỤC"))] == "h"
    assert classes[str(text.index("Căn cứ"))] == ""
    assert classes[str(text.index("TM."))] == "sign"


def test_what_was_read_as_the_title_looks_like_one() -> None:
    text = "KẾ HOẠCH\n\nThực hiện Chương trình năng suất giai đoạn 2026-2030\n\nCăn cứ Luật Đầu tư công;"
    start = text.index("Thực hiện")
    plain, told = sheet(text).html(), sheet(text, ("head-title", "head", 0, text.index("\n\nCăn"))).html()
    assert f'<p id="d{start}"><span' in plain
    assert f'<p id="d{start}" class="c h b-head">' in told


@given(st.data())
def test_whatever_the_spans_the_text_is_whole_and_in_order(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab ăđ<>&\"'\n-.1", max_size=120))
    ends = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(ends, ends), max_size=6))
    marks = [(f"target-{i}", "target", min(p), max(p)) for i, p in enumerate(pairs) if p[0] != p[1]]
    plain = sheet(text).html()
    shown = sheet(text, *marks).html()
    assert "".join(part for _, _, part in runs(shown)) == "".join(part for _, _, part in runs(plain))
    assert all(text[at : at + len(part)] == part for at, _, part in runs(shown))


@pytest.mark.parametrize("name", ["script", "iframe"])
def test_no_element_comes_from_the_text(name: str) -> None:
    assert f"<{name}" not in sheet(f"<{name} src=//x></{name}>").html()
