"""What a profile said before it was changed; who changed it last."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0004_list_replaced"),
        ("organisations", "0004_entity_carried_along"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PastProfile",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("name", models.CharField(max_length=300)),
                (
                    "other_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), blank=True, default=list, size=None
                    ),
                ),
                ("tax_code", models.CharField(blank=True, max_length=14)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("enterprise", "Doanh nghiệp"),
                            ("cooperative", "Hợp tác xã"),
                            ("household", "Hộ kinh doanh"),
                            ("branch", "Chi nhánh, đơn vị phụ thuộc"),
                            ("facility", "Cơ sở sản xuất"),
                            ("seed_centre", "Trung tâm giống"),
                            ("other", "Tổ chức khác"),
                        ],
                        max_length=20,
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=500)),
                ("industry_version", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("industry_code", models.CharField(blank=True, max_length=5)),
                ("founded_on", models.DateField(blank=True, null=True)),
                ("women_owned", models.BooleanField(default=False)),
                ("social", models.BooleanField(default=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Đang hoạt động"),
                            ("paused", "Tạm ngừng"),
                            ("closed", "Đã giải thể, chấm dứt"),
                            ("moved", "Đã chuyển tỉnh khác"),
                        ],
                        default="active",
                        max_length=10,
                    ),
                ),
                ("status_on", models.DateField(blank=True, null=True)),
                ("website", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.AddField(
            model_name="enterprise",
            name="changed_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprise",
            trigger=pgtrigger.compiler.Trigger(
                name="before_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."commune_id" IS DISTINCT FROM (NEW."commune_id") OR OLD."founded_on" IS DISTINCT FROM (NEW."founded_on") OR OLD."industry_code" IS DISTINCT FROM (NEW."industry_code") OR OLD."industry_version" IS DISTINCT FROM (NEW."industry_version") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."other_names" IS DISTINCT FROM (NEW."other_names") OR OLD."social" IS DISTINCT FROM (NEW."social") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."status_on" IS DISTINCT FROM (NEW."status_on") OR OLD."tax_code" IS DISTINCT FROM (NEW."tax_code") OR OLD."website" IS DISTINCT FROM (NEW."website") OR OLD."women_owned" IS DISTINCT FROM (NEW."women_owned"))',
                    func='INSERT INTO "enterprises_pastprofile" ("address", "changed_at", "changed_by_id", "commune_id", "founded_on", "industry_code", "industry_version", "kind", "name", "other_names", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "social", "status", "status_on", "tax_code", "version", "website", "women_owned") VALUES (OLD."address", OLD."changed_at", OLD."changed_by_id", OLD."commune_id", OLD."founded_on", OLD."industry_code", OLD."industry_version", OLD."kind", OLD."name", OLD."other_names", NOW(), \'before\', OLD."id", OLD."province_id", OLD."social", OLD."status", OLD."status_on", OLD."tax_code", OLD."version", OLD."website", OLD."women_owned"); RETURN NULL;',
                    hash="f440f836211c4c524d94ce23167ec4755f50b396",
                    operation="UPDATE",
                    pgid="pgtrigger_before_update_dcbff",
                    table="enterprises_enterprise",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="pastprofile",
            name="changed_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pastprofile",
            name="commune",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organisations.commune",
            ),
        ),
        migrations.AddField(
            model_name="pastprofile",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="enterprises.enterprise",
            ),
        ),
        migrations.AddField(
            model_name="pastprofile",
            name="province",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organisations.province",
            ),
        ),
        migrations.AddIndex(
            model_name="pastprofile",
            index=models.Index(fields=["pgh_obj", "-pgh_id"], name="pastprofile_newest"),
        ),
    ]
