"""Files: taking in 50 MB, serving it, making the first page of a PDF; beside the bare copy, the bare read, the bare
library."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.harness import Result, median, site, times

SIZE = 50 * 1024 * 1024 - 4096
DOCUMENTS = 100_000


def files() -> list[Result]:
    with site(), tempfile.TemporaryDirectory() as folder:
        return _measure(Path(folder))


def _measure(folder: Path) -> list[Result]:
    from django.conf import settings
    from django.test import Client

    from nscl.config.testing.cast import make_cast

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS, settings.FILES_ROOT = ["testserver"], folder / "files"
    cast = make_cast()
    client = Client()
    client.force_login(cast.officer, backend=settings.AUTHENTICATION_BACKENDS[0])
    with cast.acting(cast.officer):
        return [
            *_keeping(cast, folder),
            *_serving(cast, client, folder),
            *_showing(cast, folder),
            *_listing(cast, client),
        ]


def _large() -> bytes:
    """A text of nearly 50 MB: what has to be looked at from the first byte to the last."""
    line = "Hỗ trợ doanh nghiệp nâng cao năng suất, chất lượng sản phẩm, hàng hóa.\n".encode()
    return (line * (SIZE // len(line) + 1))[: SIZE - SIZE % len(line)]


@contextmanager
def _limits() -> Iterator[None]:
    from django.test import override_settings

    with override_settings(UPLOAD_LIMITS_MB={"txt": 50}):
        yield


def _keep(cast: Any, content: bytes, name: str) -> Any:
    from nscl.documents import actions, kinds, uploads

    kept = uploads.receive(
        content=io.BytesIO(content), name=name, profile=kinds.DOCUMENT, province_id=cast.province.pk, by=cast.officer
    )
    given = {"kind": "decision", "subject": "other", "issuer": "UBND", "title": name}
    document = actions.add(
        province=cast.province, values=given, by=cast.officer, uploads=[actions.Upload(kept.token, "text")]
    )
    return document.attachment


def _keeping(cast: Any, folder: Path) -> list[Result]:
    """Inspected, digested, written through, in the register; the floor copies, digests and syncs the same bytes."""
    content = _large()
    source = folder / "source"
    source.write_bytes(content)

    def bare() -> None:
        with source.open("rb") as incoming, (folder / "copy").open("wb") as out:
            digest = hashlib.sha256()
            while chunk := incoming.read(1024 * 1024):
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())

    with _limits():
        samples = times(lambda: _keep(cast, content, "lon.txt"), runs=5)
    return [Result("file kept, 50 MB", samples, floor=median(bare, runs=5))]


def _serving(cast: Any, client: Any, folder: Path) -> list[Result]:
    """Through every check and header; the floor reads the same file in the same pieces."""
    from django.urls import reverse

    from nscl.documents import storage

    with _limits():
        kept = _keep(cast, _large(), "lon.txt")
    address, path = reverse("attachment", args=[kept.pk]), folder / "files" / kept.key

    def whole() -> None:
        for _chunk in client.get(address).streaming_content:
            pass

    def part() -> None:
        answer = client.get(address, headers={"range": "bytes=1000000-1065535"})
        assert len(b"".join(answer.streaming_content)) == 65536

    def bare() -> None:
        with path.open("rb") as file:
            while file.read(storage.CHUNK):
                pass

    def nothing() -> None:
        with path.open("rb") as file:
            file.seek(1_000_000)
            file.read(65536)

    return [
        Result("file served, 50 MB", times(whole, runs=7), floor=median(bare)),
        Result("64 KB of it served", times(part, runs=15), floor=median(nothing)),
    ]


def _showing(cast: Any, folder: Path) -> list[Result]:
    """Three pages made in the child process; then one that was made. The floor draws the same in this process."""
    from nscl.documents import rendering
    from nscl.documents.rendering.model import Official, Paragraph
    from nscl.documents.viewing import __main__ as child
    from nscl.documents.viewing import pages

    words = "Hỗ trợ doanh nghiệp nhỏ và vừa áp dụng hệ thống quản lý, công cụ cải tiến năng suất. " * 12
    content = rendering.pdf(
        Official(issuer="Sở KH&CN", kind="Báo cáo", subject="Minh họa", body=(Paragraph(words),) * 30)
    )
    kept = _keep(cast, content, "ba trang.pdf")
    place = folder / "files" / "pages"

    def first() -> None:
        shutil.rmtree(place, ignore_errors=True)
        pages.pdf_page(kept, 1)

    drawn = folder / "drawn"
    drawn.mkdir()
    floor = median(lambda: child.pdf(folder / "files" / kept.key, drawn, 1, 1 + pages.AHEAD), runs=5)
    made = Result("PDF pages drawn (3)", times(first, runs=5), floor=floor)
    again = times(lambda: pages.pdf_page(kept, 2), runs=15)
    return [made, Result("PDF page drawn before", again, floor=median(lambda: (drawn / "2.png").read_bytes()))]


def _listing(cast: Any, client: Any) -> list[Result]:
    """The register of 100,000 documents, as the application's role; the floor is the bare page of one province."""
    import datetime as dt

    import psycopg
    from django.db import connection
    from django.urls import reverse

    from nscl.documents.models import Document
    from nscl.foundation import clock

    rows = []
    for at in range(DOCUMENTS):
        day = dt.date(2005, 1, 1) + dt.timedelta(days=at * 7600 // DOCUMENTS)
        row = Document(
            province=cast.province, kind="decision", subject="finance", number=f"{at}/QĐ-UBND", issuer="UBND tỉnh",
            issued_on=day, effective_on=day, registered_at=clock.now(),
            title=f"Quyết định thứ {at} về hỗ trợ doanh nghiệp {'chè' if at % 1000 == 7 else 'cà phê'}",
        )  # fmt: skip
        row.derive()
        rows.append(row)
    Document.objects.bulk_create(rows, batch_size=5000)
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE documents_document")  # as the server does by itself within a minute
    statement = (
        "SELECT id, number, title FROM documents_document WHERE province_id = %s AND voided_at IS NULL "
        "ORDER BY listed_on DESC, id DESC LIMIT 41"
    )

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, [cast.province.pk])
            cursor.fetchall()

    floor, address = median(bare, runs=15), reverse("document_register")
    asked = {"": {}, ", a rare word": {"tim": "che"}, ", in force on a day": {"ngay": "01/06/2015"}}
    return [
        Result(f"register{name}", times(lambda q=query: client.get(address, q), runs=9), floor=floor, rows=DOCUMENTS)
        for name, query in asked.items()
    ]
