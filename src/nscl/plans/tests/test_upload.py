"""A document comes in and becomes a draft."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.documents.models import Attachment
from nscl.foundation.models import AuditEntry
from nscl.plans import checks, queries
from nscl.plans.actions import rows, upload
from nscl.plans.importer.read.errors import Unreadable
from nscl.plans.models import Plan, PlanSource, Target
from nscl.plans.tests.conftest import TEXT, MakeDraft, reading, span
from nscl.shared.errors import DomainError


def test_everything_read_is_in_the_draft(draft: Plan, cast: Cast) -> None:
    data = queries.review(draft)
    assert draft.status == "draft"
    assert draft.province == cast.province
    assert data.counts == {
        "chi-tieu": 2, "nhiem-vu": 1, "muc-ho-tro": 1, "dieu-kien": 1, "trach-nhiem": 1, "thoi-han": 1, "du-toan": 1,
    }  # fmt: skip
    task = data.groups["nhiem-vu"][0]
    assert [m.name for m in task.lead] == ["Sở Khoa học và Công nghệ"]
    assert [m.name for m in task.cooperating] == ["Sở Tài chính", "Trung tâm Lạ"]
    assert task.lead[0].agency is not None
    assert TEXT[task.lead[0].source_start : task.lead[0].source_end] == "Sở Khoa học và Công nghệ"
    rule = data.groups["muc-ho-tro"][0].item
    assert (rule.rate_bp, rule.cap_vnd) == (5000, 45_000_000)  # type: ignore[attr-defined]
    assert data.bases[0].legal_text_id is not None
    for entry in data.entries():
        assert entry.span is not None
        assert TEXT[slice(*entry.span)] == entry.item.text


def test_doubts_say_what_to_look_at(draft: Plan) -> None:
    data = queries.review(draft)
    told = {e.item.ref: e.doubts for e in data.doubtful}
    assert told["I.2"] == ["Không rõ kỳ của chỉ tiêu: lấy theo kỳ của kế hoạch (giai đoạn 2026-2028)."]
    assert told["II.1"] == ["Cơ quan “Trung tâm Lạ” chưa có trong danh bạ: hãy chọn hoặc thêm."]
    assert [p.field for p in data.head_doubts] == ["budget"]
    assert data.blocking == []


def test_what_nobody_read_is_told_without_the_head_and_bullets(officer: User, make_draft: MakeDraft) -> None:
    whole = reading()
    whole["unread"] += [{"text": "", "source": span(1)}, {"text": "|", "source": span(9, "|")}]
    unread = queries.review(make_draft(whole=whole)).unread
    assert [TEXT[s:e] for s, e in unread] == ["KẾ HOẠCH", "Một đoạn không ai đọc được."]


def test_it_is_audited_with_its_file(draft: Plan, officer: User) -> None:
    codes = list(AuditEntry.objects.order_by("id").values_list("code", flat=True))
    assert codes[-2:] == ["attachment.stored", "plan.drafted"]
    assert draft.attachment is not None
    assert draft.attachment.stored_by == officer


def test_a_plan_of_a_merged_province_is_that_province_s(officer: User, make_draft: MakeDraft) -> None:
    plan = make_draft(issuer="UBND tỉnh Kon Tum", number=None, issued_on=None, period=[2021, 2025])
    assert plan.province.name == "Kon Tum"
    assert checks.blocking(plan) == []
    assert "unnumbered" in [p.code for p in checks.doubts(plan)]


def test_a_plan_of_another_province_stays_here_and_is_blocked(cast: Cast, officer: User, make_draft: MakeDraft) -> None:
    plan = make_draft(issuer="UBND tỉnh Nghệ An")
    assert plan.province == cast.province
    assert [p.code for p in checks.blocking(plan)] == ["other_province"]


@pytest.mark.parametrize("kind", ["news", "other"])
def test_what_is_no_plan_is_refused_and_leaves_nothing(
    kind: str, officer: User, make_draft: MakeDraft, file_store: Path
) -> None:
    empty = {**reading(kind=kind), "budget": None}
    empty |= {k: [] for k in ("targets", "tasks", "support_rules", "eligibility", "agency_duties", "deadlines")}
    with pytest.raises(DomainError) as refusal:
        make_draft(whole=empty)
    assert refusal.value.code == "not_a_plan"
    assert not Plan.objects.exists()
    assert not Attachment.objects.exists()
    assert [p for p in file_store.rglob("*") if p.is_file()] == []
    forced = upload.open_draft(
        membership=officer.memberships.get(), name="tin.txt", content=io.BytesIO(b"x"), by=officer, force=True
    )
    assert forced.is_draft
    assert "kind" in [p.code for p in checks.doubts(forced)]


def test_news_with_tasks_in_it_is_kept(officer: User, make_draft: MakeDraft) -> None:
    assert make_draft(kind="news").kind == "news"


def test_a_file_that_cannot_be_read_leaves_nothing(officer: User, file_store: Path) -> None:
    with pytest.raises(Unreadable):
        upload.open_draft(
            membership=officer.memberships.get(), name="anh.png", content=io.BytesIO(b"\x89PNG\r\n\x1a\n"), by=officer
        )
    assert not Attachment.objects.exists()
    assert [p for p in file_store.rglob("*") if p.is_file()] == []


def test_the_real_reader_reads_an_uploaded_text(officer: User, tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.txt"
    file.write_text(
        "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI\n\nKẾ HOẠCH\nGiúp doanh nghiệp năm 2026\n\nI. MỤC TIÊU\n\n"
        "1. Ít nhất 12 doanh nghiệp được giúp.\n\nII. NHIỆM VỤ\n\n1. Mở lớp cho doanh nghiệp.\n"
    )
    plan = upload.open_draft(membership=officer.memberships.get(), name=file.name, content=file, by=officer)
    target = Target.objects.get(plan=plan)
    assert (target.minimum, target.unit) == (Decimal(12), "doanh nghiệp")
    assert PlanSource.objects.get(plan=plan).text[target.source_start : target.source_end].count("12 doanh nghiệp") == 1


def test_the_same_file_again_is_told(draft: Plan, officer: User, make_draft: MakeDraft) -> None:
    again = make_draft()
    assert "same_file" in [p.code for p in checks.doubts(again)]
    assert "same_file" not in [p.code for p in checks.doubts(make_draft(content=b"another"))]


def test_a_failure_while_writing_leaves_nothing(
    officer: User, make_draft: MakeDraft, file_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any) -> None:
        raise RuntimeError("disk")

    monkeypatch.setattr(rows, "write", fail)
    with pytest.raises(RuntimeError):
        make_draft()
    assert not Attachment.objects.exists()
    assert not Plan.objects.exists()
    assert [p for p in file_store.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("part", ["cooperating", "ministry", "nobody"])
def test_who_may_not_upload(cast: Cast, part: str, make_draft: MakeDraft) -> None:
    user: User = getattr(cast, part)
    membership = user.memberships.first() or cast.membership(cast.officer)
    with cast.acting(user), pytest.raises(DomainError) as refusal:
        upload.new_by_hand(membership=membership, by=user)
    assert refusal.value.code == "forbidden"


def test_nobody_acts_by_the_membership_of_another(cast: Cast) -> None:
    with cast.acting(cast.officer), pytest.raises(DomainError):
        upload.new_by_hand(membership=cast.membership(cast.stranger), by=cast.officer)


def test_a_plan_begun_by_hand_is_an_empty_draft(cast: Cast, officer: User) -> None:
    plan = upload.new_by_hand(membership=cast.membership(officer), by=officer, title="  Kế hoạch   riêng ")
    assert (plan.title, plan.province, plan.attachment) == ("Kế hoạch riêng", cast.province, None)
    assert {p.field for p in checks.blocking(plan)} == {"issuer", "period_from", "period_to"}
    assert queries.review(plan).source is None


def test_hostile_values_become_doubts_not_errors(officer: User, make_draft: MakeDraft) -> None:
    whole = reading(
        title="T" * 5000, period=[2030, 2020], issued_on="2026-13-99", signer="a\x00b\ud800", number="9" * 99
    )
    whole["targets"] += [
        {"min": 9, "max": 3, "qualifier": "range", "unit": "x" * 999, "period": "sometime", "ref": "r" * 99,
         "text": "\x00", "source": [5, 3]},
        {"min": 10**40, "max": None, "qualifier": "at_least", "unit": "x", "period": "2024"},
        {"min": float("nan"), "max": None, "qualifier": "?", "unit": "", "text": None, "source": [0, 10**9]},
    ]  # fmt: skip
    whole["support_rules"] += [
        {"content": "", "rate_percent": 250, "cap_vnd": 10**30, "ref": "", "text": "t", "source": [0, 1]}
    ]
    whole["deadlines"] += [
        {"month": 13, "day": 45, "recurs": "often", "by": None, "to": None, "text": "", "source": [0, 1], "year": 99999}
    ]
    whole["budget"]["lines"] += [
        {"name": "", "level": -4, "ref": "", "source": [0, 1], "quantity": 1e300, "amount_vnd": 2.5}
    ]
    plan = make_draft(whole=whole)
    data = queries.review(plan)
    assert len(plan.title) == 1000
    assert plan.period_from is None
    assert plan.signer == "a\ufffdb\ufffd"
    assert data.counts["chi-tieu"] == 3
    assert data.counts["thoi-han"] == 2
    swapped = data.groups["chi-tieu"][2].item
    assert (swapped.minimum, swapped.maximum) == (3, 9)  # type: ignore[attr-defined]
    assert "Số thấp và số cao đọc ngược nhau: hãy kiểm tra." in swapped.doubts
    assert "title" in [p.field for p in data.head_doubts]


def test_old_names_of_agencies_are_told_once(officer: User, make_draft: MakeDraft) -> None:
    whole = reading(issued_on="2024-01-15", period=[2024, 2025])
    whole["tasks"][0]["cooperating"] = [
        "Sở Kế hoạch và Đầu tư",
        "Sở kế hoạch và đầu tư",
        "Sở Thông tin và Truyền thông",
    ]
    plan = make_draft(whole=whole)
    [told] = [p.message for p in checks.doubts(plan) if p.code == "stale_agency"]
    assert told.startswith("Tên cũ của cơ quan: “Sở Kế hoạch và Đầu tư” nay là Sở Tài chính; ")
    assert told.count("nay là") == 2
    task = queries.review(plan).groups["nhiem-vu"][0]
    assert task.doubts == []
    assert [m.stale for m in task.cooperating] == [True, True, True]
