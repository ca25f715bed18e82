"""Lists that are taken back: what came in with them is withdrawn, what stays is told with the reason."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0005_central_files"),
        ("enterprises", "0007_holdings"),
        ("organisations", "0005_places_stay"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ListKept",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("why", models.CharField(max_length=300)),
            ],
        ),
        migrations.AddField(
            model_name="enterpriselist",
            name="taken_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="enterpriselist",
            name="taken_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="enterpriselist",
            name="taken_ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="enterpriselist",
            name="taken_figures",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="enterpriselist",
            name="taken_job_id",
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="enterpriselist",
            name="taken_profiles",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="enterpriselist",
            name="taken_reason",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
        migrations.AddField(
            model_name="enterpriselist",
            name="taken_until",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="listpart",
            name="written_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="enterprise",
            name="status",
            field=models.CharField(
                choices=[
                    ("active", "Đang hoạt động"),
                    ("paused", "Tạm ngừng"),
                    ("closed", "Đã giải thể, chấm dứt"),
                    ("moved", "Đã chuyển tỉnh khác"),
                    ("withdrawn", "Nhập nhầm, đã rút khỏi sổ"),
                ],
                default="active",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="pastprofile",
            name="status",
            field=models.CharField(
                choices=[
                    ("active", "Đang hoạt động"),
                    ("paused", "Tạm ngừng"),
                    ("closed", "Đã giải thể, chấm dứt"),
                    ("moved", "Đã chuyển tỉnh khác"),
                    ("withdrawn", "Nhập nhầm, đã rút khỏi sổ"),
                ],
                default="active",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="enterpriselist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("taken_at__isnull", True),
                        ("taken_ended_at__isnull", True),
                        ("taken_figures", 0),
                        ("taken_profiles", 0),
                        ("taken_reason", ""),
                        ("taken_until", 0),
                    ),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("taken_at__isnull", False),
                        models.Q(("taken_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="enterpriselist_taken_whole",
            ),
        ),
        migrations.AddField(
            model_name="listkept",
            name="enterprise",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="enterprises.enterprise",
            ),
        ),
        migrations.AddField(
            model_name="listkept",
            name="list",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="kept", to="enterprises.enterpriselist"
            ),
        ),
        migrations.AddField(
            model_name="listkept",
            name="province",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.province",
            ),
        ),
        migrations.AddConstraint(
            model_name="listkept",
            constraint=models.UniqueConstraint(fields=("list", "enterprise"), name="listkept_once"),
        ),
    ]
