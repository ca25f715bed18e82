"""What the check of a template found, in sentences that say what to do in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.filling.answers import Finding, Refused
from nscl.shared.errors import DomainError

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

REFUSALS: dict[str, StrOrPromise] = {
    "kind": gettext_lazy("Tệp này không phải văn bản Word dạng .docx. Mở bằng Word, chọn Lưu dưới dạng, loại .docx."),
    "damaged": gettext_lazy("Tệp hỏng hoặc có mật khẩu nên không mở được. Mở bằng Word rồi lưu lại thành tệp mới."),
    "bomb": gettext_lazy("Tệp bung ra quá lớn. Bỏ bớt hình ảnh trong mẫu rồi lưu lại."),
    "macro": gettext_lazy("Tệp có macro (chương trình nhúng). Lưu lại dạng .docx thường, không có macro."),
    "embedded": gettext_lazy("Tệp có tệp khác hoặc điều khiển nhúng bên trong. Xóa phần nhúng rồi lưu lại."),
    "external": gettext_lazy("Tệp lấy nội dung từ nơi khác (%(told)s). Chèn hẳn nội dung ấy vào rồi lưu lại."),
    "attached": gettext_lazy(
        "Tệp gắn với một mẫu ở nơi khác (%(told)s). "
        "Trong Word mở Developer, Document Template, chọn Normal rồi lưu lại."
    ),
    "field": gettext_lazy("Tệp có trường %(told)s, loại trường tự lấy dữ liệu bên ngoài. Xóa trường ấy rồi lưu lại."),
    "fill": gettext_lazy("Điền thử không được: một vòng lặp hoặc điều kiện bao không trọn đoạn hay dòng bảng. Kiểm tra "
                         "cặp {%%p for %%}…{%%p endfor %%} và {%%tr for %%}…{%%tr endfor %%}."),
    "slow": gettext_lazy("Điền mẫu này mất quá nhiều thời gian. Kiểm tra các vòng lặp lồng nhau trong mẫu."),
    "memory": gettext_lazy("Điền mẫu này tốn quá nhiều bộ nhớ. Bỏ bớt hình ảnh hoặc vòng lặp trong mẫu."),
    "crashed": gettext_lazy("Không xử lý được mẫu này. Mở bằng Word, lưu lại thành tệp mới rồi tải lên lần nữa."),
}  # fmt: skip
FINDINGS: dict[str, StrOrPromise] = {
    "unclosed": gettext_lazy("Dấu %(told)s không có dấu đóng trong cùng đoạn."),
    "unopened": gettext_lazy("Dấu %(told)s không có dấu mở trong cùng đoạn."),
    "wrong_end": gettext_lazy("Lệnh đóng không đúng chỗ: ở đây cần end%(told)s."),
    "unknown_tag": gettext_lazy("Không có lệnh “%(told)s”; dùng if, for, endif, endfor."),
    "not_ended": gettext_lazy("Lệnh “%(told)s” chưa được đóng; thêm end%(told)s."),
    "filter": gettext_lazy("Không có cách viết “|%(told)s”; xem danh sách trong hướng dẫn."),
    "two_words": gettext_lazy("Có chữ thừa (“%(told)s”) giữa hai dấu ngoặc; tên trường viết liền, không dấu."),
    "syntax": gettext_lazy("Câu lệnh giữa hai dấu ngoặc viết sai."),
    "command": gettext_lazy("Không dùng được lệnh “%(told)s” trong mẫu."),
    "unknown": gettext_lazy("Biểu mẫu này không có trường “%(told)s”; sửa theo tên trong danh sách trường."),
    "unknown_column": gettext_lazy("Bảng này không có cột “%(told)s”; sửa theo tên trong danh sách trường."),
    "lost_words": gettext_lazy("Đoạn có lệnh {%%p hoặc {%%tr: chữ khác trong đoạn sẽ mất; để lệnh ở đoạn riêng."),
    "missing": gettext_lazy("Mẫu chưa dùng trường “%(told)s”."),
}  # fmt: skip
PARTS: dict[str, StrOrPromise] = {
    "body": gettext_lazy("thân văn bản"),
    "header": gettext_lazy("đầu trang"),
    "footer": gettext_lazy("chân trang"),
    "footnote": gettext_lazy("chú thích"),
}

FILTERS: dict[str, StrOrPromise] = {
    "hoa": gettext_lazy("viết hoa toàn bộ: {{ co_quan|hoa }}"),
    "bang_chu": gettext_lazy("số tiền bằng chữ: {{ kinh_phi|bang_chu }} → Một trăm bốn mươi triệu đồng"),
    "so_bang_chu": gettext_lazy("số bằng chữ, không kèm đồng: {{ so_luong|so_bang_chu }} → Mười lăm"),
    "ngay_chu": gettext_lazy("ngày viết đủ: {{ ngay_hop|ngay_chu }} → ngày 05 tháng 02 năm 2026"),
}


def refusal(refused: Refused) -> DomainError:
    words = REFUSALS.get(refused.code, REFUSALS["crashed"])
    return DomainError(refused.code, str(words) % {"told": refused.told}, "file")


def sentence(finding: Finding) -> str:
    words = FINDINGS.get(finding.code) or REFUSALS.get(finding.code) or FINDINGS["syntax"]
    return str(words) % {"told": finding.told}


def place(finding: Finding) -> str:
    """`Đoạn 12, thân văn bản`; empty for what has no place."""
    if not finding.paragraph:
        return ""
    part = PARTS.get(finding.part, finding.part)
    return _("Đoạn %(number)s, %(part)s") % {"number": finding.paragraph, "part": part}
