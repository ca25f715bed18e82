"""The register on the screen: one list of both, searched, filtered, paged, quick whatever its length."""

from __future__ import annotations

import datetime as dt
import io
import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from nscl.config.testing.cast import Cast
from nscl.documents import actions, later
from nscl.documents.models import Document
from nscl.documents.queries import Asked, Key, page
from nscl.documents.tests.conftest import Add
from nscl.foundation import clock, tenancy
from nscl.shared.vietnamese import fold


def many(cast: Cast, count: int) -> None:
    """Documents of the province, a day or so apart, each superseded by the one after the next where it is odd."""
    begun = dt.date(2010, 1, 1)
    rows = []
    for at in range(count):
        day = begun + dt.timedelta(days=at * 6000 // count)
        row = Document(
            province=cast.province, kind="decision", subject="finance", number=f"{at}/QĐ-UBND", issuer="UBND tỉnh",
            issued_on=day, effective_on=day if at % 3 else None, registered_at=clock.now(),
            title=f"Quyết định thứ {at} về hỗ trợ doanh nghiệp {'chè' if at % 1000 == 7 else 'cà phê'}",
        )  # fmt: skip
        row.derive()
        rows.append(row)
    Document.objects.bulk_create(rows, batch_size=5000)


def shown(browser: Client, **query: Any) -> str:
    answer = browser.get(reverse("document_register"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_both_registers_are_one_list(browser: Client, add: Add) -> None:
    add(number="12/QĐ-UBND", issued_on=dt.date(2026, 3, 1), title="Của tỉnh đây")
    seen = shown(browser)
    assert "Của tỉnh đây" in seen
    assert "224/2026/NĐ-CP" in seen
    assert "224/2026/NĐ-CP" not in shown(browser, nguon="tinh")
    assert "Của tỉnh đây" not in shown(browser, nguon="trung-uong")
    assert "chưa rõ" in seen


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"tim": "ho tro CA PHE"}, True), ({"tim": "12/qd"}, True), ({"tim": "hỗ trợ chè"}, False),
        ({"loai": "decision"}, True), ({"loai": "law"}, False), ({"linh_vuc": "productivity"}, True),
        ({"linh_vuc": "finance"}, False), ({"co_quan": "ubnd quang ngai"}, False),
        ({"co_quan": "tinh quang ngai"}, True),
        ({"nam": "2026"}, True), ({"nam": "2025"}, False), ({"ngay": "01/03/2026"}, True),
        ({"ngay": "28/02/2026"}, False),
        ({"tim": "100%"}, False),
    ],
)  # fmt: skip
def test_filters(browser: Client, add: Add, query: dict[str, str], found: bool) -> None:
    day = dt.date(2026, 3, 1)
    add(number="12/QĐ-UBND", issued_on=day, effective_on=day, title="Hỗ trợ cà phê")
    assert ("Hỗ trợ cà phê" in shown(browser, **query)) == found


def test_what_cannot_be_understood_is_said(browser: Client, add: Add) -> None:
    add(title="Vẫn còn đây")
    seen = shown(browser, ngay="31/02/2026", nam="hai nghìn")
    assert "Ngày ghi như" in seen
    assert "Vẫn còn đây" in seen


def test_an_empty_answer_says_what_to_do(browser: Client) -> None:
    assert "Không có văn bản nào khớp" in shown(browser, tim="không đâu có")
    assert "Thêm văn bản đầu tiên" not in shown(browser)


def test_every_text_comes_once_forwards_and_back(cast: Cast, officer: Any) -> None:
    many(cast, 150)
    scope = tenancy.current()
    assert scope is not None
    seen: list[str] = []
    after: Key | None = None
    pages = []
    while True:
        found = page(scope, Asked(), after=after)
        pages.append([str(line.entry) for line in found.lines])
        seen += pages[-1]
        if found.after is None:
            break
        after = found.after
    assert len(seen) == len(set(seen)) >= 190
    before, back = found.before, list[list[str]]()
    while before is not None:
        found = page(scope, Asked(), before=before)
        back.insert(0, [str(line.entry) for line in found.lines])
        before = found.before
    assert [t for p in back for t in p] == [t for p in pages[:-1] for t in p]
    assert [Key.read(text) for text in ("", "x", "20260101d", "20261301d5", "20260101z5")] == [None] * 5


