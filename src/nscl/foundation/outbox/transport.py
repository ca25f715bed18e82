"""Handing a letter over: to a mail server, or into a folder. Says if it surely arrived, surely did not, or neither.

`NSCL_MAIL`: `file` (the folder `mail` of the data folder), `smtp://user:password@host:587?tls=starttls`,
`smtps://user:password@host:465`.
"""

from __future__ import annotations

import os
import re
import smtplib
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import settings

SECONDS = 20.0


class NotSent(Exception):
    """The letter surely did not leave; `for_good` when another try would end the same."""

    def __init__(self, reason: str, *, for_good: bool) -> None:
        super().__init__(reason)
        self.reason, self.for_good = reason, for_good


class Unsure(Exception):
    """The letter was handed over and nobody answered."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Letter:
    message_id: str
    sender: str
    recipients: list[str]
    raw: bytes = field(repr=False)


def hand_over(letter: Letter) -> str:
    """Send it; words on what was refused in part. Raises `NotSent`, `Unsure`."""
    where = settings.NSCL_MAIL
    if where == "file":
        return _to_folder(Path(settings.EMAIL_FILE_PATH), letter)
    return _to_server(where, letter)


def _to_folder(folder: Path, letter: Letter) -> str:
    """One file a letter, named after its id: handed over twice it is still one."""
    name = re.sub(r"[^A-Za-z0-9@._-]", "", letter.message_id)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        making = folder / f".{name}.{os.getpid()}"
        with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(letter.raw)
            out.flush()
            os.fsync(out.fileno())
        making.rename(folder / f"{name}.eml")
    except OSError as error:
        raise NotSent(f"{type(error).__name__} {error.errno}", for_good=False) from error
    return ""


class _Watched(smtplib.SMTP):
    """Knows from when on the server may have the letter: its 354 asks for the text."""

    handed_over = False

    def getreply(self) -> tuple[int, bytes]:
        code, words = super().getreply()
        self.handed_over = self.handed_over or code == 354
        return code, words


class _WatchedSsl(_Watched, smtplib.SMTP_SSL):
    pass


def _to_server(url: str, letter: Letter) -> str:
    server: _Watched | None = None
    try:
        server = _connect(url)
        refused = _give(server, letter)
    except smtplib.SMTPResponseException as error:  # an answer, and it was no
        refusal = not isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError)
        raise NotSent(f"SMTP {error.smtp_code}", for_good=refusal and error.smtp_code >= 500) from error
    except smtplib.SMTPNotSupportedError as error:
        raise NotSent("SMTPNotSupported", for_good=False) from error
    except (smtplib.SMTPException, OSError) as error:
        if server is not None and server.handed_over:
            raise Unsure(type(error).__name__) from error
        raise NotSent(type(error).__name__, for_good=False) from error
    finally:
        _part(server)
    return refused


def _give(server: _Watched, letter: Letter) -> str:
    server.ehlo_or_helo_if_needed()
    _expect(server.mail(letter.sender))
    answers = [server.rcpt(address)[0] for address in letter.recipients]
    refused = [code for code in answers if code not in (250, 251)]
    if len(refused) == len(answers):
        raise smtplib.SMTPResponseException(min(refused), b"")
    _expect(server.data(letter.raw))
    return f"{len(refused)}/{len(answers)}: SMTP {', '.join(map(str, sorted(set(refused))))}" if refused else ""


def _expect(answer: tuple[int, bytes]) -> None:
    if answer[0] != 250:
        raise smtplib.SMTPResponseException(*answer)


def _connect(url: str) -> _Watched:
    parts = urlsplit(url)
    host, context = parts.hostname or "", ssl.create_default_context()
    server: _Watched
    options: dict[str, Any] = {"timeout": SECONDS, "local_hostname": "localhost"}
    if parts.scheme == "smtps":
        server = _WatchedSsl(host, parts.port or 465, context=context, **options)
    else:
        server = _Watched(host, parts.port or 25, **options)
    if dict(parse_qsl(parts.query)).get("tls") == "starttls":
        server.starttls(context=context)
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


def _part(server: _Watched | None) -> None:
    if server is None:
        return
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        server.close()
