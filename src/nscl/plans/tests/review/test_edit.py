"""Editing: saved on the button or by itself, refused beside the field, and both texts where two people wrote."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from nscl.config.testing.cast import Cast
from nscl.plans.actions import edit
from nscl.plans.forms.items import form_of
from nscl.plans.kinds import KINDS
from nscl.plans.models import AgencyMention, BudgetLine, Deadline, Duty, Plan, PlanItem, SupportRule, Target, Task
from nscl.plans.queries import Entry, review
from nscl.plans.tests.review.test_page import text_of

HTMX = {"HX-Request": "true"}


def first(model: type[PlanItem]) -> Any:
    row = model._default_manager.order_by("position").first()
    assert row is not None
    return row


def entry_of(plan: Plan, item: PlanItem) -> Entry:
    return next(e for e in review(plan).entries() if e.item.pk == item.pk and type(e.item) is type(item))


def typed(plan: Plan, item: PlanItem, **values: Any) -> dict[str, Any]:
    """What the browser sends back from the item's form with some fields changed."""
    form = form_of(entry_of(plan, item))
    sent = {name: form[name].field.widget.format_value(form[name].value()) for name in form.names()}
    sent = {name: value[0] if isinstance(value, list) else value for name, value in sent.items()}
    sent = {name: value for name, value in sent.items() if value not in (None, False)}
    if not getattr(item, "growth", True):
        sent.pop("growth", None)
    return {**sent, "version": item.version, **values}


@pytest.mark.parametrize(
    ("model", "slug", "field", "value", "kept"),
    [
        (Target, "chi-tieu", "maximum", "1.500,5", "1500.5000"),
        (Target, "chi-tieu", "period", "đến năm 2030", "by-2030"),
        (Target, "chi-tieu", "period", "giai đoạn 2026-2028", "2026-2028"),
        (Task, "nhiem-vu", "title", "Điều tra lại", "Điều tra lại"),
        (Task, "nhiem-vu", "outputs", "Một\nHai", "['Một', 'Hai']"),
        (SupportRule, "muc-ho-tro", "rate_bp", "62,5", "6250"),
        (SupportRule, "muc-ho-tro", "cap_vnd", "0,5 tỷ đồng", "500000000"),
        (SupportRule, "muc-ho-tro", "cap_vnd", "30.000.000", "30000000"),
        (Deadline, "thoi-han", "recurs", "quarterly", "quarterly"),
        (Duty, "trach-nhiem", "duties", "Chỉ một việc", "['Chỉ một việc']"),
        (BudgetLine, "du-toan", "amount_vnd", "21.000.000 đ", "21000000"),
    ],
)
def test_a_value_is_kept_as_typed(
    at_screen: Client, base: str, draft: Plan, model: type[PlanItem], slug: str, field: str, value: str, kept: str
) -> None:
    item = first(model)
    answer = at_screen.post(f"{base}{slug}/{item.pk}/", typed(draft, item, **{field: value}))
    assert answer.status_code == 302, text_of(answer)
    assert answer["Location"].startswith(base + "#")
    item.refresh_from_db()
    assert str(getattr(item, field)) == kept
    assert item.version == 2


@pytest.mark.parametrize("slug", KINDS)
def test_saving_untouched_changes_nothing(at_screen: Client, base: str, draft: Plan, slug: str) -> None:
    entry = next(e for e in review(draft).entries() if e.kind.slug == slug)
    answer = at_screen.post(f"{base}{slug}/{entry.item.pk}/", typed(draft, entry.item))
    assert answer.status_code == 302, text_of(answer)
    entry.item.refresh_from_db()
    assert entry.item.version == 1


def test_agencies_are_edited_as_lines(at_screen: Client, base: str, draft: Plan) -> None:
    task = first(Task)
    at_screen.post(f"{base}nhiem-vu/{task.pk}/", typed(draft, task, cooperating="Sở Tài chính\nSở Xây dựng"))
    names = (
        AgencyMention.objects.filter(task=task, role="cooperating").order_by("position").values_list("name", flat=True)
    )
    assert list(names) == ["Sở Tài chính", "Sở Xây dựng"]


