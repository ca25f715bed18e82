"""What a document is: plan, programme, decision, resolution, report, news or something else."""

from __future__ import annotations

import re

from nscl.plans.importer.parse.outline import Node, Outline, Role

_KINDS = {
    "kehoach": "plan", "kehoachhanhdong": "plan", "phuongan": "plan", "kehoachtrienkhai": "plan",
    "chuongtrinh": "programme", "chuongtrinhhanhdong": "programme",
    "dean": "programme", "duan": "programme", "quyetdinh": "decision", "nghiquyet": "resolution", "baocao": "report",
    "chithi": "other", "thongbao": "other",
    "huongdan": "other", "totrinh": "other", "congvan": "other", "quydinh": "other", "quyche": "other",
    "giaymoi": "other", "congdien": "other", "thongtu": "other",
    "nghidinh": "other", "luat": "other", "thutucong": "other",
}  # fmt: skip
_TITLE = re.compile(
    r"(ke hoach|chuong trinh|de an|phuong an|quyet dinh|nghi quyet|bao cao|thong bao|chi thi|huong dan|cong van|to"
    r" trinh|quy dinh|quy che|du an)\b"
)
_SUFFIX = re.compile(r"/(KH|CTr|CTR|ĐA|DA|QĐ|NQ|BC|CTHĐ|PA)(?:-|$)|-(KH|CTr|NQ|BC|ĐA|QĐ)/")
_BY_SUFFIX = {"KH": "plan", "PA": "plan", "CTr": "programme", "CTR": "programme", "CTHĐ": "programme",
"ĐA": "programme", "DA": "programme", "QĐ": "decision", "NQ": "resolution", "BC": "report"}  # fmt: skip
_BYLINE = re.compile(
    r"nguoi viet|luot xem|ngay dang|dang ngay|nguoi dang|tac gia|phong vien|gmt|\(ldo\)|cap nhat(?: luc|:)|tin,? anh"
    r"|bai,? anh|theo vietq|ttxvn|\d{1,2}[:h]\d\d\b"
    r"|thu (?:hai|ba|tu|nam|sau|bay)[ ,]|chu nhat|nguon tin|binh luan|doc gia|bien tap|ban tin|thich va chia se|chia"
    r" se bai|tin lien quan|toa soan"
)
_ABOUT = re.compile(
    r"(?:ban hanh|phe duyet|thong qua|xay dung|trien khai|thuc hien|theo|noi dung|cua|muc tieu) (?:cac |chi tiet"
    r" )?(?:ke hoach|chuong trinh|de an)\b"
    r"|\bke hoach so\b|\bke hoach .{0,80}(?:giai doan|nam) 20\d\d"
)
_AUTHORITY = re.compile(r"\b(?:ubnd|uy ban nhan dan|hdnd|so [a-z]|bo [a-z]|thu tuong|chinh phu)\b")


_AGREED = re.compile(
    r"(?:phu luc )?hop dong\b|bien ban\b|(?:ban )?thoa thuan\b|(?:ban )?cam ket\b|thu moi\b|giay (?:moi|chung nhan"
    r"|de nghi|xac nhan|uy quyen|phep)|don (?:de nghi|xin|dang ky)|to khai\b|phieu (?:khao sat|de nghi|dang ky|trinh)"
    r"|dieu le\b|quy uoc\b"
)
_PARTY = re.compile(r"ben ([ab])\b")


def agreed(outline: Outline) -> bool:
    """Whether the head is that of a paper between two parties, or of one handed in (contract, minutes, form)."""
    parties: set[str] = set()
    for index, node in enumerate(outline.nodes()):
        if index > 40 or node.role is not Role.head:
            break
        if (_AGREED.match(node.folded) and node.text.isupper()) or len(parties) == 2:
            return True
        party = _PARTY.match(node.folded)
        parties |= {party[1]} if party else set()
    return len(parties) == 2


def squeezed(folded: str) -> str:
    """The letters alone, so that `K Ế  H O Ạ C H` is `kehoach`."""
    return re.sub(r"[^a-z]", "", folded)


def kind_node(outline: Outline) -> tuple[Node, str] | None:
    """The line that says what the document is, with the kind it says."""
    found: tuple[Node, str] | None = None
    before = ""
    for index, node in enumerate(outline.nodes()):
        last, before = before, node.folded
        if index > 80 or (node.role not in (Role.head, Role.other) and node.style != "part"):
            break
        if len(node.text) > 40:
            continue
        kind = _KINDS.get(squeezed(node.folded)) or _qualified(node)
        if kind is None:
            continue
        if node.text.isupper():
            return node, kind
        if not last.startswith(("loai van ban", "the loai", "van ban")):  # a property a site shows
            found = found or (node, kind)
    return found


def formula(node: Node) -> bool:
    """Whether the line is the one that enacts ("QUYẾT ĐỊNH:"), not the kind above the title."""
    return node.text.endswith(":") and node.folded.startswith(("quyet dinh", "quyet nghi"))


def _qualified(node: Node) -> str | None:
    """The kind of a line such as "KẾ HOẠCH PHỐI HỢP": the kind with a word or two of what sort."""
    match = _TITLE.match(node.folded)
    if match is None or not node.text.isupper() or len(node.text.split()) > 5 or any(c.isdigit() for c in node.text):
        return None
    return _KINDS.get(squeezed(match[1]))


def title_kind(outline: Outline) -> tuple[Node, str] | None:
    """A head line that begins with the kind ("KẾ HOẠCH PHÁT TRIỂN …"), where no line is the kind alone."""
    for index, node in enumerate(outline.nodes()):
        if index > 30 or node.role is not Role.head:
            break
        match = _TITLE.match(node.folded)
        if match and 20 < len(node.text) < 400 and not node.text.rstrip().endswith((";", ".")):
            return node, _KINDS[squeezed(match[1])]
    return None


def by_number(number: str | None) -> str | None:
    """The kind the document's own number tells."""
    match = _SUFFIX.search(number or "")
    return _BY_SUFFIX.get(match[1] or match[2]) if match else None


def looks_like_news(outline: Outline) -> bool:
    """A page written by a reporter: a byline, prose, no state header."""
    head = " ".join(node.folded for _, node in zip(range(12), outline.nodes(), strict=False))
    tail = " ".join(node.folded for node in list(outline.nodes())[-8:])
    return bool(_BYLINE.search(head) or _BYLINE.search(tail)) and "cong hoa xa hoi chu nghia" not in head


def about_a_plan(outline: Outline) -> bool:
    """Whether a page of news tells what a plan says."""
    text = " ".join(node.folded for node in outline.nodes())[:20000]
    issued = re.search(r"(?:ban hanh|phe duyet|thong qua) (?:ke hoach|chuong trinh|de an|nghi quyet)", text)
    return (issued is not None or len(_ABOUT.findall(text)) >= 2) and bool(_AUTHORITY.search(text))


def planned(outline: Outline, least: int = 2) -> bool:
    """Whether the sections are those of a plan, whatever its head says."""
    roles = {
        node.role for node in outline.nodes() if node.style in ("roman", "caps", "dec1", "upper", "article", "part")
    }
    return len(roles & {Role.aims, Role.objectives, Role.tasks, Role.organisation, Role.funding, Role.support}) >= least
