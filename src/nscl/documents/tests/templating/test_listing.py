"""The reference of fields says what the code says."""

from __future__ import annotations

from pathlib import Path

from nscl.documents.templating import listing

ROOT = Path(__file__).resolve().parents[5]


def test_the_reference_is_up_to_date() -> None:
    page = (ROOT / "docs" / "reference" / "template-fields.md").read_text(encoding="utf-8")
    assert page == listing.markdown(), "run: python -m nscl.documents.templating.listing"


def test_every_field_is_explained() -> None:
    from nscl.documents.templating import shipped

    for form in shipped.FORMS:
        for field in form.fields:
            assert len(str(field.label)) > 3, (form.code, field.name)
            assert f"`{field.name}" in listing.markdown()
