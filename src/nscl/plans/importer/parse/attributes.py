"""What a task says of itself in so many words: who leads, who cooperates, when, with what result.

`attributes(passage)` finds "Cơ quan chủ trì: …", "Thời gian: …" at the beginning of a paragraph or one after
another inside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nscl.plans.importer.parse.agencies import VERBS, agency_list, alike, begins_name
from nscl.plans.importer.parse.agency_words import STOP
from nscl.plans.importer.parse.passage import Passage

_ORGAN = r"(?:cac )?(?:co quan|don vi|to chuc|dau moi|bo phan|ca nhan|cap)"
_KEYS: list[tuple[str, str]] = [
    ("both", rf"(?:{_ORGAN}(?:,? {_ORGAN})* )?(?:chu tri|thuc hien)(?: thuc hien)?(?:,| va|/| -)? (?:{_ORGAN} )?phoi"
             rf" hop(?: thuc hien)?"),
    ("both", r"phan cong(?: thuc hien| nhiem vu| trach nhiem| to chuc thuc hien)?|trach nhiem(?: thuc hien| to chuc"
             r" thuc hien)?|to chuc thuc hien"),
    ("cooperating", rf"(?:{_ORGAN}(?:,? {_ORGAN})* )?(?:cung )?(?:tham gia )?phoi hop(?: thuc hien| tham gia| chinh|"
                    rf" to chuc| trien khai)?"
                    rf"|{_ORGAN}(?:,? {_ORGAN})* (?:(?:cung )?tham gia(?: thuc hien| trien khai)?"
                    rf"|cung thuc hien|(?:phoi hop )?ho tro(?: thuc hien)?|(?:co )?lien quan(?= ?:))"),
    ("lead", rf"(?:{_ORGAN}(?:,? {_ORGAN})* )?(?:chu tri(?: thuc hien| tham muu| trien khai| to chuc| theo doi)?(?:,?"
             rf" (?:tham muu|thuc hien|to chuc thuc hien))?|chu dau tu)"),
    ("lead", rf"{_ORGAN}(?:,? {_ORGAN})* (?:thuc hien(?: chinh)?|chiu trach nhiem(?: chinh| thuc hien)?|phu trach"
             rf"|(?:lam )?dau moi(?: (?:chu tri|thuc hien|tham muu|trien khai|theo doi|tong hop))*|thuong truc"
             rf"|chu quan|to chuc thuc hien|tham muu(?: thuc hien| chinh)?|trien khai"
             rf"|(?:duoc )?(?:giao|phan cong)(?: nhiem vu| chu tri| thuc hien)?)"
             rf"|dau moi(?: (?:chu tri|thuc hien|tham muu|trien khai|theo doi|tong hop))?|chu tri"),
    ("doing", r"thuc hien|trien khai"),
    ("when", r"hoan thanh|(?:du kien )?thoi (?:gian|han|diem)(?: thuc hien| hoan thanh| to chuc| trien khai| du kien|"
             r" hoan tat| ban hanh| trinh)*|tien do(?: thuc hien| hoan thanh)?|lo trinh(?: thuc hien)?|han hoan thanh"),
    ("outputs", r"(?:du kien |yeu cau )?(?:san pham|ket qua|dau ra)(?:(?:,|/| va| -)? ?(?:san pham|ket qua|dau ra|du"
                r" kien|can dat|dat duoc|phai dat|hoan thanh|cua nhiem vu|thuc hien|chinh|cu the|mong doi))*"),
    ("other", r"(?:nguon |du toan |tong )?kinh phi(?: thuc hien| du kien| ho tro)?|dia diem(?: thuc hien| to chuc)?"
              r"|noi dung(?: thuc hien| cu the| cong viec| hoat dong| chinh| nhiem vu| chu yeu)?|muc tieu|muc dich"
              r"|doi tuong(?: tham gia| tham du| ho tro| thu huong)?|quy mo|so luong|yeu cau|hinh thuc|phuong thuc(?:"
              r" thuc hien)?|pham vi|thanh phan(?: tham du)?|can cu|giai phap"),
]  # fmt: skip
_KEY = re.compile("|".join(f"(?P<k{i}>{pattern})" for i, (_, pattern) in enumerate(_KEYS)))
_MARK = re.compile(r"(?:\s*\([^)]{0,60}\))?\s*[:：]\s*|\s*(?:-|=>)\s+")
_STARTS = re.compile(r"(?:^|[.;(]\s*|[.;,]\s*-\s+|,\s+|\s-\s+|\s\+\s+|[a-zđ]\)\s*)(?=[a-z])")
_LABEL = re.compile(r"(?:[-+*]\s+|[a-zđ]\)\s*|\(\d\)\s*)")


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing said of a task; `kind` is lead, cooperating, both, when, outputs or other."""

    kind: str
    value: Passage
    at: int


