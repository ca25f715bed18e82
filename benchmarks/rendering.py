"""An official document of 1, 20 and 200 pages as DOCX, PDF and XLSX, and a template filled, each beside its floor."""

from __future__ import annotations

import os
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from benchmarks.harness import Result, median, times

if TYPE_CHECKING:
    from nscl.documents.rendering.model import Official

SIZES = (1, 20, 200)
LINES_A_PAGE, ROWS_A_PAGE = 16, 28
TEXT = "Hỗ trợ doanh nghiệp nhỏ và vừa áp dụng hệ thống quản lý, công cụ cải tiến năng suất và truy xuất nguồn gốc. "


def rendering() -> list[Result]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings")
    import django

    django.setup()
    out: list[Result] = []
    for pages in SIZES:
        out += _of(pages)
    return [*out, _filled()]


def _of(pages: int) -> list[Result]:
    import pypdfium2
    import typst

    from nscl.documents import rendering as service
    from nscl.documents.rendering import fonts

    letter, annex = _letter(pages), _annex(pages)
    count = len(pypdfium2.PdfDocument(service.pdf(letter)))
    assert abs(count - pages) <= pages * 0.25 + 1, (pages, count)
    head = '#set page(paper: "a4")\n#set text(font: "Tinos", size: 14pt)\n'
    plain = (head + (TEXT * 2 + "\n\n") * pages * LINES_A_PAGE).encode()
    faces = typst.Fonts(False, False, [file.parent for file in fonts.files()])
    runs = 9 if pages < 200 else 5
    bare = median(lambda: typst.compile(plain, font_paths=faces, ignore_system_fonts=True, format="pdf"), runs=runs)
    packed = median(lambda: _bare_zip(plain), runs=runs)
    return [
        Result(f"DOCX {pages} trang", times(lambda: service.docx(letter), runs=runs), floor=packed, rows=pages),
        Result(f"PDF {pages} trang", times(lambda: service.pdf(letter), runs=runs), floor=bare, rows=pages),
        Result(f"PDF bảng {pages} trang", times(lambda: service.pdf(annex), runs=runs), floor=bare, rows=pages),
        Result(f"XLSX {pages} trang", times(lambda: service.xlsx(annex), runs=runs), floor=packed, rows=pages),
    ]


def _filled() -> Result:
    """A province's letter filled by the process that fills templates; the floor is a process that starts and ends."""
    import subprocess
    import sys

    from nscl.documents.templating import filler, shipped, standard

    form = shipped.LETTER
    floor = median(lambda: subprocess.run([sys.executable, "-c", ""], check=True), runs=5)
    with filler.as_file(standard.template(form)) as path:
        return Result("DOCX điền mẫu", times(lambda: filler.fill(form, path, form.sample()), runs=5), floor=floor)


def _bare_zip(content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", content)
    return out.getvalue()


def _letter(pages: int) -> Official:
    from nscl.documents.rendering.model import Headed, Level, Official, Paragraph

    body = tuple(
        Headed(Level.CLAUSE, f"Nhiệm vụ {n}", body=tuple(Paragraph(TEXT * 2) for _ in range(LINES_A_PAGE - 5)))
        for n in range(pages)
    )
    return Official(issuer="Sở Khoa học và Công nghệ", kind="Báo cáo", subject="Kết quả năm 2026", body=body)


def _annex(pages: int) -> Official:
    from nscl.documents.rendering.model import Annex, Column, Official, Row, Table

    columns = (
        Column("STT", 1, "center"),
        Column("Nội dung", 6),
        Column("Số lượng", 2, "number"),
        Column("Tiền", 3, "number"),
    )
    rows = tuple(Row((n, TEXT, n, n * 1_000_000)) for n in range(pages * ROWS_A_PAGE))
    return Official(issuer="Sở", kind="Báo cáo", subject="x", annexes=(Annex("Danh mục", (Table(columns, rows),)),))
