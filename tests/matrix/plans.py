"""Plans: their pages, and the review of drafts."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.core.files.uploadedfile import SimpleUploadedFile

from matrix.declare import EDITORS, READERS, Route, alone, get, listing, post
from matrix.world import Side
from nscl.plans.actions import confirm, edit, upload
from nscl.plans.importer import isolated
from nscl.plans.kinds import KINDS
from nscl.plans.models import AgencyMention, Plan, PlanItem
from nscl.plans.queries import review
from nscl.plans.tests.conftest import reading
from nscl.plans.tests.review.test_edit import typed

NUMBERS = {"ours": ("12/KH-UBND", "13/KH-UBND"), "theirs": ("40/KH-UBND", "41/KH-UBND")}
# An administrator by that role alone sees no plan: it is not there.
BLIND = {"administrator": 404}


@contextmanager
def ready_reading(**head: Any) -> Iterator[None]:
    """The reader's child process answers at once."""
    with patch.object(isolated, "read_plan", lambda path: reading(**head)):
        yield


def _uploaded(side: Side, number: str) -> Plan:
    head = {"number": number, "issuer": f"UBND {side.province.title}"}
    with side.acting() as officer, ready_reading(**head):
        name, content = f"{side.name}.txt", io.BytesIO(number.encode())
        return upload.open_draft(membership=side.cast.membership(officer), name=name, content=content, by=officer)


def draft(side: Side) -> Plan:
    return _uploaded(side, NUMBERS[side.name][0])


def in_force(side: Side) -> Plan:
    made = _uploaded(side, NUMBERS[side.name][1])
    with side.acting() as officer:
        return confirm.confirm(plan=made, version=made.version, by=officer)


def _item(side: Side, slug: str, at: int = 0) -> PlanItem:
    with side.acting():
        return review(side.kept(draft)).groups[slug][at].item


def target(side: Side) -> PlanItem:
    return _item(side, "chi-tieu")


def two_sentences(side: Side) -> PlanItem:
    return _item(side, "chi-tieu", 1)


def doubtful_task(side: Side) -> PlanItem:
    found = _item(side, "nhiem-vu")
    assert found.doubts
    return found


def discarded_rule(side: Side) -> PlanItem:
    found = _item(side, "muc-ho-tro")
    with side.acting() as officer:
        return edit.discard_item(item=found, version=found.version, reason="Trùng", by=officer)


def _mention(side: Side, plan: Plan, **wanted: Any) -> AgencyMention:
    with side.acting():
        found = AgencyMention.objects.select_related("plan").filter(plan=plan, **wanted).order_by("id").first()
    assert found is not None
    return found


def unknown_agency(side: Side) -> AgencyMention:
    return _mention(side, side.kept(draft), name="Trung tâm Lạ", agency=None)


def charged_agency(side: Side) -> AgencyMention:
    return _mention(side, side.kept(in_force), agency__province=side.province)


def of_item(item: PlanItem) -> list[Any]:
    slug = next(kind.slug for kind in KINDS.values() if isinstance(item, kind.model))
    return [item.plan_id, slug, item.pk]


def of_plan(part: Any) -> list[Any]:
    return [part.plan_id]


def version(row: Any) -> dict[str, Any]:
    return {"version": row.version}


def edited(item: Any) -> dict[str, Any]:
    from nscl.foundation import tenancy

    with tenancy.scope(tenancy.Scope.of(read=[item.province_id])):
        return typed(item.plan, item, unit="hợp tác xã")


def next_target(item: Any) -> dict[str, Any]:
    from nscl.foundation import tenancy

    with tenancy.scope(tenancy.Scope.of(read=[item.province_id])):
        second = review(item.plan).groups["chi-tieu"][1].item
    return {"version": item.version, "second": second.pk, "second_version": second.version}


def agency_of(mention: Any) -> dict[str, Any]:
    """An agency that whoever may choose has in reach: a central one."""
    from nscl.organisations.models import Agency

    return {"agency": Agency.objects.filter(province=None).order_by("id").values_list("pk", flat=True)[0]}


def _page(name: str, make: Callable[[Side], Any] = in_force, **more: Any) -> Route:
    return get(name, make, may=READERS, others=BLIND, **more)


