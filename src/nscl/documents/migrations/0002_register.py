"""The register of legal texts and documents: dates of effect, relations, further files, marks, uploads that wait."""

import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from nscl.documents.rules.numbers import issuer_key, number_key, year_in
from nscl.shared.vietnamese import fold


def fill(apps, schema_editor):
    """Set what follows from the other fields, on the rows that are there."""
    alias = schema_editor.connection.alias
    for name in ("LegalText", "Document"):
        for row in apps.get_model("documents", name).objects.using(alias).all():
            row.number_key, row.issuer_key = number_key(row.number), issuer_key(row.issuer)
            row.folded = fold(f"{row.number} {row.number_key} {row.title} {row.issuer}")
            row.year = row.issued_on.year if row.issued_on else year_in(row.number)
            named = datetime.date(row.year, 1, 1) if row.year else None
            registered = row.registered_at.date() if name == "Document" else datetime.date(1900, 1, 1)
            row.listed_on = row.issued_on or named or registered
            if name == "LegalText":
                row.reference = row.number
            row.save(using=alias)


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("text", "Văn bản"),
                            ("annex", "Phụ lục"),
                            ("scan", "Bản quét đã ký"),
                            ("other", "Tài liệu kèm theo"),
                        ],
                        default="other",
                        max_length=10,
                    ),
                ),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("remove_reason", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("remove_reason", ""), ("removed_at__isnull", True)),
                            models.Q(("removed_at__isnull", False), models.Q(("remove_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="documentfile_removed_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentRelation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("supersedes", "Thay thế"),
                            ("amends", "Sửa đổi, bổ sung"),
                            ("implements", "Quy định chi tiết, thực hiện"),
                            ("cites", "Căn cứ, dẫn chiếu"),
                        ],
                        max_length=20,
                    ),
                ),
                ("target_number", models.CharField(blank=True, default="", max_length=60)),
                ("partial", models.BooleanField(default=False)),
                ("effective_on", models.DateField(blank=True, null=True)),
                ("clause", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("partial", False), ("kind", "supersedes"), _connector="OR"),
                        name="documentrelation_partial",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="documentrelation_void_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalTextRelation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("supersedes", "Thay thế"),
                            ("amends", "Sửa đổi, bổ sung"),
                            ("implements", "Quy định chi tiết, thực hiện"),
                            ("cites", "Căn cứ, dẫn chiếu"),
                        ],
                        max_length=20,
                    ),
                ),
                ("partial", models.BooleanField(default=False)),
                ("effective_on", models.DateField(blank=True, null=True)),
                ("clause", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("partial", False), ("kind", "supersedes"), _connector="OR"),
                        name="legaltextrelation_partial",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PendingUpload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, unique=True)),
                ("token", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=255)),
                ("media_type", models.CharField(max_length=100)),
                ("size_bytes", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("uploaded_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["uploaded_at"], name="pendingupload_age")],
            },
        ),
        migrations.CreateModel(
            name="SensitiveMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sensitive", models.BooleanField()),
                ("marked_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="document",
            name="document_number_once",
        ),
        migrations.AddField(
            model_name="attachment",
            name="sensitive",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="document",
            name="central",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="document",
            name="effective_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="end_reason",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
        migrations.AddField(
            model_name="document",
            name="expires_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="folded",
            field=models.TextField(default="", editable=False),
        ),
        migrations.AddField(
            model_name="document",
            name="issuer_key",
            field=models.CharField(default="", editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name="document",
            name="listed_on",
            field=models.DateField(default=datetime.date(1900, 1, 1), editable=False),
        ),
        migrations.AddField(
            model_name="document",
            name="note",
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name="document",
            name="number_key",
            field=models.CharField(default="", editable=False, max_length=80),
        ),
        migrations.AddField(
            model_name="document",
            name="subject",
            field=models.CharField(
                choices=[
                    ("productivity", "Năng suất, chất lượng"),
                    ("standards", "Tiêu chuẩn, đo lường, chất lượng"),
                    ("science", "Khoa học, công nghệ, đổi mới sáng tạo"),
                    ("enterprise", "Hỗ trợ doanh nghiệp"),
                    ("finance", "Ngân sách, tài chính"),
                    ("government", "Tổ chức chính quyền, địa giới"),
                    ("digital", "Chuyển đổi số, dữ liệu"),
                    ("paperwork", "Văn thư, báo cáo"),
                    ("other", "Lĩnh vực khác"),
                ],
                default="other",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="document",
            name="void_reason",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
        migrations.AddField(
            model_name="document",
            name="voided_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="voided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="year",
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="legaltext",
            name="effective_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="legaltext",
            name="expires_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="legaltext",
            name="folded",
            field=models.TextField(default="", editable=False),
        ),
        migrations.AddField(
            model_name="legaltext",
            name="issuer_key",
            field=models.CharField(default="", editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name="legaltext",
            name="listed_on",
            field=models.DateField(default=datetime.date(1900, 1, 1), editable=False),
        ),
        migrations.AddField(
            model_name="legaltext",
            name="number_key",
            field=models.CharField(default="", editable=False, max_length=80),
        ),
        migrations.AddField(
            model_name="legaltext",
            name="reference",
            field=models.CharField(default="", editable=False, max_length=80),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="legaltext",
            name="subject",
            field=models.CharField(
                choices=[
                    ("productivity", "Năng suất, chất lượng"),
                    ("standards", "Tiêu chuẩn, đo lường, chất lượng"),
                    ("science", "Khoa học, công nghệ, đổi mới sáng tạo"),
                    ("enterprise", "Hỗ trợ doanh nghiệp"),
                    ("finance", "Ngân sách, tài chính"),
                    ("government", "Tổ chức chính quyền, địa giới"),
                    ("digital", "Chuyển đổi số, dữ liệu"),
                    ("paperwork", "Văn thư, báo cáo"),
                    ("other", "Lĩnh vực khác"),
                ],
                default="other",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="legaltext",
            name="year",
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
                choices=[
                    ("plan", "Kế hoạch"),
                    ("programme", "Chương trình"),
                    ("decision", "Quyết định"),
                    ("resolution", "Nghị quyết"),
                    ("report", "Báo cáo"),
                    ("law", "Luật"),
                    ("decree", "Nghị định"),
                    ("circular", "Thông tư"),
                    ("directive", "Chỉ thị"),
                    ("letter", "Công văn"),
                    ("proposal", "Tờ trình"),
                    ("notice", "Thông báo"),
                    ("minutes", "Biên bản"),
                    ("news", "Bản tin"),
                    ("other", "Văn bản khác"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="legaltext",
            name="issued_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="legaltext",
            name="kind",
            field=models.CharField(
                choices=[
                    ("plan", "Kế hoạch"),
                    ("programme", "Chương trình"),
                    ("decision", "Quyết định"),
                    ("resolution", "Nghị quyết"),
                    ("report", "Báo cáo"),
                    ("law", "Luật"),
                    ("decree", "Nghị định"),
                    ("circular", "Thông tư"),
                    ("directive", "Chỉ thị"),
                    ("letter", "Công văn"),
                    ("proposal", "Tờ trình"),
                    ("notice", "Thông báo"),
                    ("minutes", "Biên bản"),
                    ("news", "Bản tin"),
                    ("other", "Văn bản khác"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="legaltext",
            name="number",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AlterField(
            model_name="legaltext",
            name="title",
            field=models.CharField(max_length=1000),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="legaltext",
            name="reference",
            field=models.CharField(editable=False, max_length=80, unique=True),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["province", "-listed_on", "-id"], name="document_listed"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["province", "number_key"], name="document_number"),
        ),
        migrations.AddIndex(
            model_name="legaltext",
            index=models.Index(fields=["-listed_on", "-id"], name="legaltext_listed"),
        ),
        migrations.AddIndex(
            model_name="legaltext",
            index=models.Index(fields=["number_key"], name="legaltext_number"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_on__isnull", True),
                    ("issued_on__isnull", True),
                    ("effective_on__gte", models.F("issued_on")),
                    _connector="OR",
                ),
                name="document_effect_after_issue",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_on__isnull", True),
                    ("expires_on__gt", django.db.models.functions.comparison.Coalesce("effective_on", "issued_on")),
                    _connector="OR",
                ),
                name="document_expiry_after_effect",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                models.F("province"),
                models.F("issuer_key"),
                models.F("number_key"),
                django.db.models.functions.comparison.Coalesce("year", 0),
                condition=models.Q(models.Q(("number_key", ""), _negated=True), ("voided_at__isnull", True)),
                name="document_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                    models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="document_void_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="legaltext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_on__isnull", True),
                    ("issued_on__isnull", True),
                    ("effective_on__gte", models.F("issued_on")),
                    _connector="OR",
                ),
                name="legaltext_effect_after_issue",
            ),
        ),
        migrations.AddConstraint(
            model_name="legaltext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_on__isnull", True),
                    ("expires_on__gt", django.db.models.functions.comparison.Coalesce("effective_on", "issued_on")),
                    _connector="OR",
                ),
                name="legaltext_expiry_after_effect",
            ),
        ),
        migrations.AddConstraint(
            model_name="legaltext",
            constraint=models.UniqueConstraint(
                models.F("issuer_key"),
                models.F("number_key"),
                django.db.models.functions.comparison.Coalesce("year", 0),
                name="legaltext_number_once",
            ),
        ),
        migrations.AddField(
            model_name="documentfile",
            name="added_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="documentfile",
            name="attachment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="held_by", to="documents.attachment"
            ),
        ),
        migrations.AddField(
            model_name="documentfile",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="documents.document"
            ),
        ),
        migrations.AddField(
            model_name="documentfile",
            name="province",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.province",
            ),
        ),
        migrations.AddField(
            model_name="documentfile",
            name="removed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="documentrelation",
            name="province",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.province",
            ),
        ),
        migrations.AddField(
            model_name="documentrelation",
            name="recorded_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="documentrelation",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="says_of", to="documents.document"
            ),
        ),
        migrations.AddField(
            model_name="documentrelation",
            name="target_document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="told_by",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="documentrelation",
            name="target_text",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="told_by_documents",
                to="documents.legaltext",
            ),
        ),
        migrations.AddField(
            model_name="documentrelation",
            name="voided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="legaltextrelation",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="says_of", to="documents.legaltext"
            ),
        ),
        migrations.AddField(
            model_name="legaltextrelation",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="told_by", to="documents.legaltext"
            ),
        ),
        migrations.AddField(
            model_name="pendingupload",
            name="province",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.province",
            ),
        ),
        migrations.AddField(
            model_name="pendingupload",
            name="uploaded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="sensitivemark",
            name="attachment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="documents.attachment"
            ),
        ),
        migrations.AddField(
            model_name="sensitivemark",
            name="marked_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="sensitivemark",
            name="province",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.province",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentfile",
            constraint=models.UniqueConstraint(fields=("document", "attachment"), name="documentfile_once"),
        ),
        migrations.AddIndex(
            model_name="documentrelation",
            index=models.Index(fields=["target_document", "kind"], name="documentrelation_document"),
        ),
        migrations.AddIndex(
            model_name="documentrelation",
            index=models.Index(fields=["target_text", "kind"], name="documentrelation_text"),
        ),
        migrations.AddConstraint(
            model_name="documentrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("target_document__isnull", False), ("target_number", ""), ("target_text__isnull", True)),
                    models.Q(("target_document__isnull", True), ("target_number", ""), ("target_text__isnull", False)),
                    models.Q(
                        ("target_document__isnull", True),
                        ("target_text__isnull", True),
                        models.Q(("target_number", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="documentrelation_one_target",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("target_document__isnull", True),
                    models.Q(("source", models.F("target_document")), _negated=True),
                    _connector="OR",
                ),
                name="documentrelation_not_self",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentrelation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                fields=("source", "kind", "target_document", "target_text", "target_number"),
                name="documentrelation_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddIndex(
            model_name="legaltextrelation",
            index=models.Index(fields=["target", "kind"], name="legaltextrelation_target"),
        ),
        migrations.AddConstraint(
            model_name="legaltextrelation",
            constraint=models.UniqueConstraint(fields=("source", "target", "kind"), name="legaltextrelation_once"),
        ),
        migrations.AddConstraint(
            model_name="legaltextrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("target")), _negated=True), name="legaltextrelation_not_self"
            ),
        ),
        migrations.AddIndex(
            model_name="sensitivemark",
            index=models.Index(fields=["attachment", "-id"], name="sensitivemark_latest"),
        ),
    ]
