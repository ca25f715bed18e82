"""Pages of the province's own templates: load, form, one action, render."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nscl.accounts.models import Membership, User
from nscl.documents import files
from nscl.documents.filling.answers import Finding
from nscl.documents.models import DocumentTemplate
from nscl.documents.rendering import wording
from nscl.documents.rendering.answering import download
from nscl.documents.templating import access, actions, filler, queries, sentences, standard
from nscl.documents.templating.forms import UploadForm
from nscl.documents.templating.registry import Form, Lines, Rows
from nscl.foundation.limits import limited
from nscl.shared.errors import DomainError

TONES = {"draft": ("accent", "pencil"), "in_use": ("success", "circle-check"), "retired": ("neutral", "history"),
         "discarded": ("neutral", "trash")}  # fmt: skip


@login_required
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """Every form, with the template its documents are filled from."""
    membership = _membership(request)
    assert membership.province_id is not None
    return render(request, "documents/templates/list.html", {"lines": queries.lines(membership.province_id)})


@login_required
@limited("upload", times=60, minutes=10)
@require_http_methods(["GET", "POST"])
def template_form(request: HttpRequest, code: str) -> HttpResponse:
    """A form's versions and fields; a new version comes in here."""
    membership = _membership(request)
    form = access.form_for(code)
    upload = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and upload.is_valid():
        sent = upload.cleaned_data["file"]
        try:
            template = actions.upload(
                membership=membership, form=form, name=files.clean_name(sent.name or "mau.docx"),
                content=cast(BinaryIO, sent), note=upload.cleaned_data["note"], by=_user(request),
            )  # fmt: skip
        except DomainError as error:
            if error.code == "forbidden":
                raise
            upload.add_error("file", error.message)
        else:
            return redirect("template_version", pk=template.pk)
    assert membership.province_id is not None
    context = {
        "form_of": form, "upload": upload, "versions": _shown(queries.versions(membership.province_id, code)),
        "fields": _fields(form), "filters": sentences.FILTERS.values(),
        "loop": "{%p for doan in noi_dung %} … {{ doan }} … {%p endfor %}",
        "rows": "{%tr for dong in bang %} … {{ dong.cot }} … {%tr endfor %}",
    }  # fmt: skip
    return render(request, "documents/templates/form.html", context, status=422 if upload.errors else 200)


@login_required
@require_safe
def template_version(request: HttpRequest, pk: int) -> HttpResponse:
    """What the check found, and what can be done with it."""
    template, form = _load(request, pk)
    found = [Finding(**finding) for finding in template.findings]
    context = {
        "template": template, "form_of": form, "may": access.may(_user(request), template),
        "tone": TONES[template.status][0], "state_icon": TONES[template.status][1],
        "grave": [_told(finding) for finding in found if finding.grave],
        "light": [_told(finding) for finding in found if not finding.grave],
    }  # fmt: skip
    return render(request, "documents/templates/version.html", context)


@login_required
@limited("template", times=60, minutes=10, methods=("GET",))
@require_safe
def template_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of the template filled with the sample, in the order of the pages."""
    template, form = _load(request, pk)
    with queries.file_of(template.attachment) as path:
        blocks = filler.show(form, path, form.sample())
    context = {"template": template, "form_of": form, "blocks": blocks}
    return render(request, "documents/templates/preview.html", context)


@login_required
@require_safe
def template_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The template as it was uploaded, to be edited further."""
    template, _form = _load(request, pk)
    with files.open_file(template.attachment) as stream:
        return download(stream.read(), template.attachment.name.removesuffix(".docx"), "docx")


@login_required
@limited("template", times=60, minutes=10, methods=("GET",))
@require_safe
def template_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """The template filled with the sample."""
    template, form = _load(request, pk)
    with queries.file_of(template.attachment) as path:
        data = filler.fill(form, path, form.sample())
    return download(data, _("%(form)s (điền thử)") % {"form": form.name}, "docx")


@login_required
@require_safe
def template_standard(request: HttpRequest, code: str) -> HttpResponse:
    """The template that comes with the system, to begin one's own from."""
    _membership(request)
    form = access.form_for(code)
    data = standard.template(form)
    return download(data, _("Mẫu %(form)s") % {"form": form.name}, "docx")


@login_required
@limited("template", times=60, minutes=10)
@require_POST
def template_use(request: HttpRequest, pk: int) -> HttpResponse:
    template, form = _load(request, pk)
    try:
        used = actions.put_in_use(template=template, form=form, by=_user(request))
    except DomainError as error:
        return _refused(request, template, error)
    messages.success(request, _("Từ nay văn bản “%(form)s” dùng phiên bản %(version)s.") % _words(form, used))
    return redirect("template_form", code=form.code)


