"""Work behind the page, letters on their way out, and what monitoring asks."""

from __future__ import annotations

from matrix.declare import EVERYONE, READERS, SIGNED_IN, alone, get, listing, post
from matrix.plans import in_force
from matrix.world import Side
from nscl.foundation import clock, jobs
from nscl.foundation.jobs.testing import run
from nscl.foundation.models import Job, OutboxMessage


def waiting_job(side: Side) -> Job:
    plan = side.kept(in_force)
    with side.acting() as officer:
        arguments = {"plan": plan.pk, "name": "ke-hoach"}
        return jobs.start(
            "plans.export", province_id=side.province.pk, by=officer, arguments=arguments, title=plan.number
        )


def finished_job(side: Side) -> Job:
    made = run(waiting_job(side))
    assert made.state == "done"
    return made


def stopped_job(side: Side) -> Job:
    made = waiting_job(side)
    with side.acting() as officer:
        return jobs.cancel(job=made, by=officer)


def lost_letter(side: Side) -> OutboxMessage:
    """A letter that may or may not have arrived."""
    return OutboxMessage.objects.create(
        province_id=side.province.pk, message_id=f"<{side.name}@example.vn>", sender="a@example.vn", raw=b"Subject: x",
        recipients=["b@example.vn"], subject=f"Giấy mời {side.name}", state="uncertain", created_at=clock.now(),
        next_try_at=clock.now(),
    )  # fmt: skip


BLIND = {"administrator": 404}
STARTER = {"administrator": 404, "ministry": 403}
POSTMAN = ("administrator",)

ROUTES = [
    listing("jobs", waiting_job, may=SIGNED_IN, shows=lambda job: f"/viec-nen/{job.pk}/", query=lambda job: "cua=tinh",
            unseen=("administrator", "nobody")),
    get("job", waiting_job, may=READERS, others=BLIND),
    get("job_progress", waiting_job, may=READERS, others=BLIND),
    get("job_result", finished_job, may=READERS, others=BLIND, changes=("foundation.auditentry",)),
    post("job_cancel", waiting_job, may=["officer"], others=STARTER, changes="foundation.job"),
    post("job_retry", stopped_job, may=["officer"], others=STARTER, changes="foundation.job"),
    listing("letters", lost_letter, may=POSTMAN, shows=lambda letter: letter.subject),
    get("letter", lost_letter, may=POSTMAN),
    post("letter_resend", lost_letter, may=POSTMAN, changes="foundation.outboxmessage"),
    post("letter_settle", lost_letter, may=POSTMAN, send=lambda letter: {"da_den": "co"},
         changes="foundation.outboxmessage"),
    alone("health", may=EVERYONE, because="a word of life", public="a load balancer asks without an account"),
    alone("health_ready", may=EVERYONE, because="names of what fails", public="monitoring asks without an account",
          done=503),
]  # fmt: skip
