"""The environment decides where the database is and which secrets are used; what is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from nscl.foundation import environment
from nscl.foundation.environment import Misconfigured


def test_an_address_with_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_URL", "postgresql://app:m%40t@/nscl?host=/tmp/a%20b&sslmode=prefer")
    found = environment.database("X_URL")
    assert found is not None
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["NAME"]) == ("app", "m@t", "/tmp/a b", "nscl")
    assert found["OPTIONS"] == {"sslmode": "prefer"}


def test_an_address_with_a_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_URL", "postgres://app@db.local:5433/nscl")
    found = environment.database("X_URL")
    assert found is not None
    assert (found["HOST"], found["PORT"]) == ("db.local", "5433")


def test_no_address_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("X_URL", raising=False)
    assert environment.database("X_URL") is None


@pytest.mark.parametrize("url", ["mysql://a@b/c", "postgresql://a@b", "nonsense"])
def test_a_wrong_address_is_named(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_URL", url)
    with pytest.raises(Misconfigured, match="X_URL"):
        environment.database("X_URL")


def test_a_local_secret_is_made_once_and_kept_from_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NSCL_DATA", str(tmp_path))
    monkeypatch.delenv("NSCL_ENV", raising=False)
    first = environment.secret("X_KEY", file="x")
    assert len(first) >= 32
    assert environment.secret("X_KEY", file="x") == first
    assert (tmp_path / "x").stat().st_mode & 0o077 == 0


def test_production_does_not_start_with_a_made_up_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NSCL_DATA", str(tmp_path))
    monkeypatch.setenv("NSCL_ENV", "production")
    with pytest.raises(Misconfigured, match="X_KEY"):
        environment.secret("X_KEY", file="x")
    assert list(tmp_path.iterdir()) == []
