"""The parts of a DOCX file and their ties, packed with no clock in it: the same document gives the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from nscl.documents.rendering import composing, measures, wording
from nscl.documents.rendering.composing import Sheets
from nscl.documents.rendering.model import Official
from nscl.documents.rendering.wordml.body import body
from nscl.documents.rendering.wordml.styles import styles
from nscl.documents.rendering.wordml.xml import HEAD, MAIN

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TIE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EPOCH = (1980, 1, 1, 0, 0, 0)

CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_WORD}.header+xml"/>'
    f'<Override PartName="/word/header2.xml" ContentType="{_WORD}.header+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
PACKAGE_TIES = (
    f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_TIE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
DOCUMENT_TIES = (
    f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rIdStyles" Type="{_TIE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rIdSettings" Type="{_TIE}/settings" Target="settings.xml"/>'
    f'<Relationship Id="rIdNumber" Type="{_TIE}/header" Target="header1.xml"/>'
    f'<Relationship Id="rIdNone" Type="{_TIE}/header" Target="header2.xml"/>'
    "</Relationships>"
)
SETTINGS = (
    f'{HEAD}<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="vi-VN"/>'
    "</w:settings>"
)


def docx(document: Official) -> bytes:
    """The document with its annexes, each a section with page numbers of its own."""
    return pack(composing.compose(document), composing.title(document), wording.one_line(document.issuer))


def pack(sheets: Sequence[Sheets], title: str, author: str) -> bytes:
    """A file of these pages."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE_TIES,
        "docProps/core.xml": _core(title, author),
        "word/document.xml": body(sheets),
        "word/_rels/document.xml.rels": DOCUMENT_TIES,
        "word/styles.xml": styles(),
        "word/settings.xml": SETTINGS,
        "word/header1.xml": _header(_page_number()),
        "word/header2.xml": _header("<w:p/>"),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _core(title: str, author: str) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>'
        "<dc:language>vi-VN</dc:language></cp:coreProperties>"
    )


def _header(content: str) -> str:
    return f'{HEAD}<w:hdr xmlns:w="{MAIN}">{content}</w:hdr>'


def _page_number() -> str:
    size = f'<w:rPr><w:sz w:val="{round(measures.PAGE_NUMBER_PT * 2)}"/></w:rPr>'
    marks = (f'<w:r>{size}<w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in ("begin", "separate", "end"))
    begin, separate, end = marks
    field = f'{begin}<w:r>{size}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>{separate}'
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{field}<w:r>{size}<w:t>2</w:t></w:r>{end}</w:p>'
