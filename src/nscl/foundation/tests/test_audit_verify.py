"""What somebody with every right over the database can do to the trail, and whether verifying notices."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import override_settings

from nscl.config.testing.cast import Cast
from nscl.config.testing.databases import TestDatabases
from nscl.foundation import audit, clock, tenancy
from nscl.foundation.audit import sealing, verifying
from nscl.foundation.audit.signing import id_of
from nscl.foundation.models import AuditDay, AuditEntry
from nscl.foundation.tests.test_audit_sealing import DAY, happen, later, moment, on
from nscl.interfaces.cli import parser
from nscl.interfaces.ops import audit_trail
from nscl.shared.errors import DomainError

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
TODAY = later(2)
Superuser = Callable[[str], None]


@pytest.fixture
def trail(cast: Cast) -> Iterator[dict[str, list[AuditEntry]]]:
    """Two sealed days and today's rows, some of them of a province; the clock stands at today."""
    agency = cast.province
    rows = {"sealed": happen(cast, DAY, 3), "second": happen(cast, later(1), 2)}
    with on(TODAY, hour=12):
        sealing.seal()
        rows["today"] = happen(cast, TODAY, 3)
        with tenancy.scope(tenancy.Scope.of(write=[cast.province.pk])):
            rows["today"].append(audit.record("agency.seen", agency, by=cast.officer, province=agency.pk))
        yield rows


@pytest.fixture
def superuser() -> Superuser:
    """Statements by which no trigger runs, as somebody who owns the server can."""

    def execute(statement: str) -> None:
        url = TestDatabases().cluster.url("postgres", str(connection.settings_dict["NAME"]))
        with psycopg.connect(url, autocommit=True) as server:
            server.execute("SET session_replication_role = replica")
            server.execute(statement)

    return execute


def codes(**options: Any) -> dict[str, list[Any]]:
    """What is found: code → the rows or, where none is named, the days."""
    found: dict[str, list[Any]] = {}
    for finding in verifying.verify(using="owner", **options).findings:
        found.setdefault(finding.code, []).append(finding.entry or finding.day)
    return found


def test_an_untouched_trail_holds(trail: dict[str, list[AuditEntry]]) -> None:
    report = verifying.verify(using="owner")
    assert (report.findings, report.entries, report.days) == ([], 9, 2)
    assert report.notes == []


FIELDS = ("code = 'z'", "actor_id = 99", "on_behalf_of = 7", "object_id = 5", "detail = '{}'", "province_id = 3",
          "recorded_at = recorded_at + interval '1 second'", "id = id + 1000")  # fmt: skip


@pytest.mark.parametrize("change", FIELDS)
@pytest.mark.parametrize("when", ["sealed", "today"])
def test_a_changed_row_is_named(
    trail: dict[str, list[AuditEntry]], superuser: Superuser, when: str, change: str
) -> None:
    number = trail[when][1].pk
    superuser(f"UPDATE foundation_auditentry SET {change} WHERE id = {number}")
    found = codes()
    assert found["row_changed"] == [number + 1000 if change.startswith("id") else number]
    assert set(found) <= {"row_changed", "day_changed"}


def copy_of(number: int, new: str, moment: str = "recorded_at") -> str:
    columns = "province_id, actor_id, on_behalf_of, code, object_type, object_id, detail, key_id, signature"
    return (
        f"INSERT INTO foundation_auditentry (id, recorded_at, {columns}) "
        f"SELECT {new}, {moment}, {columns} FROM foundation_auditentry WHERE id = {number}"
    )


@pytest.mark.parametrize("when", ["sealed", "today"])
def test_an_inserted_row_is_named_even_a_true_copy(
    trail: dict[str, list[AuditEntry]], superuser: Superuser, when: str
) -> None:
    superuser(copy_of(trail[when][0].pk, "900000"))
    found = codes()
    assert found["row_changed"] == [900000]
    assert found.get("day_changed", []) == ([DAY] if when == "sealed" else [])


def test_a_row_deleted_from_a_sealed_day_is_noticed(trail: dict[str, list[AuditEntry]], superuser: Superuser) -> None:
    number = trail["sealed"][1].pk
    superuser(f"DELETE FROM foundation_auditentry WHERE id = {number}")
    (finding,) = verifying.verify(using="owner").findings
    assert (finding.code, finding.day) == ("day_changed", DAY)
    assert f"mất 1 dòng; các số khuyết trong ngày: {number}" in finding.message


def test_a_whole_sealed_day_emptied_is_noticed(trail: dict[str, list[AuditEntry]], superuser: Superuser) -> None:
    superuser(f"DELETE FROM foundation_auditentry WHERE id <= {trail['sealed'][-1].pk}")
    assert codes() == {"day_changed": [DAY]}


def test_what_is_not_found_a_row_of_today_deleted_before_the_seal(
    trail: dict[str, list[AuditEntry]], superuser: Superuser
) -> None:
    """Said in ADR 0010: a missing number is only a hint, and for the newest row there is not even that."""
    superuser(f"DELETE FROM foundation_auditentry WHERE id = {trail['today'][1].pk}")
    report = verifying.verify(using="owner")
    assert report.intact
    assert f"khuyết 1 số thứ tự ({trail['today'][1].pk})" in report.notes[0]
    superuser(f"DELETE FROM foundation_auditentry WHERE id = {trail['today'][-1].pk}")
    assert len(verifying.verify(using="owner").notes) == 1


