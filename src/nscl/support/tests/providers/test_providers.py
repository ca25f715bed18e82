"""Organisations that carry work out: entered once, chosen, put under contract, evaluated, ended; their pages."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from openpyxl import load_workbook

from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.interfaces.today import Asking, gather
from nscl.organisations.actions.record_entity import record_entity
from nscl.shared.errors import DomainError
from nscl.support.actions import providers as actions
from nscl.support.models import Provider, ProviderContract, ProviderEvaluation
from nscl.support.queries import providers as queries
from nscl.support.states.contracts import CONTRACT
from nscl.support.tests.test_pages import signed_in

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 25)
VALUES: dict[str, Any] = {
    "kinds": ["consultant"], "contents": ["system"], "standards": "ISO 9001, ISO 22000",
    "registration_number": "12/GCN",
    "registration_body": "Cơ quan Ví Dụ", "registered_on": dt.date(2024, 1, 1), "valid_to": dt.date(2027, 12, 1),
}  # fmt: skip
SIGNED: dict[str, Any] = {
    "number": "01/HĐ-TV", "signed_on": dt.date(2026, 3, 1), "subject": "Tư vấn ISO 9001", "contents": ["system"],
    "value_vnd": 80_000_000, "from_on": dt.date(2026, 3, 1), "to_on": dt.date(2026, 9, 30),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(dt.datetime(2026, 11, 25, 5, tzinfo=dt.UTC)):
        yield


def made(cast: Cast, name: str = "Công ty Tư vấn Ví Dụ", **values: Any) -> Provider:
    entity = record_entity(name=name, province_id=cast.province.pk, by=cast.officer)
    return actions.add(province=cast.province, entity=entity, values={**VALUES, **values}, by=cast.officer)


def test_an_organisation_stands_in_the_register_once_until_it_is_ended(cast: Cast) -> None:
    with cast.acting(cast.officer):
        first = made(cast)
        with pytest.raises(DomainError, match="đã có trong sổ"):
            made(cast)
        with pytest.raises(IntegrityError), transaction.atomic():
            Provider.objects.bulk_create([_copy(first)])
        actions.end(provider=first, version=1, on=TODAY, reason="Thôi hoạt động", by=cast.officer)
        made(cast)
        with pytest.raises(DomainError, match="đã ra khỏi sổ"):
            actions.select(provider=first, values={"how": "direct", "decided_on": TODAY}, by=cast.officer)
        assert queries.count() == 1


def _copy(row: Provider) -> Provider:
    return Provider(**{f.attname: getattr(row, f.attname) for f in Provider._meta.local_fields if not f.primary_key})


@pytest.mark.parametrize("status", ProviderContract.Status.values)
@pytest.mark.parametrize("verb", ["accept", "liquidate", "terminate"])
def test_every_verb_of_a_contract_from_every_state(status: str, verb: str) -> None:
    wanted = {("active", "accept"): "done", ("done", "liquidate"): "liquidated", ("active", "terminate"): "terminated"}
    found = next((t.target for t in CONTRACT.transitions if (t.source, t.verb) == (status, verb)), None)
    assert found == wanted.get((status, verb))


def test_a_contract_is_accepted_liquidated_and_never_rewritten(cast: Cast) -> None:
    with cast.acting(cast.officer):
        provider = made(cast)
        contract = actions.sign(provider=provider, values=SIGNED, by=cast.officer)
        with pytest.raises(DomainError, match="đã ghi rồi"):
            actions.sign(provider=provider, values=SIGNED, by=cast.officer)
        with pytest.raises(DomainError, match="Còn hợp đồng đang thực hiện"):
            actions.end(provider=provider, version=1, on=TODAY, reason="Thôi", by=cast.officer)
        for change in ({"value_vnd": 1}, {"number": "x"}, {"status": "liquidated"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                ProviderContract.objects.filter(pk=contract.pk).update(**change)
        step: dict[str, Any] = {"contract": contract, "note": "", "by": cast.officer}
        with pytest.raises(DomainError, match="trước ngày ký"):
            actions.move(**step, version=1, verb="accept", on=dt.date(2026, 2, 1))
        with pytest.raises(DomainError, match="Hãy ghi lý do"):
            actions.move(**step, version=1, verb="terminate", on=TODAY)
        actions.move(**step, version=1, verb="accept", on=TODAY)
        with pytest.raises(DomainError, match="Người khác vừa sửa"):
            actions.move(**step, version=1, verb="liquidate", on=TODAY)
        contract = actions.move(**step, version=2, verb="liquidate", on=TODAY)
        assert (contract.status, contract.state_on) == ("liquidated", TODAY)


def test_scores_make_a_mean_without_the_voided_ones(cast: Cast) -> None:
    with cast.acting(cast.officer):
        provider = made(cast)
        for scores in ({"quality": 8, "schedule": 6}, {"quality": 1}):
            values = {"evaluated_on": TODAY, "scores": scores, "remarks": ""}
            row = actions.evaluate(provider=provider, contract=None, values=values, by=cast.officer)
        assert queries.whole(provider).average == pytest.approx(5.0)
        actions.void(row=row, reason="Nhầm đơn vị", by=cast.officer)
        assert queries.whole(provider).average == pytest.approx(7.0)
        with pytest.raises(DomainError, match="đã hủy rồi"):
            actions.void(row=row, reason="Nữa", by=cast.officer)
        with pytest.raises(DatabaseError), transaction.atomic():
            ProviderEvaluation.objects.filter(pk=row.pk).update(void_reason="khác")


@pytest.mark.parametrize(
    ("action", "values", "field"),
    [
        ("provider", {"kinds": []}, "kinds"), ("provider", {"contents": ["x"]}, "contents"),
        ("provider", {"valid_to": dt.date(2023, 1, 1)}, "valid_to"), ("sign", {"value_vnd": 0}, "value_vnd"),
        ("sign", {"signed_on": dt.date(2027, 1, 1)}, "signed_on"), ("sign", {"to_on": dt.date(2026, 1, 1)}, "to_on"),
        ("sign", {"contents": []}, "contents"), ("evaluate", {"scores": {}}, "quality"),
        ("evaluate", {"scores": {"schedule": 11}}, "schedule"),
        ("evaluate", {"evaluated_on": dt.date(2027, 1, 1)}, "evaluated_on"),
        ("select", {"how": "x"}, "how"), ("select", {"decided_on": None}, "decided_on"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(
    cast: Cast, action: str, values: dict[str, Any], field: str
) -> None:
    with cast.acting(cast.officer):
        provider = made(cast)
        with pytest.raises(DomainError) as refusal:
            _act(cast, provider, action, values)
        assert refusal.value.field == field


def _act(cast: Cast, provider: Provider, action: str, values: dict[str, Any]) -> None:
    if action == "provider":
        actions.change(provider=provider, version=1, values={**_blank(), **values}, by=cast.officer)
    elif action == "sign":
        actions.sign(provider=provider, values={**SIGNED, **values}, by=cast.officer)
    elif action == "evaluate":
        told = {"evaluated_on": TODAY, "scores": {"quality": 5}, **values}
        actions.evaluate(provider=provider, contract=None, values=told, by=cast.officer)
    else:
        told = {"how": "direct", "decided_on": TODAY, **values}
        actions.select(provider=provider, values=told, by=cast.officer)


def _blank() -> dict[str, Any]:
    return {**VALUES, "contact_name": "", "contact_phone": "", "contact_email": "", "note": ""}


def test_the_first_page_tells_what_expires_and_what_is_due(cast: Cast) -> None:
    with cast.acting(cast.officer):
        soon = made(cast, valid_to=TODAY + dt.timedelta(days=30))
        made(cast, name="Công ty Còn Lâu", valid_to=TODAY + dt.timedelta(days=91))
        ended = made(cast, name="Công ty Đã Thôi", valid_to=TODAY)
        actions.end(provider=ended, version=1, on=TODAY, reason="Thôi", by=cast.officer)
        actions.sign(provider=soon, values=SIGNED, by=cast.officer)
        found = gather(Asking(cast.officer, cast.membership(cast.officer), TODAY)).due
        told = [(item.label, item.overdue) for item in found if "to-chuc-thuc-hien" in item.url]
        assert told == [("Hết hạn hợp đồng", True), ("Giấy công nhận hết hiệu lực", False)]
    with cast.acting(cast.cooperating):
        found = gather(Asking(cast.cooperating, cast.membership(cast.cooperating), TODAY)).due
        assert not [item for item in found if "to-chuc-thuc-hien" in item.url]


def test_an_officer_works_on_pages(client: Client, cast: Cast) -> None:
    signed_in(client, cast.officer)
    assert "Sổ chưa có tổ chức nào" in client.get("/to-chuc-thuc-hien/").content.decode()
    typed = {
        "entity_name": "Công ty Chứng nhận Ví Dụ", "kinds": ["certifier"], "contents": ["system-certification"],
        "standards": "ISO 22000:2018", "registration_number": "5/GCN", "valid_to": "2026-12-20",
        "contact_email": "lienhe@example.vn",
    }  # fmt: skip
    wrong = client.post("/to-chuc-thuc-hien/them/", {**typed, "contact_email": "sai", "kinds": []})
    assert wrong.status_code == 422
    assert "Thư điện tử ghi như" in wrong.content.decode()
    assert "ít nhất một loại việc" in wrong.content.decode()
    url = client.post("/to-chuc-thuc-hien/them/", typed).headers["Location"]
    assert "sắp hết hiệu lực" in client.get(url).content.decode()
    for nothing in ("loai=tester", "noi_dung=ip", "tim=khong-co", "ra=on"):
        assert "Không có tổ chức nào khớp" in client.get(f"/to-chuc-thuc-hien/?{nothing}").content.decode()
    for found in ("loai=certifier", "tim=iso+22000+:+2018", "tim=chung+nhan", "sap_het=on"):
        assert "Công ty Chứng nhận Ví Dụ" in client.get(f"/to-chuc-thuc-hien/?{found}").content.decode()
    assert client.post(f"{url}sua/", {**typed, "version": "1", "note": "Quen việc"}).status_code == 302
    assert client.post(f"{url}sua/", {**typed, "version": "1"}).status_code == 409
    assert client.post(f"{url}chon/", {"how": "quotes", "decided_on": "2026-02-01"}).status_code == 302
    contract = {
        "number": "7/HĐ", "signed_on": "2026-03-01", "subject": "Chứng nhận", "value_vnd": "50 triệu",
        "from_on": "2026-03-01", "to_on": "2026-06-30", "contents": ["system-certification"],
    }  # fmt: skip
    assert client.post(f"{url}hop-dong/", contract).status_code == 302
    [row] = client.get(url).context["whole"].contracts
    assert client.get(f"{url}hop-dong/{row.pk}/la-gi/").status_code == 404
    step = client.post(f"{url}hop-dong/{row.pk}/nghiem-thu/", {"on": "2026-07-01", "version": "1"})
    assert step.status_code == 302
    assert client.post(f"{url}danh-gia/", {"evaluated_on": "2026-07-02", "quality": "11"}).status_code == 422
    scored = {"evaluated_on": "2026-07-02", "quality": "9", "contract": str(row.pk), "remarks": "Làm tốt"}
    assert client.post(f"{url}danh-gia/", scored).status_code == 302
    page = client.get(url).content.decode()
    for words in ("Chào hàng cạnh tranh", "50.000.000\xa0đ", "Đã nghiệm thu", "9,0/10", "Làm tốt"):
        assert words in page
    sheet = load_workbook(io.BytesIO(client.get("/to-chuc-thuc-hien/xuat.xlsx").content)).active
    assert (sheet["B2"].value, sheet["N2"].value, sheet["O2"].value) == ("Công ty Chứng nhận Ví Dụ", 1, 50_000_000)


def test_pages_cost_few_queries(client: Client, cast: Cast, django_assert_max_num_queries: Any) -> None:
    with cast.acting(cast.officer):
        for number in range(40):
            provider = made(cast, name=f"Công ty Số {number}")
        for number in range(20):
            actions.sign(provider=provider, values={**SIGNED, "number": f"{number}/HĐ"}, by=cast.officer)
            values = {"evaluated_on": TODAY, "scores": {"quality": 8}}
            actions.evaluate(provider=provider, contract=None, values=values, by=cast.officer)
    signed_in(client, cast.officer)
    for address in ("/to-chuc-thuc-hien/", f"/to-chuc-thuc-hien/{provider.pk}/"):
        client.get(address)
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
