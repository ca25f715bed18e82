"""Supports from elsewhere and organisations that carry work out, 100,000 of each: lists, searches, filters, one of
them, beside the bare SQL of a page of rows."""

from __future__ import annotations

from typing import Any

from benchmarks.harness import Result, median, site, times

MANY = 100_000
RECEIVED = {
    "không lọc": "", "giữa danh sách": "?sau=50000", "tìm “ca phe 123”": "?tim=ca+phe+123",
    "tìm “cà phê”": "?tim=c%C3%A0+ph%C3%AA", "tìm không có": "?tim=khong+co+chu+nay", "nội dung": "?noi_dung=system",
    "chương trình": "?chuong_trinh=sme", "nguồn": "?nguon=declared", "năm": "?nam_ho_tro=2024", "đã hủy": "?huy=on",
    "nội dung, năm, chữ": "?noi_dung=system&nam_ho_tro=2024&tim=gao",
}  # fmt: skip
PROVIDERS = {
    "không lọc": "", "giữa danh sách": "?sau=50000", "tìm “ca phe 123”": "?tim=ca+phe+123",
    "tìm “ISO 9001”": "?tim=iso+9001", "tìm không có": "?tim=khong+co+chu+nay", "loại việc": "?loai=certifier",
    "nội dung": "?noi_dung=training", "sắp hết hạn": "?sap_het=on", "đã ra khỏi sổ": "?ra=on",
}  # fmt: skip
ENTITIES = """
INSERT INTO organisations_legalentity (name, folded, sort_key, tax_code, kind, province_id, recorded_at)
SELECT name, search_folded(name), search_folded(name), lpad(n::text, 10, '0'), 'enterprise', {province}, now()
FROM (SELECT n, 'Công ty ' || (ARRAY['Cà phê', 'Gạo', 'Thủy sản', 'Chè'])[1 + mod(n, 4)] || ' ' || n AS name
      FROM generate_series(1, {many}) n) named
"""
SUPPORTS = """
INSERT INTO support_othersupport (entity_id, content, subject, programme, agency_name, amount_vnd, from_on, to_on,
    document_number, source, note, entry_key, folded, recorded_at, void_reason, voided_at, voided_by_id, province_id)
SELECT id, (ARRAY['system', 'training', 'tool', 'barcode'])[1 + mod(n, 4)], 'ISO 9001:2015',
    (ARRAY['nscl', 'industry-promotion', 'sme'])[1 + mod(n, 3)], 'Sở Công Thương', 1000000 * (1 + mod(n, 90)),
    date '2019-01-01' + mod(n * 7, 2500)::int, CASE WHEN mod(n, 2) = 0 THEN date '2026-06-01' END, '',
    (ARRAY['list', 'answer', 'declared'])[1 + mod(n, 3)], '', '', folded || ' so cong thuong iso 9001:2015', now(),
    CASE WHEN mod(n, 50) = 0 THEN 'Nhầm' ELSE '' END, CASE WHEN mod(n, 50) = 0 THEN now() END,
    CASE WHEN mod(n, 50) = 0 THEN {officer} END, {province}
FROM (SELECT id, folded, tax_code::bigint AS n FROM organisations_legalentity WHERE tax_code <> '') e
"""
ORGANISATIONS = """
INSERT INTO support_provider (entity_id, kinds, contents, standards, registration_number, registration_body, valid_to,
    contact_name, contact_phone, contact_email, note, folded, version, recorded_at, ended_on, end_reason, province_id)
SELECT id, ARRAY[(ARRAY['consultant', 'trainer', 'certifier', 'tester'])[1 + mod(n, 4)]],
    ARRAY[(ARRAY['system', 'training', 'tool'])[1 + mod(n, 3)]], 'ISO 9001:2015', '', '',
    CASE WHEN mod(n, 3) = 0 THEN current_date + mod(n, 2000)::int END, '', '', '', '', folded || ' iso 9001:2015', 1,
    now(), CASE WHEN mod(n, 50) = 0 THEN current_date END, CASE WHEN mod(n, 50) = 0 THEN 'Giải thể' ELSE '' END,
    {province}
FROM (SELECT id, folded, tax_code::bigint AS n FROM organisations_legalentity WHERE tax_code <> '') e
"""
CONTRACTS = """
INSERT INTO support_providercontract (provider_id, status, number, signed_on, subject, contents, value_vnd, from_on,
    to_on, state_note, version, recorded_at, province_id)
SELECT id, 'active', id::text, '2026-01-05', 'Tư vấn', contents, 90000000, '2026-01-05', '2027-01-05', '', 1, now(),
    {province}
FROM support_provider WHERE mod(id, 3) = 0
"""


def support() -> list[Result]:
    with site():
        return _measure()


def _measure() -> list[Result]:
    from django.conf import settings
    from django.test import Client

    from nscl.config.testing.cast import make_cast
    from nscl.support.models import OtherSupport, Provider

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver"]
    cast = make_cast()
    _fill({"province": cast.province.pk, "officer": cast.officer.pk, "many": MANY})
    client = Client()
    client.force_login(cast.officer, backend="nscl.accounts.backends.RoleBackend")
    out: list[Result] = []
    for words, path, model, shown in (
        ("hỗ trợ từ nơi khác", "/ho-tro-noi-khac/", OtherSupport, RECEIVED),
        ("tổ chức thực hiện", "/to-chuc-thuc-hien/", Provider, PROVIDERS),
    ):
        with cast.acting(cast.officer):
            floor = median(lambda model=model: list(model.objects.order_by("-id").values()[:26]))  # type: ignore[misc]
            one = model.objects.order_by("-id").values_list("pk", flat=True)[MANY // 2]
        for name, asked in {**shown, "một trang": f"{one}/"}.items():
            answer = client.get(path + asked)
            assert answer.status_code == 200, (path + asked, answer.status_code)
            samples = times(lambda at=path + asked: client.get(at), runs=7)  # type: ignore[misc]
            out.append(Result(f"{words}: {name}", samples, floor=floor, rows=MANY))
    return out


def _fill(told: dict[str, Any]) -> None:
    from django.db import connections

    with connections["owner"].cursor() as owner:
        for statement in (ENTITIES, SUPPORTS, ORGANISATIONS, CONTRACTS):
            owner.execute(statement.format(**told))
        owner.execute("VACUUM ANALYZE")
