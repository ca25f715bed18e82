"""A real installation does not start with what is missing, short, or copied from an example."""

from __future__ import annotations

import secrets
import subprocess
import sys
from typing import Any

import pytest
from django.test import override_settings

from nscl.foundation import environment
from nscl.foundation.environment import Misconfigured
from nscl.foundation.production import message, problems, weakness
from nscl.shared.errors import DomainError

GOOD = {
    "NSCL_ENV": "production",
    "SECRET_KEY": "h3Zq0vJp9sWm4tXc7rLb2nKd8gFy5uEa1oTi6xQw",
    "NSCL_AUDIT_KEY": "Ym2Vk7Rf1Jc9Hs4Dp6Nw8Gb3Lt5Qz0Xe2Ua7Oi4Kr",
    "ALLOWED_HOSTS": "nscl.example.vn,127.0.0.1",
    "DATABASE_URL": "postgresql://app:p9Xv2Lq8@db/nscl",
    "NSCL_URL": "https://nscl.example.vn",
}


def test_a_whole_environment_is_taken() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SECRET_KEY", "", "SECRET_KEY: chưa đặt"),
        ("SECRET_KEY", "short", "SECRET_KEY: quá ngắn"),
        ("SECRET_KEY", "change-me-change-me-change-me-change-me-1", "SECRET_KEY: còn là giá trị mẫu"),
        ("SECRET_KEY", "django-insecure-8f7s6d5f4g3h2j1k8f7s6d5f4g3h2j1k", "SECRET_KEY: còn là giá trị mẫu"),
        ("NSCL_AUDIT_KEY", "abababababababababababababababababababab", "NSCL_AUDIT_KEY: quá đơn giản"),
        ("NSCL_AUDIT_KEY", "", "NSCL_AUDIT_KEY: chưa đặt"),
        ("NSCL_AUDIT_KEY", GOOD["SECRET_KEY"], "NSCL_AUDIT_KEY: trùng với SECRET_KEY"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS: chưa đặt"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS: chỉ ghi tên miền"),
        ("ALLOWED_HOSTS", "https://nscl.example.vn", "ALLOWED_HOSTS: chỉ ghi tên miền"),
        ("ALLOWED_HOSTS", "localhost,127.0.0.1", "ALLOWED_HOSTS: chỉ có địa chỉ trong máy"),
        ("DATABASE_URL", "", "DATABASE_URL: chưa đặt"),
        ("DATABASE_URL", "postgresql://app:postgres@db/nscl", "DATABASE_URL: mật khẩu trống"),
        ("DATABASE_OWNER_URL", "postgresql://owner@db/nscl", "DATABASE_OWNER_URL: mật khẩu trống"),
        ("NSCL_URL", "", "NSCL_URL: chưa đặt"),
        ("NSCL_URL", "http://nscl.example.vn", "NSCL_URL: phải bắt đầu bằng https://"),
    ],
)
def test_what_is_wrong_is_named(name: str, value: str, told: str) -> None:
    (problem,) = problems({**GOOD, name: value})
    assert problem.startswith(told)


def test_everything_is_told_at_once() -> None:
    told = message(problems({}))
    for name in ("SECRET_KEY", "NSCL_AUDIT_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "NSCL_URL"):
        assert f"{name}: chưa đặt" in told


def test_a_socket_needs_no_password() -> None:
    assert problems({**GOOD, "DATABASE_URL": "postgresql://app@/nscl?host=/run/postgresql"}) == []


def test_a_random_key_is_never_taken_for_a_sample() -> None:
    assert {weakness(secrets.token_urlsafe(48)) for _ in range(2000)} == {""}


def test_a_slip_in_the_kind_of_installation_is_not_taken_for_a_local_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NSCL_ENV", "prod")
    with pytest.raises(Misconfigured, match="NSCL_ENV"):
        environment.check()


SHOW = """
from django.conf import settings as s
print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE,
      s.SECURE_HSTS_SECONDS >= 31536000, s.SECURE_SSL_REDIRECT, s.SECURE_PROXY_SSL_HEADER)
"""


def settings_of(**environ: str) -> subprocess.CompletedProcess[str]:
    """What the settings come to in an environment of their own."""
    base = {
        "PATH": "/usr/bin:/bin",
        "DJANGO_SETTINGS_MODULE": "nscl.config.settings",
        "DJANGO_DEBUG": "1",
        "DEBUG": "1",
    }
    return subprocess.run(
        [sys.executable, "-c", SHOW], env={**base, **environ}, capture_output=True, text=True, check=False
    )


def test_the_settings_of_a_real_installation(tmp_path: Any) -> None:
    shown = settings_of(**GOOD, NSCL_DATA=str(tmp_path))
    assert shown.stdout.split() == ["False", "True", "True", "True", "Lax", "True", "True", "None"], shown.stderr
    behind = settings_of(**GOOD, NSCL_DATA=str(tmp_path), NSCL_BEHIND_PROXY="1")
    assert behind.stdout.split(None, 7)[6:] == ["False", "('HTTP_X_FORWARDED_PROTO', 'https')\n"]


def test_the_settings_themselves_refuse(tmp_path: Any) -> None:
    shown = settings_of(**{**GOOD, "SECRET_KEY": "", "ALLOWED_HOSTS": "*"}, NSCL_DATA=str(tmp_path))
    assert shown.returncode == 1
    assert "SECRET_KEY: chưa đặt" in shown.stderr
    assert "ALLOWED_HOSTS: chỉ ghi tên miền" in shown.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_demo_stays_out() -> None:
    from nscl.interfaces.ops import demo

    with override_settings(PRODUCTION=True), pytest.raises(DomainError, match="minh họa"):
        demo.load()
