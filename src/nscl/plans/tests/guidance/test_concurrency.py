"""Two requests at once, on connections of their own: one form is one act, one list is recorded once."""

from __future__ import annotations

import pytest

from nscl.config.testing.cast import Cast, make_cast
from nscl.plans.actions.guidance import EntityGiven, bring, record, record_rows, void
from nscl.plans.models import Guidance
from nscl.plans.tests.guidance.conftest import values
from nscl.plans.tests.test_concurrency import at_once
from nscl.shared.errors import DomainError

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def acts(cast: Cast) -> list[Guidance]:
    with cast.acting(cast.officer):
        return list(Guidance.objects.order_by("id"))


def test_one_form_sent_twice_at_once(cast: Cast) -> None:
    officer = cast.officer

    def send() -> Guidance:
        given, entity = values(guide=officer), EntityGiven("Công ty Một")
        return record(province=cast.province, entity=entity, values=given, by=officer, key="mot", sure=True)

    results = at_once((officer, send), (officer, send))
    assert [act.pk for act in acts(cast)] == [results[0].pk] == [results[1].pk]


def test_one_list_recorded_by_two_at_once(cast: Cast) -> None:
    lines = [
        ["Tên doanh nghiệp", "Ngày", "Nội dung", "Hình thức"],
        ["Công ty A", "05/01/2026", "VietGAP", "Zalo"],
        ["Công ty B", "05/01/2026", "VietGAP", "Zalo"],
    ]
    with cast.acting(cast.officer) as officer:
        sheet = bring(province=cast.province, name="Danh sách", lines=lines, digest="x" * 64, by=officer)
    results = at_once(
        (cast.officer, lambda: record_rows(sheet=sheet, by=cast.officer)),
        (cast.second_officer, lambda: record_rows(sheet=sheet, by=cast.second_officer)),
    )
    assert sorted(outcome.recorded for outcome in results) == [0, 2]
    assert len(acts(cast)) == 2


def test_two_void_at_once_and_one_does(cast: Cast) -> None:
    with cast.acting(cast.officer) as officer:
        act = record(
            province=cast.province, entity=EntityGiven("Công ty Một"), values=values(guide=officer), by=officer
        )
    results = at_once(
        (cast.officer, lambda: void(guidance=act, reason="Nhầm", by=cast.officer)),
        (cast.second_officer, lambda: void(guidance=act, reason="Trùng", by=cast.second_officer)),
    )
    assert [r.code for r in results if isinstance(r, DomainError)] == ["state"]
