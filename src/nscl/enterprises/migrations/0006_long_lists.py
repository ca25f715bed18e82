"""Keys to what is never deleted, checked for all rows of a statement at once: lists have a million rows."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_KEYS = {
    "enterprises_enterprise": {
        "province_id": "organisations_province",
        "commune_id": "organisations_commune",
        "recorded_by_id": "accounts_user",
    },
    "enterprises_yearfigures": {"recorded_by_id": "accounts_user"},
}
KEYS = "".join(
    f"CREATE TRIGGER {table}_keys_{verb} AFTER {verb} ON {table} REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT "
    f"EXECUTE FUNCTION keys_exist({', '.join(repr(word) for pair in keys.items() for word in pair)});\n"
    for table, keys in _KEYS.items()
    for verb in ("insert", "update")
)
KEYS_BACK = "".join(
    f"DROP TRIGGER {table}_keys_{verb} ON {table};\n" for table in _KEYS for verb in ("insert", "update")
)
# How much may wait is said by who writes (a megabyte in the settings, a whole part in a list), and names of legal
# entities are brought in with the words of profiles.
SETTLE = """
CREATE OR REPLACE FUNCTION enterprise_words_settle() RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS
$$ SELECT gin_clean_pending_list('enterprise_by_words') + gin_clean_pending_list('legal_entity_by_name') $$;
ALTER INDEX enterprise_by_words RESET (gin_pending_list_limit);
"""
SETTLE_BACK = """
ALTER INDEX enterprise_by_words SET (gin_pending_list_limit = 1024);
CREATE OR REPLACE FUNCTION enterprise_words_settle() RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$ SELECT gin_clean_pending_list('enterprise_by_words') $$;
"""
UNCHECKED = {
    "db_constraint": False,
    "db_index": False,
    "on_delete": django.db.models.deletion.PROTECT,
    "related_name": "+",
}
RECORDED_BY = UNCHECKED | {"null": True, "to": settings.AUTH_USER_MODEL}


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0005_history"),
        ("accounts", "0009_people_stay"),
        ("organisations", "0005_places_stay"),
    ]

    operations = [
        migrations.AlterField(
            "enterprise",
            "province",
            models.ForeignKey(editable=False, to="organisations.province", **UNCHECKED),
        ),
        migrations.AlterField(
            "enterprise",
            "commune",
            models.ForeignKey(blank=True, null=True, to="organisations.commune", **UNCHECKED),
        ),
        migrations.AlterField("enterprise", "recorded_by", models.ForeignKey(**RECORDED_BY)),
        migrations.AlterField("yearfigures", "recorded_by", models.ForeignKey(**RECORDED_BY)),
        migrations.RunSQL(KEYS, KEYS_BACK),
        migrations.RunSQL(SETTLE, SETTLE_BACK),
    ]
