"""A list that was brought in by mistake goes out again: what nobody touched, and no more."""

from __future__ import annotations

import datetime as dt
import io
import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from openpyxl import load_workbook

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.enterprises import actions
from nscl.enterprises.actions import duplicates, taking_back
from nscl.enterprises.models import Enterprise, EnterpriseList, ListKept, ListPart, YearFigures
from nscl.enterprises.queries import register
from nscl.enterprises.queries import taking_back as queries
from nscl.enterprises.tests.lists.conftest import Bring, code
from nscl.enterprises.views import taking_back as views
from nscl.foundation import clock
from nscl.foundation.jobs.testing import run_queued
from nscl.foundation.models import AuditEntry, Job
from nscl.organisations.models import LegalEntity
from nscl.shared.errors import DomainError

HEADS = ["Tên", "Mã số thuế", "Điện thoại", "Lao động", "Nguồn vốn"]
ROWS = [[f"Nơi thứ {n}", code(n * 100), "0255 0000 000", 12, 900_000_000] for n in range(1, 9)]


@pytest.fixture
def found(bring: Bring) -> EnterpriseList:
    brought = bring([HEADS, *ROWS], year=2025)
    brought.refresh_from_db()
    return brought


def named(n: int) -> Enterprise:
    return Enterprise.objects.get(name=f"Nơi thứ {n}")


def every(found: EnterpriseList) -> list[int]:
    return queries.ids(found, queries.parts(found).when)


def weighed(found: EnterpriseList) -> queries.Weighed:
    return queries.weigh(found, queries.parts(found))


def take(found: EnterpriseList, by: User) -> EnterpriseList:
    taking_back.start(found=found, reason="Nhầm tỉnh", by=by)
    found.refresh_from_db()
    taking_back.run(found, by=by, left=every(found))
    found.refresh_from_db()
    return found


def listed(words: str = "") -> set[str]:
    asked = register.Asked(words=words)
    rows = register.page(register.scope_now(), asked)
    assert rows.total == len(rows.rows)
    return {row.name for row in rows.rows}


def test_what_nobody_touched_is_withdrawn(found: EnterpriseList, officer: User) -> None:
    assert listed("noi thu") == listed() == {row[0] for row in ROWS}
    assert weighed(found) == queries.Weighed(profiles=8, kept=0, figures=8)
    take(found, officer)
    assert (found.taken_profiles, found.taken_figures, found.taken_reason) == (8, 8, "Nhầm tỉnh")
    assert found.taken_ended_at is not None
    assert listed("noi thu") == listed() == set()
    assert register.count() == 0
    assert Enterprise.objects.filter(status="withdrawn", status_on=clock.today(), changed_by=officer).count() == 8
    voided = YearFigures.objects.filter(voided_at__isnull=False, voided_by=officer)
    assert {*voided.values_list("void_reason", flat=True)} == {"Lấy lại danh sách nhập nhầm: Nhầm tỉnh"}
    assert AuditEntry.objects.filter(code="enterprise_list.taken_back").count() == 1
    asked = register.Asked(status="withdrawn")
    assert register.page(register.scope_now(), asked).total == 8


def touched(cast: Cast, by: User) -> dict[int, str]:
    """Each of the first seven in another way; what is said of it."""
    one = named(1)
    actions.edit_enterprise(enterprise=one, version=one.version, values={"note": "đã gọi"}, by=by)
    actions.add_product(enterprise=named(2), values={"name": "Chè"}, by=by)
    day = dt.date(2026, 1, 5)
    values = {"standard": "ISO 9001:2015", "body": "Nơi cấp", "number": "1", "issued_on": day}
    actions.add_certificate(enterprise=named(3), values=values, uploads=(), by=by)
    figures = {"labour": 3, "revenue_vnd": None, "capital_vnd": None}
    actions.record_figures(enterprise=named(4), year=2024, values=figures, source="declared", by=by)
    duplicates.find(province_id=cast.province.pk, by=by)
    return {
        1: "Hồ sơ đã được sửa hoặc gộp sau khi nhập", 2: "Đã có sản phẩm", 3: "Đã có chứng nhận",
        4: "Đã có số liệu năm ghi sau khi nhập",
    }  # fmt: skip


