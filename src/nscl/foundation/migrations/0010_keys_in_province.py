"""Keys to rows of the same province, checked for all rows of a statement at once."""

from django.db import migrations

# As `keys_exist`, where a key and its province are one: the row it names must be of the province of the row that holds
# it, and must stay. Row by row such a key costs some 6 µs, most of them for a lock on what cannot go away, and half a
# microsecond where it is empty. As the owner, like a foreign key: what is looked at need not be in the writer's scope.
KEYS = """
CREATE FUNCTION keys_exist_here() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    missing bigint;
BEGIN
    FOR at IN 0 .. TG_NARGS - 1 BY 2 LOOP
        EXECUTE format(
            'SELECT f.key FROM (SELECT DISTINCT province_id, %1$I AS key FROM fresh WHERE %1$I IS NOT NULL) f '
            'WHERE (SELECT true FROM %2$I p WHERE p.id = f.key AND p.province_id = f.province_id) IS NULL LIMIT 1',
            TG_ARGV[at], TG_ARGV[at + 1]
        ) INTO missing;
        IF missing IS NOT NULL THEN
            RAISE EXCEPTION '%.% names % %, which is not of this province', TG_TABLE_NAME, TG_ARGV[at],
                TG_ARGV[at + 1], missing USING ERRCODE = 'foreign_key_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0009_keys_at_once")]
    operations = [migrations.RunSQL(KEYS, "DROP FUNCTION keys_exist_here();")]
