"""The vocabulary of agencies: words that begin a name, names of sectors, and phrases that name nobody."""

from __future__ import annotations

import re

# What departments and ministries are for, longest first when matched; commas and "và" inside belong to the name.
SECTORS: tuple[str, ...] = (
    "Khoa học và Công nghệ", "Khoa học, Công nghệ và Môi trường", "Kế hoạch và Đầu tư", "Tài chính", "Công Thương",
    "Thương mại và Du lịch", "Công nghiệp",
    "Nông nghiệp và Phát triển nông thôn", "Nông nghiệp và Môi trường", "Nông nghiệp, Môi trường",
    "Tài nguyên và Môi trường",
    "Lao động, Thương binh và Xã hội", "Lao động - Thương binh và Xã hội", "Lao động Thương binh và Xã hội",
    "Lao động, Thương binh, Xã hội",
    "Lao động - Thương binh - Xã hội", "Văn hóa, Thể thao và Du lịch", "Văn hóa - Thể thao và Du lịch",
    "Văn hóa, Thể thao, Du lịch", "Văn hóa Thể thao và Du lịch",
    "Văn hóa và Thể thao", "Văn hóa, Thể thao", "Văn hóa, Thông tin", "Văn hóa và Thông tin",
    "Văn hóa, Khoa học và Thông tin", "Văn hóa - Xã hội", "Văn hóa", "Du lịch",
    "Thông tin và Truyền thông", "Giáo dục và Đào tạo", "Y tế", "Xây dựng", "Giao thông vận tải",
    "Giao thông - Vận tải", "Giao thông công chính", "Nội vụ",
    "Tư pháp", "Ngoại vụ", "Quy hoạch - Kiến trúc", "Quy hoạch và Kiến trúc", "Dân tộc và Tôn giáo",
    "An toàn thực phẩm", "Công an", "Quốc phòng", "Ngoại giao",
    "KH&CN", "KH và CN", "KHCN", "KH&ĐT", "KHĐT", "KH và ĐT", "NN&PTNT", "NN và PTNT", "NNPTNT", "NN&MT", "NN và MT",
    "NNMT", "TN&MT", "TN và MT", "TNMT", "LĐTBXH", "LĐ-TB&XH",
    "LĐTB&XH", "LĐ,TB&XH", "LĐ-TBXH", "VHTTDL", "VHTT&DL", "VH,TT&DL", "VH, TT&DL", "VHTT", "VH&TT", "TT&TT", "TTTT",
    "TT và TT", "GD&ĐT", "GDĐT", "GD và ĐT", "GTVT", "DT&TG", "DTTG",
    "Khoa học & Công nghệ", "Kế hoạch & Đầu tư", "Nông nghiệp & Phát triển nông thôn", "Nông nghiệp & Môi trường",
    "Tài nguyên & Môi trường", "Thông tin & Truyền thông",
    "Giáo dục & Đào tạo", "Văn hóa, Thể thao & Du lịch", "Lao động, Thương binh & Xã hội", "Nông nghiệp và PTNT",
    "Nông nghiệp & PTNT", "Lao động - TB&XH", "Lao động, TB và XH",
    "Lao động - TB và XH", "Lao động, Thương Binh & Xã hội", "Lao động TB&XH",
)  # fmt: skip

