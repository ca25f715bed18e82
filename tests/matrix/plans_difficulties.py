"""Difficulties: the register, one as a conversation, its steps, its letters. An agency is told of its own alone."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from matrix.declare import EDITORS, Route, alone, get, listing, post
from matrix.documents import PDF
from matrix.world import Side
from nscl.documents import actions as documents
from nscl.documents import kinds, uploads
from nscl.plans.actions import difficulties as actions
from nscl.plans.models import Difficulty, DifficultyFile

ALL = (*EDITORS, "ministry")
REPORTERS = (*EDITORS, "cooperating")
# Without a role that reads all of them, a difficulty of others is not there.
BLIND = {"administrator": 404, "cooperating": 404}
DAY = dt.date(2026, 11, 10)


def _received(side: Side, *, given: bool = True, **values: Any) -> Difficulty:
    told = {"title": f"Vướng của {side.name}", "raised_by": "Ông Nguyễn Văn A", "received_on": DAY, "channel": "phone"}
    with side.acting() as officer:
        return actions.receive(
            province=side.province, values=told | values, by=officer, responsible=officer if given else None,
            on_behalf=True,
        )  # fmt: skip


def received(side: Side) -> Difficulty:
    return _received(side, given=False)


def assigned(side: Side) -> Difficulty:
    return _received(side)


def answered(side: Side) -> Difficulty:
    made = _received(side)
    with side.acting() as officer:
        return actions.answer(difficulty=made, version=made.version, text="Đã trả lời", by=officer)


def closed(side: Side) -> Difficulty:
    made = answered(side)
    with side.acting() as officer:
        return actions.close(difficulty=made, version=made.version, by=officer)


def linked(side: Side) -> Difficulty:
    head, made = _received(side), _received(side)
    with side.acting() as officer:
        return actions.link_same(difficulty=made, version=made.version, code=head.code, by=officer)


def pair(side: Side) -> Difficulty:
    """One that can be linked to another, whose number it knows."""
    head, made = _received(side), _received(side)
    made.head_code = head.code  # type: ignore[attr-defined]
    return made


def with_file(side: Side) -> DifficultyFile:
    with side.acting() as officer:
        waiting = uploads.receive(
            content=io.BytesIO(PDF), name="cv.pdf", profile=kinds.DOCUMENT, province_id=side.province.pk, by=officer
        )
        told = {"title": "Có tệp", "raised_by": "Bà Trần Thị B", "received_on": DAY, "channel": "letter"}
        made = actions.receive(
            province=side.province, values=told, by=officer, uploads=[documents.Upload(waiting.token)]
        )
        return DifficultyFile.objects.select_related("step").get(step__difficulty=made)


def _page(name: str, make: Any = assigned, **more: Any) -> Route:
    return get(name, make, may=ALL, others=BLIND, **more)


def _form(name: str, make: Any = assigned, **more: Any) -> Route:
    return get(name, make, may=EDITORS, others=BLIND, **more)


def _step(name: str, make: Any, **more: Any) -> Route:
    more.setdefault("changes", ("plans.difficulty", "plans.difficultystep"))
    return post(name, make, may=EDITORS, others=BLIND, **more)


def _version(one: Difficulty, **more: Any) -> dict[str, Any]:
    return {"version": one.version, **more}


def _reason(one: Difficulty) -> dict[str, Any]:
    return _version(one, reason="Nhầm")


def _said(one: Difficulty) -> dict[str, Any]:
    return _version(one, text="Nội dung", on="15/11/2026", to="Ủy ban nhân dân tỉnh")


NEW = {
    "title": "Mới", "source": "other", "raised_by": "Ông C", "channel": "phone", "received_on": "10/11/2026",
}  # fmt: skip

ROUTES = [
    listing("difficulties", assigned, may=(*ALL, "cooperating"), shows=lambda made: made.title,
            unseen=("cooperating",)),
    listing("difficulties_export", assigned, may=(*ALL, "cooperating"), shows=lambda made: made.title,
            unseen=("cooperating",)),
    alone(
        "difficulties_export_later", method="POST", may=REPORTERS, because="the list as asked, of what one may read",
        done=302, changes=("foundation.job",), send=lambda made: {"nam": "2026"},
    ),
    alone("difficulty_add", may=REPORTERS, because="the form before there is a difficulty"),
    alone(
        "difficulty_add", method="POST", may=REPORTERS, because="it is made in the province one works for", done=302,
        changes=("plans.difficulty", "plans.difficultystep"), send=lambda made: NEW,
    ),
    alone("difficulties_term", may=EDITORS, because="the province one works for"),
    alone(
        "difficulties_term", method="POST", may=EDITORS, because="the province one works for", done=302,
        changes=("plans.answerterm",), send=lambda made: {"days": "15", "valid_from": "22/11/2026", "basis": "Quy chế"},
    ),
    alone("difficulties_summary", may=ALL, because="counts of what one may read"),
    alone(
        "difficulties_summary_paper", may=ALL, because="counts of what one may read", args=lambda made: ["docx"],
    ),
    _page("difficulty"),
    _page("difficulty_file", with_file, args=lambda f: [f.step.difficulty_id, f.pk]),
    _form("difficulty_correct"),
    _step(
        "difficulty_correct", assigned,
        send=lambda d: {**NEW, "title": "Sửa lại", "received_on": "10/11/2026", "version": d.version},
    ),
    _form("difficulty_assign", received),
    _step(
        "difficulty_assign", received,
        send=lambda d: _version(d, responsible=d.recorded_by_id),
    ),
    _form("difficulty_answer"),
    _step("difficulty_answer", assigned, send=_said),
    _form("difficulty_escalate"),
    _step("difficulty_escalate", assigned, send=_said),
    _form("difficulty_note"),
    _step("difficulty_note", assigned, send=_said),
    _form("difficulty_close", answered),
    _step("difficulty_close", answered, send=_version),
    _form("difficulty_reopen", closed),
    _step("difficulty_reopen", closed, send=_reason),
    _form("difficulty_withdraw"),
    _step("difficulty_withdraw", assigned, send=_reason),
    _form("difficulty_due"),
    _step("difficulty_due", assigned, send=lambda d: _version(d, due_on="30/11/2026")),
    _form("difficulty_link", pair),
    _step("difficulty_link", pair, send=lambda d: _version(d, code=d.head_code)),
    _step("difficulty_unlink", linked, send=_version),
    _form("difficulty_letter", args=lambda d: [d.pk, "tra-loi"]),
    _form(
        "difficulty_letter_file", args=lambda d: [d.pk, "kien-nghi", "docx"],
        query=lambda d: "co_quan=So&kinh_gui=UBND",
    ),
]  # fmt: skip
