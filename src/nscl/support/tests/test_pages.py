"""The pages of policies and the calculator, as an officer, an enterprise and a stranger see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.organisations.models import LegalEntity
from nscl.plans.models import Plan
from nscl.support import budget, queries
from nscl.support.models import SupportPolicy
from nscl.support.tests.received.test_flags import made as other_support
from nscl.support.tests.test_policies import added, take

pytestmark = pytest.mark.django_db
WHO = {
    "tinh": "51",
    "loai": "enterprise",
    "nganh": "industry",
    "lao_dong": "60",
    "doanh_thu": "40 tỷ đồng",
    "nguon_von": "",
}
TYPED = {
    "name": "Làm nhãn hiệu", "contents": ["ip"], "rate_bp": "33,33", "cap_vnd": "10.000.000", "per": "product",
    "sizes": ["micro", "small", "medium"], "basis": "Nghị quyết thử", "valid_from": "2026-01-01", "valid_to": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(dt.datetime(2026, 11, 25, 5, tzinfo=dt.UTC)):
        yield


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user, backend="nscl.accounts.backends.RoleBackend")
    return client


def asked(client: Client, **values: str) -> Any:
    return client.get(f"/duoc-ho-tro-gi/?{urlencode(values)}")


def test_an_officer_takes_a_plan_over_with_one_press(client: Client, cast: Cast, plan: Plan) -> None:
    signed_in(client, cast.officer)
    assert "chưa tiếp nhận" in client.get("/muc-ho-tro/").content.decode()
    page = client.get(f"/muc-ho-tro/ke-hoach/{plan.pk}/")
    sent: dict[str, Any] = {"valid_from": "2026-03-02", "valid_to": "2031-01-01", "sme_only": "on"}
    for form in page.context["forms"]:
        sent |= {f"{form.prefix}-take": "on", f"{form.prefix}-contents": form.initial["contents"]}
        sent[f"{form.prefix}-per"] = form.initial["per"]
    assert client.post(f"/muc-ho-tro/ke-hoach/{plan.pk}/", sent).headers["Location"] == "/muc-ho-tro/"
    page = client.get("/muc-ho-tro/")
    text = page.content.decode()
    assert "Đã tiếp nhận 2 mức hỗ trợ" in text
    assert "45.000.000\xa0đ" in text
    assert "doanh nghiệp nhỏ và vừa" in text
    assert "Kế hoạch 77/KH-UBND, mục II.1" in text
    assert "chưa tiếp nhận" not in text


def test_rules_of_years_gone_by_are_shown_on_their_last_day(client: Client, cast: Cast, plan: Plan) -> None:
    signed_in(client, cast.officer)
    page = client.get(f"/muc-ho-tro/ke-hoach/{plan.pk}/")
    sent: dict[str, Any] = {"valid_from": "2026-03-02", "valid_to": "2026-07-01", "sme_only": "on"}
    for form in page.context["forms"]:
        sent |= {f"{form.prefix}-take": "on", f"{form.prefix}-contents": form.initial["contents"]}
        sent[f"{form.prefix}-per"] = form.initial["per"]
    answer = client.post(f"/muc-ho-tro/ke-hoach/{plan.pk}/", sent)
    assert answer.headers["Location"] == "/muc-ho-tro/?ngay=2026-06-30"
    text = client.get(answer.headers["Location"]).content.decode()
    assert "không áp dụng hôm nay; đang xem ngày 30/06/2026" in text
    assert "45.000.000\xa0đ" in text


def test_a_rule_without_a_content_is_sent_back_with_what_was_chosen(client: Client, cast: Cast, plan: Plan) -> None:
    signed_in(client, cast.officer)
    [first, second] = client.get(f"/muc-ho-tro/ke-hoach/{plan.pk}/").context["forms"]
    sent = {"valid_from": "2026-03-02", "valid_to": "", f"{first.prefix}-take": "on", f"{first.prefix}-per": "year"}
    answer = client.post(f"/muc-ho-tro/ke-hoach/{plan.pk}/", {**sent, f"{second.prefix}-per": "product"})
    assert answer.status_code == 422
    assert "Hãy chọn ít nhất một nhóm nội dung, hoặc bỏ chọn" in answer.content.decode()
    assert answer.context["forms"][0]["per"].value() == "year"


def test_a_policy_by_hand_then_a_new_version_then_its_end(client: Client, cast: Cast) -> None:
    signed_in(client, cast.officer)
    made = client.post("/muc-ho-tro/them/", TYPED)
    [policy] = _policies(cast)
    assert made.headers["Location"] == f"/muc-ho-tro/{policy.pk}/"
    assert (policy.rate_bp, policy.cap_vnd, policy.sizes) == (3333, 10_000_000, ["micro", "small", "medium"])
    form = client.get(f"/muc-ho-tro/{policy.pk}/sua/").context["form"]
    assert str(form["rate_bp"].value()) == "33.33"
    later = {**TYPED, "rate_bp": "50", "valid_from": "2026-07-01", "version": "1"}
    assert client.post(f"/muc-ho-tro/{policy.pk}/sua/", later).status_code == 302
    new = _policies(cast)[1]
    assert "Đây là phiên bản cũ" in client.get(f"/muc-ho-tro/{policy.pk}/").content.decode()
    stale = client.post(f"/muc-ho-tro/{new.pk}/ket-thuc/", {"on": "2026-09-01", "reason": "Hết tiền", "version": "7"})
    assert stale.status_code == 409
    assert 'value="Hết tiền"' in stale.content.decode()
    assert client.post(
        f"/muc-ho-tro/{new.pk}/ket-thuc/", {"on": "2026-09-01", "reason": "Hết tiền", "version": "1"}
    ).status_code == 302  # fmt: skip
    assert "Chưa có mức hỗ trợ nào" in client.get("/muc-ho-tro/").content.decode()
    assert "Làm nhãn hiệu" in client.get("/muc-ho-tro/?ngay=2026-08-31").content.decode()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("rate_bp", "nửa", "Hãy ghi một con số"), ("rate_bp", "0", "từ 0,01 %"),
        ("cap_vnd", "nhiều", "Hãy ghi số tiền"), ("contents", [], "ít nhất một nhóm"),
        ("valid_from", "hôm nay", "Ngày chưa đúng"),
        ("valid_to", "2025-01-01", "phải sau ngày bắt đầu"),
    ],
)  # fmt: skip
def test_what_is_refused_says_why_and_keeps_what_was_typed(
    client: Client, cast: Cast, name: str, value: Any, words: str
) -> None:
    answer = signed_in(client, cast.officer).post("/muc-ho-tro/them/", {**TYPED, name: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="Làm nhãn hiệu"' in answer.content.decode()


def test_anybody_sees_what_they_may_get(client: Client, cast: Cast) -> None:
    with cast.acting(cast.officer):
        added(cast)
    assert "Bước 1 trên 4" in asked(client).content.decode()
    assert "Bước 2 trên 4" in asked(client, tinh="51", mst="").content.decode()
    three = asked(client, **WHO).content.decode()
    assert "Bước 3 trên 4" in three
    assert "Truy xuất nguồn gốc" in three
    assert "Bước 4 trên 4" in asked(client, **WHO, viec="traceability").content.decode()
    assert "Bước 4 trên 4" in asked(client, **WHO, noi_dung="traceability").content.decode()
    answer = asked(client, **WHO, viec="traceability", chi_phi="120 triệu").content.decode()
    assert "<strong>45.000.000\xa0đ</strong>" in answer
    assert "50 % × 120.000.000 = 60.000.000 đồng (Quy định thử, Điều 3)" in answer
    assert "Theo số liệu đã nhập: doanh nghiệp nhỏ." in answer
    assert "Kết quả: doanh nghiệp nhỏ." in answer
    assert "không quá 80 % giá trị hợp đồng, là 96.000.000\xa0đ (Nghị định 37/2026/NĐ-CP" in answer
    assert "Bản cam kết" in answer
    assert "theo thông báo tiếp nhận hồ sơ" in answer
    assert "ba năm qua" not in answer
    assert "còn lại cho nội dung này" not in answer


def test_two_entitlements_are_listed_and_the_enterprise_chooses(client: Client, cast: Cast) -> None:
    with cast.acting(cast.officer):
        added(cast)
        added(cast, rate_bp=10_000, cap_vnd=30_000_000, basis="Quy định khác, Điều 5")
    answer = asked(client, **WHO, viec="traceability", chi_phi="120 triệu").content.decode()
    assert "doanh nghiệp chọn mức có lợi nhất" in answer
    assert answer.index("Quy định thử, Điều 3") < answer.index("Quy định khác, Điều 5")
    assert "<h4>30.000.000\xa0đ</h4>" in answer
    assert "<strong>75.000.000" not in answer


def test_a_ceiling_that_takes_away_is_told_once(client: Client, cast: Cast) -> None:
    with cast.acting(cast.officer):
        added(cast, rate_bp=10_000, cap_vnd=None)
    sent = {**WHO, "viec": "traceability", "chi_phi": "120 triệu"}
    found = signed_in(client, cast.officer).get(f"/duoc-ho-tro-gi/?{urlencode(sent)}")
    answer = found.content.decode()
    assert "<strong>96.000.000\xa0đ</strong>" in answer
    assert answer.count("Nghị định 37/2026/NĐ-CP, Điều 12 khoản 2") == 1
    assert "giá trị hợp đồng 120.000.000 đồng theo Nghị định 37/2026/NĐ-CP, Điều 12 khoản 2: bớt 24.000.000" in answer
    assert "Mức trần của luật" not in answer


def test_a_budget_is_shown_once_somebody_keeps_it(client: Client, cast: Cast, monkeypatch: Any) -> None:
    with cast.acting(cast.officer):
        added(cast)
    told: list[Any] = []

    def left(*what: Any) -> int:
        told.append(what)
        return 123_000_000

    monkeypatch.setattr(budget, "_provided", [left])
    answer = asked(client, **WHO, viec="traceability", chi_phi="120 triệu").content.decode()
    assert "Kinh phí năm 2026 còn lại cho nội dung này: 123.000.000\xa0đ" in answer
    assert told == [(cast.province.pk, ("traceability",), 2026)]


def test_a_tax_code_fills_in_what_the_person_may_see(client: Client, cast: Cast) -> None:
    with cast.acting(cast.officer):
        added(cast)
        row = other_support(cast, name="Công ty Có Mã", content="traceability", subject="", from_on=dt.date(2026, 3, 1))
        entity = row.entity
        LegalEntity.objects.filter(pk=entity.pk).update(tax_code="0100109106", kind="cooperative")
    step = {"tinh": "51", "mst": "0100109106"}
    public = asked(client, **step)
    assert "Công ty Có Mã" in public.content.decode()
    assert public.context["who"].initial == {"loai": "cooperative"}
    assert "chưa có trong sổ" in asked(client, tinh="51", mst="0300588569").content.decode()
    assert asked(client, tinh="51", mst="123").status_code == 422
    whole = {**WHO, **step, "viec": "traceability", "chi_phi": "120 triệu"}
    assert "Sở Công Thương" not in asked(client, **whole).content.decode()
    inside = asked(signed_in(client, cast.officer), **whole).content.decode()
    assert "Đã được hỗ trợ trong ba năm qua" in inside
    assert "Sở Công Thương đã hỗ trợ cùng nhóm nội dung" not in inside  # it ended before today
    elsewhere = asked(signed_in(Client(), cast.stranger), **whole).content.decode()
    assert "Sở Công Thương" not in elsewhere


def test_who_may_not_is_told_why_and_who_asks_elsewhere_sees_nothing_of_ours(client: Client, cast: Cast) -> None:
    with cast.acting(cast.officer):
        added(cast)
    end = {"noi_dung": "traceability", "chi_phi": "120.000.000"}
    cooperative = asked(client, **{**WHO, "loai": "cooperative"}, **end).content.decode()
    assert "không phân theo quy mô" in cooperative
    assert "Chưa thấy mức hỗ trợ phù hợp" in cooperative
    other = asked(client, **{**WHO, "tinh": "40"}, **end).content.decode()
    assert "chưa có mức hỗ trợ cho nội dung này" in other
    assert "Quy định thử" not in other


@pytest.mark.parametrize(
    "wrong", [{"tinh": "99"}, {"loai": "x"}, {"nganh": ""}, {"lao_dong": "-1"}, {"doanh_thu": "nhiều"}]
)  # fmt: skip
def test_a_wrong_answer_goes_back_to_its_step(client: Client, cast: Cast, wrong: dict[str, str]) -> None:
    answer = asked(client, **{**WHO, **wrong}, noi_dung="traceability", chi_phi="1")
    assert answer.status_code == 422
    assert "Bước " in answer.content.decode()


def test_a_cost_that_is_none_is_asked_again(client: Client, cast: Cast) -> None:
    answer = asked(client, **WHO, noi_dung="traceability", chi_phi="nhiều lắm")
    assert answer.status_code == 422
    assert "Hãy ghi số tiền" in answer.content.decode()
    nothing = asked(client, **WHO, noi_dung="traceability", chi_phi="0")
    assert nothing.status_code == 422
    assert "Hãy ghi chi phí lớn hơn 0" in nothing.content.decode()


def test_nobody_is_taken_for_another_province(client: Client, cast: Cast) -> None:
    """The public's first answer is asked for, an officer's own province is proposed."""
    assert '<option value="" selected>Hãy chọn' in asked(client).content.decode()
    answer = asked(client, tinh="", mst="")
    assert answer.status_code == 422
    assert "Hãy chọn tỉnh, thành phố." in answer.content.decode()
    signed_in(client, cast.officer)
    assert '<option value="51" selected>' in asked(client).content.decode()


def test_what_does_not_apply_asks_for_no_papers(client: Client, cast: Cast) -> None:
    with cast.acting(cast.officer):
        added(cast)
    large = {**WHO, "lao_dong": "300", "doanh_thu": "500 tỷ", "nguon_von": "300 tỷ"}
    told = asked(client, **large, viec="traceability", chi_phi="120 triệu").content.decode()
    assert "Quy mô doanh nghiệp không thuộc đối tượng" in told
    assert "Giấy tờ thường cần" not in told
    assert "Chuẩn bị giấy tờ" not in told
    untold = {**WHO, "lao_dong": "", "doanh_thu": ""}
    told = asked(client, **untold, viec="traceability", chi_phi="120 triệu").content.decode()
    assert "Tạm tính khi chưa có số liệu: doanh nghiệp siêu nhỏ." in told
    assert "Theo số liệu đã nhập" not in told


def test_pages_cost_few_queries_however_many_policies(
    client: Client, cast: Cast, plan: Plan, django_assert_max_num_queries: Any
) -> None:
    with cast.acting(cast.officer):
        take(cast, plan)
        for number in range(40):
            added(cast, name=f"Mức thử {number}")
        pk = queries.in_force(dt.date(2026, 6, 1)).last().pk  # type: ignore[union-attr]
    signed_in(client, cast.officer)
    for address in ("/muc-ho-tro/", f"/muc-ho-tro/{pk}/", f"/muc-ho-tro/ke-hoach/{plan.pk}/"):
        client.get(address)
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def _policies(cast: Cast) -> list[SupportPolicy]:
    with cast.acting(cast.officer):
        return list(SupportPolicy.objects.order_by("id"))
