"""What the demo's enterprises had elsewhere, letters that ask, and who carries work out: all invented."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from nscl.interfaces.ops.demo import documents as papers
from nscl.interfaces.ops.demo import entities
from nscl.interfaces.ops.demo.papers import waiting

if TYPE_CHECKING:
    from nscl.accounts.models import User
    from nscl.organisations.models import LegalEntity, Province

NOTE = "Số liệu minh họa"
SUPPORTS: tuple[tuple[int, str, str, str, str, int | None, dt.date, dt.date | None, str], ...] = (
    (0, "gap", "VietGAP", "agriculture", "Sở Nông nghiệp và Môi trường", 42_000_000, dt.date(2024, 3, 1),
     dt.date(2024, 11, 30), "list"),
    (1, "barcode", "", "ocop", "Văn phòng điều phối nông thôn mới", 6_500_000, dt.date(2025, 1, 1),
     dt.date(2025, 12, 31), "list"),
    (10, "system", "ISO 22000:2018", "sme", "Sở Tài chính", 48_000_000, dt.date(2025, 5, 5), None, "answer"),
    (11, "smart", "", "industry-promotion", "Sở Công Thương", 120_000_000, dt.date(2025, 2, 1),
     dt.date(2025, 9, 30), "list"),
    (12, "digital", "", "digital", "Sở Khoa học và Công nghệ", 20_000_000, dt.date(2026, 2, 1),
     dt.date(2026, 7, 31), "declared"),
    (20, "ip", "Nhãn hiệu Thử Nghiệm", "ip", "Tỉnh khác (khi còn trụ sở ở đó)", None, dt.date(2023, 6, 1),
     None, "declared"),
)  # fmt: skip
PROVIDERS: tuple[tuple[str, list[str], list[str], str, int], ...] = (
    ("Công ty Tư vấn Chất lượng Ví Dụ {}", ["consultant", "trainer"], ["system", "tool", "training"],
     "ISO 9001, ISO 22000, HACCP, 5S", 400),
    ("Trung tâm Chứng nhận Minh Họa {}", ["certifier"], ["system-certification", "gap", "organic"],
     "ISO 9001, ISO 22000, VietGAP", 45),
    ("Phòng thử nghiệm Ví Dụ {}", ["tester"], ["testing"], "ISO/IEC 17025", -10),
)  # fmt: skip


def load() -> None:
    """Enter what the provinces of the demo lack."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.foundation import tenancy

    for place in papers.PLACES:
        user = User.objects.get(email=f"{place.by}@example.vn")
        membership = memberships.in_force(user)[0]
        with tenancy.scope(memberships.scope_of(membership)):
            _fill(user, membership.province)


def _fill(user: User, province: Province | None) -> None:
    from nscl.support.models import OtherSupport

    if province is None or OtherSupport.objects.filter(province=province, note=NOTE).exists():
        return
    forty = entities.of(province, by=user)
    _supports(user, province, forty)
    _list(user, province)
    _inquiries(user, province, forty)
    _providers(user, province)


def _supports(user: User, province: Province, forty: list[LegalEntity]) -> None:
    from nscl.support.actions import received

    names = ("content", "subject", "programme", "agency_name", "amount_vnd", "from_on", "to_on", "source")
    for at, *told in SUPPORTS:
        values: dict[str, Any] = {**dict(zip(names, told, strict=True)), "note": NOTE}
        received.record(province=province, entity=forty[at], values=values, by=user)


def _list(user: User, province: Province) -> None:
    """A list of another department, with a row to mend."""
    from nscl.support.actions import received_lists as lists

    names = [name for name, _kind in entities.names(province.code)]
    lines = [
        ["Đơn vị được hỗ trợ", "Nội dung hỗ trợ", "Kinh phí (triệu đồng)", "Năm", "Cơ quan hỗ trợ"],
        [names[2], "Mã số, mã vạch", "5,5", "2025", "Sở Công Thương"],
        [names[13], "Chứng nhận hệ thống quản lý ISO 9001:2015", "40", "2024", "Sở Công Thương"],
        [names[14], "Máy móc", "250", "2025", "Sở Công Thương"],
    ]
    sheet = lists.bring(
        province=province, name="khuyen-cong-minh-hoa.csv", lines=lines, digest=f"minh-hoa-{province.code}", by=user
    )
    lists.record_rows(sheet=sheet, by=user)


