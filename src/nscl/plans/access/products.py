"""Who records what comes out of a task: officers for everybody, an agency for itself. Loading of what was recorded."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from nscl.accounts import memberships
from nscl.accounts.models import User
from nscl.organisations.queries import today_of
from nscl.plans import access
from nscl.plans.models import AgencyMention, Plan, ProductEvidence, Task, TaskProduct
from nscl.plans.queries.roots import worded

M = TypeVar("M", bound=Model)
VIEW, EDIT, REPORT = "plans.view", "products.edit", "products.report"
HIDDEN = (Plan.Status.DRAFT, Plan.Status.DISCARDED)


def task_for(user: User, pk: int) -> Task:
    """The task `pk` in its first version. 404 when unknown, of a plan that is still a draft, or of another province."""
    found = _seen(user, Task.objects.filter(pk=pk, discarded_at__isnull=True), "plan__province", "root")
    root = found if found.root is None else Task.objects.select_related("plan__province").get(pk=found.root_pk)
    if found.plan.status in HIDDEN or root.plan.status in HIDDEN:
        raise Http404("draft")
    return root


def product_for(user: User, pk: int) -> TaskProduct:
    """The product `pk`, with its task, plan and agency."""
    related = ("task__plan__province", "agency", "recorded_by", "voided_by")
    return worded(_seen(user, TaskProduct.objects.filter(pk=pk), *related))


def evidence_for(product: TaskProduct, pk: int) -> ProductEvidence:
    """Live evidence `pk` of the product."""
    rows = ProductEvidence.objects.filter(product=product, pk=pk, voided_at__isnull=True)
    return _found(rows.select_related("document", "attachment").first())


def own_agencies(user: User, province_id: int) -> frozenset[int]:
    """The agencies that the person reports for in the province."""
    return frozenset(
        place.membership.agency_id
        for place in memberships.places(user)
        if place.membership.agency_id
        and REPORT in place.permissions
        and province_id in memberships.reach(place.membership)
    )


def may_record(user: User, task: Task) -> bool:
    """Whether the person may add products to the task: an officer, or one of an agency that the task names."""
    if access.may(user, EDIT, task):
        return True
    return access.may(user, REPORT, task) and bool(own_agencies(user, task.province_id) & _named(task))


def may_change(user: User, product: TaskProduct) -> bool:
    """Whether the person may correct, void or prove the product: an agency only what is its own."""
    if access.may(user, EDIT, product):
        return True
    return access.may(user, REPORT, product) and product.agency_id in own_agencies(user, product.province_id)


def recording(user: User, task: Task) -> None:
    if not may_record(user, task):
        raise PermissionDenied(EDIT)


def changing(user: User, product: TaskProduct) -> None:
    if not may_change(user, product):
        raise PermissionDenied(EDIT)


def _named(task: Task) -> frozenset[int]:
    """The agencies that the task's versions name, and what they are today."""
    first = task.root_pk
    versions = [first, *Task.objects.filter(root=first).values_list("pk", flat=True)]
    ids = set(AgencyMention.objects.filter(task_id__in=versions, agency__isnull=False).values_list("agency", flat=True))
    return frozenset(ids | {agency.pk for now in today_of(ids).values() for agency in now})


def _seen(user: User, rows: QuerySet[M], *related: str) -> M:
    row = _found(rows.select_related(*related).first())
    if not user.has_perm(VIEW, row):
        raise Http404(row._meta.model_name)
    return row


def _found(row: M | None) -> M:
    if row is None:
        raise Http404
    return row
