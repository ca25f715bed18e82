"""Lists of agencies as documents write them → names, each whole and as written.

`agency_list` takes a phrase that is such a list ("Sở Tài chính, Sở Văn hóa, Thể thao và Du lịch và UBND các xã,
phường"); `leading` takes a sentence and answers which agencies it begins with. A comma or "và" ends a name only
where another begins. A group is one name; "các cơ quan, đơn vị có liên quan" is nobody.
"""

from __future__ import annotations

import re

from nscl.plans.importer.parse.agency_words import (
    BARE_GROUP,
    GROUP,
    GROUP_WORD,
    HEAD,
    LOW_HEAD,
    NOBODY,
    SECTOR,
    STOP,
    TERRITORY,
)
from nscl.plans.importer.parse.passage import Passage

_SEPARATOR = re.compile(
    r"\s*[;,+]\s*(?:và\s+|cùng\s+|phối hợp\s+)?|\s+(?:và|cùng với|cùng|với|&)\s+|\s+-\s+(?=(?:Sở|UBND|Hội|Báo|Đài)\b)"
    r"|\s*/\s*(?=(?:Sở|UBND|Ban|Hội|Các)\b)"
)
_EDGES = ' .,;:-–+*…/[]"“”'
_PREFIX = re.compile(
    r"(?:(?:giao(?: cho)?(?! thông| lưu| dịch| tế)|đề nghị|yêu cầu|đối với|trách nhiệm của|nhiệm vụ của|về phía|phía"
    r"|phân công|do|bởi|cho|và|với|cùng với|cùng|gồm|bao gồm|phối hợp với|phối hợp|chủ trì|đơn vị chủ trì|cơ quan chủ"
    r" trì|"
    r"ủy quyền(?: cho)?|trân trọng đề nghị|kính đề nghị|mời|là|của|tới|đến|về|báo cáo|gửi|trách"
    r" nhiệm)(?=[\s:])[\s:]*)+",
    re.IGNORECASE,
)
_ENUMERATION = re.compile(
    r"(?:(?:các|Các|CÁC)\s+)?(?P<head>sở|Sở|SỞ|bộ|Bộ|BỘ|ngành|Sở, ngành|sở, ngành|sở, ban, ngành|Sở, ban, ngành|Sở,"
    r" Ban, ngành|cơ quan|đơn vị|hội|Hội|báo|huyện|xã|phường|trường|Trường)(?:\s+(?:sau|gồm))?\s*:\s*"
)
_NOTE = re.compile(
    r"\s*\((?:chủ trì|phối hợp|cơ quan thường trực|đơn vị chủ trì|cơ quan chủ trì|b/c|để b/c|thường trực|đầu mối|cơ"
    r" quan đầu mối)\)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[\s,;.]*(?:(?:\.\.\.|…|v\.v\.*|,\s*vv)[\s.,;]*)+$")
