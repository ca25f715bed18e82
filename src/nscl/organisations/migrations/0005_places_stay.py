"""Provinces and communes cannot be deleted, so that keys to them may be checked for many rows at once."""

import django.db.models.deletion
from django.db import migrations, models

STAY = "".join(
    f"CREATE TRIGGER {name} BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_deletion();\n"
    for name, table in (("provinces_stay", "organisations_province"), ("communes_stay", "organisations_commune"))
)
STAY_BACK = """
DROP TRIGGER communes_stay ON organisations_commune;
DROP TRIGGER provinces_stay ON organisations_province;
"""
KEYS = "".join(
    f"CREATE TRIGGER entity_keys_{verb} AFTER {verb} ON organisations_legalentity REFERENCING NEW TABLE AS fresh "
    "FOR EACH STATEMENT EXECUTE FUNCTION keys_exist('province_id', 'organisations_province');\n"
    for verb in ("insert", "update")
)
KEYS_BACK = """
DROP TRIGGER entity_keys_insert ON organisations_legalentity;
DROP TRIGGER entity_keys_update ON organisations_legalentity;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_entity_carried_along"),
        ("foundation", "0009_keys_at_once"),
    ]

    operations = [
        migrations.RunSQL(STAY, STAY_BACK),
        migrations.AlterField(
            model_name="legalentity",
            name="province",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.province",
            ),
        ),
        migrations.RunSQL(KEYS, KEYS_BACK),
    ]
