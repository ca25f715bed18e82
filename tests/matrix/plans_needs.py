"""Needs: rounds, what comes into them, the board, papers, and the form that a link opens."""

from __future__ import annotations

import datetime as dt
import io
import itertools
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from matrix.declare import EDITORS, PARTS, Route, alone, get, listing, post
from matrix.world import Side
from nscl.catalogue.queries import content_groups
from nscl.documents import kinds, uploads
from nscl.documents.actions import Upload
from nscl.foundation import clock
from nscl.organisations.actions.record_entity import record_entity
from nscl.plans.actions.needs import bring, decide, invite, merge, rounds, take
from nscl.plans.exports.needs_sheets import write
from nscl.plans.models import MergedNeed, Need, NeedMerge, NeedsImport, NeedsInvitation, NeedsRound, Proposal

VIEWERS = (*EDITORS, "ministry")
# Neither sees needs: they are not there.
BLIND = {"administrator": 404, "cooperating": 404}
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
)
keys = itertools.count(1)
ANYBODY = "a respondent has a link and no account; the token tells which invitation it is"


def _round(side: Side, *, opened: bool = True) -> NeedsRound:
    today = clock.today()
    with side.acting() as officer:
        found = rounds.add(
            province=side.province, by=officer, groups=list(content_groups()),
            values={"for_year": today.year + 1, "title": f"Khảo sát thử {side.name}", "note": "",
                    "opens_on": today, "closes_on": today + dt.timedelta(days=30)},
        )  # fmt: skip
        return rounds.move(round=found, verb="open", version=found.version, by=officer) if opened else found


def survey(side: Side) -> NeedsRound:
    return _round(side)


def _row(name: str, **more: Any) -> dict[str, Any]:
    return {"raw_name": name, "raw_tax_code": "", "group": "gap", "standard": "", "text": "", "year": 2027, **more}


def _propose(side: Side, *names: str, found: NeedsRound | None = None, **paper: Any) -> Proposal:
    with side.acting() as officer:
        return take.enter(
            round=found or side.kept(survey), sender=take.Sender("association", f"Hội {side.name}"),
            rows=[_row(name) for name in names], paper=take.Paper(**paper), channel="letter", key=f"form:{next(keys)}",
            by=officer,
        )  # fmt: skip


def proposal(side: Side) -> Proposal:
    return _propose(side, "HTX Thử nghiệm")


def with_file(side: Side) -> Proposal:
    with side.acting() as officer:
        waiting = uploads.receive(
            content=io.BytesIO(PDF), name="a.pdf", profile=kinds.SCAN, province_id=side.province.pk, by=officer
        )
    return _propose(side, "HTX Có tệp", uploads=[Upload(waiting.token)])


def need(side: Side) -> MergedNeed:
    """A need of its own that waits."""
    made = _propose(side, f"HTX Riêng {next(keys)}")
    with side.acting():
        return MergedNeed.objects.get(needs__proposal=made)


def two(side: Side) -> tuple[MergedNeed, MergedNeed]:
    return need(side), need(side)


def merged(side: Side) -> NeedMerge:
    one, other = two(side)
    with side.acting() as officer:
        return merge.merge(source=one, target=other, reason="Trùng", version=one.version, by=officer)


def declined(side: Side) -> MergedNeed:
    made = need(side)
    with side.acting() as officer:
        return decide.decide(need=made, verb="decline", reason="Không thuộc", version=made.version, by=officer)


def handed(side: Side) -> MergedNeed:
    made = need(side)
    with side.acting() as officer:
        decide.hand_on(round=side.kept(survey), needs=[made.pk], to="estimate", year=clock.today().year + 1, by=officer)
        return MergedNeed.objects.get(pk=made.pk)


def doubtful(side: Side) -> Need:
    with side.acting() as officer:
        record_entity(name=f"Công ty TNHH Bình Minh {side.name}", province_id=side.province.pk, by=officer)
    made = _propose(side, f"Bình Minh {side.name}")
    with side.acting():
        found = made.needs.get()
        assert found.match == Need.Match.DOUBTFUL
        return found


CODES = {"ours": "0300588569", "theirs": "0100109106"}


def unknown(side: Side) -> Need:
    with side.acting() as officer:
        made = take.enter(
            round=side.kept(survey), sender=take.Sender("commune", "Xã A"), paper=take.Paper(), channel="letter",
            rows=[_row(f"Cơ sở Vô danh {side.name}", raw_tax_code=CODES[side.name])],
            key=f"form:{next(keys)}", by=officer,
        )  # fmt: skip
        return made.needs.get()


