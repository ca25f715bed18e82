"""What is voided, ended or removed says when and why, both or neither: a CHECK lets a comparison with nothing pass."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, models, transaction
from tests.test_tenancy import insert

from nscl.config.testing.cast import Cast
from nscl.foundation.tenancy import Scope, scope
from nscl.foundation.tenancy.registry import province_models

PAIRS = (("voided_at", "void_reason"), ("removed_at", "remove_reason"), ("withdrawn_on", "withdraw_reason"))


def _cases() -> list[tuple[type[models.Model], str]]:
    found = []
    for model in province_models():
        fields = {field.name for field in model._meta.local_fields}
        found += [(model, reason) for when, reason in PAIRS if {when, reason} <= fields]
    return found


CASES = _cases()


def test_there_are_rows_that_can_be_voided() -> None:
    assert {"Guidance", "YearFigures", "Certificate"} <= {model.__name__ for model, _ in CASES}


@pytest.mark.parametrize(("model", "reason"), CASES, ids=lambda v: v if isinstance(v, str) else v.__name__)
def test_a_reason_alone_is_refused(model: type[models.Model], reason: str, cast: Cast) -> None:
    province = cast.province.pk
    with scope(Scope.of(write=[province])):
        row = model._base_manager.get(pk=insert(model, province))
        with pytest.raises(DatabaseError), transaction.atomic():
            model._base_manager.filter(pk=row.pk).update(**{reason: "Ghi nhầm"})
