"""The page "Nhật ký": what an administrator reads there, finds, takes away; and what it does not tell."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from nscl.config.testing.cast import Cast
from nscl.foundation import audit, clock, tenancy
from nscl.foundation.audit import sealing, trail
from nscl.foundation.jobs.testing import run_queued
from nscl.foundation.models import AuditEntry, Job
from nscl.organisations.actions.add_agency import add_agency
from nscl.organisations.models import Agency
from nscl.plans.actions import upload
from nscl.plans.models import Plan

URL = "/nhat-ky/"
EXPORT = "/nhat-ky/xuat/"


@pytest.fixture
def plan(cast: Cast) -> Plan:
    with cast.acting(cast.officer) as by:
        return upload.new_by_hand(membership=cast.membership(by), by=by, title="Kế hoạch thử nhật ký")


@pytest.fixture
def agency(cast: Cast) -> Agency:
    with cast.acting(cast.administrator) as by:
        return add_agency(province=cast.province, name="Trung tâm Thử", kind="unit", by=by)


SignIn = Callable[[Any], Client]


@pytest.fixture
def sign_in() -> SignIn:
    def enter(user: Any) -> Client:
        client = Client()
        client.force_login(user, backend="nscl.accounts.backends.RoleBackend")
        return client

    return enter


def shown(answer: Any) -> str:
    body = answer.content.decode().split('<main id="noi-dung"', 1)[1]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_an_event_is_told_in_words(sign_in: SignIn, cast: Cast, plan: Plan, agency: Agency) -> None:
    page = sign_in(cast.head).get(URL)
    words = shown(page)
    assert "Nguyễn Văn A Chuyên viên" in words
    assert "Viết tay một kế hoạch" in words
    assert f'<a href="/ke-hoach/{plan.pk}/">Kế hoạch thử nhật ký</a>' in page.content.decode()
    assert "Bùi Văn I Quản trị hệ thống" in words
    assert "Thêm cơ quan vào danh bạ" in words
    assert "Trung tâm Thử" in words
    assert "không khớp" not in words


def test_who_may_not_open_an_object_is_not_told_its_title(
    sign_in: SignIn, cast: Cast, plan: Plan, agency: Agency
) -> None:
    """An administrator keeps the province's accounts and reads no plan."""
    words = shown(sign_in(cast.administrator).get(URL))
    assert "Viết tay một kế hoạch" in words
    assert "Kế hoạch thử nhật ký" not in words
    assert f"số {plan.pk} Kế hoạch" in words
    assert "Trung tâm Thử" in words


def test_another_province_is_not_told(sign_in: SignIn, cast: Cast, plan: Plan) -> None:
    membership = cast.membership(cast.stranger)
    membership.role = "head"
    membership.save(update_fields=["role"])
    assert "Viết tay" not in shown(sign_in(cast.stranger).get(URL)).split("Bỏ lọc")[-1].split("Đến hết ngày")[-1][-400:]
    with cast.acting(cast.stranger):
        assert not AuditEntry.objects.filter(code="plan.begun").exists()


def test_signing_in_is_told_to_the_persons_province(sign_in: SignIn, cast: Cast) -> None:
    for person in (cast.officer, cast.stranger):
        with tenancy.scope(tenancy.nobody()):
            audit.record("signin.failed", person, by=None, detail={"method": "password"})
    words = shown(sign_in(cast.administrator).get(URL, {"viec": "signin.failed"}))
    assert f"{cast.officer.full_name} Người dùng" in words
    table = words.split("Chữ ký")[-1]
    assert cast.stranger.full_name not in table


