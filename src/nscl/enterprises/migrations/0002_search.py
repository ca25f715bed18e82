"""Finding a profile among a million: by words through a function, by kind, commune, size and line of business."""

from django.db import migrations, models

# The words of a profile and its province in one vector, so that one index answers both (ADR 0024).
WORDS = """
CREATE FUNCTION enterprise_words(search text, province bigint) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT array_to_tsvector(array_remove(string_to_array(search, ' ') || ('@' || province), '')) $$;

CREATE INDEX enterprise_by_words ON enterprises_enterprise USING gin (enterprise_words(search, province_id))
    WHERE merged_into_id IS NULL;
"""
WORDS_BACK = """
DROP INDEX enterprise_by_words;
DROP FUNCTION enterprise_words(text, bigint);
"""

# Row-level security keeps the application from using that index itself: the function asks for the scope and looks as
# the owner. `query` are the telling words, `others` patterns of those that very many names share.
HITS = """
CREATE FUNCTION enterprise_hits(query text, others text[], most int) RETURNS bigint[] LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    reach bigint[] := tenancy_readable();
    told text := nullif(query, '');
    found bigint[];
BEGIN
    IF told IS NOT NULL AND cardinality(reach) <= 16 THEN
        told := concat_ws(' & ', told, '(' || (SELECT string_agg(quote_literal('@' || p), ' | ')
                                               FROM unnest(reach || 0::bigint) p) || ')');
    END IF;
    EXECUTE format(
        'SELECT array_agg(f.id) FROM (SELECT e.id FROM enterprises_enterprise e '
        'WHERE e.merged_into_id IS NULL AND e.province_id = ANY(%L::bigint[]) %s %s LIMIT %s) f',
        reach,
        CASE WHEN told IS NULL THEN '' ELSE
            format('AND enterprise_words(e.search, e.province_id) @@ %L::tsquery', told) END,
        (SELECT coalesce(string_agg(format('AND (%L || e.search || %L) LIKE %L', ' ', ' ', o), ' '), '')
         FROM unnest(others) o),
        most
    ) INTO found;
    RETURN coalesce(found, '{}');
END $$;
"""
HITS_BACK = "DROP FUNCTION enterprise_hits(text, text[], int);"


def index(name: str, *fields: str, condition: models.Q | None = None) -> migrations.AddIndex:
    return migrations.AddIndex("enterprise", models.Index(fields=fields, name=name, condition=condition))


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0001_register")]

    operations = [
        index("enterprise_in_order", "sort_key", "id"),
        index("enterprise_by_kind", "province", "kind", "sort_key", "id"),
        index("enterprise_by_commune", "commune", "sort_key", "id"),
        index("enterprise_by_size", "province", "size"),
        index("enterprise_by_industry", "province", "sector", "industry_code"),
        index("enterprise_not_active", "province", "status", condition=~models.Q(status="active")),
        migrations.AddIndex(
            "certificate", models.Index(fields=["province", "standard_key"], name="certificate_by_standard")
        ),
        migrations.AddIndex(
            "product",
            models.Index(
                fields=["province", "ocop_stars"], name="product_of_ocop", condition=models.Q(ocop_stars__isnull=False)
            ),
        ),
        migrations.AddIndex(
            "product", models.Index(fields=["province"], name="product_exported", condition=models.Q(exported=True))
        ),
        migrations.RunSQL(WORDS, WORDS_BACK),
        migrations.RunSQL(HITS, HITS_BACK),
    ]
