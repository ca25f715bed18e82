"""Plans among plans in the demo: a plan for every year under one of many years, an amendment, a supersession.

What happened in past years is entered today, with its own days, as an officer who catches up does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nscl.accounts.models import User
    from nscl.plans.models import Plan

YEARS = range(2021, 2027)
TAKEN = ("chi-tieu", "nhiem-vu")
MAIN = ("kon-tum.txt", "can-tho.txt", "nghe-an.txt", "tay-ninh.txt", "son-la.txt")


@dataclass(frozen=True)
class Place:
    """Whose plan of many years, and the first two digits of the numbers of the plans under it."""

    by: str
    file: str
    series: int
    committee: str
    years: tuple[int, ...] = tuple(YEARS)


PLACES = (
    Place("officer.nghean", "nghe-an.txt", 91, "UBND tỉnh Nghệ An"),
    Place("officer.cantho", "can-tho.txt", 92, "UBND thành phố Cần Thơ"),
)
YEARLY = (
    Place("officer.tayninh", "tay-ninh.txt", 93, "UBND tỉnh Tây Ninh", (2021, 2022, 2023, 2025, 2026)),
    Place("officer.sonla", "son-la.txt", 94, "UBND tỉnh Sơn La", (2021, 2023, 2024, 2025, 2026)),
)
"""Where there is no plan of many years: each year has its own, one of which is the document that was read."""
AMENDED, AMENDING = "9125/KH-UBND", "9185/QĐ-UBND"
DRAFTED = "quang-ngai-truoc.txt"
OLD, NEW = "9126/KH-UBND", "9136/KH-UBND"


def begin() -> None:
    """Plans of single years, before the work under them."""
    _each(YEARLY, _years_alone)


def load() -> None:
    """Make what the demo's plans lack."""
    _each(PLACES, _years)
    _each(YEARLY, _end_alone)
    _programmes()
    _opened()


