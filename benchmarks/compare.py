"""Two plans of 500 tasks each: pairing them, the whole page; beside a bare look-up of equal titles.

And how well items are paired on the labelled pairs (ADR 0017): the held-out ones alone.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.harness import Result, site

ROWS = 500


def spent(work: Callable[[], object], *, runs: int = 7) -> list[float]:
    """Milliseconds of the processor, after one call that does not count: what else the machine does is left out."""
    work()
    samples = []
    for _ in range(runs):
        start = time.process_time()
        work()
        samples.append((time.process_time() - start) * 1000)
    return samples


def compare() -> list[Result]:
    with site(), tempfile.TemporaryDirectory(prefix="nscl-bench-") as folder:
        from django.test.utils import override_settings

        with override_settings(FILES_ROOT=Path(folder)):
            return [*_pairing(), *_page()]


def _pairing() -> list[Result]:
    from nscl.plans.rules.pairing import Item, pair
    from nscl.plans.tests.compare.labelled import CASES

    draw = random.Random(1)  # noqa: S311 (an example, no secret)
    vocabulary = [word for case in CASES for row in (*case.left, *case.right) for word in row[0].split()]

    def items(mark: str, wording: Any) -> list[Item]:
        return [Item((f"{mark}{n}",), wording(n), period="2026", who="Sở Khoa học và Công nghệ") for n in range(ROWS)]

    def mixed(_n: int) -> str:
        return " ".join(draw.choice(vocabulary) for _ in range(30))

    def alike(n: int) -> str:
        return f"Hỗ trợ doanh nghiệp số {n} xây dựng hệ thống quản lý chất lượng"

    titles = {item.words: at for at, item in enumerate(items("a", alike))}
    floor = statistics.median(spent(lambda: [titles.get(item.words) for item in items("b", alike)]))
    results = []
    for name, wording in (("lời khác nhau", mixed), ("lời gần như nhau", alike)):
        left, right = items("a", wording), items("b", wording)
        samples = spent(lambda left=left, right=right: pair(left, right))  # type: ignore[misc]
        results.append(Result(f"ghép 500 với 500 mục, {name}", samples, floor=floor, rows=ROWS))
    return [*results, *_quality(pair, CASES)]


def _quality(pair: Any, cases: Any) -> list[Result]:
    right = wrong = whole = 0
    for case in cases:
        if case.held:
            got = {(i, j) for i, j in pair(*case.items()) if i is not None and j is not None}
            want = set(case.pairs)
            right, wrong, whole = right + len(got & want), wrong + len(got - want), whole + len(want)
    return [
        Result("ghép mục đúng, bộ để riêng", [100 * right / whole], unit="%", rows=whole),
        Result("ghép mục thừa, bộ để riêng", [100 * wrong / (right + wrong)], unit="%", rows=right + wrong),
    ]


def _page() -> list[Result]:
    from django.test import Client

    from nscl.config.testing.cast import make_cast

    cast = make_cast()
    left, right = (_plan(cast, number, word) for number, word in ((12, "cũ"), (13, "mới")))
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.officer, backend="nscl.accounts.backends.RoleBackend")
    url = f"/ke-hoach/so-sanh/?a={left.pk}&b={right.pk}"
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    assert "500 nhiệm vụ: 500 sửa" in answer.content.decode()
    return [
        Result("trang so sánh, 500 nhiệm vụ mỗi bên", spent(lambda: client.get(url)), rows=2 * ROWS),
        Result("một phần của trang ấy", spent(lambda: client.get(f"{url}&phan=nhiem-vu")), rows=2 * ROWS),
        *_papers(cast, left, right),
    ]


def _papers(cast: Any, left: Any, right: Any) -> list[Result]:
    """The whole comparison as Word, PDF and Excel: what a job is for, beyond some rows."""
    from nscl.documents import rendering
    from nscl.interfaces import compare_papers

    sender = {"parent": "", "issuer": "Sở Khoa học và Công nghệ", "place": "Quảng Ngãi", "year": 2026}

    def paper(ending: str) -> bytes:
        with cast.acting(cast.officer):
            return rendering.render(compare_papers.comparison(left, right, sender), ending)

    return [
        Result(f"so sánh ra {ending}", spent(lambda ending=ending: paper(ending), runs=3), rows=2 * ROWS)  # type: ignore[misc]
        for ending in ("docx", "pdf", "xlsx")
    ]


def _plan(cast: Any, number: int, word: str) -> Any:
    """A plan in force with 500 tasks and what a usual plan has besides."""
    import copy
    import io
    from unittest.mock import patch

    from nscl.plans.actions import confirm, upload
    from nscl.plans.importer import isolated
    from nscl.plans.tests.conftest import reading

    whole = reading(number=f"{number}/KH-UBND")
    task = whole["tasks"][0]
    whole["tasks"] = [
        {**copy.deepcopy(task), "title": f"Điều tra nhu cầu {word} của nhóm doanh nghiệp số {at} trong vùng"}
        for at in range(ROWS)
    ]
    with patch.object(isolated, "read_plan", lambda path: whole), cast.acting(cast.officer) as officer:
        made = upload.open_draft(
            membership=cast.membership(officer), name=f"{number}.txt", content=io.BytesIO(str(number).encode()),
            by=officer,
        )  # fmt: skip
        return confirm.confirm(plan=made, version=made.version, by=officer)
