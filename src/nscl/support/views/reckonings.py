"""Results that were kept with an enterprise: one, its sheet on paper, voiding; and whom the public is told to call."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.documents import rendering
from nscl.documents.rendering.answering import download
from nscl.enterprises.models import Enterprise
from nscl.foundation.limits import limited
from nscl.organisations.models import LegalEntity
from nscl.shared.errors import DomainError
from nscl.support.access import reckonings as access
from nscl.support.actions import reckonings as actions
from nscl.support.exports import reckonings as papers
from nscl.support.forms.calculator import ContactForm
from nscl.support.forms.policies import MARK_CHOICES, SECTORS, content_names
from nscl.support.forms.received import ReasonForm
from nscl.support.models import Reckoning
from nscl.support.queries.reckonings import contact_of
from nscl.support.views import calculator
from nscl.support.views.common import Screen, answer, own_province, who

both = require_http_methods(["GET", "POST"])


@login_required
@limited("reckoning_keep", times=120, minutes=60)
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what the calculator shows with the enterprise's profile. What is kept is in Vietnamese."""
    with translation.override(settings.LANGUAGE_CODE):
        asked = calculator.read(request, request.POST)
    if asked.known is None or asked.known.profile is None or asked.asker is None:
        raise Http404("profile")
    if not calculator.keeps(request, asked):
        raise PermissionDenied(access.EDIT)
    shown = request.POST.get("tong", "")
    try:
        with translation.override(settings.LANGUAGE_CODE):
            made = actions.keep(
                enterprise=asked.known.profile, asker=asked.asker, year=asked.known.year, wanted=asked.wanted,
                shown_vnd=int(shown) if shown.isdecimal() and len(shown) < 19 else -1,
                elsewhere=calculator.known_elsewhere(request, asked.known) or (), by=who(request),
            )  # fmt: skip
    except DomainError as error:
        messages.error(request, error.message)
        told = [*calculator.answered(request.POST, 4)]
        return redirect(f"{reverse('what_may_i_get')}?{urlencode(told)}")
    messages.success(request, _("Đã lưu phiếu %(code)s vào hồ sơ doanh nghiệp.") % {"code": made.code})
    return redirect("reckoning", made.pk)


@login_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.reckoning_for(who(request), pk)
    profile = _profile(found)
    kinds, marks = dict(LegalEntity.Kind.choices), dict(MARK_CHOICES)
    sectors = {code.value: label for code, label in SECTORS}
    context = {
        "reckoning": found, "profile": profile, "editor": access.may_void(who(request), found),
        "kind": kinds.get(found.facts["kind"], ""), "sector": sectors.get(found.facts["sector"], ""),
        "size": dict(Enterprise.Size.choices).get(found.facts["size"], ""),
        "marks": [marks.get(mark, mark) for mark in found.facts["marks"]],
        "year": str(found.facts["figures_year"] or ""),
    }  # fmt: skip
    return render(request, "support/reckonings/one.html", context)


@login_required
@limited("export", times=60, minutes=10, methods=("GET",))
@require_safe
def paper(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The sheet as Word or PDF."""
    found = access.reckoning_for(who(request), pk)
    if ending not in ("docx", "pdf"):
        raise Http404(ending)
    made = papers.sheet(found, content_names(), contact_of(found.province_id), getattr(request, "membership", None))
    return download(rendering.render(made, ending), f"phieu-tra-cuu-{found.code.lower()}", ending)


@login_required
@both
def void(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.reckoning_for(who(request), pk, edit=True)
    own = reverse("reckoning", args=[pk])
    screen = Screen(
        _("Hủy phiếu"), _("Hủy phiếu"), own, ((found.code, own),),
        _("Phiếu vẫn còn để xem lại, nhưng không còn hiện ở trang doanh nghiệp."), danger=True,
    )  # fmt: skip

    def done(form: ReasonForm) -> tuple[str, str]:
        actions.void(reckoning=found, reason=form.cleaned_data["reason"], by=who(request))
        return own, _("Đã hủy phiếu.")

    return answer(request, screen, ReasonForm(request.POST or None), done)


@login_required
@both
def contact(request: HttpRequest) -> HttpResponse:
    """Whom enterprises are told to call."""
    province = own_province(request, "policies.edit")
    held = contact_of(province.pk)
    form = ContactForm(request.POST or None, initial=ContactForm.of(held))
    back = reverse("support_policies")
    screen = Screen(
        _("Liên hệ của chương trình"), _("Lưu"), back, ((_("Mức hỗ trợ"), back),),
        _("Hiện công khai ở trang “Được hỗ trợ gì?”. Chỉ ghi cơ quan, phòng; đừng ghi tên người."),
    )  # fmt: skip

    def done(form: ContactForm) -> tuple[str, str]:
        typed = form.cleaned_data
        actions.set_contact(province=province, version=typed["version"] or 0, values=typed, by=who(request))
        return back, _("Đã lưu thông tin liên hệ.")

    return answer(request, screen, form, done)


def _profile(found: Reckoning) -> Enterprise | None:
    rows = Enterprise.objects.filter(province_id=found.province_id, entity_id=found.entity_id)
    return rows.order_by("merged_into", "-id").first()
