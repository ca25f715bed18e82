"""Difficulties of the demo, 2021 to 2026, in all states: invented, told by agencies, enterprises and people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nscl.interfaces.ops.demo.documents import PLACES
from nscl.interfaces.ops.demo.papers import waiting

if TYPE_CHECKING:
    from nscl.accounts.models import User


@dataclass(frozen=True)
class Told:
    """`end` is how far it goes: received, assigned, escalated, answered, closed, withdrawn."""

    on: tuple[int, int, int]
    title: str
    text: str
    source: str
    channel: str
    content: str
    end: str
    answer: str = ""


TOLD = (
    Told((2021, 9, 14), "Cán bộ cấp huyện chưa được tập huấn về công cụ năng suất",
         "Chưa ai được dự lớp 5S, Kaizen nên không hướng dẫn được doanh nghiệp.", "agency", "letter", "training",
         "closed", "Mở hai lớp trong quý IV; mỗi đơn vị cử hai người."),
    Told((2022, 5, 18), "Hồ sơ đề nghị hỗ trợ yêu cầu nhiều bản sao chứng thực",
         "Doanh nghiệp nhỏ đề nghị nộp bản chụp, đối chiếu bản chính khi nghiệm thu.", "entity", "meeting", "system",
         "closed", "Từ nay nhận bản chụp; đối chiếu bản chính khi nghiệm thu."),
    Told((2023, 3, 7), "Kinh phí giao muộn nên không kịp ký hợp đồng tư vấn",
         "Dự toán giao tháng 6, doanh nghiệp đăng ký từ tháng 2 phải chờ.", "agency", "report", "management", "closed",
         "Sở đã đề nghị Sở Tài chính giao dự toán trước ngày 31/12 hằng năm."),
    Told((2024, 4, 22), "Chưa có tổ chức chứng nhận hữu cơ trên địa bàn",
         "Hợp tác xã phải mời tổ chức ở tỉnh khác, chi phí đi lại cao.", "entity", "phone", "organic", "closed",
         "Đã gửi danh sách tổ chức chứng nhận; chi phí đi lại được tính vào chi phí hỗ trợ."),
    Told((2025, 8, 12), "Sau sáp nhập chưa rõ đơn vị nào nhận hồ sơ cấp xã",
         "Huyện không còn; xã hỏi gửi hồ sơ về đâu.", "agency", "letter", "guidance", "answered",
         "Gửi thẳng về sở; sở phân công một đầu mối cho từng nhóm xã."),
    Told((2026, 3, 16), "Định mức chi tập huấn thấp hơn giá thị trường",
         "Không mời được báo cáo viên có kinh nghiệm với mức chi hiện nay.", "agency", "letter", "training",
         "escalated"),
    Told((2026, 9, 8), "Phần mềm truy xuất nguồn gốc không kết nối được cổng quốc gia",
         "Mã đã in trên bao bì nhưng quét không ra thông tin.", "entity", "online", "traceability", "assigned"),
    Told((2026, 10, 5), "Đề nghị hướng dẫn chuyển đổi sang ISO 9001 phiên bản mới",
         "Mười doanh nghiệp có chứng chỉ hết hạn năm sau.", "agency", "report", "system", "assigned"),
    Told((2026, 10, 27), "Không tìm được đơn vị thử nghiệm cho sản phẩm dược liệu",
         "Phòng thử nghiệm gần nhất không có chỉ tiêu cần thiết.", "entity", "meeting", "testing", "answered",
         "Đã gửi danh sách ba phòng thử nghiệm có chỉ tiêu này và mẫu đăng ký."),
    Told((2026, 11, 12), "Mẫu báo cáo năm trùng với báo cáo chuyển đổi số",
         "Đề nghị dùng chung số liệu, không báo cáo hai lần.", "agency", "letter", "digital", "received"),
    Told((2026, 11, 18), "Đề nghị gia hạn nộp hồ sơ do bão", "Đường vào xã chưa thông.", "person", "phone",
         "management", "withdrawn"),
    Told((2026, 11, 19), "Báo cáo năm phải nhập hai hệ thống",
         "Cùng số liệu nhập hai nơi, đề nghị lấy từ một nơi.", "person", "meeting", "digital", "same"),
)  # fmt: skip


def load() -> None:
    """Enter what the registers of the demo lack."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.foundation import tenancy

    for place in PLACES:
        user = User.objects.get(email=f"{place.by}@example.vn")
        membership = memberships.in_force(user)[0]
        with tenancy.scope(memberships.scope_of(membership)):
            _fill(user, membership.province)


