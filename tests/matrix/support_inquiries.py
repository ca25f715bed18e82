"""Inquiries to other departments and provinces."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from matrix.declare import EDITORS, Route, alone, get, listing, post
from matrix.documents import PDF
from matrix.support_received import BLIND, READERS
from matrix.world import Side
from nscl.documents import kinds, uploads
from nscl.documents.actions import Upload
from nscl.foundation import clock
from nscl.plans.actions.guidance.common import EntityGiven
from nscl.support.actions import inquiries as actions
from nscl.support.models import Inquiry, InquiryAsked, InquiryFile

CHANGED = ("support.inquiry", "foundation.auditentry")


def due() -> dt.date:
    return clock.today() + dt.timedelta(days=10)


def inquiry(side: Side) -> Inquiry:
    with side.acting() as officer:
        told = actions.Draft(
            f"Xét hỗ trợ {side.name}", due(), ["Sở Công Thương"], ["ip"],
            [actions.ItemGiven(EntityGiven(f"Công ty Được Hỏi {side.name}"))],
        )  # fmt: skip
        return actions.draft(province=side.province, told=told, by=officer)


def sent(side: Side) -> Inquiry:
    made = inquiry(side)
    with side.acting() as officer:
        return actions.send(inquiry=made, version=made.version, number="1/SKHCN", on=clock.today(), by=officer)


def asked(side: Side) -> InquiryAsked:
    made = sent(side)
    with side.acting():
        return InquiryAsked.objects.select_related("inquiry").get(inquiry=made)


def file(side: Side) -> InquiryFile:
    one = asked(side)
    with side.acting() as officer:
        waiting = uploads.receive(
            content=io.BytesIO(PDF), name="a.pdf", profile=kinds.SCAN, province_id=side.province.pk, by=officer
        )
        items = list(one.inquiry.items.values_list("pk", flat=True))
        actions.answer(
            asked=one, version=one.inquiry.version, on=clock.today(), by=officer, uploads=[Upload(waiting.token)],
            answers={pk: actions.AnswerGiven(False) for pk in items},
        )  # fmt: skip
        return InquiryFile.objects.select_related("asked").get(asked=one)


def _typed(version: int | None = None) -> dict[str, Any]:
    told = {
        "purpose": "Xét hỗ trợ", "asked": "Sở Tài chính", "contents": ["ip"], "entities": "Công ty Một; ; ISO 9001",
        "due_on": due().isoformat(),
    }  # fmt: skip
    return told if version is None else {**told, "version": version}


def _answers(one: InquiryAsked) -> dict[str, Any]:
    told: dict[str, Any] = {"version": one.inquiry.version, "on": f"{clock.today():%Y-%m-%d}"}
    return told | {f"dn-{pk}-had": "no" for pk in range(1, 400)}


def _form(name: str, make: Any, **more: Any) -> Route:
    return get(name, make, may=EDITORS, others=BLIND, **more)


def _change(name: str, make: Any, changes: Any = CHANGED, **more: Any) -> Route:
    return post(name, make, may=EDITORS, others=BLIND, changes=changes, **more)


def of_asked(one: InquiryAsked) -> list[Any]:
    return [one.inquiry_id, one.pk]


ROUTES = [
    listing("inquiries", inquiry, may=READERS, shows=lambda made: made.purpose),
    alone("inquiry_add", may=EDITORS, because="the form before there is an inquiry"),
    alone(
        "inquiry_add", method="POST", may=EDITORS, done=302, changes=CHANGED, send=lambda made: _typed(),
        because="it is drafted in the province one works for",
    ),
    get("inquiry", inquiry, may=READERS, others=BLIND),
    get("inquiry_paper", inquiry, may=READERS, others=BLIND, args=lambda made: [made.pk, "cong-van", "docx"]),
    _form("inquiry_change", inquiry),
    _change("inquiry_change", inquiry, send=lambda made: _typed(made.version)),
    _form("inquiry_send", inquiry),
    _change(
        "inquiry_send", inquiry,
        send=lambda made: {"version": made.version, "number": "2/SKHCN", "on": f"{clock.today():%Y-%m-%d}"},
    ),
    _form("inquiry_end", inquiry),
    _change("inquiry_end", inquiry, send=lambda made: {"version": made.version, "reason": "Không cần nữa"}),
    _change("inquiry_remind", sent, send=lambda made: {"version": made.version}),
    _form("inquiry_reply", asked, args=of_asked),
    _change("inquiry_reply", asked, "support.inquiryanswer", args=of_asked, send=_answers),
    get("inquiry_file", file, may=READERS, others=BLIND, args=lambda made: [made.asked.inquiry_id, made.pk]),
]  # fmt: skip
