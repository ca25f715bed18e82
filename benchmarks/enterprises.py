"""The register of enterprises: search, each filter alone and two together, the pages, beside bare SQL by the owner.

The sizes are 10,000, 100,000 and 1,000,000 profiles in one province; `NSCL_BENCH_ENTERPRISES=5000,50000` names others,
each larger than the one before. What is measured stands once for each size, one below the other.
"""

from __future__ import annotations

import os
from typing import Any

from benchmarks.enterprises_data import fill
from benchmarks.harness import Result, median, site, times

SIZES = tuple(int(size) for size in os.environ.get("NSCL_BENCH_ENTERPRISES", "10000,100000,1000000").split(","))
SEARCHES = ("765432", "ca phe hoang", "Cà phê Hoàng", "cong ty ca phe", "cong ty", "ho kinh doanh", "thuy san 76", "c")
PRODUCT = "EXISTS (SELECT FROM enterprises_product p WHERE p.enterprise_id = e.id AND p.ended_on IS NULL AND {0})"
PAPER = (
    "EXISTS (SELECT FROM enterprises_certificate c WHERE c.enterprise_id = e.id AND c.voided_at IS NULL "
    "AND c.withdrawn_on IS NULL AND {0})"
)
HELD = PAPER.format("c.standard_key = '{0}' AND c.expires_on >= current_date")
ENDS = PAPER.format("c.expires_on BETWEEN {0}")
GROUP, EXPORT = PRODUCT.format("p.group_id = {group}"), PRODUCT.format("p.exported")
OCOP = PRODUCT.format("p.ocop_stars >= {0}")
COMMUNE = "commune_id = {commune}"
FILTERS = {
    "không lọc": ("", "true"),
    "loại hình: hộ": ("loai=household", "kind = 'household'"),
    "loại hình: chưa nơi nào": ("loai=seed_centre", "kind = 'seed_centre'"),
    "quy mô: siêu nhỏ": ("quy-mo=micro", "size = 'micro'"),
    "quy mô: lớn": ("quy-mo=large", "size = 'large'"),
    "quy mô: chưa rõ": ("quy-mo=none", "size = ''"),
    "lĩnh vực: nông nghiệp": ("linh-vuc=agriculture", "sector = 'agriculture'"),
    "mã ngành 1077": ("nganh=1077", "industry_code LIKE '1077%%'"),
    "mã ngành 01": ("nganh=01", "industry_code LIKE '01%%'"),
    "mã ngành chưa nơi nào có": ("nganh=0990", "industry_code LIKE '0990%%'"),
    "xã": ("xa={commune}", COMMUNE),
    "đang hoạt động": ("tinh-trang=active", "status = 'active'"),
    "đã giải thể": ("tinh-trang=closed", "status = 'closed'"),
    "phụ nữ làm chủ": ("dac-diem=nu", "women_owned"),
    "doanh nghiệp xã hội": ("dac-diem=xa-hoi", "social"),
    "chứng nhận ISO 22000": ("chung-nhan=ISO+22000", HELD.format("iso 22000")),
    "chứng nhận HACCP": ("chung-nhan=HACCP", HELD.format("haccp")),
    "hết hạn trong 30 ngày": ("han=30", ENDS.format("current_date AND current_date + 30")),
    "hết hạn trong 90 ngày": ("han=90", ENDS.format("current_date AND current_date + 90")),
    "đã hết hạn": ("han=0", ENDS.format("date '1900-01-01' AND current_date - 1")),
    "nhóm": ("nhom={group}", GROUP),
    "nhóm chỉ có ở cuối sổ": ("nhom={late}", PRODUCT.format("p.group_id = {late}")),
    "OCOP 3 sao": ("ocop=3", OCOP.format(3)),
    "OCOP 5 sao": ("ocop=5", OCOP.format(5)),
    "xuất khẩu": ("xuat-khau=co", EXPORT),
}
TOGETHER = {
    "hộ + dịch vụ": ("loai=household&linh-vuc=services", "kind = 'household' AND sector = 'services'"),
    "siêu nhỏ + mã ngành": ("quy-mo=micro&nganh=1077", "size = 'micro' AND industry_code LIKE '1077%%'"),
    "lớn + đã giải thể": ("quy-mo=large&tinh-trang=closed", "size = 'large' AND status = 'closed'"),
    "xã + hộ": ("xa={commune}&loai=household", f"{COMMUNE} AND kind = 'household'"),
    "xã + mã ngành": ("xa={commune}&nganh=01", f"{COMMUNE} AND industry_code LIKE '01%%'"),
    "nhóm + xã": ("nhom={group}&xa={commune}", f"{GROUP} AND {COMMUNE}"),
    "nhóm cuối sổ + phụ nữ": ("nhom={late}&dac-diem=nu", PRODUCT.format("p.group_id = {late}") + " AND women_owned"),
    "OCOP + xuất khẩu": ("ocop=3&xuat-khau=co", PRODUCT.format("p.ocop_stars >= 3 AND p.exported")),
    "xuất khẩu + phụ nữ": ("xuat-khau=co&dac-diem=nu", f"{EXPORT} AND women_owned"),
    "xuất khẩu + mã ngành": ("xuat-khau=co&nganh=1077", f"{EXPORT} AND industry_code LIKE '1077%%'"),
    "ISO 22000 + OCOP": ("chung-nhan=ISO+22000&ocop=3", f"{HELD.format('iso 22000')} AND {OCOP.format(3)}"),
    "HACCP + hộ": ("chung-nhan=HACCP&loai=household", f"{HELD.format('haccp')} AND kind = 'household'"),
}
BARE = """
SELECT id, name FROM enterprises_enterprise
WHERE merged_into_id IS NULL AND enterprise_words(search, province_id) @@ %s::tsquery LIMIT 1001
"""
AMONG = "FROM enterprises_enterprise e WHERE province_id = {province} AND merged_into_id IS NULL AND "
FIRST, COUNTED = (
    "SELECT * {0} ORDER BY sort_key, id LIMIT 41",
    "SELECT count(*) FROM (SELECT {0} LIMIT 10001) AS some_of",
)


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
        group, late = (
            actions.add_group(
                province=cast.province,
                values={"name": name, "basis": "Đo", "valid_from": clock.today()},
                by=cast.officer,
            )
            for name in ("Cà phê", "Mật ong")
        )
        places = list(communes(cast.province.pk).values_list("pk", flat=True))
    client = Client()
    client.force_login(cast.officer)
    told = {"province": cast.province.pk, "group": group.pk, "late": late.pk, "communes": f"ARRAY{places}",
            "many": len(places), "commune": places[3]}  # fmt: skip
    out: list[list[Result]] = []
    for first, last in zip((1, *(size + 1 for size in SIZES)), SIZES, strict=False):
        fill({**told, "first": first, "last": last})
        out.append([*_searches(cast, last), *_filters(client, cast, told, last), *_others(client, cast, told, last)])
    return [result for growth in zip(*out, strict=True) for result in growth]


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

    return register.walk(register.scope_now(), asked, register.narrowed(asked), None, False, register.PAGE)


