"""Small invented documents as outlines, for the tests of this folder."""

from __future__ import annotations

import textwrap
from pathlib import Path

from nscl.plans.importer.facts import Document
from nscl.plans.importer.parse.outline import Outline, outline
from nscl.plans.importer.read import read_file

HEAD = """\
    ỦY BAN NHÂN DÂN
    TỈNH LÂM ĐỒNG
    Số: 12/KH-UBND
    Lâm Đồng, ngày 05 tháng 02 năm 2026

    KẾ HOẠCH
    Nâng cao chất lượng sản phẩm giai đoạn 2026 - 2030

    Thực hiện Quyết định số 999/QĐ-TTg ngày 31/8/2025, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

    """


def tree(folder: Path, body: str, *, suffix: str = "md") -> Outline:
    """The outline of a plan with `body` after its head."""
    path = folder / f"plan.{suffix}"
    path.write_text(textwrap.dedent(HEAD) + textwrap.dedent(body), encoding="utf-8")
    return outline(read_file(path))


def plan(first: int = 2026, last: int = 2030) -> Document:
    """The facts of a plan's head that readers of the body need."""
    return Document(kind="plan", period=[first, last], issued_on=f"{first}-02-05")
