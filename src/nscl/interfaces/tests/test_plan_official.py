"""A plan printed in the official layout, and what the reader finds when it reads that paper again."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.test import Client, override_settings
from django.urls import reverse

from nscl.config.testing.cast import Cast
from nscl.documents import rendering
from nscl.documents.tests.templating.making import text_of
from nscl.foundation import tenancy
from nscl.interfaces import plan_official
from nscl.interfaces.ops.demo import agencies, people, plans, rollup
from nscl.organisations.queries import all_province_ids
from nscl.plans.actions import confirm, upload
from nscl.plans.importer import isolated
from nscl.plans.models import Plan
from nscl.plans.queries.overview import bases
from nscl.plans.queries.pages import entries
from nscl.plans.queries.review import Entry
from nscl.plans.tests.conftest import reading
from nscl.shared.vietnamese import fold

FAST = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def loaded(db: None, tmp_path: Path) -> Iterator[list[Plan]]:
    with override_settings(FILES_ROOT=tmp_path / "files", PASSWORD_HASHERS=FAST):
        for part in (people, agencies, plans, rollup):
            part.load()
        with tenancy.scope(tenancy.Scope.of(read=all_province_ids())):
            yield list(Plan.objects.select_related("province").order_by("pk"))


def again(plan: Plan, folder: Path) -> dict[str, Any]:
    """What the reader finds in the plan's paper."""
    path = folder / f"{plan.pk}.docx"
    path.write_bytes(rendering.docx(plan_official.official(plan, entries(plan), bases(plan))))
    return isolated.read_plan(path)


def key(*values: Any) -> tuple[str, ...]:
    return tuple(" ".join(fold("" if v is None else str(v)).rstrip(" .;").split()) for v in values)


def number(value: Any) -> str:
    return "" if value is None else f"{float(value):g}"


def of_plan(plan: Plan) -> dict[str, set[tuple[str, ...]]]:
    groups = entries(plan)
    items: dict[str, list[tuple[Entry, Any]]] = {slug: [(e, e.item) for e in found] for slug, found in groups.items()}
    told: dict[str, list[tuple[str, ...]]] = {
        "targets": [key(number(t.minimum), number(t.maximum), t.unit, t.period) for _, t in items["chi-tieu"]],
        "tasks": [key(t.title) for _, t in items["nhiem-vu"]],
        "leads": [key(t.title, *sorted(m.name for m in e.lead)) for e, t in items["nhiem-vu"]],
        "rules": [key(number(r.rate_bp and r.rate_bp / 100), r.cap_vnd, r.per) for _, r in items["muc-ho-tro"]],
        "deadlines": [key(d.day, d.month, d.year, d.recurs) for _, d in items["thoi-han"]],
        "duties": [key(*sorted(m.name for m in e.agencies)) for e, _ in items["trach-nhiem"]],
        "budget": [key(b.name, b.amount_vnd) for _, b in items["du-toan"]],
        "bases": [key(b.number) for b in bases(plan)],
        "head": [key(plan.issuer), key(plan.period_from, plan.period_to), key(plan.number)],
    }
    return {kind: set(found) for kind, found in told.items()}


def of_reading(read: dict[str, Any]) -> dict[str, set[tuple[str, ...]]]:
    head = read["document"]
    told: dict[str, list[tuple[str, ...]]] = {
        "targets": [key(number(t["min"]), number(t["max"]), t["unit"], t["period"]) for t in read["targets"]],
        "tasks": [key(t["title"]) for t in read["tasks"]],
        "leads": [key(t["title"], *sorted(t["lead"])) for t in read["tasks"]],
        "rules": [key(number(r["rate_percent"]), r["cap_vnd"], r["per"]) for r in read["support_rules"]],
        "deadlines": [key(d["day"], d["month"], d["year"], d["recurs"]) for d in read["deadlines"]],
        "duties": [key(*sorted(d["agencies"])) for d in read["agency_duties"]],
        "budget": [key(b["name"], b["amount_vnd"]) for b in (read["budget"] or {}).get("lines", [])],
        "bases": [key(number) for number in head["legal_basis"]],
        "head": [key(head["issuer"]), key(*(head["period"] or (None, None))), key(head["number"])],
    }
    return {kind: set(found) for kind, found in told.items()}


