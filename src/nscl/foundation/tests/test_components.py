"""Components: what they show, that they escape, and that they need no script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template, TemplateDoesNotExist
from django.template.loader import get_template
from django.test import RequestFactory

from nscl.foundation.templatetags.components import Pages, Step, Tab
from nscl.foundation.templatetags.icons import UnknownIcon, icon

EVIL = "<script>alert(1)</script>"


def show(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


class Sample(forms.Form):
    name = forms.CharField(label="Tên", help_text="Như trong văn bản.")
    kind = forms.ChoiceField(label="Loại", choices=[("a", "Một"), ("b", "Hai")])
    ways = forms.MultipleChoiceField(label="Cách", choices=[("x", "X")], widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(label="Ghi chú", required=False)


def test_an_icon_is_drawn_and_hidden_from_readers() -> None:
    drawn = icon("check")
    assert "<path" in drawn
    assert 'aria-hidden="true"' in drawn
    assert "style" not in drawn


@pytest.mark.parametrize("name", ["no-such-icon", "../../../package", ""])
def test_an_unknown_icon_is_an_error(name: str) -> None:
    with pytest.raises(UnknownIcon):
        icon(name)


def test_a_state_is_word_icon_and_colour() -> None:
    shown = show('{% badge words "warning" %}', words=EVIL)
    assert "state-warning" in shown
    assert "<svg" in shown
    assert "&lt;script&gt;" in shown
    with pytest.raises(ValueError, match="no tone"):
        show('{% badge "Mới" "purple" %}')


def test_a_wrong_field_keeps_what_was_typed_and_names_its_error() -> None:
    form = Sample({"name": "", "kind": "z", "note": EVIL})
    name = show("{% field form.name %}", form=form)
    assert 'id="id_name_error"' in name
    assert 'aria-describedby="id_name_helptext id_name_error"' in name
    assert 'aria-invalid="true"' in name
    assert name.index("field-error") < name.index("<input")
    note = show("{% field form.note %}", form=form)
    assert "&lt;script&gt;" in note
    assert "không bắt buộc" in note
    assert "<fieldset" in show("{% field form.ways %}", form=form)
    assert "form-select is-invalid" in show("{% field form.kind %}", form=form)


def test_a_field_takes_attributes() -> None:
    assert 'placeholder="VD"' in show('{% field form.name placeholder="VD" %}', form=Sample())
    assert 'hx-get="/a"' in show('{% field form.name hx_get="/a" %}', form=Sample())


def test_blocks_keep_their_content_and_escape_words() -> None:
    shown = show("{% notice 'danger' words %}<p>{{ words }}</p>{% endnotice %}", words=EVIL)
    assert shown.count("&lt;script&gt;") == 2
    assert "<p>" in shown
    assert show("{% when_filled 'nav' 'trail' %}  {% endwhen_filled %}") == ""
    assert show("{% when_filled 'nav' 'trail' 'Đường' %}x{% endwhen_filled %}").startswith('<nav class="trail" aria')


def test_tabs_mark_the_current_one() -> None:
    shown = show("{% tabs entries %}", entries=[Tab("Mục tiêu", "/a", current=True, count=0), Tab("Nhiệm vụ", "/b")])
    assert shown.count('aria-current="page"') == 1
    assert '<span class="tab-count">0</span>' in shown


def test_a_bar_says_its_figures() -> None:
    shown = show("{% progress 7 12 'Mục tiêu' '7/12' %}")
    assert 'value="58"' in shown
    assert shown.count("7/12") >= 2
    assert 'value="0"' in show("{% progress 3 0 %}")
    assert 'value="100"' in show("{% progress 13 12 %}")


def test_a_timeline_says_states_in_words() -> None:
    shown = show("{% timeline steps %}", steps=[Step("Tải lên"), Step("Rà soát", "now"), Step("Xác nhận", "next")])
    assert 'aria-current="step"' in shown
    assert "(đã xong)" in shown
    assert "(đang làm)" in shown


def test_a_pager_without_pages_is_nothing() -> None:
    assert show("{% pager pages %}", pages=Pages()).strip() == ""
    shown = show("{% pager pages %}", pages=Pages("1–20 trong 10.000+", next_url="?sau=20"))
    assert 'rel="next"' in shown
    assert 'rel="prev"' not in shown


def test_a_file_drop_is_a_field_first() -> None:
    shown = show("{% file_drop 'van_ban' 'Chọn' 'Tối đa 50 MB' '.docx' False %}")
    assert 'type="file"' in shown
    assert "multiple" not in shown
    assert 'aria-describedby="id_van_ban_help"' in shown


@pytest.mark.parametrize(
    ("came_from", "back"),
    [("http://testserver/ke-hoach/", "http://testserver/ke-hoach/"), ("https://elsewhere.example/", "/"), ("", "/")],
)
def test_back_leads_to_our_own_pages_only(came_from: str, back: str) -> None:
    request = RequestFactory().get("/", headers={"referer": came_from} if came_from else {})
    assert show("{% back_address %}", request=request) == back


def test_every_icon_named_in_a_template_exists() -> None:
    """A misspelt icon would fail the page it is on; here it fails before."""
    rooms = Path(__file__).parents[2]
    named = {
        name
        for template in rooms.glob("*/templates/**/*.html")
        for name in re.findall(r'{% icon "([^"]+)"', template.read_text(encoding="utf-8"))
    }
    assert named
    for name in named:
        icon(name)


def test_an_asset_changes_address_with_its_content() -> None:
    shown = show('{% asset "nscl/tokens.css" %}')
    assert shown.startswith("/static/nscl/tokens.css?v=")
    assert show('{% asset "nscl/none.css" %}') == "/static/nscl/none.css"


def test_every_component_has_its_template() -> None:
    get_template("components/confirm_page.html")
    with pytest.raises(TemplateDoesNotExist):
        get_template("components/none.html")
