"""What a section is for, from the words of its heading.

The vocabulary is one table; the first line whose pattern is found in the folded heading gives the role. A role is
inherited by what stands below; a heading inside a section may change it only as `_MAY_CHANGE` allows (an item of
the tasks speaking of support remains a task).
"""

from __future__ import annotations

import re
from enum import Enum


class Role(Enum):
    head = "head"
    basis = "basis"
    aims = "aims"
    objectives = "objectives"
    tasks = "tasks"
    support = "support"
    eligibility = "eligibility"
    funding = "funding"
    organisation = "organisation"
    reporting = "reporting"
    results = "results"
    annex = "annex"
    closing = "closing"
    foot = "foot"
    page = "page"  # what a site shows below a document
    other = "other"


_HEADINGS: list[tuple[Role, re.Pattern[str]]] = [
    (role, re.compile(pattern))
    for role, pattern in [
        (Role.annex, r"^(?:phu luc|bieu(?: mau)? so|mau so|danh muc (?:nhiem vu|cac nhiem vu))\b"),
        (Role.results, r"^(?:danh gia |tinh hinh |)(?:ket qua (?:thuc hien|dat duoc|trien khai|cong tac)|thuc trang"
                       r"|tinh hinh|dac diem)|"
                       r"^(?:ton tai|han che|nguyen nhan|bai hoc|su can thiet|boi canh|khai quat|uu diem"
                       r"|(?:nhung )?(?:thuan loi|kho khan|vuong mac))|"
                       r"^danh gia (?:chung|ket qua|tinh hinh|thuc trang)|^nhung ket qua|ket qua .{0,60}\b(?:nam|giai"
                       r" doan) 20\d\d.{0,20}$"),
        (Role.basis, r"^(?:can cu|co so)(?: phap ly| xay dung| ban hanh| thuc tien|$)"),
        (Role.reporting, r"^(?:che do |cong tac |)(?:thong tin,? )?(?:bao cao|kiem tra, giam sat va bao cao|theo doi,"
                         r" bao cao)\b(?!.{0,5}chu)"
                         r"|^(?:thong tin|so ket|kiem tra|giam sat|theo doi)\b.{0,40}\bbao cao\b|^che do bao cao"),
        (Role.aims, r"^(?:muc dich|quan diem|yeu cau\b|muc tieu chung|muc tieu tong quat|nguyen tac (?:thuc hien"
                    r"|chung|chi dao)$)"),
        (Role.objectives, r"^(?:cac )?(?:muc tieu|chi tieu|dinh huong (?:den|phat trien)|tam nhin)(?!.{0,40}(?:nhiem"
                          r" vu|giai phap))|"
                          r"muc tieu cu the|chi tieu (?:cu the|chu yeu)|^ket qua (?:du kien|can dat)|^muc tieu"),
        (Role.organisation, r"to chuc (?:trien khai |)thuc hien$|^to chuc (?:trien khai )?thuc hien\b(?!.{3,})|^phan"
                            r" cong\b|^trach nhiem\b"
                            r"|^to chuc thuc hien (?:ke hoach|chuong trinh|de an|nghi quyet|quyet dinh)|^(?:to chuc"
                            r"|trien khai) thuc hien$"
                            r"|^phan cong (?:nhiem vu|trach nhiem|thuc hien)|^trach nhiem (?:cua |thuc hien|thi hanh)"),
        (Role.support, r"(?:noi dung|muc|chinh sach|dinh muc|hinh thuc|co che)(?:,? (?:va |chi |)(?:muc|noi dung|dinh"
                       r" muc|hinh thuc))*"
                       r"(?: chi)? (?:kinh phi )?ho tro|^ho tro (?:kinh phi|tai chinh)$|^muc chi\b|^noi dung chi\b"
                       r"|^dinh muc (?:chi|ho tro)|chinh sach ho tro$|^cac (?:noi dung|chinh sach|hinh thuc|khoan"
                       r"|muc) (?:duoc )?ho tro"),
        (Role.eligibility, r"(?:^|\b)(?:dieu kien|tieu chi|nguyen tac)(?:,? (?:va |)(?:dieu kien|tieu chi|nguyen tac"
                           r"|doi tuong|thu tuc))*"
                           r" (?:duoc |xet |de |lua chon|tham gia|ho tro|xem xet|thu huong|huong|tuyen chon)"
                           r"|^doi tuong\b|^pham vi\b|^dieu kien\b|^tieu chi (?:lua chon|xet|danh gia)|^nguyen tac\b"
                           r"|doi tuong (?:ap dung|ho tro|tham gia|thu huong)"),
        (Role.funding, r"^(?:du toan |khai toan |tong |nguon |nhu cau |co che tai chinh|du kien )*(?:kinh phi|von"
                       r"|nguon luc tai chinh|tai chinh|ngan sach)\b"
                       r"|^kinh phi|^(?:du toan|khai toan)\b"),
        (Role.tasks, r"nhiem vu|giai phap|^(?:mot so |cac |)noi dung\b|^hoat dong|^cac hoat dong|^ke hoach (?:trien"
                     r" khai|thuc hien)|^noi dung"
                     r"|^cac du an|^danh muc (?:du an|de an)|^tien do\b|^noi dung (?:thuc hien|trien khai|chu yeu|ke"
                     r" hoach|chuong trinh)"),
    ]
]  # fmt: skip

_FREE = frozenset(Role)
_MAY_CHANGE: dict[Role, frozenset[Role]] = {
    Role.tasks: frozenset(
        {Role.objectives, Role.organisation, Role.funding, Role.support, Role.reporting, Role.aims, Role.eligibility}
    ),
    Role.organisation: frozenset({Role.reporting, Role.funding}),
    Role.funding: frozenset({Role.support, Role.organisation}),
    Role.results: frozenset(),
    Role.reporting: frozenset(),
    Role.support: frozenset({Role.eligibility, Role.funding, Role.organisation, Role.reporting}),
    Role.eligibility: frozenset(
        {Role.support, Role.tasks, Role.funding, Role.organisation, Role.objectives, Role.aims}
    ),
}
# Inside the tasks (and for the funding anywhere below a section) only a heading that says nothing else changes the
# subject.
_PLAIN = re.compile(
    r"^(?:cac |ve |)(?:muc tieu(?: chung| cu the| tong quat)?|muc dich(?:,? yeu cau)?|yeu cau|kinh phi(?: thuc hien)?"
    r"|nguon kinh phi|du toan kinh phi"
    r"|to chuc thuc hien|phan cong(?: nhiem vu| thuc hien| trach nhiem)?|(?:noi dung|muc|chinh sach|noi dung va muc"
    r"|noi dung,? muc) ho tro"
    r"|doi tuong(?: ho tro| ap dung| tham gia)?|dieu kien(?: ho tro| tham gia)?|chi tieu(?: cu the)?|che do bao cao"
    r"|thoi gian va che do bao cao)$"
)
_LENGTH = 160


def role_of(folded_heading: str, inherited: Role | None) -> Role | None:
    """The role a heading gives to what it heads; `inherited` where it says nothing (or may not change it)."""
    heading = folded_heading.strip(" .:;-")
    if not heading or len(heading) > _LENGTH:
        return inherited
    for role, pattern in _HEADINGS:
        if pattern.search(heading):
            if inherited is None or inherited == role:
                return role
            if role not in _MAY_CHANGE.get(inherited, _FREE):
                return inherited
            if (inherited in (Role.tasks, Role.organisation) or role is Role.funding) and not _PLAIN.match(heading):
                return inherited
            return role
    return inherited
