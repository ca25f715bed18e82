"""Real documents kept beside the checkout, when they are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from nscl.plans.importer.read import read_file
from nscl.plans.importer.tests.read.making import docx, numbered, numbering, p, rows, said, table, td, tr
from nscl.plans.importer.tests.read.test_numbering import LEGAL

PLANS = Path(__file__).parents[7] / "shared" / "plans"
needs_plans = pytest.mark.skipif(not PLANS.is_dir(), reason="no documents beside the checkout")


@needs_plans
@pytest.mark.parametrize("path", sorted(PLANS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_text_is_kept_letter_for_letter(path: Path) -> None:
    source = read_file(path)
    assert source.text == path.read_text(encoding="utf-8")
    assert "".join(said(source)).split() == "".join(line for line in source.text.split("\n") if line.strip()).split()


@needs_plans
def test_a_budget_of_tabs_is_a_table() -> None:
    found = rows(read_file(PLANS / "tay-ninh-1500-kh-ubnd-2024.txt"))
    assert {len(row) for row in found} == {7}
    assert [row[5] for row in found if "Tổng cộng" in row[1]] == ["140"]


@needs_plans
def test_a_word_document_with_a_table_of_tasks() -> None:
    source = read_file(PLANS / "more" / "lao-cai-plan-2026-task-table.docx")
    tasks = [row for row in rows(source) if len(row) == 6 and row[0].isdigit()]
    assert [row[0] for row in tasks] == [str(number) for number in range(1, 15)]
    assert all(row[1] and row[2] and row[4] for row in tasks)


@needs_plans
def test_a_markdown_table_of_indicators() -> None:
    source = read_file(PLANS / "more" / "nq03-annex-1-indicators.md")
    assert source.format == "md"
    assert {len(row) for row in rows(source)} == {5}


def test_sixty_pages_are_read_whole(tmp_path: Path) -> None:
    text = "Hỗ trợ doanh nghiệp áp dụng hệ thống quản lý chất lượng theo tiêu chuẩn quốc gia. " * 5
    body = "".join(numbered(text, index % 4) for index in range(400))
    body += table(*(tr(td(str(index)), td(text), td("Sở A"), td("Quý I")) for index in range(200))) + p("Hết")
    path = tmp_path / "a.docx"
    path.write_bytes(docx(body, numbering=numbering(*LEGAL)))
    assert len(read_file(path).text) > 200_000
