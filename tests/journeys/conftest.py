"""A site of its own for the journeys: a clone of the template with the demo, a real server, a real browser."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from nscl.config.testing.databases import TestDatabases

ROOT = Path(__file__).parents[2]
PASSWORD = "nscl-demo-2026"


@dataclass(frozen=True)
class Site:
    """Where the server answers, and the database behind it."""

    url: str
    databases: TestDatabases
    name: str


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    databases = TestDatabases()
    databases.name = f"{databases.name}_site"
    databases.begin()
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, **databases.environment(), "NSCL_DATA": str(tmp_path_factory.mktemp("site"))}
    subprocess.run([sys.executable, "-m", "nscl.interfaces.cli", "demo"], check=True, env=environment)
    server = subprocess.Popen(
        [sys.executable, "-m", "nscl.interfaces.cli", "run", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(f"{url}/suc-khoe/", server)
        yield Site(url, databases, databases.name)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)
        databases.end()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server stopped"
        try:
            with urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


@pytest.fixture(scope="session")
def browser(chromium: Browser) -> Browser:
    return chromium


SignIn = Callable[..., Page]


@pytest.fixture
def sign_in(site: Site, browser: Browser) -> Iterator[SignIn]:
    """`sign_in("officer.quangngai")` gives a page of that person; what the browser complains of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def enter(person: str, *, width: int = 1440, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN", base_url=site.url, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.append(m.text) if "Content Security Policy" in m.text else None)
        page.goto("/tai-khoan/dang-nhap/")
        page.fill("input[name=login]", f"{person}@example.vn")
        page.fill("input[name=password]", PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url("**/")
        return page

    yield enter
    for context in contexts:
        context.close()
    assert complaints == []


def unfold(page: Page) -> None:
    """Show all of the first page: the demo, and the journeys before, leave more there than a column shows at first."""
    for more in page.locator("details.day-more > summary").all():
        more.click()
