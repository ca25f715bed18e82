"""A browser's own description in words a person recognises, and the address it speaks from."""

from __future__ import annotations

import ipaddress
import re

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.translation import gettext as _

BROWSERS = (
    ("Cốc Cốc", r"coc_coc_browser"),  # not wrapped: a name
    ("Microsoft Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"HeadlessChrome|Chrome/|CriOS/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("Mac", r"Mac OS X|Macintosh"),
    ("Chrome OS", r"CrOS"),
    ("Linux", r"Linux|X11"),
)
LONGEST = 300


def in_words(user_agent: str) -> str:
    """`Chrome trên Windows`; what is unknown is said to be."""
    browser = _first(BROWSERS, user_agent) or _("Trình duyệt không rõ")
    system = _first(SYSTEMS, user_agent)
    return _("%(browser)s trên %(system)s") % {"browser": browser, "system": system} if system else browser


def is_phone(user_agent: str) -> bool:
    return bool(re.search(r"Android|iPhone|iPad|Mobile", user_agent))


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for name, mark in known if re.search(mark, user_agent)), "")


def user_agent(request: HttpRequest) -> str:
    return str(request.META.get("HTTP_USER_AGENT", ""))[:LONGEST]


def address(request: HttpRequest) -> str | None:
    """The address the request came from, behind a proxy the one it names; None where there is none."""
    found = get_adapter(request).get_client_ip(request)
    try:
        return str(ipaddress.ip_address(found))
    except ValueError:
        return None
