"""The machine and the environment; neither the database nor Django is needed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from nscl.foundation import environment
from nscl.foundation.environment import ROOT, Misconfigured, data_folder
from nscl.interfaces.ops.doctor.findings import Finding, fail, ok, warn

LEAST_PYTHON, LEAST_NODE, LEAST_SECRET = (3, 11), 20, 32
PACKAGES = ("@tabler/core", "htmx.org", "@expo-google-fonts/be-vietnam-pro", "@expo-google-fonts/tinos")
LEAST_FREE_MB, LITTLE_FREE_MB = 500, 5000
SECRETS = {"SECRET_KEY": "secret_key", "NSCL_AUDIT_KEY": "audit_key"}
INSTALL_PACKAGES = "rm -f node_modules/.done && make setup"  # the mark says that they are there
MAKE_SECRET = "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"  # noqa: S105 (a command that makes one)


def python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < LEAST_PYTHON:
        yield fail("python", f"Python {version} quá cũ; cần từ 3.11.", "make clean && make setup PYTHON=python3.11")
    else:
        yield ok("python", f"Python {version}.")


def libraries() -> Iterator[Finding]:
    wanted = ("django", "psycopg", "granian", "procrastinate", "typst", "docxtpl", "storages")
    if missing := [name for name in wanted if find_spec(name) is None]:
        yield fail("libraries", f"Thiếu thư viện Python: {', '.join(missing)}.", "make setup")
    else:
        yield ok("libraries", "Đủ thư viện Python.")


def node() -> Iterator[Finding]:
    """Only needed to install packages: an installation whose packages are there runs without it."""
    program = shutil.which("node")
    told = subprocess.run([program, "--version"], capture_output=True, text=True).stdout.strip() if program else ""
    major = told.lstrip("v").split(".")[0]
    if not major.isdigit() or int(major) < LEAST_NODE:
        found = f"Node.js {told} quá cũ" if told else "Không thấy Node.js"
        yield warn("node", f"{found}; cần từ bản {LEAST_NODE} khi cài hoặc nâng cấp.", "apt install nodejs npm")
    else:
        yield ok("node", f"Node.js {told}.")


def packages() -> Iterator[Finding]:
    if missing := [name for name in PACKAGES if not (ROOT / "node_modules" / name).is_dir()]:
        yield fail("packages", f"Thiếu gói giao diện: {', '.join(missing)}.", INSTALL_PACKAGES)
    else:
        yield ok("packages", "Đủ gói giao diện.")


def fonts() -> Iterator[Finding]:
    faces = list((ROOT / "node_modules" / "@expo-google-fonts" / "tinos").glob("*/Tinos_*.ttf"))
    if len(faces) < 4:
        yield fail("fonts", "Thiếu phông chữ Tinos nên chưa dựng được PDF.", INSTALL_PACKAGES)
    else:
        yield ok("fonts", "Có phông chữ cho văn bản in.")


def folder() -> Iterator[Finding]:
    data = data_folder()
    if not data.is_dir():
        yield warn("folder", f"Chưa có thư mục dữ liệu {data}; lần chạy đầu sẽ tạo.", "nscl migrate")
        return
    if not os.access(data, os.W_OK | os.X_OK):
        yield fail("folder", f"Không ghi được vào thư mục dữ liệu {data}.", f"chown -R $(id -un) '{data}'")
        return
    loose = [f for f in (*SECRETS.values(), "postgres.json") if _mode(data / f) & 0o077]
    if loose:
        paths = " ".join(f"'{data / name}'" for name in loose)
        yield fail("folder", f"Người khác trên máy đọc được tệp khóa: {', '.join(loose)}.", f"chmod 600 {paths}")
    else:
        yield ok("folder", f"Thư mục dữ liệu {data} ghi được.")


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return 0


def space() -> Iterator[Finding]:
    place = next(p for p in (data_folder(), *data_folder().parents) if p.exists())
    free = shutil.disk_usage(place).free // (1024 * 1024)
    said = f"Còn trống {free:,} MB ở {place}".replace(",", ".")
    if free < LEAST_FREE_MB:
        yield fail("space", f"{said}: gần đầy, sắp không tải tệp lên được.", f"du -xh '{place}' | sort -h | tail")
    elif free < LITTLE_FREE_MB:
        yield warn("space", f"{said}: nên dọn hoặc thêm đĩa.", f"du -xh '{place}' | sort -h | tail")
    else:
        yield ok("space", f"{said}.")


def secrets() -> Iterator[Finding]:
    for name, file in SECRETS.items():
        value = os.environ.get(name, "")
        kept = data_folder() / file
        if not value and environment.production():
            yield fail("secrets", f"Chưa đặt {name}; chế độ production không khởi động khi thiếu.", MAKE_SECRET)
        elif value and len(value) < LEAST_SECRET:
            yield fail("secrets", f"{name} chỉ có {len(value)} ký tự; cần ít nhất {LEAST_SECRET}.", MAKE_SECRET)
        elif not value and not kept.exists():
            yield warn("secrets", f"Chưa có {name}; lần chạy đầu sẽ tạo ở {kept}.", "nscl migrate")
        else:
            yield ok("secrets", f"Có {name}{'' if value else f' (tệp {kept}); hãy cất một bản ở nơi khác'}.")


def names() -> Iterator[Finding]:
    if not environment.production():
        yield ok("names", "Chạy trên máy này (NSCL_ENV=local).")
        return
    hosts = [h for h in os.environ.get("ALLOWED_HOSTS", "").split(",") if h]
    origins = [o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]
    public = [h for h in hosts if h not in ("localhost", "127.0.0.1", "[::1]")]
    if "*" in hosts:
        yield fail("names", "ALLOWED_HOSTS=* nhận mọi tên miền.", "ALLOWED_HOSTS=nscl.example.vn,127.0.0.1")
    elif not public:
        yield fail("names", "ALLOWED_HOSTS chưa có tên miền của hệ thống.", "ALLOWED_HOSTS=nscl.example.vn,127.0.0.1")
    elif "127.0.0.1" not in hosts:
        yield fail("names", "ALLOWED_HOSTS thiếu 127.0.0.1; lệnh chạy tự hỏi mình qua đó.", "ALLOWED_HOSTS=…,127.0.0.1")
    elif plain := [o for o in origins if not o.startswith("https://")]:
        yield fail(
            "names", f"CSRF_TRUSTED_ORIGINS phải bắt đầu bằng https: {plain[0]}", "CSRF_TRUSTED_ORIGINS=https://…"
        )
    else:
        yield ok("names", f"Trả lời ở {', '.join(public)}.")
    if os.environ.get("NSCL_BEHIND_PROXY") != "1":
        yield warn("names", "NSCL_BEHIND_PROXY chưa là 1: HTTP sẽ tự chuyển sang HTTPS.", "NSCL_BEHIND_PROXY=1")
    if not os.environ.get("NSCL_URL", "").startswith("https://"):
        yield warn(
            "names", "NSCL_URL chưa là địa chỉ https; liên kết trong thư sẽ sai.", "NSCL_URL=https://nscl.example.vn"
        )


def mail() -> Iterator[Finding]:
    try:
        chosen = environment.mail()
    except Misconfigured as error:
        yield fail("mail", f"NSCL_MAIL chưa đúng: {error}", "NSCL_MAIL=smtp://máy-chủ:587?tls=starttls")
        return
    if chosen == "file" and environment.production():
        yield warn(
            "mail", "Thư chỉ ghi vào thư mục mail/, không ai nhận được.", "NSCL_MAIL=smtp://máy-chủ:587?tls=starttls"
        )
    elif chosen != "file" and not os.environ.get("NSCL_MAIL_FROM"):
        yield warn("mail", "Chưa có địa chỉ người gửi.", "NSCL_MAIL_FROM='NSCL <nscl@tinh.example.vn>'")
    else:
        yield ok("mail", "Thư ghi vào thư mục mail/." if chosen == "file" else "Thư gửi qua máy chủ thư.")


def clock() -> Iterator[Finding]:
    if time.time() < 1_767_225_600:  # 2026
        yield fail("clock", f"Đồng hồ máy chỉ {time.strftime('%d/%m/%Y')}: đã qua ngày đó.", "timedatectl set-ntp true")
    else:
        yield ok("clock", f"Đồng hồ máy: {time.strftime('%d/%m/%Y %H:%M')} (múi giờ máy {time.strftime('%Z')}).")


CHECKS = (python, libraries, node, packages, fonts, folder, space, secrets, names, mail, clock)
