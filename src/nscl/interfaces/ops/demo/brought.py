"""The demo's list: an officer brought twelve enterprises, four rows of them wrong, then looked for duplicates.

A second list waits with its columns proposed, so that the page before writing can be seen too.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from nscl.interfaces.ops.demo import documents as papers
from nscl.interfaces.ops.demo.entities import GOODS, tax_code

if TYPE_CHECKING:
    from nscl.accounts.models import User
    from nscl.enterprises.models import EnterpriseList
    from nscl.organisations.models import Province

HEADS = (
    "STT",
    "Tên doanh nghiệp",
    "Mã số thuế",
    "Xã, phường",
    "Điện thoại",
    "Thư điện tử",
    "Ngày thành lập",
    "Ghi chú",
)
GOOD = 8


def load() -> None:
    """Bring a list and find pairs, in each province of the demo that has none."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.enterprises.models import EnterpriseList
    from nscl.foundation import tenancy

    for place in papers.PLACES:
        user = User.objects.get(email=f"{place.by}@example.vn")
        membership = memberships.in_force(user)[0]
        with tenancy.scope(memberships.scope_of(membership)):
            province = membership.province
            if province is not None and not EnterpriseList.objects.filter(province=province).exists():
                _bring(province, user)


def _bring(province: Province, user: User) -> None:
    from nscl.enterprises.actions import duplicates, importing

    importing.run(_kept(province, user, "doanh-nghiep-moi-quy-2.xlsx", rows(province.code)), by=user)
    _kept(province, user, "doanh-nghiep-moi-quy-3.xlsx", rows(province.code)[:4])
    duplicates.find(province_id=province.pk, by=user)


def rows(code: str) -> list[tuple[str, ...]]:
    """Eight that can be written, then four that cannot: no name, a spoilt code, no real address, no real day."""
    goods = GOODS[code]
    good = [
        ("", f"Công ty TNHH {goods[at % len(goods)]} Mới {at + 1}", tax_code(code, 300 + at), "",
         f"0255 0000 {300 + at}", f"moi{at + 1}@example.vn", f"{at + 1:02d}/04/2026", "")
        for at in range(GOOD)
    ]  # fmt: skip
    wrong = [
        ("", "", tax_code(code, 320), "", "", "", "", "thiếu tên"),
        ("", f"Hợp tác xã {goods[0]} Số Hỏng", "3.70012E+09", "", "", "", "", ""),
        ("", f"Hộ kinh doanh {goods[1]} Sai Thư", "", "", "", "khong-phai-thu", "", ""),
        ("", f"Công ty cổ phần {goods[2]} Ngày Sai", tax_code(code, 323), "", "", "", "31/02/2026", ""),
    ]
    return [(str(at), *row[1:]) for at, row in enumerate([*good, *wrong], start=1)]


def _kept(province: Province, user: User, name: str, lines: list[tuple[str, ...]]) -> EnterpriseList:
    import xlsxwriter

    from nscl.documents import files, kinds
    from nscl.enterprises.actions import lists

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Danh sách")
        for at, row in enumerate([HEADS, *lines]):
            sheet.write_row(at, 0, row)
    out.seek(0)
    with files.staged(out, name=name, profile=kinds.TABLE) as file:
        return lists.bring(province=province, file=file, by=user)
