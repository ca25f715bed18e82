"""The official list of lines of business: brought in whole, twice without change, refused with its lines named."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connections

from nscl.catalogue import importing_industries as importing
from nscl.catalogue.models import Industry
from nscl.catalogue.reference import industries as reference

SAMPLE = Path(reference.__file__).with_name("vsic_sample.csv")
pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def test_the_reference_is_there() -> None:
    assert Industry.objects.filter(version=2018, level=2).count() == 88
    assert Industry.objects.filter(version=2025, level=1).count() == 22
    assert Industry.objects.get(version=2025, code="10").sector == "industry"


def test_problems_are_named_by_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("Mã ngành;Tên ngành\n1076;Sản xuất chè\n1076;Lại chè\nabc;Sai\n", encoding="utf-8")
    with pytest.raises(importing.BadList) as caught:
        importing.read(bad)
    assert [line.split(":")[0] for line in caught.value.problems] == ["Dòng 3", "Dòng 4"]


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", "Mã,Tên\n01,Lúa".encode("utf-16")])
def test_what_is_no_list(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    with pytest.raises(importing.BadList):
        importing.read(file)


def test_the_sample_reads() -> None:
    rows = importing.read(SAMPLE)
    assert (rows[0][1], next(code for _line, code, _name in rows if len(code) == 5)) == ("01", "01110")
    assert connections["owner"].alias == "owner"


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_sample_comes_in_and_stays(tmp_path: Path) -> None:
    first = importing.bring_list(SAMPLE, version=2025)
    assert first.added
    assert Industry.objects.get(version=2025, code="01110").parent_code == "0111"
    again = importing.bring_list(SAMPLE, version=2025)
    assert (again.added, again.changed, again.same) == (0, 0, first.added + first.changed + first.same)
    with_unknown = tmp_path / "unknown.csv"
    with_unknown.write_text("Mã,Tên\n4520,Sửa xe\n", encoding="utf-8")
    with pytest.raises(importing.BadList, match="4520"):
        importing.bring_list(with_unknown, version=2025)
    renamed = tmp_path / "renamed.csv"
    renamed.write_text("Mã,Tên\n01110,Trồng cây lúa nước\n", encoding="utf-8")
    assert importing.bring_list(renamed, version=2025, dry=True).changed == 1
    assert Industry.objects.get(version=2025, code="01110").name != "Trồng cây lúa nước"
    reference.load("owner")
    assert Industry.objects.filter(version=2025, code="01110").exists()