@login_required
@require_http_methods(["GET", "POST"])
def template_retire(request: HttpRequest, pk: int) -> HttpResponse:
    template, form = _load(request, pk)
    if request.method == "GET":
        question = _("Thôi dùng mẫu “%(form)s” phiên bản %(version)s?") % _words(form, template)
        consequence = _("Văn bản mới sẽ dùng mẫu có sẵn của hệ thống. Phiên bản này vẫn được giữ, có thể dùng lại.")
        return _ask(request, template, form, question, consequence, _("Thôi dùng"))
    try:
        actions.retire(template=template, by=_user(request))
    except DomainError as error:
        return _refused(request, template, error)
    messages.success(request, _("Đã thôi dùng; văn bản mới dùng mẫu có sẵn của hệ thống."))
    return redirect("template_form", code=form.code)


@login_required
@require_http_methods(["GET", "POST"])
def template_discard(request: HttpRequest, pk: int) -> HttpResponse:
    template, form = _load(request, pk)
    if request.method == "GET":
        question = _("Bỏ bản thử “%(form)s” phiên bản %(version)s?") % _words(form, template)
        consequence = _("Bản thử không còn trong danh sách. Văn bản đang dùng mẫu nào vẫn dùng mẫu ấy.")
        return _ask(request, template, form, question, consequence, _("Bỏ bản thử"))
    try:
        actions.discard(template=template, by=_user(request))
    except DomainError as error:
        return _refused(request, template, error)
    messages.success(request, _("Đã bỏ bản thử."))
    return redirect("template_form", code=form.code)


@login_required
@limited("template", times=60, minutes=10)
@require_POST
def template_restore(request: HttpRequest, pk: int) -> HttpResponse:
    template, form = _load(request, pk)
    try:
        again = actions.restore(template=template, form=form, by=_user(request))
    except DomainError as error:
        return _refused(request, template, error)
    told = {**_words(form, again), "old": template.version}
    messages.success(request, _("Đã dùng lại bản %(old)s của mẫu “%(form)s”, thành phiên bản %(version)s.") % told)
    return redirect("template_form", code=form.code)


@dataclass(frozen=True)
class Told:
    """A finding as the page says it."""

    sentence: str
    place: str
    quote: str


@dataclass(frozen=True)
class Described:
    """A field as the page lists it, with how it is written in a template."""

    written: str
    label: str
    sample: str


def _told(finding: Finding) -> Told:
    return Told(sentences.sentence(finding), sentences.place(finding), finding.quote)


def _fields(form: Form) -> list[Described]:
    """The fields with an example of each; the columns of a table one by one."""
    out = []
    for field in form.fields:
        if isinstance(field, Rows):
            out.append(Described(f"{{%tr for dong in {field.name} %}}", str(field.label), ""))
            row = field.sample[0] if field.sample else {}
            out += [
                Described(f"{{{{ dong.{column.name} }}}}", str(column.label), str(row.get(column.name) or ""))
                for column in field.columns
            ]
        elif isinstance(field, Lines):
            out.append(Described(f"{{%p for muc in {field.name} %}}", str(field.label), "; ".join(field.sample)))
        else:
            sample = str(wording.shown(field.sample))
            out.append(Described(f"{{{{ {field.name} }}}}", str(field.label), " ".join(sample.split())))
    return out


def _shown(versions: Any) -> list[tuple[DocumentTemplate, str, str]]:
    return [(version, *TONES[version.status]) for version in versions]


def _words(form: Form, template: DocumentTemplate) -> dict[str, Any]:
    return {"form": form.name, "version": template.version}


def _ask(
    request: HttpRequest, template: DocumentTemplate, form: Form, question: str, consequence: str, action: str
) -> HttpResponse:
    back = reverse("template_version", args=[template.pk])
    crumbs = [(_("Mẫu văn bản"), reverse("template_list")), (form.name, reverse("template_form", args=[form.code]))]
    context = {"question": question, "consequence": consequence, "action": action, "cancel_url": back, "crumbs": crumbs}
    return render(request, "components/confirm_page.html", context)


def _refused(request: HttpRequest, template: DocumentTemplate, error: DomainError) -> HttpResponse:
    """Back to the version, which tells what is wrong with it; a missing right is answered as such."""
    if error.code == "forbidden":
        raise error
    messages.error(request, error.message)
    return redirect("template_version", pk=template.pk)


def _load(request: HttpRequest, pk: int) -> tuple[DocumentTemplate, Form]:
    template = access.template_for(_user(request), pk)
    return template, access.form_for(template.form)


def _membership(request: HttpRequest) -> Membership:
    return access.membership_of(_user(request), getattr(request, "membership", None))


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