def test_what_was_in_force_on_a_day(browser: Client, add: Add, cast: Cast) -> None:
    old = add(number="1/QĐ", effective_on=dt.date(2025, 1, 1), title="Quy định cũ")
    new = add(number="2/QĐ", effective_on=dt.date(2026, 6, 1), title="Quy định mới")
    add(number="3/QĐ", issued_on=dt.date(2025, 1, 1), title="Không rõ từ bao giờ")
    actions.relate(document=new, kind="supersedes", target=old, by=cast.officer)
    address = reverse("documents_in_force")
    before = browser.get(address, {"ngay": "2026-05-31"}).content.decode()
    after = browser.get(address, {"ngay": "01/06/2026"}).content.decode()
    assert ("Quy định cũ" in before, "Quy định mới" in before) == (True, False)
    assert ("Quy định cũ" in after, "Quy định mới" in after) == (False, True)
    assert "Chưa rõ có hiệu lực hay không" in after
    assert after.index("Không rõ từ bao giờ") > after.index("Chưa rõ có hiệu lực hay không")
    assert "Quy định mới" not in browser.get(address, {"ngay": "01/06/2026", "linh_vuc": "finance"}).content.decode()
    assert browser.get(address, {"ngay": "hôm nào"}).status_code == 422


def workbook(browser: Client, **query: Any) -> list[tuple[Any, ...]]:
    answer = browser.get(reverse("document_export"), query)
    assert answer.status_code == 200
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


def test_what_is_shown_is_taken_away_all_pages_of_it(browser: Client, cast: Cast, add: Add) -> None:
    many(cast, 120)
    add(number="777/QĐ-UBND", issued_on=dt.date(2026, 3, 1), effective_on=dt.date(2026, 3, 1), title="=1+1")
    seen = shown(browser, nguon="tinh", nam="2026", sau="20261231d5")
    assert f"{reverse('document_export')}?nguon=tinh&amp;nam=2026" in seen
    rows = workbook(browser, nguon="tinh")
    assert sum(isinstance(row[0], int) for row in rows) == 121
    [own] = [row for row in rows if row[1] == "777/QĐ-UBND"]
    assert own[2:6] == (dt.datetime(2026, 3, 1), "Quyết định", "=1+1", "UBND tỉnh Quảng Ngãi")
    assert own[7:] == (dt.datetime(2026, 3, 1), None, "Còn hiệu lực")
    assert len(workbook(browser)) > len(rows)
    dated = workbook(browser, nguon="tinh", ngay="28/02/2026")
    assert "ngày 28/02/2026".upper() in str(dated[0][0])
    assert "777/QĐ-UBND" not in {row[1] for row in dated}


def test_a_long_list_is_made_behind_the_page(browser: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    many(cast, 12)
    monkeypatch.setattr("nscl.documents.later.MOST_ROWS", 10)
    page = browser.get(reverse("document_export"), {"nguon": "tinh"}).content.decode()
    assert "Bắt đầu xuất" in page
    signed = page.split('name="giay" value="', 1)[1].split('"', 1)[0]
    wanted = later.read(signed, cast.officer)
    assert wanted is not None
    with cast.acting(cast.officer):
        assert wanted.content(cast.officer).startswith(b"PK")


def test_counts_of_a_page_are_not_told_for_those_of_the_day(browser: Client, cast: Cast) -> None:
    address = reverse("documents_in_force")
    few = browser.get(address, {"ngay": "01/06/2026", "loai": "decree"}).content.decode()
    assert "tab-count" in few
    many(cast, 120)
    page = browser.get(address, {"ngay": "01/06/2015"}).content.decode()
    assert 'rel="next"' in page
    assert "tab-count" not in page


def test_queries_stay_few(browser: Client, cast: Cast) -> None:
    counts = []
    for rows in (1, 300):
        many(cast, rows)
        with CaptureQueriesContext(connection) as seen:
            shown(browser)
        counts.append(len(seen))
        Document.objects.all().delete()
    assert max(counts) <= 12
    assert counts[1] <= counts[0] + 1


@pytest.mark.slow
def test_a_hundred_thousand_documents(browser: Client, cast: Cast) -> None:
    many(cast, 100_000)
    for query in (
        {},
        {"tim": "che"},
        {"ngay": "01/06/2015"},
        {"tim": "khong co dau"},
        {"nam": "2020", "loai": "decision"},
    ):
        shown(browser, **query)
        begun = time.perf_counter()
        with CaptureQueriesContext(connection) as seen:
            shown(browser, **query)
        spent = time.perf_counter() - begun
        print(query, round(spent * 1000), "ms", len(seen), "queries")
        assert len(seen) <= 12
        assert spent < 2


def test_folded_words_are_those_of_the_title(add: Add) -> None:
    assert fold("Hỗ trợ") in add(title="Hỗ trợ doanh nghiệp").folded
