"""What one text says of another, and what follows for how they stand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.documents import actions, queries
from nscl.documents.models import Document, DocumentRelation, LegalText
from nscl.documents.queries.register import in_force_on, text_in_force_on
from nscl.documents.rules.validity import Standing
from nscl.documents.tests.conftest import Add
from nscl.foundation import clock
from nscl.organisations.queries import province_for
from nscl.shared.errors import DomainError

DAY = dt.date(2026, 6, 1)


def stands(entry: Any, on: dt.date) -> Standing:
    return queries.lines([entry], on)[0].standing


def test_who_is_superseded_is_so_from_the_day_on(add: Add, cast: Cast) -> None:
    old = add(number="1/QĐ", effective_on=dt.date(2025, 1, 1))
    new = add(number="2/QĐ", effective_on=DAY)
    relation = actions.relate(document=new, kind="supersedes", number="Số: 01/qđ", by=cast.officer)
    assert (relation.target_document, relation.effective_on) == (old, DAY)
    assert (stands(old, dt.date(2026, 5, 31)), stands(old, DAY)) == (Standing.IN_FORCE, Standing.SUPERSEDED)
    [tie] = queries.ties(old).replaced_by
    assert tie.other == new
    actions.withdraw(relation=relation, reason="Nhầm", by=cast.officer)
    assert stands(old, DAY) is Standing.IN_FORCE
    assert queries.ties(old).told == []


def test_a_number_named_before_it_was_registered_is_tied_once_it_is(add: Add, cast: Cast) -> None:
    new = add(number="2/QĐ-UBND", issued_on=DAY, effective_on=DAY, ties=[("supersedes", "1/QĐ-UBND")])
    old = add(number="01/QĐ-UBND", issued_on=dt.date(2025, 1, 1), effective_on=dt.date(2025, 1, 1))
    [relation] = new.says_of.all()
    assert (relation.target_document, relation.target_number) == (old, "")
    assert (stands(old, dt.date(2026, 5, 31)), stands(old, DAY)) == (Standing.IN_FORCE, Standing.SUPERSEDED)
    actions.relate(document=new, kind="cites", number="6/QĐ-UBND", by=cast.officer)
    draft = add(title="Chưa có số")
    day = dt.date(2025, 3, 1)
    actions.record_number(document=draft, version=draft.version, number="06/QĐ-UBND", issued_on=day, by=cast.officer)
    assert {tie.other for tie in queries.ties(new).says} == {old, draft}


def test_a_number_that_means_another_paper_is_not_tied(add: Add, cast: Cast) -> None:
    """A later paper, one of several, one that would close a ring: what was typed stays a number."""
    new = add(number="2/QĐ-UBND", issued_on=DAY, effective_on=DAY, ties=[("supersedes", "1/QĐ-UBND")])
    add(number="1/QĐ-UBND", issued_on=dt.date(2026, 7, 1))
    add(number="11/QĐ-UBND", issued_on=dt.date(2025, 1, 1))
    add(number="1/QĐ-UBND", issued_on=dt.date(2025, 1, 1))
    assert {tie.number for tie in queries.ties(new).says if tie.other is None} == {"1/QĐ-UBND"}
    first = add(number="8/QĐ-UBND", issued_on=DAY, ties=[("supersedes", "9/QĐ-UBND")])
    ring = add(number="9/QĐ-UBND", issued_on=DAY, ties=[])
    assert first.says_of.get().target_document == ring
    with pytest.raises(DomainError):
        actions.relate(document=ring, kind="supersedes", target=first, by=cast.officer)


def test_a_part_superseded_leaves_the_rest_in_force(add: Add, cast: Cast) -> None:
    old, new = add(number="1/QĐ", effective_on=dt.date(2025, 1, 1)), add(number="2/QĐ", effective_on=DAY)
    actions.relate(document=new, kind="supersedes", target=old, partial=True, by=cast.officer)
    [line] = queries.lines([old], DAY)
    assert (line.standing, line.partly) == (Standing.IN_FORCE, True)
    assert not queries.lines([old], dt.date(2026, 5, 1))[0].partly


def test_no_text_supersedes_itself_however_far_round(add: Add, cast: Cast) -> None:
    one, two, three = (add(number=f"{n}/QĐ") for n in (1, 2, 3))
    actions.relate(document=two, kind="supersedes", target=one, by=cast.officer)
    actions.relate(document=three, kind="supersedes", target=two, by=cast.officer)
    with pytest.raises(DomainError) as refusal:
        actions.relate(document=one, kind="supersedes", target=three, by=cast.officer)
    assert refusal.value.code == "cycle"
    actions.relate(document=one, kind="cites", target=three, by=cast.officer)
    with pytest.raises(DomainError) as refusal:
        actions.relate(document=one, kind="cites", target=one, by=cast.officer)
    assert refusal.value.code == "self"
    with pytest.raises(DomainError) as refusal:
        actions.relate(document=one, kind="cites", target=three, by=cast.officer)
    assert refusal.value.code == "repeated"


def test_the_database_keeps_relations_whole(add: Add, cast: Cast) -> None:
    one, two = add(number="1/QĐ"), add(number="2/QĐ")
    text = LegalText.objects.get(reference="36/QĐ-TTg")
    common = {"province": cast.province, "source": one, "kind": "cites", "recorded_at": clock.now()}
    for wrong in (
        {},
        {"target_document": one},
        {"target_document": two, "target_text": text},
        {"target_document": two, "partial": True},
        {"target_document": two, "void_reason": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            DocumentRelation.objects.create(**common, **wrong)


def test_central_texts_cannot_go_round_either(owner_database: Any) -> None:
    import psycopg

    ids = dict(LegalText.objects.values_list("reference", "id"))
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="supersede itself"):
        owner_database.execute(
            "INSERT INTO documents_legaltextrelation (source_id, target_id, kind, partial, clause) "
            "VALUES (%s, %s, 'supersedes', false, '')",
            [ids["132/2008/NĐ-CP"], ids["37/2026/NĐ-CP"]],
        )


def test_a_text_of_no_register_is_kept_by_its_number_and_found_once_entered(add: Add, cast: Cast) -> None:
    one = add(number="1/QĐ")
    actions.relate(document=one, kind="implements", number="55/NQ-HĐND", by=cast.officer)
    [tie] = queries.ties(one).says
    assert (tie.other, tie.number) == (None, "55/NQ-HĐND")
    later = add(number="55/NQ-HĐND", kind="resolution")
    assert queries.ties(one).says[0].other == later
    assert [tie.other for tie in queries.ties(later).told] == [one]


def test_a_number_of_several_texts_is_asked_about(add: Add, cast: Cast, browser: Client) -> None:
    first = add(number="12/QĐ-UBND", issued_on=dt.date(2025, 1, 1))
    add(number="12/QĐ-UBND", issued_on=dt.date(2026, 1, 1))
    new = add(number="20/QĐ-UBND")
    address = reverse("document_relate", args=[new.pk])
    answer = browser.post(address, {"kind": "cites", "number": "12/QĐ-UBND"})
    assert answer.status_code == 422
    assert "ngày 01/01/2025" in answer.content.decode()
    assert browser.post(address, {"kind": "cites", "number": "12/QĐ-UBND", "target": f"d{first.pk}"}).status_code == 302
    assert new.says_of.get().target_document == first


def test_a_document_of_a_predecessor_can_be_superseded(add: Add, cast: Cast) -> None:
    kon_tum = province_for("62", dt.date(2024, 1, 1))
    assert kon_tum is not None
    given = {"kind": "decision", "subject": "other", "issuer": "UBND tỉnh Kon Tum", "title": "Cũ", "number": "5/QĐ"}
    old = actions.add(province=kon_tum, values=given, by=cast.officer)
    new = add(number="9/QĐ-UBND", effective_on=DAY)
    actions.relate(document=new, kind="supersedes", target=old, by=cast.officer)
    assert stands(old, DAY) is Standing.SUPERSEDED


def test_another_province_s_document_cannot_be_named(add: Add, cast: Cast) -> None:
    given = {"kind": "decision", "subject": "other", "issuer": "UBND tỉnh Nghệ An", "title": "Của họ", "number": "5/QĐ"}
    with cast.acting(cast.stranger):
        theirs = actions.add(province=cast.other_province, values=given, by=cast.stranger)
    mine = add(number="9/QĐ-UBND")
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentRelation.objects.create(
            province=cast.province, source=mine, kind="cites", target_document_id=theirs.pk, recorded_at=clock.now()
        )
    assert queries.with_number("5/QĐ") == []
    assert not Document.objects.filter(pk=theirs.pk).exists()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_number_is_tied_to_the_central_text_that_the_common_list_has_since(add: Add, cast: Cast) -> None:
    """Before, its page told who replaces it, and said beside that it is still in force."""
    new = add(number="99/2026/NĐ-CP", kind="decree", issuer="Chính phủ", issued_on=DAY, effective_on=DAY, central=True)
    own = add(number="5/QĐ-UBND", issued_on=DAY, effective_on=DAY)
    for document, kind in ((new, "supersedes"), (own, "supersedes"), (new, "cites")):
        actions.relate(document=document, kind=kind, number="77/2019/NĐ-CP", by=cast.officer)
    older = add(number="6/QĐ-UBND", issued_on=dt.date(2018, 1, 1))
    actions.relate(document=older, kind="cites", number="77/2019/NĐ-CP", by=cast.officer)
    values = {
        "number": "77/2019/NĐ-CP", "kind": "decree", "issuer": "Chính phủ", "title": "Nghị định minh họa",
        "issued_on": dt.date(2019, 5, 1), "effective_on": dt.date(2019, 7, 1), "subject": "other",
    }  # fmt: skip
    text = LegalText(reference="77/2019/NĐ-CP", **values)
    text.save(using="owner")
    text = LegalText.objects.get(pk=text.pk)
    assert stands(text, DAY) is Standing.IN_FORCE
    assert actions.adopt_texts() == 3
    assert actions.adopt_texts() == 0
    assert (stands(text, dt.date(2026, 5, 31)), stands(text, DAY)) == (Standing.IN_FORCE, Standing.SUPERSEDED)
    in_force = LegalText.objects.filter(text_in_force_on(DAY), pk=text.pk)
    assert not in_force.exists()
    assert DocumentRelation.objects.get(source=older).target_number == "77/2019/NĐ-CP"  # it cannot know of a later one
    assert {tie.other for tie in queries.ties(text).replaced_by} == {new, own}
    with cast.acting(cast.stranger):
        assert stands(text, DAY) is Standing.IN_FORCE  # what another province keeps meanwhile is not known here


def test_the_day_of_a_replacement_is_known_once_the_new_ones_is(add: Add, cast: Cast) -> None:
    old = add(number="1/QĐ", effective_on=dt.date(2025, 1, 1))
    new = add(number="2/QĐ", ties=[("supersedes", "1/QĐ")])
    assert stands(old, DAY) is Standing.UNKNOWN
    assert queries.ties(old).replaced_by[0].effective_on is None
    actions.edit(document=new, version=new.version, values={"effective_on": DAY}, by=cast.officer)
    assert (stands(old, dt.date(2026, 5, 31)), stands(old, DAY)) == (Standing.IN_FORCE, Standing.SUPERSEDED)
    assert not Document.objects.filter(in_force_on(DAY), pk=old.pk).exists()
    assert queries.ties(old).replaced_by[0].effective_on == DAY


def test_the_reference_relations_are_loaded(cast: Cast, officer: User) -> None:
    decree = LegalText.objects.get(reference="37/2026/NĐ-CP")
    said = {tie.number for tie in queries.ties(decree).says if tie.kind == "supersedes"}
    assert {"132/2008/NĐ-CP", "43/2017/NĐ-CP"} <= said
    labels = LegalText.objects.get(reference="43/2017/NĐ-CP")
    assert stands(labels, dt.date(2026, 1, 23)) is Standing.SUPERSEDED
    partly = LegalText.objects.get(reference="154/2018/NĐ-CP")
    assert queries.lines([partly], dt.date(2026, 7, 1))[0].partly
