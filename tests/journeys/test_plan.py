"""From a document to a plan in force, as an officer walks it; and what an officer of another province sees of it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import SignIn, Site, unfold

MODEL = Path(__file__).with_name("ke-hoach-mau.txt")
PAGES = ("", "chi-tieu/", "nhiem-vu/", "muc-ho-tro/", "ai-lam-gi/", "thoi-han/", "thoi-han.ics", "du-toan/", "van-ban/",
         "xuat.xlsx", "tep/", "ra-soat/", "xac-nhan/")  # fmt: skip
pytestmark = pytest.mark.browser


def document(folder: Path, number: str) -> Path:
    """The model plan under a number of its own, so that journeys do not meet."""
    path = folder / f"ke-hoach-{number}.txt"
    path.write_text(MODEL.read_text().replace("987/KH-UBND", f"{number}/KH-UBND"))
    return path


def upload(page: Page, path: Path) -> str:
    """Upload a file and go to its review; the address of the draft, as a path."""
    page.goto("/ke-hoach/tai-len/")
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.wait_for_url("**/ra-soat/**")
    return urlsplit(page.url).path.removesuffix("ra-soat/")


def edit(page: Page, words: str) -> None:
    """Open the form of the target whose card says `words`."""
    page.locator("article.target").filter(has_text=words).get_by_role("link", name="Sửa").click()


def confirm(page: Page) -> None:
    page.get_by_role("link", name="Xác nhận kế hoạch").click()
    page.get_by_role("button", name="Xác nhận kế hoạch").click()
    page.wait_for_url(re.compile(r"/ke-hoach/\d+/$"))


def test_upload_correct_confirm_and_see_it(sign_in: SignIn, site: Site, tmp_path: Path) -> None:
    page = sign_in("officer.quangngai")
    plan = upload(page, document(tmp_path, "987"))

    card = page.locator("article.target").filter(has_text="ít nhất 12 doanh nghiệp")
    expect(card).to_have_count(1)
    expect(page.locator("article.task")).to_have_count(2)
    card.get_by_role("link", name="Sửa").click()
    form = page.locator("article.editing form")
    form.get_by_label("Con số", exact=False).first.fill("15")
    form.get_by_role("button", name="Lưu").click()
    expect(page.locator("article.target").filter(has_text="ít nhất 15 doanh nghiệp")).to_have_count(1)

    confirm(page)
    expect(page.get_by_text("Đang có hiệu lực").first).to_be_visible()
    page.goto(f"{plan}chi-tieu/")
    expect(page.get_by_text("ít nhất 15 doanh nghiệp")).to_be_visible()

    page.goto("/")
    unfold(page)
    expect(page.get_by_text("987/KH-UBND").first).to_be_visible()
    page.goto("/ke-hoach/")
    expect(page.get_by_text("987/KH-UBND")).to_be_visible()

    stranger = sign_in("officer.nghean")
    stranger.goto("/ke-hoach/")
    expect(stranger.get_by_text("987/KH-UBND")).to_have_count(0)
    for part in PAGES:
        answer = stranger.request.get(plan + part)
        assert answer.status == 404, part
    assert_hidden_from("40", site)


def assert_hidden_from(code: str, site: Site) -> None:
    """An unfiltered query on the application's own connection, in the scope of another province."""
    with psycopg.connect(site.databases.environment()["DATABASE_URL"]) as connection:
        mine = connection.execute(
            "SELECT id FROM organisations_province WHERE code = %s AND valid_to IS NULL", [code]
        ).fetchone()
        assert mine is not None
        scope = f"{{{mine[0]}}}"
        connection.execute(
            "SELECT set_config('nscl.readable', %s, false), set_config('nscl.writable', %s, false)", [scope, scope]
        )
        for table in ("plans_plan", "plans_target", "plans_plansource", "documents_document", "documents_attachment"):
            rows = connection.execute(f"SELECT DISTINCT province_id FROM {table}").fetchall()
            assert [row for row in rows if row[0] != mine[0]] == [], table


def test_the_whole_journey_without_javascript(sign_in: SignIn, tmp_path: Path) -> None:
    page = sign_in("officer.quangngai", java_script_enabled=False)
    plan = upload(page, document(tmp_path, "988"))
    edit(page, "ít nhất 12 doanh nghiệp")
    page.locator("form[data-autosave]").get_by_label("Con số", exact=False).first.fill("14")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("article.target").filter(has_text="ít nhất 14 doanh nghiệp")).to_have_count(1)
    confirm(page)
    page.goto(f"{plan}chi-tieu/")
    expect(page.get_by_text("ít nhất 14 doanh nghiệp")).to_be_visible()


def test_two_officers_on_one_draft(sign_in: SignIn, tmp_path: Path) -> None:
    """The second to save sees both texts; what the first wrote is not lost."""
    first = sign_in("officer.quangngai", java_script_enabled=False)
    upload(first, document(tmp_path, "989"))
    address = first.url
    second = sign_in("head.quangngai", java_script_enabled=False)
    for page in (first, second):
        page.goto(address)
        page.locator("article.target").filter(has_text="ít nhất 12 doanh nghiệp").get_by_role(
            "link", name="Sửa"
        ).click()
    for page, number in ((first, "16"), (second, "17")):
        page.locator("form[data-autosave]").get_by_label("Con số", exact=False).first.fill(number)
        page.get_by_role("button", name="Lưu").click()
    expect(second.get_by_text(re.compile("Giữ bản đang lưu")).first).to_be_visible()
    expect(second.get_by_text("16", exact=True).first).to_be_visible()
    expect(second.get_by_role("textbox", name="Con số")).to_have_value("17")
    first.goto(address)
    expect(first.locator("article.target").filter(has_text="ít nhất 16 doanh nghiệp")).to_have_count(1)


def test_on_a_phone(sign_in: SignIn, tmp_path: Path) -> None:
    page = sign_in("officer.quangngai", width=390, height=844)
    plan = upload(page, document(tmp_path, "990"))
    for path in ("/", "/ke-hoach/", "/ke-hoach/tai-len/", *(plan + p for p in PAGES if "." not in p and p != "tep/")):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_a_file_that_is_no_plan_says_what_to_do(sign_in: SignIn, tmp_path: Path) -> None:
    picture = tmp_path / "ảnh.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    page = sign_in("officer.quangngai")
    page.goto("/ke-hoach/tai-len/")
    page.set_input_files("input[type=file]", [picture, document(tmp_path, "991")])
    page.get_by_role("button", name="Tải lên và đọc").click()
    expect(page.get_by_text("ảnh.png").first).to_be_visible()
    expect(page.get_by_text(re.compile("DOCX")).first).to_be_visible()
    expect(page.locator("a[href*='ra-soat']").first).to_be_visible()
