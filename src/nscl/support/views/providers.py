"""Organisations that carry work out: the register, one with its contracts and evaluations, and their forms."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nscl.documents.rendering.answering import download
from nscl.foundation import clock
from nscl.foundation.limits import limited
from nscl.foundation.paging import newest_first, without_place
from nscl.support.access import providers as access
from nscl.support.access.common import edits, see
from nscl.support.actions import providers as actions
from nscl.support.exports import providers as exports
from nscl.support.forms import providers as forms
from nscl.support.forms.policies import content_choices, content_names
from nscl.support.forms.received import ReasonForm
from nscl.support.models import Provider
from nscl.support.queries import providers as queries
from nscl.support.views.common import Screen, answer, own_province, who
from nscl.support.words import criterion_choices

both = require_http_methods(["GET", "POST"])
MOVES = {
    "nghiem-thu": ("accept", gettext_lazy("Ghi đã nghiệm thu")),
    "thanh-ly": ("liquidate", gettext_lazy("Ghi đã thanh lý")),
    "cham-dut": ("terminate", gettext_lazy("Chấm dứt trước hạn")),
}


def up() -> tuple[Any, str]:
    return _("Tổ chức thực hiện"), reverse("providers")


@login_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The register, the latest entered first, or as asked."""
    see(who(request), access.VIEW)
    form = forms.Filter(request.GET)
    rows, pages = newest_first(queries.listed(form.asked()), request.GET)
    names, today = dict(form.fields["noi_dung"].choices), clock.today()  # type: ignore[attr-defined]
    kinds = dict(Provider.Kind.choices)
    context = {
        "form": form, "pages": pages, "query": without_place(request.GET).urlencode(),
        "lines": [
            (row, [kinds.get(k, k) for k in row.kinds], [names.get(c, c) for c in row.contents],
             queries.expires(row, today))
            for row in rows
        ],
        "editor": edits(who(request), access.EDIT),
        "filtered": any(value for name, value in request.GET.items() if name in form.fields),
    }  # fmt: skip
    return render(request, "support/providers/list.html", context)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    see(who(request), access.VIEW)
    rows = queries.listed(forms.Filter(request.GET).asked()).order_by("entity__sort_key", "id")
    return download(exports.book(rows, content_names()), f"to-chuc-thuc-hien-{clock.today():%Y-%m-%d}", "xlsx")


@login_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.provider_for(who(request), pk)
    names, kinds, named = dict(content_choices()), dict(Provider.Kind.choices), dict(criterion_choices())
    whole = queries.whole(found)
    context = {
        "provider": found, "kinds": [kinds.get(k, k) for k in found.kinds], "whole": whole,
        "contents": [names.get(c, c) for c in found.contents], "expires": queries.expires(found, clock.today()),
        "evaluations": [(e, [(named.get(code, code), score) for code, score in e.scores.items()])
                        for e in whole.evaluations],
        "editor": found.ended_on is None and edits(who(request), access.EDIT), "today": clock.today(),
    }  # fmt: skip
    return render(request, "support/providers/one.html", context)


@login_required
@limited("provider_add", times=120, minutes=60)
@both
def add(request: HttpRequest) -> HttpResponse:
    province = own_province(request, access.EDIT)
    screen = Screen(_("Thêm tổ chức"), _("Lưu"), reverse("providers"), (up(),))

    def done(form: forms.AddForm) -> tuple[str, str]:
        entity = form.record(province_id=province.pk, by=who(request))
        made = actions.add(province=province, entity=entity, values=form.values(), by=who(request))
        return reverse("provider", args=[made.pk]), _("Đã ghi tổ chức vào sổ.")

    return answer(request, screen, forms.AddForm(request.POST or None), done)


@login_required
@both
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.provider_for(who(request), pk, edit=True)
    form = forms.ProviderFields(request.POST or None, initial=forms.as_typed(found))

    def done(form: forms.ProviderFields) -> tuple[str, str]:
        actions.change(provider=found, version=_seen(form), values=form.values(), by=who(request))
        return reverse("provider", args=[pk]), _("Đã lưu.")

    return answer(request, _screen(found, _("Sửa thông tin"), _("Lưu")), form, done)


