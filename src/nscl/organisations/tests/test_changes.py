"""Ending, renaming, merging, splitting, correcting agencies, and taking a change back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from nscl.config.testing.cast import Cast
from nscl.foundation import clock
from nscl.foundation.models import AuditEntry
from nscl.organisations import queries
from nscl.organisations.actions import (
    Effect,
    NewAgency,
    add_agency,
    correct_agency,
    end_agency,
    forget_alias,
    merge_agencies,
    remember_alias,
    rename_agency,
    split_agency,
    undo_change,
)
from nscl.organisations.models import Agency, AgencyAlias, AgencyChange, AgencySuccession
from nscl.organisations.rules.agency_names import SURE
from nscl.shared.errors import DomainError

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 9, 1)
AFTER = dt.date(2026, 10, 1)
EFFECT = Effect(DAY, "Quyết định của Ủy ban nhân dân tỉnh", "0000/QĐ-UBND")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)):
        yield


def agency(cast: Cast, reference: str) -> Agency:
    return Agency.objects.select_related("province").get(province=cast.province, reference=reference)


def names(agencies: list[Agency]) -> list[str]:
    return [a.name for a in agencies]


def refused(code: str, field: str | None = None):  # type: ignore[no-untyped-def]
    """The refusal, checked when the block ends."""
    return pytest.raises(DomainError, check=lambda e: e.code == code and (field is None or e.field == field))


def test_an_agency_ends_and_stays_in_the_past(cast: Cast) -> None:
    club = agency(cast, "hoi-lam-vuon")
    with cast.acting(cast.officer) as officer:
        change = end_agency(agency=club, effect=EFFECT, by=officer, version=0)
        club.refresh_from_db()
        assert (club.valid_to, club.version, club.ended_by) == (DAY, 1, change)
        assert queries.successors(club) == []
        assert queries.successors(club, on=dt.date(2026, 8, 31)) == [club]
        entry = AuditEntry.objects.get(code="agency.ended")
    assert (entry.object_id, entry.detail["on"]) == (club.pk, "2026-09-01")
    assert (change.document_number, change.recorded_by_id) == ("0000/QĐ-UBND", officer.pk)


def test_a_renamed_agency_is_found_by_both_names(cast: Cast) -> None:
    old = agency(cast, "hiep-hoi-dn")
    with cast.acting(cast.officer) as officer:
        new = rename_agency(agency=old, name="Liên đoàn Doanh nghiệp tỉnh", effect=EFFECT, by=officer)
        assert (new.valid_from, new.kind, new.valid_to) == (DAY, old.kind, None)
        assert queries.successors(old) == [new]
        (match, *_) = queries.match_agency("Hiệp hội Doanh nghiệp tỉnh", province=cast.province, on=AFTER)
    assert (match.agency, match.today, match.stale) == (old, [new], True)


def test_departments_go_together_into_a_new_one(cast: Cast) -> None:
    parts = [agency(cast, "so-cong-thuong"), agency(cast, "so-xay-dung")]
    with cast.acting(cast.officer) as officer:
        into = NewAgency("Sở Kinh tế", Agency.Kind.DEPARTMENT)
        new = merge_agencies(agencies=parts, into=into, effect=EFFECT, by=officer, versions={p.pk: 0 for p in parts})
        assert {a.pk for a in queries.predecessors(new)} >= {p.pk for p in parts}
        for name in ("Sở Công Thương", "Sở XD"):
            (match, *_) = queries.match_agency(name, province=cast.province, on=AFTER)
            assert match.score >= SURE
            assert names(match.today) == ["Sở Kinh tế"]
        steps = AgencySuccession.objects.filter(successor=new)
        assert set(steps.values_list("legal_basis", flat=True)) == {EFFECT.legal_basis}


def test_an_agency_goes_into_one_that_is_there(cast: Cast) -> None:
    part, whole = agency(cast, "so-xay-dung"), agency(cast, "so-cong-thuong")
    with cast.acting(cast.officer) as officer:
        assert merge_agencies(agencies=[part], into=whole, effect=EFFECT, by=officer) == whole
        whole.refresh_from_db()
        assert (whole.valid_to, whole.version) == (None, 0)
        assert names(queries.successors(part)) == ["Sở Công Thương"]


def test_an_agency_is_cut_up(cast: Cast) -> None:
    old, there = agency(cast, "so-nnmt"), agency(cast, "so-khcn")
    with cast.acting(cast.officer) as officer:
        parts = split_agency(
            agency=old,
            into=[NewAgency("Sở Nông nghiệp", "department"), NewAgency("Sở Môi trường", "department"), there],
            effect=EFFECT,
            by=officer,
        )
        assert names(parts) == ["Sở Nông nghiệp", "Sở Môi trường", "Sở Khoa học và Công nghệ"]
        assert queries.successors(old) == parts


def test_what_cannot_be(cast: Cast) -> None:
    one, other = agency(cast, "so-cong-thuong"), agency(cast, "so-xay-dung")
    with cast.acting(cast.officer) as officer:
        foreign = Agency.objects.get(province=cast.other_province, reference="so-cong-thuong")
        past = Agency.objects.get(province__name="Kon Tum", reference="so-cong-thuong")
        ministry = Agency.objects.get(province=None, reference="bo-khcn")
        young = add_agency(province=cast.province, name="Sở Trẻ", kind="department", by=officer, valid_from=AFTER)
        new = NewAgency("Sở Kinh tế", "department")
        with refused("before_begin", "on"):
            end_agency(agency=one, effect=Effect(one.valid_from), by=officer)
        with refused("day", "on"):
            end_agency(agency=one, effect=Effect(dt.date(2206, 1, 1)), by=officer)
        with refused("ended"):
            end_agency(agency=past, effect=EFFECT, by=officer)
        with refused("itself", "into"):
            merge_agencies(agencies=[one, other], into=one, effect=EFFECT, by=officer)
        with refused("few", "others"):
            merge_agencies(agencies=[one], into=new, effect=EFFECT, by=officer)
        with refused("province"):
            merge_agencies(agencies=[one, past], into=new, effect=EFFECT, by=officer)
        with refused("province", "into"):
            merge_agencies(agencies=[one], into=foreign, effect=EFFECT, by=officer)
        with refused("not_in_force", "into"):
            merge_agencies(agencies=[one], into=young, effect=EFFECT, by=officer)
        with refused("exists", "into"):
            merge_agencies(agencies=[one, other], into=NewAgency("Sở KHCN", "department"), effect=EFFECT, by=officer)
        with refused("itself", "into"):
            split_agency(agency=one, into=[one, new], effect=EFFECT, by=officer)
        with refused("few", "into"):
            split_agency(agency=one, into=[new, new], effect=EFFECT, by=officer)
        with refused("same", "name"):
            rename_agency(agency=one, name=one.name, effect=EFFECT, by=officer)
        with refused("central"):
            end_agency(agency=ministry, effect=EFFECT, by=officer)
    assert list(AgencyChange.objects.values_list("verb", flat=True)) == ["added"]


def test_a_merger_of_what_was_merged_away_is_refused_so_no_circle_closes(cast: Cast) -> None:
    one, other = agency(cast, "so-cong-thuong"), agency(cast, "so-xay-dung")
    with cast.acting(cast.officer) as officer:
        merge_agencies(agencies=[one], into=other, effect=EFFECT, by=officer)
        with refused("not_in_force", "into"):
            merge_agencies(agencies=[other], into=one, effect=Effect(AFTER), by=officer)


def test_a_second_click_and_a_stale_page_are_refused(cast: Cast) -> None:
    club = agency(cast, "hoi-lam-vuon")
    with cast.acting(cast.officer) as officer:
        end_agency(agency=club, effect=EFFECT, by=officer, version=0)
        with refused("conflict"):
            end_agency(agency=club, effect=EFFECT, by=officer, version=0)
        with refused("conflict"):
            rename_agency(agency=club, name="Hội Vườn", effect=EFFECT, by=officer, version=0)


@pytest.mark.parametrize("person", ["stranger", "head", "cooperating", "ministry", "nobody"])
def test_only_officers_of_the_province(cast: Cast, person: str) -> None:
    club, other = agency(cast, "hoi-lam-vuon"), agency(cast, "hoi-dong-y")
    with cast.acting(getattr(cast, person)) as user:
        for work in (
            lambda: end_agency(agency=club, effect=EFFECT, by=user),
            lambda: rename_agency(agency=club, name="Hội Vườn", effect=EFFECT, by=user),
            lambda: merge_agencies(agencies=[club], into=other, effect=EFFECT, by=user),
            lambda: split_agency(agency=club, into=[other, NewAgency("A B", "unit")], effect=EFFECT, by=user),
            lambda: correct_agency(agency=club, name="Hội X", kind="unit", valid_from=club.valid_from, by=user),
        ):
            with refused("forbidden"):
                work()


def test_what_was_written_wrong_is_put_right(cast: Cast) -> None:
    with cast.acting(cast.officer) as officer:
        club = add_agency(province=cast.province, name="Hội Vườn", kind="unit", by=officer, valid_from=AFTER)
        right: dict[str, Any] = {
            "name": "Hội Làm vườn và Trang trại",
            "kind": "association",
            "valid_from": DAY,
            "by": officer,
        }
        correct_agency(agency=club, version=0, **right)
        with refused("exists", "name"):
            correct_agency(agency=club, **{**right, "name": "Sở KHCN"})
        with refused("end", "valid_to"):
            correct_agency(agency=club, valid_to=AFTER, **right)
        with refused("valid_from", "valid_from"):
            correct_agency(agency=club, **{**right, "valid_from": dt.date(2020, 1, 1)})
        with refused("valid_from", "valid_from"):
            correct_agency(agency=agency(cast, "so-khcn"), **{**right, "name": "Sở Khác", "valid_from": DAY})
    club.refresh_from_db()
    assert (club.name, club.kind, club.valid_from, club.version) == (right["name"], "association", DAY, 1)


def test_the_day_of_an_end_moves_with_its_succession(cast: Cast) -> None:
    kon_tum = Agency.objects.select_related("province").get(province__name="Kon Tum", reference="so-khdt")
    day = dt.date(2025, 3, 15)
    with cast.acting(cast.officer) as officer:
        values: dict[str, Any] = {
            "name": kon_tum.name,
            "kind": kon_tum.kind,
            "valid_from": kon_tum.valid_from,
            "by": officer,
        }
        correct_agency(agency=kon_tum, valid_to=day, **values)
        assert [s.effective_on for s in kon_tum.successions.all()] == [day]
        connection.check_constraints()


def test_changes_are_taken_back_latest_first(cast: Cast) -> None:
    parts = [agency(cast, "so-cong-thuong"), agency(cast, "so-xay-dung")]
    with cast.acting(cast.officer) as officer:
        new = merge_agencies(agencies=parts, into=NewAgency("Sở Kinh tế", "department"), effect=EFFECT, by=officer)
        merged = AgencyChange.objects.get(verb="merged")
        rename_agency(agency=new, name="Sở Kinh tế tổng hợp", effect=Effect(AFTER), by=officer)
        with refused("later"):
            undo_change(change=merged, reason="Ghi nhầm", by=officer)
        with refused("reason", "reason"):
            undo_change(change=AgencyChange.objects.get(verb="renamed"), reason=" ", by=officer)
        undo_change(change=AgencyChange.objects.get(verb="renamed"), reason="Ghi nhầm ngày", by=officer)
        assert names(queries.successors(parts[0])) == ["Sở Kinh tế"]
        undone = undo_change(change=merged, reason="Ghi nhầm", by=officer)
        with refused("undone"):
            undo_change(change=merged, reason="Ghi nhầm", by=officer)
        assert (undone.undone_by_id, undone.undone_reason) == (officer.pk, "Ghi nhầm")
        assert not Agency.objects.filter(name__startswith="Sở Kinh tế").exists()
        assert [a.valid_to for a in Agency.objects.filter(pk__in=[p.pk for p in parts])] == [None, None]
        assert AuditEntry.objects.filter(code="agency.undone").count() == 2


def test_an_agency_that_is_used_is_not_taken_back(cast: Cast) -> None:
    with cast.acting(cast.officer) as officer:
        added = add_agency(province=cast.province, name="Trạm Thử", kind="unit", by=officer)
        alias = remember_alias(agency=added, name="Trạm nhà", by=officer)
        change = AgencyChange.objects.get(verb="added")
        with refused("used"):
            undo_change(change=change, reason="Ghi nhầm", by=officer)
        forget_alias(alias=alias, by=officer)
        undo_change(change=change, reason="Ghi nhầm", by=officer)
    assert not Agency.objects.filter(name="Trạm Thử").exists()


def test_a_correction_is_taken_back(cast: Cast) -> None:
    club = agency(cast, "hoi-lam-vuon")
    with cast.acting(cast.officer) as officer:
        correct_agency(agency=club, name="Hội Sai", kind="unit", valid_from=club.valid_from, by=officer)
        undo_change(change=AgencyChange.objects.get(verb="corrected"), reason="Tên cũ đúng", by=officer)
    club.refresh_from_db()
    assert (club.name, club.kind, club.version) == ("Hội Làm vườn tỉnh", "association", 2)


def test_a_forgotten_name_means_nothing_again(cast: Cast) -> None:
    with cast.acting(cast.officer) as officer:
        alias = remember_alias(agency=agency(cast, "so-cong-thuong"), name="Sở Kinh tế", by=officer)
        assert (alias.decided_by_id, alias.decided_at) == (officer.pk, clock.now())
    with cast.acting(cast.stranger) as stranger, refused("forbidden"):
        forget_alias(alias=alias, by=stranger)
    with cast.acting(cast.officer) as officer:
        forget_alias(alias=alias, by=officer)
        with refused("reference"):
            forget_alias(alias=AgencyAlias.objects.filter(decided=False).exclude(province=None)[0], by=officer)
        found = queries.match_agency("Sở Kinh tế", province=cast.province, on=AFTER)
    assert [m for m in found if m.score >= SURE] == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE organisations_agencysuccession SET effective_on = effective_on + 1 WHERE id = %(step)s",
        "UPDATE organisations_agency SET valid_to = NULL, valid_from = '2025-06-01' WHERE id = %(after)s",
        "UPDATE organisations_agency SET valid_from = '2025-08-01' WHERE id = %(after)s",
        "UPDATE organisations_agencysuccession SET predecessor_id = %(after)s, successor_id = %(before)s "
        "WHERE id = %(step)s",
        "UPDATE organisations_agencysuccession SET successor_id = predecessor_id WHERE id = %(step)s",
        "UPDATE organisations_agency SET valid_to = '2025-06-01' WHERE id = %(before)s",
    ],
)
def test_the_database_keeps_successions_and_lives_in_order(cast: Cast, statement: str) -> None:
    after = agency(cast, "bao-ptth")
    step = AgencySuccession.objects.filter(successor=after, predecessor__reference="bao").order_by("id")[0]
    values = {"step": step.pk, "after": after.pk, "before": step.predecessor_id}
    with cast.acting(cast.officer), pytest.raises(DatabaseError), transaction.atomic():  # noqa: PT012
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
        connection.check_constraints()


def test_another_provinces_register_is_shut_in_the_database_too(cast: Cast) -> None:
    row = {"province": cast.province, "verb": "ended", "effective_on": DAY, "recorded_at": clock.now()}
    with cast.acting(cast.stranger), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        AgencyChange(**row).save()
