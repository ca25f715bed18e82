"""Whatever is thrown at it, the parser answers, and loses nothing of the text."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.plans.importer.parse import parse
from nscl.plans.importer.read.text import read_text
from nscl.plans.importer.source import Source

CORPUS = sorted((Path(__file__).parents[1] / "corpus").glob("*.txt"))
PIECES = ["- ", "+ ", "|", "\t", "\n\n", "\n", "1. ", "I. ", "a) ", "1.1. ", "Điều 1. ", "(", "Phụ lục\n",
"KẾ HOẠCH\n", "Nơi nhận:\n", "TM. ỦY BAN NHÂN DÂN\n",
          "NHIỆM VỤ\n", "Chủ trì: ", "Sở Tài chính, ", "Các sở: ", "100% ", "đến năm 2030", "45 triệu đồng/hệ thống",
          "TT\n|\n", "Số: ", "/KH-UBND", "\u0301",
          "ngày 31/02/2025 hằng năm báo cáo ", "Thứ hai là ", "* ", "…", "giai đoạn 2025-2021",
          "TỔ CHỨC THỰC HIỆN\n"]  # fmt: skip


def check(source: Source) -> None:
    reading = parse(source)
    covered = [False] * len(source.text)
    lists = (
        reading.targets,
        reading.tasks,
        reading.support_rules,
        reading.eligibility,
        reading.agency_duties,
        reading.deadlines,
        reading.unread,
    )
    spans = [fact.source for facts in lists for fact in facts]
    if reading.budget is not None:
        spans += [line.source for line in reading.budget.lines] + [
            s for found in reading.budget.sources.values() for s in found
        ]
    for start, end in spans:
        assert 0 <= start <= end <= len(source.text)
        covered[start:end] = [True] * (end - start)
    assert not [c for c, read in zip(source.text, covered, strict=True) if not read and not c.isspace()]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=60))
def test_any_text(pieces: list[str]) -> None:
    check(read_text("".join(pieces)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(CORPUS),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 300), st.sampled_from(["", *PIECES])), max_size=12),
)
def test_a_document_with_parts_cut_out_and_put_in(path: Path, edits: list[tuple[float, int, str]]) -> None:
    text = path.read_text(encoding="utf-8")
    for place, cut, piece in edits:
        at = int(place * len(text))
        text = text[:at] + piece + text[at + cut :]
    check(read_text(text))
