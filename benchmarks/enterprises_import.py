"""Bringing a list of a million enterprises into an empty register and the same list once more, taking that register
away, looking for duplicates in it, then a workbook of a million others; taking lists back; beside the least
that could be done: the CSV parsed and its cells copied into a bare table, the rows copied out of theirs.

`NSCL_BENCH_IMPORT` makes it smaller; lists of at most 300,000 are taken back. Each run is a process of its own, so
that the memory told is that run's.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.harness import Result, site

MOST = int(os.environ.get("NSCL_BENCH_IMPORT", "1000000"))
TAKEN = min(MOST, 300_000)
HEADS = ("STT", "Tên doanh nghiệp", "Mã số thuế", "Loại hình", "Địa chỉ", "Xã, phường", "Điện thoại", "Mã ngành chính",
         "Ngày thành lập", "Người đại diện", "Lao động (người)", "Tổng nguồn vốn (triệu đồng)")  # fmt: skip
YEAR = 2025
FORMS = ("Công ty TNHH", "Công ty Cổ phần", "Hợp tác xã", "Hộ kinh doanh", "Doanh nghiệp tư nhân")
GOODS = ("Cà phê", "Gạo", "Thủy sản", "Chè", "Dược liệu", "Cơ khí", "Bao bì")
PROPER = ("Hoàng", "Minh", "Phát", "Đại", "Tân", "Thành", "An", "Phú", "Quý")
LINES = ("1077", "0111", "0311", "4632", "6201", "2592", "1701")
WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_TOLD = """
SELECT e.name, e.tax_code, e.other_names, e.kind, e.address, c.name, e.phone, e.email, e.website, e.representative,
    e.contact_name, e.industry_code, e.founded_on, e.status, e.women_owned, e.social, e.note, f.labour, f.revenue_vnd,
    f.capital_vnd, e.size, e.size_year
FROM enterprises_enterprise e LEFT JOIN organisations_commune c ON c.id = e.commune_id
    LEFT JOIN enterprises_yearfigures f ON f.enterprise_id = e.id AND f.year = 2025 AND f.voided_at IS NULL
WHERE e.merged_into_id IS NULL ORDER BY e.sort_key, e.id
"""


def enterprises_import() -> list[Result]:
    from benchmarks.enterprises_taking_back import taken

    with site() as empty:
        with tempfile.TemporaryDirectory() as folder:
            out = _measure(Path(folder))
        empty()
        with tempfile.TemporaryDirectory() as folder:
            cast, names = prepared(Path(folder))
            return out + taken(cast, names, Path(folder), TAKEN, there=False)


def prepared(folder: Path) -> tuple[Any, list[str]]:
    """The cast in an empty register whose files lie in `folder`, and names of communes of its province."""
    from django.conf import settings

    from nscl.config.testing.cast import make_cast
    from nscl.enterprises.queries.profile import communes

    os.environ["NSCL_DATA"] = str(folder)
    settings.FILES_ROOT = folder / "files"
    cast = make_cast()
    with cast.acting(cast.officer):
        return cast, list(communes(cast.province.pk).values_list("name", flat=True))


def listed(communes: list[str], above: int, most: int) -> Iterator[tuple[str, ...]]:
    """So many invented rows, each of an enterprise of its own; every hundredth has something to be remarked on.

    `above`: the number their codes begin after.
    """
    given, nine = 0, above
    while given < most:
        nine += 1
        code = f"{nine:09d}"
        check = 10 - sum(w * int(d) for w, d in zip(WEIGHTS, code, strict=True)) % 11
        if check == 10:
            continue
        given += 1
        n = nine * 7919
        commune = "Xã không có" if given % 100 == 0 else communes[n % len(communes)]
        name = f"{FORMS[n % 5]} {GOODS[n % 7]} {PROPER[n % 9]} {PROPER[n // 9 % 9]} {given}"
        yield (str(given), name, f"{code}{check}", "", f"Số {n % 900} đường Ví Dụ", commune, "0255 0000 000",
               LINES[n % 7], f"{1 + n % 28:02d}/{1 + n % 12:02d}/{2000 + n % 20}", "Nguyễn Văn A", str(n % 300),
               str(n % 90_000))  # fmt: skip


def _measure(folder: Path) -> list[Result]:
    cast, names = prepared(folder)
    out: list[Result] = []
    for kind, make, above in (("CSV", write_csv, 0), ("XLSX", _xlsx, 500_000_000)):
        path = folder / f"danh-sach.{kind.lower()}"
        make(path, names, above, MOST)
        floor = bare_import(folder / "danh-sach.csv")
        for what in ("mới", "lần nữa"):
            told = run("import", str(brought(cast, path)), cast, folder)
            out += results(f"nhập {kind}, {what}", told, floor)
        if kind == "CSV":
            out += results("tìm hồ sơ trùng", run("duplicates", "", cast, folder), None)
            out += results("xuất CSV", run("export", "csv", cast, folder), bare_export())
            out += results("xuất XLSX", run("export", "xlsx", cast, folder), bare_export())
    return out


def results(name: str, told: dict[str, Any], floor: float | None, most: int = MOST) -> list[Result]:
    assert told["rows"] == most, told
    return [
        Result(name, [told["seconds"]], unit="s", floor=floor, rows=most),
        Result(f"{name}: bộ xử lý, Python", [told["python"]], unit="s", rows=most),
        Result(f"{name}: bộ xử lý, PostgreSQL", [told["postgres"]], unit="s", rows=most),
        Result(f"{name}: bộ nhớ", [told["mb"]], unit="MB", rows=most),
    ]


def write_csv(path: Path, communes: list[str], above: int, most: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        writer.writerows(listed(communes, above, most))


def _xlsx(path: Path, communes: list[str], above: int, most: int) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write_row(0, 0, HEADS)
        for at, row in enumerate(listed(communes, above, most), start=1):
            sheet.write_row(at, 0, row)


def bare_import(path: Path) -> float:
    """Seconds to parse the CSV and copy its cells into a bare table, as the owner."""
    import psycopg

    columns = ", ".join(f"c{at} text" for at in range(len(HEADS)))
    began = time.perf_counter()
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner, owner.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_floor ({columns})")
        with path.open(encoding="utf-8", newline="") as file, cursor.copy("COPY bench_floor FROM STDIN") as copy:
            for row in csv.reader(file):
                copy.write_row(row)
        owner.commit()
        took = time.perf_counter() - began
        cursor.execute("DROP TABLE bench_floor")
    return took


def bare_export() -> float:
    """Seconds to copy out what an export tells of each profile, in its order, as the owner."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner, owner.cursor() as cursor:
        cursor.execute("ANALYZE enterprises_enterprise, enterprises_yearfigures")  # as the server does after a while
        began = time.perf_counter()
        with cursor.copy(f"COPY ({_TOLD}) TO STDOUT WITH (FORMAT csv)") as copy:
            for _row in copy:
                pass
    return time.perf_counter() - began


