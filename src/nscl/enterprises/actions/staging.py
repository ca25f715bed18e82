"""Some thousand rows of a list at once: copied beside the register, compared with it, written into it. As the
application's role, under row-level security, in the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

COLUMNS = (
    "line",
    "tax_code",
    "name",
    "folded",
    "sort_key",
    "name_key",
    "search",
    "kind",
    "other_name",
    "address",
    "commune_id",
    "phone",
    "email",
    "website",
    "representative",
    "contact_name",
    "industry_version",
    "industry_code",
    "sector",
    "founded_on",
    "status",
    "women_owned",
    "social",
    "note",
    "labour",
    "revenue_vnd",
    "capital_vnd",
    "size",
    "size_basis",
)
_STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS list_stage (
    line integer, tax_code text, name text, folded text, sort_key text, name_key text, search text, kind text,
    other_name text, address text, commune_id bigint, phone text, email text, website text, representative text,
    contact_name text, industry_version smallint, industry_code text, sector text, founded_on date, status text,
    women_owned boolean, social boolean, note text, labour integer, revenue_vnd bigint, capital_vnd bigint, size text,
    size_basis text, entity_id bigint, enterprise_id bigint, fate "char", why text,
    figured boolean
) ON COMMIT DELETE ROWS
"""
# Who is meant: by tax code everybody's entity of that code; without one this province's profile of that name, in the
# same commune where both are known.
_MATCH = (
    """
    INSERT INTO organisations_legalentity
        (tax_code, name, folded, sort_key, kind, province_id, recorded_at, recorded_by_id)
    SELECT tax_code, name, folded, sort_key, kind, %(province)s, %(now)s, %(by)s FROM list_stage WHERE tax_code <> ''
    ORDER BY tax_code ON CONFLICT (tax_code) WHERE tax_code <> '' DO NOTHING
    """,
    "UPDATE list_stage s SET entity_id = e.id, kind = e.kind FROM organisations_legalentity e "
    "WHERE s.tax_code <> '' AND e.tax_code = s.tax_code",
    """
    UPDATE list_stage s SET enterprise_id = coalesce(p.merged_into_id, p.id) FROM enterprises_enterprise p
    WHERE p.province_id = %(province)s AND p.entity_id = s.entity_id AND s.tax_code <> ''
    """,
    """
    UPDATE list_stage s SET enterprise_id = f.id, why = CASE WHEN f.many > 1 THEN 'several' END
    FROM (SELECT s.line, min(coalesce(p.merged_into_id, p.id)) AS id,
                 count(DISTINCT coalesce(p.merged_into_id, p.id)) AS many
          FROM list_stage s JOIN enterprises_enterprise p ON p.province_id = %(province)s AND p.name_key = s.name_key
          WHERE s.tax_code = '' AND p.kind = s.kind
            AND (p.commune_id = s.commune_id OR p.commune_id IS NULL OR s.commune_id IS NULL)
          GROUP BY s.line) f
    WHERE f.line = s.line
    """,
    "UPDATE list_stage SET fate = 'r', enterprise_id = NULL WHERE why = 'several'",
    """
    INSERT INTO organisations_legalentity
        (tax_code, name, folded, sort_key, kind, province_id, recorded_at, recorded_by_id)
    SELECT '', name, folded, sort_key, kind, %(province)s, %(now)s, %(by)s FROM list_stage
    WHERE tax_code = '' AND enterprise_id IS NULL AND fate IS NULL
    ORDER BY folded ON CONFLICT (province_id, folded) WHERE tax_code = '' DO NOTHING
    """,
    """
    UPDATE list_stage s SET entity_id = e.id, kind = e.kind FROM organisations_legalentity e
    WHERE s.tax_code = '' AND s.enterprise_id IS NULL AND s.fate IS NULL
      AND e.tax_code = '' AND e.province_id = %(province)s AND e.folded = s.folded
    """,
    """
    UPDATE list_stage s SET fate = 'r', why = 'namesake' FROM enterprises_enterprise p
    WHERE s.tax_code = '' AND s.enterprise_id IS NULL AND s.fate IS NULL
      AND p.province_id = %(province)s AND p.entity_id = s.entity_id
    """,
    """
    UPDATE list_stage s SET fate = 'r', why = 'namesake' FROM list_stage o
    WHERE s.fate IS NULL AND s.enterprise_id IS NULL AND o.entity_id = s.entity_id AND o.line < s.line
    """,
)
_NEW = """
WITH made AS (INSERT INTO enterprises_enterprise (
    province_id, entity_id, tax_code, kind, name, folded, sort_key, name_key, search, other_names, address, commune_id,
    phone, email, website, representative, contact_name, industry_version, industry_code, sector, founded_on, status,
    women_owned, social, note, size, size_year, merge_reason, version, recorded_at, recorded_by_id, changed_at)
SELECT %(province)s, entity_id, tax_code, kind, name, folded, sort_key, name_key, search,
    CASE WHEN other_name = '' THEN '{}'::varchar[] ELSE ARRAY[other_name] END, address, commune_id, phone, email,
    website, representative, contact_name, industry_version, industry_code, sector, founded_on,
    coalesce(nullif(status, ''), 'active'), coalesce(women_owned, false), coalesce(social, false), note, size,
    CASE WHEN size <> '' THEN %(size_year)s::smallint END, '', 1, %(now)s, %(by)s, %(now)s
FROM list_stage WHERE enterprise_id IS NULL AND fate IS NULL ORDER BY line
RETURNING id, entity_id)
UPDATE list_stage s SET fate = 'n', enterprise_id = m.id FROM made m
WHERE s.entity_id = m.entity_id AND s.enterprise_id IS NULL AND s.fate IS NULL
"""
# A plan for no rows where there are thousands takes minutes, so the new values are told to the planner.
_LOOK = "ANALYZE list_stage (line, entity_id, enterprise_id, fate, figured)"
_TEXTS = ("address", "phone", "email", "website", "representative", "contact_name", "note")