def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(at_screen: Client, base: str, draft: Plan) -> None:
    target = first(Target)
    answer = at_screen.post(f"{base}chi-tieu/{target.pk}/", typed(draft, target, minimum="30", unit="hợp tác xã"))
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Số cao phải không nhỏ hơn số thấp" in page
    assert 'value="30"' in page
    assert 'value="hợp tác xã"' in page
    target.refresh_from_db()
    assert target.minimum == 10


def test_for_htmx_only_the_card_and_what_follows_from_it(at_screen: Client, base: str, draft: Plan) -> None:
    target = first(Target)
    form = text_of(at_screen.get(f"{base}chi-tieu/{target.pk}/", headers=HTMX))
    assert form.lstrip().startswith(f'<article class="item editing target" id="target-{target.pk}"')
    card = text_of(
        at_screen.post(f"{base}chi-tieu/{target.pk}/", typed(draft, target, unit="hợp tác xã"), headers=HTMX)
    )
    assert "<html" not in card
    assert "từ 10 đến 20 hợp tác xã" in card
    assert 'id="nghi-van"' in card
    assert 'id="thanh-duoi" hx-swap-oob="true"' in card


def test_autosave_answers_with_time_and_version(at_screen: Client, base: str, draft: Plan) -> None:
    target = first(Target)
    sent = typed(draft, target, unit="hợp tác xã", autosave="1")
    saved = at_screen.post(f"{base}chi-tieu/{target.pk}/", sent)
    assert saved.status_code == 200
    assert saved.json()["version"] == 2
    assert len(saved.json()["saved"]) == 5
    again = at_screen.post(f"{base}chi-tieu/{target.pk}/", {**sent, "version": 2, "period": "lúc nào đó"})
    assert again.status_code == 422
    assert "period" in again.json()["errors"]


def test_two_officers_see_both_texts_and_nothing_is_overwritten(
    at_screen: Client, base: str, draft: Plan, cast: Cast
) -> None:
    target = first(Target)
    sent = typed(draft, target, unit="bản của tôi")
    with cast.acting(cast.second_officer):
        edit.edit_item(item=target, version=1, values={"unit": "bản của bạn"}, by=cast.second_officer)
    answer = at_screen.post(f"{base}chi-tieu/{target.pk}/", sent)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "bản của tôi" in page
    assert "bản của bạn" in page
    assert "Phạm Văn D" in page
    target.refresh_from_db()
    assert target.unit == "bản của bạn"
    mine = at_screen.post(f"{base}chi-tieu/{target.pk}/", {**sent, "version": 2, "lay_unit": "mine"})
    assert mine.status_code == 302
    target.refresh_from_db()
    assert target.unit == "bản của tôi"


def test_what_is_left_to_the_other_stays(at_screen: Client, base: str, draft: Plan, cast: Cast) -> None:
    target = first(Target)
    sent = typed(draft, target, unit="bản của tôi", ref="IX.9", version=2, lay_unit="theirs", lay_ref="mine")
    with cast.acting(cast.second_officer):
        edit.edit_item(item=target, version=1, values={"unit": "bản của bạn"}, by=cast.second_officer)
    at_screen.post(f"{base}chi-tieu/{target.pk}/", sent)
    target.refresh_from_db()
    assert (target.unit, target.ref) == ("bản của bạn", "IX.9")


def test_autosave_conflict_brings_both_texts(at_screen: Client, base: str, draft: Plan, cast: Cast) -> None:
    target = first(Target)
    sent = typed(draft, target, unit="bản của tôi", autosave="1")
    with cast.acting(cast.second_officer):
        edit.edit_item(item=target, version=1, values={"unit": "bản của bạn"}, by=cast.second_officer)
    answer = at_screen.post(f"{base}chi-tieu/{target.pk}/", sent)
    assert answer.status_code == 409
    assert "bản của bạn" in answer.json()["html"]
    assert "bản của tôi" in answer.json()["html"]