def invitation(side: Side) -> NeedsInvitation:
    with side.acting() as officer:
        whom = [invite.Invited("association", f"Hội được mời {next(keys)}", "hoi@example.vn")]
        return invite.invite(round=side.kept(survey), whom=whom, by=officer)[0]


def answered_link(side: Side) -> Proposal:
    link = invitation(side)
    with side.acting():
        return take.answer(invitation=link, rows=[_row("HTX Tự gửi")], key=f"link:{next(keys)}")


def book(*rows: list[str]) -> bytes:
    return write(["Tên doanh nghiệp", "Nội dung đề nghị", "Kinh phí (triệu đồng)"], rows)


def waiting_list(side: Side) -> NeedsImport:
    with side.acting() as officer:
        return bring.receive(
            round=side.kept(survey), name="a.xlsx", by=officer, sender={"kind": "commune", "name": "Xã C"},
            content=io.BytesIO(book(["HTX Bảng", "VietGAP", "80"], ["HTX Sai", "chưa biết gì", "x"])),
        )  # fmt: skip


def _pk(found: NeedsRound) -> list[Any]:
    return [found.pk]


def _in_round(row: Any) -> list[Any]:
    return [row.round_id, row.pk]


def _of_merge(row: NeedMerge) -> list[Any]:
    return [row.source.round_id, row.source_id, row.pk]


def _round_only(row: Any) -> list[Any]:
    return [row.round_id]


def _token(row: NeedsInvitation) -> list[Any]:
    return [invite.token_of(row)]


def _page(name: str, make: Callable[[Side], Any] = survey, **more: Any) -> Route:
    return get(name, make, may=VIEWERS, others=BLIND, **more)


def _form(name: str, make: Callable[[Side], Any] = survey, **more: Any) -> Route:
    return get(name, make, may=EDITORS, others=BLIND, **more)


def _change(name: str, make: Callable[[Side], Any], changes: Any, **more: Any) -> Route:
    return post(name, make, may=EDITORS, others=BLIND, changes=changes, **more)


def head(found: NeedsRound) -> dict[str, Any]:
    day = f"{clock.today():%d/%m/%Y}"
    group = content_groups().first()
    assert group is not None
    values = {"for_year": found.for_year, "title": "Tên khác", "opens_on": day, "closes_on": day, "groups": [group.pk]}
    return {**values, "version": found.version}


def new_round(_made: Any) -> dict[str, Any]:
    group = content_groups().first()
    assert group is not None
    day = f"{clock.today():%d/%m/%Y}"
    return {"for_year": 2027, "title": "Đợt mới", "opens_on": day, "closes_on": day, "groups": [group.pk]}


def letter(_made: Any) -> dict[str, Any]:
    line = {"d1-name": "HTX Công văn", "d1-group": "gap", "so_dong": "1", "khoa": f"{next(keys)}"}
    return {"kind": "commune", "name": "Xã D", **line}


def points(_made: Any) -> dict[str, Any]:
    names = ("sender", "senders_most", "own", "rule", "target", "key_product", "first_time")
    return {**dict.fromkeys(names, "1"), "valid_from": f"{clock.today():%d/%m/%Y}"}


def reasoned(row: MergedNeed) -> dict[str, Any]:
    return {"reason": "Có lý do", "version": row.version}


NEW = "made in the province one works for"