def _becomes() -> dict[str, str]:
    """What each column becomes: the list's value, or, unless it goes first, only where the register has none."""
    out = {
        name: f"CASE WHEN s.{name} <> '' AND (%(over)s OR e.{name} = '') THEN s.{name} ELSE e.{name} END"
        for name in _TEXTS
    }
    for name in ("commune_id", "founded_on"):
        out[name] = f"CASE WHEN %(over)s THEN coalesce(s.{name}, e.{name}) ELSE coalesce(e.{name}, s.{name}) END"
    for name in ("industry_version", "industry_code", "sector"):
        taken = "s.industry_code <> '' AND (%(over)s OR e.industry_code = '')"
        out[name] = f"CASE WHEN {taken} THEN s.{name} ELSE e.{name} END"
    for name in ("women_owned", "social"):
        out[name] = f"e.{name} OR coalesce(s.{name}, false)"
    out["status"] = "CASE WHEN s.status <> '' AND %(over)s THEN s.status ELSE e.status END"
    known = "s.other_name = '' OR s.other_name = ANY(e.other_names)"
    out["other_names"] = f"CASE WHEN {known} THEN e.other_names ELSE e.other_names || s.other_name::varchar END"
    return out


_BECOMES = _becomes()
_KNOWN = "s.other_name = '' OR s.other_name = ANY(e.other_names)"
_SEARCH = f"CASE WHEN {_KNOWN} THEN e.search ELSE e.search || ' ' || s.search END"
_CHANGE = f"""
WITH changed AS (
    UPDATE enterprises_enterprise e SET {", ".join(f"{name} = {value}" for name, value in _BECOMES.items())},
        search = {_SEARCH}, version = e.version + 1, changed_at = %(now)s,
        changed_by_id = %(by)s
    FROM list_stage s
    WHERE e.id = s.enterprise_id AND s.fate IS NULL
      AND ({" OR ".join(f"e.{name} IS DISTINCT FROM ({value})" for name, value in _BECOMES.items())})
    RETURNING s.line)
UPDATE list_stage s SET fate = 'u' FROM changed c WHERE c.line = s.line
"""  # noqa: S608 (column names of this module)
_TOLD_SAME = "UPDATE list_stage SET fate = 's' WHERE fate IS NULL AND enterprise_id IS NOT NULL"
_FIGURES = (
    """
    WITH made AS (
        INSERT INTO enterprises_yearfigures (province_id, enterprise_id, year, labour, revenue_vnd, capital_vnd,
            under_one_year, source, size, size_basis, recorded_at, recorded_by_id, void_reason)
        SELECT %(province)s, enterprise_id, %(year)s::smallint, labour, revenue_vnd, capital_vnd, false, 'list', size,
            size_basis, %(now)s, %(by)s, ''
        FROM list_stage WHERE enterprise_id IS NOT NULL AND coalesce(labour, revenue_vnd, capital_vnd) IS NOT NULL
        ORDER BY line ON CONFLICT (enterprise_id, year) WHERE voided_at IS NULL DO NOTHING
        RETURNING enterprise_id)
    UPDATE list_stage s SET fate = CASE WHEN fate = 's' THEN 'u' ELSE fate END, figured = true
    FROM made m WHERE m.enterprise_id = s.enterprise_id
    """,
    """
    UPDATE enterprises_enterprise e SET size = s.size, size_year = %(size_year)s::smallint FROM list_stage s
    WHERE e.id = s.enterprise_id AND s.figured AND s.fate <> 'n' AND s.size <> ''
      AND (e.size_year IS NULL OR e.size_year <= %(size_year)s::smallint)
    """,
)


