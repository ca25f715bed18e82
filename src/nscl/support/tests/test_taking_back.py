"""A list of enterprises that is taken back leaves those that another room has to do with."""

from __future__ import annotations

import io

import pytest

from nscl.config.testing.cast import Cast
from nscl.documents import files
from nscl.enterprises.actions import importing, lists, taking_back
from nscl.enterprises.models import Enterprise, ListKept
from nscl.enterprises.queries import taking_back as queries
from nscl.support.actions import received as actions
from nscl.support.tests.received.test_flags import VALUES

pytestmark = pytest.mark.django_db


def test_whoever_was_supported_elsewhere_stays(cast: Cast) -> None:
    with cast.acting(cast.officer) as officer:
        with files.staged(io.BytesIO("Tên;Mã số thuế\r\nNơi Một;\r\nNơi Hai;".encode()), name="a.csv") as file:
            found = lists.bring(province=cast.province, file=file, by=officer)
        importing.run(found, by=officer)
        found.refresh_from_db()
        one = Enterprise.objects.get(name="Nơi Một")
        actions.record(province=cast.province, entity=one.entity, values=VALUES, by=officer)
        taking_back.start(found=found, reason="Nhầm", by=officer)
        found.refresh_from_db()
        taking_back.run(found, by=officer, left=queries.ids(found, queries.parts(found).when))
        assert dict(Enterprise.objects.values_list("name", "status")) == {"Nơi Một": "active", "Nơi Hai": "withdrawn"}
        assert "việc khác trong hệ thống" in ListKept.objects.get(enterprise=one).why
