"""What the tests of signing in share: a person with an address, a browser of theirs, codes as a phone shows them."""

from __future__ import annotations

import re
import time
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.core import mail
from django.test import Client

from nscl.accounts.models import User
from nscl.config.testing.cast import PASSWORD
from nscl.foundation.models import AuditEntry

LOGIN = "/tai-khoan/dang-nhap/"
SECURITY = "/tai-khoan/bao-mat/"
SECOND = "/tai-khoan/dang-nhap/lop-hai/"
AGAIN = "/tai-khoan/xac-nhan-lai/"


def with_address(user: User) -> User:
    """As an invitation leaves them: with a verified address."""
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user


def sign_in(client: Client, user: User, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOGIN, {"login": user.email, "password": password, **more})


def text(answer: Any) -> str:
    html: str = answer.content.decode()
    return html


def main(answer: Any) -> str:
    html = text(answer)
    return html[html.index("<main") : html.index("</main>")]


def add_application(client: Client) -> str:
    """Set up the application in a signed-in browser; the secret the phone then has."""
    client.get(f"{SECURITY}ung-dung/")
    secret = str(client.session["mfa.totp.secret"])
    answer = client.post(f"{SECURITY}ung-dung/", {"code": code_of(secret)})
    assert answer.status_code == 302, text(answer)
    return secret


def code_of(secret: str, steps: int = 0) -> str:
    """What the application shows now, or `steps` half-minutes later."""
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + steps)))


def factor(user: User, kind: str = "totp") -> Authenticator:
    return Authenticator.objects.get(user=user, type=kind)


def events(owner: Any, code: str) -> list[tuple[Any, ...]]:
    """The audit of that code, read as the owner: actor, object, detail."""
    table = AuditEntry._meta.db_table
    found: list[tuple[Any, ...]] = owner.execute(
        f"SELECT actor_id, object_id, detail FROM {table} WHERE code = %s ORDER BY id", [code]
    ).fetchall()
    return found


def link_in(letter: int = -1) -> str:
    """The address in a letter, without its host."""
    found = re.search(re.escape(settings.SITE_URL) + r"(/\S+/)\s", str(mail.outbox[letter].body))
    assert found, mail.outbox[letter].body
    return found[1]
