"""The index of the search box: its table, the triggers' functions, the two functions that read it."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

FOLDED = r"""
CREATE FUNCTION search_folded(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(
        translate(lower(regexp_replace(normalize(value, NFD), E'[\\u0300-\\u036f]', '', 'g')), 'đĐ', 'dd'),
        '[^a-z0-9]+', ' ', 'g'))
$$;
"""

# One line of the index for one row: `told` is the declaration, `kept` the row. Runs as the owner: the application may
# neither read nor write the index.
LINE = """
CREATE FUNCTION search_line(told jsonb, kept jsonb) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    shown text; told_detail text; more text;
    hidden text := kept ->> (told ->> 'hidden');
    province bigint := (kept ->> 'province_id')::bigint;
BEGIN
    SELECT string_agg(kept ->> c, ', ' ORDER BY n) FILTER (WHERE kept ->> c <> '')
        INTO shown FROM jsonb_array_elements_text(told -> 'title') WITH ORDINALITY AS t(c, n);
    IF shown IS NULL OR (hidden IS NOT NULL AND (told -> 'hidden_values' = '[]' OR told -> 'hidden_values' ? hidden)) THEN
        DELETE FROM foundation_searchentry WHERE kind = told ->> 'kind' AND object_id = (kept ->> 'id')::bigint;
        RETURN;
    END IF;
    SELECT coalesce(string_agg(kept ->> c, ' · ' ORDER BY n) FILTER (WHERE kept ->> c <> ''), '')
        INTO told_detail FROM jsonb_array_elements_text(told -> 'detail') WITH ORDINALITY AS t(c, n);
    SELECT coalesce(string_agg(kept ->> c, ' '), '') INTO more FROM jsonb_array_elements_text(told -> 'words') AS t(c);
    INSERT INTO foundation_searchentry
        (kind, object_id, parent_kind, parent_id, province_id, title, detail, folded, document)
    VALUES (
        told ->> 'kind', (kept ->> 'id')::bigint, told ->> 'parent_kind',
        nullif(kept ->> nullif(told ->> 'parent', ''), '')::bigint, province, shown, told_detail, search_folded(shown),
        array_to_tsvector(array_remove(
            string_to_array(search_folded(shown || ' ' || told_detail || ' ' || more), ' ')
            || ARRAY['@' || coalesce(province, 0), '#' || (told ->> 'kind')], ''))
    )
    ON CONFLICT (kind, object_id) DO UPDATE SET
        parent_id = excluded.parent_id, province_id = excluded.province_id, title = excluded.title,
        detail = excluded.detail, folded = excluded.folded, document = excluded.document
    WHERE (foundation_searchentry.parent_id, foundation_searchentry.province_id, foundation_searchentry.title,
           foundation_searchentry.detail, foundation_searchentry.document)
        IS DISTINCT FROM
          (excluded.parent_id, excluded.province_id, excluded.title, excluded.detail, excluded.document);
END $$;
"""

TRIGGER = """
CREATE FUNCTION search_index() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM foundation_searchentry WHERE kind = TG_ARGV[0]::jsonb ->> 'kind' AND object_id = OLD.id;
    ELSE
        PERFORM search_line(TG_ARGV[0]::jsonb, to_jsonb(NEW));
    END IF;
    RETURN NULL;
END $$;
"""

# The comment keeps the reconciliation of grants away.
CLOSED = """
REVOKE EXECUTE ON FUNCTION search_line(jsonb, jsonb) FROM PUBLIC;
COMMENT ON FUNCTION search_line(jsonb, jsonb) IS 'closed';
"""

# A line that everybody or the scope may read. Up to this many provinces are asked of the index itself.
SCOPED = """
CREATE FUNCTION search_scoped(query text, kinds text[]) RETURNS text LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT concat_ws(' & ', nullif(query, ''),
        '(' || (SELECT string_agg(quote_literal('#' || k), ' | ') FROM unnest(kinds) k) || ')',
        CASE WHEN cardinality(tenancy_readable()) <= 16 THEN
            '(' || (SELECT string_agg(quote_literal('@' || p), ' | ') FROM unnest(tenancy_readable() || 0::bigint) p) || ')'
        END)
