"""Filling: every standard template with every form's sample, any value, and templates that mean harm."""

from __future__ import annotations

import datetime as dt
import time
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.documents.filling import fill as filling
from nscl.documents.filling import language
from nscl.documents.rendering import wording
from nscl.documents.templating import filler, registry, sentences, shipped, standard
from nscl.documents.templating.registry import Field, Form, Lines, Rows
from nscl.documents.tests.templating.making import here, split_runs, text_of, written
from nscl.shared.errors import DomainError

FORM = Form(
    "thu",
    "Thử",
    "Để thử",
    (
        Field("ten", "Tên", "An"), Field("tien", "Tiền", 140_000_000, "money"),
        Field("ngay", "Ngày", dt.date(2026, 2, 5), "day"), Lines("muc", "Mục", ("một", "hai")),
        Rows("bang", "Bảng", (Field("cot", "Cột", ""), Field("so", "Số", 0, "number")), ({"cot": "a", "so": 1500},)),
    ),
    (),
)  # fmt: skip


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a process of its own, where that is not what is tested."""
    monkeypatch.setattr(filler, "_run", here)


def filled(template: bytes, **given_values: Any) -> str:
    with filler.as_file(template) as path:
        return text_of(filler.fill(FORM, path, given_values))


@pytest.mark.parametrize("form", shipped.FORMS, ids=[form.code for form in shipped.FORMS])
def test_every_standard_template_is_right_and_prints_its_sample(form: Form) -> None:
    with filler.as_file(standard.template(form)) as path:
        assert filler.check(form, path) == []
        said = text_of(filler.fill(form, path, form.sample()))
    assert "{" not in said
    assert str(form.heading or form.name).upper() in said or form.letter
    for field in form.fields:
        if isinstance(field, Lines):
            assert all(item in said for item in field.sample)
        elif isinstance(field, Rows):
            for row in field.sample:
                assert all(str(wording.shown(value)) in said for value in row.values())
        elif not isinstance(field.sample, dt.date):
            told = str(wording.shown(field.sample))
            assert told in said or told.upper() in said


@pytest.mark.usefixtures("near")
@pytest.mark.parametrize("form", shipped.FORMS, ids=[form.code for form in shipped.FORMS])
def test_every_standard_template_bears_no_value_at_all(form: Form) -> None:
    with filler.as_file(standard.template(form)) as path:
        text_of(filler.fill(form, path, {}))


def test_standard_templates_have_the_paper_of_the_decree() -> None:
    section = docx.Document(BytesIO(standard.template(shipped.LETTER))).sections[0]
    assert section.left_margin is not None
    assert round(section.left_margin.mm) == 30
    assert section.different_first_page_header_footer


@pytest.mark.usefixtures("near")
def test_filters_and_kinds() -> None:
    template = written(
        "{{ ten|hoa }}", "{{ tien }} đồng, {{ tien|bang_chu }}", "{{ ngay }}, {{ ngay|ngay_chu }}",
        "{%p for m in muc %}", "- {{ m }}", "{%p endfor %}", "{{ 15|so_bang_chu }}",
        rows=(("{%tr for d in bang %}", ""), ("{{ d.cot }}", "{{ d.so }}"), ("{%tr endfor %}", "")),
    )  # fmt: skip
    said = filled(template, ten="Ủy ban", tien=140_000_000, ngay=dt.date(2026, 2, 5), muc=["một", "hai"],
                  bang=[{"cot": "a", "so": 1500}, {"cot": "b", "so": None}])  # fmt: skip
    assert said.split("\n") == [
        "ỦY BAN", "140.000.000 đồng, Một trăm bốn mươi triệu đồng", "05/02/2026, ngày 05 tháng 02 năm 2026",
        "- một", "- hai", "Mười lăm", "a", "1.500", "b", "",
    ]  # fmt: skip


@pytest.mark.usefixtures("near")
def test_a_field_that_word_has_cut_into_runs_is_one() -> None:
    assert filled(split_runs("Ông {", "{ te", "n }", "}."), ten="An") == "Ông An."


def test_only_fields_of_the_form_can_be_given() -> None:
    with filler.as_file(written("x")) as path, pytest.raises(KeyError, match="khac"):
        filler.fill(FORM, path, {"khac": 1})


@pytest.mark.usefixtures("near")
@pytest.mark.parametrize(
    "value",
    ["<w:p/>&amp;&lt;", "]]>", "{{ ten }}{% for %}", "{_{", "a\nb\r\nc", "\x00\x0b\ufffe", "😀👩", "Ca\u0300 phe\u0302",
     "\ud800", "dài " * 20_000, "x" * 40_000, "\t\a\f"],
)  # fmt: skip
def test_an_awkward_value_breaks_nothing(value: str) -> None:
    template = written("Tên: {{ ten }}.", rows=(("{%tr for d in bang %}",), ("{{ d.cot }}",), ("{%tr endfor %}",)))
    said = filled(template, ten=value, bang=[{"cot": value}])
    words = [w for w in wording.tidy(value).split() if w not in ("{_{",)]
    assert all(word in said for word in words[:200])
    assert unicodedata.is_normalized("NFC", said)


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_said_and_the_file_is_whole(tmp_path: Path, value: str) -> None:
    path = tmp_path / "mau.docx"
    path.write_bytes(written("{{ ten }}"))
    said = text_of(filling.fill(path, filler.values(FORM, {"ten": value})))
    expected = wording.tidy(value).replace("{_{", "{{").replace("}_}", "}}").replace("{_%", "{%").replace("%_}", "%}")
    assert said == expected


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}", "{{ ten.__init__.__globals__ }}", "{{ [].append(1) }}", "{{ ten.upper() }}",
        "{{ cycler.__init__ }}", "{{ lipsum.__globals__ }}", "{{ self._TemplateReference__context }}",
    ],
)  # fmt: skip
def test_a_template_reaches_nothing_but_its_fields(attack: str) -> None:
    try:
        said = filled(written(attack), ten="An")
    except DomainError as error:
        assert error.code == "fill"
    else:
        assert said.strip() == ""


def test_a_template_that_never_ends_is_stopped() -> None:
    loops = "".join(f"{{% for {name} in range(1000) %}}" for name in "abcde")
    template = written(loops + "x" + "{% endfor %}" * 5)
    begun = time.monotonic()
    with pytest.raises(DomainError) as refused:
        filled(template)
    assert refused.value.code in ("slow", "memory", "crashed")
    assert time.monotonic() - begun < filler.WAIT_SECONDS + 8


def test_a_template_that_wants_all_memory_is_stopped() -> None:
    with pytest.raises(DomainError) as refused:
        filled(written("{{ 'x' * 9999999999 }}"))
    assert refused.value.code in ("fill", "memory", "crashed", "slow")


def test_a_room_can_add_a_form_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_forms", {})
    registry.register(FORM)
    registry.register(FORM)
    assert list(registry.forms())[-1] == "thu"
    with pytest.raises(ValueError, match="already"):
        registry.register(Form("thu", "Khác", "", (), ()))
    with pytest.raises(ValueError, match="names"):
        registry.register(Form("b", "B", "", (Field("a", "", ""), Field("a", "", "")), ()))


def test_every_filter_is_explained() -> None:
    assert list(sentences.FILTERS) == list(language.OURS)
    assert all(f"|{name}" in str(told) for name, told in sentences.FILTERS.items())
