"""Files in the page: pages of a PDF, the words of a DOCX, texts and pictures; what cannot be shown says why."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nscl.documents import storage
from nscl.documents.models import Attachment
from nscl.documents.tests.conftest import Add, Attach, body, docx, on_disk, pdf
from nscl.documents.viewing import pages
from nscl.shared.errors import DomainError

THREE = pdf("Mot", "Hai", "Ba")


def view(browser: Client, attachment: Attachment, **query: Any) -> str:
    answer = browser.get(reverse("attachment_view", args=[attachment.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_pdf_page_by_page(browser: Client, add: Add, attach: Attach, store: Path) -> None:
    kept = attach(add(), THREE)
    first = view(browser, kept)
    assert "/ 3" in first
    assert "Mot" in first
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert "Hai" in view(browser, kept, trang="2")
    for beyond in ("9", "99999", "0", "x", "-1"):
        assert "/ 3" in view(browser, kept, trang=beyond)
    picture = browser.get(reverse("attachment_page", args=[kept.pk, 3]))
    assert body(picture)[:8] == b"\x89PNG\r\n\x1a\n"
    assert picture["X-Content-Type-Options"] == "nosniff"
    assert browser.get(reverse("attachment_page", args=[kept.pk, 4])).status_code == 404
    assert [p for p in on_disk(store) if "/files/tmp/" in str(p)] == []


@pytest.mark.parametrize("before", [None, 0o755])
def test_what_is_shown_is_kept_from_other_accounts_of_the_machine(
    browser: Client, add: Add, attach: Attach, store: Path, before: int | None
) -> None:
    """As the file itself is: its words and pictures lay open to whoever could log in to the server."""
    kept = storage.root() / "pages"
    if before is not None:
        kept.mkdir(parents=True, mode=before)
        kept.chmod(before)
    view(browser, attach(add(), THREE))
    assert list(kept.rglob("*.png"))
    assert kept.stat().st_mode & 0o777 == 0o700


def test_a_page_is_made_once(browser: Client, add: Add, attach: Attach, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = attach(add(), THREE)
    view(browser, kept)

    def never(*args: Any) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr(pages, "_make", never)
    view(browser, kept)
    view(browser, kept, trang="3")
    assert pages.pdf_page(kept, 2).words.strip() == "Hai"


def test_a_docx_as_words_that_can_do_nothing(browser: Client, add: Add, attach: Attach) -> None:
    import docx as word
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = word.Document()
    document.add_paragraph("QUYẾT ĐỊNH").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_heading("Điều 1", level=2)
    document.add_paragraph("Hỗ trợ <script>alert(1)</script> & hết")
    document.add_table(1, 2).cell(0, 1).text = "ô thứ hai"
    out = io.BytesIO()
    document.save(out)
    shown = view(browser, attach(add(), out.getvalue(), name="a.docx"))
    assert '<p class="center">QUYẾT ĐỊNH</p>' in shown
    assert "<h2>Điều 1</h2>" in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; hết" in shown
    assert "ô thứ hai" in shown
    assert "style=" not in shown.partition('<article class="sheet')[2].partition("</article>")[0]


def test_links_of_a_docx_lead_only_to_the_web(browser: Client, add: Add, attach: Attach) -> None:
    content = docx("x")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                link = (
                    '<w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
                    'r:id="rIdX"><w:r><w:t>bấm</w:t></w:r></w:hyperlink>'
                )
                data = data.replace(b"<w:r>", link.encode() + b"<w:r>", 1)
            if name == "word/_rels/document.xml.rels":
                more = (
                    b'<Relationship Id="rIdX" TargetMode="External" Target="javascript:alert(1)" Type="http://'
                    b'schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/></Relationships>'
                )
                data = data.replace(b"</Relationships>", more)
            target.writestr(name, data)
    shown = view(browser, attach(add(), out.getvalue(), name="a.docx"))
    assert "bấm" in shown
    assert "javascript:" not in shown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_plain_text(browser: Client, add: Add, attach: Attach, encoding: str) -> None:
    shown = view(browser, attach(add(), "Kế hoạch <b>năm</b>".encode(encoding), name="a.txt"))
    assert "Kế hoạch &lt;b&gt;năm&lt;/b&gt;" in shown


def test_a_long_text_is_cut_and_says_so(browser: Client, add: Add, attach: Attach) -> None:
    shown = view(browser, attach(add(), ("ế" * 300_000).encode(), name="a.txt"))
    assert "Chỉ hiện phần đầu" in shown
    assert "\ufffd" not in shown


def test_a_picture_in_place(browser: Client, add: Add, attach: Attach) -> None:
    kept = attach(add(), b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, name="a.png")
    assert f"{reverse('attachment', args=[kept.pk])}?xem=1" in view(browser, kept)
    shown = browser.get(reverse("attachment", args=[kept.pk]) + "?xem=1")
    assert shown["Content-Disposition"].startswith("inline")
    assert browser.get(reverse("attachment", args=[attach(add(), THREE).pk]) + "?xem=1")[
        "Content-Disposition"
    ].startswith("attachment")


def test_what_cannot_be_shown_says_why_and_can_be_taken(browser: Client, add: Add, attach: Attach) -> None:
    broken = THREE.replace(b"/Type/Pages", b"/Type/Nothing").replace(b"/Root 1 0 R", b"/Root 77 0 R")
    kept = attach(add(), broken)
    shown = view(browser, kept)
    assert "Không xem được ở đây" in shown
    assert reverse("attachment", args=[kept.pk]) in shown


def test_a_file_that_takes_too_long_is_given_up(add: Add, attach: Attach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SECONDS", 0.01)
    monkeypatch.setattr(pages, "GRACE", 0.0)
    with pytest.raises(DomainError) as refusal:
        pages.pdf_page(attach(add(), THREE + b"\n% not drawn before"), 1)
    assert "quá phức tạp" in refusal.value.message
