"""Nothing of allauth's English reaches a Vietnamese page: refusals, labels, messages, letters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import allauth
import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django import forms
from django.apps import apps
from django.template.loader import get_template
from django.utils import translation

from nscl.accounts.adapter import ClosedAdapter, FactorAdapter, SignOnAdapter
from nscl.accounts.forms import signing_in
from nscl.accounts.signin import words

if TYPE_CHECKING:
    from nscl.config.testing.cast import Cast

VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
ADAPTERS = [
    (ClosedAdapter, DefaultAccountAdapter),
    (FactorAdapter, DefaultMFAAdapter),
    (SignOnAdapter, DefaultSocialAccountAdapter),
]
REFUSALS = [(ours, theirs, code) for ours, theirs in ADAPTERS for code in theirs.error_messages]
FORMS = [
    form
    for form in vars(signing_in).values()
    if isinstance(form, type) and issubclass(form, forms.Form) and form.__module__ == signing_in.__name__
]
ALLAUTH = Path(allauth.__file__).parent / "templates"
USED = (
    "account/messages",
    "account/email",
    "mfa/messages",
    "mfa/email",
    "socialaccount/messages",
    "socialaccount/email",
)
NEVER = {
    # Codes by letter or telephone, signing up, and addresses nobody has: the installation does none of them.
    "account/messages/login_code_sent.txt",
    "account/messages/phone_verification_sent.txt",
    "account/messages/phone_verified.txt",
    *(f"account/email/{name}_{part}.txt" for part in ("message", "subject") for name in (
        "account_already_exists", "email_confirmation_signup", "login_code", "password_reset_code", "unknown_account",
    )),
}  # fmt: skip


@pytest.mark.parametrize(("ours", "theirs", "code"), REFUSALS)
def test_every_refusal_has_our_words(ours: Any, theirs: Any, code: str) -> None:
    with translation.override("vi"):
        said = str(ours.error_messages[code])
    assert VIETNAMESE.search(said), said
    with translation.override("en"):
        assert said != str(theirs.error_messages[code])


def form_of(kind: type[forms.Form], cast: Cast) -> forms.Form:
    """An instance as its view makes it; those that need more than a person are made without being opened."""
    for arguments in ({}, {"user": cast.officer}, {"authenticator": None}, {"instance": None}):
        try:
            return kind(**arguments)
        except (TypeError, KeyError, AttributeError):
            continue
    raise AssertionError(kind)


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: kind.__name__)
def test_every_form_is_in_our_words(kind: type[forms.Form], cast: Cast, rf: Any) -> None:
    from allauth.core import context
    from django.contrib.sessions.backends.signed_cookies import SessionStore

    if kind.__name__ in ("RenamePasskeyForm",):
        pytest.skip("opened from its key, in test_second_factor")
    request = rf.get("/")
    request.session, request.user = SessionStore(), cast.officer
    with context.request_context(request), translation.override("vi"):
        form = form_of(kind, cast)
        for name, field in form.fields.items():
            assert "placeholder" not in field.widget.attrs
            assert VIETNAMESE.search(str(field.error_messages["required"])), name
            if not field.widget.is_hidden:
                assert VIETNAMESE.search(str(field.label)), (name, field.label)
                assert not field.help_text or VIETNAMESE.search(str(field.help_text)), (name, field.help_text)


@pytest.mark.parametrize("name", sorted(
    str(path.relative_to(ALLAUTH)) for folder in USED for path in (ALLAUTH / folder).glob("*.txt")
))  # fmt: skip
def test_every_message_and_letter_is_ours(name: str) -> None:
    if name in NEVER:
        return
    origin = Path(str(get_template(name).origin))  # type: ignore[attr-defined]
    assert ALLAUTH not in origin.parents, f"{origin} is still allauth's"
    source = origin.read_text(encoding="utf-8")
    assert not source.strip() or VIETNAMESE.search(source) or "{% extends" in source


def test_what_the_installation_does_not_do_has_no_route() -> None:
    from django.urls import NoReverseMatch, reverse

    for name in ("account_signup", "account_request_login_code", "account_verify_phone", "socialaccount_signup"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_every_event_has_its_words() -> None:
    said = apps.get_app_config("accounts").audit_words  # type: ignore[attr-defined]
    root = Path(signing_in.__file__).parents[1]
    sources = [p.read_text() for p in (root / "signin").glob("*.py")]
    written = {code for source in sources for code in re.findall(r'(?:audit\.record|_factor)\(\s*"([a-z_.]+)"', source)}
    assert written
    assert written <= set(said)
    assert set(words.AUDIT) <= written, "no word without its event"