def key_at(passage: Passage, at: int) -> tuple[str, int] | None:
    """The key that stands at `at` with its colon, and where its value begins."""
    match = _KEY.match(passage.folded, at)
    if not match or match.lastgroup is None:
        return None
    after = passage.folded[match.end() : match.end() + 1]
    if after.isalnum():
        return None
    mark = _MARK.match(passage.folded, match.end())
    kind = _KEYS[int(match.lastgroup[1:])][0]
    if mark:
        return kind, mark.end()
    if (
        kind in ("lead", "cooperating")
        and at == 0
        and begins_name(passage.text[match.end() :].lstrip(" "))
        and _named(match[0])
    ):
        return kind, match.end()
    if match.end() == len(passage.folded) and kind != "other" and at == 0 and _named(match[0]):
        return kind, match.end()
    return None


def _named(key: str) -> bool:
    """Whether the key is a noun of its own ("cơ quan chủ trì"), not a verb that begins a sentence ("chủ trì")."""
    return key.startswith(
        (
            "co quan",
            "don vi",
            "cac co quan",
            "cac don vi",
            "to chuc ch",
            "to chuc ph",
            "thoi gian",
            "san pham",
            "ket qua",
        )
    )


def attributes(passage: Passage) -> list[Attribute]:
    """The attributes of a paragraph, in order; empty when it has none (a lone "Nội dung:" is one of kind `other`)."""
    found: list[tuple[str, int, int]] = []
    for match in _STARTS.finditer(passage.folded):
        key = key_at(passage, match.end())
        if key is None:
            continue
        if match.end() and not _mid(passage, match, key[0]):
            continue
        found.append((_settled(passage, key), match.end(), key[1]))
    strong = [f for f in found if f[0] != "other"]
    if not strong:
        return [Attribute("other", passage.slice(f[2]), f[1]) for f in found if f[1] == 0]
    if strong[0][1] > 0 and not any(kind in ("lead", "cooperating", "both", "when") for kind, _, _ in strong):
        return [Attribute("other", passage.slice(f[2]), f[1]) for f in found if f[1] == 0]
    out = []
    for (kind, at, begin), after in zip(found, [*found[1:], None], strict=True):
        stop = after[1] if after else len(passage.text)
        value = passage.slice(begin, stop)
        out.append(Attribute(kind, _trimmed(value, after is not None), at))
    return out


def _settled(passage: Passage, key: tuple[str, int]) -> str:
    """ "Thực hiện:" tells who or when, as its value shows."""
    if key[0] != "doing":
        return key[0]
    value = passage.slice(key[1])
    if begins_name(alike(value.text)):
        return "both"
    return (
        "when"
        if re.match(r"(?:hang|moi|thuong xuyen|nam|quy|thang|tu|den|trong|giai doan|truoc|20\d\d)\b", value.folded)
        else "other"
    )


def _mid(passage: Passage, match: re.Match[str], kind: str) -> bool:
    """Whether a key inside a paragraph is one: after a full stop, a semicolon or a bracket, or after a comma with a
    noun of its own.
    """
    if kind == "other" and match[0].strip()[:1] not in (".", "(", ";"):
        return False
    if match[0].strip() == ",":
        return _named(passage.folded[match.end() :])
    return True


def _trimmed(value: Passage, more: bool) -> Passage:
    text = value.text
    end = len(text)
    if more:
        text = text.rstrip(" -+*;,.(")
        label = re.search(r"\s[a-zđ]$", text)
        end = label.start() if label else len(text)
    value = value.slice(0, end)
    return value.strip(")") if value.text.count(")") > value.text.count("(") else value


