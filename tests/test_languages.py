"""Vietnamese first, English second: choosing, and the tools that find what has no words in one of them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import allauth
import django
import pytest
from babel.messages.extract import extract_python
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


def test_a_text_in_a_context_is_another_text() -> None:
    source = '{% translate "Một" %}{% translate "Một" context "số" %}'
    assert list(languages.template_texts(source)) == ["Một", f"số{languages.CONTEXT}Một"]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Chào bạn, mời vào</p>", ["Chào bạn, mời vào"]),
        ('<p>{% translate "Mời vào" %}</p>{# Mời #}{% comment %}Mời{% endcomment %}', []),
        ('<a title="Mời vào" class="mời">x</a>', ["Mời vào"]),
        ('{% badge "Quá hạn" "danger" %}', ["Quá hạn"]),
        ("{% blocktranslate %}Có {{ n }} việc{% endblocktranslate %}", []),
        ("<b>{{ n }} việc</b>", ["việc"]),
        ('{% blocktranslate with who=name|default:"chưa rõ" %}{{ who }} làm{% endblocktranslate %}', ["chưa rõ"]),
        ('{% blocktranslate with who=name|default:_("chưa rõ") %}{{ who }} làm{% endblocktranslate %}', []),
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
        for paths, look in (
            (languages.templates(), languages.bare_in_template),
            (languages.sources("*.py"), languages.bare_in_python),
        )
        for path in paths
        for text in look(path.read_text())
    }
    assert bare == set()


# The English catalog ------------------------------------------------------------------------------------------------

# What stays Vietnamese in an English sentence: names, marks of documents, and what is typed in Vietnamese.
KEPT = (
    "Nguyễn Văn A", "Sở Khoa học và Công nghệ", "Họ và tên", "Thư điện tử", "Cơ quan", "Vai trò", "Tiếng Việt",
    "NĐ-CP", "QĐ-UBND", "huyện Kon Plông", "huyện", "xã", "phường", "đồng", "triệu đồng", "tỷ đồng", "doanh nghiệp",
    "lượt người", "hằng năm", "năm 2025", "giai đoạn 2021-2025", "đến năm 2030",
    "ngày 05 tháng 02 năm 2026", "Mười lăm", "Một trăm bốn mươi triệu đồng", "Kính gửi", "SKHCN-TĐC",
    "Mẫu 01", "DỰ THẢO", "QĐ-TTg",
)  # fmt: skip
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%|%[sd]|</?\w[^>]*>")


def english() -> dict[str, str]:
    held = languages.catalog(languages.ENGLISH)
    return {languages.key(message): str(message.string) for message in held if message.id}


def test_the_english_catalog_holds_the_texts_of_the_code() -> None:
    """`make messages` brings the catalog to the code; then whoever added a text says it in English."""
    held, wanted = set(english()), set(languages.texts())
    assert (wanted - held, held - wanted) == (set(), set())


def test_every_text_is_said_in_english() -> None:
    assert [text for text, told in english().items() if not told.strip()] == []


def test_english_keeps_what_is_filled_in() -> None:
    """Placeholders, tags and the spaces at both ends, which join a text to what stands beside it."""
    wrong = [
        (text, told)
        for text, told in english().items()
        if Counter(PLACEHOLDER.findall(text)) != Counter(PLACEHOLDER.findall(told)) or _ends(text) != _ends(told)
    ]
    assert wrong == []


def _ends(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text) - len(text.rstrip())


def test_english_is_english() -> None:
    """Vietnamese letters stand in names only."""

    def strange(told: str) -> bool:
        for name in sorted(KEPT, key=len, reverse=True):
            told = told.replace(name, "")
        return bool(languages.VIETNAMESE.search(told))

    assert [told for told in english().values() if strange(told)] == []


# What libraries say in Vietnamese -----------------------------------------------------------------------------------

# Of libraries, the texts that a page of ours may show; allauth's refusals are told by our adapters.
LIBRARY = {
    django: ("forms/*.py", "core/validators.py", "contrib/auth/password_validation.py", "utils/dates.py",
             "utils/timesince.py"),
    allauth: ("account/forms.py", "account/fields.py", "mfa/*/forms.py"),
}  # fmt: skip
SAME = {"IPv4", "IPv6"}
CALLS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}


def said_by_libraries() -> Iterator[tuple[str, str]]:
    """A library's text in English and as it is said in the language of the moment."""
    for library, places in LIBRARY.items():
        root = Path(str(library.__file__)).parent
        for path in (path for place in places for path in root.glob(place)):
            for _line, function, message, _comments in extract_python(BytesIO(path.read_bytes()), CALLS, (), {}):
                parts = [part for part in (message if isinstance(message, tuple) else (message,)) if part]
                if function.startswith("pgettext"):
                    yield parts[-1], translation.pgettext(*parts)
                elif function.startswith("ngettext"):
                    yield parts[0], translation.ngettext(parts[0], parts[1], 2)
                elif parts:
                    yield parts[-1], translation.gettext(parts[-1])


def test_no_library_speaks_english_on_a_page_in_vietnamese() -> None:
    with translation.override("vi"):
        told = list(said_by_libraries())
    assert len(told) > 150
    words = [(text, said) for text, said in told if re.search("[A-Za-z]{2}", text) and text not in SAME]
    assert [text for text, said in words if said == text] == []
    kept = re.compile(r"%\(\w+\)[sd]|{\w+}")
    assert [t for t, said in words if not set(kept.findall(said)) <= set(kept.findall(t))] == []


def test_refusals_of_signing_in_are_in_vietnamese() -> None:
    from nscl.accounts.adapter import ClosedAdapter, FactorAdapter, SignOnAdapter

    with translation.override("vi"):
        told = [str(text) for adapter in (ClosedAdapter, FactorAdapter, SignOnAdapter)
                for text in adapter.error_messages.values()]  # fmt: skip
    assert len(told) > 30
    assert [text for text in told if not languages.VIETNAMESE.search(text)] == []


EAGER = """
from django.utils import translation
told, real = [], translation.gettext
translation.gettext = lambda text: told.append(text) or real(text)
translation.pgettext = lambda context, text: told.append(text) or text
import django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print(told)
"""


def test_no_text_is_fixed_in_one_language_when_a_module_is_read() -> None:
    """`gettext` at import would keep the language of that moment; there it has to be `gettext_lazy`."""
    code = f"import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'nscl.config.settings')\n{EAGER}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
