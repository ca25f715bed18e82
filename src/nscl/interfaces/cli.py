"""The command `nscl`. Nothing heavy is imported early: reading a plan touches neither Django nor a server."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from nscl.foundation.environment import Misconfigured
from nscl.shared.errors import DomainError


class Parser(argparse.ArgumentParser):
    """Says what is wrong with an option in Vietnamese."""

    WORDS = (
        (r"argument (\S+): invalid choice: (\S+) \(choose from (.*)\)", r"\1 không nhận \2. Hãy chọn một trong: \3."),
        (r"argument (\S+): invalid int value: (.*)", r"\1 phải là số nguyên viết liền, không phải \2."),
        (r"argument (\S+): invalid float value: (.*)", r"\1 phải là một con số, không phải \2."),
        (r"argument (\S+): expected one argument", r"\1 cần một giá trị ở sau."),
        (r"the following arguments are required: (.*)", r"Còn thiếu: \1."),
        (r"unrecognized arguments: (.*)", r"Không có tham số \1. Xem các tham số: thêm --help."),
    )

    def error(self, message: str) -> NoReturn:
        for pattern, words in self.WORDS:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                message = found.expand(words)
                break
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}\n")


def parser() -> argparse.ArgumentParser:
    top = Parser(prog="nscl", description="Hệ thống NSCL của một tỉnh.")
    commands = top.add_subparsers(dest="command", required=True, metavar="LỆNH")
    run = commands.add_parser("run", help="chạy máy chủ trên máy này")
    run.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="cổng (mặc định 8000)")
    commands.add_parser("worker", help="chạy bộ xử lý việc nền (run đã có sẵn một bộ)")
    plan = commands.add_parser("plan", help="đọc hoặc nhập một kế hoạch").add_subparsers(
        dest="verb", required=True, metavar="VIỆC"
    )
    read = plan.add_parser("read", help="đọc một văn bản, in ra những gì đọc được")
    read.add_argument("file", type=Path)
    read.add_argument("--json", action="store_true", help="in toàn bộ dưới dạng JSON")
    bring = plan.add_parser("import", help="nhập một văn bản thành kế hoạch của tỉnh")
    bring.add_argument("file", type=Path)
    bring.add_argument("--province", required=True, help="mã tỉnh, ví dụ 51")
    bring.add_argument("--on", help="ngày mà mã tỉnh có hiệu lực (YYYY-MM-DD, mặc định hôm nay)")
    bring.add_argument("--confirm", action="store_true", help="xác nhận ngay thành kế hoạch có hiệu lực")
    communes = commands.add_parser("communes", help="danh mục xã, phường, đặc khu").add_subparsers(
        dest="verb", required=True, metavar="VIỆC"
    )
    listed = communes.add_parser("import", help="nhập danh sách chính thức (CSV)")
    listed.add_argument("file", type=Path)
    listed.add_argument("--on", required=True, help="ngày danh sách có hiệu lực (YYYY-MM-DD)")
    listed.add_argument("--end-missing", action="store_true", help="kết thúc xã của các tỉnh trong tệp mà tệp không có")
    listed.add_argument("--check", action="store_true", help="chỉ kiểm tra, không ghi")
    industries = commands.add_parser("industries", help="hệ thống ngành kinh tế (VSIC)").add_subparsers(
        dest="verb", required=True, metavar="VIỆC"
    )
    brought = industries.add_parser("import", help="nhập danh mục ngành chính thức, đủ 5 cấp (CSV)")
    brought.add_argument("file", type=Path)
    brought.add_argument("--version", required=True, type=int, choices=[2018, 2025], help="hệ thống ngành nào")
    brought.add_argument("--check", action="store_true", help="chỉ kiểm tra, không ghi")
    trail = commands.add_parser("audit", help="nhật ký: niêm phong ngày, kiểm tra nguyên vẹn").add_subparsers(
        dest="verb", required=True, metavar="VIỆC"
    )
    sealed = trail.add_parser("seal", help="niêm phong các ngày đã qua")
    sealed.add_argument("--until", help="đến hết ngày (YYYY-MM-DD, mặc định hôm qua)")
    verified = trail.add_parser("verify", help="kiểm tra từng dòng và từng ngày niêm phong")
    verified.add_argument("--from", dest="since", help="chỉ các dòng từ ngày (YYYY-MM-DD)")
    verified.add_argument("--to", dest="until", help="chỉ các dòng đến ngày (YYYY-MM-DD)")
    verified.add_argument("--expect", help="dấu niêm phong đã ghi ở nơi khác, phải còn trong chuỗi")
    verified.add_argument("--json", action="store_true", help="in dưới dạng JSON")
    account = commands.add_parser("account", help="tài khoản người dùng").add_subparsers(
        dest="verb", required=True, metavar="VIỆC"
    )
    create = account.add_parser("create", help="mời một người, in ra liên kết để họ tự đặt mật khẩu")
    create.add_argument("--email", required=True, help="thư điện tử, cũng là tên đăng nhập")
    create.add_argument("--name", required=True, help="họ và tên")
    create.add_argument("--province", help="mã tỉnh, ví dụ 51")
    create.add_argument("--role", required=True, help="vai trò, ví dụ administrator")
    _size(commands)
    _entitlement(commands)
    _files(commands)
    counts = commands.add_parser("counts", help="có bao nhiêu kế hoạch, chỉ tiêu, nhiệm vụ …")
    counts.add_argument("--province", metavar="MÃ", help="mã tỉnh, ví dụ 51 (mặc định: cả nước)")
    counts.add_argument("--json", action="store_true", help="in dưới dạng JSON")
    commands.add_parser("demo", help="nạp dữ liệu minh họa")
    commands.add_parser("migrate", help="cập nhật cơ sở dữ liệu và dữ liệu danh mục")
    _backups(commands)
    django = commands.add_parser("django", help="chạy một lệnh quản trị của Django")
    django.add_argument("arguments", nargs=argparse.REMAINDER)
    return top


def _size(commands: argparse._SubParsersAction[Parser]) -> None:
    size = commands.add_parser("size", help="quy mô doanh nghiệp theo luật: siêu nhỏ, nhỏ, vừa, lớn; và vì sao")
    sectors = ("agriculture", "industry", "construction", "trade", "services")
    size.add_argument("--sector", required=True, choices=sectors, help="ngành của hoạt động chính")
    size.add_argument("--labour", required=True, type=int, metavar="N", help="lao động đóng bảo hiểm bình quân năm")
    size.add_argument("--revenue", type=int, metavar="VND", help="doanh thu năm trước, đồng (bỏ trống: chưa có)")
    size.add_argument("--capital", required=True, type=int, metavar="VND", help="tổng nguồn vốn cuối năm trước, đồng")
    size.add_argument("--under-one-year", action="store_true", help="hoạt động dưới 1 năm")
    size.add_argument("--on", help="theo quy định ngày nào (YYYY-MM-DD, mặc định hôm nay)")
    size.add_argument("--json", action="store_true", help="in dưới dạng JSON")


def _entitlement(commands: argparse._SubParsersAction[Parser]) -> None:
    asked = commands.add_parser("entitlement", help="được hỗ trợ bao nhiêu cho một khoản chi phí, theo căn cứ nào")
    asked.add_argument(
        "--province", required=True, metavar="MÃ", help="mã tỉnh của một trong hai thời kỳ, ví dụ 51, 62"
    )
    asked.add_argument("--content", required=True, metavar="NHÓM", help="nhóm nội dung, ví dụ traceability")
    asked.add_argument("--cost", required=True, type=int, metavar="VND", help="chi phí chưa có thuế, đồng")
    asked.add_argument("--on", help="ngày xét (YYYY-MM-DD, mặc định hôm nay)")
    kinds = ("enterprise", "cooperative", "household", "branch", "facility", "seed_centre", "other")
    asked.add_argument("--kind", default="enterprise", choices=kinds, help="loại hình (mặc định: enterprise)")
    asked.add_argument(
        "--size", default="small", choices=["micro", "small", "medium", "large", ""], help="quy mô (mặc định: small)"
    )
    sectors = ("agriculture", "industry", "construction", "trade", "services")
    asked.add_argument(
        "--sector", default="industry", choices=sectors, help="ngành của hoạt động chính (mặc định: industry)"
    )
    asked.add_argument(
        "--mark", action="append", default=[], choices=["women-owned", "social", "key-export"],
        help="doanh nghiệp nữ làm chủ, doanh nghiệp xã hội, sản phẩm xuất khẩu chủ lực; dùng được nhiều lần",
    )  # fmt: skip
    asked.add_argument("--json", action="store_true", help="in dưới dạng JSON")


def _files(commands: argparse._SubParsersAction[Parser]) -> None:
    kept = commands.add_parser("files", help="kho tệp: kiểm tra, dọn dẹp").add_subparsers(
        dest="verb", required=True, metavar="VIỆC"
    )
    verified = kept.add_parser("verify", help="tìm tệp mất, bị sửa, không có chủ và nói cách xử lý")
    verified.add_argument("--quick", action="store_true", help="chỉ so kích thước, không đọc nội dung")
    verified.add_argument("--json", action="store_true", help="in dưới dạng JSON")
    swept = kept.add_parser("sweep", help="dọn tệp không có chủ và tệp tải lên dở dang")
    swept.add_argument("--hours", type=float, default=24, help="chỉ dọn tệp cũ hơn số giờ này (mặc định 24)")
    swept.add_argument("--json", action="store_true", help="in dưới dạng JSON")


def _backups(commands: argparse._SubParsersAction[Parser]) -> None:
    doctor = commands.add_parser("doctor", help="hệ thống này có gì hỏng, sửa thế nào")
    doctor.add_argument("--json", action="store_true", help="in kết quả dưới dạng JSON")
    make = commands.add_parser("backup", help="sao lưu cơ sở dữ liệu và tệp")
    make.add_argument("--to", metavar="NƠI", help="thư mục, hoặc s3://kho/thư-mục (mặc định NSCL_BACKUP, rồi backups/)")
    make.add_argument("--keep", type=int, metavar="N", help="chỉ giữ N bản mới nhất")
    make.add_argument("--full", action="store_true", help="chép lại mọi tệp, không dùng chung với bản trước")
    make.add_argument("--json", action="store_true", help="in kết quả dưới dạng JSON")
    restore = commands.add_parser("restore", help="phục hồi một bản sao lưu vào cơ sở dữ liệu trống")
    restore.add_argument("source", metavar="BẢN", help="bản sao lưu: thư mục, hoặc s3://kho/…/nscl-…")
    restore.add_argument(
        "--into", metavar="THƯ_MỤC", help="phục hồi thành một hệ thống riêng trong thư mục mới (diễn tập)"
    )
    restore.add_argument("--check", action="store_true", help="chỉ kiểm tra bản sao lưu, không phục hồi")
    restore.add_argument("--other-keys", action="store_true", help="vẫn phục hồi khi khóa cũ đã mất")


def main(argv: Sequence[str] | None = None) -> int:
    options = parser().parse_args(argv)
    try:
        code = dispatch(options)
        sys.stdout.flush()
        return code
    except DomainError as error:
        print(error.message, file=sys.stderr)
    except Misconfigured as error:
        print(f"Cấu hình chưa đúng: {error}", file=sys.stderr)
    except BrokenPipeError:  # whoever read it has enough, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 2


def dispatch(options: argparse.Namespace) -> int:
    if options.command == "plan" and options.verb == "read":
        from nscl.interfaces.ops import read_plan

        return read_plan.run(options.file, as_json=options.json)
    if options.command == "size":
        from nscl.interfaces.ops import size

        return size.run(options)
    if options.command == "run":
        from nscl.interfaces.ops import serve

        return serve.run(options.port)
    if options.command == "doctor":
        from nscl.interfaces.ops import doctor

        return doctor.run(as_json=options.json)
    from nscl.interfaces.ops import commands

    return commands.run(options)


if __name__ == "__main__":
    sys.exit(main())
