"""What needs the database: its state, the files, the jobs, the letters, the audit trail, the backups."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator

import psycopg

from nscl.interfaces.ops.doctor.findings import Finding, fail, ok, warn

SKEW_SECONDS = 5.0
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
LEAST_SERVER = 15
BACKUP_LATE = dt.timedelta(hours=26)
SEAL_LATE_DAYS = 2


def server() -> Iterator[Finding]:
    with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5) as connection:
        version = connection.info.server_version // 10000
        rows = connection.execute("SELECT extname FROM pg_extension").fetchall()
        row = connection.execute("SELECT extract(epoch FROM clock_timestamp())::float8").fetchone()
        encoding = connection.execute("SHOW server_encoding").fetchone()
    if version < LEAST_SERVER:
        yield fail("server", f"PostgreSQL {version} quá cũ; cần từ {LEAST_SERVER}.", "apt install postgresql-15")
    else:
        yield ok("server", f"PostgreSQL {version}.")
    if encoding != ("UTF8",):
        yield fail("encoding", "Cơ sở dữ liệu không dùng UTF8.", "CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0")
    if missing := sorted(set(EXTENSIONS) - {name for (name,) in rows}):
        yield fail("extensions", f"Thiếu phần mở rộng {', '.join(missing)}.", "nscl migrate")
    else:
        yield ok("extensions", "Đủ phần mở rộng.")
    assert row is not None
    skew = abs(row[0] - dt.datetime.now(dt.UTC).timestamp())
    if skew > SKEW_SECONDS:
        yield fail("skew", f"Đồng hồ máy này và máy cơ sở dữ liệu lệch {skew:.0f} giây.", "timedatectl set-ntp true")
    else:
        yield ok("skew", "Đồng hồ hai máy khớp nhau.")


def migrations() -> Iterator[Finding]:
    from nscl.interfaces.ops import health

    try:
        health.migrations()
    except health.Unwell:
        yield fail("migrations", "Cơ sở dữ liệu cũ hơn phần mềm.", "nscl migrate")
    else:
        yield ok("migrations", "Cơ sở dữ liệu đúng phiên bản.")


def rights() -> Iterator[Finding]:
    """What `migrate` would do to grants and policies, tried and taken back."""
    from django.conf import settings
    from django.db import transaction

    from nscl.foundation.tenancy.reconcile import reconcile

    if "owner" not in settings.DATABASES:
        yield warn("rights", "Chưa kiểm tra được quyền trên các bảng.", "DATABASE_OWNER_URL=… nscl doctor")
        return
    with transaction.atomic(using="owner"):
        needed = reconcile("owner")
        transaction.set_rollback(True, using="owner")
    if needed:
        yield fail("rights", f"Quyền và chính sách dòng khác bảng đăng ký ({len(needed)} lệnh).", "nscl migrate")
    else:
        yield ok("rights", "Quyền và chính sách dòng đúng bảng đăng ký.")


def reference() -> Iterator[Finding]:
    from nscl.documents.models import LegalText
    from nscl.organisations.models import Province

    provinces, texts = Province.objects.count(), LegalText.objects.count()
    if not provinces or not texts:
        yield fail("reference", "Chưa có dữ liệu danh mục (tỉnh, văn bản).", "nscl migrate")
    else:
        yield ok("reference", f"Danh mục: {provinces} tỉnh, {texts} văn bản.")


def storage() -> Iterator[Finding]:
    """A file is written, read back and removed; and how many rows have no file of their size."""
    import secrets as random
    import tempfile
    from pathlib import Path

    from nscl.documents import storage as files
    from nscl.documents import sweeping
    from nscl.foundation import tenancy
    from nscl.organisations.queries import all_province_ids

    store, key = files.current(), f"objects/00/{random.token_hex(16)}"
    try:
        root = files.root() / "tmp"
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=root, delete=False) as probe:
            probe.write(b"nscl doctor")
        store.put(Path(probe.name), key)
        with store.open(key) as back:
            assert back.read() == b"nscl doctor"
        store.delete(key)
    except OSError as error:
        yield fail("storage", f"Kho tệp {store.describe()} không ghi được: {error}", "NSCL_STORAGE=… (xem commands.md)")
        return
    finally:
        Path(probe.name).unlink(missing_ok=True) if "probe" in locals() else None
    with tenancy.scope(tenancy.Scope.of(read=all_province_ids())):
        report = sweeping.verify(deep=False)
    if report.faults:
        yield fail("files", f"{len(report.faults)} tệp thiếu hoặc sai cỡ.", "nscl files verify")
    elif report.orphans:
        yield warn("files", f"{len(report.orphans)} tệp thừa không thuộc về đâu.", "nscl files sweep")
    else:
        yield ok("files", f"Kho {store.describe()}: {report.checked} tệp, đủ.")


def worker() -> Iterator[Finding]:
    from nscl.interfaces.ops import health

    try:
        health.worker()
    except health.Unwell:
        yield warn("worker", "Không có tiến trình làm việc nền nào đang chạy; thư và việc nền đứng yên.", "nscl worker")
    else:
        yield ok("worker", "Tiến trình làm việc nền đang chạy.")


def letters() -> Iterator[Finding]:
    from nscl.foundation.models import OutboxMessage
    from nscl.interfaces.ops import health

    uncertain = OutboxMessage.objects.filter(state="uncertain").count()
    failed = OutboxMessage.objects.filter(state="failed").count()
    try:
        health.mail()
    except health.Unwell:
        yield fail("letters", "Có thư chờ gửi quá lâu.", "nscl worker (và xem NSCL_MAIL)")
    if uncertain or failed:
        yield warn(
            "letters", f"{failed} thư không gửi được, {uncertain} thư chưa rõ đã gửi hay chưa.", "trang Thư gửi đi"
        )
    else:
        yield ok("letters", "Không có thư nào vướng.")


def seals() -> Iterator[Finding]:
    from nscl.foundation import clock
    from nscl.foundation.models import AuditDay

    last = AuditDay.objects.order_by("-day").values_list("day", flat=True).first()
    if last is None:
        yield from _never_sealed()
    elif (behind := (clock.today() - last).days) > SEAL_LATE_DAYS:
        yield fail("seals", f"Nhật ký niêm phong đến {last:%d/%m/%Y}, chậm {behind - 1} ngày.", "nscl audit seal")
    else:
        yield ok("seals", f"Nhật ký niêm phong đến {last:%d/%m/%Y}.")


def _never_sealed() -> Iterator[Finding]:
    """A day is sealed once it is over: on the first one there is nothing to mend."""
    from nscl.foundation import clock, tenancy
    from nscl.foundation.audit.recording import day_of
    from nscl.foundation.models import AuditEntry
    from nscl.organisations.queries import all_province_ids

    with tenancy.scope(tenancy.Scope.of(read=all_province_ids())):
        first = AuditEntry.objects.order_by("recorded_at").values_list("recorded_at", flat=True).first()
    if first is not None and day_of(first) < clock.today():
        yield warn("seals", "Nhật ký chưa có ngày nào được niêm phong.", "nscl audit seal")
    else:
        yield ok("seals", "Nhật ký mới bắt đầu; ngày đầu tiên được niêm phong sau khi hết ngày.")


def backups() -> Iterator[Finding]:
    from django.conf import settings

    from nscl.foundation import clock
    from nscl.foundation.environment import data_folder
    from nscl.interfaces.ops.backup import checking
    from nscl.interfaces.ops.backup.places import place_at

    to = place_at(os.environ.get("NSCL_BACKUP") or str(data_folder() / "backups"))
    names = to.names()
    if not names:
        yield warn("backups", "Chưa có bản sao lưu nào.", "nscl backup --keep 14")
        return
    keys = (settings.AUDIT_KEY, *settings.AUDIT_OLD_KEYS)
    age = clock.now() - dt.datetime.fromisoformat(checking.opened(to, names[-1], keys=keys).finished_at)
    hours = age.total_seconds() / 3600
    if age < -dt.timedelta(minutes=10):
        yield fail(
            "backups", "Bản sao lưu mới nhất mang giờ sau giờ này: đồng hồ máy đã bị chỉnh.", "timedatectl status"
        )
    elif age > BACKUP_LATE:
        yield fail(
            "backups", f"Bản sao lưu mới nhất đã {hours / 24:.1f} ngày.".replace(".", ",", 1), "nscl backup --keep 14"
        )
    else:
        yield ok("backups", f"Bản sao lưu mới nhất cách đây {hours:.0f} giờ; có {len(names)} bản.")


FIRST = (server, migrations)
REST = (rights, reference, storage, worker, letters, seals, backups)