ROUTES = [
    listing("needs", survey, may=VIEWERS, shows=lambda found: found.title),
    listing("needs_queue", handed, may=VIEWERS, shows=lambda row: row.name),
    listing("needs_queue_export", handed, may=VIEWERS, shows=lambda row: row.name),
    alone("needs_round_add", may=EDITORS, because=NEW),
    alone(
        "needs_round_add", method="POST", may=EDITORS, because=NEW, done=302, changes=("plans.needsround",),
        send=new_round,
    ),
    alone("needs_weights", may=EDITORS, because=NEW),
    alone(
        "needs_weights", method="POST", may=EDITORS, because=NEW, done=302, changes=("plans.rankingweights",),
        send=points,
    ),
    *(_page(name, args=_pk) for name in ("needs_round", "needs_merged", "needs_ranked", "needs_handed",
                                         "needs_list_sample", "needs_export")),
    _page("needs_paper", args=lambda found: [found.pk, "xlsx"]),
    *(_form(name, args=_pk) for name in ("needs_round_edit", "needs_invitations", "needs_letter", "needs_list",
                                         "needs_names")),
    _form("needs_invitation_paper", args=lambda found: [found.pk, "docx"]),
    _change("needs_export_later", survey, "foundation.job", args=_pk),
    _change("needs_round_edit", survey, "plans.needsround", args=_pk, send=head),
    _change(
        "needs_round_move", survey, "plans.needsround", args=_pk,
        send=lambda found: {"verb": "close", "version": found.version},
    ),
    _change(
        "needs_invitations", survey, "plans.needsinvitation", args=_pk,
        send=lambda found: {"kind": "commune", "names": "Xã E"},
    ),
    _change("needs_mail", invitation, "plans.needsinvitation", args=_round_only),
    _form("needs_revoke", invitation, args=_in_round),
    _change(
        "needs_revoke", invitation, "plans.needsinvitation", args=_in_round, send=lambda row: {"reason": "Nhầm"}
    ),
    _change("needs_letter", survey, ("plans.proposal", "plans.need"), args=_pk, send=letter),
    _change(
        "needs_list", survey, "plans.needsimport", args=_pk,
        send=lambda found: {
            "kind": "commune", "name": "Xã F", "files": SimpleUploadedFile("a.xlsx", book(["HTX", "VietGAP", "8"]))
        },
    ),
    _form("needs_import", waiting_list, args=_in_round),
    _change(
        "needs_import", waiting_list, "plans.needsimport", args=_in_round,
        send=lambda row: {"version": row.version, "bo": ["3"]},
    ),
    _form("needs_import_wrong", waiting_list, args=_in_round),
    _form("needs_import_drop", waiting_list, args=_in_round),
    _change(
        "needs_import_drop", waiting_list, "plans.needsimport", args=_in_round, send=lambda row: {"reason": "Nhầm"}
    ),
    _page("needs_proposal", proposal, args=_in_round),
    _page("needs_proposal_file", with_file, args=_in_round, changes=("foundation.auditentry",)),
    _form("needs_proposal_void", proposal, args=_in_round),
    _change("needs_proposal_void", proposal, "plans.proposal", args=_in_round, send=lambda row: {"reason": "Nhầm"}),
    _form("needs_answered", proposal, args=_in_round),
    _change(
        "needs_answered", proposal, "plans.proposal", args=_in_round,
        send=lambda row: {"number": "5/SKHCN", "answered_on": f"{clock.today():%d/%m/%Y}"},
    ),
    _form("needs_answer_paper", proposal, args=lambda row: [row.round_id, row.pk, "docx"]),
    _change(
        "needs_name_decide", doubtful, "plans.namedecision", args=_round_only,
        send=lambda row: {"name_key": row.name_key, "entity": "khong"},
    ),
    _form("needs_entity_add", unknown, args=_round_only, query=lambda row: f"ten={row.name_key}"),
    _change(
        "needs_entity_add", unknown, "plans.namedecision", args=_round_only,
        send=lambda row: {"name_key": row.name_key, "name": row.raw_name, "kind": "facility"},
    ),
    _change("needs_entities_add", unknown, "organisations.legalentity", args=_round_only),
    _change("needs_rank", need, "plans.mergedneed", args=_round_only),
    _change(
        "needs_hand_on", need, "plans.handedon", args=_round_only,
        send=lambda row: {"chon": [row.pk], "to": "estimate", "year": "2027"},
    ),
    _page("need", need, args=_in_round),
    _form(
        "need_merge", two, args=lambda pair: [pair[0].round_id, pair[0].pk], query=lambda pair: f"vao={pair[1].pk}"
    ),
    _change(
        "need_merge", two, "plans.needmerge", args=lambda pair: [pair[0].round_id, pair[0].pk],
        send=lambda pair: {"vao": pair[1].pk, **reasoned(pair[0])},
    ),
    _change("need_unmerge", merged, "plans.needmerge", args=_of_merge),
    _form("need_place", need, args=_in_round),
    _change("need_place", need, "plans.mergedneed", args=_in_round, send=lambda row: {**reasoned(row), "place": "1"}),
    _form("need_decide", need, args=_in_round),
    _change(
        "need_decide", need, "plans.mergedneed", args=_in_round, send=lambda row: {**reasoned(row), "verb": "decline"}
    ),
    _change(
        "need_reconsider", declined, "plans.mergedneed", args=_in_round, send=lambda row: {"version": row.version}
    ),
    _form("need_take_back", handed, args=_in_round),
    _change("need_take_back", handed, "plans.handedon", args=_in_round, send=reasoned),
    get(
        "needs_answer", invitation, may=PARTS, args=_token, public=ANYBODY, national=ANYBODY,
        changes=("plans.needsinvitation",),
    ),
    post(
        "needs_answer", invitation, may=PARTS, args=_token, public=ANYBODY, national=ANYBODY,
        changes=("plans.proposal", "plans.need"), send=letter,
    ),
    post(
        "needs_withdraw", answered_link, may=PARTS, public=ANYBODY, national=ANYBODY, changes="plans.proposal",
        args=lambda row: [*_token(row.invitation), row.pk],
    ),
]  # fmt: skip
