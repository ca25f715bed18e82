"""The search page and the list under the box."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nscl.catalogue.models import ContentGroup
from nscl.config.testing.cast import Cast
from nscl.enterprises.actions import record_enterprise
from nscl.foundation import clock, search
from nscl.interfaces import own_search
from nscl.organisations.actions.record_entity import record_entity
from nscl.plans.models import MergedNeed, NeedsRound, Plan, ReportRound
from nscl.support.models import Inquiry, Provider, ProviderContract, SupportPolicy

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(cast: Cast) -> Plan:
    with cast.acting(cast.officer):
        return Plan.objects.create(
            province=cast.province, title="Kế hoạch gạo sạch", number="", created_at="2026-01-02T00:00Z"
        )


def page(client: Client, user: Any, query: str, **headers: Any) -> str:
    client.force_login(user)
    answer = client.get(f"/tim/?{query}", **headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_officer_finds_a_draft_and_where_it_opens(client: Client, cast: Cast, known: Plan) -> None:
    text = page(client, cast.officer, "tim=gao+sach")
    assert f'href="/ke-hoach/{known.pk}/ra-soat/"' in text
    assert "Bản thảo kế hoạch" in text


def test_who_may_not_see_drafts_does_not_find_them(client: Client, cast: Cast, known: Plan) -> None:
    for user in (cast.cooperating, cast.stranger, cast.nobody):
        assert "Kế hoạch gạo sạch" not in page(client, user, "tim=gao+sach"), user.email
        assert "Kế hoạch gạo sạch" not in page(client, user, "tim=gao+sacch&loai=plan_draft"), user.email


def test_nothing_found_says_what_to_try(client: Client, cast: Cast, known: Plan) -> None:
    assert "Không tìm thấy gì" in page(client, cast.officer, "tim=khong+co+dau")
    assert "Không tìm thấy gì" not in page(client, cast.officer, "")


def test_near_names_are_said_to_be_near(client: Client, cast: Cast, known: Plan) -> None:
    text = page(client, cast.officer, "tim=ke+hoach+gaoo+sach")
    assert "gần giống" in text
    assert "Kế hoạch gạo sạch" in text


def test_markup_in_the_words_stays_words(client: Client, cast: Cast) -> None:
    assert "<script>alert" not in page(client, cast.officer, "tim=<script>alert(1)</script>")
    page(client, cast.officer, "tim=%00%27%22--&loai=nothing")
    page(client, cast.officer, "tim=" + "a%20" * 500)


def test_the_box_gets_a_list_without_the_page(client: Client, cast: Cast, known: Plan) -> None:
    text = page(client, cast.officer, "tim=gao", HTTP_HX_REQUEST="true")
    assert "<html" not in text
    assert "Kế hoạch gạo sạch" in text


def test_many_hits_cost_no_more_queries(
    client: Client, cast: Cast, known: Plan, django_assert_max_num_queries: Any
) -> None:
    with cast.acting(cast.officer):
        for number in range(60):
            Plan.objects.create(province=cast.province, title=f"Kế hoạch gạo {number}", created_at="2026-01-02T00:00Z")
    client.force_login(cast.officer)
    with django_assert_max_num_queries(10):
        text = client.get("/tim/?tim=gao").content.decode()
    assert "6+" in text
    assert "loai=plan_draft" in text


def test_an_enterprise_is_found_by_name_and_tax_code(client: Client, cast: Cast) -> None:
    with cast.acting(cast.officer):
        made = record_enterprise(
            province=cast.province, name="Công ty TNHH Cà phê Minh Họa", tax_code="0000510001", values={},
            by=cast.officer,
        )  # fmt: skip
    for words in ("ca+phe+minh", "0000510001"):
        assert f'href="/doanh-nghiep/{made.pk}/"' in page(client, cast.officer, f"tim={words}")
    assert f'href="/doanh-nghiep/{made.pk}/"' in page(client, cast.officer, "tim=ca+phe&loai=enterprise")
    assert "Cà phê Minh Họa" in page(client, cast.officer, "tim=ca+phe", HTTP_HX_REQUEST="true")
    assert "Cà phê Minh Họa" not in page(client, cast.officer, "tim=ca+phe&loai=plan")
    for user in (cast.stranger, cast.nobody):
        assert "Cà phê Minh Họa" not in page(client, user, "tim=ca+phe&loai=enterprise"), user.email


def test_things_of_the_later_rooms_are_found_where_they_open(client: Client, cast: Cast) -> None:
    now, day = clock.now(), dt.date(2026, 3, 2)
    with cast.acting(cast.officer):
        made = NeedsRound.objects.create(
            province=cast.province, for_year=2027, title="Khảo sát nhu cầu vùng quế", opens_on=day, closes_on=day,
            created_at=now,
        )  # fmt: skip
        need = MergedNeed.objects.create(
            province=cast.province, round=made, name="Hợp tác xã Quế Xanh", name_key="x", sort_key="x",
            folded="hop tac xa que xanh iso 9001", group_id=ContentGroup.objects.values_list("pk", flat=True)[0],
            standard="ISO 9001",
        )  # fmt: skip
        reports = ReportRound.objects.create(
            province=cast.province, year=2026, half="other", name="Báo cáo nhanh về quế", opens_on=day, due_on=day,
            created_at=now,
        )  # fmt: skip
        policy = SupportPolicy.objects.create(
            province=cast.province, name="Hỗ trợ chứng nhận quế", contents=["standards"], rate_bp=5000, per="system",
            basis="Nghị quyết minh họa", valid_from=day, recorded_at=now,
        )  # fmt: skip
        asked = Inquiry.objects.create(
            province=cast.province, code="HOI-2026-001", purpose="Hỏi về cơ sở trồng quế", due_on=day, recorded_at=now
        )  # fmt: skip
        entity = record_entity(name="Công ty Tư vấn Quế Trà", province_id=cast.province.pk, by=cast.officer)
        provider = Provider.objects.create(
            province=cast.province, entity=entity, kinds=["consultant"], contents=["standards"],
            folded="cong ty tu van que tra", recorded_at=now,
        )  # fmt: skip
        contract = ProviderContract.objects.create(
            province=cast.province, provider=provider, number="02/HĐ", signed_on=day, subject="Tư vấn cho ba cơ sở quế",
            contents=["standards"], value_vnd=1, from_on=day, to_on=day, recorded_at=now,
        )  # fmt: skip
    text = page(client, cast.officer, "tim=que")
    shown = reverse("provider", args=[provider.pk])
    for address in (
        reverse("needs_round", args=[made.pk]), reverse("need", args=[made.pk, need.pk]),
        reverse("report_round", args=[reports.pk]), reverse("support_policy", args=[policy.pk]),
        reverse("inquiry", args=[asked.pk]), shown, f"{shown}#contract-{contract.pk}",
    ):  # fmt: skip
        assert f'href="{address}"' in text, address
    assert f'id="contract-{contract.pk}"' in client.get(shown).content.decode()
    assert "Quế Xanh" in page(client, cast.officer, "tim=iso+9001&loai=need")
    assert "Quế Trà" not in page(client, cast.officer, "tim=que&loai=policydraft")
    for user in (cast.stranger, cast.administrator, cast.nobody):
        assert "uế" not in page(client, user, "tim=que").split("<main", 1)[1], user.email
    with cast.acting(cast.officer):
        SupportPolicy.objects.filter(pk=policy.pk).update(valid_to=day + dt.timedelta(1))
    text = page(client, cast.officer, "tim=que")
    assert "Hỗ trợ chứng nhận quế" not in text


def test_people_are_found_by_who_keeps_the_accounts_alone(client: Client, cast: Cast) -> None:
    words = cast.second_officer.full_name.replace(" ", "+")
    address = f'href="/nguoi-dung/{cast.second_officer.pk}/"'
    assert address in page(client, cast.administrator, f"tim={words}")
    assert address in page(client, cast.administrator, f"tim={words}&loai=person")
    for user in (cast.officer, cast.stranger, cast.ministry):
        assert address not in page(client, user, f"tim={words}"), user.email


def test_every_kind_has_a_page_and_its_own_code() -> None:
    own = [one.kind for one in own_search.OWN]
    assert not {kind.code for kind in own} & set(search.kinds())
    for kind in (*search.kinds().values(), *own):
        assert reverse(kind.route, args=[1, 2] if kind.code == "need" else [1])
    declared = {one.kind for _, one in search.indexed()}
    assert declared == set(search.kinds())
