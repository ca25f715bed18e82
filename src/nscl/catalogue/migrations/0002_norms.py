"""Spending norms, regulations of local support with their forms."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nscl.organisations.models.dated

# Keys whose target may be of a province that came into this one: the writer must see the row.
GUARDS = """
CREATE TRIGGER spendingnorm_readable BEFORE INSERT OR UPDATE OF document_id, regulation_id, replaces_id ON catalogue_spendingnorm
    FOR EACH ROW EXECUTE FUNCTION require_readable('document_id', 'documents_document', 'regulation_id', 'catalogue_regulation', 'replaces_id', 'catalogue_spendingnorm');
CREATE TRIGGER regulation_readable BEFORE INSERT OR UPDATE OF document_id, replaces_id ON catalogue_regulation
    FOR EACH ROW EXECUTE FUNCTION require_readable('document_id', 'documents_document', 'replaces_id', 'catalogue_regulation');
"""
GUARDS_BACK = """
DROP TRIGGER spendingnorm_readable ON catalogue_spendingnorm;
DROP TRIGGER regulation_readable ON catalogue_regulation;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0007_numbering"),
        ("catalogue", "0001_initial"),
        ("documents", "0004_document_templates"),
        ("organisations", "0003_legal_entities"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Regulation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("name", models.CharField(max_length=300)),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("end_basis", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
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
                        to="catalogue.regulation",
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
            ],
            options={
                "indexes": [models.Index(fields=["province", "-valid_from", "-id"], name="regulation_listed")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="regulation_validity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="regulation_void_whole",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("voided_at__isnull", True)),
                        expressions=[
                            ("province", "="),
                            ("document", "="),
                            (
                                nscl.organisations.models.dated.DateRange(
                                    "valid_from",
                                    "valid_to",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=False
                                    ),
                                ),
                                "&&",
                            ),
                        ],
                        name="regulation_document_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegulationForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=300)),
                (
                    "serves",
                    models.CharField(
                        choices=[
                            ("registration", "Đăng ký, đề nghị hỗ trợ"),
                            ("commitment", "Cam kết"),
                            ("appraisal", "Thẩm định, họp hội đồng"),
                            ("agreement", "Hợp đồng, thỏa thuận"),
                            ("acceptance", "Nghiệm thu"),
                            ("payment", "Đề nghị thanh toán, thanh lý"),
                            ("report", "Báo cáo"),
                            ("other", "Việc khác"),
                        ],
                        max_length=20,
                    ),
                ),
                ("template", models.CharField(blank=True, max_length=60)),
                ("recorded_at", models.DateTimeField()),
                ("end_basis", models.CharField(blank=True, max_length=300)),
                (
                    "attachment",
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
                    "regulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="forms", to="catalogue.regulation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="regulationform_validity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("template", ""), _negated=True), ("attachment__isnull", False), _connector="OR"
                        ),
                        name="regulationform_has_paper",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("regulation", "="),
                            ("code", "="),
                            (
                                nscl.organisations.models.dated.DateRange(
                                    "valid_from",
                                    "valid_to",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=False
                                    ),
                                ),
                                "&&",
                            ),
                        ],
                        name="regulationform_code_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpendingNorm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("code", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=300)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("council", "Thù lao hội đồng"),
                            ("training", "Đào tạo, tập huấn"),
                            ("meeting", "Hội nghị, hội thảo"),
                            ("per_diem", "Công tác phí"),
                            ("survey", "Điều tra, khảo sát"),
                            ("printing", "In ấn, tuyên truyền"),
                            ("consultant", "Thuê chuyên gia, tư vấn"),
                            ("other", "Khoản chi khác"),
                        ],
                        max_length=12,
                    ),
                ),
                ("unit", models.CharField(max_length=60)),
                ("amount_vnd", models.BigIntegerField(blank=True, null=True)),
                ("rate_bp", models.PositiveIntegerField(blank=True, null=True)),
                ("conditions", models.CharField(blank=True, max_length=500)),
                ("clause", models.CharField(blank=True, max_length=300)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("end_basis", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "legal_text",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.legaltext",
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
                    "regulation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="norms",
                        to="catalogue.regulation",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="catalogue.spendingnorm",
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["province", "group", "code", "-valid_from"], name="spendingnorm_listed")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="spendingnorm_validity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_vnd__isnull", False), ("rate_bp__isnull", True)),
                            models.Q(("amount_vnd__isnull", True), ("rate_bp__isnull", False)),
                            _connector="OR",
                        ),
                        name="spendingnorm_one_measure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_vnd__isnull", True), ("amount_vnd__gt", 0), _connector="OR"),
                        name="spendingnorm_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rate_bp__isnull", True), ("rate_bp__range", (1, 10000)), _connector="OR"),
                        name="spendingnorm_rate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document__isnull", False), ("legal_text__isnull", True)),
                            models.Q(("document__isnull", True), ("legal_text__isnull", False)),
                            _connector="OR",
                        ),
                        name="spendingnorm_one_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="spendingnorm_void_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(("valid_to__isnull", False), models.Q(("end_basis", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="spendingnorm_ended_whole",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("voided_at__isnull", True)),
                        expressions=[
                            ("province", "="),
                            ("code", "="),
                            (
                                nscl.organisations.models.dated.DateRange(
                                    "valid_from",
                                    "valid_to",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=False
                                    ),
                                ),
                                "&&",
                            ),
                        ],
                        name="spendingnorm_code_once",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, GUARDS_BACK),
    ]
