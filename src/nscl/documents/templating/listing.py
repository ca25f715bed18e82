"""The fields of every form as a page of the reference: `python -m nscl.documents.templating.listing`."""

from __future__ import annotations

from collections.abc import Iterator

from nscl.documents.filling.language import KEPT
from nscl.documents.rendering import wording
from nscl.documents.templating.registry import AnyField, Form, Lines, Rows
from nscl.documents.templating.sentences import FILTERS

HEAD = """# Fields of document templates
Written from the code, `python -m nscl.documents.templating.listing > docs/reference/template-fields.md`;
a test compares.
Names are what officers write in Word, therefore Vietnamese.

"""


def markdown() -> str:
    """The whole page."""
    from nscl.documents.templating import shipped

    parts = [HEAD, *(_form(form) for form in shipped.FORMS), *_filters()]
    return "".join(parts)


def _form(form: Form) -> str:
    rows = "".join(f"| `{name}` | {label} | {sample or '—'} |\n" for name, label, sample in _rows(form))
    title = f"## {form.name} (`{form.code}`)\n{form.description}\n\n"
    return f"{title}| field | what it is | example |\n|---|---|---|\n{rows}\n"


def _rows(form: Form) -> Iterator[tuple[str, str, str]]:
    for field in form.fields:
        yield field.name + _kind(field), str(field.label), _sample(field)
        if isinstance(field, Rows):
            for column in field.columns:
                yield f"{field.name}[].{column.name}", str(column.label), ""


def _kind(field: AnyField) -> str:
    return "[]" if isinstance(field, Lines | Rows) else ""


def _sample(field: AnyField) -> str:
    if isinstance(field, Rows):
        return ""
    told = "; ".join(field.sample) if isinstance(field, Lines) else str(wording.shown(field.sample))
    return " ".join(told.split()).replace("|", "\\|")


def _filters() -> Iterator[str]:
    yield "## Filters\n"
    for name, told in FILTERS.items():
        bare = str(told).replace("|", "\\|")
        yield f"- `{name}`: {bare}\n"
    yield f"- of Jinja: {', '.join(f'`{name}`' for name in sorted(KEPT))}\n"


if __name__ == "__main__":
    import os
    import sys

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings")
    import django

    django.setup()
    sys.stdout.write(markdown())
