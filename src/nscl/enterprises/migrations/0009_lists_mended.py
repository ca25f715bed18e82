"""How many profiles from before a list stand as they did again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0008_lists_taken_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="enterpriselist",
            name="taken_mended",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
