"""Contacts and notes that a list replaced are put back with the rest, as long as they are kept for it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from nscl.accounts.models import User
from nscl.enterprises import actions
from nscl.enterprises.actions import forgetting
from nscl.enterprises.models import EnterpriseList, ListChanged, ListKept
from nscl.enterprises.queries import mending
from nscl.enterprises.queries import taking_back as queries
from nscl.enterprises.tests.lists.conftest import Bring, code
from nscl.enterprises.tests.lists.test_taking_back import named, take, weighed
from nscl.foundation import clock

WHOM = ["Tên", "Mã số thuế", "Điện thoại", "Thư điện tử", "Người đại diện", "Người liên hệ", "Ghi chú", "Địa chỉ"]
BEFORE = ["0255 0000 000", "cu@example.vn", "Nguyễn Văn A", "Trần Thị B", "cũ"]
AFTER = ["0255 0000 111", "moi@example.vn", "Nguyễn Văn C", "Trần Thị D", "mới"]


def whom(n: int) -> list[str]:
    one = named(n)
    return [one.phone, one.email, one.representative, one.contact_name, one.note]


@pytest.fixture
def replaced(bring: Bring) -> EnterpriseList:
    """A list that replaced contacts of the first profile, filled in those of the second, changed an address of the
    third."""
    some = [["Nơi thứ 1", code(100), *BEFORE, "Số 1"], ["Nơi thứ 2", code(200)], ["Nơi thứ 3", code(300), *BEFORE, "x"]]
    bring([WHOM, *some])
    rows = [["Nơi thứ 1", code(100), *AFTER, ""], ["Nơi thứ 2", code(200), *AFTER, "Số 2"], ["Nơi thứ 3", code(300)]]
    rows[2] += [*BEFORE, "Số 3"]
    found = bring([WHOM, *rows], overwrite=True)
    found.refresh_from_db()
    return found


def test_contacts_and_notes_are_put_back(replaced: EnterpriseList, officer: User) -> None:
    """Also where nothing that the history tells of was changed. What is kept for it is forgotten."""
    assert whom(1) == whom(2) == AFTER
    kept = ListChanged.objects.order_by("enterprise__name").values_list("before", flat=True)
    assert [sorted(one.values()) for one in kept] == [sorted(BEFORE), [""] * 5, []]
    assert weighed(replaced) == queries.Weighed(profiles=0, kept=0, figures=0, mended=3)
    take(replaced, officer)
    assert (whom(1), whom(2), whom(3)) == (BEFORE, [""] * 5, BEFORE)
    assert [named(n).address for n in (1, 2, 3)] == ["Số 1", "", "x"]
    assert {named(n).version for n in (1, 2, 3)} == {3}
    assert (replaced.taken_mended, ListKept.objects.count()) == (3, 0)
    assert [{*one.values()} for one in kept.all()] == [{None}, {None}, set()]
    assert replaced.forgotten_at is not None


def test_contacts_that_somebody_wrote_since_stay(replaced: EnterpriseList, officer: User) -> None:
    one = named(1)
    actions.edit_enterprise(enterprise=one, version=one.version, values={"phone": "0255 0000 222"}, by=officer)
    take(replaced, officer)
    assert whom(1) == ["0255 0000 222", *AFTER[1:]]
    [kept] = ListKept.objects.all()
    assert (kept.enterprise_id, kept.why) == (one.pk, "Hồ sơ có từ trước đã được sửa sau khi danh sách cập nhật")
    assert {*ListChanged.objects.get(enterprise=one).before.values()} == {None}


def test_rows_of_two_parts_that_met_the_same_profile(bring: Bring, officer: User) -> None:
    bring([WHOM, ["Nơi thứ 1", code(100), *BEFORE, "Số 1"]])
    rows = [["Nơi thứ 1", code(100), *AFTER, "Số 2"], ["Nơi thứ 1", "", "0255 0000 333", "", "", "", "", "Số 3"]]
    found = bring([WHOM, *rows], overwrite=True, size=1)
    found.refresh_from_db()
    one = named(1)
    assert (one.phone, one.address, one.version) == ("0255 0000 333", "Số 3", 3)
    take(found, officer)
    assert (whom(1), named(1).address, found.taken_mended) == (BEFORE, "Số 1", 1)


def test_after_a_while_contacts_are_forgotten_and_it_is_said(
    replaced: EnterpriseList, officer: User, browser: Client
) -> None:
    later = clock.now() + dt.timedelta(days=mending.KEPT_DAYS + 1)
    assert forgetting.forget_old() == 0
    with clock.at(later):
        assert forgetting.forget_old() == 2  # the list before too
        assert forgetting.forget_old() == 0
    assert not {value for one in ListChanged.objects.all() for value in one.before.values()} - {None}
    assert weighed(replaced) == queries.Weighed(profiles=0, kept=0, figures=0, mended=3, lost=2)
    page = browser.get(f"/doanh-nghiep/nhap/{replaced.pk}/lay-lai/").content.decode()
    assert "Liên hệ, ghi chú cũ không còn" in page
    take(replaced, officer)
    assert (whom(1), whom(2), whom(3)) == (AFTER, AFTER, BEFORE)
    assert [named(n).address for n in (1, 2, 3)] == ["Số 1", "", "x"]
    assert named(1).version == 2  # nothing of it could be put back
    assert replaced.taken_mended == 2
    columns = "Điện thoại, Thư điện tử, Người đại diện, Người liên hệ, Ghi chú"
    assert [*ListKept.objects.order_by("enterprise__name").values_list("why", flat=True)] == 2 * [
        f"Đã quá 90 ngày nên nội dung cũ không còn được giữ để trả lại: {columns}"
    ]


@pytest.mark.parametrize("told", [{"version": 9}, {"before": {"phone": "1"}}, {"before": {}}])
def test_what_a_list_replaced_is_forgotten_or_stays(replaced: EnterpriseList, told: dict[str, Any]) -> None:
    rows = ListChanged.objects.filter(list=replaced, before__has_key="phone")
    with pytest.raises(IntegrityError, match="may only be forgotten"), transaction.atomic():
        rows.update(**told)
    with pytest.raises(IntegrityError, match="may only be forgotten"), transaction.atomic():
        rows.delete()


def test_new_rows_and_those_that_say_nothing_new_are_not_remembered(bring: Bring, replaced: EnterpriseList) -> None:
    assert ListChanged.objects.count() == 3
    bring([WHOM, ["Nơi thứ 1", code(100), *AFTER, ""], ["Nơi thứ 9", code(900), *AFTER, ""]], overwrite=True)
    assert ListChanged.objects.count() == 3
