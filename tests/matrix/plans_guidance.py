"""The guidance log: its list and figures, acts, files, lists brought in."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from matrix.declare import READERS, Route, alone, get, listing, post
from matrix.documents import PDF
from matrix.world import Side
from nscl.documents import kinds, uploads
from nscl.documents.actions import Upload
from nscl.foundation import clock
from nscl.plans.actions import guidance as actions
from nscl.plans.models import Guidance, GuidanceFile, GuidanceSheet

RECORDERS = ("officer", "second_officer", "head", "cooperating")
KEEPERS = ("officer", "second_officer", "head")
# An administrator by that role alone sees no act of guidance: it is not there.
BLIND = {"administrator": 404}


def typed(name: str = "Hợp tác xã Mới") -> dict[str, Any]:
    return {
        "entity_name": name, "contents": ["guidance"], "how": "phone", "outcome": "informed",
        "guided_on": f"{clock.today():%d/%m/%Y}",
    }  # fmt: skip


def _recorded(side: Side, name: str) -> Guidance:
    with side.acting() as officer:
        values = {**typed(), "guided_on": clock.today(), "guide": officer}
        return actions.record(
            province=side.province, entity=actions.EntityGiven(f"{name} {side.name}"), values=values, by=officer
        )


def act(side: Side) -> Guidance:
    return _recorded(side, "Hợp tác xã Để Xem")


def file(side: Side) -> GuidanceFile:
    made = _recorded(side, "Hợp tác xã Có Tệp")
    with side.acting() as officer:
        waiting = uploads.receive(
            content=io.BytesIO(PDF), name="a.pdf", profile=kinds.DOCUMENT, province_id=side.province.pk, by=officer
        )
        return actions.attach(guidance=made, uploads=[Upload(waiting.token)], by=officer)[0]


def sheet(side: Side) -> GuidanceSheet:
    lines = [
        ["Ten DN", "Ngay thuc hien", "Noi dung tu van", "Hinh thuc huong dan"],
        [f"Công ty Danh Sách {side.name}", "05/01/2026", "Hướng dẫn, tư vấn", "Điện thoại"],
    ]
    with side.acting() as officer:
        return actions.bring(
            province=side.province, name="Danh sách thử", lines=lines, digest=f"{side.name:x>64}", by=officer
        )


def recorded_sheet(side: Side) -> GuidanceSheet:
    lines = [
        ["Ten DN", "Ngay thuc hien", "Noi dung tu van", "Hinh thuc huong dan"],
        [f"Công ty Đã Ghi {side.name}", "06/01/2026", "Hướng dẫn, tư vấn", "Điện thoại"],
    ]
    with side.acting() as officer:
        made = actions.bring(
            province=side.province, name="Danh sách đã ghi", lines=lines, digest=f"{side.name:y>64}", by=officer
        )
        actions.record_rows(sheet=made, by=officer)
        return made


def _form(name: str, make: Any, **more: Any) -> Route:
    return get(name, make, may=KEEPERS, others=BLIND, **more)


def _change(name: str, make: Any, changes: str, **more: Any) -> Route:
    return post(name, make, may=KEEPERS, others=BLIND, changes=changes, **more)


def of_file(made: GuidanceFile) -> list[Any]:
    return [made.guidance_id, made.pk]


COLUMNS = {"cot-0": "entity_name", "cot-1": "guided_on", "cot-2": "contents", "cot-3": "how"}

ROUTES = [
    listing("guidance_log", act, may=READERS, shows=lambda made: made.entity.name),
    listing("guidance_export", act, may=READERS, shows=lambda made: made.entity.name),
    alone(
        "guidance_export_later", method="POST", may=RECORDERS, done=302, changes=("foundation.job",),
        because="the file is kept in the province one works for",
    ),
    alone("guidance_counts", may=READERS, because="figures of the provinces one sees, which a test of its own counts"),
    alone("guidance_counts_paper", may=READERS, args=lambda made: ["xlsx"], because="the same figures on paper"),
    alone("guidance_add", may=RECORDERS, because="the form before there is an act"),
    alone(
        "guidance_add", method="POST", may=RECORDERS, done=302, changes=("plans.guidance",),
        because="the act is recorded in the province one works for", send=lambda made: typed(),
    ),
    alone("guidance_many", may=RECORDERS, because="the form before there are acts"),
    alone(
        "guidance_many", method="POST", may=RECORDERS, done=302, changes=("plans.guidance",),
        because="the acts are recorded in the province one works for",
        send=lambda made: {**typed(), "entities": "Công ty Một\nCông ty Hai"},
    ),
    get("guidance_act", act, may=READERS, others=BLIND),
    _form("guidance_correct", act),
    _change(
        "guidance_correct", act, "plans.guidance", send=lambda a: {**typed("Hợp tác xã Đúng"), "reason": "Nhầm tên"}
    ),
    _form("guidance_void", act),
    _change("guidance_void", act, "plans.guidance", send=lambda a: {"reason": "Ghi nhầm"}),
    _form("guidance_attach", act),
    _change(
        "guidance_attach", act, "plans.guidancefile", send=lambda a: {"tep": SimpleUploadedFile("b.pdf", PDF)}
    ),
    get("guidance_file", file, may=READERS, others=BLIND, args=of_file),
    _form("guidance_detach", file, args=of_file),
    _change("guidance_detach", file, "plans.guidancefile", args=of_file, send=lambda f: {"reason": "Nhầm tệp"}),
    alone("guidance_sheets", may=RECORDERS, because="the form before there is a list"),
    alone(
        "guidance_sheets", method="POST", may=RECORDERS, done=302, changes=("plans.guidancesheet",),
        because="the list is brought into the province one works for",
        send=lambda made: {"text": "Tên doanh nghiệp\tNgày\nCông ty Dán\t01/02/2026"},
    ),
    alone("guidance_sample", may=RECORDERS, because="an empty list"),
    _form("guidance_sheet", sheet),
    _change(
        "guidance_sheet_columns", sheet, "plans.guidancesheet", send=lambda s: {**COLUMNS, "version": s.version}
    ),
    _change(
        "guidance_sheet_mend", sheet, "plans.guidancesheet",
        send=lambda s: {"version": s.version, "dong": "0", "o-0-entity_name": "Công ty Đã Sửa"},
    ),
    _change("guidance_sheet_record", sheet, "plans.guidance"),
    _form("guidance_sheet_wrong", sheet),
    _form("guidance_sheet_void", recorded_sheet),
    _change("guidance_sheet_void", recorded_sheet, "plans.guidance", send=lambda s: {"reason": "Nhập nhầm"}),
]  # fmt: skip
