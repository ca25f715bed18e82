"""Targets: the numbers a plan sets out to reach, from its sentences, its task tables and its indicator tables.

What counts nothing never gets here (`not_counts`). What counts something and is still no target: results of years past,
a baseline, a share of costs that is supported, money to be spent, how the document or a council is made up.
"""

from __future__ import annotations

import re
from typing import Final

from nscl.plans.importer.facts import Document, Target
from nscl.plans.importer.parse import indicators, news, quantities, target_periods
from nscl.plans.importer.parse.outline import Node, Outline, Role
from nscl.plans.importer.parse.passage import Passage
from nscl.plans.importer.parse.quantities import Quantity
from nscl.plans.importer.parse.sentences import sentences
from nscl.plans.importer.parse.tables import Column, Kind, Line, Sheet, sheets
from nscl.shared import periods

_ROLES: Final = frozenset({Role.objectives, Role.aims, Role.tasks, Role.organisation, Role.other, Role.support})
_META: Final = re.compile(
    r"(?:- ?)?(?:cơ quan|đơn vị|cấp|bộ phận|thời gian|thời hạn|tiến độ|kinh phí|nguồn|dự toán|tổng kinh phí"
    r"|phối hợp|chủ trì|địa điểm"
    r"|thành phần|đối tượng|căn cứ|điều kiện|mức chi|mức hỗ trợ|hồ sơ|địa chỉ|điện thoại)[^:.;]{0,50}:"
)
_PAST: Final = re.compile(
    r"(?<!\w)(?:đã|tính đến|đến nay|hiện nay|hiện có|hiện tại|hiện đang|thời gian qua|những năm qua|trong năm qua"
    r"|kết quả đạt được|kết quả thực hiện"
    r"|qua \d+ năm|năm trước|vừa qua|đạt được trong)(?!\w)"
)
_AHEAD: Final = re.compile(
    r"(?<!\w)(?:phấn đấu|sẽ|dự kiến|tiếp tục|đến năm|ít nhất|tối thiểu|mục tiêu|hằng năm|hàng năm|mỗi năm|tổ chức"
    r"|hỗ trợ thêm)(?!\w)"
)
_RELATIVE: Final = re.compile(
    r"(?:được|doanh nghiệp|sản phẩm|đơn vị|cơ sở|hợp tác xã|tổ chức|cá nhân|dự án|nội dung|nhiệm vụ|kết quả|mô hình"
    r"|chủ thể|hồ sơ|hộ|người|tài liệu"
    r"|tiêu chuẩn|hệ thống|quy định|số|mục tiêu|chỉ tiêu|văn bản) $"
)
_SUPPORTED_SHARE: Final = re.compile(
    r"(?:hỗ trợ|tài trợ|chi trả|đối ứng|bố trí|đóng góp|cấp|lãi suất|chiết khấu|trích|bảo đảm|đảm bảo"
    r"|ngân sách)[^.;%]{0,60}$"
)
_INTEREST: Final = re.compile(r"lãi suất[^.;%\d]{0,40}$|miễn,? giảm $")
_CUT: Final = re.compile(
    r"(?:giảm|tiết kiệm|tiết giảm|rút ngắn)(?: được| thêm| ít nhất| tối thiểu| khoảng| từ| bình quân| trên| hơn)* $"
)
_OF_COST: Final = re.compile(
    r" ?%? ?(?:tổng )?(?:kinh phí|chi phí|giá trị hợp đồng|giá trị|lãi suất|mức|học phí|lệ phí|phí|tiền|vốn"
    r"|tổng mức|tổng giá trị|nguồn|dự toán|ngân sách|lương|thuế"
    r"|đơn giá|tổng chi|định mức|nguyên giá)(?!\w)"
)
_MONEY_GOAL: Final = re.compile(
    r"(?:doanh thu|doanh số|kim ngạch|giá trị (?:sản xuất|xuất khẩu|sản phẩm|gia tăng|sản lượng|giao dịch|hàng hóa"
    r"|tăng thêm|hợp đồng ký)|thu nhập|quy mô|grdp|tổng mức"
    r"|thu ngân sách|thu hút|vốn đầu tư|huy động|năng suất lao động|tổng vốn|tiết kiệm|sản lượng"
    r"|doanh thu)[^.;]{0,120}$"
)
_SPENDING: Final = re.compile(
    r"(?<!\w)(?:kinh phí|hỗ trợ|mức chi|dự toán|(?<!thu )ngân sách|tối đa|không quá|chi phí|tổng mức đầu tư|phạt"
    r"|vay)(?!\w)[^.;]{0,80}$"
)
_COMPOSED: Final = re.compile(
    r"(?:gồm|bao gồm|gồm có|thành phần|quy mô lao động|có quy mô|sử dụng|độ tuổi|bán kính|khoảng cách|cự ly"
    r"|thời lượng|thời hạn|chia thành|dân số|diện tích tự nhiên)"
    r"(?: có| từ| trên| dưới| khoảng| thường xuyên)? $"
)
_PARTNERS: Final = re.compile(r"(?:phối hợp|gắn) (?:với|cùng)(?: các| khoảng| ít nhất)? $")
_RATED: Final = re.compile(r"[^.;()\d]{0,40}/ ?(?:tháng|quý|tuần)")
_OFFICER: Final = re.compile(
    r"(?:đồng chí )?(?:phó |chủ tịch|trưởng |giám đốc|thư ký|ủy viên|tổ trưởng|thành viên hội đồng)"
)
_TIME: Final = re.compile(r"(?:ngày|giờ|phút|tháng|năm|tuần)(?!\w)")
_SCORE: Final = re.compile(r"điểm$|điểm(?! )")
_STAFF: Final = re.compile(r"(?:người )?lao động|nhân viên|thành viên|cổ đông|xã viên|công nhân")
_HAVING: Final = re.compile(
    r"(?:doanh nghiệp|cơ sở|hợp tác xã|đơn vị|tổ chức|hộ|dự án|nhà máy)(?: [^\W\d]+){0,4} (?:có|sử dụng)(?: từ"
    r"| trên| dưới| ít nhất| tối thiểu| không quá| đủ| quy mô| thường xuyên)* $"
)
_COMPARED: Final = re.compile(r"so (?:với|cùng)(?: \w+){0,4} (?:\((?:là )?)?$|(?<!\w)từ (?:mức )?$")
_RISEN: Final = re.compile(r"[^.;]{0,70}?(?<!\w)(?<!trở )lên(?!\w)[^.;\d]{0,30}\d")
_NATIONAL: Final = re.compile(
    r"(?:cả nước|toàn quốc|quốc gia)(?: phấn đấu| đặt mục tiêu| có| đạt| sẽ)[^.;]{0,80}$"
    r"|chỉ tiêu trung ương giao[^.;]{0,40}$"
)
_ROUNDS: Final = re.compile(r"lần(?!\w)")
_ACTS: Final = re.compile(
    r"(?<!\w)(?:tổ chức|hỗ trợ|xây dựng|đào tạo|tập huấn|mở|in|phát hành|phát sóng|phối hợp|thực hiện|hình thành"
    r"|phát triển|đăng|biên soạn|cử|vận động|lựa chọn"
    r"|đảm bảo|bảo đảm|có|duy trì|triển khai|thành lập|hướng dẫn|kiểm tra|giới thiệu|ít nhất|tối thiểu|cấp"
    r"|công nhận|đăng ký|phấn đấu|đạt|kết nạp|sản xuất|tham mưu)(?!\w)"
)
_PER_BENEFICIARY: Final = re.compile(
    r"(?:mỗi|một|01|1) (?:doanh nghiệp|hợp tác xã|cơ sở|tổ chức|đơn vị|hộ|dự án|sản phẩm|nhiệm vụ"
    r"|đối tượng)(?!\w)[^.;]{0,60}(?:hỗ trợ|hưởng)"
)
_ABOUT_A_PLAN: Final = re.compile(
    r"(?:ban hành|phê duyệt|triển khai|thực hiện|thông qua)(?: [^.;]{0,20})? (?:kế hoạch|chương trình|đề án"
    r"|nghị quyết|quyết định)"
)
_AIMED: Final = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu|ít nhất|tối thiểu|đến năm|sẽ|kế hoạch|trở lên|mỗi năm|hằng năm|hàng năm|dự kiến"
    r"|chỉ tiêu)(?!\w)"
)
_OUTPUT_LINE: Final = re.compile(r"(?:- ?)?(?:dự kiến )?(?:sản phẩm|kết quả|đầu ra|yêu cầu)[^:.]{0,30}:")


