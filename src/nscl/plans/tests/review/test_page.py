"""The review page: who may see it, what it shows, what it costs."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nscl.config.testing.cast import Cast
from nscl.plans.actions import confirm
from nscl.plans.models import Plan, Target
from nscl.plans.tests.conftest import LINES, MakeDraft, reading


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_document_and_values_stand_side_by_side(at_screen: Client, base: str) -> None:
    page = text_of(at_screen.get(base))
    assert 'id="van-ban"' in page
    assert 'id="da-doc"' in page
    target = Target.objects.order_by("position").first()
    assert target
    assert f'href="#s-target-{target.pk}"' in page
    assert f'id="s-target-{target.pk}"' in page
    assert f'<a class="m target" id="s-target-{target.pk}" href="#target-{target.pk}"' in page
    assert "từ 10 đến 20 doanh nghiệp" in page
    assert "tối đa".casefold() in page.casefold()
    assert "45.000.000" in page


def test_doubts_come_first_with_why(at_screen: Client, base: str) -> None:
    page = text_of(at_screen.get(base))
    assert page.index('id="nghi-van"') < page.index('id="thong-tin-chung"') < page.index('id="nhom-chi-tieu"')
    assert "“Trung tâm Lạ” chưa có trong danh bạ" in page
    assert "tổng ghi 21.000.000" in page


def test_unread_paragraphs_can_be_added_from(at_screen: Client, base: str) -> None:
    page = text_of(at_screen.get(base))
    unread = page[page.index('id="chua-doc"') :]
    assert LINES[10] in unread
    assert re.search(r'href="/ke-hoach/\d+/ra-soat/them/\?tu=\d+&amp;den=\d+"', unread)


def test_counts_and_confirmation_at_the_bottom(at_screen: Client, base: str, draft: Plan) -> None:
    page = text_of(at_screen.get(base))
    assert "2 chỉ tiêu · 1 nhiệm vụ" in page
    assert f'href="/ke-hoach/{draft.pk}/xac-nhan/"' in page


def test_nothing_inline(at_screen: Client, base: str) -> None:
    page = text_of(at_screen.get(base))
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", page)


def test_ids_are_unique(at_screen: Client, base: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', text_of(at_screen.get(base)))
    assert len(ids) == len(set(ids))


def test_every_local_link_leads_somewhere(at_screen: Client, base: str) -> None:
    page = text_of(at_screen.get(base))
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids


def test_other_province_is_not_there(client: Client, cast: Cast, base: str) -> None:
    client.force_login(cast.stranger)
    assert client.get(base).status_code == 404


@pytest.mark.parametrize("part", ["cooperating", "ministry"])
def test_who_may_only_look_may_not_review(client: Client, cast: Cast, base: str, part: str) -> None:
    client.force_login(getattr(cast, part))
    assert client.get(base).status_code == 403


def test_nobody_signs_in_first(client: Client, base: str) -> None:
    answer = client.get(base)
    assert answer.status_code == 302
    assert "/dang-nhap/" in answer["Location"]


def test_a_plan_in_force_is_no_longer_reviewed(at_screen: Client, base: str, draft: Plan) -> None:
    confirm.confirm(plan=draft, version=draft.version, by=draft.created_by)  # type: ignore[arg-type]
    answer = at_screen.get(base)
    assert answer.status_code == 302
    assert answer["Location"] == f"/ke-hoach/{draft.pk}/"
    refused = at_screen.post(base + "thong-tin-chung/", {"version": 1})
    assert refused.status_code == 400
    assert "không còn là bản thảo" in text_of(refused)


def test_queries_are_few_and_flat(at_screen: Client, make_draft: MakeDraft, officer: object) -> None:
    small = make_draft()
    large = reading()
    for name in ("targets", "tasks", "agency_duties"):
        large[name] = large[name] * 30
    big = make_draft(whole=large, content=b"y")
    counts = []
    for plan in (small, big):
        at_screen.get(f"/ke-hoach/{plan.pk}/ra-soat/")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            at_screen.get(f"/ke-hoach/{plan.pk}/ra-soat/")
        counts.append(len([q for q in captured if "set_config" not in q["sql"]]))
    assert counts[0] == counts[1] <= 12


def test_sixty_pages_weigh_little(at_screen: Client, make_draft: MakeDraft, officer: object) -> None:
    words = LINES[1].split() + LINES[4].split() + LINES[5].split()
    lines = [
        f"{i}. {' '.join(words[(i * 7 + j * (3 + i % 5)) % len(words)] for j in range(45))} {i * 37 % 991} đơn vị."
        for i in range(1, 700)
    ]
    text = "\n".join(lines)
    spans, at = [], 0
    for line in lines:
        spans.append([at, at + len(line)])
        at += len(line) + 1
    whole = reading()
    model = whole["targets"][0]
    whole |= {"text": text, "unread": [], "tasks": [], "support_rules": [], "eligibility": [],
              "agency_duties": [], "deadlines": [], "budget": None}  # fmt: skip
    whole["targets"] = [
        {**model, "text": lines[i], "source": spans[i], "min": i + 1, "max": i + 9} for i in range(0, 600, 6)
    ]
    plan = make_draft(whole=whole, content=b"z")
    page = at_screen.get(f"/ke-hoach/{plan.pk}/ra-soat/").content
    assert len(text) > 140_000
    assert len(gzip.compress(page, 6)) < 60_000
