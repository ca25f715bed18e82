"""The same document in every format gives the same lines and the same cells."""

from __future__ import annotations

import pytest

from nscl.plans.importer.read.files import read_bytes
from nscl.plans.importer.source import Source
from nscl.plans.importer.tests.read.making import (
    docx,
    level,
    numbered,
    numbering,
    p,
    pdf,
    rows,
    ruled,
    said,
    table,
    td,
    tr,
)

LINES = [
    "KẾ HOẠCH",
    "Hỗ trợ doanh nghiệp nâng cao năng suất năm 2026",
    "I. MỤC TIÊU",
    "1. Hỗ trợ 10 hợp tác xã của tỉnh",
]
TABLE = [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Mở 02 lớp", "Sở A"], ["2", "Khảo sát", "Sở B"]]
END = "Tổng kết trước ngày 30 tháng 11"


def as_txt() -> bytes:
    return "\n".join([*LINES, "", *map("\t".join, TABLE), "", END]).encode()


def as_md() -> bytes:
    head, *rest = ["| " + " | ".join(row) + " |" for row in TABLE]
    return "\n".join([*LINES, "", head, "|---|---|---|", *rest, "", END]).encode()


def as_html() -> bytes:
    body = "".join(f"<p>{line}</p>" for line in LINES[:2])
    body += f'<ol type="I"><li>{LINES[2][3:]}<ol><li>{LINES[3][3:]}</li></ol></li></ol>'
    body += "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in TABLE) + "</table>"
    return f"<html><body>{body}<p>{END}</p></body></html>".encode()


def as_docx() -> bytes:
    body = p(LINES[0]) + p(LINES[1]) + numbered(LINES[2][3:], 0) + numbered(LINES[3][3:], 1)
    body += table(*(tr(*(td(cell) for cell in row)) for row in TABLE)) + p(END)
    return docx(body, numbering=numbering(level(0, "upperRoman", "%1."), level(1, "decimal", "%2.")))


def as_pdf() -> bytes:
    texts = [(85.0, 780.0 - 18 * index, line) for index, line in enumerate(LINES)]
    xs, ys = [85.0, 115.0, 300.0, 500.0], [690.0, 670.0, 650.0, 630.0]
    for y, row in zip(ys, TABLE, strict=False):
        texts += [(x + 4, y - 14, cell) for x, cell in zip(xs, row, strict=False)]
    return pdf([([*texts, (85.0, 600.0, END)], ruled(xs, ys))])


@pytest.fixture(params=[as_txt, as_md, as_html, as_docx, as_pdf], ids=["txt", "md", "html", "docx", "pdf"])
def source(request: pytest.FixtureRequest) -> Source:
    return read_bytes(request.param())


def test_lines(source: Source) -> None:
    plain = [source.text[line.start : line.end] for line in source.lines if not line.cells]
    assert [part for part in plain if part.strip()] == [*LINES, END]


def test_cells(source: Source) -> None:
    assert rows(source) == TABLE
    assert [line.table for line in source.lines if line.cells] == [0, 0, 0]


def test_order(source: Source) -> None:
    assert [bool(line.cells) for line in source.lines if source.text[line.start : line.end].strip()] == [
        *[False] * 4, *[True] * 3, False,
    ]  # fmt: skip


def test_nothing_lies_outside_the_lines(source: Source) -> None:
    covered = {at for line in source.lines for at in range(line.start, line.end)}
    left = {c for at, c in enumerate(source.text) if at not in covered}
    assert left <= set("\n|- ")
    assert len(said(source)) == 8
