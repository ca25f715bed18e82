"""Names that mean many at once: `Các sở, ban, ngành tỉnh`, `UBND các huyện`, `Các sở: Tài chính, Công Thương`."""

from __future__ import annotations

import re
from typing import Final

from nscl.organisations.rules.abbreviations import written_out
from nscl.shared.vietnamese import fold

DEPARTMENTS: Final = "departments"
DISTRICTS: Final = "districts"
COMMUNES: Final = "communes"
LOCALITIES: Final = "localities"
ASSOCIATIONS: Final = "associations"
UNIONS: Final = "unions"
ENTERPRISES: Final = "enterprises"
SCHOOLS: Final = "schools"
PRESS: Final = "press"
ASSESSORS: Final = "assessors"
CONSULTANTS: Final = "consultants"
MINISTRIES: Final = "ministries"
CONCERNED: Final = "concerned"
"""Whoever is concerned: nobody in particular."""

_PARTS: Final = (
    (DEPARTMENTS, r"so(?: chuyen nganh)?|ban(?: nganh)?|nganh(?: chuc nang)?"),
    (DISTRICTS, r"huyen|thi xa|quan|cap huyen"),
    (COMMUNES, r"xa|phuong|thi tran|dac khu|cap xa"),
    (LOCALITIES, r"dia phuong|chinh quyen dia phuong"),
    (
        ASSOCIATIONS,
        r"hoi(?: nghe nghiep| nganh nghe| doanh nghiep)?|(?:hoi )?hiep hoi(?: nganh hang| nganh nghe| doanh nghiep)?",
    ),
    (
        UNIONS,
        r"doan the|mat tran|mat tran to quoc|to chuc chinh tri(?: xa hoi)?|xa hoi(?: nghe nghiep)?|hoi doan the",
    ),
    (
        ENTERPRISES,
        r"doanh nghiep|hop tac xa|co so(?: san xuat)?|co so san xuat kinh doanh|ho kinh doanh|to hop tac"
        r"|to chuc kinh te|san xuat|kinh doanh|dich vu|doanh nghiep nho vua"
        r"|doanh nghiep (?:trong|tham gia|duoc|thuoc|co|thu huong|san xuat|che bien|dang) .+",
    ),
    (
        SCHOOLS,
        r"(?:truong )?dai hoc|(?:truong )?cao dang|trung cap|vien(?: nghien cuu)?|hoc vien|truong"
        r"|vien truong|co so dao tao|co so giao duc(?: dai hoc)?|truong nghe|trung hoc chuyen nghiep|day nghe"
        r"|(?:truong )?trung cap nghe",
    ),
    (
        PRESS,
        r"bao|dai|bao chi|co quan bao chi|truyen thong|thong tin dai chung|co quan thong tin(?: dai chung| bao chi)?",
    ),
    (ASSESSORS, r"to chuc danh gia su phu hop|to chuc chung nhan|to chuc thu nghiem|phong thu nghiem"),
    (CONSULTANTS, r"(?:to chuc|don vi|co quan) tu van|(?:to chuc )?dao tao|chuyen gia|tu van"),
    (MINISTRIES, r"bo|nganh trung uong|bo nganh|co quan trung uong|trung uong"),
    (CONCERNED, r"co quan|don vi|to chuc|ca nhan|don vi truc thuoc|don vi su nghiep"),
)
_KIND: Final = {code: re.compile(rf"(?:{pattern})") for code, pattern in _PARTS}
_MANY: Final = re.compile(r"(?:cac|nhung|tat ca|toan the|mot so)\b\s?")
_COMMITTEE: Final = re.compile(r"^uy ban nhan dan ")
_TAIL: Final = re.compile(
    r"\s?(?:(?:co )?(?:chuc nang )?(?:co )?lien quan.*|tren dia ban.*|trong tinh.*|thuoc (?:tinh|thanh pho).*"
    r"|cua (?:tinh|thanh pho)|cap tinh|truc thuoc(?: tinh| thanh pho)?|khac|o dia phuong)$"
)
_SEAT: Final = re.compile(r"\s(?:tinh|thanh pho)$")
_SPLIT: Final = re.compile(r"\s?[,;/]\s?|\s?\bva\b\s?|\s-\s")
# Which part decides when a group names several kinds, strongest first.
_RANK: Final = (
    DISTRICTS, DEPARTMENTS, MINISTRIES, COMMUNES, ASSESSORS, SCHOOLS, PRESS, ENTERPRISES, ASSOCIATIONS, UNIONS,
    CONSULTANTS, LOCALITIES, CONCERNED,
)  # fmt: skip


def group(text: str) -> str | None:
    """Which group `text` (folded, abbreviations written out, commas kept) names as a whole, or None for one agency."""
    many = bool(_MANY.search(text))
    plain = " ".join(_MANY.sub("", text).split())
    plain = _TAIL.sub("", plain)
    committee = bool(_COMMITTEE.match(plain))
    plain = _COMMITTEE.sub("", plain)
    parts = [p for p in _SPLIT.split(plain) if p]
    if committee:
        return _committee(parts) if many or len(parts) > 1 or plain.startswith("cap ") else None
    codes = _codes(parts)
    if codes is None or not (many or len(parts) > 1 or codes & {LOCALITIES, CONCERNED, ENTERPRISES}):
        return None
    return next((code for code in _RANK if code in codes), None)


