"""Lists of enterprises that are brought in, profiles that may be duplicates."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from matrix.declare import EDITORS, Route, alone, get, listing, post
from matrix.world import Side
from nscl.documents import files
from nscl.enterprises.actions import duplicates, importing, lists
from nscl.enterprises.models import DuplicatePair, Enterprise, EnterpriseList

HEADS = "Tên doanh nghiệp;Mã số thuế;Điện thoại"


def _brought(side: Side, name: str, lines: str) -> EnterpriseList:
    with side.acting() as officer, files.staged(io.BytesIO(f"{HEADS}\r\n{lines}".encode()), name=name) as file:
        return lists.bring(province=side.province, file=file, by=officer)


def fresh(side: Side) -> EnterpriseList:
    return _brought(side, f"moi-{side.name}.csv", f"Công ty Chờ Ghi {side.name};;")


def done(side: Side) -> EnterpriseList:
    found = _brought(side, f"xong-{side.name}.csv", f"Công ty Đã Ghi {side.name};;\r\n;12;")
    with side.acting() as officer:
        importing.run(found, by=officer)
        found.refresh_from_db()
    return found


def _pair(side: Side, mark: str) -> DuplicatePair:
    phone = f"02600{sum(map(ord, mark + side.name)) % 100000:05d}"
    for lines in (f"Công ty TNHH Cặp {mark} {side.name};;{phone}", f"Công ty TNHH Cặpp {mark} {side.name};;{phone}"):
        found = _brought(side, f"{mark}.csv", lines)
        with side.acting() as officer:
            importing.run(found, by=officer)
    with side.acting() as officer:
        first, second = Enterprise.objects.filter(phone=phone).order_by("id")
        duplicates.find(province_id=side.province.pk, by=officer)
        return DuplicatePair.objects.select_related("first", "second").get(first=first, second=second)


def pair(side: Side) -> DuplicatePair:
    return _pair(side, "Xem")


def other_pair(side: Side) -> DuplicatePair:
    return _pair(side, "Khác")


def called_different(side: Side) -> DuplicatePair:
    made = _pair(side, "Nêu")
    with side.acting() as officer:
        return duplicates.call_different(pair=made, by=officer)


def to_merge(side: Side) -> DuplicatePair:
    return _pair(side, "Gộp")


def merged(side: Side) -> DuplicatePair:
    made = _pair(side, "Tách")
    with side.acting() as officer:
        duplicates.merge(
            pair=made, choices={}, reason="thử", versions=(made.first.version, made.second.version), by=officer
        )
        made.refresh_from_db()
    return made


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.csv", f"{HEADS}\r\nCông ty Gửi Lên;;".encode())


def _columns(found: EnterpriseList) -> dict[str, Any]:
    return {"version": found.version, **{f"cot-{n}": name for n, name in enumerate(found.columns)}}


ROUTES: list[Route] = [
    listing("enterprise_lists", done, shows=lambda found: found.name, may=EDITORS),
    post("enterprise_lists", None, may=EDITORS, send=lambda _made: {"file": _file()},
         changes=("enterprises.enterpriselist",), because="a list comes into the sender's own province"),
    alone("enterprise_list_sample", may=EDITORS, because="an empty list to fill in"),
    get("enterprise_list", done, may=EDITORS),
    post("enterprise_list_sheet", fresh, send=lambda found: {"version": found.version, "trang": ""}, may=EDITORS,
         changes=("enterprises.enterpriselist",)),
    post("enterprise_list_columns", fresh, send=_columns, may=EDITORS, changes=("enterprises.enterpriselist",)),
    post("enterprise_list_start", fresh, send=lambda found: {"version": found.version}, may=EDITORS,
         changes=("enterprises.enterpriselist",)),
    post("enterprise_list_check", fresh, send=lambda found: {"version": found.version}, may=EDITORS,
         changes=("foundation.job",)),
    get("enterprise_list_wrong", done, may=EDITORS),
    get("enterprise_list_take_back", done, may=EDITORS),
    post("enterprise_list_take_back", done, send=lambda _found: {"reason": "thử"}, may=EDITORS,
         changes=("enterprises.enterpriselist", "foundation.job")),
    post("enterprise_list_weigh", done, may=EDITORS, changes=("foundation.job",)),
    get("enterprise_list_kept", done, may=EDITORS),
    post("enterprise_list_kept", done, may=EDITORS, changes=("foundation.job",)),
    get("enterprise_list_fates", done, may=EDITORS),
    post("enterprise_list_fates", done, send=lambda _found: {"gi": "fates"}, may=EDITORS, changes=("foundation.job",)),
    listing("enterprise_duplicates", pair, shows=lambda found: found.first.name, may=EDITORS),
    post("enterprise_duplicates_find", None, may=EDITORS, changes=("foundation.job",),
         because="the sender's own province is looked through"),
    get("enterprise_duplicate", pair, may=EDITORS),
    post("enterprise_duplicate_different", other_pair, send=lambda _made: {}, may=EDITORS,
         changes=("enterprises.duplicatepair",)),
    post("enterprise_duplicate_reopen", called_different, send=lambda _made: {}, may=EDITORS,
         changes=("enterprises.duplicatepair",)),
    post("enterprise_duplicate_merge", to_merge, may=EDITORS, changes=("enterprises.enterprise",),
         send=lambda made: {"version_1": made.first.version, "version_2": made.second.version, "ly_do": "thử"}),
    post("enterprise_duplicate_undo", merged, send=lambda _made: {}, may=EDITORS, changes=("enterprises.enterprise",)),
]  # fmt: skip
