"""What an administrator does about an account as a whole, each a button on the person's page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nscl.accounts import access, actions
from nscl.accounts.forms.people import NameForm, ReasonForm
from nscl.accounts.forms.signing_in import ResetPasswordForm
from nscl.accounts.models import User
from nscl.accounts.signin.reauthentication import reauthentication_required
from nscl.accounts.views.base import answer, done, tried, typed
from nscl.shared.errors import DomainError

FORM = "accounts/people/form.html"


@login_required
@require_http_methods(["GET", "POST"])
def deactivate(request: HttpRequest, pk: int) -> HttpResponseBase:
    here, person = access.person_for(request, pk, "accounts.edit")
    form = ReasonForm(typed(request))
    if request.method == "POST":
        return _deactivate(request, here, person, form)
    return answer(request, FORM, form, _closing(person))


@reauthentication_required
def _deactivate(request: HttpRequest, here: access.Here, person: User, form: ReasonForm) -> HttpResponse:
    def deed() -> User:
        reason = form.cleaned_data["reason"]
        return actions.deactivate(person=person, province=here.province, reason=reason, by=here.user)

    if tried(form, deed):
        return done(request, _("Đã tạm khóa tài khoản của %(name)s.") % {"name": person.full_name}, "person", person.pk)
    return answer(request, FORM, form, _closing(person))


def _closing(person: User) -> dict[str, object]:
    return {
        "person": person,
        "title": _("Tạm khóa tài khoản"),
        "lead": _("Người này không đăng nhập được nữa, và bị đưa ra ngay nếu đang dùng. Vai trò vẫn giữ, mở lại được."),
        "button": _("Tạm khóa"),
        "danger": True,
    }


@login_required
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    here, person = access.person_for(request, pk, "accounts.edit")
    form = NameForm(typed(request), initial={"full_name": person.full_name})

    def deed() -> User:
        name = form.cleaned_data["full_name"]
        return actions.rename(person=person, province=here.province, full_name=name, by=here.user)

    if request.method == "POST" and tried(form, deed):
        return done(request, _("Đã sửa họ tên."), "person", person.pk)
    return answer(request, FORM, form, {"person": person, "title": _("Sửa họ tên"), "button": _("Lưu họ tên")})


@login_required
@require_POST
@reauthentication_required
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    here, person = access.person_for(request, pk, "accounts.edit")
    try:
        actions.reactivate(person=person, province=here.province, by=here.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("person", pk)
    return done(request, _("Đã mở lại tài khoản của %(name)s.") % {"name": person.full_name}, "person", pk)


@login_required
@require_POST
def sign_out(request: HttpRequest, pk: int) -> HttpResponse:
    here, person = access.person_for(request, pk, "accounts.edit")
    ended = actions.sign_out_everywhere(person=person, province=here.province, by=here.user)
    return done(request, _("Đã kết thúc %(n)s phiên đăng nhập.") % {"n": ended}, "person", pk)


@login_required
@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    here, person = access.person_for(request, pk, "accounts.edit")
    actions.unlock_sign_in(person=person, province=here.province, by=here.user)
    return done(request, _("%(name)s đăng nhập lại được ngay.") % {"name": person.full_name}, "person", pk)


@login_required
@require_POST
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter with which the person sets a new password, as they would have asked for themselves."""
    here, person = access.person_for(request, pk, "accounts.edit")
    form = ResetPasswordForm({"email": person.email})
    with transaction.atomic():
        actions.note_reset(person=person, province=here.province, by=here.user)
        if form.is_valid():
            form.save(request)
    words = _("Đã gửi thư đặt lại mật khẩu tới %(email)s.")
    return done(request, words % {"email": person.email}, "person", pk)


@login_required
@require_http_methods(["GET", "POST"])
def reset_factors(request: HttpRequest, pk: int) -> HttpResponseBase:
    here, person = access.person_for(request, pk, "accounts.edit")
    if request.method == "POST":
        return _reset_factors(request, here, person)
    context = {
        "question": _("Gỡ lớp xác thực thứ hai của %(name)s?") % {"name": person.full_name},
        "consequence": _(
            "Chỉ làm khi chính người đó nhờ, ví dụ mất điện thoại và mất mã dự phòng. Mọi phiên đăng nhập của họ kết "
            "thúc, họ cài lại lớp xác thực ở lần đăng nhập tới và nhận thư báo."
        ),
        "action": _("Gỡ lớp xác thực"),
        "cancel_url": reverse("person", args=[pk]),
        "crumbs": [(_("Người dùng"), reverse("people")), (person.full_name, reverse("person", args=[pk]))],
    }
    return render(request, "components/confirm_page.html", context)


@reauthentication_required
def _reset_factors(request: HttpRequest, here: access.Here, person: User) -> HttpResponse:
    try:
        actions.reset_factors(person=person, province=here.province, by=here.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("person", person.pk)
    words = _("Đã gỡ lớp xác thực thứ hai của %(name)s.")
    return done(request, words % {"name": person.full_name}, "person", person.pk)
