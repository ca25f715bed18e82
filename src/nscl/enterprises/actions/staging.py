"""Some thousand rows of a list at once: copied beside the register, compared with it, written into it. As the
application's role, under row-level security, in the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from nscl.enterprises.queries.mending import CONTACTS

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
# What a row says stays as it was copied; what is found out about it stands in a narrow table beside: a change of
# a wide row writes the whole of it again.
_STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS list_stage (
    line integer, tax_code text, name text, folded text, sort_key text, name_key text, search text, kind text,
    other_name text, address text, commune_id bigint, phone text, email text, website text, representative text,
    contact_name text, industry_version smallint, industry_code text, sector text, founded_on date, status text,
    women_owned boolean, social boolean, note text, labour integer, revenue_vnd bigint, capital_vnd bigint, size text,
    size_basis text
) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS list_row (
    line integer, entity_id bigint, kind text, enterprise_id bigint, fate "char", why text, figured boolean
) ON COMMIT DELETE ROWS;
TRUNCATE list_stage, list_row;
"""
# Few rows among a million are reached by their index, not by reading the million; a small sample tells enough. Words
# wait for `settling`. Keys checked at once need not be remembered to the end.
_SETTINGS = """
SET LOCAL random_page_cost = 1.1; SET LOCAL work_mem = '32MB'; SET LOCAL default_statistics_target = 10;
SET LOCAL gin_pending_list_limit = '64MB'; SET CONSTRAINTS ALL IMMEDIATE;
"""
# Who is meant: by tax code everybody's entity of that code; without one this province's profile of that name, in the
# same commune where both are known; of several that are written differently, the one written as the list has it.
# Entities are made in the order of their codes, so that two lists never wait for each other; one that is made now has
# no profile to be looked for. What the register has is looked up row by row (`OFFSET 0` keeps the planner to it): a
# plan that believes in few rows where this very part has written thousands compares each with each. `NOT IN` is asked
# once; `NOT EXISTS` went through what the statement itself had written by then.
_MADE_BY_CODE = """
WITH made AS (
    INSERT INTO organisations_legalentity
        (tax_code, name, folded, sort_key, kind, province_id, recorded_at, recorded_by_id)
    SELECT tax_code, name, folded, sort_key, kind, %(province)s, %(now)s, %(by)s FROM list_stage WHERE tax_code <> ''
    ORDER BY tax_code ON CONFLICT (tax_code) WHERE tax_code <> '' DO NOTHING RETURNING id, tax_code, kind)
INSERT INTO list_row (line, entity_id, kind, fate, enterprise_id)
SELECT s.line, m.id, m.kind, 'n', nextval('enterprises_enterprise_id_seq')
FROM made m JOIN list_stage s ON s.tax_code = m.tax_code
"""
_FOUND_BY_CODE = (
    "ANALYZE list_row (line)",
    """
    INSERT INTO list_row (line, entity_id, kind)
    SELECT s.line, e.id, e.kind FROM list_stage s CROSS JOIN LATERAL (
        SELECT id, kind FROM organisations_legalentity WHERE tax_code = s.tax_code AND tax_code <> '' OFFSET 0) e
    WHERE s.tax_code <> '' AND s.line NOT IN (SELECT line FROM list_row)
    """,
    "ANALYZE list_row (line, entity_id)",
    """
    UPDATE list_row r SET enterprise_id = f.id
    FROM (SELECT m.line, p.id FROM list_row m CROSS JOIN LATERAL (
              SELECT coalesce(merged_into_id, id) AS id FROM enterprises_enterprise
              WHERE province_id = %(province)s AND entity_id = m.entity_id OFFSET 0) p
          WHERE m.fate IS NULL) f
    WHERE f.line = r.line
    """,
)
_BY_NAME = (
    "INSERT INTO list_row (line, kind) SELECT line, kind FROM list_stage WHERE tax_code = ''",
    """
    UPDATE list_row r SET enterprise_id = f.id, why = CASE WHEN f.many > 1 THEN 'several' END
    FROM (SELECT m.line, min(m.id) AS id, count(*) AS many
          FROM (SELECT s.line, coalesce(p.merged_into_id, p.id) AS id, bool_or(p.folded = s.folded) AS same,
                       bool_or(bool_or(p.folded = s.folded)) OVER (PARTITION BY s.line) AS told
                FROM list_stage s CROSS JOIN LATERAL (
                    SELECT * FROM enterprises_enterprise WHERE province_id = %(province)s AND name_key = s.name_key
                    OFFSET 0) p
                WHERE s.tax_code = '' AND p.kind = s.kind
                  AND (p.commune_id = s.commune_id OR p.commune_id IS NULL OR s.commune_id IS NULL)
                GROUP BY s.line, coalesce(p.merged_into_id, p.id)) m
          WHERE m.same OR NOT m.told
          GROUP BY m.line) f
    WHERE f.line = r.line
    """,
    "UPDATE list_row SET fate = 'r', enterprise_id = NULL WHERE why = 'several'",
    """
    INSERT INTO organisations_legalentity
        (tax_code, name, folded, sort_key, kind, province_id, recorded_at, recorded_by_id)
    SELECT '', s.name, s.folded, s.sort_key, s.kind, %(province)s, %(now)s, %(by)s
    FROM list_stage s JOIN list_row r USING (line)
    WHERE s.tax_code = '' AND r.enterprise_id IS NULL AND r.fate IS NULL
    ORDER BY s.folded ON CONFLICT (province_id, folded) WHERE tax_code = '' DO NOTHING
    """,
    """
    UPDATE list_row r SET entity_id = f.id, kind = f.kind
    FROM (SELECT s.line, e.id, e.kind FROM list_stage s CROSS JOIN LATERAL (
              SELECT id, kind FROM organisations_legalentity
              WHERE tax_code = '' AND province_id = %(province)s AND folded = s.folded OFFSET 0) e
          WHERE s.tax_code = '') f
    WHERE f.line = r.line AND r.enterprise_id IS NULL AND r.fate IS NULL
    """,
    """
    UPDATE list_row r SET fate = 'r', why = 'namesake' FROM list_stage s
    WHERE s.line = r.line AND s.tax_code = '' AND r.enterprise_id IS NULL AND r.fate IS NULL
      AND (SELECT true FROM enterprises_enterprise p
           WHERE p.province_id = %(province)s AND p.entity_id = r.entity_id LIMIT 1)
    """,
    """
    UPDATE list_row r SET fate = 'r', why = 'namesake' FROM list_row o
    WHERE r.fate IS NULL AND r.enterprise_id IS NULL AND o.entity_id = r.entity_id AND o.line < r.line
    """,
)
# New profiles stand together in the order of their names: most indexes of the register are by name.
_NUMBER = """
UPDATE list_row SET fate = 'n', enterprise_id = nextval('enterprises_enterprise_id_seq')
WHERE enterprise_id IS NULL AND fate IS NULL
"""
_NEW = """
    INSERT INTO enterprises_enterprise (
        id, province_id, entity_id, tax_code, kind, name, folded, sort_key, name_key, search, other_names, address,
        commune_id, phone, email, website, representative, contact_name, industry_version, industry_code, sector,
        founded_on, status, women_owned, social, note, size, size_year, merge_reason, version, recorded_at,
        recorded_by_id, changed_at)
    SELECT r.enterprise_id, %(province)s, r.entity_id, s.tax_code, r.kind, s.name, s.folded, s.sort_key, s.name_key,
        s.search, CASE WHEN s.other_name = '' THEN '{}'::varchar[] ELSE ARRAY[s.other_name] END, s.address,
        s.commune_id, s.phone, s.email, s.website, s.representative, s.contact_name, s.industry_version,
        s.industry_code, s.sector, s.founded_on, coalesce(nullif(s.status, ''), 'active'),
        coalesce(s.women_owned, false), coalesce(s.social, false), s.note, s.size,
        CASE WHEN s.size <> '' THEN %(size_year)s::smallint END, '', 1, %(now)s, %(by)s, %(now)s
    FROM list_stage s JOIN list_row r USING (line) WHERE r.fate = 'n' ORDER BY s.sort_key
"""
# A plan for no rows where there are thousands takes minutes, so the new values are told to the planner.
_LOOK = "ANALYZE list_row (line, entity_id, enterprise_id, fate)"
_SORT_KEY, _TAX_CODE = COLUMNS.index("sort_key"), COLUMNS.index("tax_code")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_TEXTS = ("address", "phone", "email", "website", "representative", "contact_name", "note")


