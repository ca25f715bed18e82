"""Numbers that count nothing: dates, years, numbers of documents, articles and standards, labels, times, phones."""

from __future__ import annotations

import re
from typing import Final

_DOCUMENT: Final = (
    r"(?:quyết định|nghị quyết|nghị định|thông tư(?: liên tịch)?|chỉ thị|công văn|kết luận|công điện|tờ trình|luật"
    r"|hiệp định|pháp lệnh|đề án|chương trình|kế hoạch|qđ|nq|ct|kh|tt|nđ)"
)
_STANDARD: Final = (
    r"(?:iso(?:/iec|/ts|/tr)?|iec|tcvn(?: iso)?|qcvn|qcđp|qtđp|tccs|ohsas|sa|iatf|astm|en|jis|bs|gost|pas|fssc|gs1"
    r"|gs|vlas|vilas|haccp"
    r"|gmp|brc|brcgs|vietgap|asc|bap|eu|usda|nop|jas|gots|ifs|as|api|ieee|itu|rcep|evfta|asean|apec|cop|basel|covid|sars)"
)
_LABELS: Final = (
    r"điều|khoản|tiết|mục|tiểu mục|chương|phụ lục|biểu(?: mẫu| số| đồ)?|mẫu(?: số)?|bảng|(?<!mô )hình|thứ|tiểu dự án"
    r"|hợp phần|dự án thành phần"
    r"|nội dung thành phần|nhiệm vụ|dự án|bước|hạng|bậc|cấp độ|mức độ|thế hệ|phiên bản|tốp"
    r"|top|khu vực|vùng|quốc lộ"
    r"|đường tỉnh|tỉnh lộ|đường số|lô|thửa|tờ bản đồ|điện thoại|đt|fax|tel|hotline|tài khoản|mã số(?: thuế)?"
    r"|mã ngành|mã|tiêu chí(?: số)?"
    r"|chỉ tiêu(?: số)?|tuần|tháng|ngày|quý|lần thứ|khóa [ivx]+|nhóm tiêu chí|trụ cột|điểm cầu|chữ số|cột|dòng"
    r"|trang|số thứ tự|stt|hàm số"
    r"|(?<!tổng )(?<!tổng cộng )số(?: hiệu)?|ttg|quyển|tập|kỳ họp(?: thứ)?|khóa họp|tổ dân phố|khu phố|giai đoạn"
    r"|nhiệm kỳ|thời kỳ|nhóm"
)
_SOFT_LABELS: Final = (
    r"cấp|loại|mức|lớp|khóa|kỳ|đợt|vòng|khối|tầng|phòng|tổ|thôn|ấp|buôn|phần|nội dung|số lượng|phường|quận|thuộc nhóm"
)
_TIME: Final = (
    r"(?:năm|tháng|ngày|tuần|quý|giờ|phút|giây|thế kỷ|thập kỷ|thập niên|nhiệm kỳ|giai đoạn"
    r"|h\d{0,2})(?!\w)|tuổi(?!\w)|ngày làm việc"
)
_RANKED: Final = r"(?:tỉnh|địa phương|thành phố|huyện|xã|phường|đơn vị|sở|quốc gia|nước)"
_MONTH_YEAR: Final = r"\d{1,2}/(?:19|20)\d\d"

