"""Uploading, using, retiring, dropping, going back; two people at once; no right; another province."""

from __future__ import annotations

import datetime as dt
import threading
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from nscl.config.testing.cast import Cast, make_cast
from nscl.documents.models import Attachment, DocumentTemplate
from nscl.documents.templating import actions, filler, queries, shipped, standard
from nscl.documents.templating.states import TEMPLATE
from nscl.documents.tests.templating.conftest import Upload
from nscl.documents.tests.templating.making import here, text_of, written
from nscl.foundation import clock
from nscl.foundation.models import AuditEntry
from nscl.shared.errors import DomainError

Status = DocumentTemplate.Status
LETTER = shipped.LETTER
MATRIX = {("draft", "use"): "in_use", ("draft", "discard"): "discarded", ("in_use", "retire"): "retired"}


def test_transitions_are_these_and_no_others() -> None:
    assert {(t.source, t.verb): t.target for t in TEMPLATE.transitions} == MATRIX
    assert {t.permission for t in TEMPLATE.transitions} == {"templates.edit"}


def test_the_first_upload_is_version_one_and_only_tried(cast: Cast, upload: Upload) -> None:
    template = upload()
    with cast.acting(cast.officer):
        assert (template.version, template.status, template.findings) == (1, Status.DRAFT, [])
        assert queries.in_use(cast.province.pk, "letter") is None
        assert AuditEntry.objects.filter(code="template.uploaded", object_id=template.pk).count() == 1


def test_using_one_retires_the_other(cast: Cast, upload: Upload) -> None:
    first, second = upload(), upload()
    with cast.acting(cast.officer):
        with clock.at(dt.datetime(2026, 3, 1, tzinfo=dt.UTC)):
            actions.put_in_use(template=first, form=LETTER, by=cast.officer)
        with clock.at(dt.datetime(2026, 5, 1, tzinfo=dt.UTC)):
            actions.put_in_use(template=second, form=LETTER, by=cast.officer)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.status, first.valid_from, first.valid_to) == (
            Status.RETIRED, dt.date(2026, 3, 1), dt.date(2026, 5, 1),
        )  # fmt: skip
        assert (second.status, second.valid_from, second.valid_to) == (Status.IN_USE, dt.date(2026, 5, 1), None)
        assert queries.in_use(cast.province.pk, "letter") == second
        codes = AuditEntry.objects.filter(object_type="documents.documenttemplate").values_list("code", flat=True)
        assert {"template.put_in_use", "template.retired"} <= set(codes)


def test_going_back_makes_a_version_with_the_same_file(cast: Cast, upload: Upload) -> None:
    first, second = upload(), upload()
    with cast.acting(cast.officer):
        actions.put_in_use(template=first, form=LETTER, by=cast.officer)
        actions.put_in_use(template=second, form=LETTER, by=cast.officer)
        again = actions.restore(template=first, form=LETTER, by=cast.officer)
        second.refresh_from_db()
        assert (again.version, again.status, again.attachment_id) == (3, Status.IN_USE, first.attachment_id)
        assert again.restores == first
        assert second.status == Status.RETIRED
        with pytest.raises(DomainError, match="đã thôi dùng"):
            actions.restore(template=again, form=LETTER, by=cast.officer)


def test_retired_falls_back_to_the_systems_own(cast: Cast, upload: Upload) -> None:
    template = upload(written("CỦA TỈNH {{ so }}"))
    with cast.acting(cast.officer):
        actions.put_in_use(template=template, form=LETTER, by=cast.officer)
        with queries.used_file(cast.province.pk, LETTER) as path:
            assert "CỦA TỈNH" in text_of(path.read_bytes())
        actions.retire(template=template, by=cast.officer)
        with queries.used_file(cast.province.pk, LETTER) as path:
            assert path.read_bytes() == standard.template(LETTER)
        with pytest.raises(DomainError, match="không đang được dùng"):
            actions.retire(template=template, by=cast.officer)


