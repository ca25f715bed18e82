"""What the tests of documents share: a store of their own, an officer at work, documents and files to work with."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.documents import actions, kinds, uploads
from nscl.documents.models import Attachment, Document

Add = Callable[..., Document]
Attach = Callable[..., Attachment]


def pdf(*pages: str) -> bytes:
    """A PDF with these words, a page each."""
    page_ids = [4 + 2 * at for at in range(len(pages))]
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), b" ".join(b"%d 0 R" % i for i in page_ids)),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    for at, words in zip(page_ids, pages, strict=True):
        stream = f"BT /F1 24 Tf 72 700 Td ({words}) Tj ET".encode()
        objects[at] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % (at + 1)
        )
        objects[at + 1] = b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream)
    out, offsets = b"%PDF-1.4\n", {}
    for number in sorted(objects):
        offsets[number] = len(out)
        out += b"%d 0 obj%s endobj\n" % (number, objects[number])
    table = b"".join(b"%010d 00000 n \n" % offsets[n] for n in sorted(objects))
    size = len(objects) + 1
    start = len(out)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        start,
    )


def docx(*paragraphs: str) -> bytes:
    import docx as word

    document = word.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Path]:
    with override_settings(FILES_ROOT=tmp_path / "files"):
        yield tmp_path / "files"


@pytest.fixture
def officer(cast: Cast, store: Path) -> Iterator[User]:
    with cast.acting(cast.officer):
        yield cast.officer


@pytest.fixture
def add(cast: Cast, officer: User) -> Add:
    def add(title: str = "Quyết định", *, by: User | None = None, **values: Any) -> Document:
        more = {name: values.pop(name) for name in ("uploads", "ties") if name in values}
        given = {"kind": "decision", "subject": "productivity", "issuer": "UBND tỉnh Quảng Ngãi", "title": title}
        return actions.add(province=cast.province, values=given | values, by=by or officer, **more)

    return add


@pytest.fixture
def attach(cast: Cast, officer: User) -> Attach:
    """Put a file on a document; its attachment."""

    def attach(
        document: Document,
        content: bytes = pdf("Mot"),
        name: str = "a.pdf",
        sensitive: bool = False,
        role: str = "text",
    ) -> Attachment:
        kept = uploads.receive(
            content=io.BytesIO(content), name=name, profile=kinds.DOCUMENT, province_id=cast.province.pk, by=officer
        )
        document.refresh_from_db()
        [row] = actions.attach(document=document, uploads=[actions.Upload(kept.token, role, sensitive)], by=officer)
        return row.attachment

    return attach


@pytest.fixture
def browser(cast: Cast, officer: User) -> Client:
    client = Client()
    client.force_login(officer, backend="nscl.accounts.backends.RoleBackend")
    return client


def body(answer: Any) -> bytes:
    """What a streamed answer holds."""
    return b"".join(answer.streaming_content)


def on_disk(store: Path) -> list[Path]:
    return [path for path in store.rglob("*") if path.is_file()]
