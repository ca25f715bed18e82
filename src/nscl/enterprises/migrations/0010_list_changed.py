"""What a list changed in profiles that were there before, so that it can be taken back with contacts and notes."""

import django.db.models.deletion
from django.db import migrations, models

# Written once; contacts and notes may be forgotten, nothing else of it changes.
KEPT = """
CREATE FUNCTION listchanged_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND (NEW.id, NEW.province_id, NEW.list_id, NEW.enterprise_id, NEW.version)
         = (OLD.id, OLD.province_id, OLD.list_id, OLD.enterprise_id, OLD.version)
       AND NEW.before = (SELECT coalesce(jsonb_object_agg(key, NULL), '{}') FROM jsonb_object_keys(OLD.before) AS key)
    THEN RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what a list replaced may only be forgotten'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'listchanged_kept';
END $$;
CREATE TRIGGER listchanged_kept BEFORE UPDATE OR DELETE ON enterprises_listchanged
FOR EACH ROW EXECUTE FUNCTION listchanged_kept();
"""
NOT_KEPT = "DROP TRIGGER listchanged_kept ON enterprises_listchanged; DROP FUNCTION listchanged_kept()"


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0009_lists_mended"),
        ("organisations", "0005_places_stay"),
    ]

    operations = [
        migrations.AddField(
            model_name="enterpriselist",
            name="forgotten_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="ListChanged",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("before", models.JSONField(default=dict)),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enterprises.enterprise",
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="enterprises.enterpriselist",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.province",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("list", "enterprise", "version"), name="listchanged_once")
                ],
            },
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
