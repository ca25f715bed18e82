"""Two people at once: one number, one ring of supersession, one waiting file."""

from __future__ import annotations

import datetime as dt
import io
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from nscl.config.testing.cast import Cast, make_cast
from nscl.documents import actions, kinds, uploads
from nscl.documents.models import Attachment, Document, DocumentRelation
from nscl.documents.tests.conftest import pdf

pytestmark = pytest.mark.django_db(transaction=True)
GIVEN = {"kind": "decision", "subject": "other", "issuer": "UBND tỉnh", "title": "x", "issued_on": dt.date(2026, 1, 1)}


@pytest.fixture
def people(tmp_path: Path) -> Iterator[Cast]:
    with override_settings(FILES_ROOT=tmp_path / "files"):
        yield make_cast()


def at_once(cast: Cast, *works: Callable[[Any], Any]) -> list[Any]:
    """What each gives, or its error; they begin together, each as an officer on a connection of its own."""
    ready, out = threading.Barrier(len(works)), list[Any]([None] * len(works))

    def run(place: int, work: Callable[[Any], Any]) -> None:
        try:
            with cast.acting(cast.officer):
                ready.wait()
                out[place] = work(cast.officer)
        except Exception as error:
            out[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(at, work)) for at, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return out


def test_a_number_is_given_to_one_of_two(people: Cast) -> None:
    def register(number: str) -> Callable[[Any], Document]:
        return lambda by: actions.add(province=people.province, values=GIVEN | {"number": number}, by=by)

    for round_ in range(3):
        results = at_once(people, register(f"{round_}/QĐ"), register(f"0{round_}/qđ"))
        assert sorted(type(r).__name__ for r in results) == ["Document", "Known"]
    with people.acting(people.officer):
        assert Document.objects.count() == 3


def test_a_number_recorded_later_is_one_of_two_s(people: Cast) -> None:
    with people.acting(people.officer) as by:
        drafts = [actions.add(province=people.province, values=GIVEN, by=by) for _ in range(2)]
    day = dt.date(2026, 2, 2)
    results = at_once(
        people,
        *(
            lambda by, d=d: actions.record_number(document=d, version=1, number="7/QĐ", issued_on=day, by=by)
            for d in drafts
        ),
    )
    assert sorted(type(r).__name__ for r in results) == ["Document", "Known"]


def test_two_relations_do_not_close_a_ring(people: Cast) -> None:
    with people.acting(people.officer) as by:
        one, two = (actions.add(province=people.province, values=GIVEN | {"number": n}, by=by) for n in ("1/Q", "2/Q"))
    results = at_once(
        people,
        lambda by: actions.relate(document=one, kind="supersedes", target=two, by=by),
        lambda by: actions.relate(document=two, kind="supersedes", target=one, by=by),
    )
    assert sorted(type(r).__name__ for r in results) == ["DocumentRelation", "DomainError"]
    with people.acting(people.officer):
        assert DocumentRelation.objects.count() == 1


def test_a_form_sent_twice_takes_its_file_once(people: Cast) -> None:
    with people.acting(people.officer) as by:
        document = actions.add(province=people.province, values=GIVEN, by=by)
        kept = uploads.receive(
            content=io.BytesIO(pdf("a")), name="a.pdf", profile=kinds.DOCUMENT, province_id=people.province.pk, by=by
        )
    work = lambda by: actions.attach(document=document, uploads=[actions.Upload(kept.token)], by=by)  # noqa: E731
    results = at_once(people, work, work)
    assert sorted(type(r).__name__ for r in results) == ["DomainError", "list"]
    with people.acting(people.officer):
        assert Attachment.objects.count() == 1


def test_two_corrections_do_not_overwrite(people: Cast) -> None:
    with people.acting(people.officer) as by:
        document = actions.add(province=people.province, values=GIVEN, by=by)
    results = at_once(
        people,
        *(
            lambda by, t=t: actions.edit(document=document, version=1, values={"title": t}, by=by)
            for t in ("Một", "Hai")
        ),
    )
    assert sorted(type(r).__name__ for r in results) == ["Conflict", "Document"]
