"""Lists made on the spot, brought in by the officer of Quảng Ngãi."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.documents import files
from nscl.enterprises.actions import importing, lists
from nscl.enterprises.models import EnterpriseList

HEADS = ["STT", "Tên doanh nghiệp", "Mã số thuế", "Xã, phường", "Điện thoại", "Ghi chú"]
Bring = Callable[..., EnterpriseList]


def book(rows: list[list[Any]], *, titles: int = 0) -> bytes:
    made = Workbook()
    sheet = made.active
    for _ in range(titles):
        sheet.append(["DANH SÁCH DOANH NGHIỆP"])
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def text(rows: list[list[Any]]) -> bytes:
    return "\r\n".join(";".join(map(str, row)) for row in rows).encode()


def code(number: int) -> str:
    """A tax code with its right check digit."""
    nine = f"{number:09d}"
    check = 10 - sum(w * int(d) for w, d in zip((31, 29, 23, 19, 17, 13, 7, 5, 3), nine, strict=True)) % 11
    return code(number + 1) if check == 10 else f"{nine}{check}"


@pytest.fixture
def officer(cast: Cast) -> Iterator[User]:
    with cast.acting(cast.officer) as user:
        yield user


@pytest.fixture
def browser(cast: Cast, client: Client) -> Client:
    client.force_login(cast.officer)
    return client


@pytest.fixture
def bring(cast: Cast, officer: User) -> Bring:
    """Bring a list in and deal with its rows: `bring([heads, row, …])`."""

    def _bring(
        rows: list[list[Any]] | bytes, *, go: bool = True, size: int = importing.PART, **settings: Any
    ) -> EnterpriseList:
        content = rows if isinstance(rows, bytes) else book(rows)
        with files.staged(io.BytesIO(content), name="danh-sach.xlsx") as file:
            found = lists.bring(province=cast.province, file=file, by=officer)
        given = {"columns": found.columns, "overwrite": False, "year": None, **settings}
        found = lists.set_columns(found=found, version=found.version, by=officer, **given)
        if go:
            importing.run(found, by=officer, size=size)
        return found

    return _bring
