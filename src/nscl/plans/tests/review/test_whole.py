"""Every document of the reader's corpus is shown whole: each word once, in its place, under ids of its own."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from nscl.plans import importer
from nscl.plans.importer.propose.layout import layout
from nscl.plans.importer.read import read_file
from nscl.plans.views.review_text import Sheet

CORPUS = Path(importer.__file__).parent / "tests" / "corpus"
FILES = sorted(path for path in CORPUS.iterdir() if path.suffix in (".txt", ".md", ".html"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_is_lost_and_nothing_said_twice(path: Path) -> None:
    source = read_file(path)
    shown = str(Sheet(source.text, layout(source.lines), source.format, divided=True).html())
    times = [0] * (len(source.text) + 1)
    for at, escaped in re.findall(r'data-s="(\d+)"[^>]*>(.*?)</span>', shown, re.DOTALL):
        start, text = int(at), html.unescape(escaped)
        assert source.text[start : start + len(text)] == text
        for position in range(start, start + len(text)):
            times[position] += 1
    assert {times[i] for i, char in enumerate(source.text) if char.isalnum()} <= {1}
    ids = re.findall(r' id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


def test_there_is_a_corpus() -> None:
    assert len(FILES) > 20