def targets(outline: Outline, document: Document) -> list[Target]:
    """Every target of a document, in order of the text."""
    found: list[Target] = []
    leads: dict[int, str] = {}
    told = _tells_of_a_plan(outline, document)
    for node in news.story(outline) if told else outline.nodes():
        if told and node.role is Role.head and _AIMED.search(quantities.prepare(node.text)):
            found += _in_node(node, None, document, found)
        if node.role not in _ROLES:
            continue
        if named := _stands_alone(node):
            leads[id(node.parent)] = named
        elif node.numbered:
            leads.pop(id(node.parent), None)
        if not _META.match(node.text.lower()):
            found += _in_node(node, leads.get(id(node.parent)), document, found)
    for sheet in sheets(outline):
        if sheet.node.role is Role.results:
            continue
        if sheet.kind is Kind.indicators:
            found += indicators.targets(sheet, document)
        elif sheet.kind is Kind.tasks:
            for line in sheet.lines:
                found += _in_row(sheet, line, document)
    kept = [target for target in found if not _is_past(target, document)]
    return sorted(kept, key=lambda target: target.source)


def _tells_of_a_plan(outline: Outline, document: Document) -> bool:
    """Whether the text is a news page about a plan: it has no sections, its paragraphs tell of the plan."""
    return document.kind == "news" and any(
        _ABOUT_A_PLAN.search(quantities.prepare(node.text)) for node in outline.nodes()
    )


