"""A province's profiles of legal entities, their figures by year, products and certificates."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# A profile carries its entity's tax code and kind along: when those are corrected, every province's profile follows.
CARRIED = """
ALTER TABLE enterprises_enterprise ADD CONSTRAINT enterprise_entity
    FOREIGN KEY (entity_id, tax_code, kind) REFERENCES organisations_legalentity (id, tax_code, kind)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
"""
CARRIED_BACK = "ALTER TABLE enterprises_enterprise DROP CONSTRAINT enterprise_entity;"

# Countable facts stay as they were recorded; they are voided, a certificate also withdrawn, once.
GUARDS = """
CREATE FUNCTION guard_yearfigures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.voided_at IS NOT NULL
       OR (to_jsonb(NEW) - ARRAY['voided_at', 'voided_by_id', 'void_reason'])
          <> (to_jsonb(OLD) - ARRAY['voided_at', 'voided_by_id', 'void_reason']) THEN
        RAISE EXCEPTION 'figures are not edited' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER yearfigures_kept BEFORE UPDATE OR DELETE ON enterprises_yearfigures
    FOR EACH ROW EXECUTE FUNCTION guard_yearfigures();

CREATE FUNCTION guard_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.voided_at IS NOT NULL
       OR (OLD.withdrawn_on IS NOT NULL AND NEW.withdrawn_on IS DISTINCT FROM OLD.withdrawn_on)
       OR (to_jsonb(NEW) - ARRAY['voided_at', 'voided_by_id', 'void_reason', 'withdrawn_on', 'withdraw_reason'])
          <> (to_jsonb(OLD) - ARRAY['voided_at', 'voided_by_id', 'void_reason', 'withdrawn_on', 'withdraw_reason']) THEN
        RAISE EXCEPTION 'a certificate is not edited' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER certificate_kept BEFORE UPDATE OR DELETE ON enterprises_certificate
    FOR EACH ROW EXECUTE FUNCTION guard_certificate();
