"""Norms of the demo. The resolution of Tây Ninh exists and its plan cites it; every amount here is an illustration."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from nscl.interfaces.ops.demo import documents as papers

if TYPE_CHECKING:
    from nscl.accounts.models import User

TAY_NINH = "41/2022/NQ-HĐND"
NOTE = "Số liệu minh họa"
NORMS: tuple[tuple[str, str, str, int | None, int | None, str], ...] = (
    ("Thù lao Chủ tịch hội đồng", "council", "buổi", 1_000_000, None, ""),
    ("Thù lao thành viên hội đồng", "council", "buổi", 700_000, None, ""),
    ("Thù lao thư ký hội đồng", "council", "buổi", 300_000, None, ""),
    ("Nhận xét của ủy viên phản biện", "council", "bài", 500_000, None, ""),
    ("Báo cáo viên cấp tỉnh", "training", "buổi", 800_000, None, "Cấp tỉnh"),
    ("Nước uống lớp tập huấn", "training", "người/ngày", 40_000, None, ""),
    ("Thuê hội trường", "meeting", "ngày", 5_000_000, None, "Hội nghị cấp tỉnh"),
    ("Phụ cấp lưu trú", "per_diem", "người/ngày", 250_000, None, "Ngoài địa bàn"),
    ("Phiếu khảo sát doanh nghiệp", "survey", "phiếu", 50_000, None, "Trên 30 chỉ tiêu"),
    ("In tài liệu hướng dẫn", "printing", "trang", 500, None, ""),
    ("Thuê chuyên gia tư vấn", "consultant", "hợp đồng", None, 5_000, "Phần tỉnh hỗ trợ"),
)
RAISED = ("Thù lao Chủ tịch hội đồng", 1_200_000, dt.date(2026, 7, 1))
FORMS = (
    ("Mẫu 01", "Phiếu đăng ký nhu cầu", "registration", ""),
    ("Mẫu 02", "Bản cam kết", "commitment", ""),
    ("Mẫu 03", "Công văn đề nghị thanh toán", "payment", "letter"),
)


def load() -> None:
    """Enter what the registers of the demo lack."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.foundation import tenancy

    for place in papers.PLACES:
        user = User.objects.get(email=f"{place.by}@example.vn")
        membership = memberships.in_force(user)[0]
        with tenancy.scope(memberships.scope_of(membership)):
            _fill(place, user, membership.province)


def _fill(place: papers.Place, user: User, province: Any) -> None:
    from nscl.catalogue import actions
    from nscl.catalogue.models import SpendingNorm

    if SpendingNorm.objects.filter(province=province).exists():
        return
    regulation = _regulation(place, user, province)
    basis, clause, begun = _basis(place, user, province)
    made = {}
    for name, group, unit, amount, rate, conditions in NORMS:
        values = {
            "name": name, "group": group, "unit": unit, "amount_vnd": amount, "rate_bp": rate, "note": NOTE,
            "conditions": conditions, "document": basis, "clause": clause, "regulation": regulation,
        }  # fmt: skip
        made[name] = actions.add_norm(province=province, values=values, valid_from=begun, by=user)
    name, amount, day = RAISED
    actions.amend_norm(
        norm=made[name], version=made[name].version, values={"amount_vnd": amount}, valid_from=day, by=user
    )


def _basis(place: papers.Place, user: User, province: Any) -> tuple[Any, str, dt.date]:
    """The resolution that a real plan cites, where there is one; else the demo's own, marked as an illustration."""
    from nscl.documents import actions
    from nscl.documents.models import Document

    if place.by == "officer.tayninh":
        day = dt.date(2022, 12, 9)
        title = "Nghị quyết được Kế hoạch của tỉnh dẫn làm căn cứ (trích yếu chưa ghi; mức chi ở đây là minh họa)"
        values = {"kind": "resolution", "subject": "finance", "number": TAY_NINH, "issuer": place.council,
                  "issued_on": day, "title": title}  # fmt: skip
        return actions.add(province=province, values=values, by=user), "", dt.date(2023, 1, 1)
    return Document.objects.get(province=province, number=papers.NORMS), "Phụ lục", dt.date(2026, 1, 1)


def _regulation(place: papers.Place, user: User, province: Any) -> Any:
    from nscl.catalogue import actions
    from nscl.documents.models import Document

    old = Document.objects.get(province=province, number="9009/QĐ-UBND")
    new = Document.objects.get(province=province, number=papers.HELP)
    first = actions.add_regulation(
        province=province, document=old, name="Quy định hỗ trợ 2022 (minh họa)", valid_from=dt.date(2022, 3, 1), by=user
    )
    now = actions.add_regulation(
        province=province, document=new, name="Quy định hỗ trợ 2026-2030 (minh họa)", valid_from=dt.date(2026, 2, 1),
        by=user, replaces=first,
    )  # fmt: skip
    for code, name, serves, template in FORMS:
        values = {"code": code, "name": name, "serves": serves, "template": template}
        upload = None if template else _file(name, user, province)
        actions.add_form(regulation=now, values=values, valid_from=now.valid_from, by=user, upload=upload)
    return now


def _file(name: str, user: User, province: Any) -> Any:
    """A form as a Word file to be filled in by hand."""
    from nscl.documents import kinds, rendering, uploads
    from nscl.documents.actions import Upload
    from nscl.documents.rendering.model import Official, Paragraph

    lines = ("Tên doanh nghiệp: ……………………………………………", "Mã số thuế: ……………………", "Nội dung: ……………………………………")
    made = rendering.docx(
        Official(issuer="(minh họa)", kind=name, subject="(mẫu minh họa)", body=tuple(Paragraph(t) for t in lines))
    )
    waiting = uploads.receive(
        content=io.BytesIO(made), name=f"{name}.docx", profile=kinds.DOCUMENT, province_id=province.pk, by=user
    )
    return Upload(waiting.token)
