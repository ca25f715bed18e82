"""Our own gapless numbers; and a guard of keys to rows that a province before this one may own."""

from django.db import migrations, models

READABLE = """
CREATE FUNCTION require_readable() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    at int := 0;
    wanted bigint;
    there boolean;
BEGIN
    WHILE at < TG_NARGS LOOP
        wanted := (to_jsonb(NEW) ->> TG_ARGV[at])::bigint;
        IF wanted IS NOT NULL THEN
            EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE id = $1)', TG_ARGV[at + 1]) INTO there USING wanted;
            IF NOT there THEN
                RAISE EXCEPTION '% % of % is not there for its writer', TG_ARGV[at], wanted, TG_TABLE_NAME
                    USING ERRCODE = 'foreign_key_violation', CONSTRAINT = TG_TABLE_NAME || '_readable';
            END IF;
        END IF;
        at := at + 2;
    END LOOP;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0006_sealed_days"),
    ]

    operations = [
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("province_id", models.BigIntegerField()),
                ("series", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("province_id", "series", "year"), name="numberseries_once"),
                    models.CheckConstraint(
                        condition=models.Q(("series", ""), _negated=True), name="numberseries_named"
                    ),
                ],
            },
        ),
        migrations.RunSQL(READABLE, "DROP FUNCTION require_readable()"),
    ]
