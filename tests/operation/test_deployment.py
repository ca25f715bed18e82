"""The files of a deployment, which cannot be built here: what they name is there, and what they set is read."""

from __future__ import annotations

import itertools
import os
import re
import secrets
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from nscl.interfaces import cli

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [name for name in SERVICES if name != "database"]
EXAMPLE = (ROOT / "deploy" / "env.example").read_text()
CONTAINERFILE = (ROOT / "Containerfile").read_text()
STEPS = [line.split(None, 1) for line in re.sub(r"\\\n", " ", CONTAINERFILE).splitlines() if line and line[0] != "#"]


def test_every_command_is_told_in_the_reference() -> None:
    text = (ROOT / "docs" / "reference" / "commands.md").read_text()
    [commands] = [action for action in cli.parser()._actions if action.choices and action.dest == "command"]
    assert len(commands.choices) > 12
    assert [name for name in commands.choices if not re.search(rf"^## .*\bnscl {name}\b", text, re.MULTILINE)] == []
    assert [name for name in commands.choices if not re.search(rf"^    {name}\b", text, re.MULTILINE)] == []


def test_the_services() -> None:
    assert set(SERVICES) == {"database", "migrate", "web", "worker", "backup"}
    for service in SERVICES.values():
        for other, wanted in service.get("depends_on", {}).items():
            assert other in SERVICES
            assert wanted["condition"] != "service_healthy" or "healthcheck" in SERVICES[other]
            assert wanted["condition"] != "service_completed_successfully" or SERVICES[other]["restart"] == "no"
        for volume in service.get("volumes", ()):
            source = volume.rsplit(":", 2)[0] if volume.startswith("./") else volume.split(":")[0]
            assert volume.startswith("$") or source in COMPOSE["volumes"] or (ROOT / source.split(":")[0]).exists()


@pytest.mark.parametrize("name", OURS)
def test_a_service_is_confined(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    for port in service.get("ports", ()):
        assert port.startswith("127.0.0.1:")


@pytest.mark.parametrize("name", [n for n in OURS if "command" in SERVICES[n]])
def test_a_command_exists(name: str) -> None:
    program, *arguments = SERVICES[name]["command"]
    assert program == "nscl"
    cli.parser().parse_args(arguments)


def test_only_who_needs_it_has_the_owners_address() -> None:
    assert {name for name in OURS if "DATABASE_OWNER_URL" in SERVICES[name]["environment"]} == {"migrate", "backup"}
    assert all("OWNER_PASSWORD" not in str(SERVICES[name]["environment"]) for name in ("web", "worker"))


def test_every_variable_is_read_somewhere() -> None:
    code = "\n".join(p.read_text() for p in (ROOT / "src").rglob("*.py") if "tests" not in p.parts)
    names = {name for service in OURS for name in SERVICES[service]["environment"]}
    assert len(names) > 12
    assert [name for name in sorted(names) if not name.startswith("AWS_") and f'"{name}"' not in code] == []


def test_what_an_installation_may_set_reaches_its_containers() -> None:
    """Every variable of the reference, but those of an embedded database and of a checkout."""
    text = (ROOT / "docs" / "reference" / "commands.md").read_text()
    lines = re.findall(r"^\| (`[A-Z_]+`.*?) \|", text, re.MULTILINE)
    told = {name for line in lines for name in re.findall("`([A-Z_]+)`", line)}
    assert len(told) > 15
    elsewhere = {"NSCL_ENV", "NSCL_DATA", "NSCL_POSTGRES_BIN", "PORT", "STATIC_ROOT", "DATABASE_OWNER_URL"}
    assert sorted(told - elsewhere - set(SERVICES["web"]["environment"])) == []


def test_every_variable_of_the_example_is_used_and_every_required_one_is_in_it() -> None:
    text = (ROOT / "compose.yaml").read_text()
    offered = set(re.findall(r"^(?:# )?([A-Z_]+)=", EXAMPLE, re.MULTILINE))
    required = set(re.findall(r"\$\{([A-Z_]+):\?\}", text))
    optional = set(re.findall(r"\$\{([A-Z_]+):-[^}]*\}", text))
    assert required <= set(re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE))
    assert offered <= required | optional