def test_reading_the_paper_again_gives_the_same_rows(loaded: list[Plan], tmp_path: Path) -> None:
    """All ten plans that the demo reads from papers: what their own paper lost and what it invented, by kind."""
    wrong = {
        (plan.number, kind): (sorted(mine[kind] - theirs[kind]), sorted(theirs[kind] - mine[kind]))
        for plan in loaded
        for mine, theirs in [(of_plan(plan), of_reading(again(plan, tmp_path)))]
        for kind in mine
        if mine[kind] != theirs[kind]
    }
    assert wrong == {}
    assert len(loaded) == 10


@pytest.fixture
def files_root(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def draft(cast: Cast, files_root: None, monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setattr(isolated, "read_plan", lambda path: reading(number=None, issued_on=None))
    with cast.acting(cast.officer) as officer:
        return upload.open_draft(membership=cast.membership(officer), name="k.txt", content=BytesIO(b"x"), by=officer)


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


def paper(client: Client, plan: Plan, ending: str) -> Any:
    return client.get(reverse("plan_official_paper", args=[plan.pk, ending]))


def test_a_draft_without_number_says_so_and_leaves_room(officer: Client, draft: Plan) -> None:
    answer = paper(officer, draft, "docx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="van-ban-ke-hoach-2026.docx"'
    said = text_of(answer.content).replace("\N{NO-BREAK SPACE}", " ")
    for words in (
        "DỰ THẢO", "/KH-UBND", "năm 2026", "ỦY BAN NHÂN DÂN", "Căn cứ Quyết định số 1322/QĐ-TTg",
        "I. MỤC TIÊU", "II. NHIỆM VỤ, GIẢI PHÁP", "III. KINH PHÍ THỰC HIỆN", "IV. TỔ CHỨC THỰC HIỆN",
        "V. CHẾ ĐỘ BÁO CÁO", "Mỗi năm giúp từ 10 đến 20 doanh nghiệp.",
        "Tổng kinh phí thực hiện Kế hoạch là 21.000.000",
        "Phụ lục I", "Phụ lục II", "TM. ỦY BAN NHÂN DÂN", "Nguyễn Văn A", "- Sở Tài chính;", "- Lưu: VT.",
    ):  # fmt: skip
        assert words in said, words
    page = officer.get(reverse("plan_official_page", args=[draft.pk])).content.decode()
    assert "số, ký hiệu, ngày ban hành" in page


def test_a_plan_in_force_is_no_draft(officer: Client, draft: Plan, cast: Cast) -> None:
    with cast.acting(cast.officer):
        plan = confirm.confirm(plan=draft, version=draft.version, by=cast.officer)
    assert "DỰ THẢO" not in text_of(paper(officer, plan, "docx").content)


def test_pdf(officer: Client, draft: Plan) -> None:
    pages = pypdfium2.PdfDocument(paper(officer, draft, "pdf").content)
    first = pages[0].get_textpage().get_text_bounded()
    assert "DỰ THẢO" in first
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first
    assert len(pages) >= 3


def test_other_formats_are_not_there(officer: Client, draft: Plan) -> None:
    assert paper(officer, draft, "xlsx").status_code == 404


def test_a_draft_is_nobodys_business_but_its_editors(client: Client, draft: Plan, cast: Cast) -> None:
    for user in (cast.stranger, cast.cooperating, cast.nobody):
        client.force_login(user)
        assert paper(client, draft, "docx").status_code in (403, 404)


def test_the_plan_leads_to_it(officer: Client, draft: Plan) -> None:
    url = reverse("plan_official_page", args=[draft.pk])
    assert url in officer.get(reverse("plan_overview", args=[draft.pk])).content.decode()


def test_names_of_bodies() -> None:
    assert plan_official.body_of("UBND tỉnh Kon Tum") == ("", "Ủy ban nhân dân\ntỉnh Kon Tum")
    assert plan_official.spelled("UBND tỉnh Kon Tum") == "Ủy ban nhân dân tỉnh Kon Tum"
    assert plan_official.body_of("Sở Khoa học và Công nghệ") == ("", "Sở Khoa học và Công nghệ")