def _fill(user: User, province: Any) -> None:
    from nscl.organisations.models import Agency
    from nscl.organisations.queries import in_force
    from nscl.plans.actions import difficulties as actions
    from nscl.plans.models import Difficulty

    if Difficulty.objects.filter(province=province).exists():
        return
    here = Agency.objects.filter(in_force(dt.date(2026, 11, 1)), province=province)
    rows = here.filter(name__startswith="Sở ")
    agencies = list(rows.order_by("sort_key", "id")[:6])
    actions.set_term(
        province=province, days=20, valid_from=dt.date(2026, 1, 1), basis="Quy chế nội bộ (minh họa)", by=user
    )
    made = {told.title: _one(told, at, agencies, user, province) for at, told in enumerate(TOLD)}
    same = made["Báo cáo năm phải nhập hai hệ thống"]
    head = made["Mẫu báo cáo năm trùng với báo cáo chuyển đổi số"]
    actions.link_same(difficulty=same, version=same.version, code=head.code, by=user)


def _one(told: Told, at: int, agencies: list[Any], user: User, province: Any) -> Any:
    from nscl.catalogue.models import ContentGroup
    from nscl.foundation import clock
    from nscl.plans.actions import difficulties as actions
    from nscl.plans.models import Task

    day = min(dt.date(*told.on), clock.today())
    values: dict[str, Any] = {
        "title": told.title, "text": told.text, "channel": told.channel, "received_on": day,
        "content": ContentGroup.objects.filter(code=told.content).first(),
        **_source(told, at, agencies, user, province),
    }  # fmt: skip
    letter = []
    if told.channel == "letter":
        values |= {"letter_number": f"{900 + at}/SMH-VP", "letter_on": day}
        letter = [waiting(f"cong-van-{900 + at}.docx", told.title, province.pk, user)]
    task = (
        Task.objects.filter(plan__province=province, plan__status="in_force", discarded_at=None).order_by("id").first()
    )
    if task is not None and at % 3 == 0:
        values |= {"task": task, "plan": task.plan}
    given = None if told.end in ("received", "withdrawn", "same") else user
    made = actions.receive(province=province, values=values, by=user, responsible=given, on_behalf=True, uploads=letter)
    return _go_on(made, told, day, user)


def _source(told: Told, at: int, agencies: list[Any], user: User, province: Any) -> dict[str, Any]:
    from nscl.organisations.actions.record_entity import record_entity

    if told.source == "agency" and agencies:
        return {"agency": agencies[at % len(agencies)]}
    if told.source == "entity":
        name = f"Hợp tác xã minh họa {province.name} {at + 1}"
        return {"entity": record_entity(name=name, kind="cooperative", province_id=province.pk, by=user)}
    return {"raised_by": "Ông Nguyễn Văn A, chủ cơ sở sản xuất (minh họa)"}


def _go_on(made: Any, told: Told, day: dt.date, user: User) -> Any:
    from nscl.foundation import clock
    from nscl.plans.actions import difficulties as actions

    later = min(day + dt.timedelta(days=12), clock.today())
    if told.end == "withdrawn":
        return actions.withdraw(difficulty=made, version=made.version, reason="Đường đã thông, nộp đúng hạn", by=user)
    if told.end == "escalated":
        return actions.escalate(
            difficulty=made, version=made.version, to=f"Ủy ban nhân dân {made.province}", by=user, on=later,
            text="Xem xét nâng định mức chi báo cáo viên cho phù hợp giá thị trường.",
            expected_on=later + dt.timedelta(days=45), paper=actions.Paper("905/SKHCN-TĐC", later),
        )  # fmt: skip
    if told.end in ("answered", "closed"):
        made = actions.answer(
            difficulty=made, version=made.version, text=told.answer, by=user, on=later,
            paper=actions.Paper(f"9{made.number:02}/SKHCN-TĐC", later),
        )  # fmt: skip
    if told.end == "closed":
        made = actions.close(difficulty=made, version=made.version, by=user)
    return made
