"""The frame of every page: who is here, for which province, where they may go."""

from __future__ import annotations

import datetime as dt
import gzip
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.test import Client

from nscl.accounts.middleware import SESSION_KEY
from nscl.accounts.models import Membership, User
from nscl.accounts.roles import GROUPS, PERMISSIONS, ROLES
from nscl.foundation import clock
from nscl.interfaces import navigation

if TYPE_CHECKING:
    from nscl.config.testing.cast import Cast

PAGES = [
    "/",
    "/co-quan/",
    "/vai-tro/",
    "/thanh-phan/",
    "/tai-khoan/mat-khau/",
    "/tai-khoan/dang-xuat/",
    "/khong-co-trang-nay/",
]


def sign_in(client: Client, user: User) -> Client:
    client.force_login(user, backend="nscl.accounts.backends.RoleBackend")
    return client


def page(client: Client, url: str) -> str:
    return client.get(url).content.decode()


@pytest.mark.parametrize("url", PAGES)
def test_a_page_is_vietnamese_whole_and_obeys_the_policy(client: Client, cast: Cast, url: str) -> None:
    html = page(sign_in(client, cast.officer), url)
    assert '<html lang="vi"' in html
    assert '<a class="skip" href="#noi-dung">' in html
    assert 'id="noi-dung"' in html
    assert html.count("<h1") == 1
    assert re.search(r"<title>\S.* · NSCL</title>", html)
    assert not re.search(r"\sstyle=", html)
    assert not re.search(r"\son\w+=", html)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", html))
    assert len(gzip.compress(html.encode())) < 60_000


@pytest.mark.parametrize("url", ["/", "/vai-tro/", "/thanh-phan/"])
def test_a_visitor_is_asked_to_sign_in(client: Client, db: None, url: str) -> None:
    assert client.get(url)["Location"] == f"/tai-khoan/dang-nhap/?next={url}"


def test_the_shell_says_who_and_where(client: Client, cast: Cast) -> None:
    html = page(sign_in(client, cast.officer), "/")
    assert cast.officer.full_name in html
    assert "Tỉnh Quảng Ngãi" in html
    assert "Chuyên viên" in html
    assert "Nghệ An" not in html


def test_someone_without_a_role_is_told_so(client: Client, cast: Cast) -> None:
    assert "chưa được giao nơi làm việc" in page(sign_in(client, cast.nobody), "/")
    assert "chưa được giao nơi làm việc" not in page(sign_in(client, cast.officer), "/")


def test_home_is_cheap(client: Client, cast: Cast, django_assert_max_num_queries: Any) -> None:
    sign_in(client, cast.officer)
    client.get("/")
    with django_assert_max_num_queries(8):
        assert client.get("/").status_code == 200


def test_switching_province_by_post(client: Client, cast: Cast) -> None:
    elsewhere = Membership.objects.create(
        user=cast.officer, province=cast.other_province, role="head", valid_from="2025-07-01"
    )
    sign_in(client, cast.officer)
    assert 'value="%d"' % elsewhere.pk in page(client, "/")  # noqa: UP031
    answer = client.post("/tai-khoan/noi-lam-viec/", {"membership": elsewhere.pk})
    assert answer["Location"] == "/"
    assert client.session[SESSION_KEY] == str(elsewhere.pk)
    shown = client.get("/")
    assert [str(m) for m in get_messages(shown.wsgi_request)] == ["Đang làm việc với tỉnh Nghệ An."]
    assert "Lãnh đạo sở" in shown.content.decode()


@pytest.mark.parametrize("wanted", ["", "0", "x", "-1"])
def test_a_place_that_is_not_ones_own_is_not_there(client: Client, cast: Cast, wanted: str) -> None:
    sign_in(client, cast.officer)
    others = cast.membership(cast.stranger).pk
    for membership in (wanted, str(others)):
        assert client.post("/tai-khoan/noi-lam-viec/", {"membership": membership}).status_code == 404
    assert SESSION_KEY not in client.session


def test_switching_is_no_verb_on_get(client: Client, cast: Cast) -> None:
    assert sign_in(client, cast.officer).get("/tai-khoan/noi-lam-viec/").status_code == 405


