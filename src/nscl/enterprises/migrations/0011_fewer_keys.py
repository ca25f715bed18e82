"""What a long list pays for each row and nobody needs: keys looked at row by row, indexes that others contain."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PEOPLE, PROFILES, FIGURES = "accounts_user", "enterprises_enterprise", "enterprises_yearfigures"
BEFORE = {
    PROFILES: {
        "province_id": "organisations_province",
        "commune_id": "organisations_commune",
        "recorded_by_id": PEOPLE,
    },
    FIGURES: {"recorded_by_id": PEOPLE},
}
NOW = {
    PROFILES: BEFORE[PROFILES] | {"changed_by_id": PEOPLE, "merged_by_id": PEOPLE},
    FIGURES: BEFORE[FIGURES] | {"voided_by_id": PEOPLE},
}
HERE = {PROFILES: {"merged_into_id": PROFILES}, FIGURES: {"enterprise_id": PROFILES, "replaces_id": FIGURES}}


def checked(all_keys: dict[str, dict[str, str]], function: str, name: str) -> str:
    return "".join(
        f"CREATE TRIGGER {table}_{name}_{verb} AFTER {verb} ON {table} REFERENCING NEW TABLE AS fresh "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}({', '.join(repr(w) for pair in keys.items() for w in pair)});\n"
        for table, keys in all_keys.items()
        for verb in ("insert", "update")
    )


def unchecked(name: str) -> str:
    return "".join(
        f"DROP TRIGGER {table}_{name}_{verb} ON {table};\n"
        for table in (PROFILES, FIGURES)
        for verb in ("insert", "update")
    )


# What keys name must stay, in its province.
STAY = f"""
CREATE TRIGGER profiles_stay BEFORE DELETE ON {PROFILES} FOR EACH ROW EXECUTE FUNCTION refuse_deletion();
CREATE FUNCTION refuse_moving() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % keep their number and their province', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER profiles_in_place BEFORE UPDATE ON {PROFILES} FOR EACH ROW
    WHEN (OLD.id <> NEW.id OR OLD.province_id <> NEW.province_id) EXECUTE FUNCTION refuse_moving();
CREATE TRIGGER figures_in_place BEFORE UPDATE ON {FIGURES} FOR EACH ROW
    WHEN (OLD.id <> NEW.id OR OLD.province_id <> NEW.province_id) EXECUTE FUNCTION refuse_moving();
"""
STAY_BACK = f"""
DROP TRIGGER figures_in_place ON {FIGURES};
DROP TRIGGER profiles_in_place ON {PROFILES};
DROP FUNCTION refuse_moving();
DROP TRIGGER profiles_stay ON {PROFILES};
"""
# A list that comes in behind another meets tables that grew since the planner looked at them.
WEIGH = """
CREATE FUNCTION enterprise_lists_weigh() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    ANALYZE (SKIP_LOCKED) organisations_legalentity (tax_code, province_id, folded),
        enterprises_enterprise (province_id, entity_id, name_key, merged_into_id, merged_at),
        enterprises_yearfigures (province_id, enterprise_id, year, voided_at);
END $$;
"""
# Made by `tenancy reconcile` for the keys that are looked at by a trigger now; made by it again when this is undone.
SINGLE = f"""
ALTER TABLE {PROFILES} DROP CONSTRAINT IF EXISTS enterprises_enterprise_merged_into_id_same_province_fk;
ALTER TABLE {FIGURES} DROP CONSTRAINT IF EXISTS enterprises_yearfigures_replaces_id_same_province_fk;
ALTER TABLE {FIGURES} DROP CONSTRAINT IF EXISTS enterprises_yearfigures_enterprise_id_same_province_fk;
ALTER TABLE {FIGURES} DROP CONSTRAINT IF EXISTS enterprises_yearfigures_same_province_uq;
"""
UNCHECKED = {"db_constraint": False, "db_index": False, "on_delete": django.db.models.deletion.PROTECT}
BY = UNCHECKED | {"null": True, "related_name": "+", "to": settings.AUTH_USER_MODEL}
KEYS = {
    ("enterprise", "changed_by"): BY,
    ("enterprise", "merged_by"): BY | {"blank": True},
    ("enterprise", "merged_into"): UNCHECKED
    | {"blank": True, "null": True, "related_name": "merged", "to": "enterprises.enterprise"},
    ("enterprise", "entity"): UNCHECKED | {"related_name": "profiles", "to": "organisations.legalentity"},
    ("yearfigures", "evidence"): UNCHECKED
    | {"blank": True, "null": True, "related_name": "+", "to": "documents.attachment"},
    ("yearfigures", "replaces"): UNCHECKED
    | {"blank": True, "null": True, "related_name": "replaced_by", "to": "enterprises.yearfigures"},
    ("yearfigures", "voided_by"): BY | {"blank": True},
}


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0010_list_changed"),
        ("foundation", "0010_keys_in_province"),
        ("organisations", "0006_entity_words"),
    ]

    operations = [
        migrations.RunSQL(unchecked("keys"), checked(BEFORE, "keys_exist", "keys")),
        migrations.RunSQL(SINGLE, migrations.RunSQL.noop),
        migrations.RemoveConstraint("enterprise", "enterprise_once"),
        migrations.AddConstraint(
            "enterprise",
            models.UniqueConstraint(
                fields=["entity", "province", "merged_at"], name="enterprise_once", nulls_distinct=False
            ),
        ),
        *(migrations.AlterField(model, name, models.ForeignKey(**told)) for (model, name), told in KEYS.items()),
        migrations.RunSQL(STAY, STAY_BACK),
        migrations.RunSQL(WEIGH, "DROP FUNCTION enterprise_lists_weigh();"),
        migrations.RunSQL(checked(NOW, "keys_exist", "keys"), unchecked("keys")),
        migrations.RunSQL(checked(HERE, "keys_exist_here", "here"), unchecked("here")),
    ]
