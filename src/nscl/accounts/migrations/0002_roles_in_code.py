"""Roles are code: the column takes any, the code says which there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(help_text="a code of roles.py", max_length=30),
        ),
    ]
