"""Which kind of product a task's words promise: a proposal for the officer, never a decision.

The words and worked examples stand in docs/rules/product-kinds.md, which the tests read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# A phrase is looked for as whole words, in lower case. Of several in a text the first counts, then the longest.
WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("policy", (
        "cơ chế, chính sách", "cơ chế chính sách", "chính sách", "cơ chế", "quy định hỗ trợ", "mức hỗ trợ",
        "định mức", "mức chi",
    )),
    ("document", (
        "kế hoạch tổng thể", "kế hoạch triển khai", "xây dựng kế hoạch", "ban hành kế hoạch", "văn bản", "quy chế",
        "quyết định", "chương trình phối hợp", "đề án", "quy định", "quy chuẩn địa phương",
    )),
    ("system", (
        "cơ sở dữ liệu", "phần mềm", "cổng thông tin", "trang thông tin", "hệ thống thông tin", "nền tảng số",
        "bản đồ số",
    )),
    ("course", (
        "đào tạo", "tập huấn", "bồi dưỡng", "khóa học", "khoá học", "lớp học", "mở lớp", "giảng viên",
        "chuyên gia năng suất", "giảng dạy", "đi học",
    )),
    ("event", (
        "hội nghị", "hội thảo", "tọa đàm", "toạ đàm", "diễn đàn", "hội chợ", "triển lãm", "lễ trao", "tôn vinh",
        "khen thưởng", "giải thưởng", "cuộc thi", "hợp tác quốc tế", "cơ chế thừa nhận lẫn nhau", "câu lạc bộ",
        "sự kiện", "hợp tác", "giao lưu",
    )),
    ("publication", (
        "truyền thông", "tuyên truyền", "ấn phẩm", "tin bài", "phóng sự", "chuyên mục", "chuyên đề", "sổ tay", "tờ rơi",
        "tài liệu", "xuất bản", "bản tin", "tờ gấp", "đưa tin", "viết tin", "phát sóng", "chuyên trang",
    )),
    ("report", (
        "báo cáo", "khảo sát", "điều tra", "thống kê", "rà soát", "sơ kết", "tổng kết", "đánh giá thực trạng",
        "đánh giá kết quả", "đánh giá hiệu quả", "kiểm tra, giám sát", "nghiên cứu", "quản lý", "kiểm tra",
        "hiện trạng",
    )),
    ("model", (
        "mô hình", "thí điểm", "dự án điểm", "hỗ trợ", "hướng dẫn", "áp dụng", "ứng dụng", "chứng nhận", "năng lực",
        "được hỗ trợ", "giúp", "chỉ dẫn", "thiết bị", "phòng thử nghiệm", "năng suất xanh",
    )),
)  # fmt: skip
FAINT = frozenset({"nghiên cứu", "rà soát", "quản lý"})
"""Phrases that tell how rather than what: they count only in a task where nothing else does."""
OTHER = "other"
_KIND = {phrase: kind for kind, phrases in WORDS for phrase in phrases}
_ANY = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(p) for p in sorted(_KIND, key=len, reverse=True)) + r")(?!\w)")


@dataclass(frozen=True)
class Proposal:
    """The kind, by its code, and the words that led to it: `phrase` in `text` (`output` or `title`), or in neither."""

    kind: str
    phrase: str = ""
    text: str = ""


def propose(title: str, outputs: Iterable[str] = ()) -> Proposal:
    """What a task with these words brings forth. Its promised outputs say more than its title and are asked first."""
    texts = [*((output, "output") for output in outputs), (title, "title")]
    found = [Proposal(_KIND[match[0]], match[0], told) for text, told in texts for match in _ANY.finditer(_plain(text))]
    return next((one for one in found if one.phrase not in FAINT), found[0] if found else Proposal(OTHER))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())
