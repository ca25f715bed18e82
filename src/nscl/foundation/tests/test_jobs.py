"""A job starts with its action or not at all, runs as its starter, ends once, and says how it went."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from nscl.config.testing.cast import Cast
from nscl.foundation import audit, clock, jobs, tenancy
from nscl.foundation.jobs import register, running
from nscl.foundation.jobs.progress import SameConnection
from nscl.foundation.jobs.testing import make_due, run_queued
from nscl.foundation.models import AuditEntry, Job
from nscl.shared.errors import DomainError

SEEN: list[Any] = []


def count(job: jobs.Running) -> dict[str, Any]:
    for _row in job.counted(range(3)):
        pass
    SEEN.append((job.by, job.province_id, tenancy.current()))
    return {"counted": 3}


def break_down(job: jobs.Running) -> None:
    SEEN.append("tried")
    raise ValueError("Nguyễn Văn A")


def refuse(job: jobs.Running) -> None:
    raise DomainError("invalid", "Kế hoạch chưa có tên.")


def leave_a_mark_and_break(job: jobs.Running) -> None:
    audit.record("test.mark", Job(pk=job.pk, province_id=job.province_id), by=None)
    if len(SEEN) < 1:
        SEEN.append("broke")
        raise ValueError
    SEEN.append("went through")


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "_kinds", dict(jobs.kinds()))
    SEEN.clear()
    for code, work in (("count", count), ("break", break_down), ("refuse", refuse), ("mark", leave_a_mark_and_break)):
        jobs.task(f"test.{code}", words=f"Thử {code}", permission="plans.view", tries=2)(work)


def start(cast: Cast, code: str = "test.count", **more: Any) -> Job:
    return jobs.start(code, province_id=cast.province.pk, by=more.pop("by", cast.officer), **more)


def test_a_job_runs_as_its_starter_and_tells_its_result(cast: Cast) -> None:
    with cast.acting(cast.officer):
        scope = tenancy.current()
        job = start(cast, title="Thử")
        assert job.state == "queued"
        assert run_queued() == ["nscl.job"]
        job.refresh_from_db()
    assert (job.state, job.result, job.done, job.total) == ("done", {"counted": 3}, 3, 3)
    assert [(cast.officer, cast.province.pk, scope)] == SEEN
    assert job.ended_at is not None


def test_what_is_rolled_back_never_runs(cast: Cast) -> None:
    with cast.acting(cast.officer):
        with transaction.atomic():
            start(cast)
            transaction.set_rollback(True)
        assert run_queued() == []
        assert not Job.objects.exists()


def test_the_same_key_is_the_same_job(cast: Cast) -> None:
    with cast.acting(cast.officer):
        first, again = start(cast, key="a"), start(cast, key="a")
        other = start(cast, key="b")
        assert first.pk == again.pk != other.pk
        assert run_queued() == ["nscl.job"] * 2
        with cast.acting(cast.stranger):
            theirs = jobs.start("test.count", province_id=cast.other_province.pk, by=cast.stranger, key="a")
        assert theirs.pk != first.pk


def test_who_may_not_do_it_may_not_start_it(cast: Cast) -> None:
    with cast.acting(cast.officer):
        with pytest.raises(DomainError, match="không có quyền"):
            start(cast, by=cast.nobody)
        with pytest.raises(DomainError, match="không có quyền"):
            start(cast, by=cast.stranger)


def test_a_right_lost_in_the_meantime_stops_the_job(cast: Cast) -> None:
    with cast.acting(cast.officer):
        job = start(cast)
        cast.officer.memberships.update(valid_to=clock.today())
        run_queued()
        job.refresh_from_db()
        assert job.state == "failed"
        assert "không còn quyền" in job.error
        assert SEEN == []


def test_a_refusal_is_told_and_not_tried_again(cast: Cast) -> None:
    with cast.acting(cast.officer):
        job = start(cast, "test.refuse")
        assert run_queued() == ["nscl.job"]
        make_due()
        assert run_queued() == []
        job.refresh_from_db()
        assert (job.state, job.error) == ("failed", "Kế hoạch chưa có tên.")


def test_an_error_is_tried_again_and_at_last_given_up(cast: Cast) -> None:
    with cast.acting(cast.officer):
        job = start(cast, "test.break")
        run_queued()
        job.refresh_from_db()
        assert (job.state, job.attempts) == ("queued", 1)
        assert job.next_try_at is not None
        assert "tự thử lại" in job.error
        assert run_queued() == []
        make_due()
        run_queued()
        job.refresh_from_db()
        assert (job.state, job.attempts, SEEN) == ("failed", 2, ["tried", "tried"])
        assert "Nguyễn" not in job.error
        jobs.retry(job=job, by=cast.officer)
        run_queued()
        assert SEEN == ["tried"] * 3


def test_what_a_failed_attempt_wrote_is_gone(cast: Cast) -> None:
    with cast.acting(cast.officer):
        job = start(cast, "test.mark")
        run_queued()
        assert not AuditEntry.objects.filter(code="test.mark").exists()
        make_due()
        run_queued()
        job.refresh_from_db()
        assert (job.state, SEEN) == ("done", ["broke", "went through"])
        assert AuditEntry.objects.filter(code="test.mark").count() == 1


def test_a_waiting_job_is_cancelled_at_once(cast: Cast) -> None:
    with cast.acting(cast.officer):
        job = jobs.cancel(job=start(cast), by=cast.officer)
        assert job.state == "cancelled"
        run_queued()
        assert SEEN == []
        codes = AuditEntry.objects.order_by("id").values_list("code", flat=True)
        assert list(codes) == ["job.started", "job.cancelled"]


def test_a_running_job_stops_at_its_next_step(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops_itself(job: jobs.Running) -> None:
        jobs.cancel(job=Job.objects.get(pk=job.pk), by=cast.officer)
        job.advance()
        SEEN.append("went on")

    jobs.task("test.long", words="Lâu", permission="plans.view", atomic=False)(stops_itself)
    with cast.acting(cast.officer):
        job = start(cast, "test.long")
        run_queued()
        job.refresh_from_db()
        assert (job.state, SEEN) == ("cancelled", [])


def test_a_job_found_running_was_dropped_and_is_done_once(cast: Cast) -> None:
    """Delivered again while the first worker still works: the second takes over, the first changes nothing."""

    def taken_over(job: jobs.Running) -> dict[str, Any]:
        SEEN.append(job.pk)
        if len(SEEN) == 1:
            running.run(job.pk, job.province_id, reporter=SameConnection())
        return {"by": len(SEEN)}

    jobs.task("test.twice", words="Hai lần", permission="plans.view", atomic=False)(taken_over)
    with cast.acting(cast.officer):
        job = start(cast, "test.twice")
        run_queued()
        job.refresh_from_db()
        assert (job.state, job.attempts, job.result) == ("done", 2, {"by": 2})


def test_a_job_that_kills_its_workers_is_given_up(cast: Cast) -> None:
    with cast.acting(cast.officer):
        job = start(cast)
        Job.objects.filter(pk=job.pk).update(state="running", attempts=2)
        run_queued()
        job.refresh_from_db()
        assert (job.state, SEEN) == ("failed", [])
        assert "dừng giữa chừng" in job.error


def test_an_interrupted_job_goes_back_without_counting(cast: Cast) -> None:
    with cast.acting(cast.officer):
        job = start(cast)
        with pytest.raises(running.Again):
            running.run(job.pk, job.province_id, reporter=SameConnection(), stopping=lambda: True)
        job.refresh_from_db()
        assert (job.state, job.attempts) == ("queued", 0)


def test_a_clock_set_back_or_ahead_changes_nothing(cast: Cast) -> None:
    """Times are for people; what is next is decided by states."""
    with cast.acting(cast.officer):
        with clock.at(dt.datetime(2031, 1, 1, tzinfo=dt.UTC)):
            job = start(cast, "test.break", by=None)
            run_queued()
        with clock.at(dt.datetime(2020, 1, 1, tzinfo=dt.UTC)):
            make_due()
            run_queued()
            job.refresh_from_db()
        assert (job.state, SEEN) == ("failed", ["tried", "tried"])


def test_the_database_keeps_an_end_with_its_time(cast: Cast) -> None:
    with cast.acting(cast.officer):
        job = start(cast)
        for wrong in ({"state": "done"}, {"ended_at": clock.now()}, {"done": -1}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Job.objects.filter(pk=job.pk).update(**wrong)


def test_another_province_sees_nothing(cast: Cast) -> None:
    with cast.acting(cast.officer):
        start(cast)
    with cast.acting(cast.stranger):
        assert not Job.objects.exists()


def test_the_application_may_use_the_queue_and_owns_nothing_of_it(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_proc WHERE proname LIKE 'procrastinate%%' AND proowner = current_user::regrole"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("LISTEN procrastinate_any_queue_v1")
