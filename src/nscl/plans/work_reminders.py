"""The letters that remind of steps: one a person, a province and a day, whatever runs twice.

A step asks for a letter on the day seven days before it is due, on the day before, and, once late, on the first day
after and every seventh from then on. A day on which nothing ran is made up for by the next one. The letter tells of all
that is due within a week or late, so that whoever gets one sees where they stand.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from nscl.accounts.memberships import current
from nscl.accounts.models import Delegation, User
from nscl.accounts.queries.people import working
from nscl.foundation import clock, outbox, tenancy
from nscl.foundation.models import PeriodicRun
from nscl.organisations.models import Province
from nscl.organisations.queries import in_force, with_predecessors
from nscl.plans.models import ReminderChoice, TaskStep, WorkDigest
from nscl.plans.queries.work_due import open_steps, where

WEEK = dt.timedelta(days=7)
AHEAD = (7, 1)
MOST_TOLD = 30
NAME = "plans.work_digest"


@dataclass
class Told:
    """What a letter tells a person: their own steps, and those of people they stand in for, by name."""

    steps: list[TaskStep] = field(default_factory=list)
    others: dict[str, list[TaskStep]] = field(default_factory=dict)

    @property
    def all(self) -> list[TaskStep]:
        return [*self.steps, *(step for steps in self.others.values() for step in steps)]


def last_day(today: dt.date) -> dt.date:
    """The last day on which letters were written, within the week before; yesterday where there was none."""
    runs = PeriodicRun.objects.filter(name=NAME, state=PeriodicRun.State.DONE).order_by("-period")
    days = [timezone.localtime(dt.datetime.fromisoformat(run.period)).date() for run in runs[:1]]
    before = [day for day in days if day < today]
    return max(max(before, default=today - dt.timedelta(days=1)), today - WEEK)


def write_all(today: dt.date, *, since: dt.date) -> int:
    """Province by province, each in its own scope; how many letters."""
    written = 0
    for province in Province.objects.filter(in_force(today)).order_by("code", "id"):
        reach = with_predecessors(province.pk)
        with tenancy.scope(tenancy.Scope.of(write=reach)):
            written += _write(province, reach, today, since)
    return written


def asks(step: TaskStep, since: dt.date, today: dt.date) -> bool:
    """Whether a day on which the step asks for a letter lies after `since`, up to today."""
    days = [step.due_on - dt.timedelta(days=ahead) for ahead in AHEAD]
    if (late := (today - step.due_on).days) > 0:
        days.append(today - dt.timedelta(days=(late - 1) % 7))
    return any(since < day <= today for day in days)


def _write(province: Province, reach: frozenset[int], today: dt.date, since: dt.date) -> int:
    steps = list(
        open_steps(reach).filter(due_on__lte=today + WEEK).select_related("task_year__responsible", "responsible")
    )
    held: dict[int, list[TaskStep]] = defaultdict(list)
    for step in steps:
        if holder := step.responsible_id or step.task_year.responsible_id:
            held[holder].append(step)
    told = _told(held, reach, today)
    people = {p.pk: p for p in working(reach, permission="plans.view").filter(pk__in=list(told))}
    choices = ReminderChoice.objects.in_bulk(list(people))
    written = 0
    for pk, person in people.items():
        choice = choices.get(pk)
        if (choice is None or choice.wanted) and any(asks(step, since, today) for step in told[pk].all):
            written += _letter(person, choice.language if choice else settings.LANGUAGE_CODE, told[pk], province, today)
    return written


def _told(held: dict[int, list[TaskStep]], reach: frozenset[int], today: dt.date) -> dict[int, Told]:
    """Who is told of what. Whoever stands in for somebody today is told of that person's steps besides."""
    told: dict[int, Told] = {pk: Told(steps) for pk, steps in held.items()}
    rows = Delegation.objects.filter(current(today), withdrawn_at__isnull=True, province_id__in=reach)
    for one in rows.filter(membership__user__in=list(held)).select_related("membership__user").order_by("id"):
        absent = one.membership.user
        told.setdefault(one.delegate_id, Told()).others[absent.full_name] = held[absent.pk]
    return told


def _letter(person: User, language: str, told: Told, province: Province, today: dt.date) -> int:
    """Write it, unless that was done today: the row and the letter are there together or neither is."""
    with translation.override(language):
        subject, body = _words(person, told, province, today)
    try:
        with transaction.atomic():
            WorkDigest(province=province, person=person, day=today, steps=len(told.all), recorded_at=clock.now()).save(
                force_insert=True
            )
            outbox.send(to=[person.email], subject=subject, body=body, province_id=province.pk)
    except IntegrityError:
        return 0
    return 1


def _words(person: User, told: Told, province: Province, today: dt.date) -> tuple[str, str]:
    """The first line of the template is the subject."""
    context = {
        "person": person, "province": province, "today": today, "more": max(0, len(told.all) - MOST_TOLD),
        "groups": [("", _lines(told.steps, today)), *((name, _lines(s, today)) for name, s in told.others.items())],
        "late": sum(step.due_on < today for step in told.all), "count": len(told.all),
        "url": settings.SITE_URL + reverse("work_year") + "?cua=toi",
        "settings_url": settings.SITE_URL + reverse("work_settings"),
    }  # fmt: skip
    subject, _sep, body = render_to_string("plans/letters/work_digest.txt", context).strip().partition("\n")
    return subject.strip(), body.strip() + "\n"


def _lines(steps: Iterable[TaskStep], today: dt.date) -> list[tuple[TaskStep, str, bool]]:
    """(step, address, late), the most pressing first."""
    shown = sorted(steps, key=lambda step: (step.due_on, step.pk))[:MOST_TOLD]
    return [(step, _address(step), step.due_on < today) for step in shown]


def _address(step: TaskStep) -> str:
    at = where(step)
    return f"{settings.SITE_URL}{reverse('plan_task', args=[at.plan, at.task])}?nam={step.task_year.year}"
