"""One row of needs as people write it, brought to what is kept; what is wrong with it, beside the field. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from nscl.plans.rules.needs_contents import content_of
from nscl.plans.rules.needs_names import tax_code_of
from nscl.shared import money
from nscl.shared.vietnamese import fold

FIELDS: Final = ("name", "tax_code", "group", "text", "standard", "quantity", "cost", "year", "remark")
LONGEST: Final = {"name": 300, "tax_code": 40, "text": 4000, "standard": 300, "remark": 1000}
MOST_QUANTITY: Final = 100_000
LARGEST_VND: Final = 10**15
_TOTAL: Final = re.compile(r"^(?:tong(?: cong| so)?|cong)\b")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[. ,]\d{3})+|\d+")
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True)
class Row:
    """`values` as they are kept, where nothing is wrong; `problems` are sentences by field."""

    number: int
    given: Mapping[str, str]
    values: Mapping[str, Any] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        return not self.problems


def is_empty(given: Mapping[str, str]) -> bool:
    """Whether the row says nothing: blank, or a line that only adds others up."""
    name = given.get("name", "").strip()
    rest = [value for key, value in given.items() if key not in ("name", "year", "group") and value.strip()]
    return not (name or rest) or bool(_TOTAL.match(fold(name)))


def clean(
    number: int, given: Mapping[str, str], *, groups: Mapping[str, str], year: int, worth: int = 1, own_name: str = ""
) -> Row:
    """The row with its values or its problems.

    `groups`: the contents asked about, code → name. `worth`: đồng in one unit of the cost column (`triệu đồng`).
    `own_name`: for a respondent that answers for itself.
    """
    text = {key: " ".join(str(given.get(key) or "").replace("\x00", " ").split()) for key in FIELDS}
    problems: dict[str, str] = {}
    values: dict[str, Any] = {key: text[key] for key in ("text", "standard", "remark")}
    values["raw_name"] = own_name or text["name"]
    if not values["raw_name"]:
        problems["name"] = _("Hãy ghi tên doanh nghiệp, hợp tác xã hoặc cơ sở.")
    values["raw_tax_code"] = tax_code_of(text["tax_code"])
    if text["tax_code"] and not values["raw_tax_code"]:
        problems["tax_code"] = _("Mã số thuế có 10, 12 hoặc 13 chữ số. Hãy sửa, hoặc để trống.")
    values["group"], told = _group(text, groups)
    if told:
        problems["group"] = told
    for key, read in (("quantity", _quantity), ("cost", lambda t: _cost(t, worth)), ("year", _year)):
        values[key], told = read(text[key])
        if told:
            problems[key] = told
    values["year"] = values["year"] or year
    for key, longest in LONGEST.items():
        if len(text[key]) > longest:
            problems[key] = _("Dài quá %(longest)s chữ; hãy ghi ngắn lại.") % {"longest": longest}
    return Row(number, text, values, problems)


def _group(text: Mapping[str, str], groups: Mapping[str, str]) -> tuple[str, str]:
    """The code of the content: chosen, named, or told by the words."""
    said = text["group"]
    if said in groups:
        return said, ""
    folded = fold(said)
    named = next((code for code, name in groups.items() if folded and fold(name) == folded), "")
    code = named or content_of(said) or content_of(f"{text['standard']} {text['text']}")
    if code in groups:
        return code, ""
    if code or said or text["text"] or text["standard"]:
        return "", _("Không rõ thuộc nội dung nào của phiếu. Hãy chọn nội dung.")
    return "", _("Hãy chọn nội dung cần hỗ trợ.")


def _quantity(text: str) -> tuple[int | None, str]:
    if not text:
        return None, ""
    found = re.match(r"(\d{1,3}(?:\.\d{3})+|\d+)(?![\d.,])", text)
    number = int(found[1].replace(".", "")) if found else 0
    if not 1 <= number <= MOST_QUANTITY:
        return None, _("Số lượng là một số nguyên, ví dụ 2.")
    return number, ""


def _cost(text: str, worth: int) -> tuple[int | None, str]:
    if not text:
        return None, ""
    bare = re.sub(r"\s*(?:đồng|vnđ|vnd|đ)\.?$", "", text, flags=re.IGNORECASE)  # not wrapped: read, not shown
    vnd: int | None
    if _GROUPED.fullmatch(bare):
        vnd = int(re.sub(r"[. ,]", "", bare)) * worth
    elif worth > 1 and re.fullmatch(r"\d+[.,]\d{1,2}", bare):
        vnd = money.scaled(bare.replace(".", ","), worth)
    else:
        vnd = money.parse(text)
    if vnd is None or vnd < 0:
        return None, _("Hãy ghi số tiền, ví dụ 45.000.000 hoặc 45 triệu đồng.")
    if vnd > LARGEST_VND:
        return None, _("Số tiền này quá lớn. Hãy kiểm tra lại.")
    return vnd, ""


def _year(text: str) -> tuple[int | None, str]:
    if not text:
        return None, ""
    found = _YEAR.search(text)
    return (int(found[1]), "") if found else (None, _("Hãy ghi năm bằng bốn chữ số, ví dụ 2027."))
