"""The family of labels by which a task says who does it, in items and in the cells of tables."""

from __future__ import annotations

import pytest

from nscl.plans.importer.tests.parse import told


@pytest.mark.parametrize(
    "label",
    [
        "Đơn vị đầu mối", "Đầu mối thực hiện", "Cơ quan thường trực", "Cơ quan tham mưu", "Cơ quan chủ trì tham mưu",
        "Đơn vị được giao nhiệm vụ", "Cơ quan, đơn vị chủ trì", "Đơn vị làm đầu mối", "Đơn vị được phân công",
        "Cơ quan thực hiện chính",
    ],
)  # fmt: skip
def test_labels_of_who_leads(label: str) -> None:
    task = told.reading(f"I. NHIỆM VỤ\n1. Mở chợ phiên\n+ {label}: Sở Công Thương\n+ Thời gian: 2026\n").tasks[0]
    assert (task.lead, task.cooperating) == (["Sở Công Thương"], [])


@pytest.mark.parametrize(
    "label",
    [
        "Đơn vị tham gia", "Các đơn vị tham gia phối hợp", "Cơ quan phối hợp thực hiện", "Đơn vị cùng thực hiện",
        "Tổ chức hỗ trợ", "Cơ quan, đơn vị tham gia thực hiện", "Phối hợp", "Cơ quan, đơn vị liên quan",
    ],
)  # fmt: skip
def test_labels_of_who_cooperates(label: str) -> None:
    text = f"I. NHIỆM VỤ\n1. Mở chợ phiên\n+ Chủ trì: Sở Công Thương\n+ {label}: Hội Nông dân tỉnh; Báo Sơn La\n"
    task = told.reading(text).tasks[0]
    assert (task.lead, task.cooperating) == (["Sở Công Thương"], ["Hội Nông dân tỉnh", "Báo Sơn La"])


@pytest.mark.parametrize(
    "cell",
    [
        "Chủ trì: Sở Công Thương. Phối hợp: Hội Nông dân tỉnh; Báo Sơn La.",
        "- Chủ trì: Sở Công Thương<br>- Phối hợp: Hội Nông dân tỉnh, Báo Sơn La",
        "Đơn vị đầu mối: Sở Công Thương; Đơn vị tham gia: Hội Nông dân tỉnh, Báo Sơn La",
        "Sở Công Thương (chủ trì), Hội Nông dân tỉnh, Báo Sơn La",
    ],
)
def test_a_cell_that_says_who_leads_and_who_cooperates(cell: str) -> None:
    table = f"| TT | Nội dung | Phân công thực hiện | Thời gian |\n|---|---|---|---|\n| 1 | Mở chợ | {cell} | 2026 |\n"
    task = told.reading(f"I. NHIỆM VỤ\n\n{table}\n").tasks[0]
    assert (task.lead, task.cooperating) == (["Sở Công Thương"], ["Hội Nông dân tỉnh", "Báo Sơn La"])


@pytest.mark.parametrize("said", ["chủ trì", "làm đầu mối", "là cơ quan thường trực", "là cơ quan đầu mối"])
def test_a_sentence_that_says_who_leads(said: str) -> None:
    text = (
        f"I. NHIỆM VỤ\n1. Tuyên truyền. Giao Báo Sơn La {said}, phối hợp với Tỉnh đoàn thực hiện.\n2. Mở chợ phiên.\n"
    )
    task = told.reading(text).tasks[0]
    assert (task.lead, task.cooperating) == (["Báo Sơn La"], ["Tỉnh đoàn"])