# Words with which the name of an agency begins, as they stand capitalised at the beginning of a name.
_HEADS = (
    "Sở|Bộ|Ban|Ủy ban|Uỷ ban|UBND|UB ?MTTQ|UBMT|MTTQ|Mặt trận|Hội|Hiệp hội|Liên minh|Liên hiệp|Liên đoàn|Báo|Đài|Chi"
    " cục|Cục|Tổng cục|Công an|Bộ Chỉ huy|BCH|"
    "Thanh tra|Văn phòng|VP|Viện|Trường|Học viện|Đại học|Trung tâm|Ngân hàng|NHNN|Kho bạc|KBNN|Thuế|Vụ|Thống kê(?="
    " tỉnh| thành phố|$)|Hải quan|Bảo hiểm|BHXH|Tỉnh đoàn|Thành đoàn|Đoàn|Phòng|Quỹ|"
    "Công ty|Tổng công ty|Tập đoàn|Doanh nghiệp|Hợp tác xã|HTX|Cơ sở|Tổ chức|Hội đồng|HĐND|Tòa án|Toà án|Viện kiểm"
    " sát|Chủ tịch|Phó Chủ tịch|Giám đốc|"
    "Thủ trưởng|VCCI|Cổng|Thường trực|Thường vụ|Tổ|Chi nhánh|Bưu điện|Viettel|VNPT|Điện lực|Trạm|Tạp chí|Thông tấn xã"
    "|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Đảng ủy|Đảng uỷ|"
    "Chính phủ|Thủ tướng|Quốc hội|Quân khu|Bệnh viện|Nhà|Đội|Vườn|Khu|Cơ quan|Đơn vị|Cảng|Chánh|Trưởng|Bí thư|Địa"
    " phương|"
    "Ngành|Xã|Phường|Huyện|Thành phố|Thị xã|Lãnh đạo|Chủ đầu tư|Chủ thể|Hộ|Nghệ nhân|BQL|Sàn|Nhà trường|Trung ương"
    "|Thị ủy|Huyện ủy|Công đoàn|Bảo tàng|Thư viện|Cụm"
)
_LOW_HEADS = (
    "sở|công an|liên minh|liên hiệp|hiệp hội|tỉnh đoàn|thanh tra|bảo hiểm xã hội|cục|chi cục|tổng cục|ngân hàng|đài"
    " phát thanh|đài truyền thanh|báo(?! c)|ủy ban nhân dân|"
    "uỷ ban nhân dân|văn phòng|viện|trung tâm|ủy ban|hội (?=[A-ZĐ])|hội nông dân|hội liên hiệp|hội cựu|ban quản lý"
    "|kho bạc|bộ chỉ huy|đoàn thanh niên|mặt trận"
)
_GROUPS = (
    "sở|bộ|ban|ngành|hội|hiệp hội|cơ quan|đơn vị|tổ chức|doanh nghiệp|trường|viện|trung tâm|địa phương|phòng|hợp tác"
    " xã|cơ sở|hộ|công ty|chi cục|cục|đoàn thể|báo|"
    "thành viên|chuyên gia|nhà|ngân hàng|làng nghề|chủ|quỹ|cá nhân|bên|liên hiệp|đội|tổ|tập đoàn|trạm|vườn|chi nhánh"
    "|kênh|mạng xã hội|hiệp|đài|sàn|nghệ nhân|viện nghiên cứu|"
    "học viện|bệnh viện|nhóm|nhà khoa học|nhà máy|thương hội|tổng công ty|sở, ban|HTX|DN|hội, hiệp hội|cơ sở giáo dục"
    "|khu công nghiệp|tiểu thương|siêu thị|thôn|bản|huyện|thành phố|thị xã|xã|phường|đặc khu|chương trình viên|tiểu"
    " ban|ban quản lý|viện, trường|bưu điện|hãng|đại lý|đối tác|ủy ban|uỷ ban|tổ|cấp ủy|khu công nghiệp|kho"
)
# Words that begin like an agency and are none: "Ban hành", "Báo cáo", "Hội nghị", "Tổ chức hội thảo".
_NOT_HEAD = (
    r"Ban hành|Báo (?:cáo|chí|giá)|Bộ (?:máy|tiêu chí|thủ tục|công cụ|tài liệu|nhận diện|chỉ số|quy|phận|hồ sơ|dữ"
    r" liệu|môn)"
    r"|Hội (?:nghị|thảo|chợ|thi|nhập|họp|tụ|viên)|Phòng (?:ngừa|chống|trừ|,)|"
    r"Trường hợp|Nhà (?:nước|ở|xưởng)|Cơ sở (?:dữ liệu|vật chất|hạ tầng|pháp lý|để)|Đơn vị (?:tính|đo)|Đoàn kết|Văn"
    r" phòng phẩm|Xã hội|Khu vực|Thuế (?:suất|giá|thu)|Viện dẫn|"
    r"Tổ chức (?!tư vấn|chứng nhận|chính trị|khoa học|xã hội|hội,|hội viên|đoàn|quốc tế|Năng suất|đại diện|tín dụng"
    r"|đánh giá sự phù hợp|cung cấp|hỗ trợ|nghề nghiệp|kinh tế|thử nghiệm|giám định|trung gian|xúc tiến)|"
    r"Thanh tra,|Lãnh đạo,|Địa phương hóa|Ngành nghề|Ngành hàng|Phường hội|Huyện hội|Cổng (?=[a-z])(?!thông|dịch)|Quỹ"
    r" đất|Hộ khẩu|Đài thọ|Cục bộ|Công đoạn|Trạm dừng|Tổ hợp|Hội đồng nhân dân các cấp phải"
)
_ABBREVIATED = r"[A-Z]{4,}(?=[,;.:)]|$| và )"  # VASEP, VCCI
# Only the first letter's case tells a name from a common word ("Hiệp Hội", "BAN QUẢN LÝ").
_CASED = "|".join(f"{head[0]}(?i:{head[1:]})" for head in _HEADS.split("|"))
HEAD = re.compile(rf"(?!(?i:{_NOT_HEAD}))(?:{_CASED}|{_ABBREVIATED})(?![\wÀ-ỹ])")
LOW_HEAD = re.compile(rf"(?:{_LOW_HEADS})(?![\wÀ-ỹ])")
GROUP = re.compile(rf"(?:và )?(?:các|Các|những|một số|toàn thể) (?:{_GROUPS})(?![\wÀ-ỹ])", re.IGNORECASE)

