"""Lists of people are merged in Python as the database sorts them: by code point, whatever the database's collation."""

from django.db import migrations, models


def by_code_point(model: str) -> migrations.AlterField:
    field = models.CharField(db_collation="C", default="", editable=False, max_length=610)
    return migrations.AlterField(model_name=model, name="sort_key", field=field)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_saved_views")]

    operations = [by_code_point("user"), by_code_point("invitation")]