def _review(name: str, make: Callable[[Side], Any], **more: Any) -> Route:
    return get(name, make, may=EDITORS, others=BLIND, **more)


def _change(
    name: str, make: Callable[[Side], Any], changes: str, others: dict[str, int] | None = None, **more: Any
) -> Route:
    return post(name, make, may=EDITORS, changes=changes, others=BLIND | (others or {}), **more)


HEAD = {"kind": "plan", "title": "Tên mới", "period_from": "2026", "period_to": "2030"}
SPLIT = {"first": "Ít nhất 05 chuyên gia;", "second": "mở 02 lớp."}

ROUTES = [
    listing("plan_list", in_force, may=READERS, shows=lambda plan: plan.number),
    *(
        _page(name)
        for name in (
            "plan_overview", "plan_targets", "plan_tasks", "plan_rules", "plan_duties", "plan_deadlines",
            "plan_calendar", "plan_budget", "plan_text", "plan_export",
        )
    ),
    post("plan_export_later", in_force, may=[*EDITORS, "cooperating"], others=BLIND, changes="foundation.job"),
    _page("plan_agency", charged_agency, args=lambda m: [m.plan_id, m.agency_id]),
    _page("plan_file", changes=("foundation.auditentry",)),
    _page("plan_papers"),
    _page("plan_paper", args=lambda plan: [plan.pk, "docx"], query=lambda plan: "co_quan=So"),
    alone("plan_upload", may=EDITORS, because="the form before there is a plan"),
    alone(
        "plan_upload", method="POST", may=EDITORS, because="the draft is made in the province one works for",
        done=302, changes=("plans.plan", "documents.attachment"), during=ready_reading,
        send=lambda made: {"files": SimpleUploadedFile("moi.txt", b"x")},
    ),
    alone("plan_new", may=EDITORS, because="the form before there is a plan"),
    alone(
        "plan_new", method="POST", may=EDITORS, because="the draft is made in the province one works for",
        done=302, changes=("plans.plan",), send=lambda made: {"title": "Kế hoạch viết tay"},
    ),
    _review("plan_review", draft),
    _review("plan_confirm", draft),
    _change("plan_confirm", draft, "plans.plan", send=lambda p: {"version": p.version, "revision": p.revision}),
    _review("plan_discard", draft),
    _change("plan_discard", draft, "plans.plan", send=lambda p: {"reason": "Tải nhầm"}),
    _review("plan_head", draft),
    _change("plan_head", draft, "plans.plan", send=lambda p: {**HEAD, "issuer": p.issuer, "version": p.version}),
    _change("plan_head_settle", draft, "plans.plan", send=version),
    _review("plan_add", draft),
    _review("plan_mention", unknown_agency, args=lambda m: [m.plan_id, m.pk]),
    _change(
        "plan_mention", unknown_agency, "plans.agencymention", args=lambda m: [m.plan_id, m.pk], send=agency_of
    ),
    _change(
        "plan_mention_add", unknown_agency, "organisations.agency", args=lambda m: [m.plan_id, m.pk],
        send=lambda m: {"name": "Trung tâm Lạ", "kind": "unit"}, others={"head": 422},
    ),
    _change(
        "plan_item_add", draft, "plans.eligibility", args=lambda p: [p.pk, "dieu-kien"],
        send=lambda p: {"text": "Có trụ sở trong tỉnh"},
    ),
    _review("plan_item", target, args=of_item),
    _change("plan_item", target, "plans.target", args=of_item, send=edited),
    _change("plan_item_settle", doubtful_task, "plans.task", args=of_item, send=version),
    _review("plan_item_split", two_sentences, args=of_item),
    _change(
        "plan_item_split", two_sentences, "plans.target", args=of_item,
        send=lambda item: {"version": item.version, **SPLIT},
    ),
    _review("plan_item_join", target, args=of_item),
    _change("plan_item_join", target, "plans.target", args=of_item, send=next_target),
    _review("plan_item_discard", target, args=of_item),
    _change(
        "plan_item_discard", target, "plans.target", args=of_item,
        send=lambda item: {"version": item.version, "reason": "Trùng"},
    ),
    _change("plan_item_restore", discarded_rule, "plans.supportrule", args=of_item, send=version),
]  # fmt: skip
