"""Finding a profile among a million: by words through a function, by kind, commune, size and line of business."""

from django.db import migrations, models

# The words of a profile and its province in one vector, so that one index answers both (ADR 0024).
WORDS = """
CREATE FUNCTION enterprise_words(search text, province bigint) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT array_to_tsvector(array_remove(string_to_array(search, ' ') || ('@' || province), '')) $$;

CREATE INDEX enterprise_by_words ON enterprises_enterprise USING gin (enterprise_words(search, province_id))
    WITH (gin_pending_list_limit = 1024) WHERE merged_into_id IS NULL;
"""
WORDS_BACK = """
DROP INDEX enterprise_by_words;
DROP FUNCTION enterprise_words(text, bigint);
"""

# What was written last waits in a list that every search reads through: after many rows it is brought in at once.
SETTLE = """
CREATE FUNCTION enterprise_words_settle() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT gin_clean_pending_list('enterprise_by_words') $$;
"""
SETTLE_BACK = "DROP FUNCTION enterprise_words_settle();"

# Row-level security keeps the application from using that index itself: the function asks for the scope and looks as
# the owner. `query` are the telling words, `others` patterns of those that very many names share. Where enough profiles
# have the last word as it stands, those that only begin with it are not looked for: all words of a beginning cost more.
HITS = """
CREATE FUNCTION enterprise_hits(query text, others text[], most int) RETURNS bigint[] LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    reach bigint[] := tenancy_readable();
    told text := nullif(query, '');
    found bigint[];
    asked text;
BEGIN
    IF told IS NOT NULL AND cardinality(reach) <= 16 THEN
        told := concat_ws(' & ', told, '(' || (SELECT string_agg(quote_literal('@' || p), ' | ')
                                               FROM unnest(reach || 0::bigint) p) || ')');
    END IF;
    FOREACH asked IN ARRAY CASE WHEN told LIKE '%:*%' THEN ARRAY[replace(told, ':*', ''), told] ELSE ARRAY[told] END
    LOOP
        EXECUTE format(
        'SELECT array_agg(f.id) FROM (SELECT e.id FROM enterprises_enterprise e '
        'WHERE e.merged_into_id IS NULL AND e.province_id = ANY(%L::bigint[]) %s %s LIMIT %s) f',
        reach,
        CASE WHEN asked IS NULL THEN '' ELSE
            format('AND enterprise_words(e.search, e.province_id) @@ %L::tsquery', asked) END,
        (SELECT coalesce(string_agg(format('AND (%L || e.search || %L) LIKE %L', ' ', ' ', o), ' '), '')
         FROM unnest(others) o),
        most
        ) INTO found;
        EXIT WHEN cardinality(found) >= most;
    END LOOP;
    RETURN coalesce(found, '{}');
END $$;
"""
HITS_BACK = "DROP FUNCTION enterprise_hits(text, text[], int);"


def index(name: str, *fields: str, condition: models.Q | None = None) -> migrations.AddIndex:
    return migrations.AddIndex("enterprise", models.Index(fields=fields, name=name, condition=condition))


COUNTED = ("province", "commune", "kind", "sector", "size", "status", "women_owned", "social")
"""What profiles are counted by, in one narrow index of few different entries."""


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0001_register")]

    operations = [
        index("enterprise_by_kind", "province", "kind", "sort_key", "id"),
        index("enterprise_by_commune", "commune", "sort_key", "id"),
        index("enterprise_by_size", "province", "size"),
        index("enterprise_by_sector", "province", "sector", "sort_key", "id"),
        index("enterprise_counted", *COUNTED, condition=models.Q(merged_into__isnull=True)),
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
        migrations.RunSQL(SETTLE, SETTLE_BACK),
        migrations.RunSQL(HITS, HITS_BACK),
    ]
