"""The table of opinions on a draft with what was taken over and explained, on paper. In Vietnamese whoever makes it."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils import translation

from nscl.documents.rendering import wording
from nscl.documents.rendering.model import Column, Official, Paragraph, Row, Signature, Table
from nscl.plans.models import PolicyDraft
from nscl.plans.queries.policies import Round, Whole


@translation.override(settings.LANGUAGE_CODE)
def table(policy: PolicyDraft, whole: Whole, *, year: int) -> Official:
    """All rounds, the first first; number, day and signer are left to those who sign."""
    rounds = sorted(whole.rounds, key=lambda r: r.row.number)
    issuer = policy.lead.name if policy.lead else "Sở Khoa học và Công nghệ"
    return Official(
        parent=f"UBND {policy.province}",
        issuer=issuer,
        place=policy.province.name,
        year=year,
        kind="Bảng tổng hợp, tiếp thu, giải trình ý kiến",
        subject=f"đối với dự thảo {policy.get_kind_display()!s} {_lower(policy.title)}",
        body=(*(Paragraph(text) for text in _about(rounds)), _table(rounds)),
        signatures=(Signature("Thủ trưởng cơ quan soạn thảo"),),
        recipients=("Lưu: VT",),
    )


def _lower(title: str) -> str:
    """`Quy định hỗ trợ …` → `quy định hỗ trợ …`; a name in capitals stays."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _about(rounds: list[Round]) -> Iterator[str]:
    for one in rounds:
        letter = f", Công văn số {one.row.letter_number}" if one.row.letter_number else ""
        yield (
            f"Lần {one.row.number}: lấy ý kiến về dự thảo {one.row.draft.number} {wording.day_words(one.row.sent_on)}"
            f"{letter}, hạn góp ý {one.row.deadline_on:%d/%m/%Y}. Đã hỏi {len(one.asked)} cơ quan, đơn vị, cá nhân; "
            f"{one.answered} nơi trả lời với {one.opinions} ý kiến góp ý; {one.silent} nơi chưa trả lời."
        )
    if not rounds:
        yield "Chưa có đợt lấy ý kiến nào."


def _table(rounds: list[Round]) -> Table:
    columns = (
        Column("STT", 0.8, "center"), Column("Cơ quan, đơn vị", 2.6), Column("Điều, khoản", 1.6),
        Column("Nội dung góp ý", 4.6), Column("Tiếp thu, giải trình", 4.6),
    )  # fmt: skip
    rows: list[Row] = []
    number = 0
    for one in rounds:
        if len(rounds) > 1:
            rows.append(Row((f"Lần {one.row.number}",), bold=True, whole=True))
        for asked in one.asked:
            if not asked.said:
                number += 1
                rows.append(Row((number, asked.consulted.name, "", "Chưa trả lời", "")))
            for said in asked.said:
                number += 1
                opinion = said.opinion
                text = "\n".join(
                    part for part in ("Thống nhất với dự thảo." if opinion.agrees else "", opinion.text) if part
                )
                answer = f"{said.answer.get_outcome_display()}: {said.answer.text}" if said.answer else ""
                source = f"\n(Công văn số {opinion.letter_number})" if opinion.letter_number else ""
                clause = opinion.clause or ("Góp ý chung" if opinion.text else "")
                rows.append(Row((number, asked.consulted.name + source, clause, text, answer)))
    return Table(columns, tuple(rows))
