"""Drafts for the tests of this room, made by the upload action from a ready reading."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.plans.actions import upload
from nscl.plans.importer import isolated
from nscl.plans.models import Plan

LINES = (
    "KẾ HOẠCH",
    "Làm tốt hơn trên địa bàn tỉnh Quảng Ngãi giai đoạn 2026-2028",
    "Mỗi năm giúp từ 10 đến 20 doanh nghiệp.",
    "Ít nhất 05 chuyên gia; mở 02 lớp.",
    "Điều tra nhu cầu. Chủ trì: Sở Khoa học và Công nghệ; phối hợp: Sở Tài chính, Trung tâm Lạ.",
    "Hỗ trợ 50% chi phí, không quá 45 triệu đồng/hệ thống.",
    "Doanh nghiệp có phần vốn góp.",
    "Sở Tài chính: Xem dự toán; hướng dẫn thanh toán.",
    "Trước ngày 30 tháng 11 hằng năm báo cáo Ủy ban nhân dân tỉnh.",
    "Mở lớp | 2 | 10 | 20",
    "Một đoạn không ai đọc được.",
)
TEXT = "\n".join(LINES)


def span(line: int, part: str = "") -> list[int]:
    start = TEXT.index(LINES[line])
    if part:
        start = TEXT.index(part, start)
    return [start, start + len(part or LINES[line])]


def reading(**head: Any) -> dict[str, Any]:
    """What the reader would give for `TEXT`, with values of the head replaced."""
    document = {
        "kind": "plan", "issuer": "UBND tỉnh Quảng Ngãi", "number": "12/KH-UBND", "issued_on": "2026-01-15",
        "title": "Kế hoạch làm tốt hơn", "period": [2026, 2028], "horizon": None, "legal_basis": ["1322/QĐ-TTg"],
        "inherits": [], "supersedes": [], "signer": "Nguyễn Văn A", "signer_title": "Chủ tịch",
        "recipients": ["Sở Tài chính"], "sources": {"title": [span(1)], "legal_basis": [span(1)]},
    }  # fmt: skip
    target = {"unit": "doanh nghiệp", "growth": False, "baseline": None, "doubts": []}
    return {
        "document": {**document, **head},
        "targets": [
            {**target, "min": 10, "max": 20, "qualifier": "range", "period": "yearly", "ref": "I.1", "text": LINES[2],
             "source": span(2)},
            {**target, "min": 5, "max": None, "qualifier": "at_least", "unit": "chuyên gia", "period": None,
             "ref": "I.2", "text": LINES[3], "source": span(3)},
        ],
        "tasks": [
            {"ref": "II.1", "title": "Điều tra nhu cầu", "text": LINES[4], "source": span(4),
             "lead": ["Sở Khoa học và Công nghệ"], "cooperating": ["Sở Tài chính", "Trung tâm Lạ"], "when": "2026",
             "when_text": "Quý II/2026", "outputs": ["Danh sách"], "doubts": [],
             "sources": {"lead": [span(4, "Sở Khoa học và Công nghệ")]}},
        ],
        "support_rules": [
            {"content": "Chi phí tư vấn", "rate_percent": 50, "cap_vnd": 45_000_000, "per": "hệ thống", "ref": "III.1",
             "text": LINES[5], "source": span(5), "doubts": []},
        ],
        "eligibility": [{"ref": "III.2", "text": LINES[6], "source": span(6)}],
        "agency_duties": [
            {"agencies": ["Sở Tài chính"], "duties": ["Xem dự toán", "hướng dẫn thanh toán"], "ref": "IV.1",
             "source": span(7), "sources": {}, "doubts": []},
        ],
        "deadlines": [
            {"month": 11, "day": 30, "recurs": "yearly", "by": "Sở Khoa học và Công nghệ",
             "to": ["Ủy ban nhân dân tỉnh"], "text": LINES[8], "source": span(8), "year": None, "doubts": []},
        ],
        "budget": {
            "total_vnd": 21_000_000, "total_in_words": None, "unit": "đồng", "adds_up": False,
            "problems": ["Các dòng cộng lại là 20.000.000 đ, tổng ghi 21.000.000 đ."],
            "lines": [{"ref": "1", "name": "Mở lớp", "level": 0, "source": span(9), "measure": "lớp", "quantity": 2,
                       "unit_price_vnd": 10_000_000, "amount_vnd": 20_000_000}],
        },
        "unread": [{"text": LINES[0], "source": span(0)}, {"text": LINES[10], "source": span(10)}],
        "text": TEXT,
        "format": "txt",
    }  # fmt: skip


MakeDraft = Callable[..., Plan]


@pytest.fixture(autouse=True)
def file_store(tmp_path: Path) -> Iterator[Path]:
    """A file store of the test's own; passwords, which no test here needs, cost nothing."""
    fast = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(FILES_ROOT=tmp_path / "files", PASSWORD_HASHERS=fast):
        yield tmp_path / "files"


@pytest.fixture
def make_draft(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> MakeDraft:
    """`make_draft(by, content=b"…", whole=reading, **head)` uploads as `by`, inside their scope."""

    def make(
        by: User | None = None, *, whole: dict[str, Any] | None = None, content: bytes = b"x", **head: Any
    ) -> Plan:
        by = by or cast.officer
        monkeypatch.setattr(isolated, "read_plan", lambda path: whole or reading(**head))
        return upload.open_draft(
            membership=cast.membership(by), name="ke-hoach.txt", content=io.BytesIO(content), by=by
        )

    return make


@pytest.fixture
def officer(cast: Cast) -> Iterator[User]:
    """The officer of Quảng Ngãi, acting."""
    with cast.acting(cast.officer):
        yield cast.officer


@pytest.fixture
def draft(officer: User, make_draft: MakeDraft) -> Plan:
    return make_draft()
