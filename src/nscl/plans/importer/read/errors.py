"""Why a file cannot be read, in a sentence that says what to do next."""

from __future__ import annotations

from nscl.shared.errors import DomainError


class Unreadable(DomainError):
    """The file is none that can be read: empty, too large, locked, scanned, broken or of another kind."""


MESSAGES: dict[str, str] = {
    "missing": "Không tìm thấy tệp; hãy kiểm tra lại đường dẫn.",
    "directory": "Đường dẫn này là một thư mục; hãy chọn một tệp văn bản.",
    "special": "Đường dẫn này không phải là một tệp thông thường; hãy chọn một tệp văn bản.",
    "permission": "Không có quyền mở tệp; hãy cấp quyền đọc hoặc chép tệp sang nơi khác rồi thử lại.",
    "io": "Không đọc được tệp từ ổ đĩa; hãy chép tệp sang nơi khác rồi thử lại.",
    "empty": "Tệp rỗng, không có nội dung nào để đọc; hãy chọn lại tệp.",
    "too_large": "Tệp quá lớn (giới hạn {limit} MB); hãy tách phần kế hoạch thành tệp riêng rồi tải lên lại.",
    "too_long": "Văn bản quá dài (quá {limit} triệu ký tự); hãy tách phần kế hoạch thành tệp riêng rồi tải lên lại.",
    "binary": "Tệp không phải là văn bản đọc được; hãy lưu kế hoạch dạng DOCX hoặc PDF có lớp chữ rồi tải lên lại.",
    "image": "Tệp là hình ảnh, không có lớp chữ; hãy nhận dạng chữ (OCR) hoặc lưu lại dạng DOCX rồi tải lên lại.",
    "legacy_office": "Tệp thuộc định dạng Office cũ ({kind}); hãy mở tệp, lưu lại dạng DOCX rồi tải lên lại.",
    "other_office": "Tệp là {kind}, chưa đọc được; hãy lưu lại dạng DOCX rồi tải lên lại.",
    "archive": "Tệp là {kind}; hãy giải nén và tải lên từng văn bản.",
    "encoding": "Không xác định được bảng mã của tệp; hãy lưu lại dạng UTF-8 hoặc DOCX rồi tải lên lại.",
    "legacy_font": "Văn bản dùng phông chữ cũ {kind}; hãy chuyển mã sang Unicode rồi tải lên lại.",
    "encrypted": "Tệp được đặt mật khẩu; hãy bỏ mật khẩu rồi tải lên lại.",
    "scanned": "Tệp PDF là bản quét, không có lớp chữ; hãy nhận dạng chữ (OCR) hoặc dùng bản DOCX rồi tải lên lại.",
    "garbled": "Lớp chữ của tệp PDF không đọc ra chữ; hãy dùng bản DOCX hoặc nhận dạng chữ (OCR) rồi tải lên lại.",
    "too_many_pages": "Tệp có quá {limit} trang; hãy tách phần kế hoạch thành tệp riêng rồi tải lên lại.",
    "damaged": "Tệp {kind} bị hỏng hoặc không đúng định dạng; hãy mở và lưu lại rồi tải lên lại.",
    "bomb": "Tệp giải nén ra quá lớn so với một văn bản; hãy mở tệp, lưu lại dạng DOCX rồi tải lên lại.",
    "too_slow": "Đọc tệp mất quá {limit} giây; hãy tách phần kế hoạch thành tệp nhỏ hơn rồi tải lên lại.",
    "too_much_memory": "Đọc tệp cần quá nhiều bộ nhớ; hãy tách phần kế hoạch thành tệp nhỏ hơn rồi tải lên lại.",
    "crashed": "Không đọc được tệp này; hãy mở tệp, lưu lại dạng DOCX rồi tải lên lại.",
}


def unreadable(code: str, **values: object) -> Unreadable:
    """The refusal named by `code`, its sentence filled with `values`."""
    return Unreadable(code, MESSAGES[code].format(**values))