_BARE_WORD = (
    r"(?:so|bo|ban|nganh|ban nganh|hoi|hiep hoi|co quan|don vi|to chuc|doan the|dia phuong|phong|truong|vien|trung"
    r" tam|doanh nghiep|hop tac xa|htx|huyen|xa|"
    r"phuong|thi xa|thanh pho|thi tran|dac khu|quan|ca nhan|to chuc chinh tri(?: - |,? )xa hoi|hoi nghe nghiep|co so"
    r"|ho kinh doanh|cong ty|cap huyen|cap xa|cap tinh|"
    r"dai|bao|quy|ngan hang|cuc|chi cuc|lien hiep hoi|hoi nganh nghe|hiep hoi nganh nghe|so nganh|hoi doan the|bo"
    r" nganh|nha khoa hoc)"
)
BARE_GROUP = re.compile(
    rf"(?:va )?(?:cac |mot so |toan the |nhung |thu truong (?:cac )?|giam doc (?:cac )?|lanh dao (?:cac )?|nguoi dung"
    rf" dau (?:cac )?|chu tich (?:cac )?)?{_BARE_WORD}"
    rf"(?:(?:,| va|;|/) ?(?:cac )?{_BARE_WORD})*$"
)
GROUP_WORD = re.compile(rf"{_BARE_WORD}(?![\w])")
# Territorial words go on with "UBND các huyện, …".
TERRITORY = re.compile(
    r"(?:cac )?(?:cap )?(?:huyen|thi xa|thanh pho|xa|phuong|thi tran|dac khu|quan|thon|ban lang|khu pho|tinh|thanh"
    r"|dia phuong)\b"
)

_RELATED = (
    r"(?:so|bo|ban|nganh|ban nganh|co quan|don vi|to chuc|dia phuong|ca nhan|doan the|phong|phong ban|doanh"
    r" nghiep|co so)"
)
_NAMELESS = r"(?:co quan|don vi|to chuc|dia phuong|ca nhan|ben|chuyen mon|chuc nang|cac cap)"
NOBODY = re.compile(
    rf"(?:va |cung |voi |cung voi )*(?:cac |mot so |nhung |tat ca )*{_NAMELESS}(?:(?:,| va|;|/)* (?:cac )?{_NAMELESS})*"
    r"(?: khac)?(?: co)?(?: lien quan| co lien quan)(?: khac)?(?: (?:tren|trong|cua|thuoc|tai|o|den) .{0,60})?$"
)

