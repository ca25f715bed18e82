"""The demo's needs: rounds of six years in five provinces, and one that is open, with something of everything."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.test import override_settings

from nscl.accounts.models import User
from nscl.foundation.tenancy import Scope, scope
from nscl.interfaces.ops.demo import needs, people
from nscl.plans.models import HandedOn, Need, NeedsImport, NeedsInvitation, NeedsRound


@pytest.mark.slow
def test_every_year_and_one_open_now(db: None, tmp_path: Path) -> None:
    with override_settings(FILES_ROOT=tmp_path / "files"):
        people.load()
        needs.load()
        needs.load()
    provinces = set(User.objects.filter(email__startswith="officer").values_list("memberships__province", flat=True))
    with scope(Scope.of(read=[pk for pk in provinces if pk])):
        states = Counter(NeedsRound.objects.values_list("status", flat=True))
        assert states == {"settled": 25, "closed": 5, "open": 5}
        assert set(NeedsRound.objects.values_list("for_year", flat=True)) >= set(range(2022, 2028))
        assert HandedOn.objects.filter(to="estimate", year=2025).count() >= 15
        assert {"sure", "doubtful", "unknown"} <= set(Need.objects.values_list("match", flat=True))
        assert NeedsImport.objects.filter(proposal=None).count() == 5
        assert NeedsInvitation.objects.filter(voided_at__isnull=False).count() == 5
