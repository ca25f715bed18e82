"""The pause after repeated failure: per account, per address, shared by all processes, and never for ever."""

from __future__ import annotations

import datetime as dt
import threading
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.test import Client

from nscl.accounts.signin import lockout, unlock
from nscl.accounts.tests.signing import SECURITY, events, main, sign_in, text, with_address
from nscl.config.testing.cast import PASSWORD, make_cast
from nscl.foundation import clock

if TYPE_CHECKING:
    from nscl.config.testing.cast import Cast

WRONG = "sai-mat-khau-roi"


def fail(user: Any, times: int = lockout.PER_ACCOUNT, **where: Any) -> Any:
    answer = None
    for _ in range(times):
        answer = sign_in(Client(**where), user, WRONG)
    return answer


def test_five_failures_pause_the_account_and_say_for_how_long(client: Client, cast: Cast) -> None:
    assert "tạm dừng" not in text(fail(cast.officer))
    now = dt.datetime(2026, 11, 25, 3, 20, tzinfo=dt.UTC)
    with clock.at(now):
        html = main(sign_in(client, cast.officer))
    assert "tạm dừng thêm 15 phút, đến 10:35" in html
    assert "đặt lại mật khẩu" in html
    assert client.get("/").status_code == 302, "the right password does not open it either"


def test_four_do_not_and_signing_in_forgets_them(client: Client, cast: Cast) -> None:
    for _ in range(2):
        fail(cast.officer, 4)
        assert sign_in(Client(), cast.officer).status_code == 302


def test_an_account_that_is_not_there_is_paused_alike(client: Client, db: None) -> None:
    for _ in range(5):
        client.post("/tai-khoan/dang-nhap/", {"login": "khong.co@example.vn", "password": WRONG})
    answer = client.post("/tai-khoan/dang-nhap/", {"login": "KHONG.CO@example.vn", "password": WRONG})
    assert "tạm dừng thêm 15 phút" in main(answer)


def test_others_sign_in_meanwhile(client: Client, cast: Cast) -> None:
    fail(cast.officer)
    assert sign_in(client, cast.head).status_code == 302


def test_an_address_is_paused_after_many_accounts(cast: Cast) -> None:
    there: dict[str, Any] = {"REMOTE_ADDR": "203.0.113.9"}
    for n in range(lockout.PER_ADDRESS):
        Client(**there).post("/tai-khoan/dang-nhap/", {"login": f"ai.do.{n}@example.vn", "password": WRONG})
    assert "tạm dừng" in text(sign_in(Client(**there), cast.officer))
    assert sign_in(Client(REMOTE_ADDR="203.0.113.10"), cast.officer).status_code == 302


def test_signing_in_oneself_does_not_wipe_the_address(cast: Cast) -> None:
    there = lockout.address("127.0.0.1")
    fail(cast.officer, 3)
    sign_in(Client(), cast.head)
    assert cache.get(there.tries) == 3


def test_the_old_password_is_counted_where_it_is_asked_again(client: Client, cast: Cast) -> None:
    sign_in(client, with_address(cast.officer))
    for _ in range(5):
        assert "Mật khẩu chưa đúng." in main(client.post("/tai-khoan/xac-nhan-lai/", {"password": WRONG}))
    assert "tạm dừng thêm 15 phút" in main(client.post("/tai-khoan/xac-nhan-lai/", {"password": PASSWORD}))


def test_an_administrator_opens_it_again(client: Client, cast: Cast, owner_database: Any) -> None:
    fail(cast.officer)
    assert unlock.paused_for(cast.officer) > 14 * 60
    unlock.unlock(user=cast.officer, by=cast.head)
    assert unlock.paused_for(cast.officer) == 0
    assert sign_in(client, cast.officer).status_code == 302


def test_the_pause_ends(client: Client, cast: Cast) -> None:
    fail(cast.officer)
    later(lockout.PAUSE)
    assert sign_in(client, cast.officer).status_code == 302


def later(seconds: int) -> None:
    """As if `seconds` had passed for everything in the cache."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE nscl_cache SET expires = expires - make_interval(secs => %s)", [seconds])


@pytest.mark.parametrize("jump", [-400 * 24 * 3600, -2 * 24 * 3600, -3600])
def test_a_clock_that_jumped_locks_nobody_out_for_ever(client: Client, cast: Cast, jump: int) -> None:
    """Counted while the database's clock was ahead; then it was set right."""
    fail(cast.officer)
    later(jump)
    assert sign_in(client, cast.officer).status_code == 302


def test_the_clock_of_the_web_server_does_not_matter(client: Client, cast: Cast) -> None:
    with clock.at(clock.now() + dt.timedelta(days=365)):
        fail(cast.officer)
    assert unlock.paused_for(cast.officer) <= lockout.PAUSE


def test_guesses_made_at_once_are_counted_before_they_are_tried(transactional_db: None) -> None:
    """Sixteen processes' worth of attempts at the same moment: no more than five get as far as the password."""
    make_cast()
    tried, refused = [], []
    start = threading.Barrier(16)

    def guess() -> None:
        try:
            start.wait()
            lockout.take(lockout.account("officer@example.vn"), lockout.address("10.0.0.1"))
            tried.append(1)
        except ValidationError:
            refused.append(1)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=guess) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tried) <= lockout.PER_ACCOUNT
    assert len(tried) + len(refused) == 16
    assert lockout.seconds_left(lockout.account("OFFICER@example.vn")) > 0


def test_another_process_sees_the_same_count(transactional_db: None) -> None:
    import os
    import subprocess
    import sys

    make_cast()
    for _ in range(lockout.PER_ACCOUNT):
        lockout.take(lockout.account("officer@example.vn"))
        lockout.failed(lockout.account("officer@example.vn"))
    program = (
        "import django; django.setup()\n"
        "from nscl.accounts.signin import lockout\n"
        "print(lockout.seconds_left(lockout.account('officer@example.vn')))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "nscl.config.settings"}
    seen = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert 0 < int(seen.stdout) <= lockout.PAUSE


def test_a_reset_by_letter_opens_it_again(client: Client, cast: Cast) -> None:
    from nscl.accounts.tests.signing import link_in

    fail(with_address(cast.officer))
    client.post("/tai-khoan/quen-mat-khau/", {"email": cast.officer.email})
    form = client.get(link_in(), follow=True)
    new = "ba con ga vang 7"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert sign_in(client, cast.officer, new).status_code == 302
    assert client.get(SECURITY).status_code == 200


def test_failures_and_the_pause_are_in_the_audit(cast: Cast, owner_database: Any, transactional_db: None) -> None:
    """Without anything personal: who, how, nothing typed."""
    fail(cast.officer)
    failed = events(owner_database, "signin.failed")
    assert failed == [(None, cast.officer.pk, {"method": "password"})] * 5
    assert events(owner_database, "signin.locked") == [(None, cast.officer.pk, {"method": "password"})]
