"""A product is corrected, delivered, voided: the row of before stays as it was."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from nscl.accounts.models import User
from nscl.foundation import clock
from nscl.foundation.models import AuditEntry
from nscl.plans.actions import products
from nscl.plans.actions.products import Proof
from nscl.plans.models import ProductEvidence, Task, TaskProduct
from nscl.plans.queries import products as queries
from nscl.plans.tests.products.conftest import Waiting, told
from nscl.shared.errors import DomainError


def test_a_correction_replaces_and_keeps_the_evidence(product: TaskProduct, acting: User, waiting: Waiting) -> None:
    products.add_evidence(product=product, proofs=[Proof(upload=waiting())], by=acting)
    before = clock.now()
    new = products.correct(product=product, values=told(title="Lớp 5S tại Đức Phổ"), reason="Ghi nhầm nơi", by=acting)
    product.refresh_from_db()
    assert (product.void_reason, product.replaced_by, product.title) == ("Ghi nhầm nơi", new, "Lớp 5S tại Mộ Đức")
    assert [proof.title for proof in queries.of_task(product.task)[0].proofs] == ["ban-ky.pdf"]
    assert queries.live().get() == new
    assert queries.known_on(before).get() == product
    assert queries.known_on(clock.now()).get() == new


def test_a_promise_is_kept_without_a_reason(task: Task, acting: User, waiting: Waiting) -> None:
    promised = products.record(task=task, values=told(delivered_on=None), by=acting)
    new = products.correct(product=promised, values=told(), reason="", by=acting, proofs=[Proof(upload=waiting())])
    assert new.is_delivered
    assert AuditEntry.objects.filter(code="product.delivered", object_id=new.pk).exists()
    found = queries.standing(task.plan)
    assert (found.delivered, found.promised) == (1, 0)


def test_a_correction_needs_a_reason(product: TaskProduct, acting: User) -> None:
    with pytest.raises(DomainError) as refused:
        products.correct(product=product, values=told(title="Khác"), reason=" ", by=acting)
    assert refused.value.field == "reason"
    assert queries.live().get() == product


def test_two_people_correct_the_same_product(product: TaskProduct, acting: User) -> None:
    seen = TaskProduct.objects.get(pk=product.pk)
    products.correct(product=product, values=told(title="Một"), reason="Sai", by=acting)
    with pytest.raises(DomainError) as refused:
        products.correct(product=seen, values=told(title="Hai"), reason="Sai", by=acting)
    assert refused.value.code == "state"
    assert queries.live().get().title == "Một"


def test_a_refused_correction_leaves_the_row_alone(product: TaskProduct, acting: User) -> None:
    with pytest.raises(DomainError):
        products.correct(product=product, values=told(year=1900), reason="Sai", by=acting)
    assert queries.live().get() == product


def test_a_voided_product_counts_no_more_and_stays(product: TaskProduct, acting: User) -> None:
    products.void(product=product, reason="Ghi trùng", by=acting)
    assert not queries.live().exists()
    assert TaskProduct.objects.get().void_reason == "Ghi trùng"
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskProduct.objects.update(voided_at=None, voided_by=None, void_reason="")


def test_evidence_is_taken_off_with_a_reason(product: TaskProduct, acting: User) -> None:
    products.add_evidence(product=product, proofs=[Proof(url="https://example.vn/a")], by=acting)
    with pytest.raises(DomainError) as refused:
        products.add_evidence(product=product, proofs=[Proof(url="https://example.vn/a")], by=acting)
    assert refused.value.code == "known"
    products.void_evidence(evidence=ProductEvidence.objects.get(), reason="Nhầm bài", by=acting)
    assert queries.of_task(product.task)[0].proofs == []
    products.add_evidence(product=product, proofs=[Proof(url="https://example.vn/a")], by=acting)


def test_no_evidence_is_refused(product: TaskProduct, acting: User) -> None:
    with pytest.raises(DomainError) as refused:
        products.add_evidence(product=product, proofs=[], by=acting)
    assert refused.value.code == "empty"


def test_a_year_of_before(task: Task, acting: User) -> None:
    """What is told of one year does not count the other."""
    products.record(task=task, values=told(), by=acting)
    products.record(task=task, values=told(year=2027, title="Năm sau", delivered_on=None), by=acting)
    assert queries.standing(task.plan, year=2026).with_product == 1
    assert queries.standing(task.plan, year=2028).with_product == 0
    assert [y.year for y in queries.standing(task.plan).years] == [2026, 2027]
    assert not queries.follow(task.plan, year=2026, bare=True).exists()
    assert queries.follow(task.plan, year=2028, bare=True).count() == 1


def test_known_on_a_day_before_it_was_recorded(product: TaskProduct) -> None:
    assert not queries.known_on(product.recorded_at - dt.timedelta(seconds=1)).exists()
