"""A product is recorded: promised or delivered, with what proves it, by whoever may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from nscl.accounts.models import Membership, User
from nscl.config.testing.cast import Cast
from nscl.documents.models import Document
from nscl.organisations.models import Agency
from nscl.plans.access import products as access_products
from nscl.plans.actions import products
from nscl.plans.actions.products import Proof
from nscl.plans.models import AgencyMention, ProductEvidence, Task, TaskProduct
from nscl.plans.queries import products as queries
from nscl.plans.tests.conftest import MakeDraft
from nscl.plans.tests.products.conftest import Waiting, told
from nscl.shared.errors import DomainError


def test_a_product_with_a_document_a_file_and_an_address(
    task: Task, acting: User, waiting: Waiting, registered: Callable[..., Document]
) -> None:
    proofs = [
        Proof(document=registered()),
        Proof(upload=waiting()),
        Proof(url="https://example.vn/bai", title="Bài báo"),
    ]
    made = products.record(task=task, values=told(), by=acting, proofs=proofs)
    shown = queries.of_task(task)[0]
    assert (shown.pk, shown.is_delivered, shown.recorded_by_id) == (made.pk, True, acting.pk)
    assert [proof.title for proof in shown.proofs] == ["77/NQ-HĐND Mức hỗ trợ", "ban-ky.pdf", "Bài báo"]


def test_a_promise_counts_as_promised(task: Task, acting: User) -> None:
    products.record(task=task, values=told(delivered_on=None), by=acting)
    found = queries.standing(task.plan)
    assert (found.delivered, found.promised, found.with_product, found.without) == (0, 1, 1, 0)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "  "}, "title"), ({"title": "x" * 501}, "title"), ({"year": 1999}, "year"), ({"year": None}, "year"),
        ({"year": 2025}, "year"), ({"kind": "wish"}, "kind"), ({"on_behalf": True}, "agency"),
        ({"delivered_on": dt.date(2100, 1, 1)}, "delivered_on"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(task: Task, acting: User, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as refused:
        products.record(task=task, values=told(**changed), by=acting)
    assert refused.value.field == field
    assert not TaskProduct.objects.exists()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "example.vn", "https://", "ftp://example.vn/a", "https://a b"])
def test_an_address_must_be_one_of_the_web(task: Task, acting: User, url: str) -> None:
    with pytest.raises(DomainError) as refused:
        products.record(task=task, values=told(), by=acting, proofs=[Proof(url=url)])
    assert refused.value.field == "url"


def test_the_same_product_twice_is_refused(product: TaskProduct, task: Task, acting: User) -> None:
    with pytest.raises(DomainError) as refused:
        products.record(task=task, values=told(title="LỚP 5S tại  Mộ Đức"), by=acting)
    assert refused.value.code == "known"
    products.record(task=task, values=told(delivered_on=dt.date(2026, 6, 1)), by=acting)


def test_the_database_refuses_it_too(product: TaskProduct) -> None:
    with pytest.raises(IntegrityError, match="taskproduct_once"), transaction.atomic():
        TaskProduct(
            province_id=product.province_id, task=product.task, year=2026, kind="course", title=product.title,
            delivered_on=product.delivered_on, recorded_at=product.recorded_at,
        ).save(force_insert=True)  # fmt: skip


@pytest.mark.parametrize("change", [{"title": "Khác"}, {"delivered_on": None}, {"year": 2027}])
def test_the_database_keeps_what_was_recorded(product: TaskProduct, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskProduct.objects.filter(pk=product.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        product.delete()


def test_a_draft_has_no_products(make_draft: MakeDraft, acting: User) -> None:
    draft = make_draft()
    with pytest.raises(DomainError) as refused:
        products.record(task=Task.objects.get(plan=draft), values=told(), by=acting)
    assert refused.value.code == "state"


def test_one_without_the_permission_is_refused(task: Task, cast: Cast) -> None:
    with cast.acting(cast.cooperating), pytest.raises(DomainError) as refused:
        products.record(task=task, values=told(), by=cast.cooperating)
    assert refused.value.code == "forbidden"


def test_an_agency_records_its_own_and_no_other(task: Task, cast: Cast) -> None:
    """The task names the department of science; its person signs in and records for it alone."""
    named = AgencyMention.objects.filter(task=task, agency__isnull=False).order_by("id").first()
    assert named is not None
    other = Agency.objects.filter(province=cast.province).exclude(pk=named.agency_id or 0).order_by("id")[0]
    Membership.objects.filter(user=cast.cooperating).update(agency=named.agency)
    with cast.acting(cast.cooperating):
        assert access_products.may_record(cast.cooperating, task)
        with pytest.raises(DomainError) as refused:
            products.record(task=task, values=told(agency=other), by=cast.cooperating)
        assert refused.value.field == "agency"
        own = products.record(task=task, values=told(agency=named.agency, on_behalf=True), by=cast.cooperating)
        assert not own.on_behalf
        assert access_products.may_change(cast.cooperating, own)
    with cast.acting(cast.officer):
        theirs = products.record(task=task, values=told(title="Của cơ quan khác", agency=other), by=cast.officer)
    with cast.acting(cast.cooperating):
        assert not access_products.may_change(cast.cooperating, theirs)
        with pytest.raises(DomainError):
            products.void(product=theirs, reason="x", by=cast.cooperating)


def test_an_agency_that_the_task_does_not_name_records_nothing(task: Task, cast: Cast) -> None:
    named = AgencyMention.objects.filter(task=task, agency__isnull=False).values_list("agency", flat=True)
    other = Agency.objects.filter(province=cast.province).exclude(pk__in=named).order_by("id")[0]
    Membership.objects.filter(user=cast.cooperating).update(agency=other)
    with cast.acting(cast.cooperating), pytest.raises(DomainError) as refused:
        products.record(task=task, values=told(agency=other), by=cast.cooperating)
    assert refused.value.code == "forbidden"


def test_on_behalf_of_an_agency_with_its_signed_paper(
    task: Task, acting: User, agency: Agency, waiting: Waiting
) -> None:
    proofs = [Proof(upload=waiting(), signed=True)]
    made = products.record(task=task, values=told(agency=agency, on_behalf=True), by=acting, proofs=proofs)
    paper = ProductEvidence.objects.get(product=made)
    assert made.on_behalf
    assert paper.signed
    assert paper.attachment is not None
