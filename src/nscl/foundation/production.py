"""What a real installation must be told before it starts: everything that is missing or weak, at once and by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

SECRETS = ("SECRET_KEY", "NSCL_AUDIT_KEY")
SHORTEST, FEWEST_LETTERS = 32, 10
PLACEHOLDER = re.compile(
    r"change.?me|changeit|insecure|placeholder|example|secret.?key|your.?secret|your.?key|replace|password|mat.?khau|"
    r"default|1234567|abcdefg",
    re.IGNORECASE,
)
WEAK_PASSWORDS = {"", "postgres", "password", "nscl", "nscl_app", "nscl_owner", "admin", "secret", "changeme", "123456"}
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "0.0.0.0"}  # noqa: S104 (names to refuse, not to listen on)


def problems(environ: Mapping[str, str]) -> list[str]:
    """Why a production installation must not start with this environment; each names its variable."""
    return [*_secrets(environ), *_hosts(environ), *_databases(environ), *_address(environ)]


def message(found: list[str]) -> str:
    """All of them in one line, as every refusal to start is told."""
    return f"chưa đủ để chạy thật (NSCL_ENV=production). {' '.join(found)} Xem docs/how-to để biết cách đặt từng biến."


def weakness(value: str) -> str:
    """Why a secret is no secret; empty when nothing speaks against it."""
    if not value:
        return "chưa đặt"
    if PLACEHOLDER.search(value):
        return "còn là giá trị mẫu"
    if len(value) < SHORTEST:
        return f"quá ngắn, cần ít nhất {SHORTEST} ký tự ngẫu nhiên"
    if len(set(value)) < FEWEST_LETTERS:
        return "quá đơn giản, cần chuỗi ngẫu nhiên"
    return ""


def _secrets(environ: Mapping[str, str]) -> Iterator[str]:
    for name in SECRETS:
        if weak := weakness(environ.get(name, "").strip()):
            yield f"{name}: {weak}."
    if environ.get(SECRETS[0]) and environ.get(SECRETS[0]) == environ.get(SECRETS[1]):
        yield f"{SECRETS[1]}: trùng với {SECRETS[0]}; mỗi khóa phải là một chuỗi riêng."


def _hosts(environ: Mapping[str, str]) -> Iterator[str]:
    hosts = {host.strip() for host in environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()}
    if not hosts:
        yield "ALLOWED_HOSTS: chưa đặt; ghi tên miền của hệ thống, ví dụ nscl.tinh.gov.vn."
    elif any(host in ("*", ".") or "://" in host for host in hosts):
        yield "ALLOWED_HOSTS: chỉ ghi tên miền, không dùng * và không có https://."
    elif hosts <= LOCAL_HOSTS:
        yield "ALLOWED_HOSTS: chỉ có địa chỉ trong máy; thêm tên miền của hệ thống."


def _databases(environ: Mapping[str, str]) -> Iterator[str]:
    if not environ.get("DATABASE_URL"):
        yield "DATABASE_URL: chưa đặt; bản chạy thật dùng PostgreSQL của đơn vị, không dùng bản kèm theo."
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        parts = urlsplit(environ.get(name, ""))
        by_socket = "host=" in parts.query or not parts.hostname
        if environ.get(name) and not by_socket and unquote(parts.password or "").lower() in WEAK_PASSWORDS:
            yield f"{name}: mật khẩu trống hoặc là mật khẩu mẫu."


def _address(environ: Mapping[str, str]) -> Iterator[str]:
    url = environ.get("NSCL_URL", "")
    if not url:
        yield "NSCL_URL: chưa đặt; ghi địa chỉ https của hệ thống, vì liên kết trong thư gửi đi dẫn tới đó."
    elif urlsplit(url).scheme != "https":
        yield "NSCL_URL: phải bắt đầu bằng https://, vì địa chỉ này nằm trong thư gửi đi."
