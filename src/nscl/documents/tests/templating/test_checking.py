"""The check: what is written wrongly is told with its paragraph, what is dangerous is refused."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from nscl.documents.filling.answers import Finding
from nscl.documents.templating import filler, sentences, shipped
from nscl.documents.tests.templating.making import here, split_runs, with_part, written
from nscl.shared.errors import DomainError

pytestmark = pytest.mark.usefixtures("near")
FORM = shipped.LETTER
WHOLE = ["{{ co_quan }} {{ so }} {{ ky_hieu }} {{ dia_danh }} {{ thoi_gian }} {{ trich_yeu }}",
         "{%p for k in kinh_gui %}", "{{ k }}", "{%p endfor %}", "{%p for d in noi_dung %}", "{{ d }}", "{%p endfor %}",
         "{{ chuc_vu_ky }} {{ nguoi_ky }}", "{%p for n in noi_nhan %}", "{{ n }}", "{%p endfor %}"]  # fmt: skip


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a process of its own, where that is not what is tested."""
    monkeypatch.setattr(filler, "_run", here)


def found(data: bytes) -> list[Finding]:
    with filler.as_file(data) as path:
        return filler.check(FORM, path)


def only(data: bytes) -> Finding:
    findings = [finding for finding in found(data) if finding.code != "missing"]
    assert len(findings) == 1, findings
    return findings[0]


def test_a_whole_template_has_nothing_to_tell() -> None:
    assert found(written(*WHOLE)) == []


def test_missing_fields_are_told_but_are_no_fault() -> None:
    findings = found(written("{{ so }}"))
    assert {finding.code for finding in findings} == {"missing"}
    assert not any(finding.grave for finding in findings)
    assert "noi_nhan" in [finding.told for finding in findings]
    assert "co_quan_chu_quan" not in [finding.told for finding in findings]


@pytest.mark.parametrize(
    ("lines", "code", "told", "paragraph"),
    [
        (["một", "Số {{ so"], "unclosed", "{{", 2),
        (["Số so }}"], "unopened", "}}", 1),
        (["a", "b", "{{ so_luong }}"], "unknown", "so_luong", 3),
        (["{% if so %}", "x"], "not_ended", "if", 1),
        (["{% for k in kinh_gui %}", "{% endif %}", "{% endfor %}"], "wrong_end", "for", 2),
        (["{% neu so %}"], "unknown_tag", "neu", 1),
        (["{{ so ky_hieu }}"], "two_words", "ky_hieu", 1),
        (["{{ }}"], "syntax", "", 1),
        (["{{ so|dam }}"], "filter", "dam", 1),
        (["{{ 'a.html' }}{% include 'x' %}"], "command", "include", 1),
        (["{{ range(3) }}{{ so.strip() }}"], "command", "()", 1),
        (["{{ so.__class__ }}"], "command", "__class__", 1),
        (["{{ so['__class__'] }}"], "command", "__class__", 1),
        (["{{ so[“__class__”] }}"], "command", "__class__", 1),
        (["{{ so['__cl' ~ 'ass__'] }}"], "command", "__cl", 1),
        (["{% for k in kinh_gui %}{{ k.ten }}{% endfor %}"], "unknown_column", "k.ten", 1),
    ],
)
def test_a_fault_is_told_with_its_paragraph(lines: list[str], code: str, told: str, paragraph: int) -> None:
    finding = only(written(*lines))
    assert (finding.code, finding.told, finding.paragraph) == (code, told, paragraph)
    assert finding.grave
    assert finding.quote == lines[paragraph - 1].strip()
    said = sentences.sentence(finding)
    assert told in said
    assert f"Đoạn {paragraph}, thân văn bản" == sentences.place(finding)


def test_columns_of_a_table_are_known() -> None:
    template = written("x", rows=(("{%tr for d in dieu %}",), ("{{ d.noi_dung }} {{ d.khac }}",), ("{%tr endfor %}",)))
    with filler.as_file(template) as path:
        findings = filler.check(shipped.DECISION, path)
    assert [(f.code, f.told) for f in findings] == [("unknown_column", "d.khac")]


