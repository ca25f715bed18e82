"""What a support from elsewhere must say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from nscl.catalogue.queries import content_groups
from nscl.foundation import clock
from nscl.shared.errors import DomainError
from nscl.support.models.received import FIRST_DAY, OtherSupport
from nscl.support.reference import programmes
from nscl.support.rules.received_rows import LARGEST_VND

TEXTS = {"subject": 200, "agency_name": 300, "document_number": 100, "note": 1000}


def clean(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values tidied; refused with the field where they say too little or what cannot be."""
    found: dict[str, Any] = {name: " ".join(str(values.get(name) or "").split())[:most] for name, most in TEXTS.items()}
    found |= {name: values.get(name) for name in ("content", "programme", "amount_vnd", "from_on", "to_on", "source")}
    known = set(content_groups(clock.today()).values_list("code", flat=True))
    begins: dt.date | None = found["from_on"]
    refusals = (
        ("content", found["content"] not in known, _("Hãy chọn nhóm nội dung.")),
        ("programme", found["programme"] not in programmes(), _("Hãy chọn chương trình.")),
        ("agency_name", not found["agency_name"], _("Hãy ghi cơ quan đã hỗ trợ.")),
        ("amount_vnd", found["amount_vnd"] is not None and not 0 < found["amount_vnd"] <= LARGEST_VND,
         _("Số tiền phải lớn hơn 0 và hợp lý; để trống nếu không rõ.")),
        ("from_on", begins is None, _("Hãy ghi ngày bắt đầu hỗ trợ.")),
        ("from_on", begins is not None and not FIRST_DAY <= begins <= clock.today(),
         _("Ngày này chưa tới hoặc quá xa. Hãy kiểm tra lại năm.")),
        ("to_on", bool(begins and found["to_on"] and found["to_on"] < begins),
         _("Ngày kết thúc không thể trước ngày bắt đầu.")),
        ("source", found["source"] not in OtherSupport.Source.values, _("Hãy chọn nguồn thông tin.")),
    )  # fmt: skip
    for field, wrong, words in refusals:
        if wrong:
            raise DomainError("invalid", words, field)
    return found
