"""What else hangs on a task: guidance, agencies' reports, difficulties, policies, cooperation, money, needs.

Of each kind the newest few, and how many there are: one query for all kinds. Kinds that the reader may not see are left
out; what was voided counts nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, F, IntegerField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.plans.access import difficulties as access_difficulties
from nscl.plans.models import (
    CooperationActivity,
    Guidance,
    HandedOn,
    Plan,
    PolicyDraft,
    Said,
    Task,
    TaskReport,
    WovenMoney,
)

SHOWN = 5


@dataclass
class Beside:
    """One kind: its name, the newest as (words, address), how many there are, where all of them stand."""

    name: str
    rows: list[tuple[str, str]] = field(default_factory=list)
    count: int = 0
    all_url: str = ""

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True)
class _Kind:
    rows: QuerySet[Any, Any]
    words: str
    note: Any
    address: Callable[[dict[str, Any]], str]
    extra: str = "id"


def on_task(*, user: User, plan: Plan, task: Task, year: int) -> dict[str, Any]:
    """What the page of a task shows beside its steps and products, of all years: one query."""
    kinds = _kinds(user, task)
    columns: dict[str, Any] = {f"{name}_rows": ArraySubquery(_told(kind)) for name, kind in kinds.items()}
    columns |= {f"{name}_count": _count(kind) for name, kind in kinds.items()}
    row: Any = Task.objects.filter(pk=task.root_pk).order_by().values(**columns).first()
    told: dict[str, Any] = row or {}
    shown = []
    for name, kind in kinds.items():
        rows = [(_words(one), kind.address(one)) for one in told.get(f"{name}_rows", [])]
        if rows:
            everything = {
                "guidance": f"{reverse('guidance_log')}?nhiem_vu={task.root_pk}&nam=&den=",
                "money": reverse("plan_woven", args=[plan.pk]),
            }
            shown.append(Beside(_NAMES[name](), rows, told[f"{name}_count"], everything.get(name, "")))
    return {"kinds": shown}


def _hung(task: Task) -> Q:
    return Q(task_id__in=task.roots)


def _kinds(user: User, task: Task) -> dict[str, _Kind]:
    live = _hung(task) & Q(voided_at__isnull=True)
    kinds = {
        "policies": _Kind(
            PolicyDraft.objects.filter(_hung(task)), "title", Value(""),
            lambda r: reverse("policy_page", args=[r["pk"]]),
        ),
        "cooperation": _Kind(
            CooperationActivity.objects.filter(live), "activity", F("partner"),
            lambda r: reverse("cooperation_page", args=[r["pk"]]),
        ),
        "money": _Kind(
            WovenMoney.objects.filter(live), "programme", Cast("year", CharField()),
            lambda r: reverse("woven_page", args=[r["pk"]]),
        ),
    }  # fmt: skip
    if user.has_perm("guidance.view", task):
        kinds["guidance"] = _Kind(
            Guidance.objects.filter(live), "entity__name", Cast("guided_on", CharField()),
            lambda r: reverse("guidance_act", args=[r["pk"]]),
        )  # fmt: skip
    if user.has_perm("difficulties.view", task):
        kinds["difficulties"] = _Kind(
            access_difficulties.seen_by(user).filter(_hung(task)), "title", F("code"),
            lambda r: reverse("difficulty", args=[r["pk"]]),
        )  # fmt: skip
    if user.has_perm("agency_reports.view", task):
        kinds["reports"] = _Kind(
            TaskReport.objects.filter(_hung(task)).exclude(state="", result=""), "submission__report__agency__name",
            F("state"), lambda r: reverse("agency_report", args=[r["pk"]]), "submission__report_id",
        )  # fmt: skip
    if user.has_perm("needs.view", task):
        roots = task.roots
        rows = HandedOn.objects.filter(Q(task_id__in=roots) | Q(task__root__in=roots), voided_at__isnull=True)
        kinds["needs"] = _Kind(
            rows, "need__name", Cast("year", CharField()),
            lambda r: reverse("need", args=[r["round"], r["pk"]]), "need_id",
        )  # fmt: skip
    return kinds


def _told(kind: _Kind) -> QuerySet[Any, Any]:
    round_ = {"round": "need__round_id"} if kind.extra == "need_id" else {}
    told = JSONObject(pk=kind.extra, words=kind.words, note=kind.note, **round_)
    return kind.rows.order_by("-id").values(told=told)[:SHOWN]


def _count(kind: _Kind) -> Any:
    one = kind.rows.annotate(all=Value(1)).order_by().values("all").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(one, output_field=IntegerField()), 0)


def _words(row: dict[str, Any]) -> str:
    note = row["note"] or ""
    note = str(Said(note).label) if note in Said.values else note
    if len(note) == len("2026-05-04") and note[4] == "-":
        note = "/".join(reversed(note.split("-")))
    return f"{row['words']} ({note})" if note else str(row["words"])


_NAMES: dict[str, Callable[[], str]] = {
    "policies": lambda: _("Cơ chế, chính sách"),
    "cooperation": lambda: _("Hoạt động hợp tác"),
    "money": lambda: _("Kinh phí lồng ghép"),
    "guidance": lambda: _("Lượt hướng dẫn"),
    "difficulties": lambda: _("Khó khăn, kiến nghị"),
    "reports": lambda: _("Báo cáo của cơ quan"),
    "needs": lambda: _("Nhu cầu đã đưa vào"),
}
