"""Every page in English says in English what the system says; data stays as it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

import pytest

from matrix import cells
from matrix.declare import Route
from matrix.test_matrix import ENTRIES, made, may_do
from matrix.world import OURS, World
from nscl.config import languages
from nscl.foundation.language import COOKIE

# The gallery shows samples; the preview of a template shows paper.
VIETNAMESE_ALONE = ("gallery", "template_preview")
PAGES = [route for route in ENTRIES if route.method == "GET" and route.name not in VIETNAMESE_ALONE]
ENOUGH = 12  # letters beside the placeholders, for a text to be known again by


@dataclass
class Page(HTMLParser):
    """The texts of a page, those of spoken attributes among them."""

    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in ("script", "style")
        self.texts += [value for name, value in attrs if name in languages.SPOKEN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


@lru_cache
def ours() -> tuple[frozenset[str], list[re.Pattern[str]]]:
    """The texts that have another wording in English, whole, and as patterns where something is filled in."""
    held = languages.catalog(languages.ENGLISH)
    ids = [str(m.id) for m in held if m.id and m.id != m.string and languages.VIETNAMESE.search(str(m.id))]
    whole = frozenset(" ".join(text.split()) for text in ids if "%(" not in text)
    patterns = []
    for text in ids:
        parts = re.split(r"%\(\w+\)s", " ".join(text.split()))
        if len(parts) > 1 and sum(len(re.sub(r"\W", "", part)) for part in parts) >= ENOUGH:
            patterns.append(re.compile(".+?".join(map(re.escape, parts)).strip()))
    return whole, patterns


# What rows keep in Vietnamese, though a label happens to say the same: a content group, a task's output, a cell.
KEPT = {"Đào tạo, tập huấn", "Hướng dẫn, tư vấn", "Mã số, mã vạch", "Danh sách", "Điện thoại"}


def left_over(body: str) -> list[str]:
    """What the page says in Vietnamese though the system has English for it."""
    page, (whole, patterns) = Page(), ours()
    page.feed(body)
    found = []
    for text in page.texts:
        said = " ".join(text.split())
        if not languages.VIETNAMESE.search(said) or said in KEPT:
            continue
        if said.strip(" .,:;()·") in whole or said in whole or any(p.fullmatch(said) for p in patterns):
            found.append(said)
    return found


@pytest.mark.parametrize("route", PAGES, ids=str)
def test_a_page_in_english(world: World, route: Route) -> None:
    thing, client = made(world, route, OURS), world.client(may_do(route))
    client.cookies[COOKIE] = "en"
    with cells.undone():
        answer = cells.ask(client, route, thing)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            assert left_over(cells.body_of(answer)) == []


def test_what_is_left_over_is_found() -> None:
    page = """<h1>Kế hoạch</h1><button title='Đăng xuất'>Sign out</button><td>Sở Khoa học và Công nghệ</td>
    <p>Tệp lớn hơn 2 MB. Hãy chỉ giữ trang có danh sách rồi tải lên lại.</p><p>Đã có tài khoản a@example.vn.</p>"""
    assert len(left_over(page)) == 4
