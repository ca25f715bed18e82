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


@pytest.fixture
def long_plan(make_draft: MakeDraft, officer: object) -> Plan:
    """A draft of some sixty pages with a hundred targets."""
    words = LINES[1].split() + LINES[4].split() + LINES[5].split()
    lines = [
        f"{i}. {' '.join(words[(i * 7 + j * (3 + i % 5)) % len(words)] for j in range(45))} {i * 37 % 991} đơn vị."
        for i in range(1, 700)
    ]
    spans, at = [], 0
    for line in lines:
        spans.append([at, at + len(line)])
        at += len(line) + 1
    assert at > 140_000
    empty: list[Any] = []
    whole = reading() | {
        "text": "\n".join(lines),
        "unread": empty,
        "tasks": empty,
        "support_rules": empty,
        "budget": None,
    }
    whole |= {"eligibility": empty, "agency_duties": empty, "deadlines": empty}
    whole["document"]["sources"] = {}
    model = whole["targets"][0]
    chosen = range(0, 600, 6)
    whole["targets"] = [
        {**model, "text": lines[i], "source": spans[i], "min": i + 1, "max": i + 9, "period": None} for i in chosen
    ]
    return make_draft(whole=whole, content=b"z")


def test_sixty_pages_come_in_light_parts_that_miss_nothing(at_screen: Client, long_plan: Plan) -> None:
    address = f"/ke-hoach/{long_plan.pk}/ra-soat/"
    first = text_of(at_screen.get(address))
    parts = sorted(set(re.findall(r'<a href="([^"#]*)"(?: aria-current="page")?>\d+</a>', first)))
    assert len(parts) > 1
    seen: list[str] = []
    for part in parts:
        answer = at_screen.get(part)
        page = text_of(answer)
        assert len(gzip.compress(answer.content, 6)) < 60_000
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
        cards = re.findall(r'<article class="item [^"]*" id="(target-\d+)"', page)
        assert {f"s-{card}" for card in cards} <= set(ids)
        seen += cards
    assert sorted(seen) == sorted(f"target-{t.pk}" for t in Target.objects.all())


def test_a_doubt_leads_to_the_part_that_shows_it(at_screen: Client, long_plan: Plan) -> None:
    last = Target.objects.order_by("-position")[0]
    address = f"/ke-hoach/{long_plan.pk}/ra-soat/"
    link = re.search(rf'href="([^"]*)#target-{last.pk}" class="m target"', text_of(at_screen.get(address)))
    assert link
    assert "?phan=" in link[1]
    assert f'id="target-{last.pk}"' in text_of(at_screen.get(link[1]))
    saved = at_screen.post(f"{address}chi-tieu/{last.pk}/da-xem/", {"version": last.version})
    assert saved["Location"] == f"{link[1]}#target-{last.pk}"


@pytest.mark.parametrize("part", ["0", "-1", "99", "x", "²", ""])
def test_a_part_that_is_not_there(at_screen: Client, base: str, part: str) -> None:
    assert at_screen.get(base, {"phan": part}).status_code == 200
