"""Products of tasks, mechanisms and policies, cooperation, money woven in."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from matrix.declare import EDITORS, READERS, Route, alone, get, listing, post
from matrix.plans import BLIND, in_force
from matrix.world import Side
from nscl.documents import actions as documents
from nscl.documents import kinds, uploads
from nscl.plans.actions import cooperation, policies, products, woven_money
from nscl.plans.actions.products import Proof
from nscl.plans.models import (
    ConsultationRound,
    Consulted,
    CooperationActivity,
    Opinion,
    Plan,
    PolicyDraft,
    ProductEvidence,
    Task,
    TaskProduct,
    WovenMoney,
)

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
DAY = dt.date(2026, 3, 2)


def _waiting(side: Side, by: Any) -> documents.Upload:
    kept = uploads.receive(
        content=io.BytesIO(PDF), name=f"{side.name}.pdf", profile=kinds.DOCUMENT, province_id=side.province.pk, by=by
    )
    return documents.Upload(kept.token)


def task(side: Side) -> Task:
    with side.acting():
        return Task.objects.select_related("plan").filter(plan=side.kept(in_force)).order_by("id")[0]


def product(side: Side) -> TaskProduct:
    values = {"year": 2026, "kind": "course", "title": f"Lớp 5S {side.name}", "delivered_on": DAY}
    with side.acting() as officer:
        proofs = [Proof(upload=_waiting(side, officer))]
        return products.record(task=side.kept(task), values=values, by=officer, proofs=proofs)


def evidence(side: Side) -> ProductEvidence:
    with side.acting():
        return ProductEvidence.objects.get(product=side.kept(product))


def _begun(side: Side, title: str) -> PolicyDraft:
    values = {"title": f"{title} {side.name}", "kind": "decision", "issuer": "UBND tỉnh", "year": 2026}
    with side.acting() as officer:
        made = policies.begin(task=side.kept(task), values=values, by=officer)
        policies.add_version(policy=made, summary="Bản đầu", made_on=DAY, by=officer, uploads=[_waiting(side, officer)])
    return made


def policy(side: Side) -> PolicyDraft:
    return _begun(side, "Mức hỗ trợ")


def consulted_round(side: Side) -> ConsultationRound:
    made = _begun(side, "Quy chế")
    with side.acting() as officer:
        return policies.consult(
            policy=made, agencies=[], names=["Hội doanh nghiệp"], sent_on=DAY, deadline_on=dt.date(2026, 12, 20),
            by=officer,
        )  # fmt: skip


def consulted(side: Side) -> Consulted:
    with side.acting():
        return Consulted.objects.select_related("round").get(round=side.kept(consulted_round))


def opinion(side: Side) -> Opinion:
    with side.acting() as officer:
        return policies.receive(consulted=side.kept(consulted), received_on=DAY, text="Nâng mức", by=officer)


def submitted(side: Side) -> PolicyDraft:
    made = _begun(side, "Chương trình")
    with side.acting() as officer:
        policies.step(policy=made, verb="appraise", by=officer)
        return policies.step(policy=made, verb="submit", by=officer)


def activity(side: Side) -> CooperationActivity:
    values = {"partner_kind": "apo", "partner": "APO", "activity": f"Hội thảo {side.name}", "from_on": DAY}
    with side.acting() as officer:
        return cooperation.record(province=side.province, values=values, by=officer, uploads=[_waiting(side, officer)])


def money(side: Side) -> WovenMoney:
    values = {"year": 2026, "programme": f"Khuyến công {side.name}", "source": "province", "planned_vnd": 1_000_000}
    with side.acting() as officer:
        return woven_money.record(task=side.kept(task), values=values, by=officer)


def of_task(made: Task) -> list[int]:
    return [made.plan_id, made.pk]


def of_evidence(made: ProductEvidence) -> list[int]:
    return [made.product_id, made.pk]


def of_round(made: ConsultationRound) -> list[int]:
    return [made.policy_id, made.pk]


def of_consulted(made: Consulted) -> list[int]:
    return [made.round.policy_id, made.pk]


def of_opinion(made: Opinion) -> list[int]:
    return [made.consulted.round.policy_id, made.pk]


def first_file(made: PolicyDraft) -> list[int]:
    from nscl.foundation import tenancy

    with tenancy.scope(tenancy.Scope.of(read=[made.province_id])):
        file = made.versions.get().files.get()
    return [made.pk, file.attachment_id]


def _page(name: str, make: Callable[[Side], Any], **more: Any) -> Route:
    return get(name, make, may=READERS, others=BLIND, **more)


def _form(name: str, make: Callable[[Side], Any], **more: Any) -> Route:
    return get(name, make, may=EDITORS, others=BLIND, **more)


def _change(name: str, make: Callable[[Side], Any], changes: str, **more: Any) -> Route:
    return post(name, make, may=EDITORS, changes=changes, others=BLIND, **more)


def reason(made: Any) -> dict[str, Any]:
    return {"reason": "Ghi nhầm"}


PRODUCT = {"title": "Lớp Lean", "kind": "course", "year": "2026", "delivered_on": "04/05/2026"}
HEAD = {"title": "Tên mới", "kind": "decision", "issuer": "UBND tỉnh", "year": "2026"}
TOGETHER = {"partner_kind": "apo", "partner": "APO", "activity": "Khảo sát chung", "from_on": "04/05/2026"}
WOVEN = {"year": "2027", "programme": "Nông thôn mới", "source": "province", "planned_vnd": "1 triệu"}


def in_plan(made: WovenMoney) -> dict[str, Any]:
    return {**WOVEN, "task": made.task_id, "reason": "Quyết toán"}


def for_the_plan(plan: Plan) -> dict[str, Any]:
    from nscl.foundation import tenancy

    with tenancy.scope(tenancy.Scope.of(read=[plan.province_id])):
        return {**WOVEN, "task": Task.objects.filter(plan=plan).order_by("id")[0].pk}


ROUTES = [
    _page("plan_products", in_force),
    _page("plan_product_list", in_force),
    _page("plan_products_export", in_force),
    post("plan_products_export_later", in_force, may=[*EDITORS, "cooperating"], others=BLIND, changes="foundation.job"),
    _form("product_add", task, args=of_task),
    _change("product_add", task, "plans.taskproduct", args=of_task, send=lambda t: PRODUCT),
    _page("product_page", product),
    _form("product_correct", product),
    _change("product_correct", product, "plans.taskproduct", send=lambda p: {**PRODUCT, "reason": "Nhầm"}),
    _form("product_void", product),
    _change("product_void", product, "plans.taskproduct", send=reason),
    _form("product_prove", product),
    _change("product_prove", product, "plans.productevidence", send=lambda p: {"url": "https://example.vn/a"}),
    _form("evidence_void", evidence, args=of_evidence),
    _change("evidence_void", evidence, "plans.productevidence", args=of_evidence, send=reason),
    _page("product_file", evidence, args=of_evidence),
    listing("policy_list", policy, may=READERS, shows=lambda p: p.title),
    alone("policy_add", may=EDITORS, because="the form before there is a policy"),
    post(
        "policy_add", task, may=EDITORS, args=lambda t: [], send=lambda t: {**HEAD, "task": t.pk},
        changes="plans.policydraft", others=BLIND,
    ),
    _page("policy_page", policy),
    _form("policy_edit", policy),
    _change("policy_edit", policy, "plans.policydraft", send=lambda p: {**HEAD, "version": p.version}),
    _form("policy_version_add", policy),
    _change(
        "policy_version_add", policy, "plans.policyversion",
        send=lambda p: {"made_on": "02/03/2026", "summary": "Sửa", "tep": SimpleUploadedFile("b.pdf", PDF)},
    ),
    _form("policy_consult", policy),
    _change(
        "policy_consult", policy, "plans.consultationround",
        send=lambda p: {"sent_on": "02/03/2026", "deadline_on": "20/12/2026", "names": "Hội doanh nghiệp"},
    ),
    _page("policy_round", consulted_round, args=of_round),
    _change("policy_round_close", consulted_round, "plans.consultationround", args=of_round),
    _form("opinion_receive", consulted, args=of_consulted),
    _change(
        "opinion_receive", consulted, "plans.opinion", args=of_consulted,
        send=lambda c: {"received_on": "10/03/2026", "text": "Sửa Điều 2"},
    ),
    _form("opinion_answer", opinion, args=of_opinion),
    _change(
        "opinion_answer", opinion, "plans.opinionanswer", args=of_opinion,
        send=lambda o: {"outcome": "accepted", "text": "Đã sửa"},
    ),
    _form("opinion_void", opinion, args=of_opinion),
    _change("opinion_void", opinion, "plans.opinion", args=of_opinion, send=reason),
    _change("policy_step", policy, "plans.policydraft", send=lambda p: {"viec": "appraise"}),
    _form("policy_drop", policy),
    _change("policy_drop", policy, "plans.policydraft", send=reason),
    _form("policy_issue", submitted),
    _change(
        "policy_issue", submitted, "documents.document",
        send=lambda p: {"number": "77/QĐ-UBND", "issued_on": "04/05/2026"},
    ),
    _page("policy_table", policy, args=lambda p: [p.pk, "docx"]),
    _page("policy_file", policy, args=first_file),
    listing("cooperation_list", activity, may=READERS, shows=lambda a: a.activity),
    listing("cooperation_export", activity, may=READERS, shows=lambda a: a.activity),
    alone("cooperation_add", may=EDITORS, because="the form before there is an activity"),
    alone(
        "cooperation_add", method="POST", may=EDITORS, because="the activity is of the province one works for",
        done=302, changes=("plans.cooperationactivity",), send=lambda made: TOGETHER,
    ),
    _page("cooperation_page", activity),
    _form("cooperation_correct", activity),
    _change(
        "cooperation_correct", activity, "plans.cooperationactivity", send=lambda a: {**TOGETHER, "reason": "Nhầm"}
    ),
    _form("cooperation_void", activity),
    _change("cooperation_void", activity, "plans.cooperationactivity", send=reason),
    _page("cooperation_file", activity),
    _page("plan_woven", in_force),
    _page("plan_woven_export", in_force),
    _form("woven_add", in_force),
    _change("woven_add", in_force, "plans.wovenmoney", send=for_the_plan),
    _page("woven_page", money),
    _form("woven_correct", money),
    _change("woven_correct", money, "plans.wovenmoney", send=in_plan),
    _form("woven_void", money),
    _change("woven_void", money, "plans.wovenmoney", send=reason),
]  # fmt: skip