_FIRST = "(%(over)s OR e.status = 'withdrawn')"


def _becomes() -> dict[str, str]:
    """What each column becomes: the list's value, or, unless it goes first, only where the register has none. A profile
    that was withdrawn comes back as the list tells of it."""
    out = {
        name: f"CASE WHEN s.{name} <> '' AND ({_FIRST} OR e.{name} = '') THEN s.{name} ELSE e.{name} END"
        for name in _TEXTS
    }
    for name in ("commune_id", "founded_on"):
        out[name] = f"CASE WHEN {_FIRST} THEN coalesce(s.{name}, e.{name}) ELSE coalesce(e.{name}, s.{name}) END"
    for name in ("industry_version", "industry_code", "sector"):
        taken = f"s.industry_code <> '' AND ({_FIRST} OR e.industry_code = '')"
        out[name] = f"CASE WHEN {taken} THEN s.{name} ELSE e.{name} END"
    for name in ("women_owned", "social"):
        out[name] = f"e.{name} OR coalesce(s.{name}, false)"
    out["status"] = (
        "CASE WHEN e.status = 'withdrawn' THEN coalesce(nullif(s.status, ''), 'active') "
        "WHEN s.status <> '' AND %(over)s THEN s.status ELSE e.status END"
    )
    out["status_on"] = "CASE WHEN e.status = 'withdrawn' THEN NULL ELSE e.status_on END"
    known = "s.other_name = '' OR s.other_name = ANY(e.other_names)"
    out["other_names"] = f"CASE WHEN {known} THEN e.other_names ELSE e.other_names || s.other_name::varchar END"
    return out


