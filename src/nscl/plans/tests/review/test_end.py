"""The end of a review: confirmed or thrown away, and the whole way there without a script."""

from __future__ import annotations

import re

from django.test import Client

from nscl.config.testing.cast import Cast
from nscl.plans.actions import edit
from nscl.plans.models import Plan, Target
from nscl.plans.tests.conftest import MakeDraft
from nscl.plans.tests.review.test_edit import first
from nscl.plans.tests.review.test_page import text_of
from nscl.plans.tests.review.test_upload_page import PLAN, file


def confirming(plan: Plan) -> tuple[str, dict[str, int]]:
    plan.refresh_from_db()
    return f"/ke-hoach/{plan.pk}/xac-nhan/", {"version": plan.version, "revision": plan.revision}


def test_confirming_says_what_will_happen_and_does_it(at_screen: Client, draft: Plan) -> None:
    address, sent = confirming(draft)
    page = text_of(at_screen.get(address))
    assert "2 chỉ tiêu · 1 nhiệm vụ" in page
    assert "12/KH-UBND" in page
    assert "ke-hoach.txt" in page
    assert "Còn điểm nghi vấn" in page
    answer = at_screen.post(address, sent)
    assert answer["Location"] == f"/ke-hoach/{draft.pk}/"
    draft.refresh_from_db()
    assert draft.status == Plan.Status.IN_FORCE
    assert draft.document is not None


def test_what_is_in_the_way_is_told_and_there_is_no_button(
    at_screen: Client, officer: object, make_draft: MakeDraft
) -> None:
    plan = make_draft(title="", period=None)
    address, sent = confirming(plan)
    page = text_of(at_screen.get(address))
    assert "Chưa có tên kế hoạch" in page
    assert "Chưa có năm bắt đầu" in page
    assert not re.search(r"<button[^>]*btn-primary", page.split("<main")[1].split("</main>")[0])
    answer = at_screen.post(address, sent)
    assert answer.status_code == 422
    plan.refresh_from_db()
    assert plan.is_draft


def test_a_plan_that_is_replaced_is_named(at_screen: Client, officer: object, make_draft: MakeDraft) -> None:
    old = make_draft()
    address, sent = confirming(old)
    at_screen.post(address, sent)
    new = make_draft(content=b"n", number="99/KH-UBND", issued_on="2026-06-01", supersedes=["12/KH-UBND"])
    address, sent = confirming(new)
    assert "chuyển sang trạng thái đã được thay thế" in text_of(at_screen.get(address))
    at_screen.post(address, sent)
    old.refresh_from_db()
    assert old.status == Plan.Status.SUPERSEDED


def test_what_somebody_changed_meanwhile_is_looked_at_first(at_screen: Client, draft: Plan, cast: Cast) -> None:
    address, sent = confirming(draft)
    with cast.acting(cast.second_officer):
        edit.edit_item(item=first(Target), version=1, values={"unit": "hợp tác xã"}, by=cast.second_officer)
    answer = at_screen.post(address, sent)
    assert answer.status_code == 409
    assert "vừa có người sửa thêm" in text_of(answer)
    draft.refresh_from_db()
    assert draft.is_draft


def test_confirming_is_the_provinces_own(client: Client, cast: Cast, draft: Plan) -> None:
    address, sent = confirming(draft)
    client.force_login(cast.stranger)
    assert client.post(address, sent).status_code == 404
    client.force_login(cast.cooperating)
    assert client.post(address, sent).status_code == 403


def test_throwing_away_asks_for_a_reason(at_screen: Client, draft: Plan) -> None:
    address = f"/ke-hoach/{draft.pk}/bo/"
    assert "không mở lại được" in text_of(at_screen.get(address))
    assert at_screen.post(address, {"reason": ""}).status_code == 422
    answer = at_screen.post(address, {"reason": "Tải nhầm"})
    assert answer["Location"] == "/ke-hoach/"
    draft.refresh_from_db()
    assert draft.status == Plan.Status.DISCARDED


def follow(client: Client, page: str, words: str) -> str:
    """The page behind the first link with these words, as a person without scripts opens it."""
    found = re.search(
        rf'<a [^>]*href="([^"#][^"]*)"[^>]*>(?:<svg(?:(?!</svg>).)*</svg>)?{re.escape(words)}</a>', page, re.DOTALL
    )
    assert found, words
    return text_of(client.get(found[1].replace("&amp;", "&")))


def filled(page: str, action: str) -> dict[str, str]:
    """What the form that posts to `action` (empty: the one that posts to its own page) would send as it stands."""
    begins = f'action="{action}"' if action else '<form method="post" data-once'
    form = page[page.index(begins) :]
    form = form[: form.index("</form>")]
    values = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or "checked" in tag):
            values[name[1]] = value[1] if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        values[name] = text
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        values[name] = chosen[1] if chosen else ""
    return values


def test_the_whole_way_without_a_script(at_screen: Client, cast: Cast) -> None:
    uploaded = at_screen.post("/ke-hoach/tai-len/", {"files": file("ke-hoach.txt", PLAN)})
    review = uploaded["Location"]
    page = text_of(at_screen.get(review))
    with cast.acting(cast.officer):
        target = first(Target)
    card = page[page.index(f'id="target-{target.pk}"') :]
    form = follow(at_screen, card, "Sửa")
    address = f"{review}chi-tieu/{target.pk}/"
    sent = filled(form, address)
    assert sent["minimum"] == "25"
    saved = at_screen.post(address, {**sent, "minimum": "30"})
    assert saved["Location"] == f"{review}#target-{target.pk}"
    page = text_of(at_screen.get(review))
    assert "ít nhất 30 doanh nghiệp" in page
    confirm = follow(at_screen, page, "Xác nhận kế hoạch")
    plan = review.split("/")[2]
    done = at_screen.post(f"/ke-hoach/{plan}/xac-nhan/", filled(confirm, ""))
    assert done["Location"] == f"/ke-hoach/{plan}/"
    with cast.acting(cast.officer):
        assert Plan.objects.get().status == Plan.Status.IN_FORCE
