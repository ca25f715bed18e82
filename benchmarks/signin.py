"""Signing in, from the form to the page it leads to, beside the bare hash of one password."""

from __future__ import annotations

from benchmarks.harness import Result, median, site, times

LOGIN = "/tai-khoan/dang-nhap/"


def signin() -> list[Result]:
    with site():
        return _measure()


def _measure() -> list[Result]:
    """With the hasher of an installation in earnest; tests take a faster one."""
    from django.conf import settings
    from django.contrib.auth.hashers import check_password, make_password
    from django.core.cache import cache
    from django.test import Client

    from nscl.config.testing.cast import PASSWORD, make_cast

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    make_cast()
    encoded = make_password(PASSWORD)
    floor = median(lambda: check_password(PASSWORD, encoded), runs=5)

    def sent(login: str, password: str, wanted: int) -> None:
        cache.clear()
        answer = Client().post(LOGIN, {"login": login, "password": password})
        assert answer.status_code == wanted, answer.status_code

    bare = median(lambda: Client().get("/suc-khoe/"), runs=5)
    return [
        Result("đăng nhập đúng", times(lambda: sent("officer@example.vn", PASSWORD, 302), runs=9), floor=floor),
        Result("đăng nhập sai mật khẩu", times(lambda: sent("officer@example.vn", "sai", 200), runs=9), floor=floor),
        Result("đăng nhập sai địa chỉ", times(lambda: sent("khong@example.vn", "sai", 200), runs=9), floor=floor),
        Result("trang đăng nhập", times(lambda: Client().get(LOGIN), runs=9), floor=bare),
    ]
