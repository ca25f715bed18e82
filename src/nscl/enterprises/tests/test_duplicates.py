from __future__ import annotations

import pytest

from nscl.enterprises.rules import duplicates, names
from nscl.enterprises.rules.duplicates import SHOWN, SURE, Facts, score
from nscl.enterprises.tests import labelled

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
