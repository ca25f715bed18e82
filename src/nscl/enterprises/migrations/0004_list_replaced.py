"""How many figures of a year a part of a list replaced."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0003_lists_duplicates")]

    operations = [
        migrations.AddField(
            model_name="listpart",
            name="replaced",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
