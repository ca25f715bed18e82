"""The demo's lists: eight rows written and four to mend, one list that waits, pairs found; twice adds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings

from nscl.enterprises.models import DuplicatePair, EnterpriseList, ListFault
from nscl.enterprises.queries import lists
from nscl.foundation import tenancy
from nscl.interfaces.ops.demo import brought, enterprises, people
from nscl.organisations.queries import all_province_ids

pytestmark = pytest.mark.django_db


def test_lists_and_pairs_of_the_demo(tmp_path: Path) -> None:
    with override_settings(FILES_ROOT=tmp_path):
        people.load()
        enterprises.load()
        brought.load()
        brought.load()
    with tenancy.scope(tenancy.Scope.of(read=all_province_ids())):
        found = list(EnterpriseList.objects.order_by("id"))
        assert [one.ended_at is None for one in found] == [False, True] * 5
        for one in found[::2]:
            tally = lists.tally(one)
            assert (tally.added, tally.refused, tally.repeated) == (brought.GOOD, 4, 0)
            reasons = [fault.reasons[0] for fault in ListFault.objects.filter(list=one, refused=True).order_by("line")]
            assert [any(words in r for r in reasons) for words in ("chưa có tên", "làm hỏng", "thư", "ngày")] == [
                True
            ] * 4
        pairs = DuplicatePair.objects.values_list("province_id", flat=True)
        assert len(set(pairs)) == 5
