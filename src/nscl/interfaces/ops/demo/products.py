"""What came out of the demo's plans 2021–2026: products with evidence, two policies, cooperation, money woven in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from nscl.interfaces.ops.demo.papers import waiting

if TYPE_CHECKING:
    from nscl.accounts.models import User
    from nscl.organisations.models import Province
    from nscl.plans.models import Plan, Task

PLACES = ("officer.quangngai", "officer.nghean", "officer.cantho", "officer.tayninh", "officer.sonla")
LAST = dt.date(2026, 11, 20)
TITLES = {
    "document": ("Kế hoạch triển khai năm {year}", "Văn bản giao nhiệm vụ năm {year}"),
    "policy": ("Tờ trình về mức hỗ trợ năm {year}",),
    "system": ("Cơ sở dữ liệu năng suất, đợt {year}",),
    "event": ("Hội nghị phổ biến chương trình năm {year}", "Hội thảo chuyên đề năm {year}"),
    "course": ("Lớp tập huấn công cụ 5S năm {year}", "Lớp tập huấn hệ thống quản lý năm {year}"),
    "publication": ("Chuyên mục truyền hình năm {year}", "Sổ tay hướng dẫn, bản {year}"),
    "report": ("Báo cáo khảo sát năm {year}", "Báo cáo đánh giá năm {year}"),
    "model": ("Mô hình áp dụng tại cơ sở, năm {year}", "Biên bản nghiệm thu hỗ trợ năm {year}"),
    "other": ("Kết quả thực hiện năm {year}",),
}
POLICY = ("cơ chế, chính sách|chính sách hỗ trợ", "nghị quyết|quy định mức|mức hỗ trợ", "chính sách|quy định")
TOGETHER = ("hợp tác(?! xã)", "năng suất châu á|apo", "trao đổi kinh nghiệm|liên kết|các tỉnh")
EVERY = 3  # of so many tasks one has no product yet
RESOLUTION = "9014/NQ-HĐND"


def load() -> None:
    """Record what the demo lacks."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.foundation import tenancy

    for name in PLACES:
        user = User.objects.get(email=f"{name}@example.vn")
        membership = memberships.in_force(user)[0]
        with tenancy.scope(memberships.scope_of(membership)):
            assert membership.province is not None
            _fill(membership.province, user)


def _fill(province: Province, user: User) -> None:
    from nscl.organisations.queries import with_predecessors
    from nscl.plans.models import Plan, PolicyDraft, Task

    reached = with_predecessors(province.pk)
    if PolicyDraft.objects.filter(province_id__in=reached).exists():
        return
    plans = Plan.objects.filter(province_id__in=reached, status=Plan.Status.IN_FORCE).order_by("period_from", "id")
    tasks: list[Task] = []
    for plan in plans:
        own = list(
            Task.objects.filter(plan=plan, discarded_at__isnull=True).select_related("plan").order_by("position")
        )
        _products(plan, own, user)
        tasks += own
    if tasks:
        _policies(province, tasks, user)
        _cooperation(province, tasks, user)
        _woven(tasks, user)


def _products(plan: Plan, tasks: list[Task], user: User) -> None:
    from nscl.plans.rules.product_kinds import propose

    first, last = max(plan.period_from or 2021, 2021), min(plan.period_to or 2026, 2026)
    for number, task in enumerate(tasks):
        if number % EVERY == EVERY - 1 and len(tasks) > EVERY:
            continue
        kind = propose(task.title, task.outputs).kind
        for year in range(first + number % 2, last + 1, 2):
            _product(task, kind, year, number, user)


def _product(task: Task, kind: str, year: int, number: int, user: User) -> None:
    from nscl.plans.actions import products
    from nscl.plans.actions.products import Proof
    from nscl.plans.models import AgencyMention

    mention = (
        AgencyMention.objects.filter(task=task, agency__isnull=False).select_related("agency").order_by("id").first()
    )
    day: dt.date | None = dt.date(year, 4 + number % 8, 5 + number % 20)
    if day and (day > LAST or (year == 2026 and number % 4 == 3)):
        day = None
    title = TITLES[kind][number % len(TITLES[kind])].format(year=year)
    values = {
        "year": year, "kind": kind, "title": title, "delivered_on": day,
        "output": task.outputs[number % len(task.outputs)] if task.outputs else "",
        "agency": mention.agency if mention else None, "on_behalf": bool(mention) and number % 3 == 1,
    }  # fmt: skip
    proofs = []
    if day and number % 5 != 4:
        proofs.append(Proof(url=f"https://example.vn/san-pham/{year}/{task.pk}", title=f"Tin về {title.lower()}"))
    if values["on_behalf"] and day:
        proofs.append(Proof(upload=waiting("ban-co-quan-ky.docx", title, task.province_id, user), signed=True))
    products.record(task=task, values=values, by=user, proofs=proofs)


def _of(tasks: list[Task], words: Sequence[str]) -> Task | None:
    """The first task whose title holds one of the words, the first word before the others."""
    return next((task for word in words for task in tasks if re.search(word, task.title.lower())), None)


