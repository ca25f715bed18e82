"""Supports from elsewhere: the list, what is shown taken away, one row; recording, correcting, voiding it."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.documents.rendering.answering import download
from nscl.foundation import clock, jobs
from nscl.foundation.limits import limited
from nscl.foundation.paging import newest_first, without_place
from nscl.organisations.forms_entities import told_by
from nscl.organisations.models import LegalEntity
from nscl.support.access import received as access
from nscl.support.access.common import edits, see
from nscl.support.actions import received as actions
from nscl.support.exports import received as exports
from nscl.support.forms.policies import content_choices, content_names
from nscl.support.forms.received import CorrectForm, Filter, ReasonForm, SupportForm, as_typed
from nscl.support.jobs import IN_PLACE
from nscl.support.models import OtherSupport
from nscl.support.queries import received as queries
from nscl.support.views.common import Screen, answer, own_province, who
from nscl.support.words import programme_choices

both = require_http_methods(["GET", "POST"])


def up() -> tuple[Any, str]:
    return _("Hỗ trợ từ nơi khác"), reverse("other_supports")


@login_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What is known, the latest entered first, or as asked."""
    see(who(request), access.VIEW)
    form = Filter(request.GET)
    asked = form.asked()
    rows, pages = newest_first(queries.listed(asked), request.GET)
    contents, named = dict(form.fields["noi_dung"].choices), dict(programme_choices())  # type: ignore[attr-defined]
    context = {
        "form": form, "asked": asked, "pages": pages, "total": queries.total(asked),
        "lines": [(row, contents.get(row.content, row.content), named.get(row.programme, "")) for row in rows],
        "only": LegalEntity.objects.filter(pk=asked.entity).first() if asked.entity else None,
        "editor": edits(who(request), access.EDIT), "query": without_place(request.GET).urlencode(),
        "filtered": any(value for name, value in request.GET.items() if name in (*form.fields, "dn", "danh_sach")),
    }  # fmt: skip
    return render(request, "support/received/list.html", context)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What the list shows, as a workbook; very many rows are offered as a job."""
    see(who(request), access.VIEW)
    asked = Filter(request.GET).asked()
    if queries.total(asked).rows > IN_PLACE and edits(who(request), access.EDIT):
        return render(request, "support/received/export_later.html", {"query": without_place(request.GET).urlencode()})
    content = exports.book(queries.listed(asked).order_by("-id"), content_names())
    return download(content, f"ho-tro-tu-noi-khac-{clock.today():%Y-%m-%d}", "xlsx")


@login_required
@require_POST
def export_later(request: HttpRequest) -> HttpResponse:
    """Write the workbook behind the page."""
    province = own_province(request, access.EDIT)
    asked = {name: value for name, value in asdict(Filter(request.GET).asked()).items() if value}
    job = jobs.start("other_support.export", province_id=province.pk, by=who(request), arguments=asked)
    return redirect("job", job.pk)


@login_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.support_for(who(request), pk)
    contents = dict(content_choices())
    period = (found.from_on, found.to_on)
    others = [] if found.is_void else queries.flags(found.entity_id, found.content, found.subject, period)
    context = {
        "support": found, "content": contents.get(found.content, found.content),
        "programme": dict(programme_choices()).get(found.programme, found.programme),
        "next": OtherSupport.objects.filter(replaces=found).first() if found.is_void else None,
        "flags": [flag for flag in others if flag.support.pk != found.pk],
        "editor": not found.is_void and edits(who(request), access.EDIT),
    }  # fmt: skip
    return render(request, "support/received/one.html", context)


@login_required
@limited("other_support_add", times=300, minutes=60)
@both
def add(request: HttpRequest) -> HttpResponse:
    province = own_province(request, access.EDIT)
    start = {"khoa": secrets.token_urlsafe(12), **told_by(request.GET)}
    form = SupportForm(request.POST or None, initial=start)
    screen = Screen(
        _("Ghi một khoản hỗ trợ"), _("Lưu"), reverse("other_supports"), (up(),),
        _("Hỗ trợ của cơ quan, chương trình, tỉnh khác. Chỉ để báo khi có thể trùng, không tự từ chối ai."),
    )  # fmt: skip

    def done(form: SupportForm) -> tuple[str, str]:
        entity = form.record(province_id=province.pk, by=who(request))
        made = actions.record(
            province=province, entity=entity, values=form.values(), by=who(request), key=form.cleaned_data["khoa"]
        )
        return reverse("other_support", args=[made.pk]), _("Đã ghi khoản hỗ trợ.")

    return answer(request, screen, form, done)


@login_required
@both
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The row as it should be; the one that was wrong stays, voided, with a link to this."""
    found = access.support_for(who(request), pk, edit=True)
    form = CorrectForm(request.POST or None, initial=as_typed(found))
    screen = Screen(_("Sửa khoản hỗ trợ"), _("Lưu bản sửa"), reverse("other_support", args=[pk]), (up(), _own(found)))

    def done(form: CorrectForm) -> tuple[str, str]:
        entity = form.record(province_id=found.province_id, by=who(request))
        new = actions.correct(
            support=found, entity=entity, values=form.values(), reason=form.cleaned_data["reason"], by=who(request)
        )
        return reverse("other_support", args=[new.pk]), _("Đã sửa. Bản cũ được giữ lại, có dấu đã hủy.")

    return answer(request, screen, form, done)


@login_required
@both
def void(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.support_for(who(request), pk, edit=True)
    screen = Screen(
        _("Hủy khoản hỗ trợ ghi nhầm"), _("Hủy khoản này"), reverse("other_support", args=[pk]), (up(), _own(found)),
        _("Chỉ dùng khi ghi nhầm, ghi trùng. Khoản này vẫn xem được, có lý do, nhưng không còn báo trùng."),
        danger=True,
    )  # fmt: skip

    def done(form: ReasonForm) -> tuple[str, str]:
        actions.void(support=found, reason=form.cleaned_data["reason"], by=who(request))
        return reverse("other_support", args=[pk]), _("Đã hủy khoản hỗ trợ.")

    return answer(request, screen, ReasonForm(request.POST or None), done)


def _own(found: OtherSupport) -> tuple[Any, str]:
    return found.entity.name[:60], reverse("other_support", args=[found.pk])
