"""`nscl plan import` does what the upload page does."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from nscl.config.testing.cast import Cast
from nscl.foundation.models import AuditEntry
from nscl.interfaces.ops import import_plan
from nscl.interfaces.ops.demo.plans import TEXTS
from nscl.plans.models import Plan
from nscl.shared.errors import DomainError

Import = Callable[..., int]


@pytest.fixture
def bring(cast: Cast, tmp_path: Path) -> Iterator[Import]:
    def bring(file: Path, province: str = "51", on: str | None = None, confirm: bool = False) -> int:
        return import_plan.run(argparse.Namespace(file=file, province=province, on=on, confirm=confirm))

    with override_settings(FILES_ROOT=tmp_path / "files"):
        yield bring


def plans(cast: Cast) -> list[Plan]:
    with cast.acting(cast.ministry):
        return list(Plan.objects.select_related("province", "confirmed_by").order_by("pk"))


def test_a_draft_and_its_address(bring: Import, cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(TEXTS / "quang-ngai.txt") == 0
    [plan] = plans(cast)
    out = capsys.readouterr().out
    assert plan.is_draft
    assert f"http://localhost:8000/ke-hoach/{plan.pk}/ra-soat/" in out
    assert "Trung tâm Giống thủy sản miền Trung" in out


def test_confirmed_at_once_in_the_province_that_issued_it(
    bring: Import, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(TEXTS / "kon-tum.txt", confirm=True) == 0
    [plan] = plans(cast)
    assert (plan.status, plan.province.name) == ("in_force", "Kon Tum")
    assert f"/ke-hoach/{plan.pk}/\n" in capsys.readouterr().out
    operator = plan.confirmed_by
    assert operator is not None
    assert (operator.email, operator.has_usable_password()) == (import_plan.OPERATOR, False)
    with cast.acting(cast.ministry):
        assert AuditEntry.objects.get(code="plan.confirmed").actor_id == operator.pk


def test_a_code_is_read_as_of_its_day(bring: Import, cast: Cast) -> None:
    with pytest.raises(DomainError) as refusal:
        bring(TEXTS / "kon-tum.txt", province="62")
    assert "62" in refusal.value.message
    assert bring(TEXTS / "kon-tum.txt", province="62", on="2021-05-01") == 0
    assert [p.province.name for p in plans(cast)] == ["Kon Tum"]


def test_what_cannot_be_confirmed_stays_a_draft(bring: Import, cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(TEXTS / "nghe-an.txt", confirm=True) == 2
    captured = capsys.readouterr()
    assert "không phải của tỉnh Quảng Ngãi" in captured.err
    assert "/ra-soat/" in captured.out
    assert [p.status for p in plans(cast)] == ["draft"]


@pytest.mark.parametrize("values", [{"province": "99"}, {"on": "hôm qua"}, {"file": Path("/khong/co.txt")}])
def test_a_wrong_argument_is_one_sentence(bring: Import, cast: Cast, values: dict[str, str]) -> None:
    given: dict[str, object] = {"file": TEXTS / "kon-tum.txt", **values}
    with pytest.raises(DomainError):
        bring(**given)
    assert plans(cast) == []


def test_importing_twice_uses_the_same_account(bring: Import, cast: Cast) -> None:
    bring(TEXTS / "kon-tum.txt")
    bring(TEXTS / "nghe-an.txt", province="40")
    bring(TEXTS / "kon-tum.txt")
    assert len({p.created_by_id for p in plans(cast)}) == 1
