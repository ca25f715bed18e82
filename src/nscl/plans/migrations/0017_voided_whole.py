"""Voided facts of this room are held to the shared rule: by somebody, for a reason, not before they were recorded."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_industries_products"),
        ("documents", "0004_document_templates"),
        ("organisations", "0004_entity_carried_along"),
        ("plans", "0016_origins"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="cooperationactivity",
            name="cooperation_void_whole",
        ),
        migrations.RemoveConstraint(
            model_name="handedon",
            name="handedon_void_whole",
        ),
        migrations.RemoveConstraint(
            model_name="need",
            name="need_void_whole",
        ),
        migrations.RemoveConstraint(
            model_name="needsimport",
            name="needsimport_void_whole",
        ),
        migrations.RemoveConstraint(
            model_name="needsinvitation",
            name="needsinvitation_void_whole",
        ),
        migrations.RemoveConstraint(
            model_name="opinion",
            name="opinion_void_whole",
        ),
        migrations.RemoveConstraint(
            model_name="opinionanswer",
            name="opinionanswer_void_whole",
        ),
        migrations.RemoveConstraint(
            model_name="planprogramme",
            name="planprogramme_void_whole",
        ),
        migrations.RemoveConstraint(
            model_name="productevidence",
            name="productevidence_void_whole",
        ),
        migrations.RemoveConstraint(
            model_name="proposal",
            name="proposal_void_whole",
        ),
        migrations.RemoveConstraint(
            model_name="taskproduct",
            name="taskproduct_void_whole",
        ),
        migrations.RemoveConstraint(
            model_name="wovenmoney",
            name="wovenmoney_void_whole",
        ),
        migrations.AddConstraint(
            model_name="cooperationactivity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                    models.Q(
                        ("voided_at__gte", models.F("recorded_at")),
                        ("voided_at__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="cooperation_void_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="handedon",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                    models.Q(
                        ("voided_at__gte", models.F("recorded_at")),
                        ("voided_at__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="handedon_void_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                    models.Q(
                        ("voided_at__gte", models.F("recorded_at")),
                        ("voided_at__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="need_void_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="needsimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                    models.Q(
                        ("voided_at__gte", models.F("uploaded_at")),
                        ("voided_at__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="needsimport_void_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="needsinvitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                    models.Q(
                        ("voided_at__gte", models.F("invited_at")),
                        ("voided_at__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="needsinvitation_void_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                    models.Q(
                        ("voided_at__gte", models.F("recorded_at")),
                        ("voided_at__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="opinion_void_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinionanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                    models.Q(
                        ("voided_at__gte", models.F("recorded_at")),
                        ("voided_at__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="opinionanswer_void_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="planprogramme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                    models.Q(
                        ("voided_at__gte", models.F("recorded_at")),
                        ("voided_at__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="planprogramme_void_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="productevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                    models.Q(
                        ("voided_at__gte", models.F("recorded_at")),
                        ("voided_at__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="productevidence_void_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                    models.Q(
                        ("voided_at__gte", models.F("recorded_at")),
                        ("voided_at__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="proposal_void_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskproduct",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                    models.Q(
                        ("voided_at__gte", models.F("recorded_at")),
                        ("voided_at__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="taskproduct_void_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="wovenmoney",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                    models.Q(
                        ("voided_at__gte", models.F("recorded_at")),
                        ("voided_at__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="wovenmoney_void_whole",
            ),
        ),
    ]
