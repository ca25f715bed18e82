"""Keeping and letting go the filters of a list."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nscl.accounts.actions.save_view import forget_view, save_view
from nscl.accounts.models import SavedView, User
from nscl.shared.errors import DomainError


@login_required
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the filters and go back to the list with them; refused, the name is asked again with what was typed."""
    assert isinstance(request.user, User)
    told = {key: request.POST.get(key, "").replace("\x00", "") for key in ("path", "query", "name")}
    try:
        view = save_view(by=request.user, **told)
    except DomainError as error:
        return render(request, "interfaces/saved_view.html", {"told": told, "error": error}, status=422)
    messages.success(request, _("Đã lưu bộ lọc “%(name)s”. Lần sau mở lại bằng một lần bấm.") % {"name": view.name})
    return redirect(f"{view.path}?{view.query}")


@login_required
@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    assert isinstance(request.user, User)
    view = get_object_or_404(SavedView, user=request.user, pk=pk)
    forget_view(by=request.user, view=view)
    messages.success(request, _("Đã bỏ bộ lọc “%(name)s”.") % {"name": view.name})
    return redirect(view.path)