def _each(places: Iterable[Place], make: Callable[[Place, User], None]) -> None:
    """Each place's part by its officer, where that person is there."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.foundation import tenancy

    for place in places:
        if (user := User.objects.filter(email=f"{place.by}@example.vn").first()) is not None:
            with tenancy.scope(memberships.scope_of(memberships.in_force(user)[0])):
                make(place, user)


def _main(place: Place) -> Plan | None:
    """The document that was read, while the plans beside it are lacking."""
    from nscl.plans.models import Plan

    if Plan.objects.filter(number__startswith=f"{place.series}2", number__endswith="/KH-UBND").exists():
        return None
    return Plan.objects.filter(attachment__name=place.file, status=Plan.Status.IN_FORCE).first()


def _years_alone(place: Place, user: User) -> None:
    if (main := _main(place)) is not None:
        for year in place.years:
            _year(place, main, year, None, user)


def _end_alone(place: Place, user: User) -> None:
    from nscl.plans.models import Plan

    main = Plan.objects.filter(attachment__name=place.file).order_by("pk").first()
    if main is not None:
        _end_past(place, main, user)


def _years(place: Place, user: User) -> None:
    from nscl.plans.models import Plan

    if (main := _main(place)) is None:
        return
    before: Plan | None = None
    for year in place.years:
        before = _year(place, main, year, before, user)
    if place.series == 91:
        _amend(Plan.objects.get(number=AMENDED, province=main.province_id, status=Plan.Status.IN_FORCE), place, user)
        _supersede(place, main, user)
    _end_past(place, main, user)


def _year(place: Place, main: Plan, year: int, before: Plan | None, user: User, number: str = "", **head: Any) -> Plan:
    """The plan of a year: the tasks and targets of the plan of many years, under it where they share the year."""
    from nscl.plans.actions import confirm, edit, kin, renew
    from nscl.plans.models import Plan

    assert main.period_from is not None
    assert main.period_to is not None
    draft = renew.copy_as_new(plan=main, kinds=TAKEN, period_from=year, period_to=year, by=user, carries_on=False)
    values = {
        "title": f"Triển khai chương trình năng suất, chất lượng năm {year} (bản minh họa)",
        "number": number or f"{place.series}{year % 100}/KH-UBND", "issuer": place.committee,
        "issued_on": dt.date(year, 1, 15) if year > 2021 else dt.date(2021, 12, 1), "signer": "Nguyễn Văn A",
        "signer_title": "Phó Chủ tịch", "legal_basis": [main.number], "horizon": None,
        "inherits": [before.number] if before else [], **head,
    }  # fmt: skip
    draft = edit.edit_head(plan=draft, version=draft.version, values=values, by=user)
    if main.period_from <= year <= main.period_to:
        kin.set_parent(plan=draft, parent=main, by=user)
    draft = Plan.objects.get(pk=draft.pk)
    return confirm.confirm(plan=draft, version=draft.version, by=user)


def _amend(plan: Plan, place: Place, user: User) -> None:
    """The plan of 2025 is amended in July: a target is raised, a task added."""
    from nscl.plans.actions import amendments, confirm, edit
    from nscl.plans.models import Plan, PlanAmendment, Target

    reason = "Điều chỉnh chỉ tiêu theo kết quả sáu tháng đầu năm (bản minh họa)"
    draft = amendments.open_amendment(plan=plan, kind="amendment", reason=reason, by=user)
    target = Target.objects.filter(plan=draft, minimum__isnull=False, qualifier="at_least").order_by("position").first()
    if target is not None and target.minimum is not None:
        edit.edit_item(item=target, version=target.version, values={"minimum": target.minimum + 5}, by=user)
    added = {"title": "Mở thêm lớp hướng dẫn tính năng suất cho hợp tác xã", "when": "2025"}
    edit.add_item(plan=draft, kind="nhiem-vu", values=added, span=None, by=user)
    told = {
        "basis": "Thông báo kết luận họp giao ban quý II (bản minh họa)", "paper_kind": "decision",
        "paper_number": AMENDING, "paper_title": f"Sửa đổi, bổ sung Kế hoạch số {AMENDED} (bản minh họa)",
        "paper_issuer": place.committee, "paper_issued_on": dt.date(2025, 6, 25), "effective_on": dt.date(2025, 7, 1),
    }  # fmt: skip
    amendment = PlanAmendment.objects.get(plan=draft)
    amendments.tell(amendment=amendment, version=amendment.version, values=told, by=user)
    draft = Plan.objects.get(pk=draft.pk)
    confirm.confirm(plan=draft, version=draft.version, by=user)


def _supersede(place: Place, main: Plan, user: User) -> None:
    """The plan of 2026 gives way, in June, to one that replaces it."""
    _year(
        place, main, 2026, None, user, NEW, issued_on=dt.date(2026, 6, 10), supersedes=[OLD],
        title="Triển khai chương trình năng suất, chất lượng năm 2026 sau điều chỉnh nguồn lực (bản minh họa)",
    )  # fmt: skip


def _end_past(place: Place, main: Plan, user: User) -> None:
    """Plans of years that are over have ended with them."""
    from nscl.plans.actions import closing
    from nscl.plans.models import Plan

    rows = Plan.objects.filter(number__startswith=str(place.series), province=main.province_id, period_to__lt=2026)
    for plan in rows.filter(status=Plan.Status.IN_FORCE).exclude(pk=main.pk).order_by("period_to", "pk"):
        assert plan.period_to is not None
        day = dt.date(plan.period_to + 1, 1, 1)
        closing.end(plan=plan, reason="Hết năm kế hoạch", effective_on=day, by=user)


def _opened() -> None:
    """In Quảng Ngãi an amendment of an earlier plan is being drafted."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.foundation import tenancy
    from nscl.plans.actions import amendments
    from nscl.plans.models import Plan, PlanAmendment

    user = User.objects.get(email="officer.quangngai@example.vn")
    with tenancy.scope(memberships.scope_of(memberships.in_force(user)[0])):
        plan = Plan.objects.filter(attachment__name=DRAFTED, status=Plan.Status.IN_FORCE).first()
        if plan is not None and not PlanAmendment.objects.filter(amended=plan).exists():
            reason = "Bổ sung nhiệm vụ theo ý kiến các xã, phường sau sáp nhập (bản minh họa)"
            amendments.open_amendment(plan=plan, kind="amendment", reason=reason, by=user)


def _programmes() -> None:
    """The plans of many years say which national programmes among their bases they carry out."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.foundation import tenancy
    from nscl.interfaces.ops.demo.plans import PAPERS
    from nscl.plans.actions import kin
    from nscl.plans.models import Plan
    from nscl.plans.queries import kin as queries

    for paper in PAPERS:
        if paper.file not in MAIN:
            continue
        user = User.objects.get(email=paper.by)
        with tenancy.scope(memberships.scope_of(memberships.in_force(user)[0])):
            for plan in Plan.objects.filter(attachment__name=paper.file, status=Plan.Status.IN_FORCE):
                known = queries.programmes(plan)
                texts = [p.legal_text for p in queries.proposals(plan, known) if p.legal_text]
                if texts and not known:
                    kin.record_programmes(plan=plan, texts=texts, names=[], by=user)
