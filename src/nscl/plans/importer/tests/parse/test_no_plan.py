"""Papers between two parties, or handed in, are no plans, whatever their articles look like."""

from __future__ import annotations

import pytest

from nscl.plans.importer.parse import parse
from nscl.plans.importer.read.text import read_text

ARTICLES = """
Điều 1. Nội dung công việc
1. Mở 03 lớp cho 60 học viên.
2. Hoàn thành trước ngày 30/6/2026.
Điều 2. Trách nhiệm của các bên
1. Sở Công Thương bố trí hội trường.
"""


@pytest.mark.parametrize(
    "head",
    [
        "HỢP ĐỒNG ĐÀO TẠO\nSố: 05/2026/HĐĐT\n",
        "BIÊN BẢN LÀM VIỆC\n",
        "Hai bên gồm:\nBên A: Sở Công Thương\nĐịa chỉ: số 1 phố Chợ\nBên B: Trường Nghề\nHai bên thống nhất như sau:\n",
    ],
)
def test_is_other_and_empty(head: str) -> None:
    found = parse(read_text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n" + head + ARTICLES))
    assert found.document.kind == "other"
    assert (found.targets, found.tasks, found.agency_duties, found.deadlines) == ([], [], [], [])