def _inquiries(user: User, province: Province, forty: list[LegalEntity]) -> None:
    """A draft, and one that is waited for of which one has answered."""
    from nscl.foundation import clock
    from nscl.plans.actions.guidance.common import EntityGiven
    from nscl.support.actions import inquiries
    from nscl.support.models import InquiryAsked

    today = clock.today()
    items = [inquiries.ItemGiven(EntityGiven(e.name, pk=e.pk), "ISO 22000") for e in (forty[10], forty[11], forty[12])]
    told = inquiries.Draft(
        "Xét hỗ trợ áp dụng hệ thống quản lý năm nay", today + dt.timedelta(days=5),
        ["Sở Công Thương", "Sở Tài chính"], ["system", "system-certification"], items,
    )  # fmt: skip
    made = inquiries.draft(province=province, told=told, by=user)
    made = inquiries.send(inquiry=made, version=made.version, number="", on=today, by=user)
    asked = InquiryAsked.objects.select_related("inquiry").filter(inquiry=made).order_by("id")[0]
    answers = {pk: inquiries.AnswerGiven(False) for pk in made.items.values_list("pk", flat=True)}
    scan = waiting("tra-loi.docx", "Về việc hỗ trợ doanh nghiệp năm nay", province.pk, user)
    inquiries.answer(asked=asked, version=asked.inquiry.version, answers=answers, on=today, by=user, uploads=[scan])
    later = inquiries.Draft(
        "Xét hỗ trợ mã số, mã vạch năm sau", today + dt.timedelta(days=30), ["Sở Nông nghiệp và Môi trường"],
        ["barcode"], [inquiries.ItemGiven(EntityGiven(forty[3].name, pk=forty[3].pk))],
    )  # fmt: skip
    inquiries.draft(province=province, told=later, by=user)


def _providers(user: User, province: Province) -> None:
    from nscl.foundation import clock
    from nscl.organisations.actions.record_entity import record_entity
    from nscl.support.actions import providers

    today = clock.today()
    for at, (name, kinds, contents, standards, days) in enumerate(PROVIDERS):
        entity = record_entity(name=name.format(province.name), province_id=province.pk, by=user)
        values = {
            "kinds": kinds, "contents": contents, "standards": standards, "registration_number": f"{at + 1:02}/VD-GCN",
            "registration_body": "Cơ quan Ví Dụ", "registered_on": dt.date(2023, 1, 1),
            "valid_to": today + dt.timedelta(days=days), "contact_name": "Nguyễn Văn A", "contact_phone": "0000000001",
            "note": NOTE,
        }  # fmt: skip
        made = providers.add(province=province, entity=entity, values=values, by=user)
        if at == 0:
            _worked(user, made, today)


def _worked(user: User, made: Any, today: dt.date) -> None:
    """Chosen, under contract twice, evaluated once."""
    from nscl.support.actions import providers

    providers.select(
        provider=made, values={"how": "quotes", "decided_on": dt.date(2025, 2, 10), "decision_number": ""}, by=user
    )
    contract = {
        "signed_on": dt.date(2025, 3, 1), "subject": "Tư vấn ISO 22000 cho ba cơ sở", "contents": ["system"],
        "value_vnd": 150_000_000, "from_on": dt.date(2025, 3, 1), "to_on": dt.date(2025, 10, 31),
    }  # fmt: skip
    first = providers.sign(provider=made, values={**contract, "number": "01/VD-2025"}, by=user)
    providers.move(contract=first, version=1, verb="accept", on=dt.date(2025, 11, 5), note="", by=user)
    scores = {"quality": 8, "schedule": 7, "expertise": 9, "cooperation": 8}
    told = {"evaluated_on": dt.date(2025, 11, 10), "scores": scores, "remarks": "Hồ sơ thanh toán nộp chậm."}
    providers.evaluate(provider=made, contract=first, values=told, by=user)
    ends = today + dt.timedelta(days=10)
    later = {**contract, "number": "02/VD-2026", "signed_on": dt.date(2026, 3, 1), "from_on": dt.date(2026, 3, 1)}
    providers.sign(provider=made, values={**later, "to_on": ends}, by=user)
