"""What comes in is kept as written, once, matched and merged."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.plans.actions.needs import invite, rounds, take
from nscl.plans.models import MergedNeed, Need, NeedsInvitation, NeedsRound, Proposal
from nscl.plans.tests.needs.conftest import MakeEntity, Propose, match_of, merged, new_round, row
from nscl.shared.errors import DomainError

CODE = "0100109106"


def test_two_senders_of_the_same_need_are_one_with_both(
    survey: NeedsRound, propose: Propose, make_entity: MakeEntity
) -> None:
    entity = make_entity("Công ty TNHH Cà phê Đất Đỏ", CODE)
    propose(row("Cty TNHH cà phê Đất Đỏ", cost=80_000_000, standard="VietGAP"), sender="Hội A")
    propose(row("Đất Đỏ", raw_tax_code=CODE, cost=90_000_000, standard="viet gap"), sender="Hội B")
    (one,) = merged(survey)
    assert (one.entity, one.name, one.sender_count, one.row_count) == (entity, entity.name, 2, 2)
    assert one.expected_cost_vnd == 90_000_000


def test_the_enterprise_itself_knows_the_cost_best(
    survey: NeedsRound, propose: Propose, make_entity: MakeEntity, officer: User
) -> None:
    entity = make_entity("HTX Chè Núi Xanh", CODE)
    propose(row("HTX Chè Núi Xanh", cost=90_000_000))
    take.enter(
        round=survey, sender=take.Sender("enterprise", entity.name, entity=entity),
        rows=[row(entity.name, cost=70_000_000)], paper=take.Paper(), channel="letter", key="form:own", by=officer,
    )  # fmt: skip
    (one,) = merged(survey)
    assert (one.asked_itself, one.expected_cost_vnd, one.sender_count) == (True, 70_000_000, 2)


def test_the_same_sender_twice_is_one_sender(survey: NeedsRound, propose: Propose) -> None:
    propose(row("HTX Lạ"), sender="Hội A")
    propose(row("htx  LẠ"), sender="hội a")
    (one,) = merged(survey)
    assert (one.sender_count, one.row_count) == (1, 2)


def test_other_content_other_need(survey: NeedsRound, propose: Propose) -> None:
    standards = ("ISO 9001:2015", "tiêu chuẩn iso9001", "HACCP")
    systems = [row("HTX Lạ", "system", standard=standard) for standard in standards]
    propose(row("HTX Lạ"), row("HTX Lạ", "traceability"), *systems)
    assert [(n.group.code, n.row_count) for n in merged(survey)] == [
        ("gap", 1), ("traceability", 1), ("system", 2), ("system", 1)
    ]  # fmt: skip


def test_a_key_is_taken_once(survey: NeedsRound, officer: User) -> None:
    given: dict[str, Any] = {"round": survey, "sender": take.Sender("association", "Hội A"), "rows": [row("HTX B")]}
    first = take.enter(**given, paper=take.Paper(), channel="letter", key="k", by=officer)
    again = take.enter(**given, paper=take.Paper(), channel="letter", key="k", by=officer)
    assert first == again
    assert Need.objects.count() == 1


@pytest.mark.parametrize(
    ("sender", "rows", "field"),
    [
        (("association", " "), [row("A")], "sender"), (("king", "Hội"), [row("A")], "kind"),
        (("commune", "Xã"), [], "rows"), (("commune", "Xã"), [row("A", "award")], "rows"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said(
    survey: NeedsRound, officer: User, sender: tuple[str, str], rows: list[dict[str, Any]], field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        take.enter(
            round=survey, sender=take.Sender(*sender), rows=rows, paper=take.Paper(), channel="letter", key="k",
            by=officer,
        )  # fmt: skip
    assert refused.value.field == field
    assert not Proposal.objects.exists()


def test_voided_it_counts_no_more_and_stays(survey: NeedsRound, propose: Propose, officer: User) -> None:
    first, second = propose(row("HTX B"), sender="Hội A"), propose(row("HTX B"), row("HTX C"), sender="Hội B")
    take.void(proposal=second, reason="Nhập nhầm", by=officer)
    assert [(n.name, n.sender_count) for n in merged(survey)] == [("HTX B", 1)]
    assert Need.objects.filter(proposal=second).count() == 2
    with pytest.raises(DomainError, match="đã hủy"):
        take.void(proposal=second, reason="Lại", by=officer)
    with pytest.raises(DomainError, match="lý do"):
        take.void(proposal=first, reason="  ", by=officer)


def test_a_fact_does_not_change(survey: NeedsRound, propose: Propose, officer: User) -> None:
    proposal = propose(row("HTX B"))
    need = Need.objects.get()
    for change in (
        lambda: Need.objects.filter(pk=need.pk).update(raw_name="khác"),
        lambda: Need.objects.filter(pk=need.pk).delete(),
        lambda: Proposal.objects.filter(pk=proposal.pk).update(sender="khác"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    take.void(proposal=proposal, reason="Nhầm", by=officer)
    with pytest.raises(DatabaseError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(voided_at=None, void_reason="")


def test_a_round_in_preparation_or_settled_takes_nothing(officer: User, cast: Cast) -> None:
    found = new_round(cast, officer, opened=False)
    given: dict[str, Any] = {
        "sender": take.Sender("commune", "Xã A"),
        "rows": [row("HTX")],
        "paper": take.Paper(),
        "channel": "letter",
    }
    with pytest.raises(DomainError, match="chưa mở"):
        take.enter(round=found, key="a", by=officer, **given)
    for verb in ("open", "close", "settle"):
        found = rounds.move(round=found, verb=verb, version=found.version, by=officer)
    with pytest.raises(DomainError, match="đã chốt"):
        take.enter(round=found, key="a", by=officer, **given)


def test_a_late_letter_is_still_entered(survey: NeedsRound, officer: User, propose: Propose) -> None:
    found = rounds.move(round=survey, verb="close", version=survey.version, by=officer)
    propose(row("HTX muộn"), round=found)
    assert [n.name for n in merged(survey)] == ["HTX muộn"]


class TestByLink:
    @pytest.fixture
    def link(self, survey: NeedsRound, officer: User) -> NeedsInvitation:
        (made,) = invite.invite(round=survey, whom=[invite.Invited("association", "Hội A")], by=officer)
        return made

    def test_the_token_opens_its_own_and_nothing_else(self, link: NeedsInvitation, survey: NeedsRound) -> None:
        token = invite.token_of(link)
        assert len(token) == 22
        assert invite.place_of(token) == (survey.province_id, link.pk)
        assert invite.place_of(token[:-1] + "A") in (None, (survey.province_id, link.pk))
        assert invite.place_of("") is None
        assert token not in str(link.__dict__)

    def test_answering(self, link: NeedsInvitation, survey: NeedsRound) -> None:
        proposal = take.answer(invitation=link, rows=[row("HTX B")], key="k")
        assert (proposal.channel, proposal.on_behalf, proposal.recorded_by) == ("link", False, None)
        take.withdraw(proposal=proposal, invitation=link)
        assert merged(survey) == []

    def test_a_revoked_or_closed_link_takes_nothing(
        self, link: NeedsInvitation, survey: NeedsRound, officer: User
    ) -> None:
        with clock.at(dt.datetime(2026, 12, 15, 17, 1, tzinfo=dt.UTC)), pytest.raises(DomainError, match="khóa nhận"):
            take.answer(invitation=link, rows=[row("A")], key="k")
        with clock.at(dt.datetime(2026, 10, 30, tzinfo=dt.UTC)), pytest.raises(DomainError, match="01/11/2026"):
            take.answer(invitation=link, rows=[row("A")], key="k")
        invite.revoke(invitation=link, reason="Gửi nhầm", by=officer)
        with pytest.raises(DomainError, match="thu hồi"):
            take.answer(invitation=link, rows=[row("A")], key="k")
        assert not Proposal.objects.exists()

    def test_on_the_last_day_it_is_open(self, link: NeedsInvitation) -> None:
        with clock.at(dt.datetime(2026, 12, 15, 16, 59, tzinfo=dt.UTC)):
            take.answer(invitation=link, rows=[row("A")], key="k")

    def test_nobody_withdraws_anothers(
        self, link: NeedsInvitation, survey: NeedsRound, officer: User, propose: Propose
    ) -> None:
        other = propose(row("HTX B"))
        with pytest.raises(DomainError, match="Không tìm thấy"):
            take.withdraw(proposal=other, invitation=link)


def test_an_invited_enterprise_is_known(survey: NeedsRound, make_entity: MakeEntity, officer: User) -> None:
    entity = make_entity("HTX Chè Núi Xanh")
    whom = [invite.Invited("enterprise", entity.name, entity=entity)]
    (link,) = invite.invite(round=survey, whom=whom, by=officer)
    assert invite.invite(round=survey, whom=whom, by=officer) == []
    take.answer(invitation=link, rows=[row(entity.name, "ip")], key="k")
    assert match_of(entity.name) == ("sure", entity.pk)
    assert MergedNeed.objects.get().asked_itself
