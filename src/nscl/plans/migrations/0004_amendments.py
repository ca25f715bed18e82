"""Versions of a plan, how it ended, the plan above it, national programmes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What may still change of the head once the plan is not a draft: its state, and the plan that it stands under.
HEAD = """
CREATE OR REPLACE FUNCTION guard_plan() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY[{free}];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.status <> 'draft' THEN
            RAISE EXCEPTION 'plan % is not a draft any more', OLD.id USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'draft' THEN
            RAISE EXCEPTION 'a plan begins as a draft' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSIF OLD.status <> 'draft' AND (to_jsonb(NEW) - free) <> (to_jsonb(OLD) - free) THEN
        RAISE EXCEPTION 'plan % is not a draft any more', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
FREE, FREE_BEFORE = "'status', 'closed_reason', 'parent_id'", "'status', 'closed_reason'"

# A plan stands under the first version of a plan of its own province or of one that came into it, in years they share;
# no line of plans stands under itself. Two that are set at once could close a ring that neither sees: one waits.
PARENT = """
CREATE FUNCTION plan_line(bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT first_id FROM plans_planamendment WHERE plan_id = $1), $1)
$$;
CREATE FUNCTION province_before(earlier bigint, later bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    WITH RECURSIVE before(id) AS (
        SELECT later
        UNION
        SELECT s.predecessor_id FROM organisations_provincesuccession s JOIN before ON s.successor_id = before.id
    )
    SELECT EXISTS (SELECT 1 FROM before WHERE id = earlier)
$$;
CREATE FUNCTION guard_plan_parent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    above plans_plan%ROWTYPE;
BEGIN
    IF NEW.parent_id IS NULL THEN RETURN NEW; END IF;
    PERFORM pg_advisory_xact_lock(7023016, 0);
    SELECT * INTO above FROM plans_plan WHERE id = NEW.parent_id;
    IF NOT FOUND OR NOT province_before(above.province_id, NEW.province_id) THEN
        RAISE EXCEPTION 'plan % is of another province', NEW.parent_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'plan_parent_province';
    END IF;
    IF plan_line(above.id) <> above.id THEN
        RAISE EXCEPTION 'plan % is a later version', NEW.parent_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'plan_parent_first';
    END IF;
    IF above.period_from > NEW.period_to OR above.period_to < NEW.period_from THEN
        RAISE EXCEPTION 'plan % is of other years', NEW.parent_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'plan_parent_period';
    END IF;
    IF EXISTS (
        WITH RECURSIVE reached(id) AS (
            SELECT above.id
            UNION
            SELECT p.parent_id FROM plans_plan p JOIN reached ON plan_line(p.id) = reached.id
            WHERE p.parent_id IS NOT NULL AND p.id <> NEW.id
        )
        SELECT 1 FROM reached WHERE id = plan_line(NEW.id)
    ) THEN
        RAISE EXCEPTION 'plan % would stand under itself', NEW.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'plan_parent_no_cycle';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER plan_parent_guard BEFORE INSERT OR UPDATE OF parent_id, period_from, period_to ON plans_plan
    FOR EACH ROW EXECUTE FUNCTION guard_plan_parent();
"""
PARENT_BACK = """
DROP TRIGGER plan_parent_guard ON plans_plan;
DROP FUNCTION guard_plan_parent();
DROP FUNCTION province_before(bigint, bigint);
DROP FUNCTION plan_line(bigint);
"""

