"""Rounds of agencies' reports on their tasks: what was sent rests, and a task or plan named is one that may be read."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARDS = """
CREATE FUNCTION guard_readable_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM plans_task WHERE id = NEW.task_id) THEN
        RAISE EXCEPTION 'task % is not of a plan that one may read', NEW.task_id
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'asked_readable_task';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER readable_task BEFORE INSERT ON plans_askedtask FOR EACH ROW EXECUTE FUNCTION guard_readable_task();
CREATE TRIGGER readable_task BEFORE INSERT ON plans_taskreport FOR EACH ROW EXECUTE FUNCTION guard_readable_task();

CREATE FUNCTION guard_round_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM plans_plan WHERE id = NEW.plan_id) THEN
        RAISE EXCEPTION 'plan % is not one that one may read', NEW.plan_id
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'reportroundplan_readable_plan';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER readable_plan BEFORE INSERT OR UPDATE ON plans_reportroundplan
    FOR EACH ROW EXECUTE FUNCTION guard_round_plan();

-- What was sent stays as it was sent: the draft behind it rests until the report is returned or fetched back.
CREATE FUNCTION guard_asked_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.report_id, NEW.task_id) IS DISTINCT FROM (OLD.report_id, OLD.task_id) THEN
        RAISE EXCEPTION 'an asked task stays with its report' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM plans_agencyreport WHERE id = NEW.report_id AND status IN ('submitted', 'accepted')) THEN
        RAISE EXCEPTION 'report % was sent', NEW.report_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'askedtask_sent';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sent_rests BEFORE UPDATE ON plans_askedtask FOR EACH ROW EXECUTE FUNCTION guard_asked_task();

CREATE FUNCTION guard_agency_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.round_id, NEW.agency_id) IS DISTINCT FROM (OLD.round_id, OLD.agency_id) THEN
        RAISE EXCEPTION 'a report stays its agency''s' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.status IN ('submitted', 'accepted') AND NEW.summary <> OLD.summary THEN
        RAISE EXCEPTION 'report % was sent', NEW.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'agencyreport_sent';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sent_rests BEFORE UPDATE ON plans_agencyreport FOR EACH ROW EXECUTE FUNCTION guard_agency_report();

CREATE FUNCTION guard_report_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'round % is closed', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'reportround_closed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER closed_rests BEFORE UPDATE ON plans_reportround FOR EACH ROW EXECUTE FUNCTION guard_report_round();
"""
GUARDS_BACK = """
DROP TRIGGER closed_rests ON plans_reportround;
DROP TRIGGER sent_rests ON plans_agencyreport;
DROP TRIGGER sent_rests ON plans_askedtask;
DROP TRIGGER readable_plan ON plans_reportroundplan;
DROP TRIGGER readable_task ON plans_taskreport;
DROP TRIGGER readable_task ON plans_askedtask;
DROP FUNCTION guard_report_round();
DROP FUNCTION guard_agency_report();
DROP FUNCTION guard_asked_task();
DROP FUNCTION guard_round_plan();
DROP FUNCTION guard_readable_task();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0004_document_templates"),
        ("organisations", "0002_register"),
        ("plans", "0009_difficulties"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "half",
                    models.CharField(
                        choices=[("half", "6 tháng đầu năm"), ("year", "Cả năm"), ("other", "Đợt khác")], max_length=10
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("opens_on", models.DateField()),
                ("due_on", models.DateField()),
                ("note", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=500)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "indexes": [models.Index(fields=["province", "-year", "-due_on", "-id"], name="reportround_list")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("opens_on"))), name="reportround_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_at__isnull", True)),
                            models.Q(("ended_at__isnull", False), models.Q(("end_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="reportround_ended",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), models.Q(("half", "other"), _negated=True)),
                        fields=("province", "year", "half"),
                        name="reportround_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgencyReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Chưa gửi"),
                            ("submitted", "Đã gửi, chờ nhận"),
                            ("returned", "Trả lại để bổ sung"),
                            ("accepted", "Đã nhận"),
                            ("silent", "Ghi nhận không gửi"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("summary", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1, help_text="of the summary")),
                ("begun_at", models.DateTimeField(blank=True, help_text="when a draft was first kept", null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.agency"
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="plans.reportround"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["agency", "round"], name="agencyreport_of_agency")],
                "constraints": [models.UniqueConstraint(fields=("round", "agency"), name="agencyreport_once")],
            },
        ),
        migrations.CreateModel(
            name="ReportRoundPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="round_links", to="plans.plan"
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="plan_links", to="plans.reportround"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("round", "plan"), name="reportroundplan_once")],
            },
        ),
        migrations.CreateModel(
            name="ReportSubmission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("summary", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("on_behalf", models.BooleanField(default=False)),
                ("letter_number", models.CharField(blank=True, max_length=60)),
                ("letter_on", models.DateField(blank=True, null=True)),
                (
                    "late",
                    models.BooleanField(default=False, help_text="sent, or for a letter dated, after the round's day"),
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="submissions", to="plans.agencyreport"
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.attachment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("report", "number"), name="reportsubmission_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("letter_on__isnull", False), ("on_behalf", True), ("scan__isnull", False)),
                            models.Q(
                                ("letter_number", ""),
                                ("letter_on__isnull", True),
                                ("on_behalf", False),
                                ("scan__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="reportsubmission_on_behalf",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("accepted", models.BooleanField()),
                ("reason", models.CharField(blank=True, max_length=500)),
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
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="plans.reportsubmission"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["submission", "-id"], name="reportanswer_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="reportanswer_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(choices=[("lead", "Chủ trì"), ("cooperating", "Phối hợp")], max_length=12)),
                ("position", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_begun", "Chưa làm"),
                            ("under_way", "Đang làm"),
                            ("done", "Đã xong"),
                            ("held_up", "Chậm, vướng mắc"),
                        ],
                        max_length=12,
                    ),
                ),
                ("result", models.TextField(blank=True)),
                ("figures", models.CharField(blank=True, max_length=500)),
                ("difficulties", models.TextField(blank=True)),
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
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="plans.reportsubmission"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="plans.task"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["task", "-id"], name="taskreport_of_task")],
                "constraints": [models.UniqueConstraint(fields=("submission", "task"), name="taskreport_once")],
            },
        ),
        migrations.CreateModel(
            name="AskedTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(choices=[("lead", "Chủ trì"), ("cooperating", "Phối hợp")], max_length=12)),
                ("position", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_begun", "Chưa làm"),
                            ("under_way", "Đang làm"),
                            ("done", "Đã xong"),
                            ("held_up", "Chậm, vướng mắc"),
                        ],
                        max_length=12,
                    ),
                ),
                ("result", models.TextField(blank=True)),
                ("figures", models.CharField(blank=True, max_length=500)),
                ("difficulties", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="asked", to="plans.agencyreport"
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="asked", to="plans.task"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["report", "position"], name="askedtask_order")],
                "constraints": [models.UniqueConstraint(fields=("report", "task"), name="askedtask_once")],
            },
        ),
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "removed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="plans.agencyreport"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("report", "attachment"), name="reportfile_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                            ("removed_at__gte", models.F("added_at")),
                            _connector="OR",
                        ),
                        name="reportfile_removed",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, GUARDS_BACK),
    ]