def brought(cast: Any, path: Path, *, overwrite: bool = False) -> int:
    """The file brought as the officer, its columns chosen."""
    from nscl.documents import files, kinds
    from nscl.enterprises.actions import lists

    with cast.acting(cast.officer), path.open("rb") as sent:
        with files.staged(sent, name=path.name, profile=kinds.TABLE) as file:
            found = lists.bring(province=cast.province, file=file, by=cast.officer)
        lists.set_columns(
            found=found, version=found.version, columns=found.columns, overwrite=overwrite, year=YEAR, by=cast.officer
        )
    return int(found.pk)


def run(what: str, about: str, cast: Any, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.enterprises_import", what, about, str(cast.officer.pk), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _child(what: str, about: str, user: int, folder: Path) -> None:
    """Do one thing as the officer in this process, tell what it took."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.foundation import tenancy

    settings.FILES_ROOT = folder / "files"
    by = User.objects.get(pk=user)
    membership = by.memberships.first()
    assert membership is not None
    does = {"import": _import, "export": _export, "duplicates": _duplicates, "weigh": _weigh, "take": _take}
    work = does[what]
    with tenancy.scope(memberships.scope_of(membership)):
        backend = _backend(connection)
        began, processor, server = time.perf_counter(), time.process_time(), _processor(backend)
        rows = work(about, by, folder)
        told = {
            "seconds": time.perf_counter() - began,
            "python": time.process_time() - processor,
            "postgres": _processor(backend) - server,
            "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "rows": rows,
        }
    print(json.dumps(told))


def _import(about: str, by: Any, _folder: Path) -> int:
    from nscl.enterprises.actions import importing
    from nscl.enterprises.models import EnterpriseList
    from nscl.enterprises.queries import lists

    found = EnterpriseList.objects.get(pk=int(about))
    importing.run(found, by=by)
    return int(lists.tally(found).rows)


def _export(ending: str, _by: Any, folder: Path) -> int:
    from nscl.enterprises import exports_register as exports
    from nscl.enterprises.queries import exporting, register

    asked, scope, written = register.Asked(), register.scope_now(), list[int]()
    hits, path = exporting.all_of(asked), folder / f"so.{ending}"
    years = exporting.years(scope, asked, hits)
    exports.write(exporting.every(scope, asked, hits, years), path, contacts=True, years=years, step=written.append)
    path.unlink()
    return sum(written)


def _duplicates(_about: str, by: Any, _folder: Path) -> int:
    from nscl.enterprises.actions import duplicates

    looked = list[int]()
    duplicates.find(province_id=by.memberships.get().province_id, by=by, step=looked.append)
    return sum(looked)


def _weigh(about: str, _by: Any, _folder: Path) -> int:
    from nscl.enterprises.models import EnterpriseList
    from nscl.enterprises.queries import taking_back

    found = EnterpriseList.objects.get(pk=int(about))
    weighed = taking_back.weigh(found, taking_back.parts(found))
    return weighed.profiles + weighed.mended


def _take(about: str, by: Any, _folder: Path) -> int:
    from nscl.enterprises.actions import taking_back
    from nscl.enterprises.models import EnterpriseList
    from nscl.enterprises.queries import taking_back as queries

    found = EnterpriseList.objects.get(pk=int(about))
    taking_back.start(found=found, reason="Nhập nhầm", by=by)
    left = queries.ids(found, queries.parts(found).when)
    end = taking_back.run(found, by=by, left=left)
    return end.taken_profiles + end.taken_mended


def _backend(connection: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _processor(pid: int) -> float:
    """Seconds of processor a process of this machine has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    _child(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
