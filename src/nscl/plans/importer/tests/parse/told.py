"""Short ways to passages, outlines and readings for the tests of the parser."""

from __future__ import annotations

from nscl.plans.importer.facts import Reading
from nscl.plans.importer.parse import parse
from nscl.plans.importer.parse.outline import Outline, outline
from nscl.plans.importer.parse.passage import Passage, of_text
from nscl.plans.importer.read.text import read_text
from nscl.plans.importer.source import Source

HEAD = "KẾ HOẠCH\nHỗ trợ doanh nghiệp tỉnh Sơn La năm 2026\n\nỦy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n\n"


def passage(text: str) -> Passage:
    return of_text(Source(text, (), "txt"), 0, len(text))


def tree(text: str) -> Outline:
    return outline(read_text(text))


def reading(body: str) -> Reading:
    """The reading of a plan of 2026 with this body."""
    return parse(read_text(HEAD + body))
