"""The one-page sheet of a result that was kept: what the enterprise may get, how it was reckoned, what to bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils import translation

from nscl.accounts.models import Membership
from nscl.documents.rendering.model import (
    Block,
    Column,
    Dashes,
    Official,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
)
from nscl.enterprises.rules.size import SECTORS, SIZES, Sector, Size
from nscl.organisations.models import LegalEntity
from nscl.support.models import Contact, Reckoning
from nscl.support.rules.amount import MARKS, vnd

EXPORT = {"co": "có", "khong": "không", "chua-ro": "chưa rõ"}


@translation.override(settings.LANGUAGE_CODE)
def sheet(
    found: Reckoning, contents: Mapping[str, str], contact: Contact | None, membership: Membership | None
) -> Official:
    """The sheet as it was kept; a voided one says so."""
    agency = membership.agency.name if membership and membership.agency else "Sở Khoa học và Công nghệ"
    province = found.province
    return Official(
        issuer=agency, parent=f"UBND {province}", mark="ĐÃ HỦY" if found.is_void else "", place=province.name,
        issued_on=found.on, year=found.on.year, kind="Phiếu tra cứu mức hỗ trợ",
        subject=f"{found.code} – {found.entity.name}",
        body=tuple(_body(found, contents, contact)),
        signatures=(Signature("Người lập phiếu", found.recorded_by.full_name if found.recorded_by else ""),),
        recipients=("Đối tượng tra cứu", "Lưu: hồ sơ doanh nghiệp"),
    )  # fmt: skip


def _body(found: Reckoning, contents: Mapping[str, str], contact: Contact | None) -> Iterator[Block]:
    yield _told("Đối tượng tra cứu", _whom(found))
    yield _table(found, contents)
    yield Paragraph((Run("Cách tính:", bold=True),))
    yield Dashes(tuple(_lines(found)))
    warnings = tuple(dict.fromkeys(text for answer in found.answers for text in answer["warnings"]))
    if warnings:
        yield Paragraph((Run("Cần kiểm tra:", bold=True),))
        yield Dashes(warnings)
    papers = {paper["name"]: paper["basis"] for one in found.answers if one["rules"] for paper in one["papers"]}
    if papers:
        told = "; ".join(f"{name} ({basis})" if basis else name for name, basis in papers.items())
        official = "Danh mục chính thức theo thông báo tiếp nhận hồ sơ."
        yield _told("Giấy tờ thường cần", f"{told}. {official}")
    yield Paragraph(
        f"Kết quả tính theo mức có hiệu lực ngày {found.on:%d/%m/%Y} và số liệu nêu trên; mức được hưởng do quyết định"
        f" của cơ quan có thẩm quyền.{_where(contact)}"
    )


def _told(about: str, text: str) -> Paragraph:
    return Paragraph((Run(f"{about}: ", bold=True), Run(text)))


def _whom(found: Reckoning) -> str:
    facts = found.facts
    told = [str(dict(LegalEntity.Kind.choices).get(facts["kind"], ""))]
    if found.entity.tax_code:
        told.append(f"mã số thuế {found.entity.tax_code}")
    if facts["sector"]:
        told.append(f"ngành chính: {SECTORS[Sector(facts['sector'])]}")
    if facts["size"]:
        told.append(f"quy mô: doanh nghiệp {SIZES[Size(facts['size'])]}{_figures(facts)}")
    told += [MARKS[mark] for mark in facts["marks"]]
    return f"{found.entity.name}: {'; '.join(told)}."


def _figures(facts: Mapping[str, Any]) -> str:
    known = [
        f"lao động {facts['labour']}" if facts["labour"] is not None else "",
        f"doanh thu {vnd(facts['revenue_vnd'])} đồng" if facts["revenue_vnd"] is not None else "",
        f"nguồn vốn {vnd(facts['capital_vnd'])} đồng" if facts["capital_vnd"] is not None else "",
        "hoạt động dưới 1 năm" if facts["under_one_year"] else "",
    ]
    told = ", ".join(filter(None, known))
    return f" ({told})" if told else " (chưa có số liệu, tính như siêu nhỏ)"


def _table(found: Reckoning, contents: Mapping[str, str]) -> Table:
    columns = (
        Column("STT", 0.7, "center"), Column("Việc", 3), Column("Nhóm nội dung", 3), Column("Chi phí", 1.8, "number"),
        Column("Mức hỗ trợ", 1.8, "number"),
    )  # fmt: skip
    rows = [
        Row((
            at, "; ".join(answer["names"]) + _export(answer), "; ".join(contents.get(c, c) for c in answer["contents"]),
            sum(cost["net_vnd"] + cost["vat_vnd"] for cost in answer["costs"]), answer["amount_vnd"],
        ))
        for at, answer in enumerate(found.answers, start=1)
    ]  # fmt: skip
    if len(rows) > 1:
        rows.append(Row(("", "Cộng", "", found.cost_vnd, found.amount_vnd), bold=True))
    return Table(columns, tuple(rows), unit="Đơn vị tính: đồng")


def _export(answer: Mapping[str, Any]) -> str:
    return f" (xuất khẩu chủ lực: {EXPORT[answer['export']]})" if answer["export"] else ""


def _lines(found: Reckoning) -> Iterator[str]:
    """The lines of what applies, with the version of the rule; where nothing does, why."""
    for answer in found.answers:
        about = f"{', '.join(answer['names'])}: " if len(found.answers) > 1 else ""
        applying = [rule for rule in answer["rules"] if rule["applies"]]
        for rule in applying or answer["rules"]:
            told = "; ".join(line["text"].rstrip(".") for line in rule["lines"])
            yield f"{about}{told}. Quy tắc số {rule['key']}."
        if not answer["rules"]:
            yield f"{about}Tỉnh chưa có mức hỗ trợ cho nội dung này."


def _where(contact: Contact | None) -> str:
    if contact is None:
        return ""
    told = [contact.agency_name, contact.unit, contact.phone, contact.email, contact.address]
    return f" Hỏi và nộp hồ sơ: {', '.join(filter(None, told))}."