_BECOMES = _becomes()
_KNOWN = "s.other_name = '' OR s.other_name = ANY(e.other_names)"
_SEARCH = (
    f"CASE WHEN e.search = '' THEN e.folded || ' ' || s.search WHEN {_KNOWN} THEN e.search "
    "ELSE e.search || ' ' || s.search END"
)
# What is read beside a change in one statement stands as it did before: the contacts that were replaced.
_REPLACED = ", ".join(f"'{name}', CASE WHEN b.{name} <> c.{name} THEN b.{name} END" for name in CONTACTS)
_CHANGE = f"""
WITH changed AS (
    UPDATE enterprises_enterprise e SET {", ".join(f"{name} = {value}" for name, value in _BECOMES.items())},
        search = {_SEARCH}, version = e.version + 1, changed_at = %(now)s,
        changed_by_id = %(by)s, recorded_at = CASE WHEN e.status = 'withdrawn' THEN %(now)s ELSE e.recorded_at END,
        recorded_by_id = CASE WHEN e.status = 'withdrawn' THEN %(by)s ELSE e.recorded_by_id END
    FROM list_stage s JOIN list_row r USING (line)
    WHERE e.id = r.enterprise_id AND r.fate IS NULL
      AND ({" OR ".join(f"e.{name} IS DISTINCT FROM ({value})" for name, value in _BECOMES.items())})
    RETURNING s.line, e.id, e.version - 1 AS version, {", ".join(f"e.{name}" for name in CONTACTS)}),
remembered AS (
    INSERT INTO enterprises_listchanged (province_id, list_id, enterprise_id, version, before)
    SELECT %(province)s, %(list)s, c.id, c.version, jsonb_strip_nulls(jsonb_build_object({_REPLACED}))
    FROM changed c JOIN enterprises_enterprise b ON b.id = c.id AND b.version = c.version
    WHERE b.status <> 'withdrawn')
UPDATE list_row r SET fate = 'u' FROM changed c WHERE c.line = r.line
"""  # noqa: S608 (column names of this module)
_KNOWN_ALREADY = (_CHANGE, "UPDATE list_row SET fate = 's' WHERE fate IS NULL AND enterprise_id IS NOT NULL")
_FIGURES_OF = """
    INSERT INTO enterprises_yearfigures (province_id, enterprise_id, year, labour, revenue_vnd, capital_vnd,
        under_one_year, source, size, size_basis, recorded_at, recorded_by_id, void_reason)
    SELECT %(province)s, r.enterprise_id, %(year)s::smallint, s.labour, s.revenue_vnd, s.capital_vnd, false, 'list',
        s.size, s.size_basis, %(now)s, %(by)s, ''
    FROM list_stage s JOIN list_row r USING (line)
    WHERE coalesce(s.labour, s.revenue_vnd, s.capital_vnd) IS NOT NULL
"""
_FIGURES = (
    f"{_FIGURES_OF} AND r.fate = 'n' ORDER BY r.enterprise_id",
    f"""
    WITH made AS (
        {_FIGURES_OF} AND r.fate IN ('u', 's')
        ORDER BY s.line ON CONFLICT (enterprise_id, year) WHERE voided_at IS NULL DO NOTHING RETURNING enterprise_id)
    UPDATE list_row r SET fate = 'u', figured = true FROM made m WHERE m.enterprise_id = r.enterprise_id
    """,  # noqa: S608 (SQL of this module)
    """
    UPDATE enterprises_enterprise e SET size = s.size, size_year = %(size_year)s::smallint
    FROM list_stage s JOIN list_row r USING (line)
    WHERE e.id = r.enterprise_id AND r.figured AND s.size <> ''
      AND (e.size_year IS NULL OR e.size_year <= %(size_year)s::smallint)
    """,
)


