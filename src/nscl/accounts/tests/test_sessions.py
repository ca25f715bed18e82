"""Where one is signed in: the list, ending one, ending all, ending by itself; and what was typed meanwhile."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nscl.accounts.models import Session, SignIn, User
from nscl.accounts.signin import devices, sessions
from nscl.accounts.tests.signing import LOGIN, SECURITY, main, sign_in, text
from nscl.foundation import clock
from nscl.shared.errors import DomainError

if TYPE_CHECKING:
    from nscl.config.testing.cast import Cast

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36"
END_ALL = f"{SECURITY}phien/ket-thuc/"


def browser(agent: str, address: str) -> Client:
    return Client(headers={"user-agent": agent}, REMOTE_ADDR=address)


@pytest.fixture
def two(cast: Cast) -> tuple[Client, Client]:
    pair = browser(WINDOWS, "10.0.0.5"), browser(PHONE, "10.0.0.9")
    for client in pair:
        sign_in(client, cast.officer)
    return pair


def unused_for(client: Client, minutes: float) -> None:
    then = clock.now() - dt.timedelta(minutes=minutes)
    Session.objects.filter(pk=client.session.session_key).update(last_seen_at=then)


def test_the_page_tells_where_and_how_one_is_signed_in(two: tuple[Client, Client]) -> None:
    html = main(two[0].get(SECURITY))
    assert "Chrome trên Windows" in html
    assert "Chrome trên Android" in html
    assert "10.0.0.9" in html
    assert html.count("Máy này") == 1
    assert html.index("Máy này") < html.index("Chrome trên Android")


def test_one_session_is_ended_at_its_next_request(two: tuple[Client, Client], cast: Cast) -> None:
    here, there = two
    other = Session.objects.get(pk=there.session.session_key)
    answer = here.post(reverse("session_end", args=[other.handle]), follow=True)
    assert "Đã kết thúc phiên đó." in text(answer)
    assert there.get("/").status_code == 302
    assert here.get("/").status_code == 200
    assert here.post(reverse("session_end", args=[other.handle])).status_code == 404


def test_nobody_ends_somebody_elses_session(two: tuple[Client, Client], cast: Cast, client: Client) -> None:
    sign_in(client, cast.stranger)
    theirs = Session.objects.get(pk=two[0].session.session_key)
    assert client.post(reverse("session_end", args=[theirs.handle])).status_code == 404
    assert two[0].get("/").status_code == 200


def test_signing_out_everywhere_asks_first_and_spares_nobody(two: tuple[Client, Client], cast: Cast) -> None:
    here, there = two
    assert "kể cả máy này" in main(here.get(END_ALL))
    assert there.get("/").status_code == 200
    assert "Đã đăng xuất khỏi mọi thiết bị." in text(here.post(END_ALL, follow=True))
    assert here.get("/").status_code == there.get("/").status_code == 302
    assert not Session.objects.filter(user=cast.officer).exists()


def test_an_administrator_signs_somebody_out_everywhere(
    two: tuple[Client, Client], cast: Cast, owner_database: Any
) -> None:
    assert sessions.end_everywhere(user=cast.officer, by=cast.head) == 2
    assert two[0].get("/").status_code == 302


def test_a_session_that_is_gone_cannot_be_ended(cast: Cast) -> None:
    import uuid

    with pytest.raises(DomainError) as refusal:
        sessions.end(user=cast.officer, handle=uuid.uuid4(), by=cast.officer)
    assert refusal.value.code == "gone"


def test_expired_sessions_are_forgotten(two: tuple[Client, Client]) -> None:
    Session.objects.filter(pk=two[0].session.session_key).update(expire_date=clock.now() - dt.timedelta(seconds=1))
    assert sessions.forget_expired() == 1
    assert two[1].get("/").status_code == 200


def test_the_key_changes_when_one_signs_in(client: Client, cast: Cast) -> None:
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = str(session.session_key)
    client.cookies[settings.SESSION_COOKIE_NAME] = before
    sign_in(client, cast.officer)
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


def test_a_new_password_ends_the_other_sessions(two: tuple[Client, Client], cast: Cast) -> None:
    from nscl.config.testing.cast import PASSWORD

    here, there = two
    new = "ba con ga vang 7"
    here.post("/tai-khoan/mat-khau/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
    assert Session.objects.filter(user=cast.officer).count() == 1


def test_attempts_are_told_with_their_outcome(two: tuple[Client, Client], cast: Cast) -> None:
    sign_in(browser(PHONE, "203.0.113.7"), cast.officer, "sai-mat-khau-roi")
    html = main(two[0].get(SECURITY))
    assert "203.0.113.7" in html
    assert "Không thành" in html
    assert html.count("Thành công") == 2


def test_attempts_older_than_half_a_year_go(client: Client, cast: Cast) -> None:
    old = SignIn.objects.create(user=cast.officer, method="password", at=clock.now() - dt.timedelta(days=200))
    sign_in(client, cast.officer)
    assert not SignIn.objects.filter(pk=old.pk).exists()


def test_the_page_costs_the_same_for_many_sessions(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, cast.officer)
    for n in range(40):
        Session.objects.create(
            session_key=f"k{n}", user=cast.officer, expire_date=clock.now() + dt.timedelta(hours=1), session_data=""
        )
    with django_assert_max_num_queries(12):
        assert client.get(SECURITY).status_code == 200


# Idle


def test_half_an_hour_unused_signs_out_and_leads_back(client: Client, cast: Cast) -> None:
    sign_in(client, cast.officer)
    unused_for(client, 32)
    answer = client.get("/vai-tro/")
    assert answer["Location"] == f"{LOGIN}?next=/vai-tro/"
    assert "Phiên làm việc đã tự kết thúc" in main(client.get(answer["Location"]))
    assert sign_in(client, cast.officer, next="/vai-tro/")["Location"] == "/vai-tro/"
    assert "tự kết thúc" not in text(client.get("/vai-tro/"))


def test_less_keeps_one_signed_in_and_is_noted(client: Client, cast: Cast) -> None:
    sign_in(client, cast.officer)
    unused_for(client, 29)
    assert client.get("/").status_code == 200
    row = Session.objects.get(pk=client.session.session_key)
    assert clock.now() - row.last_seen_at < dt.timedelta(minutes=1)


def test_a_page_that_asks_by_itself_is_nobody(client: Client, cast: Cast) -> None:
    sign_in(client, cast.officer)
    unused_for(client, 20)
    client.get("/", headers={"X-Nscl-Quiet": "1"})
    row = Session.objects.get(pk=client.session.session_key)
    assert clock.now() - row.last_seen_at > dt.timedelta(minutes=19)


def test_a_clock_that_was_set_back_signs_nobody_out(client: Client, cast: Cast) -> None:
    sign_in(client, cast.officer)
    unused_for(client, -600)
    assert client.get("/").status_code == 200
    row = Session.objects.get(pk=client.session.session_key)
    assert abs(clock.now() - row.last_seen_at) < dt.timedelta(minutes=1)


def test_noting_that_one_is_here_is_written_once_a_minute(client: Client, cast: Cast) -> None:
    sign_in(client, cast.officer)
    for minutes, writes in ((0, 0), (2, 1), (0, 0)):
        unused_for(client, minutes)
        with CaptureQueriesContext(connection) as captured:
            client.post(reverse("session_ping"))
        assert sum(query["sql"].startswith("UPDATE") for query in captured) == writes


def test_the_sign_of_life_and_its_opposite(client: Client, cast: Cast) -> None:
    sign_in(client, cast.officer)
    assert client.post(reverse("session_ping")).status_code == 204
    client.post(reverse("session_ping"), {"idle": "1"})
    assert client.get("/").status_code == 302
    assert client.post(reverse("session_ping")).status_code == 302


def test_the_page_knows_for_how_long(client: Client, cast: Cast) -> None:
    sign_in(client, cast.officer)
    html = text(client.get("/"))
    assert f'data-idle="{settings.IDLE_MINUTES}"' in html
    assert 'aria-labelledby="idle-title"' in html


# Typed while the session ended


@pytest.fixture
def ended(client: Client, cast: Cast) -> Client:
    sign_in(client, cast.officer)
    Session.objects.all().delete()
    return client


FORM = {"title": "Kế hoạch gõ dở", "note": "dòng một\ndòng hai", "tick": ["a", "b"], "empty": ""}


def test_a_form_that_met_an_ended_session_is_kept_and_sent_on(ended: Client, cast: Cast) -> None:
    answer = ended.post("/ke-hoach/tai-len/", FORM, headers={"referer": "http://testserver/ke-hoach/tai-len/"})
    assert answer["Location"] == f"{LOGIN}?next=/tai-khoan/gui-lai/"
    assert "Những gì bạn vừa gõ được giữ lại" in main(ended.get(answer["Location"]))
    assert sign_in(ended, cast.officer, next="/tai-khoan/gui-lai/")["Location"] == "/tai-khoan/gui-lai/"
    html = main(ended.get("/tai-khoan/gui-lai/"))
    assert 'action="/ke-hoach/tai-len/"' in html
    assert "Kế hoạch gõ dở" in html
    assert html.count('name="tick"') == 2
    assert "dòng một\ndòng hai</textarea>" in html
    ended.post("/ke-hoach/tai-len/", FORM)
    assert ended.get("/tai-khoan/gui-lai/")["Location"] == "/", "sent is sent"


def test_or_it_is_given_up(ended: Client, cast: Cast) -> None:
    ended.post("/ke-hoach/tai-len/?a=1", FORM, headers={"referer": "http://testserver/ke-hoach/"})
    sign_in(ended, cast.officer)
    assert ended.post("/tai-khoan/gui-lai/")["Location"] == "/ke-hoach/"
    assert ended.get("/tai-khoan/gui-lai/")["Location"] == "/"


def test_files_must_be_chosen_again_and_the_page_says_so(ended: Client, cast: Cast) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("quyet-dinh.pdf", b"%PDF-")
    ended.post("/ke-hoach/tai-len/", {**FORM, "files": file})
    sign_in(ended, cast.officer)
    assert "quyet-dinh.pdf" in main(ended.get("/tai-khoan/gui-lai/"))


def test_what_is_too_long_is_not_kept(ended: Client) -> None:
    answer = ended.post("/ke-hoach/tai-len/", {"title": "x" * 300_000})
    assert answer["Location"] == f"{LOGIN}?next=/ke-hoach/tai-len/"


def test_another_site_plants_nothing(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/ke-hoach/tai-len/", FORM).status_code == 403
    sign_in(Client(), cast.officer)
    assert "typed" not in strict.session


def test_a_part_of_a_page_gets_a_notice_instead_of_the_page_to_sign_in(ended: Client) -> None:
    answer = ended.post("/ke-hoach/tai-len/", FORM, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "những gì đã gõ vẫn còn trên trang" in text(answer)
    assert "<main" not in text(answer)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (WINDOWS, "Chrome trên Windows"),
        (PHONE, "Chrome trên Android"),
        (WINDOWS.replace("Chrome/131.0", "coc_coc_browser/131.0 Chrome/125.0"), "Cốc Cốc trên Windows"),
        (WINDOWS + " Edg/131.0", "Microsoft Edge trên Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1",
         "Safari trên iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox trên Linux"),
        ("", "Trình duyệt không rõ"),
        ("<script>", "Trình duyệt không rõ"),
    ],
)  # fmt: skip
def test_a_browser_in_words(agent: str, words: str) -> None:
    assert devices.in_words(agent) == words


def test_a_person_removed_takes_their_sessions_along(two: tuple[Client, Client], cast: Cast) -> None:
    User.objects.filter(pk=cast.officer.pk).update(is_active=False)
    assert two[0].get("/").status_code == 302