def test_office_and_absence_are_those_of_the_day(sign_in: SignIn, cast: Cast, agency: Agency) -> None:
    held = cast.membership(cast.officer)
    past = clock.now() - dt.timedelta(days=30)
    with clock.at(past), cast.acting(cast.officer), audit.on_behalf_of(cast.head.pk):
        audit.record("agency.added", agency, by=cast.officer)
    held.valid_to = clock.today() - dt.timedelta(days=2)
    held.save(update_fields=["valid_to"])
    type(held).objects.create(user=cast.officer, province=cast.province, role="cooperating", valid_from=held.valid_to)
    words = shown(sign_in(cast.head).get(URL, {"nguoi": cast.officer.pk}))
    assert "Nguyễn Văn A thay Lê Thị C Chuyên viên" in words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"viec": "agency.added"}, 3),
        ({"viec": "plan.begun"}, 1),
        ({"loai": "plans.plan"}, 1),
        ({"tu": "2026-11-10", "den": "2026-11-10"}, 1),
        ({"den": "2026-11-09"}, 1),
        ({"tu": "2099-01-01"}, 0),
    ],
)
def test_filters(sign_in: SignIn, cast: Cast, plan: Plan, agency: Agency, query: dict[str, str], found: int) -> None:
    for day in (9, 10):
        with clock.at(dt.datetime(2026, 11, day, 16, 59, tzinfo=dt.UTC)), cast.acting(cast.officer):
            audit.record("agency.added", agency, by=cast.officer)
    page = sign_in(cast.head).get(URL, query)
    assert page.content.decode().count("<tr>") - (1 if found else 0) == found
    if not found:
        assert "Không có việc nào khớp" in shown(page)


def test_one_object_alone(sign_in: SignIn, cast: Cast, plan: Plan, agency: Agency) -> None:
    words = shown(sign_in(cast.head).get(URL, {"loai": "organisations.agency", "so": str(agency.pk)}))
    assert f"Chỉ những việc liên quan đến: Cơ quan số {agency.pk}" in words
    assert words.count("khớp") == 1


@pytest.mark.parametrize(
    "query", [{"tu": "hôm qua"}, {"nguoi": "999999"}, {"viec": "x"}, {"tu": "2026-02-02", "den": "2026-01-01"}]
)
def test_nonsense_is_refused_beside_its_field(sign_in: SignIn, cast: Cast, query: dict[str, str]) -> None:
    page = sign_in(cast.head).get(URL, query)
    assert page.status_code == 422
    assert "field-wrong" in page.content.decode()


@pytest.mark.parametrize("place", ["x", "1-", "9" * 30 + "-1", "1-" + "9" * 25, "٣-٤"])
def test_nonsense_for_a_place_is_the_first_page(sign_in: SignIn, cast: Cast, agency: Agency, place: str) -> None:
    assert "Thêm cơ quan" in shown(sign_in(cast.head).get(URL, {"sau": place}))