def test_the_rail_shows_what_rooms_declare_and_the_person_may_enter(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = [
        {"label": "Phần ai cũng vào", "icon": "star", "url": "roles"},
        {"label": "Phần cần quyền", "icon": "star", "url": "roles", "permission": "agencies.edit"},
        {"label": "Phần chưa có", "icon": "star", "url": "no-such-route"},
    ]
    monkeypatch.setattr(apps.get_app_config("catalogue"), "navigation", declared, raising=False)
    officer = page(sign_in(client, cast.officer), "/")
    assert "Phần ai cũng vào" in officer
    assert "Phần cần quyền" in officer
    assert "Phần chưa có" not in officer
    assert "Phần cần quyền" not in page(sign_in(client, cast.head), "/")


def test_a_visitor_finds_the_pages_for_everybody(client: Client, cast: Cast) -> None:
    entrance = page(client, "/tai-khoan/dang-nhap/")
    assert 'href="/duoc-ho-tro-gi/"' in entrance
    assert 'class="topbar-open"' in entrance
    assert 'href="/tai-khoan/dang-nhap/"' in page(client, "/duoc-ho-tro-gi/")
    assert "topbar-open" not in page(sign_in(client, cast.officer), "/duoc-ho-tro-gi/")


def test_the_entry_one_is_in_is_marked(client: Client, cast: Cast) -> None:
    rail = re.compile(r'<a class="rail-link" href="([^"]+)" aria-current="page">')
    sign_in(client, cast.officer)
    assert rail.findall(page(client, "/")) == ["/"]
    assert rail.findall(page(client, "/vai-tro/")) == ["/vai-tro/"]
    assert rail.findall(page(client, "/khong-co/")) == []


def test_a_phone_folds_what_does_not_fit(rf: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [{"label": f"Phần {n}", "icon": "star", "url": "roles", "order": n} for n in range(20, 29)]
    monkeypatch.setattr(apps.get_app_config("catalogue"), "navigation", many, raising=False)
    request = rf.get("/")
    request.user = cast.officer
    found = navigation.for_request(request)
    own = sum(not entry.folds for entry in found.main)
    assert own == navigation.ON_PHONE
    assert len(found.folded) == len(found.main) - own > 0


def test_every_declared_entry_has_a_known_permission_and_icon() -> None:
    from nscl.foundation.templatetags.icons import icon

    for entry in navigation.declared():
        icon(entry.icon)
        assert entry.permission in ("", *PERMISSIONS)


def test_roles_page_is_what_the_code_grants(client: Client, cast: Cast) -> None:
    html = page(sign_in(client, cast.cooperating), "/vai-tro/")
    rows = html.split('<tr class="permission">')[1:]
    assert len(rows) == len(PERMISSIONS)
    by_words = {str(words): code for code, words in PERMISSIONS.items()}
    for row in rows:
        words = re.match(r'<th scope="row">([^<]+)<', row)
        assert words is not None
        granted = re.findall(r'data-label="([^"]+)"><span class="may">', row)
        assert granted == [str(role.name) for role in ROLES if by_words[words[1]] in role.permissions]
    assert html.count("vai trò của bạn") == 1
    assert "Xem ai đang giữ" not in html


def test_every_permission_has_its_room_and_somebody_has_it() -> None:
    assert {code.partition(".")[0] for code in PERMISSIONS} == set(GROUPS)
    assert {code for role in ROLES for code in role.permissions} == set(PERMISSIONS)


def test_who_manages_people_sees_who_holds_a_role(client: Client, cast: Cast) -> None:
    html = page(sign_in(client, cast.administrator), "/vai-tro/")
    assert '<a href="/nguoi-dung/?vai_tro=officer">Xem ai đang giữ</a>' in html
    assert "vai_tro=ministry_viewer" not in html


def test_the_year_chosen_is_that_of_every_page(client: Client, cast: Cast) -> None:
    with clock.at(dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)):
        sign_in(client, cast.officer)
        assert "Làm việc với năm" in page(client, "/")
        assert client.post("/nam/", {"year": "2024", "next": "/vai-tro/"}).headers["Location"] == "/vai-tro/"
        assert client.get("/").wsgi_request.year == 2024  # type: ignore[attr-defined]
        for strange in ("1999", "2050", "x", ""):
            client.post("/nam/", {"year": strange, "next": "https://example.org/"})
        assert client.get("/").wsgi_request.year == 2024  # type: ignore[attr-defined]
        client.post("/nam/", {"year": "2026"})
    with clock.at(dt.datetime(2027, 1, 2, 5, tzinfo=dt.UTC)):
        sign_in(client, cast.officer)
        assert client.get("/").wsgi_request.year == 2027  # type: ignore[attr-defined]


def test_a_part_of_the_work_shows_its_own_parts(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    below = {"label": "Phần con", "icon": "list", "url": "agencies", "under": "roles", "order": 21}
    above = {"label": "Phần mẹ", "icon": "list", "url": "roles", "order": 20}
    monkeypatch.setattr(apps.get_app_config("plans"), "navigation", [above, below], raising=False)
    sign_in(client, cast.officer)
    assert "Phần con" not in page(client, "/")
    at_mother, at_child = page(client, "/vai-tro/"), page(client, "/co-quan/")
    assert at_mother.count("Phần con") == at_child.count("Phần con") == 2, "in the rail and, on a phone, above the page"
    assert 'class="section-nav" aria-label="Phần mẹ"' in at_child


@pytest.mark.parametrize("path", ["tabler/css/tabler.min.css", "be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf"])
def test_styles_and_fonts_go_out_small(path: str) -> None:
    plain = Client().get(f"/static/{path}")
    small = Client().get(f"/static/{path}", headers={"accept-encoding": "gzip"})
    assert small["Content-Encoding"] == "gzip"
    assert int(small["Content-Length"]) < 0.7 * int(plain["Content-Length"])