@pytest.mark.parametrize("change", ["entries = 4", "digest = repeat('0', 64)", "sealed_at = now()", "previous = 'a'"])
def test_a_changed_seal_is_named(trail: dict[str, list[AuditEntry]], superuser: Superuser, change: str) -> None:
    superuser(f"UPDATE foundation_auditday SET {change} WHERE day = '{DAY}'")
    assert codes()["seal_changed"] == [DAY]


def test_a_seal_taken_out_breaks_the_chain(trail: dict[str, list[AuditEntry]], superuser: Superuser) -> None:
    superuser(f"DELETE FROM foundation_auditday WHERE day = '{DAY}'")
    assert codes() == {"chain_broken": [later(1)], "seal_missing": [DAY]}


def test_seals_taken_off_the_end_need_the_mark_kept_outside(
    trail: dict[str, list[AuditEntry]], superuser: Superuser
) -> None:
    """With the last seal and all that follows it gone, what is left is whole: only a mark kept elsewhere tells."""
    last = verifying.verify(using="owner").last
    assert last is not None
    kept = verifying.fingerprint(last)
    assert codes(expect=kept) == {}
    superuser(f"DELETE FROM foundation_auditday WHERE day = '{later(1)}'")
    superuser(f"DELETE FROM foundation_auditentry WHERE id > {trail['sealed'][-1].pk}")
    report = verifying.verify(using="owner")
    assert report.intact
    assert report.notes == ["Có 1 ngày đã qua chưa niêm phong. Chạy: nscl audit seal."]
    assert codes(expect=kept) == {"seal_lost": [None]}


def test_an_old_key_still_verifies_and_a_lost_one_is_told(
    trail: dict[str, list[AuditEntry]], cast: Cast, settings: Any
) -> None:
    old = settings.AUDIT_KEY
    with override_settings(AUDIT_KEY="k" * 40, AUDIT_OLD_KEYS=[old]):
        with tenancy.scope(tenancy.nobody()):
            happened = audit.record("user.greeted", cast.province, by=None)
        assert happened.key_id == id_of("k" * 40)
        assert verifying.verify(using="owner").intact
        with on(later(3)):
            assert [d.day for d in sealing.seal()] == [TODAY]
            assert verifying.verify(using="owner").intact
    with override_settings(AUDIT_KEY="k" * 40):
        report = verifying.verify(using="owner")
        assert {f.code for f in report.findings} == {"key_unknown", "seal_changed"}


def test_only_the_days_asked_for_are_walked(trail: dict[str, list[AuditEntry]], superuser: Superuser) -> None:
    superuser(f"UPDATE foundation_auditentry SET code = 'z' WHERE id = {trail['sealed'][0].pk}")
    assert verifying.verify(using="owner", since=later(1)).intact
    assert verifying.verify(using="owner", since=later(1)).entries == 6
    assert codes(until=DAY) == {"row_changed": [trail["sealed"][0].pk]}


def test_the_command_says_which_rows_and_answers_by_its_status(
    trail: dict[str, list[AuditEntry]], superuser: Superuser, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit_trail.run(parser().parse_args(["audit", "verify"])) == 0
    assert "Nhật ký nguyên vẹn." in capsys.readouterr().out
    number = trail["today"][0].pk
    superuser(f"UPDATE foundation_auditentry SET code = 'z' WHERE id = {number}")
    assert audit_trail.run(parser().parse_args(["audit", "verify"])) == 1
    out = capsys.readouterr().out
    assert f"Dòng {number} (22/11/2026): chữ ký không khớp" in out
    assert audit_trail.run(parser().parse_args(["audit", "verify", "--json", "--from", "2026-11-22"])) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["findings"][0]["entry"] == number
    assert told["last"]["signature"] == AuditDay.objects.order_by("-day")[0].signature


def test_the_command_seals(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    happen(cast, DAY, 2)
    with clock.at(moment(later(2))):
        assert audit_trail.run(parser().parse_args(["audit", "seal", "--until", DAY.isoformat()])) == 0
    assert capsys.readouterr().out == "Đã niêm phong ngày 20/11/2026: 2 dòng.\n"
    assert [d.day for d in AuditDay.objects.all()] == [DAY]


def test_the_application_by_itself_sees_every_province(trail: dict[str, list[AuditEntry]], cast: Cast) -> None:
    """Without the owner's address it reads what provinces may read: their rows, and account events of their people."""
    with tenancy.scope(tenancy.Scope.of(read=[cast.province.pk])):
        assert verifying.verify(using="default").entries == 9


def test_nonsense_for_a_day_is_refused() -> None:
    with pytest.raises(DomainError, match="2026-11-25"):
        audit_trail.day("hôm qua")
    assert audit_trail.day("") is None
    assert audit_trail.day("2026-11-25") == dt.date(2026, 11, 25)