_SECTOR_PATTERN = "|".join(
    re.escape(name).replace(r"\ ", r"\s?") if "&" in name else re.escape(name).replace(r"\ ", " ")
    for name in sorted(SECTORS, key=len, reverse=True)
)
# On text whose old tone marks (Hoá, Uỷ) are alike: see `agencies.alike`.
SECTOR = re.compile(rf"(?:{_SECTOR_PATTERN})(?![\wÀ-ỹ&])", re.IGNORECASE)

# Where a name ends in running text: the verb or the preposition that follows.
STOP = re.compile(
    r"(?:^|\s)(?:chủ trì|phối hợp|thực hiện|xây dựng|triển khai|tham mưu|hướng dẫn|theo dõi|tổng hợp|có trách nhiệm"
    r"|chịu trách nhiệm|căn cứ|lập|rà soát|làm|"
    r"là|để|nhằm|theo(?! dõi)|tại|về|đã|sẽ|được|cùng với|cùng các|ban hành|đề xuất|thẩm định|tiếp tục|chủ động|tăng"
    r" cường|đẩy mạnh|giám sát|đôn đốc|quản lý,|"
    r"bố trí|cân đối|cử|phổ biến|vận động|phân công|phân bổ|trình|gửi|nghiên cứu(?! sinh)|cung cấp(?! dịch)|tuyên"
    r" truyền|chỉ đạo|lãnh đạo(?=,| chỉ| cơ quan)|lồng ghép|thường xuyên|định kỳ|khẩn trương|"
    r"nghiêm túc|(?<!các )(?<!Các )(?<!, )(?<!và )(?<!Tổ )(?<!những )tổ chức(?! (?:chính trị|tư vấn|xã hội|chứng nhận"
    r"|khoa học|đảng|kinh tế|đoàn thể|nghề nghiệp))|"
    r"tham gia|giúp|đảm bảo|bảo đảm|báo cáo|đánh giá(?! sự phù hợp)|xem xét|quyết định|trên cơ sở|trong (?:việc|quá"
    r" trình|phạm vi|công tác|năm)|khi|nếu|mà|do|đăng ký|thông tin,|thông báo|"
    r"hàng năm|hằng năm|kịp thời|tích cực|giải quyết|xử lý|nâng cao|phát triển(?= (?:các|hệ|sản|thị|mạng|nguồn|thương"
    r"|kinh tế))|ưu tiên|đổi mới|khuyến khích|quán triệt|cụ thể hóa|cụ thể|trước ngày|"
    r"thống nhất|dự kiến|vận hành|thành lập|chuẩn bị|đưa|tạo(?= (?:điều|môi|mọi|thuận|lập))|khai thác(?! khoáng|"
    r" thủy)|lựa chọn|kết nối|phát động|duy trì|ký kết|nắm bắt|tiếp nhận|thống kê(?= (?:số|các|báo))|"
    r"cập nhật|công bố|công khai|trực tiếp|phê duyệt|khảo sát|giao|chấp hành|nộp|bám sát|đồng thời|lấy|hoàn thành"
    r"|hoàn thiện|bổ sung|tận dụng|tư vấn cho|đăng tải|mở|truyền thông về|phát hành|rót|chi trả|quán|"
    r"thanh tra,|truy xuất|sử dụng|huy động|nhân rộng|quảng bá|giới thiệu|thu hút|biểu dương|khen thưởng|xác nhận"
    r"|chuyển|gắn|ký|xét|kết hợp|tìm kiếm|yêu cầu|mời|chia sẻ|trao đổi|nhận|thu thập|phản ánh)(?=[\s,.;:)]|$)"
    r"|(?<!Quỹ)(?<!tâm)(?<!chức)(?<!Ban)(?<!viện)(?<!Viện)(?<!Tổ)(?<!ban)(?<!phòng)\s(?:(?:hỗ trợ|kiểm tra)(?=\s)"
    r"|(?:ứng dụng|xúc tiến|thanh tra|đào tạo|bồi dưỡng|quản lý|khuyến công|tư vấn)(?= (?:các|việc|cho|doanh|đội|sản"
    r"|thị|chặt|về|hồ|kho|chuyên|cán|nguồn|người|hoạt|trong|ngành|tiêu|tại|kinh|thủ|hộ|tổ|chi|xây)))"
)
