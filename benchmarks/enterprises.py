"""The register of enterprises: search, each filter and the pages at a million profiles, beside bare SQL by the owner.

`NSCL_BENCH_ENTERPRISES` makes it smaller; the growth is from a hundredth of it.
"""

from __future__ import annotations

import os
from typing import Any

from benchmarks.harness import Result, median, site, times

MOST = int(os.environ.get("NSCL_BENCH_ENTERPRISES", "1000000"))
SEARCHES = ("765432", "ca phe hoang", "Cà phê Hoàng", "cong ty ca phe", "cong ty", "ho kinh doanh", "thuy san 76", "c")
FILTERS = {
    "không lọc": "", "loại hình: hộ": "loai=household", "quy mô: lớn": "quy-mo=large", "chưa rõ quy mô": "quy-mo=none",
    "lĩnh vực": "linh-vuc=agriculture", "mã ngành": "nganh=1077", "xã": "xa={commune}",
    "đã giải thể": "tinh-trang=closed", "phụ nữ làm chủ": "dac-diem=nu", "chứng nhận": "chung-nhan=ISO+22000",
    "sắp hết hạn": "han=90", "nhóm": "nhom={group}",
    "OCOP": "ocop=5", "xuất khẩu": "xuat-khau=co", "hộ, siêu nhỏ, xã": "loai=household&xa={commune}&linh-vuc=services",
    "chữ và xã": "tim=ca+phe&xa={commune}",
}  # fmt: skip
NAMED = """
WITH numbered AS (
    SELECT n, mod(n::bigint * 7919, 100) AS chance, mod(n::bigint * 104729, 1000) AS fine,
        (ARRAY['Công ty TNHH', 'Công ty Cổ phần', 'Hợp tác xã', 'Hộ kinh doanh', 'Cơ sở'])[1 + mod(n, 5)] AS form,
        (ARRAY['enterprise', 'enterprise', 'cooperative', 'household', 'facility'])[1 + mod(n, 5)] AS kind,
        (ARRAY['Cà phê', 'Gạo', 'Thủy sản', 'Chè', 'Dược liệu', 'Cơ khí', 'Bao bì'])[1 + mod(n, 7)] AS goods,
        (ARRAY['Hoàng', 'Minh', 'Phát', 'Đại', 'Tân', 'Thành', 'An', 'Phú', 'Quý'])[1 + mod(n, 9)] AS proper,
        (ARRAY['1077', '0111', '0311', '4632', '6201', '2592', '1701'])[1 + mod(n, 7)] AS line,
        (ARRAY['industry', 'agriculture', 'agriculture', 'trade', 'services', 'industry', 'industry'])[1 + mod(n, 7)]
            AS sector
    FROM generate_series({first}, {last}) n
), named AS (
    SELECT *, form || ' ' || goods || ' ' || proper || ' ' || n AS name FROM numbered
), told AS (
    SELECT *, search_folded(name) AS folded, lpad(n::text, 10, '0') AS code FROM named
)
"""
ENTITIES = (
    NAMED
    + """
INSERT INTO organisations_legalentity (name, folded, sort_key, tax_code, kind, province_id, recorded_at)
SELECT name, folded, folded, code, kind, {province}, now() FROM told
"""
)
PROFILES = (
    NAMED
    + """
INSERT INTO enterprises_enterprise (name, folded, sort_key, search, name_key, tax_code, kind, province_id, entity_id,
    other_names, address, commune_id, industry_version, industry_code, sector, representative, contact_name, phone,
    email, website, women_owned, social, status, note, size, size_year, merge_reason, version, recorded_at, changed_at)
SELECT t.name, t.folded, t.folded, t.folded || ' ' || code, replace(t.folded, ' ', ''), code, t.kind, {province}, e.id,
    '{{}}', '', ({communes})[1 + mod(n, {many})], 2025, line, sector, '', '', '', '', '', chance < 6, fine < 5,
    CASE WHEN fine BETWEEN 10 AND 14 THEN 'closed' ELSE 'active' END, '',
    CASE WHEN t.kind <> 'enterprise' THEN '' WHEN fine < 3 THEN 'large' WHEN chance < 70 THEN 'micro' ELSE 'small' END,
    CASE WHEN t.kind <> 'enterprise' THEN NULL ELSE 2025 END, '', 1, now(), now()
FROM told t JOIN organisations_legalentity e ON e.tax_code = t.code
"""
)
PRODUCTS = """
INSERT INTO enterprises_product (name, folded, sort_key, province_id, enterprise_id, group_id, ocop_stars, exported,
    markets, gtins, note, end_reason, version, recorded_at)
SELECT 'Sản phẩm', 'san pham', 'san pham', province_id, id, CASE WHEN mod(id, 10) = 0 THEN {group} END,
    CASE WHEN mod(id, 7) = 0 THEN 3 + mod(id, 3) END, mod(id, 9) = 0, '', '{{}}', '', '', 1, now()
FROM enterprises_enterprise WHERE mod(id, 10) = 0
"""
CERTIFICATES = """
INSERT INTO enterprises_certificate (standard, standard_key, content, scope, body, number, issued_on, expires_on,
    withdraw_reason, void_reason, province_id, enterprise_id, recorded_at)
SELECT 'ISO 22000:2018', CASE WHEN mod(id, 3) = 0 THEN 'iso 22000' ELSE 'haccp' END, '', '', '', '', '2024-01-01',
    current_date + mod(id, 1000)::int, '', '', province_id, id, now()
FROM enterprises_enterprise WHERE mod(id, 20) = 0
"""
BARE = """
SELECT id, name FROM enterprises_enterprise
WHERE merged_into_id IS NULL AND enterprise_words(search, province_id) @@ %s::tsquery LIMIT 1001
"""