def _codes(parts: list[str]) -> set[str] | None:
    """The kinds of all parts, or None when one part is a name of its own."""
    found = set()
    for part in parts:
        bare = _SEAT.sub("", part)
        bare = "uy ban nhan dan huyen" if _COMMITTEE.match(bare) and "huyen" in bare else _COMMITTEE.sub("", bare)
        code = next((c for c, pattern in _KIND.items() if pattern.fullmatch(bare)), None)
        if code is None:
            code = DISTRICTS if bare == "uy ban nhan dan huyen" else None
        if code is None:
            return None
        found.add(code)
    return found or None


def _committee(parts: list[str]) -> str | None:
    words = {word for part in parts for word in part.split()}
    if words & {"huyen", "quan"} or "thi xa" in parts:
        return DISTRICTS
    if words & {"xa", "phuong"}:
        return COMMUNES
    return LOCALITIES if parts in (["dia phuong"], ["cap"]) else None


# What a department may be called after `Sở`: the bodies an enumeration is cut into.
_BODIES: Final = frozenset(
    fold(body)
    for body in (
        "Khoa học và Công nghệ", "Tài chính", "Kế hoạch và Đầu tư", "Công Thương",
        "Nông nghiệp và Phát triển nông thôn",
        "Nông nghiệp và Môi trường", "Tài nguyên và Môi trường", "Thông tin và Truyền thông",
        "Lao động Thương binh và Xã hội", "Giao thông vận tải", "Xây dựng", "Y tế", "Giáo dục và Đào tạo", "Nội vụ",
        "Tư pháp", "Văn hóa Thể thao và Du lịch", "Văn hóa và Thể thao", "Du lịch", "Ngoại vụ", "Dân tộc và Tôn giáo",
        "Quy hoạch Kiến trúc", "Quốc phòng", "Công an", "Ngoại giao", "An toàn thực phẩm",
    )
)  # fmt: skip
_ENUMERATION: Final = re.compile(
    r"^\s*(?:các\s+)?(sở|bộ)(?:\s*,\s*(?:ban|ngành)(?:\s*,?\s*ngành)?)?\s*:?\s+(?=\S)(.+)$", re.I | re.S
)
_LONGEST: Final = 1_000
_AGAIN: Final = re.compile(r"^(?:sở|bộ)\s+", re.I)
_PIECE: Final = re.compile(r"\s*[,;]\s*|\s+và\s+|\s+-\s+", re.I)


def expand(text: str) -> list[str]:
    """`Các sở: Tài chính, Khoa học và Công nghệ` → the departments named; any other text stays one name.

    Cuts at semicolons, and where what stands on both sides is a department's whole body, so `và` within a body stays.
    """
    if len(text) > _LONGEST:
        return [text]
    parts = [part.strip() for part in text.split(";") if part.strip()]
    match = _ENUMERATION.match(text.strip(" .;"))
    if match is None:
        return [name for part in parts for name in expand(part)] if len(parts) > 1 else [text]
    head, rest = match[1].capitalize(), match[2]
    names = _cut(rest, [(m.start(), m.end()) for m in _PIECE.finditer(rest)])
    if names is None or len(names) < 2:
        return [name for part in parts for name in expand(part)] if len(parts) > 1 else [text]
    return [f"{head} {_AGAIN.sub('', name)}" for name in names]


def _cut(rest: str, cuts: list[tuple[int, int]]) -> list[str] | None:
    """`rest` as bodies, each as long as can be; None when some part of it is no body."""
    ends = [left for left, _ in cuts] + [len(rest)]
    found: dict[int, list[str]] = {len(rest): []}
    for start in sorted({0, *(right for _, right in cuts)}, reverse=True):
        for at in range(len(ends) - 1, -1, -1):
            after = found.get(cuts[at][1] if at < len(cuts) else len(rest))
            if ends[at] > start and after is not None and _is_body(rest[start : ends[at]]):
                found[start] = [rest[start : ends[at]].strip(), *after]
                break
    return found.get(0)


def is_department_body(words: tuple[str, ...]) -> bool:
    """Whether folded words are what stands after `Sở`, as in a list that says `Các sở` only once."""
    return " ".join(words) in _PLAIN_BODIES - _OF_MINISTRIES


def _is_body(piece: str) -> bool:
    plain = written_out("so " + fold(_AGAIN.sub("", piece.strip())))[3:]
    words = [w for w in re.split(r"[\s,–&-]+", plain) if w and w != "va"]
    return " ".join(words) in _PLAIN_BODIES


_PLAIN_BODIES: Final = frozenset(" ".join(w for w in body.split() if w != "va") for body in _BODIES)
_OF_MINISTRIES: Final = frozenset({"quoc phong", "cong an", "ngoai giao"})
