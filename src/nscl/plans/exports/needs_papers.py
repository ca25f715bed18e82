"""Papers of needs: the letter of invitation with its paper form, the list by rank, the answer to a sender.

They are in Vietnamese whoever makes them; their words are a draft for the officer, who edits them in Word.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation

from nscl.accounts.models import User
from nscl.catalogue.models import ContentGroup
from nscl.documents import rendering
from nscl.documents.rendering import wording
from nscl.documents.rendering.model import Annex, Block, Column, Dashes, Official, Paragraph, Row, Signature, Table
from nscl.plans.access import needs as access
from nscl.plans.models import MergedNeed, Need, NeedsInvitation, NeedsRound, Proposal, SenderKind
from nscl.plans.queries.needs import live_merged
from nscl.plans.words import needs as needs_words

BLANK_ROWS = 8


@dataclass(frozen=True)
class Sender:
    """Who writes."""

    parent: str
    agency: str
    place: str
    year: int


@translation.override(settings.LANGUAGE_CODE)
def invitation(
    found: NeedsRound,
    groups: Sequence[ContentGroup],
    sender: Sender,
    *,
    to: NeedsInvitation | None = None,
    link: str = "",
) -> Official:
    """The letter that asks for needs; the form to fill in by hand is its annex."""
    day = wording.day_words(found.closes_on)
    body: list[Block] = [
        Paragraph(
            f"Để chuẩn bị kế hoạch và dự toán hỗ trợ doanh nghiệp nâng cao năng suất, chất lượng năm {found.for_year}, "
            f"{sender.agency} đề nghị quý đơn vị cho biết nhu cầu theo các nội dung sau:"
        ),
        Dashes(tuple(group.name for group in groups)),
        Paragraph(
            "Doanh nghiệp, hợp tác xã, cơ sở ghi nhu cầu của chính mình. Hội, sở, ngành, xã, phường, đặc khu ghi danh "
            "sách các đơn vị đề nghị hỗ trợ, mỗi nhu cầu một dòng."
        ),
    ]
    if found.note:
        body.append(Paragraph(found.note))
    if link:
        body.append(Paragraph(f"Có thể trả lời trực tuyến, không cần tài khoản, tại địa chỉ dành riêng: {link}"))
    body.append(
        Paragraph(
            f"Phiếu theo mẫu kèm theo gửi về {sender.agency} chậm nhất hết {day} để tổng hợp. Việc đề xuất chưa phải "
            "là hồ sơ đề nghị hỗ trợ; kết quả xem xét sẽ được thông báo./."
        )
    )
    form = Annex(f"Phiếu đề xuất nhu cầu hỗ trợ năm {found.for_year}", tuple(_form(found, groups)), landscape=True)
    return Official(
        parent=sender.parent, issuer=sender.agency, place=sender.place, year=sender.year,
        subject=f"đề xuất nhu cầu hỗ trợ nâng cao năng suất, chất lượng năm {found.for_year}",
        addressees=(to.name,) if to else ("Các doanh nghiệp, hợp tác xã, hội, sở, ngành, xã, phường, đặc khu",),
        body=tuple(body), signatures=(Signature("Giám đốc"),), recipients=("Như trên", "Lưu: VT"), annexes=(form,),
    )  # fmt: skip


def _form(found: NeedsRound, groups: Sequence[ContentGroup]) -> Iterable[Block]:
    yield Paragraph("Tên đơn vị đề xuất: ……………………………………………………………………………………………")
    yield Paragraph("Mã số thuế (nếu có): …………………………………  Điện thoại liên hệ: ……………………………………")
    yield Paragraph(f"Nội dung chọn trong: {'; '.join(group.name for group in groups)}.")
    columns = (
        Column("STT", 0.8, "center"), Column("Tên doanh nghiệp, hợp tác xã, cơ sở", 4), Column("Mã số thuế", 2),
        Column("Nội dung", 3), Column("Tiêu chuẩn, công cụ", 2.4), Column("Số lượng", 1.2, "center"),
        Column("Kinh phí dự kiến (đồng)", 2.2, "number"), Column("Năm", 1, "center"), Column("Ghi chú", 2),
    )  # fmt: skip
    rows = tuple(Row((number, *("",) * 8)) for number in range(1, BLANK_ROWS + 1))
    yield Table(columns, rows)
    yield Paragraph("Người lập phiếu (ký, ghi rõ họ tên) …………………………  Thủ trưởng đơn vị (ký, đóng dấu) …………………………")


@translation.override(settings.LANGUAGE_CODE)
def made(*, ending: str, by: User, round: int, sender: dict[str, Any]) -> bytes:
    """The list of all needs of a round that the person may see, as a file."""
    found = access.round_for(by, round)
    rows = list(live_merged().filter(round=found).select_related("group", "entity"))
    return rendering.render(wish_list(found, rows, Sender(**sender)), ending)


def wish_list(found: NeedsRound, needs: Sequence[MergedNeed], sender: Sender) -> Official:
    """The needs by content and rank, with the sums of what they may cost."""
    total = sum(need.expected_cost_vnd or 0 for need in needs)
    enterprises = len({need.entity_id or need.name_key for need in needs})
    said = (
        f"{wording.day_words(found.closes_on)} là ngày khóa nhận. Có {len(needs)} nhu cầu của {enterprises} đơn vị, "
        "đã gộp các đề xuất trùng nhau; kinh phí là số các nơi tự ước tính."
    )
    return Official(
        parent=sender.parent, issuer=sender.agency, place=sender.place, year=sender.year, kind="Danh mục",
        subject=f"nhu cầu hỗ trợ nâng cao năng suất, chất lượng năm {found.for_year}",
        body=(Paragraph(said[0].upper() + said[1:]),), signatures=(Signature("Giám đốc"),), recipients=("Lưu: VT",),
        annexes=(
            Annex(f"Danh mục nhu cầu hỗ trợ năm {found.for_year}", (_list(needs, total),), landscape=True),
            Annex("Tổng hợp theo nội dung", (_sums(needs, total),)),
        ),
    )  # fmt: skip


def _by_content(needs: Sequence[MergedNeed]) -> list[tuple[ContentGroup, list[MergedNeed]]]:
    """The needs of each content by rank, contents in the order of the catalogue."""
    groups: dict[int, list[MergedNeed]] = {}
    for need in sorted(needs, key=lambda n: (n.place or 2**31, n.sort_key, n.pk)):
        groups.setdefault(need.group_id, []).append(need)
    found = [(rows[0].group, rows) for rows in groups.values()]
    return sorted(found, key=lambda pair: (pair[0].position, pair[0].pk))


def _list(needs: Sequence[MergedNeed], total: int) -> Table:
    columns = (
        Column("STT", 0.9, "center"), Column("Hạng", 1, "center"), Column("Đơn vị", 4.6), Column("Mã số thuế", 2.1),
        Column("Tiêu chuẩn, công cụ", 2.4), Column("Số lượng", 1.3, "number"),
        Column("Kinh phí dự kiến", 2.3, "number"), Column("Điểm và lý do", 4.4), Column("Kết quả xem xét", 2.2),
    )  # fmt: skip
    rows, number = [], 0
    for group, members in _by_content(needs):
        cost = sum(need.expected_cost_vnd or 0 for need in members)
        rows.append(Row(("", "", group.name, "", "", None, cost, f"{len(members)} nhu cầu", ""), bold=True))
        for need in members:
            number += 1
            code = need.entity.tax_code if need.entity else ""
            why = "; ".join([f"{need.points} điểm", *needs_words.lines(need)]) if need.place else "chưa xếp hạng"
            rows.append(
                Row((
                    number, need.place or "", need.name, code, need.standard, need.quantity, need.expected_cost_vnd,
                    why, str(need.get_status_display()),
                ))
            )  # fmt: skip
    rows.append(Row(("", "", "Tổng cộng", "", "", None, total, "", ""), bold=True))
    return Table(columns, tuple(rows), unit="Đơn vị tính: đồng")


def _sums(needs: Sequence[MergedNeed], total: int) -> Table:
    columns = (
        Column("STT", 0.8, "center"), Column("Nội dung", 6), Column("Số nhu cầu", 1.6, "number"),
        Column("Số đơn vị", 1.6, "number"), Column("Kinh phí dự kiến", 3, "number"),
    )  # fmt: skip
    rows = [
        Row((
            number, group.name, len(members), len({n.entity_id or n.name_key for n in members}),
            sum(n.expected_cost_vnd or 0 for n in members),
        ))
        for number, (group, members) in enumerate(_by_content(needs), start=1)
    ]  # fmt: skip
    whole = len({n.entity_id or n.name_key for n in needs})
    rows.append(Row(("", "Tổng cộng", len(needs), whole, total), bold=True))
    return Table(columns, tuple(rows), unit="Đơn vị tính: đồng")


@translation.override(settings.LANGUAGE_CODE)
def answer(found: NeedsRound, proposal: Proposal, needs: Sequence[Need], sender: Sender) -> Official:
    """What became of each need that the sender proposed."""
    itself = proposal.kind == SenderKind.ENTERPRISE
    received = _received(proposal)
    body: tuple[Block, ...] = (
        Paragraph(f"{sender.agency} đã nhận {received} về nhu cầu hỗ trợ năm {found.for_year} và đã xem xét như sau:"),
        _answers(needs, itself),
        Paragraph(
            "Nhu cầu được đưa vào dự toán hoặc kế hoạch chưa phải là quyết định hỗ trợ. Khi có thông báo tiếp nhận hồ "
            "sơ, đề nghị đơn vị nộp hồ sơ theo hướng dẫn trong thông báo./."
        ),
    )
    return Official(
        parent=sender.parent, issuer=sender.agency, place=sender.place, year=sender.year,
        subject=f"trả lời đề xuất nhu cầu hỗ trợ năm {found.for_year}", addressees=(proposal.sender,), body=body,
        signatures=(Signature("Giám đốc"),), recipients=("Như trên", "Lưu: VT"),
    )  # fmt: skip


def _received(proposal: Proposal) -> str:
    day: dt.date | None = proposal.dated_on
    if proposal.number:
        return (
            f"Công văn số {proposal.number}" + (f" {wording.day_words(day)}" if day else "") + f" của {proposal.sender}"
        )
    return f"đề xuất của {proposal.sender}" + (f" {wording.day_words(day)}" if day else "")


def _answers(needs: Sequence[Need], itself: bool) -> Table:
    name = () if itself else (Column("Đơn vị", 4),)
    columns = (
        Column("STT", 0.9, "center"), *name, Column("Nội dung", 3.4), Column("Tiêu chuẩn, công cụ", 2.6),
        Column("Kết quả xem xét", 4.4),
    )  # fmt: skip
    rows = []
    for number, need in enumerate((n for n in needs if n.voided_at is None), start=1):
        handed = [row for row in need.merged.handed.all() if row.voided_at is None]
        who = () if itself else (need.raw_name,)
        rows.append(Row((number, *who, need.group.name, need.standard, needs_words.outcome(need.merged, handed))))
    return Table(columns, tuple(rows))
