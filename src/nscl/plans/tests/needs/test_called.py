"""Needs found by their words, of every round: what the box in the top bar asks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection

from nscl.catalogue.models import ContentGroup
from nscl.foundation import clock, tenancy
from nscl.plans.models import MergedNeed, NeedsRound
from nscl.plans.queries.needs import called
from nscl.shared.vietnamese import fold

if TYPE_CHECKING:
    from nscl.accounts.models import User
    from nscl.config.testing.cast import Cast


def need(cast: Cast, by: User, name: str, **values: Any) -> MergedNeed:
    province = cast.province if by == cast.officer else cast.other_province
    with cast.acting(by):
        round = NeedsRound.objects.filter(province=province).first() or NeedsRound.objects.create(
            province=province, for_year=2027, title="Khảo sát", opens_on=dt.date(2026, 3, 2),
            closes_on=dt.date(2026, 3, 2), created_at=clock.now(),
        )  # fmt: skip
        group = ContentGroup.objects.values_list("pk", flat=True)[0]
        return MergedNeed.objects.create(
            province=province, round=round, name=name, name_key=name, sort_key=name,
            folded=fold(f"{name} {values.pop('told', '')}"), group_id=group, **values,
        )  # fmt: skip


def found(cast: Cast, by: User, words: str, most: int = 7) -> list[str]:
    with cast.acting(by):
        scope = tenancy.current()
        assert scope is not None
        return [row.name for row in called(scope, words, most)]


def test_by_words_without_marks_the_latest_first(cast: Cast, django_assert_num_queries: Any) -> None:
    for n in range(9):
        need(cast, cast.officer, f"Hợp tác xã Quế Xanh {n}", told="0000510001 ISO 9001:2015")
    need(cast, cast.stranger, "Hợp tác xã Quế Đỏ")
    assert found(cast, cast.officer, "quế xan", 3) == [f"Hợp tác xã Quế Xanh {n}" for n in (8, 7, 6)]
    assert len(found(cast, cast.officer, "iso 9001:2015 que", 50)) == 9
    assert found(cast, cast.officer, "0000510001 xanh 4") == ["Hợp tác xã Quế Xanh 4"]
    assert found(cast, cast.officer, "ue xanh") == []
    assert found(cast, cast.officer, "--- '") == []
    assert found(cast, cast.stranger, "hop tac xa que") == ["Hợp tác xã Quế Đỏ"]
    assert len(found(cast, cast.ministry, "hop tac xa que", 50)) == 10
    assert found(cast, cast.nobody, "que") == []
    with cast.acting(cast.officer), django_assert_num_queries(1):
        called(tenancy.current() or tenancy.nobody(), "que", 7)


def test_one_that_went_into_another_is_not_found(cast: Cast) -> None:
    kept = need(cast, cast.officer, "Cơ sở Chè Shan A")
    need(cast, cast.officer, "Cơ sở Chè Shan B", status="merged", into=kept)
    assert found(cast, cast.officer, "che shan") == ["Cơ sở Chè Shan A"]


def test_without_a_scope_it_tells_nothing(cast: Cast) -> None:
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="no tenancy scope"):
        cursor.execute("SELECT need_hits('''a'':*', 7)")