# An amendment is of one line of versions. It is applied while the plan it amends gives way; applied or withdrawn it is
# history.
AMENDMENT = """
CREATE FUNCTION guard_plan_amendment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (
        OLD.applied_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL
        OR (NEW.plan_id, NEW.amended_id, NEW.first_id, NEW.kind, NEW.sequence, NEW.nth)
           <> (OLD.plan_id, OLD.amended_id, OLD.first_id, OLD.kind, OLD.sequence, OLD.nth)
    ) THEN
        RAISE EXCEPTION 'amendment % is history', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'planamendment_history';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.first_id <> plan_line(NEW.amended_id) THEN
        RAISE EXCEPTION 'plan % began another line', NEW.first_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'planamendment_first';
    END IF;
    IF NEW.applied_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM plans_plan WHERE id = NEW.amended_id AND status = 'amended'
    ) THEN
        RAISE EXCEPTION 'plan % did not give way', NEW.amended_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'planamendment_gave_way';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER plan_amendment_guard BEFORE INSERT OR UPDATE OR DELETE ON plans_planamendment
    FOR EACH ROW EXECUTE FUNCTION guard_plan_amendment();
CREATE FUNCTION guard_plan_closure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.successor_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM plans_plan WHERE id = NEW.successor_id AND province_before(NEW.province_id, province_id)
    ) THEN
        RAISE EXCEPTION 'plan % is of another province', NEW.successor_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'planclosure_province';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER plan_closure_guard BEFORE INSERT ON plans_planclosure
    FOR EACH ROW EXECUTE FUNCTION guard_plan_closure();
CREATE FUNCTION guard_plan_programme() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF plan_line(NEW.plan_id) <> NEW.plan_id THEN
        RAISE EXCEPTION 'plan % is a later version', NEW.plan_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'planprogramme_first';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER plan_programme_guard BEFORE INSERT ON plans_planprogramme
    FOR EACH ROW EXECUTE FUNCTION guard_plan_programme();
"""
AMENDMENT_BACK = """
DROP TRIGGER plan_programme_guard ON plans_planprogramme;
DROP FUNCTION guard_plan_programme();
DROP TRIGGER plan_closure_guard ON plans_planclosure;
DROP FUNCTION guard_plan_closure();
DROP TRIGGER plan_amendment_guard ON plans_planamendment;
DROP FUNCTION guard_plan_amendment();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0004_document_templates"),
        ("organisations", "0002_register"),
        ("plans", "0003_document_kinds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanAmendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("amendment", "Sửa đổi, bổ sung"), ("correction", "Đính chính lỗi nhập")],
                        default="amendment",
                        max_length=12,
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField()),
                ("nth", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(max_length=1000)),
                ("basis", models.CharField(blank=True, max_length=500)),
                (
                    "paper_kind",
                    models.CharField(
                        choices=[
                            ("plan", "Kế hoạch"),
                            ("programme", "Chương trình"),
                            ("decision", "Quyết định"),
                            ("resolution", "Nghị quyết"),
                            ("report", "Báo cáo"),
                            ("law", "Luật"),
                            ("decree", "Nghị định"),
                            ("circular", "Thông tư"),
                            ("directive", "Chỉ thị"),
                            ("letter", "Công văn"),
                            ("proposal", "Tờ trình"),
                            ("notice", "Thông báo"),
                            ("minutes", "Biên bản"),
                            ("news", "Bản tin"),
                            ("other", "Văn bản khác"),
                        ],
                        default="decision",
                        max_length=20,
                    ),
                ),
                ("paper_number", models.CharField(blank=True, max_length=60)),
                ("paper_title", models.CharField(blank=True, max_length=1000)),
                ("paper_issuer", models.CharField(blank=True, max_length=200)),
                ("paper_issued_on", models.DateField(blank=True, null=True)),
                ("paper_signer", models.CharField(blank=True, max_length=200)),
                ("effective_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("tally", models.JSONField(blank=True, default=dict)),
                ("opened_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("nth__gte", 1), ("sequence__gte", 1)), name="planamendment_counted"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="planamendment_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanClosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("ended", "Kết thúc"),
                            ("superseded", "Được kế hoạch mới thay thế"),
                            ("replaced", "Ghi nhầm, thay bằng kế hoạch đúng"),
                        ],
                        max_length=12,
                    ),
                ),
                ("effective_on", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("how", "superseded"), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="planclosure_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanProgramme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=500)),
                ("recorded_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="planprogramme_void_whole",
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="plan",
            name="plan_confirmed_whole",
        ),
        migrations.AddField(
            model_name="plan",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                help_text="the plan of several years that this one carries out: the first version of it",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="plans.plan",
            ),
        ),
        migrations.AlterField(
            model_name="plan",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Bản thảo"),
                    ("in_force", "Đang có hiệu lực"),
                    ("amended", "Đã được sửa đổi"),
                    ("superseded", "Đã được thay thế"),
                    ("ended", "Đã kết thúc"),
                    ("discarded", "Đã bỏ"),
                ],
                default="draft",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["in_force", "amended", "superseded", "ended"]), _negated=True),
                    models.Q(
                        ("confirmed_at__isnull", False),
                        models.Q(("title", ""), _negated=True),
                        models.Q(("issuer", ""), _negated=True),
                        ("period_from__isnull", False),
                        ("period_to__isnull", False),
                        ("document__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="plan_confirmed_whole",
            ),
        ),
        migrations.AddField(
            model_name="planamendment",
            name="amended",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="amendments", to="plans.plan"
            ),
        ),
        migrations.AddField(
            model_name="planamendment",
            name="applied_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="planamendment",
            name="attachment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.attachment",
            ),
        ),
        migrations.AddField(
            model_name="planamendment",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plan_amendments",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="planamendment",
            name="first",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="later_versions", to="plans.plan"
            ),
        ),
        migrations.AddField(
            model_name="planamendment",
            name="opened_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="planamendment",
            name="plan",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="amendment", to="plans.plan"
            ),
        ),
        migrations.AddField(
            model_name="planamendment",
            name="province",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.province",
            ),
        ),
        migrations.AddField(
            model_name="planclosure",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plan_closures",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="planclosure",
            name="plan",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="closure", to="plans.plan"
            ),
        ),
        migrations.AddField(
            model_name="planclosure",
            name="province",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.province",
            ),
        ),
        migrations.AddField(
            model_name="planclosure",
            name="recorded_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="planclosure",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="closed",
                to="plans.plan",
            ),
        ),
        migrations.AddField(
            model_name="planprogramme",
            name="legal_text",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.legaltext",
            ),
        ),
        migrations.AddField(
            model_name="planprogramme",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="programmes", to="plans.plan"
            ),
        ),
        migrations.AddField(
            model_name="planprogramme",
            name="province",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.province",
            ),
        ),
        migrations.AddField(
            model_name="planprogramme",
            name="recorded_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="planprogramme",
            name="voided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="planamendment",
            index=models.Index(fields=["first", "sequence"], name="planamendment_line"),
        ),
        migrations.AddConstraint(
            model_name="planamendment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("amended",),
                name="planamendment_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="planamendment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("first", "sequence"),
                name="planamendment_sequence",
            ),
        ),
        migrations.AddConstraint(
            model_name="planamendment",
            constraint=models.CheckConstraint(
                condition=models.Q(("plan", models.F("amended")), _negated=True), name="planamendment_not_self"
            ),
        ),
        migrations.AddConstraint(
            model_name="planamendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("applied_at__isnull", True),
                    models.Q(
                        ("effective_on__isnull", False),
                        ("withdrawn_at__isnull", True),
                        models.Q(("document", None), ("kind", "amendment"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="planamendment_applied_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="planclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("how", "ended"), ("successor__isnull", True)),
                    models.Q(
                        ("how__in", ["superseded", "replaced"]),
                        ("successor__isnull", False),
                        models.Q(("successor", models.F("plan")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="planclosure_successor",
            ),
        ),
        migrations.AddIndex(
            model_name="planprogramme",
            index=models.Index(
                condition=models.Q(("voided_at__isnull", True)), fields=["plan"], name="planprogramme_live"
            ),
        ),
        migrations.AddConstraint(
            model_name="planprogramme",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                fields=("plan", "legal_text", "name"),
                name="planprogramme_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="planprogramme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("legal_text__isnull", False), ("name", "")),
                    models.Q(("legal_text__isnull", True), models.Q(("name", ""), _negated=True)),
                    _connector="OR",
                ),
                name="planprogramme_text_or_name",
            ),
        ),
        migrations.RunSQL(HEAD.format(free=FREE), HEAD.format(free=FREE_BEFORE)),
        migrations.RunSQL(PARENT, PARENT_BACK),
        migrations.RunSQL(AMENDMENT, AMENDMENT_BACK),
    ]
