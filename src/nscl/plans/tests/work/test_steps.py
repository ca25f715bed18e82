"""Steps with their days: added, corrected, done, set aside, proposed, copied from the year before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from nscl.config.testing.cast import Cast
from nscl.foundation.models import AuditEntry
from nscl.plans.actions import work
from nscl.plans.models import Task, TaskStep, TaskYear
from nscl.plans.queries.work_steps import last_years, proposals
from nscl.plans.rules.steps import ends_of, moved
from nscl.plans.tests.pages.conftest import words_of
from nscl.plans.tests.work.conftest import TODAY, YEAR
from nscl.plans.tests.work.test_task_page import url
from nscl.shared.errors import DomainError

DUE = dt.date(2026, 12, 1)


def step(task: Task, cast: Cast, title: str = "Phát phiếu", due: dt.date | None = DUE, year: int = YEAR) -> TaskStep:
    return work.add_step(task=task, year=year, title=title, due_on=due, responsible=None, by=cast.officer)


def test_completing_begins_the_task(cast: Cast, task: Task) -> None:
    with cast.acting(cast.officer) as by:
        made = step(task, cast)
        done = work.complete_step(step=made, version=1, done_on=None, by=by)
        assert (done.done_on, done.done_by) == (TODAY, by)
        assert TaskYear.objects.get().status == "under_way"
        codes = list(AuditEntry.objects.order_by("id").values_list("code", flat=True))
        assert codes[-3:] == ["task_step.added", "task_step.completed", "task_year.started"]
        again = work.reopen_step(step=done, version=2, by=by)
        assert again.done_on is None


@pytest.mark.parametrize(
    ("title", "due", "field"),
    [
        ("", DUE, "title"),
        ("x" * 301, DUE, "title"),
        ("Phát phiếu", None, "due_on"),
        ("Phát phiếu", dt.date(2025, 12, 31), "due_on"),
        ("Phát phiếu", dt.date(2027, 2, 1), "due_on"),
    ],
)
def test_wrong_steps(cast: Cast, task: Task, title: str, due: dt.date | None, field: str) -> None:
    with cast.acting(cast.officer):
        with pytest.raises(DomainError) as refused:
            step(task, cast, title, due)
        assert refused.value.field == field
        assert not TaskStep.objects.exists()


def test_what_cannot_be_any_more(cast: Cast, task: Task) -> None:
    with cast.acting(cast.officer) as by:
        made = step(task, cast)
        with pytest.raises(DomainError, match="sau hôm nay"):
            work.complete_step(step=made, version=1, done_on=TODAY + dt.timedelta(days=1), by=by)
        with pytest.raises(DomainError, match="lý do"):
            work.void_step(step=made, version=1, reason=" ", by=by)
        work.void_step(step=made, version=1, reason="Gộp", by=by)
        deeds: list[Callable[[], object]] = [
            lambda: work.complete_step(step=made, version=2, done_on=None, by=by),
            lambda: work.void_step(step=made, version=2, reason="Nữa", by=by),
            lambda: work.reopen_step(step=made, version=2, by=by),
        ]
        for deed in deeds:
            with pytest.raises(DomainError) as refused:
                deed()
            assert refused.value.code == "state"
        work.change_state(task=task, year=YEAR, verb="stop", reason="Thôi", version=None, by=by)
        with pytest.raises(DomainError, match="mở lại nhiệm vụ"):
            step(task, cast)


def test_two_people_change_one_step(cast: Cast, task: Task) -> None:
    with cast.acting(cast.officer) as by:
        made = step(task, cast)
        work.edit_step(step=made, version=1, title="Phát 500 phiếu", due_on=DUE, responsible=None, by=by)
        with pytest.raises(work.WorkConflict) as refused:
            work.edit_step(step=made, version=1, title="Phát 400 phiếu", due_on=DUE, responsible=None, by=by)
        assert isinstance(refused.value.current, TaskStep)
        assert refused.value.current.title == "Phát 500 phiếu"


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("Quý II/2026", [dt.date(2026, 6, 30)]),
        ("Quý III và quý IV", [dt.date(2026, 12, 31)]),
        ("Trước ngày 15/10/2026", [dt.date(2026, 10, 15)]),
        ("trước 30 tháng 11 hằng năm", [dt.date(2026, 11, 30)]),
        ("trước ngày 30 tháng 9 hằng năm", [dt.date(2026, 9, 30)]),
        ("6 tháng đầu năm", [dt.date(2026, 6, 30)]),
        ("Hằng quý", [dt.date(2026, 3, 31), dt.date(2026, 6, 30), dt.date(2026, 9, 30), dt.date(2026, 12, 31)]),
        ("Hằng năm", [dt.date(2026, 11, 15)]),
        ("Tháng 2", [dt.date(2026, 2, 28)]),
        ("15/10/2024", [dt.date(2026, 11, 15)]),
        ("", [dt.date(2026, 11, 15)]),
    ],
)
def test_the_day_that_words_name(words: str, ends: list[dt.date]) -> None:
    assert ends_of(words, YEAR) == ends


def test_days_move_with_the_year() -> None:
    assert moved(dt.date(2024, 2, 29), 1) == dt.date(2025, 2, 28)
    assert moved(dt.date(2026, 1, 31), 2) == dt.date(2028, 1, 31)


def test_steps_are_proposed_from_the_plan(screen: Client, cast: Cast, task: Task) -> None:
    with cast.acting(cast.officer):
        assert proposals(task, YEAR) == [
            ("Lập kế hoạch chi tiết, phân công thực hiện", dt.date(2026, 3, 31)),
            ("Hoàn thành: Danh sách", dt.date(2026, 6, 30)),
            ("Báo cáo kết quả thực hiện", dt.date(2026, 7, 15)),
        ]
    page = url(task, "steps_fill") + f"?nam={YEAR}"
    assert "Sửa chữ, sửa hạn" in words_of(screen, page)
    sent = {
        "nam": YEAR, "tu": "ke-hoach", "lay-1": "on", "viec-1": "Xong danh sách", "han-1": "20/06/2026",
        "viec-0": "Không lấy", "han-0": "x", "viec-2": "", "han-2": "",
    }  # fmt: skip
    refused = screen.post(page, sent)
    assert refused.status_code == 422
    assert 'value="Xong danh sách"' in refused.content.decode()
    assert screen.post(page, sent | {"han-0": ""}).status_code == 302
    with cast.acting(cast.officer):
        assert list(TaskStep.objects.values_list("title", "due_on")) == [("Xong danh sách", dt.date(2026, 6, 20))]
    nothing = screen.post(page, {"nam": YEAR, "tu": "ke-hoach"})
    assert nothing.status_code == 422
    assert "đánh dấu ít nhất một bước" in nothing.content.decode()


def test_last_years_steps_are_taken_over(screen: Client, cast: Cast, task: Task) -> None:
    with cast.acting(cast.officer) as by:
        assert last_years(task, 2027) == []
        step(task, cast, "Một", dt.date(2026, 3, 1))
        gone = step(task, cast, "Hai", dt.date(2026, 5, 1))
        work.void_step(step=gone, version=1, reason="Gộp", by=by)
        assert last_years(task, 2028) == [("Một", dt.date(2028, 3, 1))]
    page = url(task, "steps_fill")
    assert "Chép các bước từ năm trước" in words_of(screen, url(task) + "?nam=2027")
    shown = screen.get(page + "?nam=2027&tu=nam-truoc").content.decode()
    assert 'value="01/03/2027"' in shown
    sent = {"nam": 2027, "tu": "nam-truoc", "lay-0": "on", "viec-0": "Một", "han-0": "01/03/2027"}
    assert screen.post(page, sent).status_code == 302
    with cast.acting(cast.officer):
        assert TaskStep.objects.get(task_year__year=2027).due_on == dt.date(2027, 3, 1)


def test_the_pages_of_a_step(screen: Client, cast: Cast, task: Task) -> None:
    with cast.acting(cast.officer):
        made = step(task, cast)
    page = url(task, "step_edit", made.pk)
    assert "Phát phiếu" in screen.get(page).content.decode()
    sent = {"title": "Phát 500 phiếu", "due_on": "02/12/2026", "responsible": cast.head.pk, "nam": YEAR}
    assert screen.post(page, sent | {"version": 9}).status_code == 409
    assert screen.post(page, sent | {"version": 1}).status_code == 302
    said = words_of(screen, url(task))
    assert "Phát 500 phiếu" in said
    assert "Lê Thị C" in said
    void = url(task, "step_void", made.pk)
    assert "không còn được nhắc" in words_of(screen, void)
    assert screen.post(void, {"version": 2, "reason": ""}).status_code == 422
    assert screen.post(void, {"version": 2, "reason": "Gộp"}).status_code == 302
    assert "Bước đã bỏ" in words_of(screen, url(task))
    wrong_day = screen.post(url(task, "step_complete", made.pk), {"version": 3, "done_on": "hôm qua"})
    assert wrong_day.status_code == 422
    assert "Ngày ghi như 30/06/2026" in wrong_day.content.decode()
