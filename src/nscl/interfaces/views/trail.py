"""The page "Nhật ký": who did what, when; filtered, paged, taken away as a file. Taking it away is recorded too."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from nscl.accounts.models import Membership, User
from nscl.foundation import audit, clock, jobs, tenancy
from nscl.foundation.audit import trail as reading
from nscl.foundation.audit import words
from nscl.foundation.limits import limited
from nscl.foundation.models import AuditDay
from nscl.foundation.paging import address, without_place
from nscl.foundation.templatetags.components import Pages
from nscl.interfaces import trail
from nscl.interfaces.exports import trail as exports
from nscl.interfaces.jobs import trail_arguments

PAGE = 50
MOST_EXPORTED = 5000
MOST_PEOPLE = 500


class DayField(forms.DateField):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class TrailFilter(forms.Form):
    """What is looked for, in the address. A value that is none of the choices is refused beside its field."""

    tu = DayField(label=gettext_lazy("Từ ngày"), required=False)
    den = DayField(label=gettext_lazy("Đến hết ngày"), required=False)
    nguoi = forms.ChoiceField(label=gettext_lazy("Người làm"), required=False)
    viec = forms.ChoiceField(label=gettext_lazy("Việc"), required=False)
    loai = forms.ChoiceField(label=gettext_lazy("Loại đối tượng"), required=False)
    so = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any, people: list[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="loc-%s")
        rooms = [(str(c.verbose_name), sorted_by_words(found)) for c, found in words.rooms()]
        kinds = sorted_by_words({label: kind.words for label, kind in words.objects().items()})
        self._choose("nguoi", [("", _("Mọi người")), *people])
        self._choose("viec", [("", _("Mọi việc")), *rooms])
        self._choose("loai", [("", _("Mọi loại")), *kinds])

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("tu") and values.get("den") and values["tu"] > values["den"]:
            self.add_error("den", _("Ngày cuối đứng trước ngày đầu. Hãy đổi lại."))
        return values

    def filters(self, user: User) -> reading.Filters | None:
        """What to look for; None where what was asked cannot be."""
        if not self.is_valid():
            return None
        values = self.cleaned_data
        return reading.Filters(
            since=values["tu"],
            until=values["den"],
            actor=int(values["nguoi"]) if values["nguoi"] else None,
            code=values["viec"],
            kind=values["loai"],
            object=values["so"],
            hidden=words.hidden_from(user),
        )


def sorted_by_words(found: dict[str, Any]) -> list[tuple[str, str]]:
    return sorted(((code, str(text)) for code, text in found.items()), key=lambda pair: pair[1])


@login_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    user = _reader(request)
    form = TrailFilter(request.GET, _people())
    filters = form.filters(user)
    found = reading.Page([])
    if filters is not None:
        after, before = (reading.Place.read(request.GET.get(name, "")) for name in ("sau", "truoc"))
        found = reading.page(filters, size=PAGE, after=after, before=before)
    context = {
        "form": form,
        "lines": trail.lines(found.entries, reader=user),
        "pages": _pages(request.GET, found),
        "filtered": any(value for name, value in request.GET.items() if name in form.fields),
        "only_one": _only_one(form),
        "sealed": AuditDay.objects.aggregate(newest=Max("day"))["newest"],
        "query": without_place(request.GET).urlencode(),
        "most": MOST_EXPORTED,
    }
    return render(request, "interfaces/trail.html", context, status=200 if filters else 422)


@login_required
@limited("audit_export", times=20, minutes=10)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The entries that the filters of the address find, as a file: at once, or as a job where they are many."""
    user = _reader(request)
    form = TrailFilter(request.GET, _people())
    filters = form.filters(user)
    back = f"{reverse('audit_trail')}?{without_place(request.GET).urlencode()}"
    if filters is None:
        return redirect(back)
    wanted = request.POST.get("dang", "")
    found = reading.first(filters, MOST_EXPORTED + 1)
    if len(found) > MOST_EXPORTED:
        return _export_later(request, filters, wanted if wanted in exports.SHAPES else "xlsx")
    shape = exports.SHAPES.get(wanted, exports.SHAPES["xlsx"])
    response = HttpResponse(shape.write(trail.lines(found, reader=user)), content_type=shape.media_type)
    response["Content-Disposition"] = f'attachment; filename="nhat-ky-{clock.today():%Y-%m-%d}.{shape.suffix}"'
    membership = _membership(request)
    asked = {name: value for name, value in request.GET.items() if name in form.fields and value}
    audit.record(
        "audit.exported",
        membership,
        by=user,
        detail={"rows": len(found), "format": shape.suffix, **({"asked": asked} if asked else {})},
    )
    return response


def _export_later(request: HttpRequest, filters: reading.Filters, shape: str) -> HttpResponse:
    province = _membership(request).province_id
    if province is None:  # whoever reads the trail works for a province
        raise PermissionDenied("audit.view")
    asked = trail_arguments(filters, shape)
    return redirect("job", jobs.start("audit.export", province_id=province, by=request.user, arguments=asked).pk)


def _reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    if not request.user.has_perm("audit.view"):
        raise PermissionDenied("audit.view")
    return request.user


def _membership(request: HttpRequest) -> Membership:
    membership = getattr(request, "membership", None)
    if not isinstance(membership, Membership):
        raise PermissionDenied("audit.view")
    return membership


def _people() -> list[tuple[str, str]]:
    """Whoever is or was a member of a province in scope, by name; one who is gone is still named by old entries."""
    scope = tenancy.current() or tenancy.nobody()
    members = User.objects.filter(memberships__province_id__in=scope.readable).distinct()
    return [
        (str(pk), name) for pk, name in members.order_by("sort_key", "id").values_list("pk", "full_name")[:MOST_PEOPLE]
    ]


def _only_one(form: TrailFilter) -> str:
    """In words, the one object whose entries are shown."""
    if not form.is_valid() or not (form.cleaned_data["so"] and form.cleaned_data["loai"]):
        return ""
    return f"{words.of_model(form.cleaned_data['loai'])} {_('số')} {form.cleaned_data['so']}"


def _pages(query: QueryDict, found: reading.Page) -> Pages:
    if not found.entries:
        return Pages()
    return Pages(
        previous_url=address(query, "truoc", reading.Place.of(found.entries[0])) if found.newer else "",
        next_url=address(query, "sau", reading.Place.of(found.entries[-1])) if found.older else "",
    )