def test_faults_in_the_header_are_found_there() -> None:
    finding = only(written("x", header="{{ khong_co }}"))
    assert (finding.code, finding.part) == ("unknown", "header")
    assert sentences.place(finding).endswith("đầu trang")


def test_quotes_of_word_and_cut_runs_are_understood() -> None:
    assert found(written(*WHOLE, "{{ so|default(“chưa có”) }}")) == []
    assert [f.told for f in found(split_runs("{{ khong", "_co }}")) if f.grave] == ["khong_co"]


def test_words_beside_a_paragraph_command_are_told() -> None:
    finding = next(f for f in found(written(*WHOLE, "chữ {%p if so %}", "a", "{%p endif %}")) if f.code != "missing")
    assert (finding.code, finding.grave, finding.paragraph) == ("lost_words", False, 12)


def test_a_loop_around_half_a_table_is_told() -> None:
    template = written(*WHOLE, rows=(("{% for d in noi_dung %}", "{{ d }}"), ("{% endfor %}", "x")))
    assert [f.code for f in found(template) if f.grave] in ([], ["fill"])
    broken = written(*WHOLE, "{%p for d in noi_dung %}", rows=(("{%tr endfor %}", "x"),))
    assert all(f.code in ("fill", "lost_words") for f in found(broken))


def rels(kind: str, target: str) -> bytes:
    tie = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{tie}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()


def field(words: str) -> bytes:
    return with_part(
        written("x"), "word/document.xml",
        lambda xml: xml.replace(b"</w:p>", f'<w:r><w:instrText>{words}</w:instrText></w:r></w:p>'.encode(), 1),
    )  # fmt: skip


SIMPLE = written("x")
DANGEROUS = {
    "macro": with_part(SIMPLE, "word/vbaProject.bin", b"x"),
    "embedded": with_part(SIMPLE, "word/embeddings/oleObject1.bin", b"x"),
    "attached": with_part(SIMPLE, "word/_rels/settings.xml.rels", rels("attachedTemplate", "file:///C:/Normal.dotm")),
    "external": with_part(SIMPLE, "word/_rels/header9.xml.rels", rels("image", "http://example.vn/a.png")),
    "field": field("INCLUDEPICTURE http://example.vn/a"),
    "damaged": b"PK\x03\x04 nothing",
    "bomb": with_part(SIMPLE, "word/big.xml", b"<a>" + b" " * 61_000_000 + b"</a>"),
}


@pytest.mark.parametrize("code", DANGEROUS)
def test_a_dangerous_file_is_refused_with_what_to_do(code: str) -> None:
    with pytest.raises(DomainError) as refused:
        found(DANGEROUS[code])
    assert refused.value.code == code
    assert refused.value.field == "file"
    assert len(refused.value.message) > 40
    assert "%(" not in refused.value.message


def test_what_calls_itself_macro_enabled_is_refused() -> None:
    types = lambda xml: xml.replace(b"document.main+xml", b"document.macroEnabled.main+xml")  # noqa: E731
    with pytest.raises(DomainError) as refused:
        found(with_part(SIMPLE, "[Content_Types].xml", types))
    assert refused.value.code == "macro"


def test_an_entity_in_the_xml_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "yyyy">]>'
    data = with_part(SIMPLE, "word/document.xml", lambda xml: bomb + xml[xml.index(b"?>") + 2 :])
    with pytest.raises(DomainError) as refused:
        found(data)
    assert refused.value.code == "damaged"


def test_links_that_word_makes_of_addresses_are_kept() -> None:
    kept = with_part(written(*WHOLE), "word/_rels/header9.xml.rels", rels("hyperlink", "mailto:so@example.vn"))
    assert found(kept) == []
    with pytest.raises(DomainError):
        found(with_part(SIMPLE, "word/_rels/header9.xml.rels", rels("hyperlink", "file:///C:/x")))


def test_a_spreadsheet_is_no_template() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(DomainError) as refused:
        found(out.getvalue())
    assert refused.value.code == "kind"