def _policies(province: Province, tasks: list[Task], user: User) -> None:
    """One issued as a resolution of this spring, one on which opinions are asked, one that was submitted."""
    from nscl.organisations.queries import agencies
    from nscl.plans.actions import policies
    from nscl.plans.models import Consulted

    known = list(agencies(frozenset({province.pk})).filter(valid_to__isnull=True, province=province))
    lead = next((a for a in known if "Khoa học và Công nghệ" in a.name), None)
    task = _of(tasks, POLICY) or tasks[0]

    def begun(title: str, kind: str, issuer: str) -> Any:
        values = {
            "title": title, "kind": kind, "issuer": issuer, "year": 2026, "lead": lead,
            "planned_on": dt.date(2026, 12, 15),
        }  # fmt: skip
        made = policies.begin(task=task, values=values, by=user)
        for number, (summary, day) in enumerate(
            (("Dự thảo lần đầu", dt.date(2026, 1, 20)), ("Sửa mức hỗ trợ, hồ sơ", dt.date(2026, 2, 20))), start=1
        ):
            upload = waiting(f"du-thao-{number}.docx", title, made.province_id, user)
            policies.add_version(policy=made, summary=summary, made_on=day, by=user, uploads=[upload])
        return made

    def asked(made: Any, sent_on: dt.date, deadline_on: dt.date) -> Any:
        return policies.consult(
            policy=made, agencies=known[1:6], names=["Hội doanh nghiệp (minh họa)"], sent_on=sent_on, by=user,
            deadline_on=deadline_on, letter_number="9015/SKHCN-TĐC",
        )  # fmt: skip

    issued = begun("Mức hỗ trợ doanh nghiệp nâng cao năng suất (bản minh họa)", "resolution", f"HĐND {province}")
    opened = asked(issued, dt.date(2026, 2, 25), dt.date(2026, 3, 15))
    for number, one in enumerate(
        Consulted.objects.filter(round=opened).select_related("round__policy").order_by("position")
    ):
        text = ("", "Đề nghị ghi rõ thời hạn giải quyết hồ sơ.", "Đề nghị bổ sung hợp tác xã.")[number % 3]
        said = policies.receive(
            consulted=one, received_on=dt.date(2026, 3, 4 + number), agrees=not text, text=text, by=user,
            clause="Điều 3" if text else "",
        )  # fmt: skip
        if text:
            outcome = ("accepted", "explained")[number % 2]
            words = ("Đã bổ sung vào Điều 3.", "Giữ như dự thảo vì đã có ở văn bản khác.")[number % 2]
            policies.answer(opinion=said, outcome=outcome, text=words, by=user)
    policies.close_round(round=opened, by=user)
    policies.step(policy=issued, verb="appraise", by=user)
    policies.step(policy=issued, verb="submit", by=user)
    policies.issue(
        policy=issued, province=province, number=RESOLUTION, issued_on=dt.date(2026, 7, 10), by=user,
        signer="Nguyễn Văn A", signer_title="Chủ tịch",
        uploads=[waiting("nghi-quyet.docx", "Mức hỗ trợ doanh nghiệp nâng cao năng suất", province.pk, user)],
    )  # fmt: skip
    going = begun("Quy chế phối hợp theo dõi năng suất, chất lượng (bản minh họa)", "decision", f"UBND {province}")
    still = asked(going, dt.date(2026, 11, 10), dt.date(2026, 12, 5))
    first = Consulted.objects.filter(round=still).select_related("round__policy").order_by("position")[0]
    policies.receive(
        consulted=first, received_on=dt.date(2026, 11, 18), text="Đề nghị giao một đầu mối tổng hợp.", clause="Điều 5",
        by=user,
    )  # fmt: skip
    submitted = begun("Quy định xét chọn doanh nghiệp được hỗ trợ (bản minh họa)", "decision", f"UBND {province}")
    policies.step(policy=submitted, verb="appraise", by=user)
    policies.step(policy=submitted, verb="submit", by=user)


def _cooperation(province: Province, tasks: list[Task], user: User) -> None:
    from nscl.plans.actions import cooperation

    task = _of(tasks, TOGETHER)
    told = (
        ("apo", "Tổ chức Năng suất Châu Á", "Hội thảo trực tuyến về năng suất xanh", dt.date(2023, 6, 12), 25),
        ("province", "Sở KH&CN tỉnh bạn (minh họa)", "Trao đổi về áp dụng 5S", dt.date(2024, 9, 5), 14),
        ("central", "Viện Năng suất (minh họa)", "Khảo sát doanh nghiệp, đào tạo giảng viên", dt.date(2025, 4, 21), 30),
        ("international", "Tổ chức quốc tế (minh họa)", "Làm việc về truy xuất nguồn gốc", dt.date(2026, 5, 18), 9),
    )  # fmt: skip
    for number, (kind, partner, activity, day, people) in enumerate(told):
        values = {
            "partner_kind": kind, "partner": partner, "activity": activity, "from_on": day,
            "to_on": day + dt.timedelta(days=number % 3), "place": province.name, "participants": people, "task": task,
            "result": "Đã có biên bản, danh sách người tham gia.", "url": f"https://example.vn/hop-tac/{number}",
        }  # fmt: skip
        files = [] if number else [waiting("bien-ban-lam-viec.docx", activity, province.pk, user)]
        cooperation.record(province=province, values=values, by=user, uploads=files)


def _woven(tasks: list[Task], user: User) -> None:
    from nscl.plans.actions import woven_money

    sources = (
        ("Chương trình khuyến công (minh họa)", "province"),
        ("Chương trình nông thôn mới (minh họa)", "central"),
    )
    for number, task in enumerate(tasks[:4]):
        first, last = task.plan.period_from or 2021, min(task.plan.period_to or 2026, 2026)
        programme, source = sources[number % 2]
        for year in range(max(first, 2021), last + 1):
            planned = (number + 1) * 50_000_000 + (year - 2021) * 10_000_000
            woven_money.record(
                task=task, by=user,
                values={
                    "year": year, "programme": programme, "source": source, "planned_vnd": planned,
                    "actual_vnd": planned - 3_500_000 if year < 2026 else None,
                },
            )  # fmt: skip
