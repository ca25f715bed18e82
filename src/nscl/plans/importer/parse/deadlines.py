"""By which day, who reports what to whom, and how often."""

from __future__ import annotations

import re

from nscl.plans.importer.facts import AgencyDuty, Deadline
from nscl.plans.importer.parse.agencies import agency_list, alike, begins_name
from nscl.plans.importer.parse.agency_words import STOP
from nscl.plans.importer.parse.duties import heading_agencies
from nscl.plans.importer.parse.outline import Node, Outline, Role
from nscl.plans.importer.parse.passage import Passage
from nscl.plans.importer.source import Span

_BEFORE = (
    r"(?:truoc|cham nhat(?: la| vao| den)*|muon nhat(?: la| vao)*|khong (?:qua|muon hon)|han (?:cuoi|chot)?(?:"
    r" la)?|xong truoc|den het|vao)"
)
_DAY = re.compile(
    rf"{_BEFORE}\s*(?:het\s*)?(?:ngay\s*)?(?:mung\s*)?(?P<d>\d{{1,2}})\s*(?:/|-|thang\s*"
    rf"|\s+thang\s*)\s*(?P<m>\d{{1,2}})(?!\d)(?:\s*(?:/|-|nam\s*|,\s*nam\s*)\s*(?P<y>20\d\d))?"
)
_ALSO = re.compile(
    r"\s*(?:,|va|;|hoac)\s*(?:truoc\s*)?(?:ngay\s*)?(?P<d>\d{1,2})\s*(?:/|thang\s*)\s*(?P<m>\d{1,2})(?!\d)(?:\s*(?:/"
    r"|nam\s*)\s*(?P<y>20\d\d))?"
)
_QUARTER = re.compile(
    rf"{_BEFORE}\s*(?:ngay\s*)?(?P<d>\d{{1,2}})\s*(?:hang\s*)?(?:cua\s*)?(?:thang )?(?P<w>thang cuoi (?:cua )?(?:moi"
    rf" )?quy|cuoi quy|thang cuoi cung cua quy|thang dau (?:cua )?quy|cua thang|hang thang|thang cuoi)"
)
_MONTHLY = re.compile(rf"{_BEFORE}\s*(?:ngay\s*)?(?P<d>\d{{1,2}})\s*(?:cua\s*)?(?:hang thang|moi thang|cua thang)")
_EACH_MONTH = re.compile(
    r"(?:hang|moi|dinh ky) thang,?[^.;\d]{0,60}\b(?:truoc|cham nhat|vao)(?: vao)? ngay (?P<d>\d{1,2})"
    r"(?!\d|\s*(?:/|-|thang))"
)
_MONTH = re.compile(r"(?:truoc|trong|vao) (?:het )?thang (?P<m>\d{1,2})\s*(?:cua\s*)?(?:hang nam|moi nam)")
_ACT = re.compile(
    r"bao cao|gui|nop\b|trinh|dang ky|tong hop|de xuat|hoan thanh|du toan|xay dung ke hoach|ban hanh ke hoach|phe"
    r" duyet|so ket|tong ket|cung cap|cong bo|thong bao|lap danh|danh gia|ra soat"
)
_SEND = re.compile(r"bao cao|gui|nop\b|dang ky|de xuat")
_YEARLY = re.compile(
    r"hang nam|moi nam|dinh ky|thuong nien|bao cao nam|nam sau|nam truoc|nam ke hoach|nam lien truoc|6 thang|06 thang"
    r"|sau thang"
)
_HALF = re.compile(
    r"(?:dinh ky|bao cao|so ket|moi|hang|ket qua|,|va|\() ?\(?(?:0?6|sau) thang\b"
    r"|\b(?:0?6|sau) thang(?:/| mot| 1| 01)? ?lan\b|\b(?:0?6|sau) thang (?:dau nam|va|,|\()"
)
_EACH_YEAR = re.compile(
    r"(?:hang|moi|ca|tung|01|1|mot|va|,|bao cao) nam\b(?! 20)|\bnam \((?:truoc|cham)|\bnam truoc ngay"
)
_MID_YEAR = range(5, 9)  # the day of the half-yearly report where a yearly one is named beside it
_TO = re.compile(
    r"(?:\bvề|\bgửi(?: về| cho| tới| đến)?|\bbáo cáo(?: về| cho| lên| tới)?|\btrình|\bcho|\bđến|\bnộp(?: về| cho)?"
    r"|\bqua|, ) (?=\S)",
    re.IGNORECASE,
)
# What ends the name of who receives: a mark, a day, what is reported, how often.
_RECEIVED = re.compile(
    r"[.;()]|,\s*(?:đồng thời|định kỳ)|,?\s(?:trước|(?:chậm|muộn) nhất|định kỳ|kết quả|tình hình|tiến độ)\b"
    r"|,?\s(?:hằng|hàng) (?:năm|quý|tháng)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZĐÀ-Ỵ(])")
