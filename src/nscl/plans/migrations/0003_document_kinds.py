"""The kinds of documents grew by proposal, notice and minutes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0002_guards"),
    ]

    operations = [
        migrations.AlterField(
            model_name="plan",
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
                default="plan",
                max_length=20,
            ),
        ),
    ]
