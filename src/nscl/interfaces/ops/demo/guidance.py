"""The demo's guidance log: acts of 2021–2026 in five provinces, made by the same actions as everybody's.

Years past came in as an Excel list, this year's were recorded one by one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from typing import TYPE_CHECKING, Any

from nscl.interfaces.ops.demo.papers import waiting

if TYPE_CHECKING:
    from nscl.accounts.models import User
    from nscl.organisations.models import LegalEntity, Province

PLACES = (
    ("officer.quangngai", 110), ("officer.nghean", 90), ("officer.cantho", 80), ("officer.tayninh", 70),
    ("officer.sonla", 60),
)  # fmt: skip
TOPICS: tuple[tuple[str, str, str], ...] = (
    ("traceability", "", "Hướng dẫn các bước đăng ký tài khoản, ghi nhật ký sản xuất và dán tem truy xuất."),
    ("barcode", "GS1", "Giải thích hồ sơ đăng ký mã số, mã vạch; hẹn nộp hồ sơ trong tháng."),
    ("system", "ISO 9001", "Rà soát hiện trạng, gợi ý lộ trình xây dựng hệ thống quản lý chất lượng."),
    ("system", "HACCP", "Xem khu chế biến, chỉ ra các điểm kiểm soát còn thiếu."),
    ("tool", "5S", "Hướng dẫn sàng lọc, sắp xếp; cơ sở sẽ làm thử ở một khu."),
    ("gap", "VietGAP", "Giải thích yêu cầu ghi chép, thời gian cách ly; gửi mẫu sổ."),
    ("base-standard", "TCCS", "Hướng dẫn soạn tiêu chuẩn cơ sở cho sản phẩm chủ lực."),
    ("product-certification", "", "Trao đổi thủ tục công bố hợp quy và nơi thử nghiệm."),
    ("ip", "", "Giải thích cách nộp đơn đăng ký nhãn hiệu, phí và thời gian."),
    ("digital", "", "Giới thiệu phần mềm ghi chép sản xuất, bán hàng."),
    ("green", "", "Gợi ý giảm điện, nước trong khâu sấy."),
    ("award", "", "Giới thiệu tiêu chí của giải thưởng chất lượng, cách tự đánh giá."),
)  # fmt: skip
PLACE_NAMES = {"officer.quangngai": ("Xã Măng Bút", "Phường Kon Tum", "Xã Bình Sơn")}
MERGED_ON = dt.date(2025, 7, 1)
THIS = 2026
HEADINGS = [
    "Tên doanh nghiệp", "Mã số thuế", "Ngày hướng dẫn", "Nội dung", "Tiêu chuẩn", "Hình thức", "Kết quả",
    "Ghi chú kết quả", "Người hướng dẫn", "Số phút", "Xã, phường, địa điểm",
]  # fmt: skip


def load() -> None:
    """Record what the demo's logs lack."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.foundation import tenancy

    for name, acts in PLACES:
        user = User.objects.get(email=f"{name}@example.vn")
        membership = memberships.in_force(user)[0]
        with tenancy.scope(memberships.scope_of(membership)):
            assert membership.province is not None
            _fill(name, membership.province, user, acts)


def _fill(name: str, province: Province, user: User, acts: int) -> None:
    from nscl.interfaces.ops.demo import entities
    from nscl.plans.models import Guidance

    if Guidance.objects.filter(province=province).exists():
        return
    known = entities.of(province, by=user)
    chance = random.Random(province.code)  # noqa: S311 (the same demo every time)
    days = sorted(_day(chance) for _ in range(acts))
    told = [(_then(province, day), _told(name, user, known, day, chance)) for day in days]
    _old_book(province, user, [act for where, act in told if where == province and act["guided_on"].year < THIS])
    typed = [(where, act) for where, act in told if where != province or act["guided_on"].year >= THIS]
    made = [_typed(where, user, act) for where, act in typed]
    _mend(made, user)
    _attach(made[-1], user)
    _unfinished(province, user)