def test_a_faulty_template_is_kept_but_not_used(cast: Cast, upload: Upload) -> None:
    template = upload(written("{{ khong_co }}"))
    assert template.grave
    with cast.acting(cast.officer):
        with pytest.raises(DomainError) as refused:
            actions.put_in_use(template=template, form=LETTER, by=cast.officer)
        assert refused.value.code == "faulty"
        template.refresh_from_db()
        assert template.status == Status.DRAFT
        actions.discard(template=template, by=cast.officer)
        assert list(queries.versions(cast.province.pk, "letter")) == []
        with pytest.raises(DomainError, match="không còn là bản thử"):
            actions.put_in_use(template=upload_again(template), form=LETTER, by=cast.officer)


def upload_again(template: DocumentTemplate) -> DocumentTemplate:
    """The dropped version with a file that is right, to see that its state alone refuses it."""
    with transaction.atomic():
        DocumentTemplate.objects.filter(pk=template.pk).update(attachment=_right_file(template))
    template.refresh_from_db()
    return template


def _right_file(template: DocumentTemplate) -> Attachment:
    from nscl.documents import files

    return files.store(BytesIO(standard.template(LETTER)), name="a.docx", province_id=template.province_id, by=None)


def test_a_refused_file_leaves_nothing(cast: Cast, upload: Upload) -> None:
    with pytest.raises(DomainError):
        upload(b"PK\x03\x04 not a document")
    with pytest.raises(DomainError):
        upload(b"%PDF-1.7 ... %%EOF startxref")
    with cast.acting(cast.officer):
        assert not DocumentTemplate.objects.exists()
        assert not Attachment.objects.exists()


def test_who_may_not_is_refused(cast: Cast, upload: Upload) -> None:
    template = upload()
    for person in (cast.head, cast.cooperating, cast.stranger):
        with cast.acting(person), pytest.raises(DomainError) as refused:
            actions.put_in_use(template=template, form=LETTER, by=person)
        assert refused.value.code == "forbidden"
    with pytest.raises(DomainError) as refused:
        upload(by=cast.head)
    assert refused.value.code == "forbidden"


def test_another_province_sees_and_uses_none(cast: Cast, upload: Upload) -> None:
    template = upload()
    with cast.acting(cast.officer):
        actions.put_in_use(template=template, form=LETTER, by=cast.officer)
    with cast.acting(cast.stranger):
        assert not DocumentTemplate.objects.exists()
        with queries.used_file(cast.other_province.pk, LETTER) as path:
            assert path.read_bytes() == standard.template(LETTER)
    assert upload(by=cast.stranger).version == 1


def test_the_database_keeps_one_in_use_and_its_days(cast: Cast, upload: Upload) -> None:
    first, second = upload(), upload()
    with cast.acting(cast.officer):
        actions.put_in_use(template=first, form=LETTER, by=cast.officer)
        with pytest.raises(IntegrityError), transaction.atomic():
            _use_by_hand(second)
        with pytest.raises(IntegrityError), transaction.atomic():
            DocumentTemplate.objects.filter(pk=first.pk).update(valid_to=dt.date(1999, 1, 1))


def _use_by_hand(template: DocumentTemplate) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('nscl.transition', 'documents_documenttemplate:draft>in_use', true)")
        cursor.execute(
            "UPDATE documents_documenttemplate SET status='in_use', valid_from='2026-01-01' WHERE id=%s", [template.pk]
        )


@pytest.mark.django_db(transaction=True)
def test_two_people_uploading_at_once_get_two_versions(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filler, "_run", here)
    cast = make_cast()
    done: list[int] = []
    failed: list[BaseException] = []

    def work(person: Any) -> None:
        try:
            with cast.acting(person):
                made = actions.upload(
                    membership=cast.membership(person), form=LETTER, name="m.docx", note="", by=person,
                    content=BytesIO(standard.template(LETTER)),
                )  # fmt: skip
                actions.put_in_use(template=made, form=LETTER, by=person)
                done.append(made.version)
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    people = [threading.Thread(target=work, args=(p,)) for p in (cast.officer, cast.second_officer) * 2]
    for person in people:
        person.start()
    for person in people:
        person.join(60)
    assert not failed, failed
    assert sorted(done) == [1, 2, 3, 4]
    with cast.acting(cast.officer):
        states = DocumentTemplate.objects.order_by("version").values_list("status", flat=True)
        assert sorted(states) == ["in_use", "retired", "retired", "retired"]