def test_what_somebody_worked_on_stays_with_the_reason(cast: Cast, found: EnterpriseList, officer: User) -> None:
    told = touched(cast, officer)
    take(found, officer)
    assert dict(ListKept.objects.values_list("enterprise__name", "why")) == {
        f"Nơi thứ {n}": why for n, why in told.items()
    }
    assert listed() == {f"Nơi thứ {n}" for n in told}
    assert (found.taken_profiles, found.taken_figures) == (4, 4)
    assert YearFigures.objects.filter(enterprise=named(1), voided_at__isnull=True).exists()


MORE = ["Tên", "Mã số thuế", "Địa chỉ", "Ghi chú", "Tình trạng", "Lao động"]


def test_profiles_from_before_stand_as_they_did(bring: Bring, officer: User) -> None:
    """Contacts and notes too; figures that were replaced are recorded anew."""
    bring([MORE, ["Nơi thứ 1", code(100), "Số 1", "cũ", "Đang hoạt động", 5]], year=2025)
    before = named(1)
    rows = [["Nơi thứ 1", code(100), "Số 2", "mới", "Tạm ngừng", 9], ["Nơi thứ 2", code(200), "", "", "", 7]]
    found = bring([MORE, *rows], year=2025, overwrite=True)
    found.refresh_from_db()
    assert (named(1).address, named(1).note) == ("Số 2", "mới")
    assert weighed(found) == queries.Weighed(profiles=1, kept=0, figures=2, mended=1)
    take(found, officer)
    one = named(1)
    assert (one.address, one.status, one.note) == ("Số 1", "active", "cũ")
    assert (one.search, one.version) == (before.search, before.version + 2)
    held = YearFigures.objects.filter(enterprise=one).order_by("pk")
    told = [(labour, at is None, of) for labour, at, of in held.values_list("labour", "voided_at", "replaces__labour")]
    assert told == [(5, False, None), (9, False, 5), (5, True, 9)]
    assert (found.taken_profiles, found.taken_figures, found.taken_mended) == (1, 2, 1)
    assert named(2).status == "withdrawn"
    assert not ListKept.objects.exists()


def test_what_somebody_changed_after_the_list_stays(bring: Bring, officer: User) -> None:
    bring([MORE[:3], ["Nơi thứ 1", code(100), "Số 1"], ["Nơi thứ 2", code(200), "Số 1"]])
    rows = [["Nơi thứ 1", code(100), "Số 2"], ["Nơi thứ 2", code(200), "Số 2"]]
    found = bring([MORE[:3], *rows], overwrite=True)
    found.refresh_from_db()
    one = named(1)
    actions.edit_enterprise(enterprise=one, version=one.version, values={"address": "Số 3"}, by=officer)
    take(found, officer)
    assert (named(1).address, named(2).address) == ("Số 3", "Số 1")
    [kept] = ListKept.objects.all()
    assert (kept.enterprise_id, kept.why) == (one.pk, "Hồ sơ có từ trước đã được sửa sau khi danh sách cập nhật")
    assert (found.taken_profiles, found.taken_mended) == (0, 1)


def test_a_year_that_only_the_list_told_is_not_known_again(bring: Bring, officer: User) -> None:
    heads = ["Tên", "Mã số thuế", "Mã ngành", "Lao động", "Doanh thu", "Nguồn vốn"]
    bring([heads[:3], ["Nơi thứ 1", code(100), "10790"]])
    found = bring([heads, ["Nơi thứ 1", code(100), "10790", 5, 1_000_000_000, 1_000_000_000]], year=2025)
    found.refresh_from_db()
    assert named(1).size == "micro"
    take(found, officer)
    one = named(1)
    assert (one.status, one.size, one.size_year) == ("active", "", None)
    assert not YearFigures.objects.filter(voided_at__isnull=True).exists()


def test_the_right_list_brings_them_back(bring: Bring, found: EnterpriseList, officer: User) -> None:
    """As it tells of them, found by words again, and it can be taken back itself."""
    take(found, officer)
    right = bring(
        [HEADS, ["Nơi thứ 1", code(100), "0255 1111 111", 20, 5], ["Nơi thứ 2", code(200), "", 7, 9]], year=2025
    )
    one = named(1)
    assert (one.status, one.status_on, one.phone) == ("active", None, "0255 1111 111")
    assert listed("noi thu") == listed() == {"Nơi thứ 1", "Nơi thứ 2"}
    held = YearFigures.objects.get(enterprise=one, voided_at__isnull=True)
    assert (held.labour, held.capital_vnd) == (20, 5)
    right.refresh_from_db()
    assert weighed(right) == queries.Weighed(profiles=2, kept=0, figures=2)
    take(right, officer)
    assert listed() == set()


