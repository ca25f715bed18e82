"""What a number counts: the noun phrase that follows it, cut where the rest of the sentence begins."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"\s?([^\W\d_]+(?:\d(?!\d))?)")


def _words(listed: str, separator: str | None = None) -> frozenset[str]:
    return frozenset(word for word in listed.split(separator) if word)


_STOP: Final = _words(
    "được bị có là đạt để cho về của thuộc tại trên ở trong ngoài theo với từ đến do bằng nhằm vào ra lên xuống qua "
    "sau trước khi nếu mà "
    "nhưng như so trở đã sẽ đang phải cần không vẫn mỗi hằng năm tháng gồm áp nhất cùng dựa nâng tăng giảm đủ ít "
    "tối khoảng hơn này đó nói "
    "cũng vượt đưa đi",
)
_NEVER_FIRST: Final = _words(
    "được và đến tới của tại trên trong theo với từ là có cho để so trở lên xuống vào thì hoặc hay mà như nhưng năm "
    "tháng về bằng do nếu khi "
    "thuộc ở đạt đã sẽ",
)
_KEEP: Final = _words(
    "có chức,sau đại,do nữ,tối ưu,năm sao,nâng cao,ngoài nhà,trên biển,không gian,không khí,văn bằng,hàng không,"
    "nước ngoài,gia tăng,trực thuộc,"
    "đầu ra,đầu vào,bên ngoài,cùng cấp,sự phù,so sánh,tối tân,theo dõi,ngoài nước,trong nước,trên địa,cho vay,qua sử",
    ",",
)
"""Pairs of words that stay together although one of them alone would end the phrase."""
_TOGETHER: Final = _words(
    "nhỏ và vừa,vừa và nhỏ,học và công,học và đổi,nghệ và đổi,cứu và phát,nghiệp và phát,mô và nhỏ,siêu nhỏ và,nghệ "
    "và môi",
    ",",
)
_STOP_PAIRS: Final = _words(
    "hàng năm,giai đoạn,tổ chức,xây dựng,hướng dẫn,hỗ trợ,chuyển đổi,thành lập,chủ trì,bố trí,tập trung,giải quyết,"
    "ban hành,kinh phí,lần đầu,"
    "trung bình,bình quân,số lượng,vừa được,cơ bản,đồng thời,đối với,đảm bảo,bảo đảm,kịp thời,chứng minh,nghiên cứu,"
    "khai thác,trưng bày,quảng bá,cam kết,"
    "chưa được,mới được,duy trì,khởi công,thông qua,thực hiện,phù hợp,ứng dụng,triển khai,hoàn thành,hoàn thiện,"
    "tham gia,tham dự,phục vụ,kết hợp,"
    "thu hút,hưởng ứng,đáp ứng,giới thiệu,ký kết,nhận được,sử dụng,đăng ký,tiếp cận,tiếp tục,nhân rộng,hình thành,"
    "đặc biệt,bao gồm,dự kiến,"
    "tuyên truyền,phổ biến,nhận thức,sản xuất,vận hành,kết nối,đóng góp,sinh sống,biết cách,hoạt động,mở rộng,nộp "
    "hồ,thí điểm,lồng ghép",
    ",",
)
_NOUNS: Final = (
    "doanh nghiệp|dn|hợp tác xã|htx|tổ hợp tác|cơ sở|hộ|tổ chức|cá nhân|tập thể|cán bộ|công chức|viên chức|người"
    "|lao động|công nhân|học viên|sinh viên"
    "|học sinh|giáo viên|giảng viên|chuyên gia|nhà quản lý|lãnh đạo|đơn vị|cơ quan|trang trại|làng nghề|hội viên"
    "|thành viên|hàng hóa|dịch vụ|sản phẩm"
    "|tập huấn|bồi dưỡng|đào tạo|hội nghị|hội thảo|tọa đàm|lớp|khóa|cuộc|buổi|mô hình|dự án|đề tài|nhiệm vụ|đề án"
    "|giải pháp|sáng kiến|nhãn hiệu"
    "|kiểu dáng|sáng chế|chỉ dẫn|bài|tin|phóng sự|chuyên mục|chuyên đề|xã|phường|thị trấn|huyện|thị xã|thành phố"
    "|tỉnh|sở|ban|ngành|thương nhân|nhà"
    "|quy trình|tiêu chuẩn|quy chuẩn|hệ thống|công cụ|phòng|viện|trường|trung tâm|nông dân|chủ|kỹ thuật|diễn đàn"
    "|hội chợ|phiên|tổ|nhóm|ấn phẩm"
)
_CONTINUES: Final = re.compile(rf"(?:,| và| hoặc)\s?(?:các |những )?(?=(?:{_NOUNS})(?!\w))")
_LIST_START: Final = re.compile(rf"\s?(?:các |những )?(?:{_NOUNS}|lượt|khóa|khu|cụm|chuỗi|gian)(?!\w)")
_SKIP: Final = re.compile(r"\s?\([^()]{1,40}\)(?=\s[^\W\d])|\s(?:các|những|loại)(?=\s)")
_MAX_WORDS: Final = 8
_MAX_SEGMENTS: Final = 4


def unit_at(lower: str, at: int) -> tuple[int, int]:
    """The span of the counted noun phrase that begins at `at` in `lower`; empty when none stands there."""
    skipped = _SKIP.match(lower, at)
    start = skipped.end() if skipped else at
    first = end = _phrase(lower, start)
    if first == start:
        return at, at
    for _ in range(_MAX_SEGMENTS):
        more = _CONTINUES.match(lower, end)
        if not more or not _LIST_START.match(lower, start):
            break
        nxt = _phrase(lower, more.end())
        if nxt == more.end():
            break
        end = nxt
    while start < end and lower[start] == " ":
        start += 1
    return start, end


def _phrase(lower: str, at: int) -> int:
    """Where the noun phrase that begins at `at` ends."""
    end, count, previous = at, 0, ""
    while count < _MAX_WORDS:
        match = _WORD.match(lower, end)
        if not match or (count and lower[end : end + 1] != " "):
            break
        word = match[1]
        following = _WORD.match(lower, match.end())
        pair = f"{word} {following[1]}" if following and lower[match.end() : match.end() + 1] == " " else word
        if word in _NEVER_FIRST if count == 0 else _parts(previous, word, pair) or _stops(previous, word, pair):
            break
        end, count, previous = match.end(), count + 1, word
        if lower[end : end + 1] not in (" ", ""):
            break
    return end


def _parts(previous: str, word: str, pair: str) -> bool:
    """Whether `và` parts two nouns rather than standing inside one (`doanh nghiệp nhỏ và vừa`)."""
    return word == "và" and f"{previous} {pair}" not in _TOGETHER


def _stops(previous: str, word: str, pair: str) -> bool:
    if pair in _KEEP or f"{previous} {word}" in _KEEP:
        return False
    if (
        previous == "sự"
        or (pair in _STOP_PAIRS and previous == "điểm")
        or (pair == "sản xuất" and previous in ("sở", "hộ"))
    ):
        return False
    return word in _STOP or pair in _STOP_PAIRS


_SUBJECT: Final = re.compile(rf"(?:tổng )?số(?: lượng)? (?:các )?(?=(?:{_NOUNS}|[^\W\d]+)(?!\w))")


def subject_before(lower: str, at: int) -> tuple[int, int]:
    """The span of the noun after the last "số …" before `at` (`nâng tổng số hợp tác xã lên 37`), maybe empty."""
    found = list(_SUBJECT.finditer(lower, max(0, at - 200), at))
    if not found:
        return at, at
    last = found[-1]
    end = _phrase(lower, last.end())
    return last.end(), min(end, at)