"""
GUARDS_BACK = """
DROP TRIGGER certificate_kept ON enterprises_certificate;
DROP TRIGGER yearfigures_kept ON enterprises_yearfigures;
DROP FUNCTION guard_certificate();
DROP FUNCTION guard_yearfigures();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0003_industries_products"),
        ("documents", "0004_document_templates"),
        ("organisations", "0004_entity_carried_along"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Enterprise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300)),
                ("folded", models.CharField(editable=False, max_length=300)),
                ("sort_key", models.CharField(editable=False, max_length=900)),
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
                (
                    "other_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), blank=True, default=list, size=None
                    ),
                ),
                ("search", models.TextField(editable=False)),
                ("name_key", models.CharField(blank=True, editable=False, max_length=300)),
                ("address", models.CharField(blank=True, max_length=500)),
                ("industry_version", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("industry_code", models.CharField(blank=True, max_length=5)),
                ("sector", models.CharField(blank=True, max_length=20)),
                ("founded_on", models.DateField(blank=True, null=True)),
                ("representative", models.CharField(blank=True, max_length=200)),
                ("contact_name", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("website", models.CharField(blank=True, max_length=200)),
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
                ("note", models.CharField(blank=True, max_length=2000)),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[("micro", "Siêu nhỏ"), ("small", "Nhỏ"), ("medium", "Vừa"), ("large", "Lớn")],
                        max_length=10,
                    ),
                ),
                ("size_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("merged_at", models.DateTimeField(blank=True, null=True)),
                ("merge_reason", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
                ("recorded_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "commune",
                    models.ForeignKey(
                        db_index=False,
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.commune",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="profiles",
                        to="organisations.legalentity",
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        db_index=False,
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        db_index=False,
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="enterprises.enterprise",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.province",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("standard", models.CharField(max_length=200)),
                ("standard_key", models.CharField(blank=True, max_length=200)),
                ("content", models.CharField(blank=True, max_length=30)),
                ("scope", models.CharField(blank=True, max_length=1000)),
                ("body", models.CharField(blank=True, max_length=300)),
                ("number", models.CharField(blank=True, max_length=100)),
                ("issued_on", models.DateField()),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("withdraw_reason", models.CharField(blank=True, max_length=500)),
                ("recorded_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                (
                    "body_entity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.legalentity",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.attachment",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.province",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="enterprises.certificate",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="enterprises.enterprise",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300)),
                ("folded", models.CharField(editable=False, max_length=300)),
                ("sort_key", models.CharField(editable=False, max_length=900)),
                ("ocop_stars", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("ocop_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("exported", models.BooleanField(default=False)),
                ("markets", models.CharField(blank=True, max_length=300)),
                (
                    "gtins",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=14), blank=True, default=list, size=None
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
                ("recorded_at", models.DateTimeField()),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="products",
                        to="enterprises.enterprise",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.productgroup",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.province",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="YearFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("labour", models.PositiveIntegerField(blank=True, null=True)),
                ("revenue_vnd", models.BigIntegerField(blank=True, null=True)),
                ("capital_vnd", models.BigIntegerField(blank=True, null=True)),
                ("under_one_year", models.BooleanField(default=False)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("declared", "Doanh nghiệp kê khai"),
                            ("statement", "Báo cáo tài chính"),
                            ("insurance", "Số liệu bảo hiểm xã hội"),
                            ("list", "Danh sách nhập vào"),
                            ("other", "Nguồn khác"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[("micro", "Siêu nhỏ"), ("small", "Nhỏ"), ("medium", "Vừa"), ("large", "Lớn")],
                        max_length=10,
                    ),
                ),
                ("size_basis", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="enterprises.enterprise",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        db_index=False,
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.attachment",
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
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        db_index=False,
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="enterprises.yearfigures",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        db_index=False,
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="enterprise",
            index=models.Index(fields=["province", "sort_key", "id"], name="enterprise_listed"),
        ),
        migrations.AddIndex(
            model_name="enterprise",
            index=models.Index(fields=["province", "name_key"], name="enterprise_by_name_key"),
        ),
        migrations.AddIndex(
            model_name="enterprise",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)), fields=["merged_into"], name="enterprise_merged"
            ),
        ),
        migrations.AddIndex(
            model_name="yearfigures",
            index=models.Index(
                condition=models.Q(("replaces__isnull", False)), fields=["replaces"], name="yearfigures_replaces"
            ),
        ),
        migrations.AddIndex(
            model_name="yearfigures",
            index=models.Index(
                condition=models.Q(("evidence__isnull", False)), fields=["evidence"], name="yearfigures_evidence"
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprise",
            constraint=models.UniqueConstraint(
                condition=models.Q(("merged_into__isnull", True)), fields=("province", "entity"), name="enterprise_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprise",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="enterprise_named"),
        ),
        migrations.AddConstraint(
            model_name="enterprise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("industry_code", ""), ("industry_version__isnull", True)),
                    models.Q(("industry_version__isnull", False), ("industry_code__regex", "^[0-9]{2,5}$")),
                    _connector="OR",
                ),
                name="enterprise_industry",
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("size", ""), ("size_year__isnull", True)),
                    models.Q(models.Q(("size", ""), _negated=True), ("size_year__isnull", False)),
                    _connector="OR",
                ),
                name="enterprise_size",
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprise",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True), name="enterprise_not_into_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merge_reason", ""), ("merged_at__isnull", True), ("merged_into__isnull", True)),
                    models.Q(
                        ("merged_at__isnull", False),
                        ("merged_into__isnull", False),
                        models.Q(("merge_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="enterprise_merged_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(fields=["province", "expires_on", "id"], name="certificate_by_expiry"),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("standard", ""), _negated=True), name="certificate_standard"
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_on__isnull", True), ("expires_on__gt", models.F("issued_on")), _connector="OR"
                ),
                name="certificate_validity",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdraw_reason", ""), ("withdrawn_on__isnull", True)),
                    models.Q(
                        ("withdrawn_on__gte", models.F("issued_on")),
                        ("withdrawn_on__isnull", False),
                        models.Q(("withdraw_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="certificate_withdrawn_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                    models.Q(
                        ("voided_at__gte", models.F("recorded_at")),
                        ("voided_at__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="certificate_void_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="product_named"),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ocop_stars__isnull", True), ("ocop_year__isnull", True)),
                    ("ocop_stars__range", (3, 5)),
                    _connector="OR",
                ),
                name="product_ocop",
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(("exported", True), ("markets", ""), _connector="OR"), name="product_markets"
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_reason", ""), ("ended_on__isnull", True)),
                    models.Q(("ended_on__isnull", False), models.Q(("end_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="product_ended_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True)), fields=("enterprise", "folded"), name="product_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="yearfigures",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)), fields=("enterprise", "year"), name="yearfigures_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="yearfigures",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__range", (1990, 2200))), name="yearfigures_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="yearfigures",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revenue_vnd__isnull", True), ("revenue_vnd__gte", 0), _connector="OR"),
                    models.Q(("capital_vnd__isnull", True), ("capital_vnd__gte", 0), _connector="OR"),
                ),
                name="yearfigures_sums",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearfigures",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("labour__isnull", False),
                    ("revenue_vnd__isnull", False),
                    ("capital_vnd__isnull", False),
                    _connector="OR",
                ),
                name="yearfigures_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearfigures",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                    models.Q(
                        ("voided_at__gte", models.F("recorded_at")),
                        ("voided_at__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="yearfigures_void_whole",
            ),
        ),
        migrations.RunSQL(CARRIED, CARRIED_BACK),
        migrations.RunSQL(GUARDS, GUARDS_BACK),
    ]