def _filters(client: Any, cast: Any, told: dict[str, Any], rows: int) -> list[Result]:
    """Each filter: its page and how many there are, asked by the application (`lọc`) and as a whole page (`trang`),
    both beside the same two questions in SQL as one would write them."""
    from django.db import connections
    from django.http import QueryDict

    from nscl.enterprises.forms.filters import RegisterFilter
    from nscl.enterprises.queries import profile, register

    out = []
    with cast.acting(cast.officer), connections["owner"].cursor() as owner:
        offered = {"communes": list(profile.communes(told["province"])), "provinces": [],
                   "groups": list(profile.groups([told["province"]]))}  # fmt: skip
        for name, (query, condition) in {**FILTERS, **TOGETHER}.items():
            among = (AMONG + condition).format(**told)

            def bare(among: str = among) -> None:
                for statement in (FIRST, COUNTED):
                    owner.execute(statement.format(among).replace("%%", "%"))
                    owner.fetchall()

            address = query.format(**told)
            asked = RegisterFilter(QueryDict(address), **offered).asked()
            assert (asked == register.Asked()) == (not query), name
            least = median(bare, runs=3)
            found = times(lambda asked=asked: register.page(register.scope_now(), asked), runs=7)  # type: ignore[misc]
            out.append(Result(f"lọc: {name}", found, floor=least, rows=rows))
            out.append(_page(client, f"trang: {name}", f"/doanh-nghiep/?{address}", least, rows))
    return out


def _others(client: Any, cast: Any, told: dict[str, Any], rows: int) -> list[Result]:
    from nscl.enterprises.models import Enterprise

    def bare() -> object:
        return list(Enterprise.objects.filter(province=cast.province).order_by("sort_key", "id").values()[:41])

    with cast.acting(cast.officer):
        least = median(bare)
        one = Enterprise.objects.order_by("-id").values_list("id", flat=True).first()
        middle = Enterprise.objects.filter(name__startswith="Hộ").order_by("id").values_list("id", flat=True).first()
    paths = {
        "từ giữa sổ": f"?sau={middle}", "từ giữa sổ, chưa rõ quy mô": f"?sau={middle}&quy-mo=none",
        "tìm cong ty ca phe": "?tim=cong+ty+ca+phe", "chữ + xã": "?tim=ca+phe&xa={commune}",
        "chữ + xuất khẩu": "?tim=ca+phe&xuat-khau=co", "một hồ sơ": f"{one}/", "ở đâu": "o-dau/",
        "ở đâu, nông nghiệp": "o-dau/?linh-vuc=agriculture", "ở đâu, mã ngành": "o-dau/?nganh=1077",
        "ở đâu, nhóm": "o-dau/?nhom={group}",
    }  # fmt: skip
    return [
        _page(client, f"trang: {name}", f"/doanh-nghiep/{path.format(**told)}", least, rows)
        for name, path in paths.items()
    ]


def _page(client: Any, name: str, path: str, least: float, rows: int) -> Result:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return Result(name, times(lambda: client.get(path), runs=7), floor=least, rows=rows)