$$;
"""

ENTRIES = """
CREATE FUNCTION search_entries(query text, wanted text, kinds text[], each int)
RETURNS TABLE (kind text, object_id bigint, parent_id bigint, title text, detail text, province_id bigint,
               parent_title text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY EXECUTE format($q$
        WITH found AS MATERIALIZED (
            SELECT e.* FROM foundation_searchentry e
            WHERE e.document @@ %L::tsquery AND (e.province_id IS NULL OR e.province_id = ANY(%L::bigint[]))
            LIMIT 3000
        ), ranked AS (
            SELECT f.*, row_number() OVER (
                PARTITION BY f.kind
                ORDER BY f.folded = %L DESC, starts_with(f.folded, %L) DESC, length(f.folded), f.object_id DESC) AS place
            FROM found f
        )
        SELECT r.kind::text, r.object_id, r.parent_id, r.title, r.detail, r.province_id, p.title
        FROM ranked r
        LEFT JOIN foundation_searchentry p
            ON p.kind = r.parent_kind AND p.object_id = r.parent_id AND r.parent_kind <> ''
        WHERE r.place <= %s AND (r.parent_kind = '' OR p.id IS NOT NULL) ORDER BY r.kind, r.place
    $q$, search_scoped(query, kinds), tenancy_readable(), wanted, wanted, each);
END $$;
"""

SLIPS = """
CREATE FUNCTION search_slips(wanted text, kinds text[], each int)
RETURNS TABLE (kind text, object_id bigint, parent_id bigint, title text, detail text, province_id bigint,
               parent_title text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM similarity('', '');  -- a setting of the extension exists once its library is loaded
    PERFORM set_config('pg_trgm.word_similarity_threshold', '0.55', true);
    RETURN QUERY EXECUTE format($q$
        WITH found AS MATERIALIZED (
            SELECT e.* FROM foundation_searchentry e
            WHERE %L <%% e.folded AND e.document @@ %L::tsquery
              AND (e.province_id IS NULL OR e.province_id = ANY(%L::bigint[]))
            LIMIT 500
        ), ranked AS (
            SELECT f.*, row_number() OVER (
                PARTITION BY f.kind ORDER BY word_similarity(%L, f.folded) DESC, length(f.folded), f.object_id DESC) AS place
            FROM found f
        )
        SELECT r.kind::text, r.object_id, r.parent_id, r.title, r.detail, r.province_id, p.title
        FROM ranked r
        LEFT JOIN foundation_searchentry p
            ON p.kind = r.parent_kind AND p.object_id = r.parent_id AND r.parent_kind <> ''
        WHERE r.place <= %s AND (r.parent_kind = '' OR p.id IS NOT NULL) ORDER BY r.kind, r.place
    $q$, wanted, search_scoped('', kinds), tenancy_readable(), wanted, each);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0004_jobs_and_outbox")]
    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.BigIntegerField()),
                ("parent_kind", models.CharField(blank=True, max_length=40)),
                ("parent_id", models.BigIntegerField(null=True)),
                ("province_id", models.BigIntegerField(null=True)),
                ("title", models.TextField()),
                ("detail", models.TextField(blank=True)),
                ("folded", models.TextField(help_text="the title's words, for ranking and for slips of the pen")),
                ("document", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["document"], name="search_words", fastupdate=False
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["folded"], name="search_slips", opclasses=["gin_trgm_ops"], fastupdate=False
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("kind", "object_id"), name="search_entry_once")],
            },
        ),
        migrations.RunSQL(FOLDED, "DROP FUNCTION search_folded(text)"),
        migrations.RunSQL(LINE, "DROP FUNCTION search_line(jsonb, jsonb)"),
        migrations.RunSQL(CLOSED, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGER, "DROP FUNCTION search_index() CASCADE"),
        migrations.RunSQL(SCOPED, "DROP FUNCTION search_scoped(text, text[])"),
        migrations.RunSQL(ENTRIES, "DROP FUNCTION search_entries(text, text, text[], int)"),
        migrations.RunSQL(SLIPS, "DROP FUNCTION search_slips(text, text[], int)"),
    ]