def _stands_alone(node: Node) -> str | None:
    """The period a paragraph names, saying nothing else (`Đến năm 2028:`): it covers its unnumbered neighbours."""
    if node.numbered or not node.text.endswith(":") or len(node.text) > 60:
        return None
    return target_periods.lead(quantities.prepare(node.text))


def _in_node(node: Node, lead: str | None, document: Document, before: list[Target]) -> list[Target]:
    hint = _opened_above(node) or node.period_hint or lead or target_periods.own(document)
    found = _in_passage(node.passage, node.ref, hint, node.role)
    if _OUTPUT_LINE.match(node.text.lower()):
        task = node.parent.ref if node.parent is not None and node.numbered else node.ref
        found = _without_repeats(found, [t for t in before if t.ref == node.ref or t.ref.rpartition(".")[0] == task])
    return found


def _opened_above(node: Node) -> str | None:
    """The period that opens the sentence this item is listed under (`Đến năm 2027, có 20 nhà máy, gồm:`)."""
    above = node.parent
    if above is None or not above.text.endswith(":") or len(above.text) < 30:
        return None
    return target_periods.opening(quantities.prepare(above.text))


def _in_row(sheet: Sheet, line: Line, document: Document) -> list[Target]:
    """The counts a row of a task table states in its task and its output."""
    if line.total:
        return []
    time = sheet.cell(line, Column.time).text
    hint = periods.when(time) or line.period or sheet.node.period_hint or target_periods.own(document)
    found: list[Target] = []
    for passage in (line.title, sheet.cell(line, Column.output), sheet.cell(line, Column.quantity)):
        if passage.text and (passage is line.title or passage.whole != line.title.whole):
            found += _without_repeats(_in_passage(passage, line.ref, hint, Role.tasks), found)
    return found


def _without_repeats(found: list[Target], before: list[Target]) -> list[Target]:
    """Leave out what the task itself already stated."""
    stated = {(t.min, t.max, t.unit.lower().split(" ")[0]) for t in before}
    return [t for t in found if (t.min, t.max, t.unit.lower().split(" ")[0]) not in stated]


def _in_passage(passage: Passage, ref: str, hint: str | None, role: Role) -> list[Target]:
    lower = quantities.prepare(passage.text)
    lead = target_periods.lead(lower)
    out: list[Target] = []
    for start, end in sentences(passage.text):
        text, low = passage.text[start:end], lower[start:end]
        counted = quantities.find(text)
        if not counted:
            continue
        resolved = target_periods.resolve(low, counted)
        for quantity, period in zip(counted, resolved, strict=True):
            if _is_target(low, quantity, role):
                out.append(_target(passage.slice(start, end), quantity, period or lead or hint, ref, role))
    return out