def many(cast: Cast, agency: Agency, count: int) -> None:
    """Entries of several moments, many of the same moment."""
    base = dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC)
    with cast.acting(cast.officer):
        for n in range(count):
            with clock.at(base + dt.timedelta(seconds=n // 40)):
                audit.record("agency.alias", agency, by=cast.officer, detail={"n": n})


def test_pages_follow_one_another_without_gap_or_repeat(cast: Cast, agency: Agency) -> None:
    many(cast, agency, 130)
    with cast.acting(cast.head):
        filters = trail.Filters(code="agency.alias")
        seen: list[int] = []
        found = trail.page(filters, size=50)
        assert not found.newer
        pages = [found]
        while found.older:
            found = trail.page(filters, size=50, after=trail.Place.read(str(trail.Place.of(found.entries[-1]))))
            pages.append(found)
        seen = [entry.detail["n"] for page in pages for entry in page.entries]
        assert seen == list(range(129, -1, -1))
        back = trail.page(filters, size=50, before=trail.Place.of(pages[2].entries[0]))
        assert [e.pk for e in back.entries] == [e.pk for e in pages[1].entries]
        first = trail.page(filters, size=50, before=trail.Place.of(pages[1].entries[0]))
        assert [e.pk for e in first.entries] == [e.pk for e in pages[0].entries]
        assert not first.newer
        assert [e.pk for e in trail.every(filters, chunk=37)] == [e.pk for page in pages for e in page.entries]


def test_the_page_has_a_way_on(sign_in: SignIn, cast: Cast, agency: Agency) -> None:
    many(cast, agency, 60)
    client = sign_in(cast.head)
    first = client.get(URL, {"viec": "agency.alias"}).content.decode()
    there = html.unescape(re.search(r'rel="next" href="([^"]+)"', first)[1])  # type: ignore[index]
    second = client.get(URL + there).content.decode()
    assert second.count("<tr>") == 11
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second


def test_at_most_twelve_queries_however_many_rows(
    sign_in: SignIn, cast: Cast, plan: Plan, agency: Agency, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(cast.head)
    client.get(URL)
    with django_assert_max_num_queries(12):
        client.get(URL)
    many(cast, agency, 60)
    with django_assert_max_num_queries(12):
        client.get(URL)


def test_a_changed_row_is_marked(sign_in: SignIn, cast: Cast, agency: Agency) -> None:
    with cast.acting(cast.officer):
        AuditEntry.objects.create(
            province_id=cast.province.pk, recorded_at=clock.now(), code="agency.added", key_id="x", signature="y",
            object_type="organisations.agency", object_id=agency.pk,
        )  # fmt: skip
    assert "không khớp" in shown(sign_in(cast.head).get(URL))


def test_how_far_it_is_sealed(sign_in: SignIn, cast: Cast, agency: Agency) -> None:
    with clock.at(clock.now() + dt.timedelta(days=1)):
        (day,) = sealing.seal()
    assert f"Đã niêm phong đến hết ngày {day.day:%d/%m/%Y}" in shown(sign_in(cast.head).get(URL))


def test_an_empty_trail_says_what_will_be_here(sign_in: SignIn, cast: Cast) -> None:
    assert "Nhật ký còn trống" in shown(sign_in(cast.head).get(URL))


def test_export_as_csv_holds_what_is_filtered_and_no_formula(
    sign_in: SignIn, cast: Cast, plan: Plan, agency: Agency
) -> None:
    with cast.acting(cast.officer):
        audit.record("agency.alias", agency, by=cast.officer, detail={"name": "x"})
        Agency.objects.filter(pk=agency.pk).update(name="=cmd|' /C calc'!A0")
    client = sign_in(cast.head)
    answer = client.post(f"{EXPORT}?viec=agency.alias", {"dang": "csv"})
    assert answer.headers["Content-Disposition"].endswith('.csv"')
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][2:4] == ["Nguyễn Văn A", "Chuyên viên"]
    assert rows[1][7].startswith("'=cmd")
    with cast.acting(cast.head):
        entry = AuditEntry.objects.get(code="audit.exported")
    assert (entry.actor_id, entry.province_id) == (cast.head.pk, cast.province.pk)
    assert entry.detail == {"rows": 1, "format": "csv", "asked": {"viec": "agency.alias"}}


def test_export_as_a_workbook(sign_in: SignIn, cast: Cast, plan: Plan, agency: Agency) -> None:
    answer = sign_in(cast.head).post(EXPORT, {"dang": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][1] == "Lúc"
    assert {row[5] for row in rows[1:]} >= {"Viết tay một kế hoạch", "Thêm cơ quan vào danh bạ"}


def test_many_are_written_behind_the_page(
    sign_in: SignIn, cast: Cast, agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nscl.interfaces.views.trail.MOST_EXPORTED", 3)
    monkeypatch.setattr("nscl.interfaces.jobs.CHUNK", 2)
    many(cast, agency, 5)
    client = sign_in(cast.head)
    asked = f"{EXPORT}?viec=agency.alias&tu=2020-01-01&sau=1-1"
    answer = client.post(asked, {"dang": "csv"})
    assert answer.headers["Location"].startswith("/viec-nen/")
    run_queued()
    with cast.acting(cast.head):
        job = Job.objects.get()
        assert (job.state, job.error, job.done, job.total) == ("done", "", 5, 5)
        assert AuditEntry.objects.get(code="audit.exported").detail == {"rows": 5, "format": "csv"}
    file = client.get(f"{answer.headers['Location']}ket-qua/")
    text = b"".join(file.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 6
    assert len({row[0] for row in rows}) == 6
    assert sign_in(cast.officer).get(f"{answer.headers['Location']}ket-qua/").status_code == 404


def test_too_many_even_for_a_job_are_told(
    sign_in: SignIn, cast: Cast, agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nscl.interfaces.views.trail.MOST_EXPORTED", 1)
    monkeypatch.setattr("nscl.interfaces.jobs.MOST_LINES", 3)
    many(cast, agency, 4)
    client = sign_in(cast.head)
    page = client.post(f"{EXPORT}?viec=agency.alias", {"dang": "xlsx"}).headers["Location"]
    run_queued()
    assert "Có hơn 3 dòng" in client.get(page).content.decode()


def test_a_room_may_hide_entries_from_a_person(
    sign_in: SignIn, cast: Cast, plan: Plan, agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a council member will not see what concerns a dossier in which they have an interest."""
    from django.apps import apps
    from django.db.models import Q

    def hidden(user: Any) -> Q | None:
        return Q(object_type="plans.plan", object_id=plan.pk) if user == cast.head else None

    monkeypatch.setattr(apps.get_app_config("plans"), "audit_hidden", hidden, raising=False)
    assert "Viết tay một kế hoạch Kế hoạch thử" not in shown(sign_in(cast.head).get(URL))
    assert "Viết tay một kế hoạch số" in shown(sign_in(cast.administrator).get(URL))
    rows = sign_in(cast.head).post(EXPORT, {"dang": "csv"}).content.decode("utf-8-sig")
    assert "Viết tay" not in rows


def test_an_objects_own_history(cast: Cast, plan: Plan, rf: Any) -> None:
    from django.template import Context, Template

    request = rf.get("/")
    request.user = cast.head
    with cast.acting(cast.head):
        drawn = Template("{% history plan %}").render(Context({"request": request, "plan": plan}))
    assert "Viết tay một kế hoạch" in drawn
    assert "Nguyễn Văn A" in drawn
    assert f'href="/nhat-ky/?loai=plans.plan&amp;so={plan.pk}"' in drawn
    with cast.acting(cast.ministry), CaptureQueriesContext(connection) as asked:
        assert trail.of_object(plan, user=cast.ministry)
    assert "UNION" not in asked.captured_queries[-1]["sql"], "of all provinces one reads, only the object's is asked"
    request.user = cast.officer
    with cast.acting(cast.officer):
        assert "/nhat-ky/" not in Template("{% history plan %}").render(Context({"request": request, "plan": plan}))


COUNT = 30_000
PLANS_ASKED = [
    trail.Filters(),
    trail.Filters(actor=1),
    trail.Filters(code="seldom"),
    trail.Filters(kind="organisations.agency", object=7),
    trail.Filters(since=dt.date(2026, 1, 10), until=dt.date(2026, 1, 11)),
]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_an_index_answers_the_application(cast: Cast) -> None:
    """Row-level security keeps some conditions from an index: asked as the application's own role, over many rows."""
    from django.db import connections

    with connections["owner"].cursor() as owner:
        owner.execute(
            "INSERT INTO foundation_auditentry (province_id, recorded_at, actor_id, code, object_type, object_id, "
            "detail, key_id, signature) SELECT %s, '2026-01-01'::timestamptz + n * interval '1 minute', n %% 50, "
            "CASE WHEN n %% 5000 = 0 THEN 'seldom' ELSE 'agency.alias' END, 'organisations.agency', n %% 1000, '{}', "
            "'', '' FROM generate_series(1, %s) n",
            [cast.province.pk, COUNT],
        )
        owner.execute("ANALYZE foundation_auditentry")
    with cast.acting(cast.head):
        for filters in PLANS_ASKED:
            queries = trail._in_order(filters, 51, None, None)
            plan = queries.explain(analyze=True)  # type: ignore[attr-defined]
            assert "Seq Scan on foundation_auditentry" not in plan, plan
            read = sum(int(n) for n in re.findall(r"foundation_auditentry.*?rows=(\d+) loops", plan))
            assert read < 500, plan
            removed = sum(int(n) for n in re.findall(r"Rows Removed by Filter: (\d+)", plan))
            assert removed < 500, plan
        assert connection.settings_dict["USER"] != "postgres"
