"""The index follows the rows, folds as we fold, and answers within the scope alone."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.config.testing.cast import Cast
from nscl.foundation import tenancy
from nscl.foundation.search import find, kinds, slips
from nscl.foundation.search.find import tsquery, words
from nscl.plans.models import Plan, Task

pytestmark = pytest.mark.django_db
PLANS = [kind for code, kind in kinds().items() if kind.permission.startswith("plans.")]


def plan(cast: Cast, province: Any, **values: Any) -> Plan:
    kept = {"title": "Kế hoạch truy xuất nguồn gốc cà phê", "number": "77/KH-UBND", "created_at": "2026-01-02T00:00Z"}
    return Plan.objects.create(province=province, **kept | values)


def titles(text: str) -> list[str]:
    return [hit.title for group in find(text, among=PLANS) for hit in group.hits]


def test_words_without_marks_find_a_title_and_its_number(cast: Cast) -> None:
    with cast.acting(cast.officer):
        plan(cast, cast.province)
        for text in ("truy xuat ca phe", "Truy xuất", "77", "77/KH", "cà phê nguồn", "TRUY XU"):
            assert titles(text) == ["77/KH-UBND, Kế hoạch truy xuất nguồn gốc cà phê"], text
        for text in ("xuat khau", "78", "uy xuat", "", "!!", "phe ca truy gao"):
            assert titles(text) == [], text


def test_the_index_follows_what_happens_to_the_row(cast: Cast) -> None:
    with cast.acting(cast.officer):
        made = plan(cast, cast.province)
        Plan.objects.filter(pk=made.pk).update(title="Kế hoạch năng suất xanh")
        assert titles("truy xuat") == []
        assert titles("nang suat xanh") == ["77/KH-UBND, Kế hoạch năng suất xanh"]
        Plan.objects.filter(pk=made.pk).delete()
        assert titles("nang suat xanh") == []


def test_another_province_finds_nothing(cast: Cast) -> None:
    with cast.acting(cast.officer):
        plan(cast, cast.province)
    with cast.acting(cast.stranger):
        assert titles("truy xuat") == []
        assert slips("truy xuatt nguon goc", among=PLANS) == []
    with cast.acting(cast.ministry):
        assert len(titles("truy xuat")) == 1
    with tenancy.scope(tenancy.nobody()):
        assert titles("truy xuat") == []


def test_without_a_scope_the_index_refuses(cast: Cast) -> None:
    with pytest.raises(ProgrammingError, match="no tenancy scope"), transaction.atomic():
        titles("truy xuat")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT title FROM foundation_searchentry",
        "DELETE FROM foundation_searchentry",
        "SELECT search_line('{}'::jsonb, '{}'::jsonb)",
    ],
)
def test_the_application_reads_and_writes_the_index_through_its_functions_alone(cast: Cast, statement: str) -> None:
    with (
        cast.acting(cast.officer),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_an_item_is_found_while_its_plan_is(cast: Cast) -> None:
    """A draft is its editors' business; what it holds is found once it is confirmed, and not after it is gone."""
    with cast.acting(cast.officer):
        draft = plan(cast, cast.province, title="Kế hoạch khác", number="")
        Task.objects.create(province=cast.province, plan=draft, position=1, title="Dựng vùng trồng sâm dây")
        assert titles("sam day") == []
        assert [group.kind.code for group in find("ke hoach khac", among=PLANS)] == ["plan_draft"]


def test_the_best_comes_first_and_more_is_said(cast: Cast) -> None:
    with cast.acting(cast.officer):
        for name in ("Về gạo sạch của vùng cao", "Gạo", "Gạo sạch"):
            plan(cast, cast.province, title=name, number="")
        [group] = find("gao", among=PLANS, each=2)
        assert [hit.title for hit in group.hits] == ["Gạo", "Gạo sạch"]
        assert group.more


def test_a_slip_of_the_pen_is_forgiven(cast: Cast) -> None:
    with cast.acting(cast.officer):
        plan(cast, cast.province)
        assert titles("truy xuatt nguon gocc") == []
        [group] = slips("truy xuatt nguon gocc", among=PLANS)
        assert group.hits[0].title.startswith("77/KH-UBND")
        assert slips("xyz", among=PLANS) == []


def test_a_question_is_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    with cast.acting(cast.officer):
        for number in range(30):
            plan(cast, cast.province, number=f"{number}/KH-UBND")
        with django_assert_num_queries(1):
            find("truy xuat", among=PLANS)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40))
def test_no_text_breaks_the_question(text: str) -> None:
    with tenancy.scope(tenancy.nobody()):
        assert find(text, among=PLANS) == []
        assert slips(text, among=PLANS) == []


ALPHABET = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯ áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ0123456789/-.,"
)


@settings(max_examples=80, deadline=None)
@given(st.text(ALPHABET, max_size=60), st.booleans())
def test_the_database_folds_as_we_do(text: str, decomposed: bool) -> None:
    if decomposed:
        text = unicodedata.normalize("NFD", text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_folded(%s)", [text])
        assert cursor.fetchone()[0].split()[:12] == words(text)


def test_a_word_of_thousands_of_letters_refuses_nothing_and_is_cut_in_the_index(cast: Cast) -> None:
    """The text of a plan may hold an address without blanks, or a picture as letters."""
    endless = "x" * 5000
    with cast.acting(cast.officer):
        kept = {"plan": plan(cast, cast.province), "position": 1, "title": f"Hướng dẫn {endless} cà phê"}
        Task.objects.create(province=cast.province, **kept)
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_folded(%s)", [f"a {endless} {'y' * 255} b"])
        assert cursor.fetchone()[0] == f"a {'x' * 255} {'y' * 255} b"


def test_the_last_word_is_a_beginning() -> None:
    assert tsquery("Cà phê Đắk") == "'ca' & 'phe' & 'dak':*"
    assert tsquery("' | !") == ""
