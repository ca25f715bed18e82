"""The parts pages are made of. Each is shown, with its words of use, on the page "Thư viện thành phần"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import template
from django.forms import BoundField
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from nscl.foundation.templatetags.icons import icon

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

register = template.Library()

PARTS, STEPS, CHOOSE = gettext_lazy("Các phần"), gettext_lazy("Các bước"), gettext_lazy("Chọn tệp")

TONES = {
    "success": "circle-check",
    "warning": "alert-triangle",
    "danger": "alert-circle",
    "info": "info-circle",
    "accent": "star",
    "neutral": "circle-dashed",
}


@dataclass(frozen=True)
class Tab:
    """One of several views of the same thing: a link, not a script."""

    label: StrOrPromise
    url: str
    current: bool = False
    count: int | None = None
    icon: str = ""


@dataclass(frozen=True)
class Step:
    """A point of a timeline: what, when, by whom; `state` is done, now or next."""

    label: str
    state: str = "done"
    when: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Pages:
    """Where keyset paging leads. `total` is words, because counts are capped (`10.000+`)."""

    shown: str = ""
    previous_url: str = ""
    next_url: str = ""


def _tone(tone: str) -> str:
    if tone not in TONES:
        raise ValueError(f"no tone {tone!r}; one of {', '.join(TONES)}")
    return tone


def _part(part: str, /, **context: Any) -> SafeString:
    return mark_safe(render_to_string(f"components/{part}.html", context))  # noqa: S308 (an escaped template)


@register.simple_tag
def badge(label: str, tone: str = "neutral", icon_name: str = "") -> SafeString:
    """A state: word, icon and colour together."""
    drawn = icon(icon_name or TONES[_tone(tone)])
    return format_html('<span class="state state-{}">{}{}</span>', _tone(tone), drawn, label)


@register.simple_tag
def crumb(label: str, url: str = "") -> SafeString:
    """One step of the way to this page; the last has no address."""
    if url:
        return format_html('<li class="breadcrumb-item"><a href="{}">{}</a></li>', url, label)
    return format_html('<li class="breadcrumb-item active" aria-current="page">{}</li>', label)


@register.simple_tag(takes_context=True)
def back_address(context: template.Context) -> str:
    """Where the person came from when that was a page of ours, else the first page."""
    request = context["request"]
    came_from: str = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if ours else "/"


@register.simple_block_tag
def when_filled(content: str, tag: str = "div", css: str = "", label: str = "") -> str | SafeString:
    """`content` inside an element, or nothing at all where the page left it empty."""
    if not content.strip():
        return ""
    named = format_html(' aria-label="{}"', label) if label else ""
    return format_html('<{tag} class="{css}"{named}>{content}</{tag}>', tag=tag, css=css, named=named, content=content)


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    """Something to know before going on; for refusals and results alike."""
    return _part("notice", content=content, tone=_tone(tone), icon=TONES[tone], title=title)


@register.simple_block_tag
def empty(content: str, title: str, icon_name: str = "inbox") -> SafeString:
    """What this place is for while nothing is in it; the content offers the first step."""
    return _part("empty", content=content, title=title, icon=icon_name)


@register.simple_block_tag
def card(content: str, title: str = "", lead: str = "", css: str = "", heading: int = 2) -> SafeString:
    return _part("card", content=content, title=title, lead=lead, css=css, heading=heading)


@register.simple_block_tag
def data_table(content: str, caption: str, css: str = "", opens: bool = False) -> SafeString:
    """A table whose head sticks. `css="wide"`: many columns, it scrolls in a frame of its own; `css="stacked"`: rows
    become cards on a phone (each cell then carries `data-label`); `opens`: a click on a row follows its first link,
    arrow keys walk the rows."""
    return _part("table", content=content, caption=caption, css=css, opens=opens)


@register.simple_tag
def tabs(entries: Sequence[Tab], label: StrOrPromise = PARTS) -> SafeString:
    return _part("tabs", entries=entries, label=label)


@register.simple_tag
def stat(label: str, value: Any, detail: str = "", url: str = "", tone: str = "") -> SafeString:
    return _part("stat", label=label, value=value, detail=detail, url=url, tone=tone)


@register.simple_tag
def progress(value: int | float, maximum: int | float = 100, label: str = "", words: str = "") -> SafeString:
    """A bar with its figures in words (`7/12`); the words are shown, the bar only pictures them."""
    share = round(100 * value / maximum) if maximum else 0
    return _part("progress", share=min(max(share, 0), 100), label=label, words=words or f"{share} %")


@register.simple_tag
def timeline(steps: Sequence[Step], label: StrOrPromise = STEPS) -> SafeString:
    return _part("timeline", steps=steps, label=label)


@register.simple_tag
def pager(pages: Pages) -> SafeString:
    return _part("pager", pages=pages)


@register.simple_tag
def file_drop(
    name: str = "files", label: StrOrPromise = CHOOSE, help_text: str = "", accept: str = "", multiple: bool = True
) -> SafeString:
    """A place to drop files on; without JavaScript an ordinary file field. The form must be `multipart/form-data`."""
    return _part("file_drop", name=name, label=label, help_text=help_text, accept=accept, multiple=multiple)


def _widget_class(widget: Any) -> str:
    if isinstance(widget, CheckboxSelectMultiple | RadioSelect):
        return ""
    if isinstance(widget, CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, Select) else "form-control"


@register.simple_tag
def field(bound: BoundField, css: str = "", **attributes: Any) -> SafeString:
    """A form field whole: label, help, what was typed, and its errors beside it. `placeholder_="…"` sets attributes."""
    widget = bound.field.widget
    attrs = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    own = " ".join(c for c in (_widget_class(widget), str(widget.attrs.get("class", ""))) if c)
    if own:
        attrs["class"] = f"{own} is-invalid" if bound.errors else own
    kind = (
        "group"
        if isinstance(widget, CheckboxSelectMultiple | RadioSelect)
        else "check"
        if isinstance(widget, CheckboxInput)
        else "file"
        if isinstance(widget, FileInput)
        else "line"
    )
    return _part("field", bound=bound, drawn=bound.as_widget(attrs=attrs), kind=kind, css=css)