_LEADS = re.compile(r"\b(?:chủ trì|làm đầu mối|là đầu mối|đầu mối|thực hiện)\b", re.IGNORECASE)
_COOPERATES = re.compile(
    r"(?:,\s*|\s|;\s*)(?:và\s+)?phối hợp(?: chặt chẽ| tham gia| thực hiện)?(?:,? cùng)?(?:\s+với)?(?:\s*:)?\s+",
    re.IGNORECASE,
)


def both(value: Passage) -> tuple[list[Passage], list[Passage]]:
    """Who leads and who cooperates in "Sở A chủ trì, phối hợp với Sở B, Sở C thực hiện"."""
    marked = re.search(r"\(\s*chủ trì\s*\)\s*[,;]?\s*(?:và\s+)?", value.text, re.IGNORECASE)
    if marked:
        rest = value.slice(marked.end())
        noted = re.search(r"\s*\(\s*(?:cùng )?phối hợp\s*\)", rest.text, re.IGNORECASE)
        return agency_list(value.slice(0, marked.start())), agency_list(rest.slice(0, noted.start()) if noted else rest)
    cooperates = _COOPERATES.search(value.text)
    lead = value.slice(0, cooperates.start()) if cooperates else value
    names = agency_list(_until_verb(lead))
    helpers: list[Passage] = []
    if cooperates:
        rest = value.slice(cooperates.end())
        helpers = agency_list(_until_verb(rest)) if begins_name(alike(rest.text)) else []
    elif not cooperates and (also := re.search(r"[;,]\s*(.+?)\s+phối hợp\b", value.text)):
        helpers = agency_list(value.group(also, 1))
        names = [n for n in names if n.whole not in {h.whole for h in helpers}]
    return names, helpers


def _until_verb(text: Passage) -> Passage:
    """A list of agencies up to the verb that follows it."""
    stop = STOP.search(text.text, 2)
    return text.slice(0, stop.start()) if stop else text


_GIVEN = re.compile(
    r"(?:(?:^|[.;:(]\s*|\s)(?:[Gg]iao|do|[Pp]hân công|[Đđ]ề nghị)\s+|(?:^|[.;:(]\s*))(?=[A-ZĐĂÂÊÔƠƯỦỨÝcbltủ])"
    r"(?P<who>[^.;:()]{4,260}?)\s+(?:(?:là cơ quan |làm )?chủ trì"
    r"|(?:làm|là) (?:cơ quan )?(?:đầu mối|thường trực))\b(?P<rest>[^.()]{0,400})"
)


_WITH = re.compile(
    r"[,;]?\s*(?:và\s+)?phối hợp(?: chặt chẽ| tham gia| thực hiện)?(?:,? cùng)?(?:\s+với)?(?:\s*:)?\s+", re.IGNORECASE
)
_HELPED = re.compile(r"[,;]\s*(?P<h>[^.;:()]{3,200}?)\s+(?:cùng )?phối hợp\b(?! với)")


def spoken(passage: Passage) -> tuple[list[Passage], list[Passage]]:
    """Who leads and cooperates where a sentence says it: "Giao Sở A chủ trì, phối hợp với Sở B …", "(Sở A chủ trì)"."""
    at = 0
    while match := _GIVEN.search(passage.text, at):
        at = max(match.start("who"), match.start() + 1)  # what begins before the agency is none
        who = passage.group(match, "who")
        if not begins_name(alike(who.text)) or VERBS.search(who.text, 2):
            continue
        names = agency_list(who)
        if not names:
            continue
        rest = passage.group(match, "rest")
        helped, cooperates = _HELPED.match(rest.text), _WITH.match(rest.text)
        helpers: list[Passage] = []
        if helped and begins_name(alike(helped["h"])):
            helpers = agency_list(rest.group(helped, "h"))
        elif cooperates and begins_name(alike(rest.text[cooperates.end() :])):
            helpers = agency_list(_until_verb(rest.slice(cooperates.end())))
        return names, helpers
    return [], []
