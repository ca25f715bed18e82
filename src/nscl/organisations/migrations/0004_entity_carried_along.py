"""A key to the entity can carry its tax code and kind along."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_legal_entities"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="legalentity",
            constraint=models.UniqueConstraint(fields=("id", "tax_code", "kind"), name="legal_entity_carried_along"),
        ),
    ]
