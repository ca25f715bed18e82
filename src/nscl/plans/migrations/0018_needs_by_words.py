"""Finding needs from the box in the top bar by their words, however many there are (ADR 0024)."""

from django.db import migrations

WORDS = """
CREATE FUNCTION need_words(folded text, province bigint) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = public, pg_temp
AS $$ SELECT array_to_tsvector(array_remove(string_to_array(search_folded(folded), ' ') || ('@' || province), '')) $$;

CREATE INDEX mergedneed_by_words ON plans_mergedneed USING gin (need_words(folded, province_id))
    WITH (gin_pending_list_limit = 256) WHERE status <> 'merged';
"""
WORDS_BACK = """
DROP INDEX mergedneed_by_words;
DROP FUNCTION need_words(text, bigint);
"""

# Row-level security keeps the application from using that index itself: the function asks for the scope and looks as
# the owner. The latest first: a need comes back every year. Words that very many needs have are found among the latest two
# hundred; only where too few of those have them is the index asked, which gathers all before it sorts them.
HITS = """
CREATE FUNCTION need_hits(query text, most int) RETURNS bigint[] LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    reach bigint[] := tenancy_readable();
    told text := query;
    found bigint[];
    among text;
BEGIN
    IF cardinality(reach) = 0 OR query = '' THEN
        RETURN '{}';
    END IF;
    IF cardinality(reach) <= 16 THEN
        told := query || ' & (' || (SELECT string_agg(quote_literal('@' || p), ' | ') FROM unnest(reach) p) || ')';
    END IF;
    FOREACH among IN ARRAY ARRAY['latest', 'plans_mergedneed'] LOOP
        EXECUTE format(
            'WITH latest AS MATERIALIZED (SELECT * FROM plans_mergedneed ORDER BY id DESC LIMIT 200) '
            'SELECT array_agg(f.id) FROM (SELECT m.id FROM %I m '
            'WHERE m.status <> %L AND m.province_id = ANY(%L::bigint[]) '
            'AND need_words(m.folded, m.province_id) @@ %L::tsquery '
            'ORDER BY m.id DESC LIMIT %s) f', among, 'merged', reach, told, most) INTO found;
        EXIT WHEN cardinality(found) >= most;
    END LOOP;
    RETURN coalesce(found, '{}');
END $$;
"""
HITS_BACK = "DROP FUNCTION need_hits(text, int);"


class Migration(migrations.Migration):
    dependencies = [("plans", "0017_voided_whole"), ("foundation", "0005_search")]

    operations = [migrations.RunSQL(WORDS, WORDS_BACK), migrations.RunSQL(HITS, HITS_BACK)]