def enterprises() -> list[Result]:
    with site():
        return _measure()


def _measure() -> list[Result]:
    from django.conf import settings
    from django.test import Client

    from nscl.config.testing.cast import make_cast
    from nscl.enterprises import actions
    from nscl.enterprises.queries.profile import communes
    from nscl.foundation import clock

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver"]
    cast = make_cast()
    with cast.acting(cast.officer):
        values = {"name": "Cà phê", "basis": "Đo", "valid_from": clock.today()}
        group = actions.add_group(province=cast.province, values=values, by=cast.officer)
        places = list(communes(cast.province.pk).values_list("pk", flat=True))
    client = Client()
    client.force_login(cast.officer)
    told = {"province": cast.province.pk, "group": group.pk, "communes": f"ARRAY{places}", "many": len(places),
            "commune": places[3]}  # fmt: skip
    out = []
    for first, last in ((1, MOST // 100), (MOST // 100 + 1, MOST)):
        _fill({**told, "first": first, "last": last})
        out += _searches(cast, last)
        out += _pages(client, cast, told, last)
    return out


def _fill(told: dict[str, Any]) -> None:
    from django.db import connections

    with connections["owner"].cursor() as owner:
        for statement in (ENTITIES, PROFILES):
            owner.execute(statement.format(**told))
        for table in ("product", "certificate"):
            owner.execute(f"ALTER TABLE enterprises_{table} DISABLE TRIGGER USER")
            owner.execute(f"TRUNCATE enterprises_{table} CASCADE")
            owner.execute((PRODUCTS if table == "product" else CERTIFICATES).format(**told))
            owner.execute(f"ALTER TABLE enterprises_{table} ENABLE TRIGGER USER")
        owner.execute("VACUUM ANALYZE")  # as autovacuum does soon after so many rows


def _searches(cast: Any, rows: int) -> list[Result]:
    """In the database alone, as the application's role: the ids, then a page of profiles in order."""
    from django.db import connections

    from nscl.enterprises.queries import register
    from nscl.enterprises.rules.searching import wanted

    out: list[Result] = []
    samples: list[float] = []
    with cast.acting(cast.officer), connections["owner"].cursor() as owner:
        for words in SEARCHES:

            def floor(words: str = words) -> object:
                query = wanted(words).query
                owner.execute(BARE, [query])
                return owner.fetchall()

            asked = register.Asked(words=words)
            found = times(lambda asked=asked: _rows(asked), runs=15)  # type: ignore[misc]
            samples += found
            least = median(floor) if wanted(words).query else None
            out.append(Result(f"tìm: {words}", found, floor=least, rows=rows))
    out.append(Result("tìm: tất cả các câu", samples, rows=rows))
    return out


def _rows(asked: Any) -> object:
    from nscl.enterprises.queries import register

    return register.rows_of(register.scope_now(), asked)


def _pages(client: Any, cast: Any, told: dict[str, Any], rows: int) -> list[Result]:
    from nscl.enterprises.models import Enterprise

    def bare() -> object:
        return list(Enterprise.objects.filter(province=cast.province).order_by("sort_key", "id").values()[:41])

    with cast.acting(cast.officer):
        least = median(bare)
        one = Enterprise.objects.order_by("-id").values_list("id", flat=True).first()
        middle = Enterprise.objects.filter(name__startswith="Hộ").order_by("id").values_list("id", flat=True).first()
    paths = {f"danh sách: {name}": f"/doanh-nghiep/?{query.format(**told)}" for name, query in FILTERS.items()}
    paths |= {
        "danh sách: trang giữa": f"/doanh-nghiep/?sau={middle}",
        "danh sách: tìm cong ty ca phe": "/doanh-nghiep/?tim=cong+ty+ca+phe",
        "một hồ sơ": f"/doanh-nghiep/{one}/",
        "ở đâu": "/doanh-nghiep/o-dau/",
    }
    out = []
    for name, path in paths.items():
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        samples = times(lambda path=path: client.get(path), runs=7)  # type: ignore[misc]
        out.append(Result(f"trang doanh nghiệp, {name}", samples, floor=least, rows=rows))
    return out
