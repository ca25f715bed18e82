"""Work behind the page: seen by whom it concerns, stopped, done again, its result taken away."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from nscl.config.testing.cast import Cast
from nscl.documents import files
from nscl.foundation import clock, jobs, tenancy
from nscl.foundation.jobs import register
from nscl.foundation.jobs.testing import run_queued
from nscl.foundation.models import AuditEntry, Job
from nscl.interfaces import jobs as chores

LIST = "/viec-nen/"


def write_file(job: jobs.Running) -> dict[str, Any]:
    job.say("Đang viết", total=2)
    job.advance(2)
    kept = files.store(BytesIO("Nội dung".encode()), name="Kết quả.txt", province_id=job.province_id, by=job.by)
    return {"attachment": kept.pk}


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path
    monkeypatch.setattr(register, "_kinds", dict(jobs.kinds()))
    jobs.task("test.file", words="Ghi một tệp", permission="plans.view")(write_file)
    jobs.task("test.edit", words="Việc của người sửa", permission="plans.edit")(write_file)


def start(cast: Cast, code: str = "test.file", by: str = "officer") -> Job:
    user = getattr(cast, by)
    province = cast.other_province if by == "stranger" else cast.province
    with cast.acting(user):
        return jobs.start(code, province_id=province.pk, by=user, title="Kế hoạch <b>12</b>")


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def done(cast: Cast, code: str = "test.file") -> Job:
    job = start(cast, code)
    run_queued()
    with cast.acting(cast.officer):
        job.refresh_from_db()
    return job


def test_from_start_to_result(cast: Cast) -> None:
    client, job = signed_in(cast.officer), start(cast)
    page = client.get(f"{LIST}{job.pk}/").content.decode()
    assert "Đang chờ đến lượt" in page
    assert "rời trang này và quay lại" in page
    assert 'http-equiv="refresh"' in page
    assert "&lt;b&gt;12&lt;/b&gt;" in page
    assert "Tải kết quả" not in page
    part = client.get(f"{LIST}{job.pk}/tien-do/", headers={"hx-request": "true"})
    assert "HX-Refresh" not in part.headers
    assert 'hx-trigger="every 2s"' in part.content.decode()
    run_queued()
    assert client.get(f"{LIST}{job.pk}/tien-do/").headers["HX-Refresh"] == "true"
    page = client.get(f"{LIST}{job.pk}/").content.decode()
    assert "Tải kết quả" in page
    assert 'http-equiv="refresh"' not in page
    answer = client.get(f"{LIST}{job.pk}/ket-qua/")
    assert b"".join(answer.streaming_content) == "Nội dung".encode()  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    with cast.acting(cast.officer):
        assert AuditEntry.objects.filter(code="attachment.taken", actor_id=cast.officer.pk).count() == 1


def test_looking_on_is_no_sign_of_life(cast: Cast) -> None:
    """A page left open on a job does not keep its session from ending."""
    from nscl.accounts.signin.idle import QUIET

    job = start(cast)
    assert f'hx-headers=\'{{"{QUIET}": "1"}}\'' in signed_in(cast.officer).get(f"{LIST}{job.pk}/").content.decode()


def test_a_running_job_shows_how_far_it_is(cast: Cast) -> None:
    job = start(cast)
    with cast.acting(cast.officer):
        Job.objects.filter(pk=job.pk).update(state="running", done=1200, total=5000, message="Ghi vào bảng tính")
    page = signed_in(cast.officer).get(f"{LIST}{job.pk}/").content.decode()
    assert "1.200 / 5.000" in page
    assert "Ghi vào bảng tính" in page
    assert '<progress max="100" value="24"' in page


@pytest.mark.parametrize("part", ["stranger", "nobody", "administrator"])
@pytest.mark.parametrize("end", ["", "tien-do/", "ket-qua/"])
def test_it_does_not_exist_for_others(cast: Cast, part: str, end: str) -> None:
    """Of another province, of no place, or without the right to what the job does."""
    job = done(cast)
    assert signed_in(getattr(cast, part)).get(f"{LIST}{job.pk}/{end}").status_code == 404


@pytest.mark.parametrize("verb", ["dung/", "lam-lai/"])
def test_others_change_nothing(cast: Cast, verb: str) -> None:
    job = start(cast)
    client = signed_in(cast.stranger)
    assert client.post(f"{LIST}{job.pk}/{verb}").status_code == 404
    assert client.get(f"{LIST}{job.pk}/{verb}").status_code == 405


def test_a_colleague_with_the_right_sees_it_and_one_without_does_not(cast: Cast) -> None:
    job = done(cast, "test.edit")
    assert signed_in(cast.second_officer).get(f"{LIST}{job.pk}/ket-qua/").status_code == 200
    assert signed_in(cast.cooperating).get(f"{LIST}{job.pk}/ket-qua/").status_code == 404


def test_a_colleague_looks_and_does_not_decide(cast: Cast) -> None:
    job, client = start(cast), signed_in(cast.head)
    assert "Dừng việc này" not in client.get(f"{LIST}{job.pk}/").content.decode()
    answer = client.post(f"{LIST}{job.pk}/dung/")
    assert answer.status_code == 403
    assert "Chỉ người bắt đầu" in answer.content.decode()
    assert signed_in(cast.ministry).post(f"{LIST}{job.pk}/dung/").status_code == 403


def test_mine_and_the_provinces(cast: Cast) -> None:
    start(cast)
    colleague = signed_in(cast.second_officer)
    assert "Chưa có việc nền nào" in colleague.get(LIST).content.decode()
    page = colleague.get(f"{LIST}?cua=tinh").content.decode()
    assert "Ghi một tệp" in page
    assert cast.officer.full_name in page
    assert "Ghi một tệp" in signed_in(cast.officer).get(LIST).content.decode()
    assert "Ghi một tệp" not in signed_in(cast.stranger).get(f"{LIST}?cua=tinh").content.decode()


def test_stopping_and_doing_again(cast: Cast) -> None:
    client, job = signed_in(cast.officer), start(cast)
    page = client.post(f"{LIST}{job.pk}/dung/", follow=True).content.decode()
    assert "Đã dừng" in page
    assert "Làm lại" in page
    client.post(f"{LIST}{job.pk}/lam-lai/")
    run_queued()
    assert "Tải kết quả" in client.get(f"{LIST}{job.pk}/").content.decode()


def test_home_shows_what_runs_and_what_failed(cast: Cast) -> None:
    client, job = signed_in(cast.officer), start(cast)
    page = client.get("/").content.decode()
    assert "Ghi một tệp" in page
    assert f"{LIST}{job.pk}/" in page
    with cast.acting(cast.officer):
        Job.objects.filter(pk=job.pk).update(state="failed", ended_at=clock.now(), error="Hỏng")
    assert "Chưa làm được: Ghi một tệp" in client.get("/").content.decode()
    with cast.acting(cast.officer):
        Job.objects.filter(pk=job.pk).update(ended_at=clock.now() - dt.timedelta(days=8))
    assert "Chưa làm được" not in client.get("/").content.decode()


def test_many_are_paged_with_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    with cast.acting(cast.officer):
        made = {"kind": "test.file", "started_by_id": cast.officer.pk, "province_id": cast.province.pk}
        Job.objects.bulk_create(Job(created_at=clock.now(), title=f"Thứ {n}.", **made) for n in range(60))
    client = signed_in(cast.officer)
    with django_assert_max_num_queries(12):
        page = client.get(f"{LIST}?cua=tinh").content.decode()
    assert page.count("Ghi một tệp") == 25
    assert "Thứ 59." in page
    last = re.search(r'rel="next" href="([^"]+)"', page)
    assert last is not None
    following = client.get(LIST + last[1].replace("&amp;", "&")).content.decode()
    assert "Thứ 34." in following
    assert "Thứ 35." not in following
    assert 'rel="prev"' in following


@pytest.mark.parametrize("query", ["sau=x", "sau=99999999999999999999", "truoc=-1", "sau=0", "truoc=0"])
def test_an_address_typed_wrong_gives_a_page(cast: Cast, query: str) -> None:
    assert signed_in(cast.officer).get(f"{LIST}?{query}").status_code == 200


def test_old_jobs_are_forgotten_in_every_province(cast: Cast) -> None:
    ours, theirs = start(cast), start(cast, by="stranger")
    kept = start(cast)
    run_queued()
    with cast.acting(cast.officer):
        Job.objects.filter(pk=ours.pk).update(ended_at=clock.now() - dt.timedelta(days=91))
    with cast.acting(cast.stranger):
        Job.objects.filter(pk=theirs.pk).update(ended_at=clock.now() - dt.timedelta(days=91))
    assert chores.purge(clock.now()) == "2"
    everywhere = [cast.province.pk, cast.other_province.pk]
    with tenancy.scope(tenancy.Scope.of(read=everywhere)):
        assert list(Job.objects.values_list("pk", flat=True)) == [kept.pk]
