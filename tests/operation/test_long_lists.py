"""A long list of enterprises through the real server: its memory while the file comes in, and a kill in mid-import."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
import pytest
import requests

from nscl.enterprises.actions.importing import FIRST, PART

from .conftest import Site

pytestmark = pytest.mark.slow
HEADING = "STT;Tên doanh nghiệp;Mã số thuế;Ghi chú\n"
WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
MEGABYTE = 1024 * 1024


def codes(first: int) -> Iterator[str]:
    """Tax codes with their right check digit."""
    for number in range(first, 10**9):
        nine = f"{number:09d}"
        check = 10 - sum(w * int(d) for w, d in zip(WEIGHTS, nine, strict=True)) % 11
        if check != 10:
            yield f"{nine}{check}"


def until(true: Callable[[], object], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


@dataclass
class Browser:
    """Somebody at a page of the server."""

    url: str
    session: requests.Session

    def token(self, address: str) -> dict[str, str]:
        page = self.session.get(self.url + address, timeout=60).text
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)', page)
        version = re.search(r'name="version" value="(\d+)', page)
        assert found, page[:2000]
        return {"csrfmiddlewaretoken": found[1], "version": version[1] if version else ""}

    def post(self, address: str, target: str = "", **given: object) -> requests.Response:
        given["data"] = {**self.token(address), **given.get("data", {})}  # type: ignore[dict-item]
        return self.session.post(self.url + (target or address), timeout=120, **given)  # type: ignore[arg-type]


@contextmanager
def served(site: Site, port: int) -> Iterator[Browser]:
    """`nscl run` on the site, and the officer of Quảng Ngãi at it."""
    command = [sys.executable, "-m", "nscl.interfaces.cli", "run", "--port", str(port)]
    process = subprocess.Popen(command, env=site.environment, stdout=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:

        def answers() -> bool:
            assert process.poll() is None
            with suppress(requests.ConnectionError):
                return requests.get(f"{url}/suc-khoe/", timeout=10).ok
            return False

        until(answers)
        browser = Browser(url, requests.Session())
        person = {"login": "officer.quangngai@example.vn", "password": "nscl-demo-2026"}
        assert browser.post("/tai-khoan/dang-nhap/", data=person).ok
        yield browser
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def members(site: Site) -> list[psutil.Process]:
    """What runs on the site's data: supervisor, web server, worker."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get("NSCL_DATA") == str(site.data):
                found.append(process)
    return found


@contextmanager
def watched(processes: list[psutil.Process]) -> Iterator[Counter[int]]:
    """How many bytes each process holds at most above its beginning."""
    begun = {one.pid: one.memory_info().rss for one in processes}
    most: Counter[int] = Counter()
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.02):
            for one in processes:
                with suppress(psutil.Error):
                    most[one.pid] = max(most[one.pid], one.memory_info().rss - begun[one.pid])

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield most
    finally:
        done.set()
        thread.join()


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def counted(site: Site, query: str) -> int:
    with psycopg.connect(site.databases.cluster.url("postgres", site.name)) as connection:
        row = connection.execute(query.encode()).fetchone()
        assert row is not None
        return int(row[0])


def test_the_web_server_does_not_hold_a_large_file(copy: Site, tmp_path: Path) -> None:
    """60 MB of CSV, a workbook of the old kind as large, one endless line: taken or refused, none held in memory."""
    rows = tmp_path / "dai.csv"
    with rows.open("w", encoding="utf-8-sig") as file:
        file.write(HEADING)
        for n, code in zip(range(60_000), codes(300_000_000), strict=False):
            file.write(f"{n};Công ty Dài {n};{code};{'ghi chú ' * 125}\n")
    assert rows.stat().st_size > 60 * MEGABYTE
    old, endless = tmp_path / "cu.xls", tmp_path / "mot-dong.csv"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * (60 * MEGABYTE))
    endless.write_bytes(b"a" * (60 * MEGABYTE))
    stored = "SELECT count(*) FROM enterprises_enterpriselist"
    before = counted(copy, stored)
    with served(copy, free_port()) as browser:
        browser.session.get(f"{browser.url}/doanh-nghiep/nhap/", timeout=60)
        with rows.open("rb") as file:  # once before, so that what is loaded only once is not counted
            assert "chưa có gì được ghi" in browser.post("/doanh-nghiep/nhap/", files={"file": file}).text
        web = [one for one in members(copy) if "granian" in " ".join(one.cmdline())]
        assert web
        with watched(web) as most:
            with rows.open("rb") as file:
                taken = browser.post("/doanh-nghiep/nhap/", files={"file": file})
            with endless.open("rb") as file:
                line = browser.post("/doanh-nghiep/nhap/", files={"file": file})
        assert max(most.values()) < 30 * MEGABYTE, most
        with old.open("rb") as file:
            xls = browser.post("/doanh-nghiep/nhap/", files={"file": file})
    assert "chưa có gì được ghi" in taken.text
    assert (line.status_code, xls.status_code) == (422, 422)
    assert "dài quá một triệu chữ" in line.text
    assert "Office dạng cũ" in xls.text
    assert counted(copy, stored) == before + 2


def test_a_kill_in_mid_import_leaves_each_row_once(copy: Site, tmp_path: Path) -> None:
    """Everything is killed after the first part of a list begun through its page; started again, the job goes on."""
    rows = tmp_path / "dai.csv"
    number = 2 * PART + 5_000
    with rows.open("w", encoding="utf-8-sig") as file:
        file.write(HEADING)
        for n, code in zip(range(number), codes(400_000_000), strict=False):
            file.write(f"{n};Công ty Bị Ngắt {n};{code};\n")
    parts = "SELECT count(*) FROM enterprises_listpart"
    made = "SELECT count(*) FROM enterprises_enterprise WHERE name LIKE 'Công ty Bị Ngắt %'"
    before = counted(copy, parts)
    with served(copy, free_port()) as browser:
        with rows.open("rb") as file:
            preview = browser.post("/doanh-nghiep/nhap/", files={"file": file})
        address = preview.url.removeprefix(browser.url)
        assert browser.post(address, f"{address}ghi/").ok
        until(lambda: counted(copy, parts) > before)
        for one in members(copy):
            with suppress(psutil.Error):
                os.kill(one.pid, signal.SIGKILL)
    half = counted(copy, made)
    assert 0 < half < number
    assert (half - FIRST) % PART == 0, "a part is whole or not there"
    with served(copy, free_port()) as browser:
        until(lambda: counted(copy, made) == number)
        until(lambda: "Đã ghi vào sổ" in browser.session.get(browser.url + address, timeout=60).text)
    assert (
        counted(
            copy, "SELECT count(DISTINCT entity_id) FROM enterprises_enterprise WHERE name LIKE 'Công ty Bị Ngắt %'"
        )
        == number
    )
    fates = "FROM enterprises_listpart WHERE list_id = (SELECT max(id) FROM enterprises_enterpriselist)"
    assert counted(copy, f"SELECT sum(added) {fates}") == number
    assert counted(copy, f"SELECT sum(last_line - first_line + 1) {fates}") == number
    assert counted(copy, "SELECT max(attempts) FROM foundation_job WHERE kind = 'enterprises.import'") == 2
