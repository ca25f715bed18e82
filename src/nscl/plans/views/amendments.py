"""The versions of a plan; opening an amendment and telling what it rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nscl.documents import kinds, uploads
from nscl.plans import access, words
from nscl.plans.actions import amendments as actions
from nscl.plans.actions.amendments.details import TOLD, Changed
from nscl.plans.actions.amendments.opening import Busy
from nscl.plans.forms.amendments import OpenForm, TellForm
from nscl.plans.forms.head import HeadForm
from nscl.plans.kinds import BY_CODE
from nscl.plans.models import Plan, PlanAmendment
from nscl.plans.queries.versions import CHANGES, Line, Tally, Version, amendment_of, differences, line
from nscl.plans.views.page_frame import STATES, frame
from nscl.plans.views.review_answers import draft, who
from nscl.shared.errors import DomainError

HEAD_WORDS = {name: field.label or name for name, field in HeadForm.base_fields.items()}


@dataclass(frozen=True)
class Shown:
    """A version on the page: its state's look, what it changed, the way to the words of it."""

    version: Version
    tone: str
    icon: str
    changes: list[str]
    compare_url: str


@login_required
@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version with who, when, why, on what basis; `ngay` asks which was in force on a day."""
    plan, context = frame(request, pk, "plan_versions")
    found = line(plan)
    asked, day = _day(request.GET.get("ngay", ""))
    context |= {
        "line": found,
        "shown": _shown(found),
        "opened": found.opened if context["may_edit"] else None,
        "asked": asked,
        "day": day,
        "on_day": found.on(day) if day else None,
        "may_close": access.may(who(request), "plans.confirm", plan),
    }
    return render(request, "plans/amendments/versions.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why; then the plan is there as a draft, to be changed on the review screen."""
    plan = access.plan_for(who(request), pk, "plans.edit")
    form = OpenForm(request.POST or None, initial={"kind": PlanAmendment.Kind.AMENDMENT})
    busy = None
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made = actions.open_amendment(plan=plan, kind=values["kind"], reason=values["reason"], by=who(request))
        except DomainError as error:
            form.refuse(error)
            busy = reverse("plan_review", args=[error.draft_pk]) if isinstance(error, Busy) else None
        else:
            told = _("Đã mở bản sửa đổi. Sửa các mục ở đây, ghi văn bản quyết định, rồi xác nhận.")
            messages.success(request, told)
            return redirect("plan_review", pk=made.pk)
    possible = plan.status == Plan.Status.IN_FORCE
    context = {"plan": plan, "title": _("Mở bản sửa đổi"), "form": form, "busy": busy, "possible": possible}
    return render(request, "plans/amendments/open.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def details(request: HttpRequest, pk: int) -> HttpResponse:
    """What the draft's amendment rests on."""
    plan = draft(request, pk)
    amendment = amendment_of(plan)
    if amendment is None:
        raise Http404("amendment")
    initial = {name: getattr(amendment, name) for name in TOLD} | {"version": amendment.version}
    form = TellForm(request.POST or None, initial=initial, correction=amendment.is_correction)
    received = uploads.Received.of(request, profile=kinds.DOCUMENT, province_id=plan.province_id, by=who(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and not received.refused:
            values = {name: form.cleaned_data[name] for name in form.names()}
            try:
                actions.tell(
                    amendment=amendment, version=form.cleaned_data["version"], values=values, by=who(request),
                    uploads=received.uploads(),
                )  # fmt: skip
            except Changed as conflict:
                form.refuse(conflict)
                status, amendment = 409, conflict.current
                form.data = {**request.POST.dict(), "version": str(amendment.version)}
            except DomainError as error:
                form.refuse(error)
            else:
                messages.success(request, _("Đã lưu thông tin bản sửa đổi."))
                return redirect("plan_review", pk=plan.pk)
    theirs = list(form.differences(amendment, tuple(form.names()))) if status == 409 else []
    context = {
        "plan": plan, "amendment": amendment, "form": form, "received": received, "theirs": theirs,
        "name": words.amendment(amendment),
    }  # fmt: skip
    return render(request, "plans/amendments/details.html", context, status=status)


def told_changes(tally: Tally) -> list[str]:
    """`2 mục thêm`, `3 mục sửa`, then by kind: `Chỉ tiêu: 1 sửa`; the fields of the head last."""
    done = {"added": _("thêm"), "changed": _("sửa"), "removed": _("bỏ")}
    lines = []
    for code, kind in BY_CODE.items():
        parts = [f"{tally[code][key]} {done[key]}" for key in CHANGES if code in tally and tally[code].get(key)]
        if parts:
            lines.append(f"{kind.plural}: {', '.join(parts)}")
    if head := tally.get("head"):
        fields = ", ".join(dict.fromkeys(str(HEAD_WORDS[name]).lower() for name in head))
        lines.append(_("Thông tin chung: %(fields)s") % {"fields": fields})
    return lines


def live_changes(plan: Plan) -> list[str]:
    """What the draft of an amendment changes so far."""
    amendment = amendment_of(plan)
    return told_changes(differences(amendment.amended, plan)) if amendment else []


def compare_url(before: int, after: int) -> str:
    """The two versions word by word, where there is a page for it."""
    try:
        return f"{reverse('plan_compare')}?a={before}&b={after}"
    except NoReverseMatch:
        return ""


def _shown(found: Line) -> list[Shown]:
    rows = []
    for version in found.versions:
        tone, icon = STATES[Plan.Status(version.plan.status)]
        amendment = version.amendment
        rows.append(
            Shown(
                version, tone, icon, told_changes(amendment.tally) if amendment else [],
                compare_url(amendment.amended_id, version.plan.pk) if amendment else "",
            )
        )  # fmt: skip
    return rows


def _day(text: str) -> tuple[str, dt.date | None]:
    """What was asked and the day that it means: `2026-07-01` from the browser, `01/07/2026` from a person."""
    text = text.strip()[:20]
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return text, dt.datetime.strptime(text, form).date()  # noqa: DTZ007 (a day, not a moment)
        except ValueError:
            continue
    return text, None
