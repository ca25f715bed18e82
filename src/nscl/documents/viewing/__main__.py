"""`python -m nscl.documents.viewing pdf|docx FILE FOLDER`: puts what a page shows of a file into the folder.

pdf: `info.json` (`{"pages": n}`), and for `--count` pages from `--first` `N.png` and `N.txt`. docx: `doc.html`, not
yet cleaned. Exit code 0, or 2 with a word on standard output: `password`, `damaged`, `too_large`. Imports no Django.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import signal
import sys
import zipfile
from pathlib import Path
from typing import Any

WIDTH = 1240
LONGEST_SIDE = 3000
MOST_TEXT = 100_000
LARGEST = 24 * 1024 * 1024


class Refused(Exception):
    """The file cannot be shown; the word says why."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m nscl.documents.viewing")
    parser.add_argument("kind", choices=["pdf", "docx"])
    parser.add_argument("file", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--megabytes", type=int, default=700)
    options = parser.parse_args(arguments)
    _limit(options.seconds, options.megabytes)
    try:
        if options.kind == "pdf":
            pdf(options.file, options.folder, options.first, options.count)
        else:
            docx(options.file, options.folder)
    except Refused as refusal:
        print(refusal)
        return 2
    except MemoryError:
        print("too_large")
        return 2
    return 0


def pdf(file: Path, folder: Path, first: int, count: int) -> None:
    """Pages as PNG of `WIDTH` pixels, with the words on them for whoever cannot see a picture."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(file)
    except pdfium.PdfiumError as error:
        raise Refused("password" if "password" in str(error).lower() else "damaged") from None
    pages = len(document)
    (folder / "info.json").write_text(json.dumps({"pages": pages}))
    for number in range(first, min(first + count, pages + 1)):
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(WIDTH / max(width, 1), LONGEST_SIDE / max(height, 1), LONGEST_SIDE / max(width, 1))
        picture = page.render(scale=scale, may_draw_forms=False).to_pil()
        picture.convert("RGB").quantize(64).save(folder / f"{number}.png", optimize=False)
        words = page.get_textpage().get_text_range()[:MOST_TEXT].replace("\r\n", "\n")
        (folder / f"{number}.txt").write_text(words, encoding="utf-8", errors="replace")
        page.close()


def docx(file: Path, folder: Path) -> None:
    """The words, headings, lists, tables and pictures; what is centred in the document is a class of its own."""
    import mammoth

    styles = "\n".join(f"p[style-name='{way}'] => p.{way}:fresh" for way in ("center", "right"))

    def aligned(paragraph: Any) -> Any:
        way = {"center": "center", "right": "right", "end": "right"}.get(paragraph.alignment or "")
        plain = not paragraph.style_name or paragraph.style_name in ("Normal", "Body Text")
        return paragraph.copy(style_name=way) if way and plain and paragraph.numbering is None else paragraph

    try:
        with file.open("rb") as content:
            found = mammoth.convert_to_html(
                content,
                style_map=styles,
                transform_document=mammoth.transforms.paragraph(aligned),
                external_file_access=False,
            )
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError):
        raise Refused("damaged") from None
    if len(found.value) > LARGEST:
        raise Refused("too_large")
    (folder / "doc.html").write_text(found.value, encoding="utf-8", errors="replace")


def _limit(seconds: float, megabytes: int) -> None:
    """Lowers what this process may use; nothing raises it again."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    whole = math.ceil(seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (whole + 1, whole + 2))
    signal.setitimer(signal.ITIMER_REAL, seconds + 1)


if __name__ == "__main__":
    sys.exit(main())