def test_the_head_is_edited_and_its_doubts_settled(at_screen: Client, base: str, draft: Plan) -> None:
    assert draft.budget_problems
    page = text_of(at_screen.get(base + "thong-tin-chung/"))
    assert 'value="15/01/2026"' in page
    assert 'value="2026"' in page
    values = {"kind": "plan", "title": "Tên mới", "number": "13/KH-UBND", "issued_on": "16/01/2026",
              "issuer": draft.issuer, "period_from": "2026", "period_to": "2030", "version": "1"}  # fmt: skip
    assert at_screen.post(base + "thong-tin-chung/", values).status_code == 302
    assert not draft.bases.exists()
    draft.refresh_from_db()
    assert (draft.title, draft.period_to, str(draft.issued_on)) == ("Tên mới", 2030, "2026-01-16")
    at_screen.post(base + "thong-tin-chung/da-xem/", {"version": draft.version})
    draft.refresh_from_db()
    assert not draft.budget_problems


def test_the_documents_a_plan_names_are_edited_with_the_head(at_screen: Client, base: str, draft: Plan) -> None:
    assert "1322/QĐ-TTg</textarea>" in text_of(at_screen.get(base + "thong-tin-chung/"))
    sent = {"kind": "plan", "title": draft.title, "issuer": draft.issuer, "legal_basis": "1322/QĐ-TTg\n36/QĐ-TTg"}
    at_screen.post(base + "thong-tin-chung/", {**sent, "supersedes": "9/KH-UBND", "version": "1"})
    assert [basis.number for basis in draft.bases.order_by("position")] == ["1322/QĐ-TTg", "36/QĐ-TTg"]
    assert [(link.kind, link.number) for link in draft.links.all()] == [("supersedes", "9/KH-UBND")]


def test_a_years_order_is_refused_beside_the_field(at_screen: Client, base: str, draft: Plan) -> None:
    values = {"kind": "plan", "title": "T", "period_from": "2030", "period_to": "2026", "version": "1"}
    answer = at_screen.post(base + "thong-tin-chung/", values)
    assert answer.status_code == 422
    assert "Năm kết thúc đứng trước năm bắt đầu" in text_of(answer)


def test_settling_a_doubt(at_screen: Client, base: str, draft: Plan) -> None:
    task = first(Task)
    assert task.doubts
    at_screen.post(f"{base}nhiem-vu/{task.pk}/da-xem/", {"version": task.version})
    task.refresh_from_db()
    assert not task.doubts


def test_a_stale_version_settles_nothing(at_screen: Client, base: str, draft: Plan) -> None:
    task = first(Task)
    answer = at_screen.post(f"{base}nhiem-vu/{task.pk}/da-xem/", {"version": "99"})
    assert answer.status_code == 409
    task.refresh_from_db()
    assert task.doubts


PARTS = ("chi-tieu/{pk}/", "chi-tieu/{pk}/bo/", "chi-tieu/{pk}/tach/", "thong-tin-chung/", "them/")


@pytest.mark.parametrize("path", PARTS)
def test_every_part_is_the_provinces_own(client: Client, cast: Cast, base: str, path: str) -> None:
    address = base + path.format(pk=first(Target).pk)
    client.force_login(cast.stranger)
    assert client.get(address).status_code == 404
    client.force_login(cast.cooperating)
    assert client.get(address).status_code == 403


def test_an_unknown_item_or_kind_is_not_there(at_screen: Client, base: str) -> None:
    assert at_screen.get(f"{base}chi-tieu/99999999/").status_code == 404
    assert at_screen.get(f"{base}khong-co/1/").status_code == 404
    assert at_screen.get(base, {"muc": "target-99999999"}, headers=HTMX).status_code == 404
