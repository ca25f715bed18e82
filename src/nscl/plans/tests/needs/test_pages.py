"""The pages of needs: what an officer sees, in few queries, with and without rows."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from nscl.config.testing.cast import Cast
from nscl.plans.actions.needs import decide, invite, rank
from nscl.plans.models import MergedNeed, NeedMerge, NeedsInvitation, NeedsRound, Proposal
from nscl.plans.tests.needs.conftest import MakeEntity, Propose, merged, row
from nscl.plans.tests.pages.conftest import Open, words_of

MOST_QUERIES = 12


@pytest.fixture
def screen(cast: Cast, sign_in: Open) -> Client:
    return sign_in(cast.officer)


@pytest.fixture
def filled(survey: NeedsRound, propose: Propose, make_entity: MakeEntity, officer: Any) -> dict[str, Any]:
    """A round with a bit of everything."""
    known = make_entity("Công ty TNHH Cà phê Đất Đỏ", "0100109106")
    make_entity("HTX Nông nghiệp Hòa Mai")
    letter = propose(
        row("Cty TNHH Cà phê Đất Đỏ", cost=80_000_000, standard="VietGAP"), row("HTX nông nghiệp Hoa Mai", "ip"),
        row("Cơ sở Lạ", "digital", raw_tax_code="0300588569"), sender="Hội Doanh nghiệp", number="12/CV-HDN",
    )  # fmt: skip
    propose(row(known.name, raw_tax_code=known.tax_code), sender="Sở Công Thương", kind="department")
    (link,) = invite.invite(round=survey, whom=[invite.Invited("association", "Hội A", "a@example.vn")], by=officer)
    rank.rank(round=survey, by=officer)
    return {"letter": letter, "link": link, "known": known}


PAGES = ("", "moi/", "nhap-thay/", "danh-sach/", "gop/", "ten/", "xep-hang/", "da-chuyen/", "sua/")


@pytest.mark.parametrize("page", PAGES)
def test_every_tab_answers_empty(survey: NeedsRound, screen: Client, page: str) -> None:
    assert "Khảo sát nhu cầu năm 2027" in words_of(screen, f"/nhu-cau/{survey.pk}/{page}")


@pytest.mark.parametrize("page", PAGES)
def test_every_tab_answers_filled_in_few_queries(
    survey: NeedsRound, filled: dict[str, Any], screen: Client, page: str, django_assert_max_num_queries: Any
) -> None:
    screen.get(f"/nhu-cau/{survey.pk}/{page}")
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = screen.get(f"/nhu-cau/{survey.pk}/{page}")
    assert answer.status_code == 200


def test_the_lists_of_rounds_and_of_what_was_handed_on(
    survey: NeedsRound, filled: dict[str, Any], screen: Client, officer: Any, django_assert_max_num_queries: Any
) -> None:
    need = merged(survey)[0]
    decide.hand_on(round=survey, needs=[need.pk], to="estimate", year=2027, by=officer)
    with django_assert_max_num_queries(MOST_QUERIES):
        said = words_of(screen, "/nhu-cau/")
    assert "Khảo sát nhu cầu năm 2027 cho năm 2027" in said
    with django_assert_max_num_queries(MOST_QUERIES):
        said = words_of(screen, "/nhu-cau/chuyen-tiep/?nam=2027&den=estimate")
    assert "Dự toán năm 2027: 1 nhu cầu" in said
    assert need.name in said
    assert "chưa nhận nhu cầu nào" in words_of(screen, "/nhu-cau/chuyen-tiep/?nam=2027&den=call")


def test_a_need_tells_who_proposed_it_and_why_it_ranks(
    survey: NeedsRound, filled: dict[str, Any], screen: Client, django_assert_max_num_queries: Any
) -> None:
    need = MergedNeed.objects.get(entity=filled["known"], standard_key="vietgap")
    with django_assert_max_num_queries(MOST_QUERIES):
        said = words_of(screen, f"/nhu-cau/{survey.pk}/nhu-cau/{need.pk}/")
    assert "Hội Doanh nghiệp" in said
    assert "ghi là “Cty TNHH Cà phê Đất Đỏ”" in said
    assert "Có thể là cùng một nhu cầu" in said


def test_a_proposal_tells_what_became_of_its_rows(
    survey: NeedsRound, filled: dict[str, Any], screen: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(MOST_QUERIES):
        said = words_of(screen, f"/nhu-cau/{survey.pk}/de-xuat/{filled['letter'].pk}/")
    assert "12/CV-HDN" in said
    assert "Đang xem xét" in said


def test_the_board_is_filtered_without_accents(survey: NeedsRound, filled: dict[str, Any], screen: Client) -> None:
    said = words_of(screen, f"/nhu-cau/{survey.pk}/gop/?tim=ca+phe")
    assert "Đất Đỏ" in said
    assert "Hoa Mai" not in said
    assert "Không có nhu cầu nào khớp" in words_of(screen, f"/nhu-cau/{survey.pk}/gop/?tim=zzz")
    assert "Hoa Mai" not in words_of(screen, f"/nhu-cau/{survey.pk}/gop/?nhieu_noi=on")


def test_pages_of_the_board_lead_on_and_back(
    survey: NeedsRound, propose: Propose, screen: Client, officer: Any
) -> None:
    propose(*(row(f"HTX số {n:02}") for n in range(1, 31)))
    rank.rank(round=survey, by=officer)
    for tab in ("gop", "xep-hang"):
        first = words_of(screen, f"/nhu-cau/{survey.pk}/{tab}/")
        last = merged(survey)[24]
        second = words_of(screen, f"/nhu-cau/{survey.pk}/{tab}/?sau={last.pk}")
        assert ("HTX số 25" in first, "HTX số 26" in first) == (True, False)
        assert ("HTX số 25" in second, "HTX số 26" in second, "HTX số 30" in second) == (False, True, True)
        back = words_of(screen, f"/nhu-cau/{survey.pk}/{tab}/?truoc={merged(survey)[25].pk}")
        assert back.count("HTX số") == first.count("HTX số")
        assert "HTX số 01" in words_of(screen, f"/nhu-cau/{survey.pk}/{tab}/?sau=99999999")


def test_a_link_is_shown_to_the_officer_and_opens(survey: NeedsRound, filled: dict[str, Any], screen: Client) -> None:
    link = invite.link_of(filled["link"])
    assert link in screen.get(f"/nhu-cau/{survey.pk}/moi/").content.decode()
    path = "/phieu-nhu-cau/" + link.rsplit("/phieu-nhu-cau/", 1)[1]
    visitor = Client()
    said = words_of(visitor, path)
    assert "Phiếu dành cho Hội A" in said
    assert "Đất Đỏ" not in said


@pytest.mark.parametrize("ending", ["docx", "pdf", "xlsx"])
def test_the_list_is_printed(survey: NeedsRound, filled: dict[str, Any], screen: Client, ending: str) -> None:
    answer = screen.get(f"/nhu-cau/{survey.pk}/danh-muc.{ending}")
    assert answer.status_code == 200
    assert answer.content[:4] in (b"PK\x03\x04", b"%PDF")
    assert f"danh-muc-nhu-cau-2027.{ending}" in answer["Content-Disposition"]


def test_papers_of_one_sender(survey: NeedsRound, filled: dict[str, Any], screen: Client) -> None:
    one, link = filled["letter"].pk, filled["link"].pk
    papers = (f"de-xuat/{one}/tra-loi.pdf", "moi/giay-moi.pdf", f"moi/giay-moi.docx?moi={link}")
    for path in (*papers, "xuat.xlsx", "danh-sach/mau.xlsx"):
        assert screen.get(f"/nhu-cau/{survey.pk}/{path}").status_code == 200
    assert screen.get(f"/nhu-cau/{survey.pk}/moi/giay-moi.exe").status_code == 404


def test_what_was_merged_is_told_and_taken_apart(
    survey: NeedsRound, propose: Propose, screen: Client, officer: Any
) -> None:
    propose(row("HTX Xanh"), row("HTX Xanh xã A"))
    one, other = merged(survey)
    done = screen.post(
        f"/nhu-cau/{survey.pk}/nhu-cau/{one.pk}/gop/",
        {"vao": other.pk, "reason": "Cùng một nơi", "version": one.version},
    )
    assert done.status_code == 302
    made = NeedMerge.objects.get()
    said = words_of(screen, f"/nhu-cau/{survey.pk}/nhu-cau/{other.pk}/")
    assert "Lịch sử gộp" in said
    assert "Cùng một nơi" in said
    screen.post(f"/nhu-cau/{survey.pk}/nhu-cau/{one.pk}/tach/{made.pk}/")
    assert len(merged(survey)) == 2


def test_another_province_has_none_of_it(survey: NeedsRound, filled: dict[str, Any], cast: Cast, sign_in: Open) -> None:
    stranger = sign_in(cast.stranger)
    for page in PAGES:
        assert stranger.get(f"/nhu-cau/{survey.pk}/{page}").status_code == 404
    assert "Khảo sát nhu cầu năm 2027" not in words_of(stranger, "/nhu-cau/")
    assert Proposal.objects.count() == 2
    assert NeedsInvitation.objects.count() == 1
