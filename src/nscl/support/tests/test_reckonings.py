"""What may I get for several things at once, prefilled from a profile, kept with it, on paper; and whom to call."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pypdfium2
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from nscl.config.testing.cast import Cast
from nscl.documents import rendering
from nscl.enterprises import actions as enterprises
from nscl.enterprises.models import Enterprise
from nscl.foundation import clock
from nscl.foundation.models import AuditEntry
from nscl.shared.errors import DomainError
from nscl.support import actions as policies
from nscl.support.actions import reckonings as actions
from nscl.support.exports.reckonings import sheet
from nscl.support.models import Contact, Reckoning, SupportPolicy
from nscl.support.queries.reckoning import Asker, Wanted, reckon
from nscl.support.rules.amount import Cost
from nscl.support.rules.asked import WantedItem, items_in
from nscl.support.tests.received.test_flags import VALUES as GAVE
from nscl.support.tests.test_pages import asked, signed_in
from nscl.support.tests.test_policies import FROM, added

pytestmark = pytest.mark.django_db
FOOD = {"industry_version": 2025, "industry_code": "10"}
OFFICE = {"agency_name": "Sở Thử", "unit": "Phòng Thử", "phone": "0255 0000 123", "email": "", "address": ""}
SMALL = Asker("enterprise", "industry", 60, 40 * 10**9, 15 * 10**9)
TRACED = Wanted("Truy xuất nguồn gốc", ("traceability",), Cost("", 120_000_000))
CODES = Wanted("Mã số, mã vạch", ("barcode",), Cost("", 6_400_000))


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(dt.datetime(2026, 11, 25, 5, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def enterprise(cast: Cast) -> Enterprise:
    with cast.acting(cast.officer):
        added(cast)
        added(cast, name="Mã vạch", contents=["barcode"], rate_bp=10_000, cap_vnd=8_000_000, per="year", sizes=[])
        made = enterprises.record_enterprise(
            province=cast.province, name="Công ty TNHH Chè Ví Dụ", by=cast.officer,
            values={**FOOD, "women_owned": True, "founded_on": dt.date(2019, 5, 1)},
        )  # fmt: skip
        told = {"labour": 60, "revenue_vnd": 40 * 10**9, "capital_vnd": 15 * 10**9}
        enterprises.record_figures(enterprise=made, year=2025, values=told, source="declared", by=cast.officer)
        return Enterprise.objects.get(pk=made.pk)


def kept(cast: Cast, enterprise: Enterprise, *wanted: Wanted, **more: Any) -> Reckoning:
    told: dict[str, Any] = {
        "asker": SMALL,
        "year": 2025,
        "wanted": wanted or (TRACED, CODES),
        "elsewhere": (),
        "by": cast.officer,
    }
    with cast.acting(cast.officer):
        shown = reckon(
            province=enterprise.province,
            asker=SMALL,
            wanted=told["wanted"],
            on=clock.today(),
        ).amount_vnd
        return actions.keep(enterprise=enterprise, **{"shown_vnd": shown, **told, **more})


def given(cast: Cast, enterprise: Enterprise, **values: Any) -> None:
    from nscl.support.actions import received

    with cast.acting(cast.officer):
        told = {**GAVE, "subject": "", "to_on": None, **values}
        received.record(province=cast.province, entity=enterprise.entity, values=told, by=cast.officer)


def test_several_things_at_once_each_with_its_sum_and_the_total(cast: Cast, enterprise: Enterprise) -> None:
    with cast.acting(cast.officer):
        found = reckon(province=cast.province, asker=SMALL, wanted=[TRACED, CODES, CODES], on=clock.today())
    assert [one.amount_vnd for one in found.answers] == [45_000_000, 8_000_000]  # of the year's cap, both codes
    assert (found.amount_vnd, found.cost_vnd) == (53_000_000, 132_800_000)
    assert [paper.name for paper in found.papers].count(
        "Bản cam kết chưa được nguồn ngân sách khác hỗ trợ cùng nội dung"
    ) == 1


def test_one_rule_of_the_year_holds_for_things_of_different_contents_together(cast: Cast) -> None:
    with cast.acting(cast.officer):
        added(cast, contents=["traceability", "barcode"], per="year", cap_vnd=50_000_000)
        found = reckon(province=cast.province, asker=SMALL, wanted=[TRACED, CODES], on=clock.today())
        assert [one.amount_vnd for one in found.answers] == [50_000_000, 0]
        told = found.answers[1].best
        assert told is not None
        assert "đã tính ở trên 50.000.000 đồng" in told.reasons[-1]


@pytest.mark.parametrize("text", ["", "v.barcode", "v.barcode.-1.0.", "x.barcode.1.0.", "v.Bar code.1.0.", "v.a.1.0.y"])
def test_what_the_address_cannot_mean_is_left_out(text: str) -> None:
    assert items_in([text]) == []
    item = WantedItem("n", "testing", 50_000_000, 0, "co")
    assert items_in([text, item.written()]) == [item]


def test_a_profile_fills_in_what_it_knows(client: Client, cast: Cast, enterprise: Enterprise) -> None:
    signed_in(client, cast.officer)
    story = client.get(reverse("enterprise", args=[enterprise.pk])).content.decode()
    address = f"/duoc-ho-tro-gi/?tinh=51&amp;dn={enterprise.pk}"
    assert address in story
    page = client.get(address.replace("&amp;", "&"))
    assert page.context["step"] == 2
    assert page.context["who"].initial == {
        "loai": "enterprise", "nganh": "industry", "uu_tien": ["women-owned"], "duoi_1_nam": False, "lao_dong": 60,
        "doanh_thu": 40 * 10**9, "nguon_von": 15 * 10**9,
    }  # fmt: skip
    assert "theo số liệu năm 2025" in page.content.decode()
    assert reverse("enterprise", args=[enterprise.pk]) in page.content.decode()
    stranger = signed_in(Client(), cast.stranger).get(address.replace("&amp;", "&"))
    assert "Chè Ví Dụ" not in stranger.content.decode()
    nobody = Client().get(address.replace("&amp;", "&"))
    assert "Chè Ví Dụ" not in nobody.content.decode()
    assert nobody.context["who"].initial == {}


def test_under_one_year_old_is_filled_in_from_the_day_it_was_founded(
    client: Client, cast: Cast, enterprise: Enterprise
) -> None:
    with cast.acting(cast.officer):
        Enterprise.objects.filter(pk=enterprise.pk).update(founded_on=dt.date(2026, 3, 1))
    page = asked(signed_in(client, cast.officer), tinh="51", dn=str(enterprise.pk))
    assert page.context["who"].initial["duoi_1_nam"] is True
    who = {"tinh": "51", "loai": "enterprise", "nganh": "industry", "lao_dong": "8", "doanh_thu": "1 tỷ",
           "nguon_von": "15 tỷ", "noi_dung": "traceability", "chi_phi": "1"}  # fmt: skip
    assert asked(client, **who).context["size"].size == "micro"
    assert asked(client, **who, duoi_1_nam="on").context["size"].size == "small"  # only capital counts


def test_the_profile_says_in_short_what_it_may_get_and_flags_what_it_had(
    client: Client, cast: Cast, enterprise: Enterprise
) -> None:
    with cast.acting(cast.officer):
        added(cast, name="Chỉ cho doanh nghiệp lớn", sizes=["large"])
    given(cast, enterprise, content="barcode", amount_vnd=3_000_000)
    given(cast, enterprise, content="barcode", amount_vnd=9_000_000, from_on=dt.date(2021, 1, 1))
    told = signed_in(client, cast.officer).get(reverse("enterprise", args=[enterprise.pk])).content.decode()
    assert "50 %, tối đa 45.000.000" in told
    assert "Chỉ cho doanh nghiệp lớn" not in told
    assert told.count("Sở Công Thương đã hỗ trợ cùng nhóm nội dung") == 1
    assert "Ba năm qua nơi khác đã hỗ trợ 1 khoản, 3.000.000" in told


def test_what_was_had_this_year_warns_with_its_row_and_never_the_public(
    client: Client, cast: Cast, enterprise: Enterprise
) -> None:
    given(cast, enterprise, content="barcode", amount_vnd=3_000_000)
    whole = {"tinh": "51", "dn": str(enterprise.pk), "loai": "enterprise", "nganh": "industry", "viec": "barcode",
             "chi_phi": "6.000.000"}  # fmt: skip
    inside = asked(signed_in(client, cast.officer), **whole)
    assert inside.context["found"].amount_vnd == 4_800_000  # 80 % of the contract: the warning takes nothing away
    assert "năm nay còn 5.000.000 đồng" in inside.content.decode()
    assert "Khoản 1</a>" in inside.content.decode()
    for other in (Client(), signed_in(Client(), cast.stranger)):
        outside = asked(other, **whole).content.decode()
        assert "năm nay còn" not in outside
        assert "Sở Công Thương" not in outside
        assert "Lưu vào hồ sơ" not in outside


def test_whether_a_product_is_a_key_export_is_asked_and_never_assumed(client: Client, cast: Cast) -> None:
    with cast.acting(cast.officer):
        added(cast, contents=["testing"], rate_bp=5000, cap_vnd=None, per="contract", sizes=[])
    whole = {"tinh": "51", "loai": "enterprise", "nganh": "industry", "noi_dung": "testing", "chi_phi": "50 triệu"}
    unasked = asked(client, **whole)
    assert unasked.status_code == 422
    assert "Hãy chọn có, không, hoặc chưa rõ." in unasked.content.decode()
    told = {answer: asked(client, **whole, xuat_khau=answer) for answer in ("co", "khong", "chua-ro")}
    assert {a: page.context["found"].amount_vnd for a, page in told.items()} == {
        "co": 15_000_000, "khong": 25_000_000, "chua-ro": 25_000_000,
    }  # fmt: skip
    assert "khi đó được 15.000.000" in told["chua-ro"].content.decode()
    assert "khoản 3" not in told["khong"].content.decode()
    assert "xuất khẩu" not in asked(client, **{**whole, "noi_dung": "ip"}).content.decode()


def test_figures_are_told_afterwards_and_nothing_else_is_asked_again(client: Client, cast: Cast) -> None:
    with cast.acting(cast.officer):
        added(cast)
    page = asked(client, tinh="51", loai="enterprise", nganh="trade", viec="traceability", chi_phi="90.000.000")
    assert "Đang tính như doanh nghiệp siêu nhỏ" in page.content.decode()
    again = client.get(f"/duoc-ho-tro-gi/?{page.context['figures_url']}")
    assert (again.status_code, again.context["step"], again.context["who"]["nganh"].value()) == (200, 2, "trade")
    told = [*again.context["asked"], ("loai", "enterprise"), ("nganh", "trade"), ("lao_dong", "500")]
    last = client.get(f"/duoc-ho-tro-gi/?{urlencode(told)}")
    assert last.context["size"].size == "large"
    assert "Quy mô doanh nghiệp không thuộc đối tượng" in last.content.decode()


def test_things_are_added_and_taken_away_by_links(client: Client, cast: Cast, enterprise: Enterprise) -> None:
    first = asked(client, tinh="51", loai="cooperative", nganh="agriculture", viec="barcode", chi_phi="6.000.000")
    assert first.context["found"].amount_vnd == 6_000_000
    more = dict(parse_qsl(first.context["more_url"]))
    assert asked(client, **more).context["step"] == 3
    del more["them"]
    both = asked(client, **more, viec="traceability", chi_phi="90.000.000")
    assert [one.names for one in both.context["found"].answers] == [["Mã số, mã vạch"], ["Truy xuất nguồn gốc"]]
    [(_name, _cost, without), _other] = both.context["things"]
    left = client.get(f"/duoc-ho-tro-gi/?{without}")
    assert [one.names for one in left.context["found"].answers] == [["Truy xuất nguồn gốc"]]


def test_a_result_is_kept_with_all_it_came_from(client: Client, cast: Cast, enterprise: Enterprise) -> None:
    page = asked(signed_in(client, cast.officer), tinh="51", dn=str(enterprise.pk), loai="enterprise", nganh="industry",
                 lao_dong="60", doanh_thu="40 tỷ", nguon_von="15 tỷ", uu_tien="women-owned", viec="traceability",
                 chi_phi="120 triệu")  # fmt: skip
    sent = dict(page.context["kept"])
    answer = client.post("/duoc-ho-tro-gi/luu/", sent)
    with cast.acting(cast.officer):
        row = Reckoning.objects.get()
        policy = SupportPolicy.objects.get(contents=["traceability"])
        assert AuditEntry.objects.filter(code="reckoning.kept").count() == 1
    assert answer.headers["Location"] == f"/phieu-tra-cuu/{row.pk}/"
    assert (row.code, row.amount_vnd, row.cost_vnd) == ("PTC-2026-001", 45_000_000, 120_000_000)
    assert (row.facts["size"], row.facts["marks"], row.facts["figures_year"]) == ("small", ["women-owned"], 2025)
    [told] = row.answers
    [rule] = told["rules"]
    assert rule["key"] == f"{policy.pk}.{policy.version}"
    assert [line["vnd"] for line in rule["lines"]] == [60_000_000, -15_000_000]
    shown = client.get(f"/phieu-tra-cuu/{row.pk}/").content.decode()
    assert "45.000.000\xa0đ" in shown
    assert "50 % × 120.000.000 = 60.000.000 đồng" in shown
    assert "không quá 80 % giá trị hợp đồng, là 96.000.000" in shown
    assert [ceiling["takes_away"] for ceiling in told["ceilings"]] == [False]
    story = client.get(reverse("enterprise", args=[enterprise.pk])).content.decode()
    assert "PTC-2026-001: 45.000.000" in story
    assert client.post("/duoc-ho-tro-gi/luu/", sent).headers["Location"] == f"/phieu-tra-cuu/{row.pk}/"  # sent twice
    client.post(f"/phieu-tra-cuu/{row.pk}/huy/", {"reason": "Lưu nhầm"})
    assert "PTC-2026-001: " not in client.get(reverse("enterprise", args=[enterprise.pk])).content.decode()
    assert "Lưu nhầm" in client.get(f"/phieu-tra-cuu/{row.pk}/").content.decode()
    assert signed_in(Client(), cast.stranger).get(f"/phieu-tra-cuu/{row.pk}/").status_code == 404


def test_a_ceiling_that_took_away_is_kept_and_told_once(client: Client, cast: Cast, enterprise: Enterprise) -> None:
    with cast.acting(cast.officer):
        added(cast, contents=["ip"], rate_bp=10_000, cap_vnd=None)
    page = asked(signed_in(client, cast.officer), tinh="51", dn=str(enterprise.pk), loai="enterprise", nganh="industry",
                 lao_dong="60", doanh_thu="40 tỷ", nguon_von="15 tỷ", noi_dung="ip", chi_phi="100 triệu")  # fmt: skip
    answer = client.post("/duoc-ho-tro-gi/luu/", dict(page.context["kept"]))
    with cast.acting(cast.officer):
        row = Reckoning.objects.get()
    [told] = row.answers
    assert (row.amount_vnd, [one["takes_away"] for one in told["ceilings"]]) == (80_000_000, [True])
    assert "Mức trần của luật" not in client.get(answer.headers["Location"]).content.decode()


def test_those_kept_last_are_told_beside_the_policies(client: Client, cast: Cast, enterprise: Enterprise) -> None:
    officer = signed_in(client, cast.officer)
    assert "Phiếu tra cứu mới lưu" not in officer.get("/muc-ho-tro/").content.decode()
    found = kept(cast, enterprise)
    page = officer.get("/muc-ho-tro/").content.decode()
    assert reverse("reckoning", args=[found.pk]) in page
    assert enterprise.name in page


def test_what_changed_in_between_is_shown_and_not_kept(client: Client, cast: Cast, enterprise: Enterprise) -> None:
    page = asked(signed_in(client, cast.officer), tinh="51", dn=str(enterprise.pk), loai="enterprise", nganh="industry",
                 viec="traceability", chi_phi="120 triệu")  # fmt: skip
    with cast.acting(cast.officer):
        policy = SupportPolicy.objects.get(contents=["traceability"])
        policies.end(policy=policy, version=1, on=clock.today(), reason="Hết hạn", by=cast.officer)
    answer = client.post("/duoc-ho-tro-gi/luu/", dict(page.context["kept"]), follow=True)
    assert "Mức hỗ trợ vừa được thay đổi" in answer.content.decode()
    assert answer.context["step"] == 5
    assert answer.context["found"].amount_vnd == 0
    with cast.acting(cast.officer):
        assert not Reckoning.objects.exists()


def test_who_may_not_keep(client: Client, cast: Cast, enterprise: Enterprise) -> None:
    with pytest.raises(DomainError, match="không có quyền"):
        kept(cast, enterprise, by=cast.cooperating)
    sent = {
        "tinh": "51",
        "dn": enterprise.pk,
        "loai": "enterprise",
        "nganh": "industry",
        "muc": "v.barcode.1.0.",
        "tong": 0,
    }
    assert signed_in(client, cast.cooperating).post("/duoc-ho-tro-gi/luu/", sent).status_code == 404
    assert signed_in(Client(), cast.stranger).post("/duoc-ho-tro-gi/luu/", sent).status_code == 404
    assert Client().post("/duoc-ho-tro-gi/luu/", sent).status_code == 302  # to sign in


def test_the_database_keeps_what_was_kept(cast: Cast, enterprise: Enterprise) -> None:
    row = kept(cast, enterprise)
    with cast.acting(cast.officer):
        changes: list[dict[str, Any]] = [{"amount_vnd": 1}, {"facts": {}}, {"answers": []}, {"on": FROM}]
        for change in changes:
            with pytest.raises(IntegrityError, match="only voided once"), transaction.atomic():
                Reckoning.objects.filter(pk=row.pk).update(**change)
        with pytest.raises(IntegrityError, match="only voided once"), transaction.atomic():
            Reckoning.objects.filter(pk=row.pk).delete()
        row.pk, row.code = None, "PTC-2026-900"
        for amount, answers in (
            (row.amount_vnd + 1, row.answers), (row.amount_vnd, row.answers[:1]), (0, []),
            (row.amount_vnd, [{**row.answers[0], "rules": []}, row.answers[1]]),
        ):  # fmt: skip
            row.amount_vnd, row.answers = amount, answers
            with pytest.raises(IntegrityError, match="sums of a reckoning"), transaction.atomic():
                row.save(force_insert=True)


def test_the_sheet_says_it_on_one_page(cast: Cast, enterprise: Enterprise) -> None:
    row = kept(cast, enterprise)
    with cast.acting(cast.officer):
        contact = actions.set_contact(province=cast.province, version=0, values=OFFICE, by=cast.officer)
        made = sheet(row, {"traceability": "Truy xuất nguồn gốc", "barcode": "Mã số, mã vạch"}, contact, None)
    with closing(pypdfium2.PdfDocument(rendering.render(made, "pdf"))) as document:
        assert len(document) == 1
        text = " ".join(document[0].get_textpage().get_text_range().split())
    for words in ("PHIẾU TRA CỨU MỨC HỖ TRỢ", "PTC-2026-001", "Chè Ví Dụ", "45.000.000", "50 % × 120.000.000",
                  "0255 0000 123", "Bản cam kết"):  # fmt: skip
        assert words in text


def test_whom_to_call_is_public_and_two_at_once_are_told(client: Client, cast: Cast, enterprise: Enterprise) -> None:
    officer = signed_in(client, cast.officer)
    assert officer.post("/muc-ho-tro/lien-he/", {**OFFICE, "phone": "", "version": 0}).status_code == 422
    assert officer.post("/muc-ho-tro/lien-he/", {**OFFICE, "version": 0}).headers["Location"] == "/muc-ho-tro/"
    late = officer.post("/muc-ho-tro/lien-he/", {**OFFICE, "unit": "Phòng Khác", "version": 0})
    assert late.status_code == 409
    assert 'value="Phòng Khác"' in late.content.decode()
    public = asked(Client(), tinh="51", loai="cooperative", nganh="agriculture", viec="barcode", chi_phi="6.000.000")
    assert 'href="tel:02550000123"' in public.content.decode()
    assert (
        "Sở Thử"
        not in asked(
            Client(), tinh="40", loai="cooperative", nganh="trade", viec="barcode", chi_phi="6"
        ).content.decode()
    )


def test_the_public_page_is_light_and_asks_few_questions(
    client: Client, cast: Cast, enterprise: Enterprise, django_assert_max_num_queries: Any
) -> None:
    several = [("tinh", "51"), ("loai", "cooperative"), ("nganh", "agriculture")]
    several += [("muc", f"n.{code}.1000000.0.khong") for code in ("barcode", "traceability", "ip", "gap", "digital")]
    address = f"/duoc-ho-tro-gi/?{urlencode(several)}"
    client.get(address)
    with django_assert_max_num_queries(12):
        page = client.get(address)
    assert len(page.content) < 60_000
    assert len(page.context["found"].answers) == 5


@pytest.mark.django_db(transaction=True)
def test_two_officers_keep_at_once_and_both_get_a_number(cast: Cast) -> None:
    with cast.acting(cast.officer):
        added(cast)
        made = enterprises.record_enterprise(
            province=cast.province, name="Công ty Hai Người", values=FOOD, by=cast.officer
        )
    codes: list[str] = []

    def one(cost: int) -> None:
        try:
            codes.append(kept(cast, made, Wanted("Truy xuất", ("traceability",), Cost("", cost))).code)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(cost,)) for cost in (10_000_000, 20_000_000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(codes) == ["PTC-2026-001", "PTC-2026-002"]
    with cast.acting(cast.officer):
        assert Contact.objects.count() == 0
