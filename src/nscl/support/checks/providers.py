"""What an organisation of the register, its selection, contract and evaluation must say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from nscl.catalogue.queries import content_groups
from nscl.foundation import clock
from nscl.shared.errors import DomainError
from nscl.support.models import Provider, ProviderSelection
from nscl.support.models.providers import LARGEST_SCORE
from nscl.support.reference import criteria

PROVIDER_TEXTS = {
    "standards": 500, "registration_number": 100, "registration_body": 300, "contact_name": 200, "contact_phone": 40,
    "contact_email": 254, "note": 1000,
}  # fmt: skip
FIELDS = (*PROVIDER_TEXTS, "kinds", "contents", "registered_on", "valid_to")


def provider(values: Mapping[str, Any]) -> dict[str, Any]:
    found = _tidy(values, PROVIDER_TEXTS)
    found["kinds"] = [kind for kind in dict.fromkeys(values["kinds"]) if kind in Provider.Kind.values]
    found["contents"] = _contents(values["contents"])
    found |= {name: values.get(name) for name in ("registered_on", "valid_to")}
    begins, ends = found["registered_on"], found["valid_to"]
    _refuse(
        ("kinds", not found["kinds"], _("Hãy chọn ít nhất một loại việc.")),
        ("contents", not found["contents"], _("Hãy chọn ít nhất một nhóm nội dung.")),
        ("valid_to", bool(begins and ends and ends <= begins), _("Ngày hết hạn phải sau ngày cấp.")),
    )
    return found


def selection(values: Mapping[str, Any]) -> dict[str, Any]:
    found = _tidy(values, {"decision_number": 100, "note": 1000})
    found |= {name: values.get(name) for name in ("how", "decided_on", "from_on", "to_on")}
    _refuse(
        ("how", found["how"] not in ProviderSelection.How.values, _("Hãy chọn cách lựa chọn.")),
        ("decided_on", found["decided_on"] is None, _("Hãy ghi ngày quyết định.")),
        ("decided_on", _later(found["decided_on"]), _("Ngày này chưa tới. Hãy ghi ngày đã quyết định.")),
        ("to_on", _backwards(found["from_on"], found["to_on"]), _("Ngày kết thúc không thể trước ngày bắt đầu.")),
    )
    return found


def contract(values: Mapping[str, Any]) -> dict[str, Any]:
    found = _tidy(values, {"number": 100, "subject": 500})
    found |= {name: values.get(name) for name in ("signed_on", "value_vnd", "from_on", "to_on")}
    found["contents"] = _contents(values["contents"])
    _refuse(
        ("number", not found["number"], _("Hãy ghi số hợp đồng.")),
        ("subject", not found["subject"], _("Hãy ghi hợp đồng làm việc gì.")),
        ("contents", not found["contents"], _("Hãy chọn ít nhất một nhóm nội dung.")),
        ("value_vnd", not found["value_vnd"] or found["value_vnd"] < 0, _("Giá trị hợp đồng phải lớn hơn 0 đồng.")),
        ("signed_on", found["signed_on"] is None, _("Hãy ghi ngày ký.")),
        ("signed_on", _later(found["signed_on"]), _("Ngày này chưa tới. Hãy ghi ngày đã ký.")),
        ("from_on", found["from_on"] is None, _("Hãy ghi ngày bắt đầu.")),
        ("to_on", found["to_on"] is None, _("Hãy ghi ngày kết thúc.")),
        ("to_on", _backwards(found["from_on"], found["to_on"]), _("Ngày kết thúc không thể trước ngày bắt đầu.")),
    )
    return found


def evaluation(values: Mapping[str, Any]) -> dict[str, Any]:
    given: Mapping[str, Any] = values["scores"]
    scores = {code: given[code] for code in criteria() if given.get(code) is not None}
    wrong = [code for code, score in scores.items() if not 0 <= score <= LARGEST_SCORE]
    _refuse(
        ("evaluated_on", values.get("evaluated_on") is None, _("Hãy ghi ngày đánh giá.")),
        ("evaluated_on", _later(values.get("evaluated_on")), _("Ngày này chưa tới. Hãy ghi ngày đã đánh giá.")),
        (wrong[0] if wrong else "", bool(wrong), _("Điểm từ 0 đến 10.")),
        (next(iter(criteria())), not scores, _("Hãy cho điểm ít nhất một tiêu chí.")),
    )
    remarks = str(values.get("remarks") or "").strip()[:2000]
    return {"evaluated_on": values["evaluated_on"], "scores": scores, "remarks": remarks}


def _tidy(values: Mapping[str, Any], texts: Mapping[str, int]) -> dict[str, Any]:
    return {name: " ".join(str(values.get(name) or "").split())[:most] for name, most in texts.items()}


def _contents(chosen: Sequence[str]) -> list[str]:
    known = set(content_groups(clock.today()).values_list("code", flat=True))
    return [code for code in dict.fromkeys(chosen) if code in known]


def _later(day: dt.date | None) -> bool:
    return day is not None and day > clock.today()


def _backwards(begins: dt.date | None, ends: dt.date | None) -> bool:
    return bool(begins and ends and ends < begins)


def _refuse(*refusals: tuple[str, bool, str]) -> None:
    for field, wrong, words in refusals:
        if wrong:
            raise DomainError("invalid", words, field)
