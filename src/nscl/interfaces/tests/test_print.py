"""Pages on paper: the content alone, province and day above, pages numbered, no address printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from playwright.sync_api import Page

from nscl.config.testing.cast import Cast
from nscl.interfaces.tests.test_looks import browser, people, sign_in

__all__ = ["browser", "people"]
MM = 72 / 25.4
PAGES = ["/", "/ke-hoach/", "/co-quan/", "/van-ban/", "/vai-tro/", "/van-ban/mau/"]


def printed(page: Page, file: Path) -> pypdfium2.PdfDocument:
    page.pdf(path=str(file), prefer_css_page_size=True)
    return pypdfium2.PdfDocument(file)


@pytest.mark.browser
@pytest.mark.slow
def test_every_main_page_prints(browser: Any, live_server: Any, people: Cast, tmp_path: Path) -> None:
    page = browser.new_page(locale="vi-VN")
    sign_in(page, live_server.url, people)
    for number, address in enumerate(PAGES):
        page.goto(live_server.url + address)
        heading = page.locator("h1").inner_text()
        pdf = printed(page, tmp_path / f"{number}.pdf")
        first, count = pdf[0], len(pdf)
        said = [pdf[at].get_textpage().get_text_range() for at in range(count)]
        size = first.get_size()
        pdf.close()
        assert sorted(round(side / MM) for side in size) == [210, 297], address
        assert "Tỉnh Quảng Ngãi" in said[0], address
        assert "In ngày" in said[0], address
        assert heading in said[0].replace("\r\n", " "), address
        for at, words in enumerate(said, start=1):
            assert f"{at}/{count}" in words, address
            assert "http" not in words, address
            for left_out in ("Đăng xuất", "Thiết lập", "Đến thẳng nội dung", "Đổi mật khẩu"):
                assert left_out not in words, (address, left_out)


def test_the_head_of_paper_names_the_province_and_the_day(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    said = client.get("/vai-tro/").content.decode()
    head = said[said.index('class="print-head"') :][:300]
    assert "Tỉnh Quảng Ngãi" in head
    assert "In ngày" in head