_FOR = re.compile(r"\s(?:để|nhằm)\s", re.IGNORECASE)


def deadlines(outline: Outline, duties: list[AgencyDuty]) -> list[Deadline]:
    """Every day by which something is to be reported or handed in."""
    found: list[Deadline] = []
    for node in outline.nodes():
        if node.role in (Role.head, Role.foot, Role.results, Role.basis):
            continue
        if not any(c.isdigit() for c in node.text) or not re.search(
            r"truoc|cham nhat|muon nhat|khong qua|vao|han|thang", node.folded
        ):
            continue
        for sentence in node.passage.split(_SENTENCE):
            found.extend(_of_sentence(node, sentence, duties))
    return found


def _of_sentence(node: Node, sentence: Passage, duties: list[AgencyDuty]) -> list[Deadline]:
    folded = sentence.folded
    out: list[Deadline] = []
    taken: list[Span] = []
    for pattern in (_QUARTER, _MONTHLY, _EACH_MONTH, _DAY, _MONTH):
        for match in pattern.finditer(folded):
            if any(match.start() < end and match.end() > start for start, end in taken):
                continue
            one = _deadline(node, sentence, match, duties)
            if one is None:
                continue
            taken.append(match.span())
            out.append(one)
            also = _ALSO.match(folded, match.end()) if pattern is _DAY else None
            while also is not None and (more := _deadline(node, sentence, also, duties)) is not None:
                taken.append(also.span())
                out.append(more)
                also = _ALSO.match(folded, also.end())
    return sorted(out, key=lambda d: (d.month or 0, d.day or 0)) if len(out) > 1 and all(d.month for d in out) else out


def _deadline(node: Node, sentence: Passage, match: re.Match[str], duties: list[AgencyDuty]) -> Deadline | None:
    groups = match.groupdict()
    day = int(groups["d"]) if groups.get("d") else None
    month = int(groups["m"]) if groups.get("m") else None
    year = int(groups["y"]) if groups.get("y") else None
    if (day is not None and not 1 <= day <= 31) or (month is not None and not 1 <= month <= 12):
        return None
    recurs = _recurs(sentence.folded, match, year)
    if recurs is None or not _ACT.search(sentence.folded):
        return None
    if recurs == "once" and node.role is Role.tasks and not _SEND.search(sentence.folded):
        return None
    by = _by(node, sentence, duties)
    return Deadline(
        month, day, recurs, by, [n.text for n in _to(sentence, match)], sentence.text, sentence.whole, year=year
    )


def _recurs(folded: str, match: re.Match[str], year: int | None) -> str | None:
    if year is not None:
        return "once"
    word = match.groupdict().get("w") or ""
    if ("thang" in word and "quy" not in word and "cuoi" not in word) or match.re in (_MONTHLY, _EACH_MONTH):
        return "monthly"
    half = _HALF.search(folded)
    if match.re is _QUARTER:
        return "half-yearly" if half and "quy" not in word else "quarterly"
    if half and not (_EACH_YEAR.search(folded) and int(match.groupdict().get("m") or 0) not in _MID_YEAR):
        return "half-yearly"
    if _YEARLY.search(folded):
        return "yearly"
    if "vao" in match[0]:
        return None
    return "once" if re.search(r"nam 20\d\d|/20\d\d", folded) else "yearly"


def _by(node: Node, sentence: Passage, duties: list[AgencyDuty]) -> str | None:
    """Who: the agencies the sentence begins with, else those whose duty it is."""
    names, _ = heading_agencies(sentence)
    if names:
        return ", ".join(name.text for name in names)
    start = sentence.whole[0]
    for duty in duties:
        if duty.source[0] <= start < duty.source[1]:
            return ", ".join(duty.agencies)
    for above in (node, *node.ancestors()):
        names, _ = heading_agencies(above.passage)
        if names:
            return ", ".join(name.text for name in names)
    return None


def _to(sentence: Passage, match: re.Match[str]) -> list[Passage]:
    """To whom: the agencies after "gửi", "về", "báo cáo"; what they do with it then is another's business."""
    text = alike(sentence.text)
    names: list[Passage] = []
    seen: set[str] = set()
    for found in _TO.finditer(text):
        purpose = _FOR.search(text, 0, found.start())
        if purpose and names:
            break
        if not begins_name(text[found.end() :]) or (found[0].startswith(",") and not names):
            continue
        if found[0].startswith(","):
            continue
        stop = STOP.search(text, found.end() + 2)
        bracket = _RECEIVED.search(text[found.end() :])
        end = min(stop.start() if stop else len(text), found.end() + bracket.start() if bracket else len(text))
        for name in agency_list(sentence.slice(found.end(), end)):
            if name.text not in seen:
                seen.add(name.text)
                names.append(name)
    return names
