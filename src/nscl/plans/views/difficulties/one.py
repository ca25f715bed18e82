"""One difficulty as a conversation: who has the ball, how many days are left, everything that happened."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nscl.documents import access as documents_access
from nscl.documents import queries as documents
from nscl.documents import serving
from nscl.foundation import clock
from nscl.foundation.templatetags.components import Step
from nscl.plans.access import difficulties as access
from nscl.plans.models import Difficulty, DifficultyFile, DifficultyStep
from nscl.plans.queries import difficulties as queries
from nscl.plans.states.difficulties import DIFFICULTY
from nscl.plans.views.difficulties.common import who

Status = Difficulty.Status
VERBS = ("assign", "answer", "escalate", "close", "reopen", "withdraw")


@login_required
@require_safe
def difficulty(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.difficulty_for(who(request), pk)
    steps = queries.conversation(found)
    tone, icon = queries.TONES[Status(found.status)]
    return render(
        request,
        "plans/difficulties/one.html",
        {
            "difficulty": found,
            "tone": tone,
            "state_icon": icon,
            "overdue": found.is_overdue(clock.today()),
            "ball": who_has_the_ball(found),
            "steps": steps,
            "line": line(found, steps),
            "linked": queries.linked(found),
            "may": allowed(request, found),
            "secret": who(request).has_perm(documents_access.SENSITIVE, found),
        },
    )


@login_required
@require_safe
def file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponseBase:
    """A file that came with a step, for whoever may read the difficulty."""
    found = access.difficulty_for(who(request), pk)
    held = DifficultyFile.objects.select_related("attachment").filter(pk=file_pk, step__difficulty=found).first()
    if held is None:
        raise Http404("file")
    if documents.is_sensitive(held.attachment) and not who(request).has_perm(documents_access.SENSITIVE, found):
        raise PermissionDenied(documents_access.SENSITIVE)
    return serving.respond(request, held.attachment)


def allowed(request: HttpRequest, found: Difficulty) -> dict[str, bool]:
    """What the person may do now, by verb; one that is handled with another goes with that one."""
    user = who(request)
    officer, reporter = access.may(user, access.EDIT, found), access.may(user, access.REPORT, found)
    if not reporter:
        return {}
    may = {verb: DIFFICULTY.allowed(found, verb, by=user) for verb in VERBS}
    if found.same_as_id is not None:
        may |= dict.fromkeys(("assign", "answer", "escalate", "close"), False)
    live = found.status not in Difficulty.OVER
    return {
        **may,
        "note": live,
        "correct": officer and live,
        "due": officer and found.is_open,
        "link": officer and found.is_open and found.same_as_id is None,
        "unlink": officer and found.same_as_id is not None,
        "papers": officer and found.status != Status.WITHDRAWN,
        "officer": officer,
    }


def who_has_the_ball(found: Difficulty) -> str:
    """Who has to do the next thing."""
    if found.status == Status.ASSIGNED and found.responsible:
        return found.responsible.full_name
    if found.status == Status.ESCALATED:
        return found.escalated_to
    words = {
        Status.RECEIVED: _("Chưa giao cho ai xử lý"),
        Status.ANSWERED: _("Bên nêu vấn đề xem trả lời"),
    }
    return words.get(Status(found.status), _("Không ai phải làm gì nữa"))


def line(found: Difficulty, steps: list[DifficultyStep]) -> list[Step]:
    """The way from receipt to the end, with the days known."""
    on = {step.verb: f"{step.happened_on:%d/%m/%Y}" for step in steps}
    way: list[tuple[str, str, str, Any]] = [
        (_("Tiếp nhận"), "received", Status.RECEIVED, ""),
        (_("Giao xử lý"), "assigned", Status.ASSIGNED, found.responsible.full_name if found.responsible else ""),
    ]
    if "escalated" in on:
        way.append((_("Kiến nghị cấp trên"), "escalated", Status.ESCALATED, found.escalated_to))
    way += [
        (_("Trả lời"), "answered", Status.ANSWERED, ""),
        (_("Kết thúc"), "closed", Status.CLOSED, ""),
    ]
    if found.status == Status.WITHDRAWN:
        return [Step(_("Tiếp nhận"), "done", on["received"]), Step(_("Đã rút"), "done", on.get("withdrawn", ""))]
    at = next(n for n, (_label, _verb, state, _detail) in enumerate(way) if state == found.status)
    over = found.status == Status.CLOSED
    return [
        Step(label, _stand(n, at, over), on.get(verb, "") if n <= at else "", detail if n <= at else "")
        for n, (label, verb, _state, detail) in enumerate(way)
    ]


def _stand(place: int, at: int, over: bool) -> str:
    if place < at or (over and place == at):
        return "done"
    return "now" if place == at else "next"
