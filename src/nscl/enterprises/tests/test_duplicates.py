from __future__ import annotations

from itertools import combinations

import pytest
from django.db import connection, transaction

from nscl.enterprises.queries import duplicates as queries
from nscl.enterprises.rules import duplicates, names
from nscl.enterprises.rules.duplicates import SHOWN, SURE, Facts, score
from nscl.enterprises.tests import labelled
from nscl.organisations.rules import tax_codes

MOTHER = Facts("Công ty TNHH MTV Cà phê Măng Đen", "6101234568", "enterprise", 7, "12 Trần Phú", "0260 3862 000")


def test_the_labelled_set_is_found_again() -> None:
    found = labelled.pairs()
    assert len(found) >= 500
    assert 150 <= sum(pair.same for pair in found) <= 350
    shown, sure = labelled.measured(found, least=SHOWN), labelled.measured(found, least=SURE)
    assert shown.precision >= 0.97
    assert shown.recall >= 0.97
    assert sure.precision >= 0.99
    assert sure.recall >= 0.6


def test_the_labelled_set_is_found_as_before() -> None:
    """What these were when each pair was laid side by side; a cheaper way may not find less."""
    shown, sure = (labelled.measured(labelled.pairs(), least=least) for least in (SHOWN, SURE))
    assert (len(shown.missed), len(shown.wrong), len(sure.missed), len(sure.wrong)) == (2, 0, 57, 0)


@pytest.mark.django_db
def test_what_the_database_leaves_out_is_never_shown() -> None:
    """All labelled profiles as one register: of those that share a key, each pair that is to be shown is met."""
    facts = [one for pair in labelled.pairs() for one in (pair.one, pair.other)]
    rows = [
        (n, f.name, f.tax_code, f.kind, f.commune or None, f.address, f.phone, f.email, f.representative)
        for n, f in enumerate(facts)
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        queries.meet(cursor, [rows[:500], rows[500:]])
        cursor.execute("SELECT first, second FROM duplicate_candidates")
        met = set(cursor.fetchall())
        cursor.execute("SELECT ids FROM duplicate_crowds")
        sharing = {pair for (ids,) in cursor for pair in combinations(sorted(ids), 2)}
    shown = {pair for pair in sharing if score(facts[pair[0]], facts[pair[1]]).shown}
    assert shown <= met <= sharing
    assert len(met) < len(sharing) / 4
    together = {(2 * n, 2 * n + 1) for n, pair in enumerate(labelled.pairs()) if pair.same}
    assert len(shown & together) >= 190


def test_a_pair_without_the_points_is_left_early_and_no_other() -> None:
    for pair in labelled.pairs():
        full = score(pair.one, pair.other)
        found = duplicates.compared(duplicates.read(pair.one), duplicates.read(pair.other), least=SHOWN)
        assert found == full if full.shown else not found.shown


@pytest.mark.parametrize("first", [6101234568, 100109106, 2999999999])
def test_a_slip_in_a_right_code_is_seen_by_its_check_digit(first: int) -> None:
    """So two right codes are never told apart by one digit, and no points are given for that."""
    sound = next(code.text for n in range(20) if (code := tax_codes.read(f"{first + n:010d}")) and code.sound)
    digits = [sound[:n] + d + sound[n + 1 :] for n in range(10) for d in "0123456789" if d != sound[n]]
    turned = [sound[:n] + sound[n + 1] + sound[n] + sound[n + 2 :] for n in range(9) if sound[n] != sound[n + 1]]
    read = [tax_codes.read(text) for text in (*digits, *turned)]
    assert len(read) > 90
    assert not any(code is None or code.sound for code in read)


def test_points_do_not_depend_on_the_order() -> None:
    assert all(score(pair.one, pair.other) == score(pair.other, pair.one) for pair in labelled.pairs())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CTY TNHH MTV TM & DV Măng Đen", "Công ty trách nhiệm hữu hạn một thành viên thương mại và dịch vụ Măng Đen"),
        ("HTX NN Kon Plông", "Hợp tác xã nông nghiệp Kon Plong"),
        ("T.N.H.H Quý Hương", "TNHH Quí Hương"),
        ("Kon Plong Co., Ltd", "Công ty Kon Plông"),
    ],
)
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    assert names.key(one).name == names.key(other).name


def test_words_of_business_are_left_out_of_the_core() -> None:
    found = names.key("Công ty CP Đầu tư Xây dựng Cô Tô số 2")
    assert (found.core, found.numbers, found.part) == (names.key("Cô Tô số 2").core, ("2",), False)
    assert names.key("Công ty TNHH Thương mại Dịch vụ").core == names.key("Thương mại Dịch vụ").name


def test_a_branch_is_never_its_mother() -> None:
    branch = Facts(MOTHER.name, "6101234568-001", "enterprise", 7, "12 Trần Phú", "0260 3862 000")
    assert score(MOTHER, branch).points == 0
    assert "doanh nghiệp mẹ" in score(MOTHER, branch).reasons[0]


def test_reasons_say_what_was_compared() -> None:
    other = Facts("Cty TNHH MTV cà phê Măng Đen", "", "enterprise", 7, "Số 12 đường Trần Phú", "+84 260 3862000")
    found = score(MOTHER, other)
    assert found.points >= SURE
    assert set(found.reasons) >= {
        "Tên giống nhau khi bỏ loại hình và viết đủ chữ tắt", "Cùng xã, phường", "Cùng số điện thoại"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key"),
    [("+84 (260) 3.862-000", "02603862000"), ("0905 000 001 / 0906", "0905000001"), ("12", ""), ("", "")],
)
def test_telephone_numbers(text: str, key: str) -> None:
    assert names.phone_key(text) == key


def test_likeness() -> None:
    assert duplicates.similarity("mangden", "mangden") == 1
    assert duplicates.similarity("mangden", "xyz") == 0
    assert duplicates.similarity("", "a") == 0