def _old_book(province: Province, user: User, acts: list[dict[str, Any]]) -> None:
    """What was kept in Excel before there was a log, brought in as a list."""
    from nscl.catalogue.queries import content_groups
    from nscl.plans.actions import guidance as actions
    from nscl.plans.models import Guidance

    names = {group.code: group.name for group in content_groups()}
    how, outcome = dict(Guidance.How.choices), dict(Guidance.Outcome.choices)
    lines = [
        [
            act["entity"].name, act["entity"].tax_code, f"{act['guided_on']:%d/%m/%Y}",
            "; ".join(names[code] for code in act["contents"]), act["standard"], str(how[act["how"]]),
            str(outcome[act["outcome"]]), act["result"], act["guide_name"], str(act["minutes"] or ""), act["place"],
        ]
        for act in acts
    ]  # fmt: skip
    told = "\n".join("\t".join(line) for line in lines)
    sheet = actions.bring(
        province=province, name=f"So-huong-dan-2021-{THIS - 1}.xlsx", lines=[HEADINGS, *lines],
        digest=hashlib.sha256(told.encode()).hexdigest(), by=user,
    )  # fmt: skip
    actions.record_rows(sheet=sheet, by=user, doubles=True)


def _day(chance: random.Random) -> dt.date:
    """More of them in late years, none in the future."""
    from nscl.foundation import clock

    year = chance.choice((2021, 2022, 2023, 2024, 2024, 2025, 2025, 2026, 2026, 2026))
    day = dt.date(year, chance.randint(1, 12), chance.randint(1, 28))
    return min(day, clock.today() - dt.timedelta(days=chance.randint(0, 30)))


def _then(province: Province, day: dt.date) -> Province:
    """What was done in Kon Tum before the merger stands in Kon Tum's log."""
    from nscl.organisations.queries import province_for

    if province.code == "51" and day < MERGED_ON and day.day % 2:
        return province_for("62", day) or province
    return province


def _told(name: str, user: User, known: list[LegalEntity], day: dt.date, chance: random.Random) -> dict[str, Any]:
    from nscl.plans.models import Guidance

    code, standard, result = chance.choice(TOPICS)
    outside = chance.random() < 0.15
    return {
        "entity": chance.choice(known), "guided_on": day, "standard": standard,
        "contents": [code, "guidance"] if chance.random() < 0.2 else [code],
        "how": chance.choice(Guidance.How.values), "outcome": chance.choice(("informed", "informed", "will_apply")),
        "result": result if chance.random() < 0.7 else "", "minutes": chance.choice((None, 15, 30, 60, 90)),
        "guide": None if outside else user, "guide_name": "Hội Nông dân tỉnh" if outside else "",
        "place": chance.choice(PLACE_NAMES.get(name, ("",))),
    }  # fmt: skip


def _typed(province: Province, user: User, act: dict[str, Any]) -> Any:
    from nscl.plans.actions import guidance as actions

    entity = act["entity"]
    given = actions.EntityGiven(entity.name, entity.tax_code, entity.kind, entity.pk)
    return actions.record(province=province, entity=given, values=act, by=user, sure=True)


def _mend(made: list[Any], user: User) -> None:
    """One voided, one corrected, as happens."""
    from nscl.plans.actions import guidance as actions

    actions.void(guidance=made[3], reason="Ghi trùng với lượt của đồng nghiệp", by=user)
    act = made[-2]
    entity = actions.EntityGiven(act.entity.name, act.entity.tax_code, act.entity.kind, act.entity_id)
    names = ("guided_on", "standard", "how", "outcome", "minutes", "place", "guide", "guide_name")
    values = {name: getattr(act, name) for name in names} | {"contents": ["traceability"], "result": act.result}
    actions.correct(guidance=act, entity=entity, values=values, reason="Chọn nhầm nội dung", by=user)


def _attach(act: Any, user: User) -> None:
    """The record of a visit, as a file of the act."""
    from nscl.plans.actions import guidance as actions

    file = waiting("phieu-huong-dan.docx", "Phiếu hướng dẫn tại cơ sở", act.province_id, user)
    actions.attach(guidance=act, uploads=[file], by=user)


def _unfinished(province: Province, user: User) -> None:
    """A list of a colleague that waits to be mended: a day that there is not, a row without a name."""
    from nscl.plans.actions import guidance as actions

    lines = [
        HEADINGS,
        ["Hợp tác xã minh họa Sáng Sớm", "", "31/02/2026", "", "", "", "", "Xem kho", "", "30", ""],
        ["", "", "05/11/2026", "", "", "", "", "Chưa ghi tên cơ sở", "", "", ""],
        ["Hợp tác xã minh họa Trưa Nắng", "", "06/11/2026", "lạ", "", "", "", "Hướng dẫn 5S", "", "45", ""],
    ]
    told = f"{province.code}\n" + "\n".join("\t".join(line) for line in lines)
    actions.bring(
        province=province, name="Danh-sach-can-sua-11-2026.xlsx", lines=lines,
        digest=hashlib.sha256(told.encode()).hexdigest(), by=user,
    )  # fmt: skip
