"""An account is closed, never deleted: whoever recorded something can always be named."""

from django.db import migrations

STAY = """
CREATE TRIGGER people_stay BEFORE DELETE ON accounts_user FOR EACH ROW EXECUTE FUNCTION refuse_deletion();
"""
STAY_BACK = "DROP TRIGGER people_stay ON accounts_user;"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_people_in_order"),
        ("organisations", "0005_places_stay"),
    ]

    operations = [migrations.RunSQL(STAY, STAY_BACK)]