@dataclass(frozen=True)
class Written:
    """The fate of each row by its number (`n`, `u`, `s`, `r`), and why a row was refused by the register."""

    fates: dict[int, str]
    refused: dict[int, str]


def write(
    rows: Sequence[tuple[Any, ...]],
    *,
    province_id: int,
    by_id: int | None,
    at: dt.datetime,
    overwrite: bool,
    year: int | None,
) -> Written:
    """Write the rows (values in the order of `COLUMNS`), all or none. `year` is that of the figures, if any."""
    told: dict[str, Any] = {
        "province": province_id, "now": at, "by": by_id, "over": overwrite, "year": year,
        "size_year": year,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('enterprise lists'), %s)", [province_id])
        cursor.execute(_STAGE)
        cursor.execute("TRUNCATE list_stage")
        with cursor.copy(f"COPY list_stage ({', '.join(COLUMNS)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute("ANALYZE list_stage")
        for statement in _MATCH:
            cursor.execute(statement, told)
        cursor.execute(_LOOK)
        for statement in (_CHANGE, _TOLD_SAME, _NEW, _LOOK):
            cursor.execute(statement, told)
        for statement in _FIGURES if year is not None else ():
            cursor.execute(statement, told)
        cursor.execute("SELECT line, fate::text, why FROM list_stage")
        found = cursor.fetchall()
    why = {"several": _several(), "namesake": _namesake()}
    return Written({line: fate for line, fate, _why in found}, {line: why[w] for line, fate, w in found if fate == "r"})


def write_faults(rows: Sequence[tuple[int, bool, list[str], list[str]]], *, province_id: int, list_id: int) -> None:
    """Keep the rows that were refused or remarked on: (line, refused, cells, reasons) each."""
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE IF NOT EXISTS list_fault_stage (line integer, refused boolean, cells text[], "
            "reasons text[]) ON COMMIT DELETE ROWS"
        )
        cursor.execute("TRUNCATE list_fault_stage")
        with cursor.copy("COPY list_fault_stage FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            "INSERT INTO enterprises_listfault (province_id, list_id, line, refused, cells, reasons) "
            "SELECT %s, %s, line, refused, cells, reasons FROM list_fault_stage ORDER BY line",
            [province_id, list_id],
        )


def _several() -> str:
    return _("Có nhiều hồ sơ cùng tên trong sổ; hãy ghi thêm mã số thuế hoặc xã, phường để biết là hồ sơ nào")


def _namesake() -> str:
    return _("Đã có đơn vị khác cùng tên, cùng không có mã số thuế; hãy ghi thêm mã số thuế hoặc ghi tên rõ hơn")
