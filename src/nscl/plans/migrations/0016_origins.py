"""A task may name the task of another plan whose work it is; that is told of plans in force too."""

import django.db.models.deletion
from django.db import migrations, models

SET = """
DROP TRIGGER plan_frozen ON plans_task;
CREATE TRIGGER plan_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_task
    FOR EACH ROW EXECUTE FUNCTION guard_plan_item('carried_by_id', 'origin_id');
"""
BACK = """
DROP TRIGGER plan_frozen ON plans_task;
CREATE TRIGGER plan_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_task
    FOR EACH ROW EXECUTE FUNCTION guard_plan_item('carried_by_id');
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0015_links_across_a_merger")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="origin",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plans.task",
            ),
        ),
        migrations.RunSQL(SET, BACK),
    ]
