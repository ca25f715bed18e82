"""Importing the official list of communes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from nscl.foundation import clock
from nscl.interfaces import cli
from nscl.interfaces.ops import import_communes
from nscl.organisations import importing, queries, reference
from nscl.organisations.importing import BadList
from nscl.organisations.models import Commune, ReferenceState

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
DAY = dt.date(2026, 8, 20)
HEAD = "Mã xã,Tên xã,Cấp,Mã tỉnh"
# Communes of Lai Châu as the register has them, and the head of a list in another order.
SAME = ["03388,Đoàn Kết,Phường,12", "03408,Tân Phong,Phường,12"]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)):
        yield


def listed(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "danh-sach.csv"
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def commune(code: str, on: dt.date) -> Commune:
    return Commune.objects.filter(queries.in_force(on)).get(code=code)


def test_the_lists_own_words_change_nothing(tmp_path: Path) -> None:
    before = Commune.objects.count()
    outcome = importing.bring(listed(tmp_path, HEAD, *SAME), on=DAY)
    assert (outcome.same, outcome.begun, outcome.changed, outcome.ended) == (2, [], [], [])
    assert len(outcome.unlisted) == 36
    assert Commune.objects.count() == before


def test_a_new_kind_is_an_end_and_a_beginning_with_a_succession(tmp_path: Path) -> None:
    path = listed(tmp_path, HEAD, "07399,Kép,Phường,24")
    outcome = importing.bring(path, on=DAY)
    assert outcome.changed == ["Xã Kép → Phường Kép"]
    before, after = commune("07399", DAY - dt.timedelta(days=1)), commune("07399", DAY)
    assert (before.kind, before.valid_to, after.kind, after.valid_to) == ("commune", DAY, "ward", None)
    assert queries.communes_today([before.pk]) == [after]
    assert queries.communes_today([before.pk], on=dt.date(2026, 1, 1)) == [before]
    again = importing.bring(path, on=DAY)
    assert (again.same, again.changed) == (1, [])


@pytest.mark.parametrize(
    "lines",
    [
        ["Tên xã;Mã tỉnh;Mã xã", "Phường Kép;24;07399"],
        ["STT\tTỉnh / Thành phố\tTên Xã/Phường\tMã", "1\tTỉnh Bắc Ninh\tPhường Kép\t7399"],
        ["name,kind,code,province", '"Kép",phường,07399,Bắc Ninh'],
    ],
)
def test_any_order_of_columns_with_a_byte_order_mark(tmp_path: Path, lines: list[str]) -> None:
    importing.bring(listed(tmp_path, *lines, encoding="utf-8-sig"), on=DAY)
    assert commune("07399", DAY).title == "Phường Kép"


def test_a_new_commune_begins_and_one_left_out_ends_only_when_asked(tmp_path: Path) -> None:
    path = listed(tmp_path, HEAD, *SAME, "99990,Xã Mới,Xã,12")
    outcome = importing.bring(path, on=DAY)
    assert outcome.begun == ["Xã Mới"]
    assert outcome.ended == []
    outcome = importing.bring(path, on=DAY, end_missing=True)
    assert len(outcome.ended) == 36
    assert queries.communes(commune("99990", DAY).province, on=DAY).count() == 3
    assert commune("99990", DAY).title == "Xã Mới"


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    outcome = importing.bring(listed(tmp_path, HEAD, "07399,Kép,Phường,24"), on=DAY, dry=True)
    assert outcome.changed == ["Xã Kép → Phường Kép"]
    assert commune("07399", DAY).title == "Xã Kép"


def test_every_wrong_line_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    path = listed(tmp_path, HEAD, "07399,Kép,Phường,24", "abc,Đông,Xã,24", "07400,Tây,Xã,99", "07401,Nam,Huyện,24",
                  "07399,Kép,Xã,24", "07402,,Xã,24")  # fmt: skip
    with pytest.raises(BadList) as refused:
        importing.bring(path, on=DAY)
    assert [problem.split(":")[0] for problem in refused.value.problems] == [f"Dòng {n}" for n in (3, 4, 5, 6, 7)]
    assert commune("07399", DAY).title == "Xã Kép"


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "mã xã, tên xã, mã tỉnh"), (HEAD.encode(), "không có dòng nào"), (b"Ma\xff\xfe", "UTF-8"),
     (b"a,b,c\n1,2,3\n", "mã xã, tên xã, mã tỉnh")],
)  # fmt: skip
def test_a_file_that_is_no_list(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "danh-sach.csv"
    path.write_bytes(content)
    with pytest.raises(BadList) as refused:
        importing.bring(path, on=DAY)
    assert told in refused.value.message


def test_a_list_older_than_what_is_known_is_refused(tmp_path: Path) -> None:
    path = listed(tmp_path, HEAD, "25270,Lộc Ninh,Xã,75")
    with pytest.raises(BadList, match="sau ngày của danh sách"):
        importing.bring(path, on=dt.date(2026, 1, 1))


def test_a_later_start_leaves_what_was_imported(tmp_path: Path) -> None:
    importing.bring(listed(tmp_path, HEAD, "07399,Kép,Phường,24"), on=DAY)
    ReferenceState.objects.using("owner").update(digest="")
    assert reference.load(using="owner") is True
    assert commune("07399", DAY).title == "Phường Kép"
    assert commune("07399", dt.date(2026, 1, 1)).valid_to == DAY


def test_the_command_tells_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = listed(tmp_path, HEAD, "07399,Kép,Phường,24")
    options = cli.parser().parse_args(["communes", "import", str(path), "--on", DAY.isoformat()])
    assert import_communes.run(options) == 0
    assert "Thay đổi: Xã Kép → Phường Kép" in capsys.readouterr().out
    path.write_text("Mã xã\n1\n", encoding="utf-8")
    assert import_communes.run(options) == 2
    assert "thiếu cột" in capsys.readouterr().err