def environment(name: str) -> dict[str, str]:
    """What the service gets where the example is filled in."""
    given = {**dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))}
    given = {key: value or secrets.token_urlsafe(48) for key, value in given.items()}

    def fill(match: re.Match[str]) -> str:
        return given.get(match[1], "") or (match[2] or "").removeprefix(":-")

    pattern = re.compile(r"\$\{([A-Z_]+)(:-[^}]*|:\?)?\}")
    return {key: pattern.sub(fill, str(value)) for key, value in SERVICES[name]["environment"].items()}


@pytest.mark.parametrize("name", OURS)
def test_the_settings_start_with_what_the_service_gets(name: str, tmp_path: Path) -> None:
    """In production, with secrets from the environment, behind a proxy."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "NSCL_", "DJANGO_"))}
    script = (
        "import django; django.setup(); from django.conf import settings as s; "
        "print(s.PRODUCTION, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.DATABASES['default']['USER'], "
        "'owner' in s.DATABASES, *s.ALLOWED_HOSTS)"
    )
    given = {
        **kept, **environment(name), "NSCL_ENV": "production", "NSCL_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "nscl.config.settings",
    }  # fmt: skip
    outcome = subprocess.run([sys.executable, "-c", script], env=given, capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stderr[-1000:]
    owner = name in ("migrate", "backup")
    assert outcome.stdout.split() == ["True", "True", "False", "nscl_app", str(owner), "nscl.example.vn", "127.0.0.1"]


def test_what_is_copied_into_the_image_is_there_and_not_left_out() -> None:
    """By the one list that docker and podman read alike."""
    wanted = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    sources = [
        source
        for word, rest in STEPS
        if word == "COPY" and not rest.startswith("--from")
        for source in rest.split()[:-1]
    ]
    assert len(sources) > 5
    for source in sources:
        assert (ROOT / source).exists(), source
        assert any(fnmatch(source.removeprefix("./"), line[1:]) for line in wanted), source


def test_the_stages_and_the_account_of_the_image() -> None:
    stages = {rest.split(" AS ")[1] for word, rest in STEPS if word == "FROM" and " AS " in rest}
    assert {re.match(r"--from=(\w+)", rest)[1] for w, rest in STEPS if w == "COPY" and "--from" in rest} == stages  # type: ignore[index]
    after = STEPS[max(n for n, (word, _) in enumerate(STEPS) if word == "FROM") :]
    assert [rest for word, rest in after if word == "USER"] == ["nscl"]
    assert "://" not in CONTAINERFILE


def test_the_web_server_of_the_image_is_the_one_of_run() -> None:
    """The same workers, threads and application; only the address it listens on differs."""
    from nscl.interfaces.ops import serve

    command = yaml.safe_load(next(rest for word, rest in STEPS if word == "CMD"))
    assert (Path(sys.executable).parent / command[0]).exists()
    options = dict(itertools.pairwise(command))
    assert options["--workers"] == str(serve.WORKERS)
    assert options["--blocking-threads"] == str(serve.THREADS)
    assert command[-1] == "nscl.config.wsgi:application"
    told = subprocess.run([Path(sys.executable).parent / command[0], "--help"], capture_output=True, text=True).stdout
    assert [o for o in command if o.startswith("--") and o not in told and o.replace("--no-", "--") not in told] == []


def test_the_roles_are_those_of_the_addresses() -> None:
    script = (ROOT / "deploy" / "create-roles.sh").read_text()
    for name in ("migrate", "web"):
        for address in re.findall(r"postgresql://(\w+):", str(SERVICES[name]["environment"])):
            assert f"CREATE ROLE {address} LOGIN NOSUPERUSER NOBYPASSRLS" in script
    assert subprocess.run(["/bin/sh", "-n", ROOT / "deploy" / "create-roles.sh"]).returncode == 0
