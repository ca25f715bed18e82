"""Reading plans, beside just opening and decoding the file."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.harness import Result, median, times
from nscl.plans.importer.parse import parse
from nscl.plans.importer.read import read_file

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "plans"
OURS = ROOT / "src" / "nscl" / "plans" / "importer" / "tests" / "corpus"


def reading() -> list[Result]:
    """Each real plan where they are at hand, else our own corpus; then a DOCX of about 60 pages."""
    files = sorted(REAL.glob("*.txt")) or sorted(OURS.glob("*.txt"))
    results = [_one(path) for path in files]
    with tempfile.TemporaryDirectory() as folder:
        long = long_docx(files[0], Path(folder) / "dài.docx")
        results.append(_one(long, name="docx 60 trang", runs=3))
    return results


def _one(path: Path, *, name: str | None = None, runs: int = 9) -> Result:
    samples = times(lambda: parse(read_file(path)), runs=runs)
    source = read_file(path)
    return Result(f"đọc {name or path.stem}", samples, floor=median(_floor(path)), rows=len(source.lines))


def _floor(path: Path) -> Callable[[], object]:
    if path.suffix == ".docx":
        return lambda: zipfile.ZipFile(path).read("word/document.xml").decode()
    return lambda: path.read_bytes().decode()


def long_docx(model: Path, target: Path) -> Path:
    """A document of some 60 pages: the paragraphs of `model` over and over, with a table now and then."""
    from docx import Document

    document = Document()
    lines = [line for line in model.read_text().splitlines() if line.strip()]
    words = 0
    while words < 60 * 420:
        for line in lines:
            document.add_paragraph(line)
            words += len(line.split())
        table = document.add_table(rows=40, cols=5)
        for row in table.rows:
            for cell in row.cells:
                cell.text = "Nội dung công việc"
                words += 4
    document.save(str(target))
    return target