class Rows:
    """Rows on their way as COPY takes them, made where they are read: what writes has only to send them."""

    def __init__(self) -> None:
        self._lines: list[tuple[str, str]] = []
        self._sealed: bytes | None = None
        self.lines: list[int] = []
        self.codeless = False
        """Whether a row has no tax code."""

    def __len__(self) -> int:
        return len(self.lines)

    def add(self, values: Sequence[Any]) -> None:
        """A row, its values in the order of `COLUMNS`."""
        self._lines.append((values[_SORT_KEY], _copied(values)))
        self.lines.append(values[0])
        self.codeless = self.codeless or not values[_TAX_CODE]

    def sealed(self) -> bytes:
        """All of them, in the order of their names; none is added afterwards."""
        if self._sealed is None:
            self._lines.sort()
            self._sealed = "".join([line for _key, line in self._lines]).encode()
            self._lines.clear()
        return self._sealed


def _copied(values: Sequence[Any]) -> str:
    """A line of COPY's text format."""
    cells = ["\\N" if value is None else value if type(value) is str else str(value) for value in values]
    line = "\t".join(cells)
    if line.count("\\") > values.count(None) or line.count("\t") >= len(cells) or "\n" in line or "\r" in line:
        line = "\t".join("\\N" if value is None else str(value).translate(_ESCAPES) for value in values)
    return line + "\n"


@dataclass(frozen=True)
class Written:
    """The fate of each row by its number (`n`, `u`, `s`, `r`), and why a row was refused by the register."""

    fates: dict[int, str]
    refused: dict[int, str]


def write(
    rows: Rows,
    *,
    province_id: int,
    list_id: int,
    by_id: int | None,
    at: dt.datetime,
    overwrite: bool,
    year: int | None,
) -> Written:
    """Write the rows, all or none. `year` is that of the figures, if any."""
    told: dict[str, Any] = {
        "province": province_id, "list": list_id, "now": at, "by": by_id, "over": overwrite, "year": year,
        "size_year": year,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('enterprise lists'), %s)", [province_id])
        cursor.execute(_STAGE)
        cursor.execute(_SETTINGS)
        with cursor.copy(f"COPY list_stage ({', '.join(COLUMNS)}) FROM STDIN") as copy:
            copy.write(rows.sealed())
        cursor.execute("ANALYZE list_stage (line, tax_code, name_key)")
        cursor.execute(_MADE_BY_CODE, told)
        known = cursor.rowcount < len(rows)
        if known:
            for statement in (*_FOUND_BY_CODE, *(_BY_NAME if rows.codeless else ()), _LOOK, *_KNOWN_ALREADY, _NUMBER):
                cursor.execute(statement, told)
        for statement in (_LOOK, _NEW, *(() if year is None else _FIGURES if known else _FIGURES[:1])):
            cursor.execute(statement, told)
        cursor.execute("SELECT line, fate::text, why FROM list_row WHERE fate <> 'n'")
        known_before = cursor.fetchall()
    why = {"several": _several(), "namesake": _namesake()}
    fates = dict.fromkeys(rows.lines, "n") | {line: fate for line, fate, _why in known_before}
    return Written(fates, {line: why[w] for line, fate, w in known_before if fate == "r"})


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