_PATTERNS: Final = (
    r"\d{1,2}/\d{1,2}/(?:19|20)?\d\d(?!\d)",
    rf"(?<![\d/]){_MONTH_YEAR}(?![\d/])",
    r"ngày \d{1,2}(?: tháng \d{1,2})?(?: năm \d{4})?(?:/\d{1,2})?",
    r"(?:ngày|trước|sau|vào|dịp|hạn|chậm nhất|đến hết|đến ngày) \d{1,2}/\d{1,2}(?![\d/])",
    r"ngày \.* ?tháng \d{0,2}",
    r"tháng \d{1,2}(?:(?:, ?| và |-)\d{1,2})*(?! (?:lớp|khóa|hội|cuộc|doanh|sản))",
    r"(?<!\w)năm (?:19|20)\d\d(?:(?:, ?| và | - ?|-)(?:năm )?(?:19|20)\d\d)*",
    r"(?<![\d.,])(?:19|20)\d\d ?(?:-|đến(?: năm)?|tới) ?(?:năm )?(?:19|20)\d\d(?![\d.,]\d)",
    r"(?:giai đoạn|nhiệm kỳ|thời kỳ|trước|sau|từ|đến|tới|tầm nhìn|mốc|và|các năm|kế hoạch|dự toán) (?:19"
    r"|20)\d\d(?: ?- ?(?:19|20)\d\d)?(?![\d.,]\d|\d| ?%)"
    r"(?! (?:lượt|doanh|hộ|người|sản phẩm|cơ sở|hợp|lớp|ha|tấn|cán bộ|học|tài|đơn|tổ|chuyên|lao|khách|tem|mã|tờ"
    r"|cuốn|bản|hội)(?!\w))",
    rf"{_DOCUMENT} số:? ?\d{{1,9}}[a-zđ]?",
    rf"{_DOCUMENT} \d{{1,9}}[a-zđ]?(?=[-/.,;:)]|$| (?:của|về|ngày|và|năm|tại|thì|nêu|đã|là|để)(?!\w))(?! ?%)",
    r"\d{1,9}(?:/\d{4})?/[a-zđ]+\d*(?:-[a-zđ]+\d*)+",
    r"\d{1,9}/\d{4}/[a-zđ]+\d*",
    r"\d{1,9}-[a-zđ]{2,4}/[a-zđ]{2,6}",
    r"\d{1,9}/(?:kh|qđ|ct|tt|nq|bc|tb|cv|ubnd|tu|tw|sct|skhcn|hd|ctr|đa|pa|đhđcđ)(?!\w)",
    rf"(?<!\w){_STANDARD}[ :/-]{{0,2}}\d[\d.:/-]*(?: ?: ?\d{{4}})?(?:, ?\d{{3,5}}(?:[:-]\d{1, 9})*)*",
    r"(?:iso|tcvn|qcvn)(?:/iec)?[^;.\d]{1,12}\d[\d:.-]*",
    r"(?<!\d)0\d{2,3}[. ]\d{3}[. ]\d{3,4}|(?<!\d)0\d{8,10}(?!\d)|\+84[\d .]+|1[89]00[. ]?\d{4}",
    r"\d{1,2} ?(?:giờ|h|g) ?\d{1,2}(?!\w)|(?:lúc|vào|hồi) \d{1,2} ?(?:giờ|h)(?!\w)|(?<!\d)24/(?:7|24)",
    r"(?:từ |đạt )?\d(?: ?(?:-|đến) ?\d)? sao(?: trở lên)?(?!\w)",
    r"(?:\d{1,9}[.,])+\d{1,9}[.,]? (?=[a-zđà-ỹ])(?<=\.\d\. )",
    r"(?<![\d.,])4\.0(?![\d])|(?<!\w)5s(?!\w)|(?<!\w)[3456]g(?!\w)|30a(?!\w)|(?<!\w)chương trình (?:135|1322|712|ocop)",
    r"(?<!\w)(?:lần thứ|thứ) \w+",
    r"(?:mỗi (?:xã|làng|phường)(?:,? phường)?|một xã) (?:một|1|01) (?:sản phẩm|nghề)",
    r"(?:dự án|đề án|chương trình|kế hoạch|phong trào|chủ đề|cuộc thi|chiến dịch|thông điệp) ?[“\"][^”\"]{0,120}[”\"]",
    r"(?<!\w)(?:một|hai|ba|bốn|năm) phần (?:hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w)",
    rf"(?:thuộc|nằm trong|lọt|đứng|xếp|vào|trong) ?(?:vào |trong |nhóm |tốp |top |danh sách )*\d{{1,3}} {_RANKED}"
    r"[^.;,\d]{0,60}?(?:dẫn đầu|đứng đầu|hàng đầu|tốt nhất|cao nhất|khá nhất|nhất cả nước|đầu cả nước)",
    r"(?<!\d)1/[2-9](?!\d)|(?<!\d)2/3(?!\d)|(?<!\d)3/4(?!\d)",
)
_MASK: Final = re.compile("|".join(f"(?:{p})" for p in _PATTERNS))
_LABEL_BEFORE: Final = re.compile(rf"(?<!\w)(?:{_LABELS})(?: số)?[ :.]*\(?$")
_SOFT_BEFORE: Final = re.compile(rf"(?<!\w)(?:{_SOFT_LABELS}) ?:?\s*$")
# After "đợt 2", "lớp 5" a noun shows that they are counted; "đợt 2 trước ngày …", "lớp 5 tại …" name one of them.
_SOFT_COUNT: Final = re.compile(
    r"\s?(?:%|\(?(?!(?:trước|sau|vào|từ|đến|trong|tại|ngày|tháng|quý|năm|hoàn thành|kết thúc|bắt đầu|chậm nhất|dự kiến"
    r"|là|và|với|của|gồm|theo|để|do|thì)(?!\w))[^\W\d]{2,})"
)
_TIME_AFTER: Final = re.compile(rf"\s?(?:\(\w+\) ?)?(?:{_TIME})")
_DURATION_BEFORE: Final = re.compile(
    r"(?:rút ngắn|giảm|cắt giảm|tiết kiệm)[^.;\d]{0,90}$|thời (?:gian|hạn) (?:giải quyết|xử lý|trả|cấp|thông quan"
    r"|phản hồi|tiếp nhận|thực hiện thủ tục)"
    r"[^.;,\d]{0,60}$"
    r"|thời gian[^.;\d]{3,90}(?:không quá|tối đa|dưới|không vượt quá|còn|không lớn hơn) $"
)
_PLACE_BEFORE: Final = re.compile(
    r"(?:tại|ở)(?: [^.;\d]{0,60})? và $|(?:tại|ở|thuộc|trên địa bàn|giữa|của|trong|trong số|từ|với|qua|ngoài|khắp"
    r"|toàn tỉnh có|toàn tỉnh gồm)(?: (?:cả|toàn bộ|các|tất cả))?\s?$"
)
_PLACE_AFTER: Final = re.compile(
    r" ?(?:/ ?\d+ )?(?:huyện|xã|phường|thị xã|thị trấn|tỉnh|thành phố|quận|bản|thôn|ấp|buôn|khu công nghiệp"
    r"|cụm công nghiệp|nước|quốc gia|địa phương"
    r"|sở|ngành|vùng|khu vực|miền|cấp|bộ)(?!\w)"
)
# What is inspected or tried out at a number of places counts the places.
_VISITED: Final = re.compile(
    r"(?<!\w)(?:kiểm tra|thanh tra|khảo sát|giám sát|thí điểm|làm điểm|tổ chức điểm)(?!\w)[^.;\d]{0,90} (?:tại|ở) $"
)
_PART_BEFORE: Final = re.compile(
    r"(?:gồm|bao gồm|gồm có|chia(?: thành| làm)?|theo|thành|cả|trên cơ sở|một trong|thuộc|ngoài|như|trong)(?: các)?\s?$"
)
_PART_AFTER: Final = re.compile(
    r" ?(?:nhóm|phần|nội dung|nhiệm vụ|giai đoạn|bước|cấp|trụ cột|tiêu chí|lĩnh vực|thành phần|loại|chương|mục|điều"
    r"|hình thức|bên|nguyên tắc|đợt"
    r"|nhà|mặt|yếu tố|khâu|đột phá|trong|chiều)(?!\w)"
)
_PAPERS_AFTER: Final = re.compile(
    r" ?(?:bộ hồ sơ|bản(?: chính| sao| gốc)?|trang|chữ|điều|khoản|mục|điểm cầu|chương)(?= |[,.;()/]|$)"
)


def masks(lower: str) -> list[tuple[int, int]]:
    """The spans of `lower` (lower-case, composed, plain dashes) whose digits are names, dates or times, in order."""
    return [match.span() for match in _MASK.finditer(lower)]


def is_duration(lower: str, start: int) -> bool:
    """Whether a time is itself what is to be reached (`rút ngắn thời gian trả kết quả còn không quá 3 ngày`)."""
    return bool(_DURATION_BEFORE.search(lower[max(0, start - 120) : start]))


def is_label(lower: str, start: int, end: int) -> bool:
    """Whether the number `lower[start:end]` names or dates something rather than counting it."""
    before, after = lower[max(0, start - 40) : start], lower[end : end + 40]
    if _LABEL_BEFORE.search(before):
        return True
    if _TIME_AFTER.match(after):
        return not is_duration(lower, start)
    if _SOFT_BEFORE.search(before) and not _SOFT_COUNT.match(after):
        return True
    if _PLACE_AFTER.match(after) and _PLACE_BEFORE.search(before):
        return not _VISITED.search(lower[max(0, start - 130) : start])
    if _PART_AFTER.match(after) and _PART_BEFORE.search(before):
        return True
    return bool(_PAPERS_AFTER.match(after))