def test_one_that_was_withdrawn_comes_back_by_hand(found: EnterpriseList, officer: User, browser: Client) -> None:
    take(found, officer)
    one = named(1)
    page = browser.get(f"/doanh-nghiep/{one.pk}/").content.decode()
    assert "Nhập nhầm, đã rút khỏi sổ" in page
    form = browser.get(f"/doanh-nghiep/{one.pk}/tinh-trang/").content.decode()
    assert "withdrawn" not in form
    actions.change_status(enterprise=one, version=one.version, status="active", status_on=clock.today(), by=officer)
    assert listed("noi thu 1") == listed() == {"Nơi thứ 1"}
    one.refresh_from_db()
    with pytest.raises(DomainError, match="Hãy chọn tình trạng"):
        actions.change_status(
            enterprise=one, version=one.version, status="withdrawn", status_on=clock.today(), by=officer
        )


def test_a_stop_in_the_middle_goes_on_where_it_was(
    found: EnterpriseList, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "CHUNK", 3)
    taking_back.start(found=found, reason="Nhầm", by=officer)
    found.refresh_from_db()

    def stop(_n: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        taking_back.run(found, by=officer, left=every(found), step=stop)
    found.refresh_from_db()
    assert (found.taken_profiles, found.taken_ended_at) == (3, None)
    left = every(found)
    assert len(left) == 5
    taking_back.run(found, by=officer, left=left)
    taking_back.run(found, by=officer, left=left)  # delivered once more
    found.refresh_from_db()
    assert (found.taken_profiles, found.taken_figures) == (8, 8)
    assert AuditEntry.objects.filter(code="enterprise_list.taken_back").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_take_each_profile_once(
    cast: Cast, bring: Bring, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "CHUNK", 2)
    found = bring([HEADS, *ROWS], year=2025)
    taking_back.start(found=found, reason="Nhầm", by=officer)
    found.refresh_from_db()
    left, ended = every(found), list[EnterpriseList]()

    def work() -> None:
        try:
            with cast.acting(cast.officer) as by:
                ended.append(taking_back.run(found, by=by, left=left))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(ended) == 2
    found.refresh_from_db()
    assert (found.taken_profiles, found.taken_figures) == (8, 8)
    assert Enterprise.objects.filter(status="withdrawn", version=2).count() == 8
    assert AuditEntry.objects.filter(code="enterprise_list.taken_back").count() == 1


def test_a_second_time_gives_the_same_work(found: EnterpriseList, officer: User) -> None:
    first = taking_back.start(found=found, reason="Nhầm", by=officer)
    again = taking_back.start(found=found, reason="", by=officer)
    assert first.pk == again.pk
    found.refresh_from_db()
    assert found.taken_reason == "Nhầm"


def test_a_list_from_before_its_moments_were_kept(found: EnterpriseList, officer: User, browser: Client) -> None:
    first = found.parts.get()
    ListPart(
        province_id=found.province_id, list=found, number=2, first_line=20, last_line=20, fates="n", added=1, changed=0,
        same=0, refused=0, repeated=0, recorded_at=first.recorded_at,
    ).save(force_insert=True)  # fmt: skip
    with pytest.raises(DomainError, match="trước khi hệ thống nhớ"):
        taking_back.start(found=found, reason="Nhầm", by=officer)
    page = browser.get(f"/doanh-nghiep/nhap/{found.pk}/lay-lai/").content.decode()
    assert "trước khi hệ thống nhớ" in page
    assert "<textarea" not in page


def test_a_list_that_is_not_written_yet(bring: Bring, officer: User) -> None:
    waiting = bring([HEADS, *ROWS], year=2025, go=False)
    with pytest.raises(DomainError, match="chưa ghi xong"):
        taking_back.start(found=waiting, reason="Nhầm", by=officer)


def test_the_page_tells_the_numbers_takes_a_reason_and_does_it(
    cast: Cast, found: EnterpriseList, officer: User, browser: Client
) -> None:
    told = touched(cast, officer)
    url = f"/doanh-nghiep/nhap/{found.pk}/lay-lai/"
    assert url in browser.get(f"/doanh-nghiep/nhap/{found.pk}/").content.decode()
    page = browser.get(url)
    assert page.context["weighed"] == queries.Weighed(profiles=4, kept=4, figures=4)
    shown = page.content.decode()
    assert "Rút 4 hồ sơ khỏi sổ" in shown
    for why in told.values():
        assert why in shown
    refused = browser.post(url, {"reason": " "})
    assert (refused.status_code, "Hãy ghi lý do" in refused.content.decode()) == (422, True)
    assert register.count() == 8
    assert browser.post(url, {"reason": "Nhầm tệp của năm trước"}).status_code == 302
    assert "Đang lấy lại" in browser.get(url).content.decode()
    run_queued()
    done = browser.get(url).content.decode()
    assert "Nhầm tệp của năm trước" in done
    for why in told.values():
        assert why in done
    kept = load_workbook(io.BytesIO(browser.get(f"/doanh-nghiep/nhap/{found.pk}/khong-lay-lai-duoc/").content))
    assert [row[0] for row in kept.active.iter_rows(min_row=2, values_only=True)] == [f"Nơi thứ {n}" for n in told]
    assert "Đã lấy lại" in browser.get(f"/doanh-nghiep/nhap/{found.pk}/").content.decode()


def test_a_long_list_is_weighed_behind_the_page(
    found: EnterpriseList, officer: User, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "IN_PLACE", 3)
    actions.add_product(enterprise=named(2), values={"name": "Chè"}, by=officer)
    url = f"/doanh-nghiep/nhap/{found.pk}/lay-lai/"
    assert "Tính trước" in browser.get(url).content.decode()
    assert browser.post(f"{url}tinh-truoc/").status_code == 302
    assert "Tiến độ" in browser.get(url).content.decode()
    browser.post(f"{url}tinh-truoc/")
    assert Job.objects.filter(kind=queries.WEIGH).count() == 1
    run_queued()
    shown = browser.get(url).content.decode()
    assert "Rút 7 hồ sơ khỏi sổ" in shown
    assert "Đã có sản phẩm" in shown


def test_who_may_not(cast: Cast, found: EnterpriseList, client: Client) -> None:
    for person, status in ((cast.stranger, 404), (cast.ministry, 403)):
        client.force_login(person)
        for path in ("lay-lai/", "khong-lay-lai-duoc/"):
            assert client.get(f"/doanh-nghiep/nhap/{found.pk}/{path}").status_code == status
        assert client.post(f"/doanh-nghiep/nhap/{found.pk}/lay-lai/", {"reason": "x"}).status_code == status
    assert not EnterpriseList.objects.filter(taken_at__isnull=False).exists()


def test_every_key_to_an_entity_is_looked_at() -> None:
    """Whatever room points to a legal entity keeps its profile in the register."""
    told = {model._meta.label for model, _name in queries._pointing()}
    assert {"plans.Guidance", "support.OtherSupport", "support.Reckoning", "support.Provider"} <= told
    assert LegalEntity._meta.label not in told


def test_questions_do_not_grow_with_the_list(
    bring: Bring, officer: User, browser: Client, django_assert_max_num_queries: Any
) -> None:
    """Of a list of new profiles and of those it changed, with figures; before and after."""
    bring([HEADS, *([f"Nơi {n}", code(n * 50 + 20_000), "", n, n] for n in range(1, 100))], year=2025)
    rows = [[f"Nơi {n}", code(n * 50 + 20_000), "0255 0000 000", n + 1, n] for n in range(1, 200)]
    found = bring([HEADS, *rows], year=2025, overwrite=True)
    with django_assert_max_num_queries(12):
        page = browser.get(f"/doanh-nghiep/nhap/{found.pk}/lay-lai/")
    assert page.context["weighed"] == queries.Weighed(profiles=100, kept=0, figures=199, mended=99)
    assert "Rút 100 hồ sơ, trả lại 99 hồ sơ như cũ" in page.content.decode()
    found.refresh_from_db()
    take(found, officer)
    with django_assert_max_num_queries(12):
        browser.get(f"/doanh-nghiep/nhap/{found.pk}/lay-lai/")