@login_required
@both
def end(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.provider_for(who(request), pk, edit=True)
    form = forms.EndForm(request.POST or None, initial={**forms.today(), "version": found.version})

    def done(form: forms.EndForm) -> tuple[str, str]:
        typed = form.cleaned_data
        actions.end(provider=found, version=_seen(form), on=typed["on"], reason=typed["reason"], by=who(request))
        return reverse("provider", args=[pk]), _("Đã ghi tổ chức ra khỏi sổ.")

    return answer(request, _screen(found, _("Ra khỏi sổ"), _("Ra khỏi sổ"), danger=True), form, done)


@login_required
@both
def select(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.provider_for(who(request), pk, edit=True)

    def done(form: forms.SelectForm) -> tuple[str, str]:
        actions.select(provider=found, values=form.cleaned_data, by=who(request))
        return reverse("provider", args=[pk]), _("Đã ghi lần lựa chọn.")

    form = forms.SelectForm(request.POST or None, initial=forms.today())
    return answer(request, _screen(found, _("Ghi lần lựa chọn"), _("Lưu")), form, done)


@login_required
@both
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.provider_for(who(request), pk, edit=True)

    def done(form: forms.ContractForm) -> tuple[str, str]:
        actions.sign(provider=found, values=form.cleaned_data, by=who(request))
        return reverse("provider", args=[pk]), _("Đã ghi hợp đồng.")

    initial = {**forms.today(), "contents": found.contents if len(found.contents) == 1 else []}
    form = forms.ContractForm(request.POST or None, initial=initial)
    return answer(request, _screen(found, _("Ghi hợp đồng"), _("Lưu")), form, done)


@login_required
@both
def move(request: HttpRequest, pk: int, contract_pk: int, step: str) -> HttpResponse:
    """The next state of a contract."""
    if step not in MOVES:
        raise Http404(step)
    contract = access.contract_for(who(request), pk, contract_pk)
    verb, title = MOVES[step]

    def done(form: forms.MoveForm) -> tuple[str, str]:
        typed = form.cleaned_data
        actions.move(
            contract=contract, version=_seen(form), verb=verb, on=typed["on"], note=typed["note"], by=who(request)
        )
        return reverse("provider", args=[pk]), _("Đã ghi.")

    form = forms.MoveForm(request.POST or None, initial={**forms.today(), "version": contract.version})
    lead = f"{contract.number}: {contract.subject}"
    screen = _screen(contract.provider, title, title, lead=lead, danger=verb == "terminate")
    return answer(request, screen, form, done)


@login_required
@both
def evaluate(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.provider_for(who(request), pk, edit=True)
    contracts = list(found.contracts.order_by("-signed_on", "-id")[:100])
    initial = {**forms.today(), "contract": request.GET.get("hop_dong", "")}
    form = forms.EvaluateForm(request.POST or None, initial=initial, contracts=contracts)

    def done(form: forms.EvaluateForm) -> tuple[str, str]:
        chosen = {str(one.pk): one for one in contracts}.get(form.cleaned_data["contract"])
        actions.evaluate(provider=found, contract=chosen, values=form.values(), by=who(request))
        return reverse("provider", args=[pk]), _("Đã ghi đánh giá.")

    return answer(request, _screen(found, _("Đánh giá sau khi làm"), _("Lưu")), form, done)


@login_required
@both
def void(request: HttpRequest, pk: int, kind: str, row_pk: int) -> HttpResponse:
    """A choice or an evaluation was recorded by mistake."""
    row = access.recorded_for(who(request), pk, kind, row_pk)

    def done(form: ReasonForm) -> tuple[str, str]:
        actions.void(row=row, reason=form.cleaned_data["reason"], by=who(request))
        return reverse("provider", args=[pk]), _("Đã hủy dòng ghi nhầm.")

    screen = _screen(row.provider, _("Hủy dòng ghi nhầm"), _("Hủy dòng này"), danger=True)
    return answer(request, screen, ReasonForm(request.POST or None), done)


def _screen(found: Provider, title: Any, action: Any, *, lead: Any = "", danger: bool = False) -> Screen:
    own = reverse("provider", args=[found.pk])
    return Screen(title, action, own, (up(), (found.entity.name[:60], own)), lead or found.entity.name, danger=danger)


def _seen(form: django_forms.Form) -> int:
    """The version that the person saw. A form without one was not drawn by us: it is taken as stale."""
    version: int | None = form.cleaned_data.get("version")
    return -1 if version is None else version
