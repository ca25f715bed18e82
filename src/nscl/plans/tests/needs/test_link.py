"""The page that a link opens: for whoever has it, one's own answers only, until the round closes."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.foundation import tenancy
from nscl.plans.actions.needs import invite, rounds, take
from nscl.plans.models import Need, NeedsInvitation, NeedsRound, Proposal
from nscl.plans.tests.needs.conftest import MakeEntity, row
from nscl.plans.tests.pages.conftest import words_of


@pytest.fixture
def link(survey: NeedsRound, officer: User) -> NeedsInvitation:
    return invite.invite(round=survey, whom=[invite.Invited("association", "Hội A")], by=officer)[0]


@pytest.fixture
def visitor(db: None) -> Client:
    cache.clear()
    return Client()


def path(link: NeedsInvitation) -> str:
    return f"/phieu-nhu-cau/{invite.token_of(link)}/"


LINE = {"so_dong": "2", "khoa": "k1", "d1-name": "HTX Chè", "d1-group": "gap", "d1-cost": "45 triệu"}


def test_answering_without_an_account(link: NeedsInvitation, visitor: Client) -> None:
    answer = visitor.post(path(link), LINE)
    assert answer.status_code == 302
    again = visitor.post(path(link), LINE)
    assert again.status_code == 302
    need = Need.objects.get()
    assert (need.raw_name, need.expected_cost_vnd, need.proposal.channel) == ("HTX Chè", 45_000_000, "link")
    said = words_of(visitor, path(link) + "?da-gui=1")
    assert "Đã gửi. Xin cảm ơn!" in said
    assert "HTX Chè: Thực hành nông nghiệp tốt (GAP), 45.000.000 đ" in said
    assert NeedsInvitation.objects.get().opened_at is not None


def test_nothing_of_others_is_shown(survey: NeedsRound, link: NeedsInvitation, officer: User, visitor: Client) -> None:
    (other,) = invite.invite(round=survey, whom=[invite.Invited("commune", "Xã Bí Mật")], by=officer)
    take.answer(invitation=other, rows=[row("HTX Kín")], key="k")
    said = visitor.get(path(link)).content.decode()
    assert "Xã Bí Mật" not in said
    assert "HTX Kín" not in said
    proposal = Proposal.objects.get()
    assert visitor.post(f"{path(link)}rut/{proposal.pk}/").status_code == 404
    assert Proposal.objects.get().voided_at is None
    assert visitor.post(f"{path(other)}rut/{proposal.pk}/").status_code == 302
    assert Proposal.objects.get().void_reason == "Người gửi rút lại"


def test_a_wrong_row_keeps_what_was_typed(link: NeedsInvitation, visitor: Client) -> None:
    answer = visitor.post(path(link), {**LINE, "d1-cost": "nhiều lắm", "d2-name": "HTX Không nội dung"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert 'value="nhiều lắm"' in html
    assert "Hãy ghi số tiền" in html
    assert "Hãy chọn nội dung cần hỗ trợ." in html
    assert not Proposal.objects.exists()
    assert "Hãy ghi ít nhất một nhu cầu." in visitor.post(path(link), {"so_dong": "1"}).content.decode()


def test_more_rows_without_javascript(link: NeedsInvitation, visitor: Client) -> None:
    answer = visitor.post(path(link), {**LINE, "them": "1"})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert html.count("<fieldset") == 3
    assert 'value="HTX Chè"' in html
    assert not Proposal.objects.exists()


def test_an_enterprise_answers_for_itself(
    survey: NeedsRound, officer: User, make_entity: MakeEntity, visitor: Client
) -> None:
    entity = make_entity("HTX Núi Xanh")
    whom = [invite.Invited("enterprise", entity.name, entity=entity)]
    (link,) = invite.invite(round=survey, whom=whom, by=officer)
    assert "d1-name" not in visitor.get(path(link)).content.decode()
    visitor.post(path(link), {"so_dong": "1", "khoa": "k", "d1-group": "ip", "d1-name": "Kẻ Khác"})
    assert (Need.objects.get().entity, Need.objects.get().raw_name) == (entity, "HTX Núi Xanh")


def test_revoked_closed_unknown(survey: NeedsRound, link: NeedsInvitation, officer: User, visitor: Client) -> None:
    for token in ("x", "A" * 22, "../../etc", invite.token_of(link)[:-2]):
        assert visitor.get(f"/phieu-nhu-cau/{token}/").status_code == 404
    rounds.move(round=survey, verb="close", version=survey.version, by=officer)
    for answer in (visitor.get(path(link)), visitor.post(path(link), LINE)):
        assert answer.status_code == 410
        assert "khóa nhận" in answer.content.decode()
    found = NeedsRound.objects.get(pk=survey.pk)
    rounds.move(round=found, verb="reopen", version=found.version, by=officer)
    assert visitor.get(path(link)).status_code == 200
    invite.revoke(invitation=link, reason="Nhầm", by=officer)
    for answer in (visitor.get(path(link)), visitor.post(path(link), LINE)):
        assert answer.status_code == 410
        assert "thu hồi" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_it_is_kept_by_nobody(link: NeedsInvitation, visitor: Client) -> None:
    answer = visitor.get(path(link))
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"  # no-referrer would have the form refused: Origin null
    assert "noindex" in answer["X-Robots-Tag"]


def test_too_many_tries_are_slowed_down(visitor: Client) -> None:
    codes = [visitor.get(f"/phieu-nhu-cau/{n:022}/").status_code for n in range(122)]
    assert codes[0] == 404
    assert codes[-1] == 429
    cache.clear()


def test_a_link_works_whatever_province_one_works_for(
    link: NeedsInvitation, cast: Cast, visitor: Client, survey: NeedsRound
) -> None:
    visitor.force_login(cast.stranger, backend="nscl.accounts.backends.RoleBackend")
    assert visitor.post(path(link), LINE).status_code == 302
    with tenancy.scope(tenancy.Scope.of(read=[survey.province_id])):
        assert Need.objects.get().round == survey
