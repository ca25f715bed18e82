"""Every page there is, walked by its links from the first page on: it answers, fits a phone, and axe finds nothing.

A page that no link leads to is a page nobody finds: it fails here, unless `NOT_WALKED` says why.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from journeys.conftest import SignIn, Site
from matrix.routes import addresses, entries

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
UNTRANSLATED = re.compile(r"\b(Sign in|Log ?out|Password|Submit|Search|Error|Required|This field|Next|Previous|Home)\b")
PEOPLE = ("officer.quangngai", "admin.quangngai", "head.quangngai", "coquan.quangngai", "officer.nghean")
# Forms and states to which no plain link leads, as far as the demo goes: where to begin besides the first page.
DOORS = ("/", "/suc-khoe/san-sang/", "/tai-khoan/quen-mat-khau/")
# A route whose page none of these people meets by links, and why.
NOT_WALKED = {
    **dict.fromkeys(
        (
            "mfa_authenticate", "mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_edit_webauthn",
            "mfa_generate_recovery_codes", "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
            "mfa_remove_webauthn", "mfa_view_recovery_codes", "totp_picture", "account_reauthenticate",
            "person_reset_factors",
        ),
        "met by who has a second factor: test_signing_in walks there",
    ),
    **dict.fromkeys(
        ("account_confirm_email", "account_reset_password_from_key", "invitation_accept"), "opened from a letter"
    ),
    **dict.fromkeys(("account_reset_password_done", "account_set_password", "account_resend"), "follows a form"),
    **dict.fromkeys(
        ("openid_connect_callback", "sign_on_unlink", "socialaccount_login_cancelled"),
        "where the installation names a sign-on, which the demo does not",
    ),
    **dict.fromkeys(("job", "job_progress", "job_result"), "while something runs behind the page"),
    **dict.fromkeys(
        ("template_discard", "template_file", "template_preview", "template_retire", "template_sample",
         "template_version"),
        "of a template the province uploaded itself; the demo has the shipped ones",
    ),
    "absence_withdraw": "of who gave the absence; the demo's is told on the page as under way",
    "account_inactive": "of a closed account",
    "account_logout": "a button of the shell; its page is for browsers that come by address",
    "attachment_page": "a picture within the page of its file",
    "agency_letter_file": "the letter that the form of agency_letter fills",
    "round_letters_zip": "the letters that the form of round_letters fills",
    "agency_report_send": "the second step of a report, after its form is sent",
    "plan_paper": "the paper that a form of plan_papers fills",
    "needs_answer": "opened from a letter of invitation: test_needs walks there",
    "needs_proposal_file": "the scan of a letter; the demo's letters have none",
    "need_merge": "where a need has one like it",
    "health": "for a load balancer, not a page",
    "difficulty_letter_file": "the letter that the form of difficulty_letter fills",
    "enterprise_list_kept": "where a list was taken back that somebody had worked on; the demo has none",
    "enterprise_of_entity": "goes on to the profile of an entity, for addresses that know the entity alone",
    "entity_lookup": "the choices under the field that names an enterprise",
    "work_feed": "opened by a calendar through its secret address",
}  # fmt: skip
MORE = 5  # further objects, and ways of asking, of a route whose links are followed: not every one has every link
STILL_MORE = 40  # of those as well, one of each kind in turn, for as long as a page is not found
HREF = re.compile(r'href="(/[^"#]*)')
pytestmark = [pytest.mark.browser, pytest.mark.slow]


def pages() -> set[str]:
    """Routes that a GET answers with a page."""
    return {entry.name for entry in entries() if entry.method == "GET"} & {address.name for address in addresses()}


def route_of(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


class Walk:
    """One person's walk; `met` are the routes, each met once, `wrong` what was found on them."""

    def __init__(self, page: Page, known: set[str]) -> None:
        self.page, self.wrong = page, list[str]()
        page.set_default_timeout(60_000)  # what is looked for here is not speed
        self.met = known - {route_of(door) for door in DOORS}
        self.ahead: deque[str] = deque(DOORS)
        self.seen: Counter[tuple[str, frozenset[str]]] = Counter()
        self.aside: defaultdict[tuple[str, frozenset[str]], deque[str]] = defaultdict(deque)
        self.paths: set[str] = set()
        self.files: set[str] = set()

    def run(self) -> None:
        while self.ahead:
            path = self.ahead.popleft()
            route = route_of(path)
            if not route or path in self.paths:
                continue
            self.paths.add(path)
            if route not in self.met:
                self.met.add(route)
                self._visit(path, route)
            elif route not in self.files:  # a file has no links, and one may ask for few
                kind = (route, frozenset(parse_qs(urlsplit(path).query)))
                self.seen[kind] += 1
                if self.seen[kind] <= MORE:
                    self._follow(path)
                else:
                    self.aside[kind].append(path)

    def look_for(self, wanted: set[str]) -> None:
        """Follow what was left aside until the wanted routes are met."""
        for _ in range(STILL_MORE):
            for kind in list(self.aside):
                if wanted <= self.met:
                    return
                if self.aside[kind]:
                    self._follow(self.aside[kind].popleft())
                    self.run()

    def _follow(self, path: str) -> None:
        answer = self.page.request.get(path)
        if answer.ok and "text/html" in answer.headers["content-type"]:
            self.ahead.extend(html.unescape(found) for found in HREF.findall(answer.text()))

    def _visit(self, path: str, route: str) -> None:
        answer = self.page.request.get(path)
        if answer.status != 200:
            self.wrong.append(f"{route} {path}: {answer.status}")
            return
        if "text/html" not in answer.headers["content-type"] or "attachment" in answer.headers.get(
            "content-disposition", ""
        ):
            self.files.add(route)
            return
        self.page.goto(path)
        self.wrong += [f"{route} {path} {told}" for told in looked_at(self.page)]
        links = self.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
        self.ahead.extend(self._ours(links))

    def _ours(self, links: Iterable[str]) -> Iterator[str]:
        here = urlsplit(self.page.url)
        for link in links:
            parts = urlsplit(link)
            if parts.netloc == here.netloc:
                yield parts.path + (f"?{parts.query}" if parts.query else "")


def looked_at(page: Page) -> Iterator[str]:
    """What is wrong with the open page, at a desk's width and at a phone's."""
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            yield f"at {width}: {wide} wide"
        page.add_script_tag(path=str(AXE))
        for violation in page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]:
            if violation["impact"] in ("serious", "critical"):
                where = [node["html"][:160] for node in violation["nodes"][:2]]
                yield f"at {width} {violation['id']}: {where}"
    if not all(words.strip() for words in page.locator(".breadcrumb-item").all_inner_texts()):
        yield "a step of the way here has no name"
    if found := UNTRANSLATED.search(page.locator("body").inner_text()):
        yield f"untranslated: {found[0]}"


def test_every_page(sign_in: SignIn, site: Site) -> None:
    met: set[str] = set()
    wrong: list[str] = []
    wanted = pages() - set(NOT_WALKED)
    walks: list[Walk] = []
    for person in PEOPLE:
        walks.append(Walk(sign_in(person, bypass_csp=True), met))
        walks[-1].run()
        met = walks[-1].met
    for walk in walks:
        walk.met |= met
        walk.look_for(wanted)
        met = walk.met
        wrong += walk.wrong
    assert wrong == []
    lost = sorted(wanted - met)
    assert lost == [], "no link leads to " + ", ".join(lost)
    assert set(NOT_WALKED) - pages() == set(), "left over"
