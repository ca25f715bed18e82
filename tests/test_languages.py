"""Vietnamese first, English second: choosing, and the tools that find what has no words in one of them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from nscl.config import languages
from nscl.config.testing.cast import Cast

LOGIN = "/tai-khoan/dang-nhap/"


@pytest.mark.django_db
def test_vietnamese_whatever_the_browser_prefers(client: Client) -> None:
    page = client.get(LOGIN, HTTP_ACCEPT_LANGUAGE="en-GB,en;q=0.9")
    assert page.headers["Content-Language"] == "vi"
    assert '<html lang="vi"' in page.content.decode()


@pytest.mark.django_db
def test_english_when_chosen_and_back(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    answer = client.post("/ngon-ngu/", {"language": "en", "next": "/ke-hoach/?tim=a"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/ke-hoach/?tim=a")
    page = client.get("/phim-tat/")
    assert '<html lang="en"' in page.content.decode()
    assert "Tiếng Việt" in page.content.decode()
    client.post("/ngon-ngu/", {"language": "vi"})
    assert '<html lang="vi"' in client.get("/phim-tat/").content.decode()
    assert translation.get_language() == "vi"


@pytest.mark.django_db
@pytest.mark.parametrize("back", ["https://example.com/", "//example.com", "javascript:alert(1)", ""])
def test_the_way_back_leads_nowhere_else(client: Client, back: str) -> None:
    answer = client.post("/ngon-ngu/", {"language": "en", "next": back})
    assert answer.headers["Location"] == "/"


@pytest.mark.django_db
def test_a_language_that_is_not_there_changes_nothing(client: Client) -> None:
    answer = client.post("/ngon-ngu/", {"language": "xx"})
    assert answer.cookies.keys() == set()
    client.cookies["nscl_language"] = "<b>"
    assert client.get(LOGIN).headers["Content-Language"] == "vi"


def test_texts_of_templates_are_found() -> None:
    source = (
        '{% translate "Một" %}{% blocktranslate trimmed with n=a|length %}\n Có {{ n }}\n việc {% endblocktranslate %}'
        "{% translate 'Hai' as two %}{{ _('Ba') }}"
    )
    assert list(languages.template_texts(source)) == ["Một", "Có %(n)s việc", "Hai", "Ba"]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Chào bạn, mời vào</p>", ["Chào bạn, mời vào"]),
        ('<p>{% translate "Mời vào" %}</p>{# Mời #}{% comment %}Mời{% endcomment %}', []),
        ('<a title="Mời vào" class="mời">x</a>', ["Mời vào"]),
        ('{% badge "Quá hạn" "danger" %}', ["Quá hạn"]),
        ("{% blocktranslate %}Có {{ n }} việc{% endblocktranslate %}", []),
        ("<b>{{ n }} việc</b>", ["việc"]),
    ],
)
def test_what_a_template_leaves_bare(source: str, found: list[str]) -> None:
    assert languages.bare_in_template(source) == found


def test_what_a_module_leaves_bare() -> None:
    source = '''
"""Tài liệu."""
A = _("Đã gói")
B = "Chưa gói"
C = f"Còn {n} ngày"
def f():
    """Lời giải thích."""
    if x == "Đúng":
        raise Error(_("Hãy sửa %(n)s.") % {"n": 1})
D = "Một mẫu đọc"  # not wrapped
'''
    assert languages.bare_in_python(source) == ["Chưa gói", "Còn ", " ngày"]


def test_nobody_forgot_to_wrap_a_text() -> None:
    """Every Vietnamese text of a page can be told in English; what is no page's stands in `languages.NOT_PAGES`."""
    bare = {
        f"{path.relative_to(languages.PACKAGE)}: {text}"
        for pattern, look in (("*.html", languages.bare_in_template), ("*.py", languages.bare_in_python))
        for path in languages.sources(pattern)
        for text in look(path.read_text())
    }
    assert bare == set()
