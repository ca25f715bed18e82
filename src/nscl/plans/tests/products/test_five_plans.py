"""Each of the five plans' tasks can be followed to a product: plan → task → product → evidence, through the pages.

Once with the public plan documents, where they are beside this checkout, and once with the demo's own texts.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nscl.accounts.models import Membership, User
from nscl.config.testing.cast import Cast
from nscl.foundation.environment import ROOT
from nscl.interfaces.ops.demo.plans import TEXTS
from nscl.organisations.queries import province_for
from nscl.plans import checks
from nscl.plans.actions import confirm, edit, upload
from nscl.plans.models import Plan, ProductEvidence, ProductKind, Task, TaskProduct
from nscl.plans.tests.pages.conftest import Open

pytestmark = pytest.mark.slow

SHARED = ROOT.parent / "shared" / "plans"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
OWN = {"kon-tum.txt": "51", "can-tho.txt": "92", "nghe-an.txt": "40", "tay-ninh.txt": "80", "son-la.txt": "14"}
REAL = {
    "kon-tum-2021-2025.txt": "51", "can-tho-134-kh-ubnd-2021.txt": "92", "nghe-an-683-kh-ubnd-2021.txt": "40",
    "tay-ninh-1500-kh-ubnd-2024.txt": "80", "son-la-2022-news.txt": "14",
}  # fmt: skip
TASKS = {"kon-tum-2021-2025.txt": 9, "can-tho-134-kh-ubnd-2021.txt": 19, "nghe-an-683-kh-ubnd-2021.txt": 5}
beside = pytest.mark.skipif(not SHARED.is_dir(), reason="the real plans are not beside this checkout")


@pytest.mark.parametrize(
    ("file", "code"),
    [
        *((TEXTS / name, code) for name, code in OWN.items()),
        *(pytest.param(SHARED / name, code, marks=beside) for name, code in REAL.items()),
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else "",
)
def test_every_task_leads_to_a_product_and_its_evidence(file: Path, code: str, cast: Cast, sign_in: Open) -> None:
    officer = officer_of(code)
    with cast.acting(officer):
        plan = in_force(officer, file)
        tasks = list(Task.objects.filter(plan=plan, discarded_at__isnull=True).order_by("position", "id"))
    assert len(tasks) >= TASKS.get(file.name, 1)
    browser = sign_in(officer)
    for number, task in enumerate(tasks):
        kind = follow(browser, plan, task, number)
        assert file.name in OWN or kind != ProductKind.OTHER, task.title
    followed = "".join(page(browser, plan, place) for place in places(browser, plan))
    with cast.acting(officer):
        products = list(TaskProduct.objects.select_related("task"))
        proofs = {proof.product_id: proof for proof in ProductEvidence.objects.all()}
    assert sorted(p.task_id for p in products) == sorted(task.root_pk for task in tasks)
    for product in products:
        evidence = reverse("product_file", args=[product.pk, proofs[product.pk].pk])
        assert reverse("product_page", args=[product.pk]) in followed
        assert evidence in followed
        assert b"".join(browser.get(evidence).streaming_content) == PDF  # type: ignore[attr-defined]
    assert "Chưa có sản phẩm nào" not in followed


def officer_of(code: str) -> User:
    province = province_for(code, dt.date(2026, 11, 22))
    assert province is not None
    user = User.objects.create_user(f"officer.{code}@example.vn", full_name="Nguyễn Văn A", password=None)
    Membership.objects.create(user=user, role="officer", province=province, valid_from=dt.date(2025, 7, 1))
    return user


def in_force(officer: User, file: Path) -> Plan:
    """Uploaded and confirmed; what a news item lacks of a plan's head the officer fills in."""
    membership = officer.memberships.select_related("province").get()
    plan = upload.open_draft(membership=membership, name=file.name, content=file, by=officer)
    needed: dict[str, Any] = {
        "title": "Kế hoạch của tỉnh", "issuer": f"UBND {plan.province}", "period_from": 2022, "period_to": 2030,
    }  # fmt: skip
    if missing := {p.field: needed[p.field] for p in checks.blocking(plan) if p.field in needed}:
        plan = edit.edit_head(plan=plan, version=plan.version, values=missing, by=officer)
    return confirm.confirm(plan=plan, version=plan.version, by=officer)


def follow(browser: Any, plan: Plan, task: Task, number: int) -> str:
    """The task's page opens, offers a product of a kind that its words promise, and takes it with a file."""
    url = reverse("plan_task", args=[plan.pk, task.pk])
    assert browser.get(url).status_code == 200
    add = reverse("product_add", args=[plan.pk, task.pk])
    assert add in browser.get(f"{url}?nam={plan.period_from}").content.decode()
    form = browser.get(add).context["form"]
    kind = form["kind"].value()
    assert kind in ProductKind.values
    sent = {
        "title": f"Sản phẩm {number}", "kind": kind, "year": str(plan.period_from),
        "delivered_on": f"15/06/{plan.period_from}", "tep": SimpleUploadedFile(f"minh-chung-{number}.pdf", PDF),
    }  # fmt: skip
    answer = browser.post(add, sent)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert f"Sản phẩm {number}" in browser.get(f"{url}?nam={plan.period_from}").content.decode()
    return str(kind)


def places(browser: Any, plan: Plan) -> list[str]:
    """The addresses of the pages of the tab, one after another."""
    found, query = [], "?nam=moi"
    while query:
        found.append(query)
        pages = browser.get(reverse("plan_products", args=[plan.pk]) + query).context["pages"]
        query = pages.next_url
    return found


def page(browser: Any, plan: Plan, query: str) -> str:
    return str(browser.get(reverse("plan_products", args=[plan.pk]) + query).content.decode())
