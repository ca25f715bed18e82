"""Difficulties, what happened to each, within how many days a province answers."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nscl.organisations.models.dated

# Keys whose target may be of a province that came into this one: the writer must see the row.
GUARDS = """
CREATE TRIGGER difficulty_readable BEFORE INSERT OR UPDATE OF plan_id, task_id, letter_id ON plans_difficulty
    FOR EACH ROW EXECUTE FUNCTION require_readable('plan_id', 'plans_plan', 'task_id', 'plans_task', 'letter_id', 'documents_document');
CREATE TRIGGER difficultystep_readable BEFORE INSERT OR UPDATE OF letter_id ON plans_difficultystep
    FOR EACH ROW EXECUTE FUNCTION require_readable('letter_id', 'documents_document');
"""
CHAIN = """
CREATE FUNCTION guard_difficulty_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.same_as_id IS NOT NULL AND (
        EXISTS (SELECT 1 FROM plans_difficulty WHERE id = NEW.same_as_id AND same_as_id IS NOT NULL)
        OR EXISTS (SELECT 1 FROM plans_difficulty WHERE same_as_id = NEW.id)
    ) THEN
        RAISE EXCEPTION 'difficulty % would be linked through another', NEW.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'difficulty_linked_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER difficulty_chain BEFORE INSERT OR UPDATE OF same_as_id ON plans_difficulty
    FOR EACH ROW EXECUTE FUNCTION guard_difficulty_chain();
"""
CHAIN_BACK = """
DROP TRIGGER difficulty_chain ON plans_difficulty;
DROP FUNCTION guard_difficulty_chain();
"""
GUARDS_BACK = """
DROP TRIGGER difficulty_readable ON plans_difficulty;
DROP TRIGGER difficultystep_readable ON plans_difficultystep;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0007_numbering"),
        ("catalogue", "0002_norms"),
        ("documents", "0004_document_templates"),
        ("organisations", "0003_legal_entities"),
        ("plans", "0008_guidance"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Difficulty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "Mới nhận"),
                            ("assigned", "Đang xử lý"),
                            ("escalated", "Đã kiến nghị cấp trên"),
                            ("answered", "Đã trả lời"),
                            ("closed", "Đã kết thúc"),
                            ("withdrawn", "Đã rút"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=20)),
                ("received_on", models.DateField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("letter", "Văn bản"),
                            ("meeting", "Cuộc họp, đối thoại"),
                            ("phone", "Điện thoại"),
                            ("report", "Báo cáo của cơ quan"),
                            ("online", "Nhập trực tiếp trên hệ thống"),
                        ],
                        max_length=10,
                    ),
                ),
                ("raised_by", models.CharField(max_length=300)),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("folded", models.TextField(default="", editable=False)),
                ("letter_number", models.CharField(blank=True, max_length=60)),
                ("letter_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("escalated_to", models.CharField(blank=True, max_length=300)),
                ("expected_on", models.DateField(blank=True, null=True)),
                ("on_behalf", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
                    ),
                ),
                (
                    "content",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.contentgroup",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.legalentity",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="difficulties",
                        to="plans.plan",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.province",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="same",
                        to="plans.difficulty",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="difficulties",
                        to="plans.task",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["province", "-received_on", "-id"], name="difficulty_listed"),
                    models.Index(fields=["province", "status", "-received_on", "-id"], name="difficulty_by_state"),
                    models.Index(
                        condition=models.Q(("status__in", ["received", "assigned", "escalated"])),
                        fields=["province", "due_on", "id"],
                        name="difficulty_due",
                    ),
                    models.Index(fields=["province", "agency", "-received_on", "-id"], name="difficulty_of_agency"),
                    models.Index(fields=["province", "responsible", "due_on"], name="difficulty_of_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("province", "year", "number"), name="difficulty_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("year", models.F("received_on__year"))), name="difficulty_year_of_receipt"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("raised_by", ""), _negated=True)
                        ),
                        name="difficulty_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agency__isnull", True), ("entity__isnull", True), _connector="OR"),
                        name="difficulty_one_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["received", "withdrawn"]), ("responsible__isnull", False), _connector="OR"
                        ),
                        name="difficulty_someone_has_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "escalated"), _negated=True),
                            models.Q(("escalated_to", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="difficulty_escalated_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__isnull", True), ("due_on__gte", models.F("received_on")), _connector="OR"
                        ),
                        name="difficulty_due_after_receipt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("same_as__isnull", True),
                            models.Q(("same_as", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="difficulty_not_same_as_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DifficultyStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("received", "Tiếp nhận"),
                            ("assigned", "Giao xử lý"),
                            ("corrected", "Sửa thông tin"),
                            ("due", "Đặt hạn trả lời"),
                            ("note", "Trao đổi thêm"),
                            ("escalated", "Kiến nghị cấp trên, cơ quan khác"),
                            ("answered", "Trả lời"),
                            ("closed", "Kết thúc"),
                            ("reopened", "Mở lại"),
                            ("withdrawn", "Rút"),
                            ("linked", "Gộp với vấn đề giống nhau"),
                            ("unlinked", "Thôi gộp"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "Mới nhận"),
                            ("assigned", "Đang xử lý"),
                            ("escalated", "Đã kiến nghị cấp trên"),
                            ("answered", "Đã trả lời"),
                            ("closed", "Đã kết thúc"),
                            ("withdrawn", "Đã rút"),
                        ],
                        max_length=10,
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                ("happened_on", models.DateField()),
                ("text", models.TextField(blank=True)),
                ("to", models.CharField(blank=True, max_length=300)),
                ("expected_on", models.DateField(blank=True, null=True)),
                ("letter_number", models.CharField(blank=True, max_length=60)),
                ("letter_on", models.DateField(blank=True, null=True)),
                ("with_code", models.CharField(blank=True, max_length=20)),
                ("on_behalf", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "difficulty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="plans.difficulty"
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.province",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["difficulty", "id"], name="difficultystep_in_order")],
            },
        ),
        migrations.CreateModel(
            name="DifficultyFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attachment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.attachment"
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.province",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="plans.difficultystep"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("step", "attachment"), name="difficultyfile_once")],
            },
        ),
        migrations.CreateModel(
            name="AnswerTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("days", models.PositiveSmallIntegerField()),
                ("basis", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField()),
                (
                    "province",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.province",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1), ("days__lte", 365)), name="answerterm_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="answerterm_validity",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("province", "="),
                            (
                                nscl.organisations.models.dated.DateRange(
                                    "valid_from",
                                    "valid_to",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=False
                                    ),
                                ),
                                "&&",
                            ),
                        ],
                        name="answerterm_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, GUARDS_BACK),
        migrations.RunSQL(CHAIN, CHAIN_BACK),
    ]
