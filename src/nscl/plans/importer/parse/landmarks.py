"""The words by which the parts of a document are known: annexes, headings without numerals, foot, page around."""

from __future__ import annotations

import re

KIND = re.compile(
    r"(?:ke hoach|chuong trinh|chuong trinh hanh dong|de an|quyet dinh|nghi quyet|bao cao|quy dinh|quy che|phuong an"
    r"|du an|chi thi|thong bao|huong dan)[:.]?$"
)
ANNEX = re.compile(
    r"(?:phu luc|bieu|mau|danh muc)(?:\s*(?:so\s*)?[0-9ivxa-d]{1,4})?\s*[:.]?$|phu"
    r" luc\s+(?:so\s*)?[0-9ivxa-d]{1,4}\b.{0,150}$|phu luc[:. ].{0,120}$"
)
# The line below the title of what a decision issues: "(Ban hành kèm theo Quyết định số …)".
ISSUED_WITH = re.compile(
    r"\((?:duoc )?(?:(?:ban hanh|phe duyet) )?kem theo (quyet dinh|nghi quyet|ke hoach|cong van|thong tu)\b"
)
FOOT = re.compile(
    r"noi nhan ?:?|(?:tm|kt|tl|tuq)\s?\. ?(?:uy ban|ubnd|hoi dong|hdnd|chu tich|giam doc|thu truong|bo truong|truong"
    r" ban|ban |chanh|thu tuong|so )|q\s?\. chu tich|[tk]/[mtl] (?:ban|chu|tinh|bi thu|giam|thu)|(?:pho |quyen"
    r" )?(?:chu tich|giam doc|bi thu|truong ban|chi cuc truong|cuc truong|tong cuc truong|vien truong|hieu truong|bo"
    r" truong|thu truong|thu tuong|chanh van phong|chanh thanh tra)[,.]?$"
)
CLOSING = re.compile(
    r"(?:tren day la|trong qua trinh|yeu cau (?:cac|thu truong|giam doc|so)|de nghi (?:cac|thu truong)|uy ban nhan"
    r" dan .{0,40}yeu cau|ubnd .{0,40}yeu cau"
    r"|ke hoach nay (?:thay the|co hieu luc)|can cu (?:noi dung )?ke hoach nay|chu tich (?:uy ban nhan dan|ubnd)"
    r" .{0,40}yeu cau|giao so .{0,80}theo doi)"
)
# What a site shows below a document.
PAGE_END = re.compile(
    r"(?:chia se(?: bai viet)?|in bai viet|van ban lien quan|tin lien quan|tin cung chuyen muc|cac tin khac|tin khac"
    r"|bai viet lien quan|binh luan|y kien ban doc|viet binh luan"
    r"|luot (?:xem|truy cap)|ban quyen|tai ve|tags?|tu khoa|lien ket website|tong so luot|gui phan hoi|luu tru ghi"
    r" chu|thong tin ban doc|thich va chia se|quay lai|xem them|doc them)\b.{0,90}$"
)
ASSIGNS = re.compile(
    r"(?:giao (?:cho )?(?:so|ban|ubnd|uy ban|chi cuc|van phong|trung tam|phong|cac so)|yeu cau"
    r" (?:cac so|thu truong|giam doc|cac co quan)) "
)
DECIDES = re.compile(r"quyet (?:dinh|nghi) ?:$")
OPENING = re.compile(r"(?:can cu|thuc hien|xet|theo|nham|trien khai|de )\b")
SECTION_WORDS = re.compile(
    r"(?:cac |mot so )?(?:muc (?:dich|tieu)|quan diem|yeu cau|nhiem vu|giai phap|noi dung|doi tuong|pham vi|dieu kien"
    r"|nguyen tac|chinh sach|kinh phi|nguon (?:kinh phi|von|luc)"
    r"|to chuc|phan cong|trach nhiem|can cu|co so|danh gia|thuc trang|tinh hinh|ket qua|che do|thoi gian|du toan|hoat"
    r" dong|chi tieu|tien do|hieu qua|su can thiet|dinh huong|co che"
    r"|phuong huong|ton tai|han che|thuan loi|kho khan|nguyen nhan|de xuat|kien nghi|danh muc|tam nhin|tieu chi|trinh"
    r" tu|thu tuc|ho so|quy trinh|hieu luc|dieu khoan|che tai|giam sat|kiem tra)\b"
)
TITLED = re.compile(
    r"(?:[ivx]+\. )?(?:muc tieu(?: chung| cu the| tong quat)?|muc dich(?:, yeu cau)?|yeu cau|quan diem|(?:cac )?nhiem"
    r" vu(?:,? (?:va )?giai phap)?(?: (?:cu the|chu yeu|trong tam))?|giai phap(?: thuc hien| chu yeu)?"
    r"|noi dung(?: thuc hien| (?:va )?muc ho tro| ho tro| trien khai)?|doi tuong(?: ap dung| ho tro| tham gia)?|dieu"
    r" kien(?: ho tro| tham gia)?|(?:nguon )?kinh phi(?: thuc hien)?"
    r"|to chuc thuc hien|phan cong nhiem vu|phan cong thuc hien|trach nhiem thuc hien|che do bao cao|chinh sach ho"
    r" tro|muc ho tro|pham vi(?: ap dung)?|du toan kinh phi)\s*:?$"
)
