"""The letter of an inquiry, and the one that reminds of it. Number and day are left to the clerk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils import translation

from nscl.accounts.models import Membership
from nscl.documents.rendering.model import Annex, Block, Column, Official, Paragraph, Row, Signature, Table
from nscl.support.models import Inquiry, InquiryItem

IN_LETTER = 8  # enterprises that fit in the letter itself


@translation.override(settings.LANGUAGE_CODE)
def letter(
    inquiry: Inquiry, items: Sequence[InquiryItem], asked: Sequence[str], contents: Mapping[str, str],
    membership: Membership | None,
) -> Official:  # fmt: skip
    """Have you supported these enterprises for these contents?"""
    agency = _agency(membership)
    told: list[Block] = [
        Paragraph(
            f"Để phục vụ việc {_lower(inquiry.purpose)} và bảo đảm cùng một nội dung không được hỗ trợ hai lần từ ngân"
            f" sách nhà nước, {agency} đề nghị Quý cơ quan cho biết đã hỗ trợ các doanh nghiệp, hợp tác xã, cơ sở"
            f" {'dưới đây' if len(items) <= IN_LETTER else 'trong danh sách kèm theo'} về các nội dung tương ứng hay"
            " chưa; nếu đã hỗ trợ, đề nghị ghi rõ nội dung, tiêu chuẩn hoặc sản phẩm, số tiền, thời gian và số văn bản."
        )
    ]
    table = _table(items, contents)
    if len(items) <= IN_LETTER:
        told.append(table)
    told.append(
        Paragraph(
            f"Văn bản trả lời đề nghị gửi về {agency} trước hết ngày {inquiry.due_on:%d/%m/%Y}. Trường hợp chưa hỗ trợ"
            " doanh nghiệp nào, đề nghị Quý cơ quan vẫn trả lời để hoàn thiện hồ sơ. Rất mong nhận được sự phối hợp"
            " của Quý cơ quan./."
        )
    )
    annexes = () if len(items) <= IN_LETTER else (Annex("Danh sách doanh nghiệp, hợp tác xã, cơ sở", (table,)),)
    subject = "cung cấp thông tin về hỗ trợ doanh nghiệp"
    return _official(inquiry, agency, asked, subject, tuple(told), membership, annexes)


@translation.override(settings.LANGUAGE_CODE)
def reminder(inquiry: Inquiry, silent: Sequence[str], membership: Membership | None) -> Official:
    """To those who have not answered."""
    agency = _agency(membership)
    number = f" số {inquiry.document_number}" if inquiry.document_number else ""
    day = f" ngày {inquiry.sent_on:%d/%m/%Y}" if inquiry.sent_on else ""
    told = Paragraph(
        f"{agency} đã có Công văn{number}{day} đề nghị cung cấp thông tin về hỗ trợ doanh nghiệp, đề nghị trả lời trước"
        f" hết ngày {inquiry.due_on:%d/%m/%Y}. Đến nay {agency} chưa nhận được trả lời của Quý cơ quan. Đề nghị Quý cơ"
        " quan quan tâm, trả lời sớm để kịp hoàn thiện hồ sơ. Rất mong nhận được sự phối hợp của Quý cơ quan./."
    )
    subject = "đề nghị trả lời thông tin về hỗ trợ doanh nghiệp"
    return _official(inquiry, agency, silent, subject, (told,), membership, ())


def _official(
    inquiry: Inquiry, agency: str, asked: Sequence[str], subject: str, body: tuple[Block, ...],
    membership: Membership | None, annexes: tuple[Annex, ...],
) -> Official:  # fmt: skip
    province = membership.province if membership and membership.province else inquiry.province
    return Official(
        issuer=agency, parent=f"UBND {province}", place=province.name, year=inquiry.recorded_at.year, subject=subject,
        addressees=tuple(asked), body=body, annexes=annexes, signatures=(Signature("Giám đốc"),),
        recipients=("Như trên", "Lưu: VT"),
    )  # fmt: skip


def _table(items: Sequence[InquiryItem], contents: Mapping[str, str]) -> Table:
    columns = (
        Column("STT", 0.8, "center"), Column("Doanh nghiệp, hợp tác xã, cơ sở", 4.4), Column("Mã số thuế", 2, "center"),
        Column("Nội dung", 3.6), Column("Tiêu chuẩn, sản phẩm", 2.6),
    )  # fmt: skip
    rows = [
        Row((
            at, item.entity.name, item.entity.tax_code, "; ".join(contents.get(c, c) for c in item.contents),
            item.subject,
        ))
        for at, item in enumerate(items, start=1)
    ]  # fmt: skip
    return Table(columns, tuple(rows))


def _agency(membership: Membership | None) -> str:
    return membership.agency.name if membership and membership.agency else "Sở Khoa học và Công nghệ"


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
