"""What a decision issues with itself, where the word for its kind is lost."""

from __future__ import annotations

from nscl.plans.importer.parse import parse
from nscl.plans.importer.parse.outline import Role
from nscl.plans.importer.read.text import read_text
from nscl.plans.importer.tests.parse.told import tree

DECISION = """QUYẾT ĐỊNH
Về việc ban hành Chương trình phát triển làng nghề

Điều 1. Ban hành kèm theo Quyết định này Chương trình phát triển làng nghề tỉnh Sơn La.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.

Nơi nhận: |
TM. ỦY BAN NHÂN DÂN |
"""
PROGRAMME = """PHÁT TRIỂN LÀNG NGHỀ TỈNH SƠN LA GIAI ĐOẠN 2026 - 2030
(Ban hành kèm theo Quyết định số 45/QĐ-UBND ngày 02/3/2026 của UBND tỉnh)
I. MỤC TIÊU
- Công nhận 12 làng nghề mới;
II. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính bố trí kinh phí.
"""


def test_a_programme_below_a_foot_is_read_by_the_line_that_issues_it() -> None:
    reading = parse(read_text(DECISION + PROGRAMME))
    assert [(t.min, t.unit, t.ref) for t in reading.targets] == [(12, "làng nghề mới", "I")]
    assert [d.agencies for d in reading.agency_duties] == [["Sở Tài chính"]]


def test_a_list_that_comes_with_a_plan_is_an_annex() -> None:
    lines = "DANH MỤC CÁC LÀNG NGHỀ ĐƯỢC CÔNG NHẬN\n(Kèm theo Kế hoạch số 45/KH-UBND ngày 02/3/2026)\n1. Rèn\n"
    nodes = list(tree(DECISION + lines).nodes())
    assert [n.role for n in nodes[-3:-1]] == [Role.annex] * 2
    assert nodes[-1].ref == "1"


def test_a_scheme_approved_with_a_decision_is_read_under_any_title() -> None:
    scheme = PROGRAMME.replace("(Ban hành kèm", "(Phê duyệt kèm").replace(PROGRAMME.split("\n")[0], "Đề án làng nghề")
    assert [(t.min, t.ref) for t in parse(read_text(DECISION + scheme)).targets] == [(12, "I")]
