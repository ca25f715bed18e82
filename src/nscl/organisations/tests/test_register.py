"""The register of agencies and its changes, as a person reads and fills them in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.documents import files
from nscl.documents.models import Attachment
from nscl.foundation import clock
from nscl.foundation.jobs.testing import run_queued
from nscl.foundation.models import Job
from nscl.organisations import exports, queries
from nscl.organisations.actions import Effect, add_agency, merge_agencies, remember_alias
from nscl.organisations.models import Agency, AgencyAlias, AgencyChange, Province
from nscl.organisations.queries import register as registers
from nscl.plans.tests.conftest import file_store

__all__ = ["file_store"]

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)
WHEN = {"on": "2026-09-01", "document_number": "0000/QĐ-UBND", "legal_basis": "Quyết định thử"}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.at(NOON):
        yield


def sign_in(client: Client, user: User) -> Client:
    client.force_login(user, backend="nscl.accounts.backends.RoleBackend")
    return client


def names(html: str) -> list[str]:
    return re.findall(r'<th scope="row"><span><a href="/co-quan/\d+/">([^<]+)</a>', html)


def ours(cast: Cast, reference: str) -> Agency:
    return Agency.objects.select_related("province").get(province=cast.province, reference=reference)


@pytest.fixture
def register(cast: Cast) -> Cast:
    """One agency more in each of two provinces, as their officers would add them."""
    for user, province in ((cast.officer, cast.province), (cast.stranger, cast.other_province)):
        with cast.acting(user):
            add_agency(province=province, name=f"Trung tâm Thử nghiệm {province.name}", kind="unit", by=user)
    return cast


def look(client: Client, **query: str) -> str:
    return client.get("/co-quan/", query).content.decode()


def test_ones_own_province_and_no_other(client: Client, register: Cast) -> None:
    sign_in(client, register.officer)
    assert names(look(client, tim="thử nghiệm")) == ["Trung tâm Thử nghiệm Quảng Ngãi"]
    assert "Bộ Khoa học và Công nghệ" in names(look(client, nhom="trung-uong"))
    assert "Bộ Khoa học và Công nghệ" not in look(client)


@pytest.mark.parametrize("words", ["thử nghiệm", "THU NGHIEM", "thu nghiem quang"])
def test_looking_without_accents(client: Client, register: Cast, words: str) -> None:
    assert names(look(sign_in(client, register.officer), tim=words)) == ["Trung tâm Thử nghiệm Quảng Ngãi"]


@pytest.mark.parametrize(
    ("old", "today"),
    [
        ("Sở Kế hoạch và Đầu tư", "Sở Tài chính"),
        ("Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ"),
    ],
)
def test_an_old_name_finds_what_took_over(client: Client, cast: Cast, old: str, today: str) -> None:
    html = look(sign_in(client, cast.officer), tim=old)
    assert names(html) == [today]
    assert f'<span class="each">{old}</span>' in html


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Sở KH&CN", "Sở Khoa học và Công nghệ"),
        ("sở khcn", "Sở Khoa học và Công nghệ"),
        ("SKHCN", "Sở Khoa học và Công nghệ"),
        ("Sở KHĐT", "Sở Tài chính"),
        ("kế hoạch đầu tư", "Sở Tài chính"),
        ("công nghệ khoa học", "Sở Khoa học và Công nghệ"),
        ("Chi cục TĐC", "Chi cục Tiêu chuẩn Đo lường Chất lượng"),
    ],
)
def test_abbreviations_and_words_in_any_order_find_an_agency(
    client: Client, cast: Cast, typed: str, found: str
) -> None:
    assert found in names(look(sign_in(client, cast.officer), tim=typed))


def test_signs_that_are_no_words_find_nothing_and_break_nothing(client: Client, cast: Cast) -> None:
    sign_in(client, cast.officer)
    for typed in ("(((", "%", "_", "& –", "''", "zzz (("):
        assert names(look(client, tim=typed)) == []
    assert client.get("/co-quan/", {"tim": r"\\m [a-z"}).status_code == 200


def test_the_register_of_2021(client: Client, cast: Cast) -> None:
    html = look(sign_in(client, cast.officer), ngay="2021-06-01", tim="kế hoạch và đầu tư")
    assert names(html) == ["Sở Kế hoạch và Đầu tư", "Sở Kế hoạch và Đầu tư"]
    assert "Tỉnh Kon Tum" in html
    old = Agency.objects.get(province__name="Kon Tum", reference="so-khdt")
    html = client.get(f"/co-quan/{old.pk}/").content.decode()
    assert "Đã kết thúc" in html
    assert "Ngày thường gặp" in html  # the day of departments' mergers is general knowledge, not law
    now = re.search(r"Nay là\s*<a href=\"/co-quan/(\d+)/\">Sở Tài chính</a> \(Tỉnh Quảng Ngãi\)", html)
    assert now is not None
    assert client.get(f"/co-quan/{now[1]}/").status_code == 200


def test_kinds_and_days_that_are_none_filter_nothing(client: Client, cast: Cast) -> None:
    sign_in(client, cast.officer)
    whole = names(look(client))
    assert names(look(client, loai="khong-co", ngay="hôm qua", sau="x", nhom="khac")) == whole
    assert names(look(client, loai="media")) == [
        "Báo và Phát thanh, truyền hình Quảng Ngãi",
        "Cổng Thông tin điện tử tỉnh",
    ]


def test_page_after_page_shows_each_once_in_vietnamese_order(client: Client, cast: Cast) -> None:
    sign_in(client, cast.officer)
    seen, url = [], "/co-quan/"
    while url:
        html = client.get(url).content.decode()
        seen += names(html)
        found = re.search(r'rel="next" href="([^"]+)"', html)
        url = f"/co-quan/{found[1].replace('&amp;', '&')}" if found else ""
    wanted = Agency.objects.filter(queries.in_force(dt.date(2026, 11, 22)), province=cast.province)
    assert seen == list(wanted.order_by("sort_key", "id").values_list("name", flat=True))
    back = re.search(r'rel="prev" href="([^"]+)"', html)
    assert back is not None
    assert (
        names(client.get(f"/co-quan/{back[1].replace('&amp;', '&')}").content.decode())
        == seen[(len(seen) - 1) // 50 * 50 - 50 :][:50]
    )


def test_nothing_found_says_what_to_try(client: Client, cast: Cast) -> None:
    html = look(sign_in(client, cast.officer), tim="không có đâu")
    assert names(html) == []
    assert "Thử bớt chữ" in html


def test_what_is_shown_goes_into_a_file(client: Client, register: Cast) -> None:
    with register.acting(register.officer) as officer:
        add_agency(province=register.province, name="=HYPERLINK thử nghiệm", kind="unit", by=officer)
    answer = sign_in(client, register.officer).get("/co-quan/xuat/", {"tim": "thử nghiệm"})
    lines = answer.content.decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("Cơ quan;Loại;Tỉnh")
    assert len(lines) == 4
    assert any(line.startswith("Trung tâm Thử nghiệm Quảng Ngãi;") for line in lines)
    assert any(line.startswith("'=HYPERLINK thử nghiệm;") for line in lines)
    assert "co-quan-2026-11-22.csv" in answer.headers["Content-Disposition"]


def test_very_many_are_written_behind_the_page(
    client: Client, register: Cast, monkeypatch: pytest.MonkeyPatch, file_store: Path
) -> None:
    monkeypatch.setattr(exports, "IN_PLACE", 3)
    monkeypatch.setattr(exports, "CHUNK", 2)
    sign_in(client, register.officer)
    html = client.get("/co-quan/xuat/?ngay=2026-11-22").content.decode()
    assert 'action="/co-quan/xuat/phia-sau/?ngay=2026-11-22"' in html
    answer = client.post("/co-quan/xuat/phia-sau/?ngay=2026-11-22&loai=department")
    run_queued()
    with register.acting(register.officer):
        job = Job.objects.get(kind="agencies.export")
        assert answer["Location"] == f"/viec-nen/{job.pk}/"
        assert job.state == "done", job.error
        kept = Attachment.objects.get(pk=job.result["attachment"])
        listed = registers.register(
            registers.Asked(clock.today(), frozenset({register.province.pk}), kind="department")
        )
        with files.open_file(kept) as content:
            lines = content.read().decode("utf-8-sig").split("\r\n")
        assert [line.split(";")[0] for line in lines[1:-1]] == [agency.name for agency in listed]
        assert len(listed) > 4
    assert job.done == len(lines) - 2
    sign_in(client, register.ministry)
    assert "Hãy chọn loại cơ quan" in client.get("/co-quan/xuat/").content.decode()
    assert client.post("/co-quan/xuat/phia-sau/").status_code == 403


def test_the_search_box_finds_an_agency_of_today(client: Client, register: Cast) -> None:
    html = sign_in(client, register.officer).get("/tim/", {"tim": "trung tam thu nghiem"}).content.decode()
    assert "Trung tâm Thử nghiệm Quảng Ngãi" in re.sub(r"</?mark>", "", html)
    assert "Nghệ An" not in html


def test_someone_without_a_role_may_not(client: Client, cast: Cast) -> None:
    assert sign_in(client, cast.nobody).get("/co-quan/").status_code == 403
    assert "Danh bạ cơ quan" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    "path", ["/co-quan/", "/co-quan/?tim=so", "/co-quan/thay-doi/", "/co-quan/ten-khac/", "/tinh/"]
)
def test_it_costs_the_same_however_long(
    client: Client, register: Cast, path: str, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, register.officer).get(path)
    with django_assert_max_num_queries(12):
        client.get(path)


def test_an_agencys_page_costs_few_queries(client: Client, cast: Cast, django_assert_max_num_queries: Any) -> None:
    finance = ours(cast, "so-tai-chinh")
    sign_in(client, cast.officer).get("/co-quan/")
    with django_assert_max_num_queries(12):
        html = client.get(f"/co-quan/{finance.pk}/").content.decode()
    assert html.count("Sở Tài chính</a> (Tỉnh Kon Tum)") == 1


def send(client: Client, agency: Agency, verb: str, **values: Any) -> Any:
    return client.post(f"/co-quan/{agency.pk}/{verb}/", {"version": agency.version, **WHEN, **values})


def test_departments_are_merged_on_the_screen(client: Client, cast: Cast) -> None:
    industry, building = ours(cast, "so-cong-thuong"), ours(cast, "so-xay-dung")
    sign_in(client, cast.officer)
    assert "Cơ quan nhận" in client.get(f"/co-quan/{industry.pk}/hop-nhat/").content.decode()
    answer = send(client, industry, "hop-nhat", others="Sở XD", into="Sở Kinh tế", fresh="on", kind="department")
    new = Agency.objects.get(name="Sở Kinh tế")
    assert answer.headers["Location"] == f"/co-quan/{new.pk}/"
    html = client.get(f"/co-quan/{new.pk}/").content.decode()
    assert "Sở Công Thương" in html
    assert "Sở Xây dựng" in html
    assert "0000/QĐ-UBND" in html
    html = client.get(f"/co-quan/{building.pk}/").content.decode()
    assert "Nay là" in html


def test_a_refused_form_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    industry = ours(cast, "so-cong-thuong")
    sign_in(client, cast.officer)
    answer = send(client, industry, "hop-nhat", others="Sở Không Có", into="Sở Tài chính", on="2026-09-01")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "không có “Sở Không Có”" in html
    assert 'value="0000/QĐ-UBND"' in html
    assert "Sở Tài chính" in html
    for values, told in (
        ({"on": ""}, "Cần điền ô này"),
        ({"on": "32/01/2026"}, "Ngày chưa đúng"),
        ({"on": "2020-01-01", "into": "Sở Tài chính"}, "danh bạ không có"),
        ({"into": ""}, "Cần điền ô này"),
    ):
        answer = send(client, industry, "hop-nhat", **{"others": "", "into": "Sở Tài chính", **values})
        assert answer.status_code == 422
        assert told in answer.content.decode()
    assert not AgencyChange.objects.exists()


def test_each_change_has_its_form(client: Client, cast: Cast) -> None:
    sign_in(client, cast.officer)
    club = ours(cast, "hoi-lam-vuon")
    assert send(client, club, "doi-ten", name="Hội Làm vườn và Trang trại").status_code == 302
    renamed = Agency.objects.get(name="Hội Làm vườn và Trang trại")
    answer = send(
        client, renamed, "chia-tach", on="2026-10-01", into="Hội Làm vườn\nHội Trang trại", kind="association"
    )
    assert answer.status_code == 302
    farm = Agency.objects.get(name="Hội Trang trại")
    assert farm.valid_from == dt.date(2026, 10, 1)
    assert send(client, farm, "ket-thuc", on="2026-11-01").status_code == 302
    farm.refresh_from_db()
    assert farm.valid_to == dt.date(2026, 11, 1)
    values = {
        "name": "Hội Trang trại tỉnh",
        "kind": "association",
        "valid_from": "2026-10-01",
        "valid_to": "2026-11-02",
    }
    assert send(client, farm, "sua", **values).status_code == 302
    farm.refresh_from_db()
    assert (farm.name, farm.valid_to) == ("Hội Trang trại tỉnh", dt.date(2026, 11, 2))
    html = client.get("/co-quan/thay-doi/").content.decode()
    for words in ("Đổi tên", "Chia tách", "Kết thúc hoạt động", "Sửa thông tin ghi sai", "Nguyễn Văn A"):
        assert words in html


def test_an_agency_is_added_on_the_screen(client: Client, cast: Cast) -> None:
    sign_in(client, cast.officer)
    values = {"province": cast.province.pk, "name": "Viện Cà phê", "kind": "school", **WHEN}
    assert client.post("/co-quan/them/", values).status_code == 302
    again = client.post("/co-quan/them/", values)
    assert again.status_code == 422
    assert "Danh bạ đã có “Viện Cà phê”" in again.content.decode()
    foreign = client.post("/co-quan/them/", {**values, "province": cast.other_province.pk, "name": "Viện Chè"})
    assert foreign.status_code == 404
    assert not Agency.objects.filter(name="Viện Chè").exists()


def test_a_page_that_somebody_else_overtook_is_told_so(client: Client, cast: Cast) -> None:
    club = ours(cast, "hoi-lam-vuon")
    sign_in(client, cast.officer)
    assert send(client, club, "ket-thuc").status_code == 302
    answer = send(client, club, "doi-ten", name="Hội Vườn")
    assert answer.status_code == 409
    assert "Người khác vừa thay đổi" in answer.content.decode()
    assert 'value="Hội Vườn"' in answer.content.decode()


def test_a_change_is_taken_back_on_the_screen(client: Client, cast: Cast) -> None:
    with cast.acting(cast.officer) as officer:
        parts = [ours(cast, "so-cong-thuong")]
        merge_agencies(agencies=parts, into=ours(cast, "so-xay-dung"), effect=Effect(dt.date(2026, 9, 1)), by=officer)
    change = AgencyChange.objects.get()
    sign_in(client, cast.officer)
    assert client.post(f"/co-quan/thay-doi/{change.pk}/hoan-tac/", {"reason": ""}).status_code == 422
    assert client.post(f"/co-quan/thay-doi/{change.pk}/hoan-tac/", {"reason": "Ghi nhầm"}).status_code == 302
    assert queries.successors(parts[0]) == [ours(cast, "so-cong-thuong")]
    again = client.post(f"/co-quan/thay-doi/{change.pk}/hoan-tac/", {"reason": "Ghi nhầm"})
    assert "đã được hoàn tác rồi" in again.content.decode()


def test_names_as_written_are_added_and_taken_back(client: Client, cast: Cast) -> None:
    industry = ours(cast, "so-cong-thuong")
    sign_in(client, cast.officer)
    assert client.post(f"/co-quan/{industry.pk}/ten-khac/", {"name": "Sở Kinh tế"}).status_code == 302
    html = client.get("/co-quan/ten-khac/").content.decode()
    assert "Sở Kinh tế" in html
    assert "Nguyễn Văn A" in html
    alias = AgencyAlias.objects.get(decided=True)
    assert client.post(f"/co-quan/{industry.pk}/ten-khac/", {"name": "-"}).status_code == 422
    assert client.get(f"/co-quan/ten-khac/{alias.pk}/bo/").status_code == 200
    assert client.post(f"/co-quan/ten-khac/{alias.pk}/bo/").status_code == 302
    assert not AgencyAlias.objects.filter(decided=True).exists()


@pytest.mark.parametrize("person", ["head", "cooperating", "ministry"])
def test_readers_see_no_way_to_change(client: Client, cast: Cast, person: str) -> None:
    industry = ours(cast, "so-cong-thuong")
    sign_in(client, getattr(cast, person))
    html = client.get(f"/co-quan/{industry.pk}/").content.decode()
    assert "Đổi tên" not in html
    assert "Thêm cơ quan" not in client.get("/co-quan/").content.decode()
    for verb in ("doi-ten", "hop-nhat", "chia-tach", "ket-thuc", "sua"):
        assert client.get(f"/co-quan/{industry.pk}/{verb}/").status_code == 403


def test_a_central_body_is_shown_and_not_changed(client: Client, cast: Cast) -> None:
    ministry = Agency.objects.get(province=None, reference="bo-khcn")
    sign_in(client, cast.officer)
    html = client.get(f"/co-quan/{ministry.pk}/").content.decode()
    assert "Bộ Thông tin và Truyền thông" in html
    assert client.get(f"/co-quan/{ministry.pk}/doi-ten/").status_code == 403


def test_another_provinces_agency_is_not_there(client: Client, cast: Cast) -> None:
    foreign = Agency.objects.get(province=cast.other_province, reference="so-khcn")
    with cast.acting(cast.stranger) as stranger:
        alias = remember_alias(agency=foreign, name="Sở nhà", by=stranger)
    sign_in(client, cast.officer)
    assert client.get(f"/co-quan/{foreign.pk}/").status_code == 404
    assert client.post(f"/co-quan/ten-khac/{alias.pk}/bo/").status_code == 404


def test_what_a_province_was_in_2021(client: Client, cast: Cast) -> None:
    sign_in(client, cast.officer)
    html = client.get(f"/tinh/{cast.province.pk}/", {"ngay": "2021-06-01"}).content.decode()
    assert "Tỉnh Kon Tum" in html
    assert "Nghị quyết 202/2025/QH15" in html
    assert re.search(r"Cấp huyện</dt><dd>23", html)
    assert "Sở Kế hoạch và Đầu tư" in html
    html = client.get(f"/tinh/{cast.province.pk}/", {"ngay": "2026-11-22"}).content.decode()
    assert re.search(r"Cấp huyện</dt><dd>0", html)
    assert "86 xã" in html
    assert "9 phường" in html


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("huyện Kon Plông", "Thuộc tỉnh Kon Tum, nay thuộc tỉnh Quảng Ngãi."),
        ("xã Măng Bút, huyện Kon Plông", "Thuộc tỉnh Kon Tum, huyện Kon Plông, nay thuộc tỉnh Quảng Ngãi."),
        ("huyện Không Có", "Không rõ “huyện Không Có”"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
    ],
)
def test_an_old_name_is_looked_up(client: Client, cast: Cast, words: str, told: str) -> None:
    kon_tum = Province.objects.get(name="Kon Tum")
    sign_in(client, cast.officer)
    html = client.get(f"/tinh/{kon_tum.pk}/", {"ngay": "2021-06-01", "ten": words}).content.decode()
    assert told in html


def test_provinces_of_a_day(client: Client, cast: Cast) -> None:
    sign_in(client, cast.officer)
    assert "27 tỉnh và 7 thành phố" in client.get("/tinh/").content.decode()
    assert "58 tỉnh và 5 thành phố" in client.get("/tinh/", {"ngay": "2021-01-01"}).content.decode()
    of_2021 = client.get("/tinh/", {"ngay": "2021-06-01"}).content.decode()
    assert re.search(r">Tỉnh Kon Tum</a></th>.*?>Tỉnh Quảng Ngãi</a>.*?</tr>", of_2021)
    assert re.search(r">Tỉnh Đồng Nai</a></th>.*?>Thành phố Đồng Nai</a>.*?</tr>", of_2021)
    assert "Nay là" not in client.get("/tinh/").content.decode()
    assert "Danh mục bắt đầu" in client.get("/tinh/", {"ngay": "1990-01-01"}).content.decode()
    assert client.get("/tinh/999999/").status_code == 404


def test_every_province_of_today_opens_within_its_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, cast.officer).get("/tinh/")
    for pk in (cast.province.pk, cast.other_province.pk):
        for query in ({}, {"ngay": "2021-06-01"}):
            with django_assert_max_num_queries(12):
                assert client.get(f"/tinh/{pk}/", query).status_code == 200
