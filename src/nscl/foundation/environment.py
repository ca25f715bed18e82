"""What the environment says: a variable that is missing or wrong is named in the error."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from nscl.foundation.production import message, problems

ROOT = Path(__file__).resolve().parents[3]


class Misconfigured(RuntimeError):
    """The environment does not let the system start; the message names the variable."""


def data_folder() -> Path:
    """The folder of everything this installation keeps: database, files, keys (`NSCL_DATA`, else `data/`)."""
    return Path(os.environ.get("NSCL_DATA") or ROOT / "data").expanduser().resolve()


def production() -> bool:
    kind = os.environ.get("NSCL_ENV") or "local"
    if kind not in ("local", "production"):
        raise Misconfigured(f"NSCL_ENV: {kind!r} không đúng; ghi local hoặc production.")
    return kind == "production"


def check() -> None:
    """Refuse to start a production installation that lacks something or keeps a sample value."""
    if production() and (found := problems(os.environ)):
        raise Misconfigured(message(found))


def secret(name: str, *, file: str) -> str:
    """A secret from the environment; on a local installation one is made once and kept in the data folder."""
    value = os.environ.get(name)
    if value:
        return value
    if production():
        raise Misconfigured(f"{name} is not set; production does not start with a made-up secret.")
    path = data_folder() / file
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
                handle.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass
    return path.read_text()


def flag(name: str, default: bool) -> bool:
    """`1` or `0` from the environment."""
    value = os.environ.get(name, "")
    if value not in ("", "0", "1"):
        raise Misconfigured(f"{name} must be 1 or 0.")
    return value == "1" if value else default


def integer(name: str, default: int, *, least: int, most: int) -> int:
    value = os.environ.get(name, "")
    if not value:
        return default
    if not value.isdecimal() or not least <= int(value) <= most:
        raise Misconfigured(f"{name} must be a whole number from {least} to {most}.")
    return int(value)


SIGN_ON = ("NSCL_OIDC_ISSUER", "NSCL_OIDC_CLIENT_ID", "NSCL_OIDC_CLIENT_SECRET")


def sign_on() -> dict[str, Any] | None:
    """The province's sign-on (OpenID Connect) as allauth wants it; None where the environment names none."""
    issuer, client, key = (os.environ.get(name, "") for name in SIGN_ON)
    if not issuer and not client and not key:
        return None
    for name, value in zip(SIGN_ON, (issuer, client, key), strict=True):
        if not value:
            raise Misconfigured(f"{name} is not set; the sign-on needs {', '.join(SIGN_ON)}.")
    if urlsplit(issuer).scheme != "https" and production():
        raise Misconfigured("NSCL_OIDC_ISSUER must be an https address.")
    return {
        "provider_id": "sign-on",
        "name": os.environ.get("NSCL_OIDC_NAME") or "Đăng nhập một lần của tỉnh",  # not wrapped: a name
        "client_id": client,
        "secret": key,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }


def database(variable: str) -> dict[str, Any] | None:
    """Django's database settings from a `postgresql://user:password@host:port/name?host=/socket` address."""
    url = os.environ.get(variable)
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise Misconfigured(f"{variable} must look like postgresql://user:password@host:5432/name.")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": dict(query),
    }


def file_storage(variable: str) -> dict[str, str]:
    """Where files lie: `{}` (the data folder), a folder, or a bucket from `s3://bucket/prefix?endpoint=https://…`.

    The keys to the bucket come from the environment as S3 clients read them (AWS_ACCESS_KEY_ID and so on).
    """
    value = (os.environ.get(variable) or "").strip()
    if not value:
        return {}
    if not value.startswith("s3://"):
        folder = Path(value.removeprefix("disk:")).expanduser()
        if not folder.is_absolute():
            raise Misconfigured(f"{variable} must be an absolute folder or s3://bucket/prefix?endpoint=https://host.")
        return {"folder": str(folder)}
    parts = urlsplit(value)
    query = dict(parse_qsl(parts.query))
    strange = set(query) - {"endpoint", "region"}
    if not parts.netloc or "@" in parts.netloc or strange:
        raise Misconfigured(f"{variable} must look like s3://bucket/prefix?endpoint=https://host&region=name.")
    return {"bucket": parts.netloc, "prefix": parts.path.strip("/"), **query}


def megabytes(variable: str) -> dict[str, int]:
    """`pdf=100,docx=20` → the largest files by kind."""
    limits = {}
    for part in filter(None, os.environ.get(variable, "").replace(" ", "").split(",")):
        kind, _, number = part.partition("=")
        if not number.isdigit() or not int(number):
            raise Misconfigured(f"{variable} must look like pdf=50,docx=30 (megabytes).")
        limits[kind] = int(number)
    return limits


def mail() -> str:
    """Where letters go: `file`, or the address of a mail server (`NSCL_MAIL`)."""
    value = os.environ.get("NSCL_MAIL") or "file"
    parts = urlsplit(value)
    if value != "file" and (parts.scheme not in ("smtp", "smtps") or not parts.hostname):
        raise Misconfigured("NSCL_MAIL must be file or look like smtp://user:password@host:587?tls=starttls.")
    return value
