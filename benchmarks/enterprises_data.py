"""Profiles for measuring: names, kinds, lines of business, products and certificates of a register of any size."""

from __future__ import annotations

from typing import Any

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
    CASE WHEN mod(id, 7) = 0 THEN 3 + mod(id, 3) END, mod(id, 9) = 0, '', '{{}}'::varchar[], '', '', 1, now()
FROM enterprises_enterprise WHERE mod(id, 10) = 0
UNION ALL
SELECT 'Mật ong', 'mat ong', 'mat ong', province_id, id, {late}, NULL, false, '', '{{}}'::varchar[], '', '', 1, now()
FROM enterprises_enterprise WHERE kind = 'cooperative' AND sort_key >= 'hop tac xa thuy'
"""
CERTIFICATES = """
INSERT INTO enterprises_certificate (standard, standard_key, content, scope, body, number, issued_on, expires_on,
    withdraw_reason, void_reason, province_id, enterprise_id, recorded_at)
SELECT 'ISO 22000:2018', CASE WHEN mod(id, 3) = 0 THEN 'iso 22000' ELSE 'haccp' END, '', '', '', '', '2024-01-01',
    current_date + mod(id, 1000)::int, '', '', province_id, id, now()
FROM enterprises_enterprise WHERE mod(id, 20) = 0
"""
HELD = """
SELECT enterprise_holdings_renew(ARRAY(
    SELECT enterprise_id FROM enterprises_product UNION SELECT enterprise_id FROM enterprises_certificate))
"""


def fill(told: dict[str, Any]) -> None:
    """Profiles `first` to `last`; products and certificates of all that are there."""
    from django.db import connections

    with connections["owner"].cursor() as owner:
        for statement in (ENTITIES, PROFILES):
            owner.execute(statement.format(**told))
        owner.execute("TRUNCATE enterprises_holding")
        for table in ("product", "certificate"):
            owner.execute(f"ALTER TABLE enterprises_{table} DISABLE TRIGGER USER")
            owner.execute(f"TRUNCATE enterprises_{table} CASCADE")
            owner.execute((PRODUCTS if table == "product" else CERTIFICATES).format(**told))
            owner.execute(f"ALTER TABLE enterprises_{table} ENABLE TRIGGER USER")
        owner.execute("VACUUM ANALYZE")  # as autovacuum does soon after so many rows
        owner.execute(HELD)
        owner.execute("VACUUM ANALYZE enterprises_holding")
