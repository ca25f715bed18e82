"""Templates of documents: the province's own versions, and the forms that every province has."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from matrix.declare import Route, alone, get, post
from matrix.world import Side
from nscl.documents.models import DocumentTemplate
from nscl.documents.templating import actions, shipped, standard

KEEPERS = ("officer", "second_officer", "administrator")
FORM = shipped.NOTICE
SAME = "the forms and the templates that come with the system are the same everywhere"


def tried(side: Side) -> DocumentTemplate:
    with side.acting() as officer:
        return actions.upload(
            membership=side.cast.membership(officer), form=FORM, name="mau.docx", note=side.name, by=officer,
            content=BytesIO(standard.template(FORM)),
        )  # fmt: skip


def used(side: Side) -> DocumentTemplate:
    made = tried(side)
    with side.acting() as officer:
        return actions.put_in_use(template=made, form=FORM, by=officer)


def retired(side: Side) -> DocumentTemplate:
    made = side.kept(used)
    with side.acting() as officer:
        return actions.retire(template=made, by=officer)


def _change(name: str, make: object) -> Route:
    return post(name, make, may=KEEPERS, changes="documents.documenttemplate")  # type: ignore[arg-type]


ROUTES = [
    alone("template_list", may=KEEPERS, because="it lists forms, with the templates of the province one works for"),
    alone("template_form", may=KEEPERS, because=SAME, args=lambda made: [FORM.code]),
    alone(
        "template_form", method="POST", may=KEEPERS, because="the version is made in the province one works for",
        args=lambda made: [FORM.code], done=302, changes=("documents.documenttemplate", "documents.attachment"),
        send=lambda made: {"file": SimpleUploadedFile("mau.docx", standard.template(FORM)), "note": ""},
    ),
    alone("template_standard", may=KEEPERS, because=SAME, args=lambda made: [FORM.code]),
    *(get(name, tried, may=KEEPERS) for name in
      ("template_version", "template_preview", "template_file", "template_sample", "template_discard")),
    get("template_retire", used, may=KEEPERS),
    _change("template_use", tried),
    _change("template_discard", tried),
    _change("template_retire", used),
    _change("template_restore", retired),
]  # fmt: skip
