"""Two profiles of one enterprise: found with reasons, called different, merged without loss, taken apart again."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.accounts.models import User
from nscl.config.testing.cast import TODAY, Cast
from nscl.enterprises.actions import duplicates as actions
from nscl.enterprises.actions.certificates import add_certificate
from nscl.enterprises.models import DuplicatePair, Enterprise
from nscl.enterprises.queries import merged, register
from nscl.enterprises.tests.lists.conftest import HEADS, Bring, code
from nscl.foundation.jobs.testing import run_queued
from nscl.foundation.models import AuditEntry
from nscl.shared.errors import DomainError

A, B = code(610400001), code(610400050)
pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(bring: Bring, cast: Cast, officer: User) -> DuplicatePair:
    bring([HEADS, ["1", "Công ty TNHH Cà phê Măng Đen", A, "", "0260 3862 000", ""]])
    bring([HEADS, ["1", "Cty TNHH cà phê Măng Đenn", "", "", "02603862000", "đã khảo sát"]])
    assert actions.find(province_id=cast.province.pk, by=officer) == 1
    return DuplicatePair.objects.get()


def merged_by(pair: DuplicatePair, by: User, **given: Any) -> Enterprise:
    pair.refresh_from_db()
    told = {"choices": {}, "reason": "đã gọi điện hỏi", "versions": (pair.first.version, pair.second.version), **given}
    return actions.merge(pair=pair, by=by, **told)


def test_a_pair_is_found_with_its_reasons(pair: DuplicatePair) -> None:
    assert pair.first.tax_code == A
    assert "Cùng số điện thoại" in pair.reasons
    assert pair.points >= 60


def test_what_is_found_again_is_no_second_pair_and_what_was_decided_stays(
    pair: DuplicatePair, cast: Cast, officer: User
) -> None:
    actions.call_different(pair=pair, by=officer)
    assert actions.find(province_id=cast.province.pk, by=officer) == 0
    assert DuplicatePair.objects.get().decision == "different"
    assert AuditEntry.objects.filter(code="duplicate.different").count() == 1


def test_what_hung_on_the_other_is_found_at_the_one_that_remains(pair: DuplicatePair, officer: User) -> None:
    values = {"standard": "HACCP", "issued_on": TODAY}
    for profile in (pair.first, pair.second):
        add_certificate(enterprise=profile, values=values, by=officer)
    values = {"standard": "VietGAP", "issued_on": TODAY}
    add_certificate(enterprise=pair.second, values=values, by=officer)
    kept = merged_by(pair, officer)
    for standard in ("haccp", "vietgap"):
        found = register.page(register.scope_now(), register.Asked(standard_key=standard))
        assert [row.pk for row in found.rows] == [kept.pk]
        assert found.total == 1


def test_a_suggestion_that_no_longer_holds_goes(pair: DuplicatePair, cast: Cast, officer: User) -> None:
    Enterprise.objects.filter(pk=pair.second_id).update(name="Hợp tác xã Khác Hẳn", phone="")
    assert actions.find(province_id=cast.province.pk, by=officer) == 0
    assert not DuplicatePair.objects.exists()


def test_merging_loses_nothing(pair: DuplicatePair, officer: User) -> None:
    kept = merged_by(pair, officer, choices={"phone": "second"})
    gone = Enterprise.objects.get(pk=pair.second_id)
    assert (kept.pk, gone.merged_into_id, gone.merge_reason) == (pair.first_id, kept.pk, "đã gọi điện hỏi")
    assert (kept.phone, kept.note, kept.name) == ("02603862000", "đã khảo sát", "Công ty TNHH Cà phê Măng Đen")
    assert kept.other_names == ["Cty TNHH cà phê Măng Đenn"]
    assert "denn" in kept.search
    assert merged.profile_ids(kept) == [kept.pk, gone.pk]
    assert merged.entity_ids(kept) == [kept.entity_id, gone.entity_id]
    entry = AuditEntry.objects.get(code="enterprise.merged")
    assert entry.detail == {"merged": gone.pk, "pair": pair.pk}


def test_who_merges_second_hears_that_it_is_done(pair: DuplicatePair, officer: User) -> None:
    seen = pair.first.version, pair.second.version
    merged_by(pair, officer)
    with pytest.raises(DomainError, match="đã được gộp"):
        merged_by(pair, officer, versions=seen)
    assert AuditEntry.objects.filter(code="enterprise.merged").count() == 1


def test_the_address_of_the_merged_one_leads_to_the_one_that_remains(
    pair: DuplicatePair, officer: User, browser: Client
) -> None:
    kept = merged_by(pair, officer)
    answer = browser.get(f"/doanh-nghiep/{pair.second_id}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/doanh-nghiep/{kept.pk}/")
    page = unescape(browser.get(answer["Location"]).content.decode())
    assert "“Cty TNHH cà phê Măng Đenn” đã gộp vào hồ sơ này. đã gọi điện hỏi" in page


def test_the_list_that_names_the_merged_one_finds_the_remaining(
    pair: DuplicatePair, officer: User, bring: Bring
) -> None:
    kept = merged_by(pair, officer)
    found = bring([HEADS, ["1", "Cty TNHH cà phê Măng Đenn", "", "", "", ""]])
    assert found.parts.get().fates == "s"
    assert Enterprise.objects.filter(merged_into__isnull=True).get() == kept


def test_taken_apart_again_while_nothing_else_happened(pair: DuplicatePair, officer: User) -> None:
    before = {one.pk: (one.name, one.phone, one.note, one.other_names, one.search) for one in Enterprise.objects.all()}
    merged_by(pair, officer, choices={"phone": "second"})
    pair.refresh_from_db()
    actions.undo(pair=pair, by=officer)
    after = {one.pk: (one.name, one.phone, one.note, one.other_names, one.search) for one in Enterprise.objects.all()}
    assert after == before
    pair.refresh_from_db()
    assert (pair.decision, pair.before) == ("", {})
    kept = merged_by(pair, officer)
    Enterprise.objects.filter(pk=kept.pk).update(version=kept.version + 1)
    pair = DuplicatePair.objects.get()
    with pytest.raises(DomainError, match="Không tách lại được"):
        actions.undo(pair=pair, by=officer)


def test_a_third_follows(pair: DuplicatePair, officer: User, bring: Bring, cast: Cast) -> None:
    """Merging one that others were merged into: all of them point to the last that remains."""
    merged_by(pair, officer)
    kept = Enterprise.objects.get(pk=pair.first_id)
    wrong = A[:8] + str((int(A[8]) + 1) % 10) + A[9]
    assert kept.merged_into is None
    bring([HEADS, ["1", "Công ty TNHH Cà phê Măng Đen", wrong, "", "0260 3862 000", ""]])
    assert actions.find(province_id=cast.province.pk, by=officer) == 1
    second = DuplicatePair.objects.get(decision="")
    last = merged_by(second, officer)
    assert last.tax_code == A
    assert set(merged.profile_ids(last)) == set(Enterprise.objects.values_list("id", flat=True))


def test_two_right_codes_are_two_entities(bring: Bring, cast: Cast, officer: User) -> None:
    bring([HEADS, ["1", "Công ty An Bình", A, "", "", ""], ["2", "Công ty An Bình", B, "", "", ""]])
    first, second = Enterprise.objects.order_by("id")
    pair = DuplicatePair.objects.create(
        province=cast.province, first=first, second=second, points=60, reasons=[], found_at=first.recorded_at
    )
    with pytest.raises(DomainError, match="hai pháp nhân"):
        merged_by(pair, officer)


@pytest.mark.parametrize(
    ("given", "told"), [({"reason": " "}, "Hãy ghi vì sao"), ({"versions": (1, 99)}, "Có người vừa sửa")]
)
def test_refused(pair: DuplicatePair, officer: User, given: dict[str, Any], told: str) -> None:
    with pytest.raises(DomainError, match=told):
        merged_by(pair, officer, **given)
    assert not Enterprise.objects.exclude(merged_into=None).exists()


def test_through_the_pages(pair: DuplicatePair, officer: User, browser: Client) -> None:
    listed = unescape(browser.get(reverse("enterprise_duplicates")).content.decode())
    assert "Cty TNHH cà phê Măng Đenn" in listed
    address = reverse("enterprise_duplicate", args=[pair.pk])
    shown = unescape(browser.get(address).content.decode())
    assert "Gộp hai hồ sơ" in shown
    given = {"version_1": pair.first.version, "version_2": pair.second.version, "lay-phone": "second"}
    refused = browser.post(reverse("enterprise_duplicate_merge", args=[pair.pk]), given)
    assert refused.status_code == 422
    done = browser.post(reverse("enterprise_duplicate_merge", args=[pair.pk]), {**given, "ly_do": "cùng giấy phép"})
    assert done.status_code == 302
    assert "Tách lại" in unescape(browser.get(address).content.decode())
    assert browser.post(reverse("enterprise_duplicate_undo", args=[pair.pk])).status_code == 302
    assert browser.post(reverse("enterprise_duplicate_different", args=[pair.pk])).status_code == 302
    assert browser.get(reverse("enterprise_duplicates")).content.decode().count("Măng Đenn") == 0
    browser.post(reverse("enterprise_duplicates_find"))
    assert "nscl.job" in run_queued()


def test_few_queries(pair: DuplicatePair, browser: Client) -> None:
    for address in (reverse("enterprise_duplicates"), reverse("enterprise_duplicate", args=[pair.pk])):
        with CaptureQueriesContext(connection) as counted:
            browser.get(address)
        assert len(counted) <= 12, address


def test_what_hangs_on_the_merged_one_is_seen_on_the_remaining(
    pair: DuplicatePair, officer: User, browser: Client
) -> None:
    import datetime as dt

    from nscl.enterprises import actions as register

    register.add_certificate(
        enterprise=pair.second, values={"standard": "TCVN ISO 22000:2018", "issued_on": dt.date(2026, 1, 5)}, by=officer
    )
    kept = merged_by(pair, officer)
    shown = unescape(browser.get(reverse("enterprise", args=[kept.pk])).content.decode())
    assert "TCVN ISO 22000:2018" in shown
    gone = Enterprise.objects.get(pk=pair.second_id)
    followed = browser.get(reverse("enterprise", args=[gone.pk]), follow=True)
    assert kept.name in unescape(followed.content.decode())
    answer = browser.get(reverse("enterprise_of_entity", args=[gone.entity_id]))
    assert answer["Location"] == reverse("enterprise", args=[kept.pk])


def test_decided_pairs_are_found_again(pair: DuplicatePair, browser: Client) -> None:
    """Called different by mistake it is put forward again; merged, the page says which one remains and why."""
    address, page = f"/doanh-nghiep/trung/{pair.pk}/", "/doanh-nghiep/trung/?xem=xong"
    assert address not in browser.get(page).content.decode()
    browser.post(f"{address}khac-nhau/")
    assert address in browser.get(page).content.decode()
    assert address not in browser.get("/doanh-nghiep/trung/").content.decode()
    assert "ghi là hai nơi khác nhau lúc" in browser.get(address).content.decode()
    browser.post(f"{address}neu-lai/")
    pair.refresh_from_db()
    assert (pair.decision, pair.decided_at) == ("", None)
    assert AuditEntry.objects.filter(code="duplicate.reopened").count() == 1
    assert address in browser.get("/doanh-nghiep/trung/").content.decode()
    versions = {"version_1": pair.first.version, "version_2": pair.second.version}
    browser.post(f"{address}gop/", {"ly_do": "đã gọi điện", **versions})
    shown = browser.get(address).content.decode()
    assert "Lý do: đã gọi điện." in shown
    assert shown.count("đã gộp vào hồ sơ kia") == 1
    assert address in browser.get(page).content.decode()
    browser.post(f"{address}neu-lai/")
    pair.refresh_from_db()
    assert pair.decision == "merged"
