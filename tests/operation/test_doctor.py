"""Each thing is broken, and `nscl doctor` names it with what mends it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from nscl.interfaces.ops.doctor import inside, machine
from nscl.interfaces.ops.doctor.findings import Finding, State, ask

from .conftest import Site

pytestmark = pytest.mark.slow
GOOD = {
    "NSCL_ENV": "production",
    "SECRET_KEY": "s" * 50,
    "NSCL_AUDIT_KEY": "a" * 50,
    "ALLOWED_HOSTS": "nscl.example.vn,127.0.0.1",
    "CSRF_TRUSTED_ORIGINS": "https://nscl.example.vn",
    "NSCL_BEHIND_PROXY": "1",
    "NSCL_URL": "https://nscl.example.vn",
    "NSCL_MAIL": "smtp://mail.example.vn:587",
    "NSCL_MAIL_FROM": "NSCL <nscl@example.vn>",
}


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    monkeypatch.setenv("NSCL_DATA", str(tmp_path))
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def bad(*checks: Callable[[], Any]) -> list[Finding]:
    found = [finding for finding in ask(checks) if finding.state is not State.OK]
    assert all(finding.command and finding.sentence for finding in found)
    return found


def test_a_good_environment_has_no_finding(production: pytest.MonkeyPatch) -> None:
    assert bad(*machine.CHECKS) == []


@pytest.mark.parametrize(
    ("variable", "value", "check", "words"),
    [
        ("SECRET_KEY", "", machine.secrets, "SECRET_KEY"),
        ("NSCL_AUDIT_KEY", "short", machine.secrets, "5 ký tự"),
        ("ALLOWED_HOSTS", "*", machine.names, "mọi tên miền"),
        ("ALLOWED_HOSTS", "127.0.0.1", machine.names, "chưa có tên miền"),
        ("ALLOWED_HOSTS", "nscl.example.vn", machine.names, "127.0.0.1"),
        ("CSRF_TRUSTED_ORIGINS", "http://nscl.example.vn", machine.names, "https"),
        ("NSCL_BEHIND_PROXY", "", machine.names, "NSCL_BEHIND_PROXY"),
        ("NSCL_URL", "", machine.names, "NSCL_URL"),
        ("NSCL_MAIL", "file", machine.mail, "không ai nhận"),
        ("NSCL_MAIL", "mail.example.vn", machine.mail, "NSCL_MAIL"),
        ("NSCL_MAIL_FROM", "", machine.mail, "người gửi"),
        ("PATH", "/nowhere", machine.node, "Node.js"),
    ],
)
def test_a_wrong_variable(
    variable: str, value: str, check: Callable[[], Any], words: str, production: pytest.MonkeyPatch
) -> None:
    production.setenv(variable, value)
    [finding] = bad(check)
    assert words in finding.sentence


def test_the_machine(production: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "audit_key").write_text("x")
    (tmp_path / "audit_key").chmod(0o644)
    assert "chmod 600" in bad(machine.folder)[0].command
    production.setattr(machine, "ROOT", tmp_path)
    assert "@tabler/core" in bad(machine.packages)[0].sentence
    assert "Tinos" in bad(machine.fonts)[0].sentence
    production.setattr(machine.shutil, "disk_usage", lambda _: (1, 1, 100 * 1024 * 1024))
    assert bad(machine.space)[0].state is State.FAIL
    production.setattr(machine.sys, "version_info", (3, 9, 1))
    assert "3.9.1" in bad(machine.python)[0].sentence
    production.setattr(machine.time, "time", lambda: time.mktime((2001, 1, 1, 0, 0, 0, 0, 0, 0)))
    assert bad(machine.clock)[0].state is State.FAIL


def test_a_check_that_breaks_is_a_finding_and_the_others_run() -> None:
    def broken() -> Iterator[Finding]:
        raise OSError("no such thing\nsecond line")

    assert [finding.check for finding in ask([broken, machine.python])] == ["broken", "python"]


def told(site: Site, code: int, **more: str) -> dict[str, dict[str, str]]:
    found = json.loads(site.run("doctor", "--json", code=code, **more).stdout)
    return {entry["check"]: entry for entry in found if entry["state"] != "ok"}


def test_an_installation_that_is_well_but_for_what_has_not_run_yet(copy: Site) -> None:
    copy.run("backup")
    assert set(told(copy, 0)) <= {"worker", "seals", "node"}
    assert "0 hỏng" in copy.run("doctor").stdout


def test_without_a_database_the_rest_is_still_looked_at(demo: Site) -> None:
    found = json.loads(demo.run("doctor", "--json", code=1, DATABASE_URL="postgresql://x:x@127.0.0.1:9/x").stdout)
    states = {entry["check"]: entry["state"] for entry in found}
    assert states["database"] == "fail"
    assert states["python"] == states["packages"] == "ok"


def test_a_role_with_too_much_power(demo: Site) -> None:
    found = told(demo, 1, DATABASE_URL=demo.databases.cluster.url("postgres", demo.name))
    assert "quản trị" in found["database"]["sentence"]


def test_secrets_missing_in_production(demo: Site) -> None:
    assert "SECRET_KEY" in told(demo, 1, NSCL_ENV="production", SECRET_KEY="")["secrets"]["sentence"]


def test_a_database_of_before(copy: Site) -> None:
    copy.run("django", "migrate", "--database", "owner", "--verbosity", "0", "plans", "zero")
    assert told(copy, 1)["migrations"]["command"] == "nscl migrate"


def test_what_went_wrong_inside(copy: Site) -> None:
    gone = next(iter(copy.files()))
    (copy.data / "files" / gone).unlink()
    with psycopg.connect(copy.databases.cluster.url("postgres", copy.name)) as connection:
        connection.execute("DROP POLICY app_read ON plans_target")
        connection.execute("ALTER TABLE foundation_auditday DISABLE TRIGGER USER")
        connection.execute("UPDATE foundation_outboxmessage SET state = 'failed', ended_at = now()")
        connection.execute(
            "INSERT INTO foundation_outboxmessage (message_id, sender, recipients, subject, shown, state, raw, "
            "created_at, next_try_at, attempts, last_error) VALUES ('<x@example.vn>', 'a@example.vn', '{}', '', false, "
            "'uncertain', '', now() - interval '1 day', now() - interval '1 day', 1, '')"
        )
    copy.run("backup", code=3)
    [manifest] = (copy.data / "backups").glob("*/manifest.json")
    manifest.write_text(manifest.read_text().replace('"files": ', '"files": 1'))
    found = told(copy, 1)
    assert found["rights"]["command"] == "nscl migrate"
    assert found["files"]["sentence"].startswith("1 tệp thiếu")
    assert "1 thư chưa rõ" in found["letters"]["sentence"]
    assert "manifest.json" in found["backups"]["sentence"]
    assert found["worker"]["state"] == "warn"
    copy.run("migrate")
    assert "rights" not in told(copy, 1)


def test_no_backup_and_an_old_one(copy: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Chưa có bản sao lưu" in told(copy, 0)["backups"]["sentence"]
    copy.run("backup")
    monkeypatch.setenv("NSCL_BACKUP", str(copy.data / "backups"))
    from django.test import override_settings

    with override_settings(AUDIT_KEY="n" * 50):
        assert bad(inside.backups) == []
        monkeypatch.setattr(inside, "BACKUP_LATE", -inside.BACKUP_LATE)
        assert "ngày" in bad(inside.backups)[0].sentence
