"""Second factors, passkeys, sessions and their end, in a real browser."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from journeys.conftest import PASSWORD, Site
from journeys.test_plan import document, edit, upload
from nscl.foundation.postgres.cluster import OWNER

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 390, "height": 844}
Visit = Callable[..., Page]


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[Visit]:
    """A fresh browser at `http://localhost`, where passkeys work; what the policy blocks fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(**options: object) -> Page:
        context = browser.new_context(
            locale="vi-VN", base_url=site.url.replace("127.0.0.1", "localhost"), accept_downloads=True, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.append(m.text) if "Content Security Policy" in m.text else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(autouse=True)
def _as_it_was(site: Site) -> Iterator[None]:
    """The site serves every journey: what these leave behind goes."""
    yield
    with psycopg.connect(site.databases.cluster.url(OWNER, site.name), autocommit=True) as owner:
        owner.execute("DELETE FROM mfa_authenticator")
        owner.execute("DELETE FROM nscl_cache")


def sign_in(page: Page, person: str) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Thư điện tử").fill(f"{person}@example.vn")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def shown_by(secret: str, half_minutes: int = 0) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret.replace(" ", ""), int(time.time()) // 30 + half_minutes))


def test_an_application_is_set_up_and_asked_for(visit: Visit) -> None:
    page = visit()
    sign_in(page, "officer.quangngai")
    page.wait_for_url("**/")
    page.goto("/tai-khoan/bao-mat/")
    page.get_by_role("link", name="Thêm ứng dụng").click()
    picture = page.get_by_alt_text("Mã vuông để ứng dụng xác thực quét")
    expect(picture).to_have_js_property("complete", True, timeout=30_000)
    assert picture.evaluate("image => image.naturalWidth > 0")
    page.get_by_text("Không quét được?").click()
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Mã 6 chữ số trên ứng dụng").fill("000000")
    page.get_by_role("button", name="Bật").click()
    expect(page.get_by_text("Mã chưa đúng")).to_be_visible()
    page.get_by_label("Mã 6 chữ số trên ứng dụng").fill(shown_by(secret))
    page.get_by_role("button", name="Bật").click()
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    codes = page.locator(".codes li").all_inner_texts()
    assert len(codes) == 10
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải về").click()
    assert codes[0] in download.value.path().read_text(encoding="utf-8")

    other = visit(viewport=PHONE)
    sign_in(other, "officer.quangngai")
    other.get_by_label("Mã xác thực").fill(shown_by(secret, 1))
    other.get_by_role("button", name="Đăng nhập", exact=True).click()
    other.wait_for_url("**/")

    lost = visit(java_script_enabled=False)
    sign_in(lost, "officer.quangngai")
    lost.get_by_label("Mã xác thực").fill(codes[0])
    lost.get_by_role("button", name="Đăng nhập", exact=True).click()
    lost.goto("/tai-khoan/bao-mat/")
    expect(lost.get_by_text("Còn 9 mã chưa dùng")).to_be_visible()


def test_a_passkey_opens_the_account_by_itself(visit: Visit) -> None:
    page = visit()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    authenticator = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**authenticator, "isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, "officer.quangngai")
    page.wait_for_url("**/")
    page.goto("/tai-khoan/bao-mat/khoa/")
    page.get_by_label("Tên để nhận ra").fill("Điện thoại thử")
    page.get_by_role("button", name="Tạo khóa truy cập").click()
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    page.goto("/tai-khoan/bao-mat/")
    expect(page.get_by_text("Điện thoại thử").first).to_be_visible()
    page.goto("/tai-khoan/dang-xuat/")
    page.get_by_role("main").get_by_role("button", name="Đăng xuất").click()

    page.goto("/tai-khoan/dang-nhap/?next=/tai-khoan/bao-mat/")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.wait_for_url("**/tai-khoan/bao-mat/")
    expect(page.get_by_role("cell", name="khóa truy cập").first).to_be_visible()

    page.goto("/tai-khoan/dang-xuat/")
    page.get_by_role("main").get_by_role("button", name="Đăng xuất").click()
    sign_in(page, "officer.quangngai")
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.wait_for_url("**/")


def test_at_an_address_of_numbers_passkeys_are_not_offered(site: Site, browser: Browser) -> None:
    context = browser.new_context(locale="vi-VN", base_url=site.url)
    page = context.new_page()
    page.goto("/tai-khoan/dang-nhap/")
    expect(page.get_by_role("button", name="Đăng nhập", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Đăng nhập bằng khóa truy cập")).to_have_count(0)
    context.close()


def test_signed_out_everywhere(visit: Visit) -> None:
    here, there = visit(), visit(viewport=PHONE)
    for page in (here, there):
        sign_in(page, "officer.quangngai")
        page.wait_for_url("**/")
    here.goto("/tai-khoan/bao-mat/")
    here.get_by_role("link", name="Đăng xuất khỏi mọi thiết bị").click()
    here.get_by_role("main").get_by_role("button", name="Đăng xuất khỏi mọi thiết bị").click()
    expect(here.get_by_text("Đã đăng xuất khỏi mọi thiết bị.")).to_be_visible()
    there.goto("/ke-hoach/")
    there.wait_for_url("**/tai-khoan/dang-nhap/**")


def test_idle_asks_then_signs_out_and_keeps_what_was_typed(visit: Visit) -> None:
    page = visit()
    page.clock.install()
    sign_in(page, "officer.quangngai")
    page.wait_for_url("**/")
    page.goto("/tai-khoan/thu-dien-tu/")
    page.get_by_label("Địa chỉ mới").fill("dia.chi.moi@example.vn")
    page.clock.run_for(28 * 60_000 + 10_000)
    dialog = page.get_by_role("dialog", name="Bạn còn ở đây không?")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Tiếp tục làm việc")).to_be_focused()
    with page.expect_response(lambda answer: answer.status == 204):
        page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.clock.run_for(28 * 60_000 + 10_000)
    expect(dialog).to_be_visible()
    page.clock.run_for(2 * 60_000)
    page.wait_for_url("**/tai-khoan/dang-nhap/**")
    expect(page.get_by_text("Phiên làm việc đã tự kết thúc")).to_be_visible()
    page.get_by_label("Thư điện tử").fill("officer.quangngai@example.vn")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/tai-khoan/thu-dien-tu/")
    expect(page.get_by_label("Địa chỉ mới")).to_have_value("dia.chi.moi@example.vn")
    expect(page.get_by_text("được điền lại").first).to_be_visible()


def test_without_javascript_a_form_that_met_an_ended_session_is_sent_on(
    visit: Visit, site: Site, tmp_path: Path
) -> None:
    page = visit(java_script_enabled=False)
    sign_in(page, "officer.quangngai")
    upload(page, document(tmp_path, "777"))
    edit(page, "ít nhất 12 doanh nghiệp")
    page.locator("form[data-autosave]").get_by_label("Con số", exact=False).first.fill("19")
    with psycopg.connect(site.databases.cluster.url(OWNER, site.name), autocommit=True) as owner:
        owner.execute("DELETE FROM accounts_session")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Những gì bạn vừa gõ được giữ lại")).to_be_visible()
    page.get_by_label("Thư điện tử").fill("officer.quangngai@example.vn")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.get_by_role("button", name="Gửi tiếp").click()
    expect(page.locator("article.target").filter(has_text="ít nhất 19 doanh nghiệp")).to_have_count(1)


ACCOUNT = (
    "bao-mat/", "mat-khau/", "thu-dien-tu/", "xac-nhan-lai/", "bao-mat/ung-dung/", "bao-mat/khoa/",
    "bao-mat/phien/ket-thuc/", "bao-mat/ma-du-phong/tao/", "dang-xuat/",
)  # fmt: skip
OPEN = (
    "dang-nhap/",
    "quen-mat-khau/",
    "quen-mat-khau/da-gui/",
    "quen-mat-khau/1-x/",
    "thu-dien-tu/xac-nhan/x/",
    "tam-khoa/",
)


def faults(page: Page, address: str) -> list[str]:
    page.goto(f"/tai-khoan/{address}")
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    wrong = [f"{address} {one['id']}" for one in found if one["impact"] in ("serious", "critical")]
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*wrong, *([f"{address} is {wider} px wider than the screen"] if wider > 0 else [])]


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_serious_on_pages_of_the_account(visit: Visit, width: int) -> None:
    page = visit(viewport={"width": width, "height": 900}, bypass_csp=True)
    wrong = [fault for address in OPEN for fault in faults(page, address)]
    sign_in(page, "officer.quangngai")
    page.wait_for_url("**/")
    wrong += [fault for address in ACCOUNT for fault in faults(page, address)]
    page.goto("/tai-khoan/bao-mat/")
    page.evaluate("document.getElementById('idle').showModal()")
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run('#idle', {resultTypes: ['violations']})")["violations"]
    assert wrong + [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
