"""Joined items keep the work of all that were joined; what an agency sent keeps the wording that it read."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# A plan that was amended keeps its words; which item carries a first version's work is told when that changes.
FREE = """
DROP TRIGGER plan_frozen ON plans_task;
DROP TRIGGER plan_frozen ON plans_supportrule;
CREATE TRIGGER plan_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_task
    FOR EACH ROW EXECUTE FUNCTION guard_plan_item('carried_by_id');
CREATE TRIGGER plan_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_supportrule
    FOR EACH ROW EXECUTE FUNCTION guard_plan_item('carried_by_id');
"""
FREE_BACK = """
DROP TRIGGER plan_frozen ON plans_task;
DROP TRIGGER plan_frozen ON plans_supportrule;
CREATE TRIGGER plan_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_task
    FOR EACH ROW EXECUTE FUNCTION guard_plan_item();
CREATE TRIGGER plan_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_supportrule
    FOR EACH ROW EXECUTE FUNCTION guard_plan_item();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_legal_entities"),
        ("plans", "0013_reported_difficulties"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="supportrule",
            name="carried_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carries",
                to="plans.supportrule",
            ),
        ),
        migrations.AddField(
            model_name="supportrule",
            name="joined",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, editable=False, size=None
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="carried_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carries",
                to="plans.task",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="joined",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, editable=False, size=None
            ),
        ),
        migrations.AddField(
            model_name="taskreport",
            name="worded",
            field=models.ForeignKey(
                help_text="the version that was read when it was sent",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plans.task",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("carried_by__isnull", True),
                    models.Q(("root__isnull", True), models.Q(("carried_by", models.F("id")), _negated=True)),
                    _connector="OR",
                ),
                name="supportrule_carried",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("carried_by__isnull", True),
                    models.Q(("root__isnull", True), models.Q(("carried_by", models.F("id")), _negated=True)),
                    _connector="OR",
                ),
                name="task_carried",
            ),
        ),
        migrations.RunSQL(FREE, FREE_BACK),
    ]
