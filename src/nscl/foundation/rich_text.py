"""Text that people format: what of it is kept. The library parses as a browser does; only what is listed stays.

body = rich_text.clean(form.cleaned_data["body"])     # before it is stored
{{ notice.body|rich_text }}                           # cleaned once more when it is shown
"""

from __future__ import annotations

import nh3

TAGS = {
    "p", "br", "strong", "b", "em", "i", "u", "s", "sub", "sup", "ul", "ol", "li", "blockquote", "h3", "h4", "hr", "a",
    "table", "thead", "tbody", "tr", "th", "td", "caption",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
GONE_WHOLE = {"script", "style", "template", "iframe", "noscript", "svg", "math", "object", "textarea", "title"}
_MARKUP = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=GONE_WHOLE,
    attributes={"*": set(), **ATTRIBUTES},  # else `title` and `lang` stay on everything
    url_schemes=SCHEMES,
    link_rel="noopener noreferrer nofollow",
    strip_comments=True,
)


def clean(html: str) -> str:
    """The listed elements and attributes of `html`, and the words of all others; well formed, and the same when cleaned
    again."""
    return _MARKUP.clean(html.replace("\0", ""))


def is_empty(html: str) -> bool:
    """Whether nothing is left to read."""
    return not nh3.clean(html, tags=set()).replace("&nbsp;", " ").strip()