def _target(sentence: Passage, quantity: Quantity, period: str | None, ref: str, role: Role) -> Target:
    return Target(
        min=quantity.min,
        max=quantity.max,
        qualifier=quantity.qualifier,
        unit=quantity.unit,
        period=period,
        ref=ref,
        text=sentence.text,
        source=sentence.whole,
        growth=quantity.growth,
        baseline=quantity.baseline,
        doubts=_doubts(quantity, period, role),
    )


def _doubts(quantity: Quantity, period: str | None, role: Role) -> list[str]:
    """What an officer should look at before confirming."""
    doubts = [] if period else ["Câu và đề mục không nêu thời kỳ của chỉ tiêu."]
    if role in (Role.organisation, Role.support):
        doubts.append("Con số nằm ngoài phần mục tiêu, nhiệm vụ.")
    if quantity.money:
        doubts.append("Chỉ tiêu là số tiền.")
    return doubts


def _is_target(lower: str, quantity: Quantity, role: Role) -> bool:
    at = quantity.number[0]
    before, after = lower[max(0, at - 200) : at], lower[quantity.number[1] : quantity.number[1] + 40]
    if _of_the_past(before) or _is_baseline(lower, quantity, before):
        return False
    if _PARTNERS.search(before) or (_RATED.match(after) and before.count("(") > before.count(")")):
        return False
    if quantity.min == 1 and before.endswith("trên "):  # "giá trị trên 01 ha"
        return False
    if (
        _COMPOSED.search(before)
        or _NATIONAL.search(before)
        or (not quantity.percent and _PER_BENEFICIARY.search(before))
    ):
        return False
    if _OFFICER.match(quantity.unit.lower()):
        return False
    if _TIME.match(quantity.unit.lower()) or (_SCORE.match(quantity.unit.lower()) and not quantity.percent):
        return role in (Role.objectives, Role.aims)
    if _STAFF.match(quantity.unit.lower()) and _HAVING.search(before):
        return False
    if quantity.money:
        return bool(_MONEY_GOAL.search(before)) and not _SPENDING.search(before)
    if quantity.percent:
        return role is not Role.support and not _is_share(before, after, role)
    if _ROUNDS.match(quantity.unit.lower()):
        return role in (Role.objectives, Role.tasks, Role.aims) and not re.search(r"báo cáo|họp", before)
    if role is Role.support:
        return quantity.qualifier != "at_most" and bool(_ACTS.search(before)) and not _pays(lower)
    return role in (Role.objectives, Role.tasks, Role.aims) or bool(_ACTS.search(before))


def _is_share(before: str, after: str, role: Role) -> bool:
    """Whether a percentage is a share of costs (`hỗ trợ 50% chi phí`), not costs that are cut (`giảm 10% chi phí`)."""
    if _INTEREST.search(before):
        return True
    if not _OF_COST.match(after) or _CUT.search(before):
        return False
    return bool(_SUPPORTED_SHARE.search(before)) or role is Role.organisation


def _is_baseline(lower: str, quantity: Quantity, before: str) -> bool:
    """Whether a number is what the target is compared with (`so với 45 cơ sở`, `từ 35% … lên 60%`)."""
    compared = _COMPARED.search(before)
    if compared is None:
        return False
    return not compared[0].startswith("từ ") or _RISEN.match(lower, quantity.end) is not None


def _pays(lower: str) -> bool:
    return bool(re.search(r"\d ?%|(?:triệu|nghìn|tỷ|\d) đồng|mức (?:chi|hỗ trợ)|tối đa|không quá", lower))


def _of_the_past(before: str) -> bool:
    """Whether what stands before a number tells of something already done and nothing looks ahead after it."""
    last = None
    for match in _PAST.finditer(before):
        if match[0] == "đã" and _RELATIVE.search(before[: match.start()]):
            continue
        last = match
    return last is not None and not _AHEAD.search(before, last.end())


def _is_past(target: Target, document: Document) -> bool:
    last = periods.last_year(target.period) if target.period else None
    first = document.period[0] if document.period else int(document.issued_on[:4]) if document.issued_on else None
    return last is not None and first is not None and last < first
