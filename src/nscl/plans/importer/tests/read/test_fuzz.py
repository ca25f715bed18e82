"""Whatever the bytes, the reader answers or refuses; it never fails otherwise."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.plans.importer.read import Unreadable
from nscl.plans.importer.read.files import read_bytes
from nscl.plans.importer.tests.read import making
from nscl.plans.importer.tests.read.test_same_everywhere import as_docx, as_html, as_md, as_pdf, as_txt

SEEDS = {"txt": as_txt(), "md": as_md(), "html": as_html(), "docx": as_docx(), "pdf": as_pdf()}
REAL = Path(__file__).parents[7] / "shared" / "plans"
HEADS = st.sampled_from(
    [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"\xff\xfe", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"| a |\n|-|\n"]
)


def attempt(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        source = read_bytes(data)
        at = 0
        for line in source.lines:
            assert at <= line.start <= line.end <= len(source.text)
            at = line.end
            for start, end in line.cells:
                assert 0 <= start <= end <= line.end


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, a piece taken out, a piece said twice."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        if not out:
            break
        at = chance.randrange(len(out))
        act = chance.randrange(4)
        if act == 0:
            out[at] = chance.randrange(256)
        elif act == 1:
            del out[at : at + chance.randint(1, 40)]
        elif act == 2:
            out[at:at] = out[at : at + chance.randint(1, 60)]
        else:
            out[at:at] = bytes(chance.choice(b"<>|\t\n\"'&;/ %0") for _ in range(3))
    return bytes(out)


@given(HEADS, st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes(head: bytes, rest: bytes) -> None:
    attempt(head + rest)


@pytest.mark.parametrize("name", SEEDS)
def test_changed_files(name: str) -> None:
    chance = random.Random(name)
    for _ in range(60):
        attempt(mutated(SEEDS[name], chance))


def test_changed_parts_of_a_docx() -> None:
    chance = random.Random(7)
    body = (
        making.p("I. MỤC TIÊU", '<w:pStyle w:val="H1"/>')
        + making.numbered("một", 0)
        + making.table(making.tr(making.td("a", properties='<w:gridSpan w:val="2"/>'), making.td("b")))
    )
    part = making.numbering(making.level(0, "decimal", "%1."))
    for _ in range(80):
        changed = mutated(body.encode(), chance).decode("utf-8", "replace")
        attempt(making.docx(changed, numbering=part))
        attempt(making.docx(body, numbering=mutated(part.encode(), chance).decode("utf-8", "replace")))


WORDS = (
    "<table> <tr> <td> </td> </tr> </table> <p> </p> <ul> <ol> <li> </ol> <br> <div> </div> <td&rowspan=9> "
    "<td&colspan=0> <th> <thead> </thead> <pre> </pre> <b> x văn&bản <!-- --> <script> </script> <sup> <a> "
    "&amp; <li&value=x>"
)
TAGS = st.sampled_from(WORDS.split())


@given(st.lists(TAGS, max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_soup_of_tags(tags: list[str]) -> None:
    attempt(("<html><body>" + "".join(tag.replace("&", " ") for tag in tags)).encode())


@pytest.mark.skipif(not REAL.is_dir(), reason="no documents beside the checkout")
def test_the_files_at_hand_changed() -> None:
    chance = random.Random(3)
    for path in sorted(REAL.glob("**/*.*")):
        data = path.read_bytes()
        for _ in range(5):
            attempt(mutated(data, chance))