_OLD_TONE = re.compile(r"o[áàảãạéèẻẽẹ]|u[ýỳỷỹỵ]", re.IGNORECASE)
_NEW_TONE = dict(
    zip(
        ["oá", "oà", "oả", "oã", "oạ", "oé", "oè", "oẻ", "oẽ", "oẹ", "uý", "uỳ", "uỷ", "uỹ", "uỵ"],
        ["óa", "òa", "ỏa", "õa", "ọa", "óe", "òe", "ỏe", "õe", "ọe", "úy", "ùy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
_NEW_TONE |= {old.upper(): new.upper() for old, new in _NEW_TONE.items()} | {
    old.capitalize(): new.capitalize() for old, new in _NEW_TONE.items()
}


def alike(text: str) -> str:
    """The text with tone marks of old and new spelling alike (hoá, hóa; uỷ, ủy), as long as before."""

    def new(match: re.Match[str]) -> str:
        after = text[match.end() : match.end() + 1]
        before = text[match.start() - 1 : match.start()].lower()
        if after.isalpha() or before == "q":
            return match[0]
        return _NEW_TONE.get(match[0], match[0])

    return _OLD_TONE.sub(new, text)


def nobody(name: Passage) -> bool:
    """Whether the phrase names no agency at all ("các cơ quan, đơn vị có liên quan")."""
    return bool(NOBODY.match(name.folded.strip(_EDGES)))


def begins_name(text: str) -> bool:
    """Whether an agency's name (or a group's) begins here."""
    return bool(HEAD.match(text) or GROUP.match(text) or LOW_HEAD.match(text))


def agency_list(phrase: Passage) -> list[Passage]:
    """The names in a phrase that is a list of agencies; nobody is left out."""
    phrase = clean(phrase)
    if not phrase:
        return []
    names: list[Passage] = []
    for part in _enumerations(phrase):
        names.extend(part)
    return [
        name
        for name in (clean(n) for n in names)
        if name.text and not nobody(name) and any(c.isalpha() for c in name.text)
    ]


def clean(name: Passage) -> Passage:
    """A name without the words and marks around it."""
    name = name.strip(_EDGES)
    prefix = _PREFIX.match(name.text)
    if prefix and prefix.end() < len(name.text):
        name = name.slice(prefix.end())
    tail = _TAIL.search(name.text)
    if tail:
        name = name.slice(0, tail.start())
    name = name.strip(_EDGES)
    note = _NOTE.search(name.text)
    if note and note.end() == len(name.text):
        name = name.slice(0, note.start())
    if name.text.endswith(")") and "(" not in name.text:
        name = name.slice(0, len(name.text) - 1)
    if name.text.startswith("(") and ")" not in name.text:
        name = name.slice(1)
    return name


def _enumerations(phrase: Passage) -> list[list[Passage]]:
    """The phrase cut where "Các sở: A, B, C" begin; each cut already split into names."""
    out: list[list[Passage]] = []
    at = 0
    for match in phrase.finditer(_ENUMERATION):
        before = phrase.text[: match.start()].rstrip()
        if before and before[-1:] not in ";,.:" and not before.endswith("và"):
            continue
        if match.start() > at:
            out.append(_split(phrase.slice(at, match.start()), enumerated=at > 0))
        at = match.end()
        head = match["head"].lower()
        if not head.startswith(("sở", "bộ", "ngành")):
            out.append(_plain_split(phrase, at))
            return out
    if at < len(phrase.text):
        out.append(_split(phrase.slice(at), enumerated=at > 0))
    return out


def _plain_split(phrase: Passage, at: int) -> list[Passage]:
    """After "Các đơn vị:" names may lack a word that begins a name: split at semicolons, else as agencies."""
    rest = phrase.slice(at)
    if ";" in rest.text:
        return [n for part in rest.split(re.compile(";")) for n in _split(part, enumerated=False)]
    return _split(rest, enumerated=False)


def _split(phrase: Passage, *, enumerated: bool) -> list[Passage]:
    """The names of a list; `enumerated` when it goes on "Các sở:" so that bare sectors are names."""
    text = alike(phrase.text)
    names: list[Passage] = []
    start, at = 0, 0
    depth_end = -1
    while True:
        match = _SEPARATOR.search(text, at)
        if match is None:
            break
        at = match.end()
        if match.start() < depth_end or _inside_brackets(text, match.start(), start):
            continue
        sector = _sector_over(text, start, match.start())
        if sector > match.start():
            at = max(at, 1)
            depth_end = sector
            continue
        if _boundary(text, start, match, enumerated=enumerated):
            names.append(phrase.slice(start, match.start()))
            start = match.end()
            if not enumerated and names and not begins_name(text[start:]):
                enumerated = _bare_sector(text, start) and _is_department(names[0].text)
    names.append(phrase.slice(start))
    return names


def _inside_brackets(text: str, at: int, start: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


def _sector_over(text: str, start: int, at: int) -> int:
    """The end of a sector's name that runs across position `at` within the name begun at `start`, else -1."""
    for begin in _word_starts(text, start, at):
        match = SECTOR.match(text, begin)
        if match and match.end() > at:
            return match.end()
    return -1


def _word_starts(text: str, start: int, at: int) -> list[int]:
    """The last few places before `at` where a word begins."""
    places: list[int] = []
    i = at
    while i > start and len(places) < 9:
        i = text.rfind(" ", start, i)
        if i < 0:
            places.append(start)
            break
        places.append(i + 1)
    return places


def _is_department(name: str) -> bool:
    return name.lower().startswith(
        ("sở ", "các sở", "bộ ", "các bộ", "giám đốc sở", "giám đốc các sở", "phòng ", "đại diện")
    )


def _bare_sector(text: str, at: int) -> bool:
    match = SECTOR.match(text, at)
    return match is not None and (match.end() == len(text) or text[match.end()] in " ,;.:)")


def _boundary(text: str, start: int, match: re.Match[str], *, enumerated: bool) -> bool:
    """Whether the separator ends a name: another begins after it, and it is no part of a group."""
    left, right = text[start : match.start()], text[match.end() :]
    mark = match[0].strip()
    folded_left = left.lower()
    bare = BARE_GROUP.match(_fold(folded_left)) is not None
    if not right.strip(_EDGES):
        return True
    folded_right = _fold(right)
    if re.search(r"\bBáo$", left) and re.match(r"(?:Đài )?[Pp]hát thanh", right):
        return False
    if bare and GROUP_WORD.match(folded_right):
        return _specific(right)
    if _fold(left).startswith(
        ("ubnd", "uy ban nhan dan", "chu tich ubnd", "chu tich uy ban", "cac huyen", "hdnd")
    ) and TERRITORY.match(folded_right):
        return False
    if mark.startswith(";"):
        return True
    named = bool(HEAD.match(right) or GROUP.match(right))
    if mark[:1] in ",+/" or mark == "-":
        if not named and _KINDRED.match(right) and re.match(r"(?:các|những|một số) ", left, re.IGNORECASE):
            return False
        if named or LOW_HEAD.match(right):
            return not (mark == "-" and not named)
        if enumerated:
            return True
        return _bare_sector(text, match.end()) and _is_department(left.strip())
    if mark.endswith("với"):
        return named or bool(LOW_HEAD.match(right))
    if enumerated and _bare_sector(text, match.end()):
        return True
    return named and not re.match(
        r"(?:các|những) (?:[Kk]hu|[Cc]ụm|cum|huyện|xã|phường|thị)"
        r"|(?:Khu|Cụm|Nhà|Tổ chức|Cơ sở|Doanh nghiệp|Hợp tác xã|Xã|Phường|Thành phố|Thị xã|Đơn vị|Ngành)\b",
        right,
    )


# Nouns that go on with a group: "các trường đại học, viện nghiên cứu".
_KINDRED = re.compile(r"(?:viện|trung tâm|hiệp hội|ngân hàng|hội|liên minh|liên hiệp|văn phòng) [a-zà-ỹđ]")


def _specific(right: str) -> bool:
    """Whether what follows a bare group is an agency of its own ("Hội Nông dân"), not more of the group ("ban,
    ngành").
    """
    if re.match(
        r"(?:Sở|Bộ|Cục|Chi cục|Đài|Báo|Ban Quản lý|Ban quản lý|Ban [A-ZĐ]|Hội [A-ZĐ]|Hiệp hội [A-ZĐ]|Trường [A-ZĐ]"
        r"|Trung tâm [A-ZĐ]|Viện [A-ZĐ]|Phòng [A-ZĐ]|Ngân hàng [A-ZĐ])",
        right,
    ):
        first = re.match(r"(?:Sở|Bộ|Cục|Chi cục|Đài|Báo)(?P<rest>\s+\S)?", right)
        if first:
            return bool(first["rest"]) and first["rest"].strip().isupper()
        return not re.match(r"Ban (?:Ngành|Đảng)", right)
    return bool(re.match(r"(?:các|Các|CÁC)\s", right)) and not re.match(
        r"(?:các|Các) (?:huyện|xã|phường|thị|ban|ngành|đoàn thể)", right
    )


def _fold(text: str) -> str:
    from nscl.plans.importer.parse.passage import fold

    return fold(text)


# Verbs that also qualify a noun: "Doanh nghiệp tham gia Chương trình: …", "Đơn vị thực hiện nhiệm vụ: …".
_ATTRIBUTIVE = frozenset(
    {"tham gia", "thực hiện", "hỗ trợ", "được", "quản lý", "sử dụng", "triển khai", "tư vấn", "đào tạo", "theo"}
)


VERBS = re.compile(
    r"(?:^|\s)(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|tham mưu|theo dõi|tổng hợp|căn cứ|hướng dẫn|rà soát"
    r"|xây dựng kế|bố trí|cân đối|cử|trình|báo cáo|thẩm định|lập|là)(?=[\s,.;:)]|$)"
)


_WILL = re.compile(r"\s(?:sẽ|có trách nhiệm|có nghĩa vụ|phải|cần|được)\s")


def leading(sentence: Passage, *, heading: bool = False) -> tuple[list[Passage], int]:
    """The agencies a sentence begins with and where its verb begins; no agencies when it begins otherwise.

    "Sở A, Sở B chủ trì, phối hợp với Sở C …" → Sở A, Sở B. A `heading` holds names alone unless a plain verb of
    duty follows.
    """
    text = sentence.text
    prefix = _PREFIX.match(text)
    start = prefix.end() if prefix else 0
    if not begins_name(text[start:]):
        return [], 0
    stop = (VERBS if heading else STOP).search(text, start + 2)
    colon = text.find(":", start, start + 400)
    end = min(p for p in (stop.start() if stop else len(text), colon if colon > 0 else len(text), len(text)))
    if (
        0 < colon < start + 160
        and stop is not None
        and stop[0].strip() in _ATTRIBUTIVE
        and "," not in text[stop.start() : colon]
    ):
        end = colon
    if colon > 0 and _ENUMERATION.match(text, start):
        after = text.find(":", colon + 1, colon + 500)
        stop = STOP.search(text, colon + 1)
        end = min(p for p in (stop.start() if stop else len(text), after if after > 0 else len(text)))
    if stop is not None and stop[0].strip() == "tham gia" and end == stop.start():
        will = _WILL.search(text, end, end + 90)
        end = will.start() if will and not re.search("[,;.]", text[end : will.start()]) else end
    if end - start > 420 or end <= start:
        return [], 0
    return agency_list(sentence.slice(start, end)), end
