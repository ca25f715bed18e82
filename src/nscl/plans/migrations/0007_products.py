"""Products of tasks and what proves them, policies on their way, cooperation, money woven in."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What is counted is written once: it can only be voided, once, with its reason.
RECORDED = """
CREATE FUNCTION guard_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    voiding text[] := ARRAY['voided_at', 'voided_by_id', 'void_reason'];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.voided_at IS NOT NULL
       OR (to_jsonb(NEW) - voiding) <> (to_jsonb(OLD) - voiding) THEN
        RAISE EXCEPTION 'row % of % can only be voided, once', OLD.id, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
# A document of the register today may stand behind a row of a province before it: one that the writer may read.
EVIDENT = """
CREATE FUNCTION guard_plan_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.document_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.document_id IS DISTINCT FROM OLD.document_id)
       AND NOT EXISTS (SELECT 1 FROM documents_document WHERE id = NEW.document_id) THEN
        RAISE EXCEPTION 'document % is not of a register in reach', NEW.document_id
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END $$;
"""
# What hangs on a task hangs on its first version, and on a task in reach.
ROOTED = """
CREATE FUNCTION guard_root_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.task_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.task_id IS DISTINCT FROM OLD.task_id)
       AND NOT EXISTS (SELECT 1 FROM plans_task WHERE id = NEW.task_id AND root_id IS NULL) THEN
        RAISE EXCEPTION 'task % is not the first version of a task in reach', NEW.task_id
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END $$;
"""
# A policy begins as a draft; once issued or dropped nothing of it changes. A round asks what it asked; it may be closed.
POLICY = """
CREATE FUNCTION guard_policy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'draft' THEN
            RAISE EXCEPTION 'a policy begins as a draft' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.status IN ('issued', 'dropped') THEN
        RAISE EXCEPTION 'policy % is closed', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER policy_guard BEFORE INSERT OR UPDATE OR DELETE ON plans_policydraft
    FOR EACH ROW EXECUTE FUNCTION guard_policy();
CREATE FUNCTION guard_consultation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closing text[] := ARRAY['closed_at', 'closed_by_id'];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.closed_at IS NOT NULL
       OR (to_jsonb(NEW) - closing) <> (to_jsonb(OLD) - closing) THEN
        RAISE EXCEPTION 'round % can only be closed, once', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consultation_guard BEFORE UPDATE OR DELETE ON plans_consultationround
    FOR EACH ROW EXECUTE FUNCTION guard_consultation();
"""
POLICY_BACK = """
DROP TRIGGER consultation_guard ON plans_consultationround;
DROP TRIGGER policy_guard ON plans_policydraft;
DROP FUNCTION guard_consultation();
DROP FUNCTION guard_policy();
"""
FACTS = (
    "plans_taskproduct",
    "plans_productevidence",
    "plans_opinion",
    "plans_opinionanswer",
    "plans_cooperationactivity",
    "plans_wovenmoney",
)
SHOWN = ("plans_productevidence", "plans_policydraft", "plans_cooperationactivity", "plans_wovenmoney")
OF_TASKS = ("plans_taskproduct", "plans_policydraft", "plans_cooperationactivity", "plans_wovenmoney")


def triggers(name: str, function: str, when: str, tables: tuple[str, ...]) -> tuple[str, str]:
    """The statements that put the guard on the tables, and those that take it off."""
    return (
        "".join(
            f"CREATE TRIGGER {name} BEFORE {when} ON {t} FOR EACH ROW EXECUTE FUNCTION {function}();" for t in tables
        ),
        "".join(f"DROP TRIGGER {name} ON {t};" for t in tables),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0004_document_templates"),
        ("organisations", "0003_legal_entities"),
        ("plans", "0006_needs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsultationRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("letter_number", models.CharField(blank=True, default="", max_length=60)),
                ("sent_on", models.DateField()),
                ("deadline_on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.attachment",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["province", "deadline_on"],
                        name="consultationround_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("deadline_on__gte", models.F("sent_on"))), name="consultationround_days"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consulted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=300)),
                ("folded", models.TextField(default="", editable=False)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consulted",
                        to="plans.consultationround",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("round", "folded"), name="consulted_once"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="consulted_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CooperationActivity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                (
                    "partner_kind",
                    models.CharField(
                        choices=[
                            ("apo", "Tổ chức Năng suất Châu Á (APO)"),
                            ("province", "Tỉnh, thành phố khác"),
                            ("central", "Bộ, viện, cơ quan trung ương"),
                            ("international", "Tổ chức quốc tế, nước ngoài"),
                            ("other", "Đối tác khác"),
                        ],
                        max_length=14,
                    ),
                ),
                ("partner", models.CharField(max_length=300)),
                ("activity", models.CharField(max_length=500)),
                ("folded", models.TextField(default="", editable=False)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField()),
                ("place", models.CharField(blank=True, default="", max_length=300)),
                ("participants", models.PositiveIntegerField(blank=True, null=True)),
                ("result", models.CharField(blank=True, default="", max_length=2000)),
                ("url", models.URLField(blank=True, default="", max_length=1000)),
                (
                    "attachment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.attachment",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cooperation",
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
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="plans.cooperationactivity",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cooperation",
                        to="plans.task",
                    ),
                ),
                (
                    "voided_by",
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
                "indexes": [models.Index(fields=["province", "-from_on", "-id"], name="cooperation_listed")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="cooperation_void_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("partner", ""), _negated=True), models.Q(("activity", ""), _negated=True)
                        ),
                        name="cooperation_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_on__gte", models.F("from_on"))), name="cooperation_days"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("voided_at__isnull", True)),
                        fields=("province", "folded", "from_on"),
                        name="cooperation_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                ("received_on", models.DateField()),
                ("letter_number", models.CharField(blank=True, default="", max_length=60)),
                ("agrees", models.BooleanField(default=False)),
                ("clause", models.CharField(blank=True, default="", max_length=200)),
                ("text", models.TextField(blank=True, default="")),
                (
                    "consulted",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="plans.consulted"
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
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.attachment",
                    ),
                ),
                (
                    "voided_by",
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
                "indexes": [models.Index(fields=["consulted", "id"], name="opinion_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="opinion_void_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agrees", True), models.Q(("text", ""), _negated=True), _connector="OR"),
                        name="opinion_says",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpinionAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("accepted", "Tiếp thu"),
                            ("partly", "Tiếp thu một phần"),
                            ("explained", "Giải trình, giữ nguyên dự thảo"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="plans.opinion"
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
                    "voided_by",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="opinionanswer_void_whole",
                    ),
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="opinionanswer_text"),
                    models.UniqueConstraint(
                        condition=models.Q(("voided_at__isnull", True)),
                        fields=("opinion",),
                        name="opinionanswer_one_live",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Đang soạn thảo"),
                            ("consultation", "Đang lấy ý kiến"),
                            ("appraised", "Đã thẩm định"),
                            ("submitted", "Đã trình"),
                            ("issued", "Đã ban hành"),
                            ("dropped", "Đã dừng"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("title", models.CharField(max_length=500)),
                ("folded", models.TextField(default="", editable=False)),
                (
                    "kind",
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
                ("issuer", models.CharField(max_length=200)),
                ("year", models.PositiveSmallIntegerField()),
                ("planned_on", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, default="", max_length=1000)),
                ("closed_reason", models.CharField(blank=True, default="", max_length=500)),
                ("created_at", models.DateTimeField()),
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
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued_from",
                        to="documents.document",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
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
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="policies", to="plans.task"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["province", "status", "-year", "-id"], name="policydraft_listed"),
                    models.Index(fields=["task", "-id"], name="policydraft_of_task"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("issuer", ""), _negated=True)
                        ),
                        name="policydraft_title",
                    ),
                    models.CheckConstraint(condition=models.Q(("year__range", (2000, 2100))), name="policydraft_year"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "dropped"), _negated=True),
                            models.Q(("closed_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="policydraft_dropped_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="consultationround",
            name="policy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="plans.policydraft"
            ),
        ),
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("summary", models.CharField(max_length=1000)),
                ("made_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="plans.policydraft"
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("policy", "number"), name="policyversion_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), models.Q(("summary", ""), _negated=True)),
                        name="policyversion_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyFile",
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="plans.policyversion"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("version", "attachment"), name="policyfile_once")],
            },
        ),
        migrations.AddField(
            model_name="consultationround",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="plans.policyversion"
            ),
        ),
        migrations.CreateModel(
            name="TaskProduct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("document", "Văn bản ban hành"),
                            ("policy", "Cơ chế, chính sách"),
                            ("system", "Cơ sở dữ liệu, hệ thống"),
                            ("event", "Hội nghị, sự kiện"),
                            ("course", "Lớp đào tạo, tập huấn"),
                            ("publication", "Ấn phẩm, tin bài, tài liệu"),
                            ("report", "Báo cáo, điều tra, đánh giá"),
                            ("model", "Mô hình, kết quả áp dụng"),
                            ("other", "Sản phẩm khác"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=500)),
                ("folded", models.TextField(default="", editable=False)),
                ("output", models.TextField(blank=True, default="")),
                ("delivered_on", models.DateField(blank=True, null=True)),
                ("on_behalf", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, default="", max_length=1000)),
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
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="plans.taskproduct",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="products", to="plans.task"
                    ),
                ),
                (
                    "voided_by",
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("voided_at__isnull", True)),
                        fields=["task", "-year", "-id"],
                        name="taskproduct_of_task",
                    ),
                    models.Index(fields=["province", "-year", "-id"], name="taskproduct_listed"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="taskproduct_void_whole",
                    ),
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="taskproduct_title"),
                    models.CheckConstraint(condition=models.Q(("year__range", (2000, 2100))), name="taskproduct_year"),
                    models.CheckConstraint(
                        condition=models.Q(("on_behalf", False), ("agency__isnull", False), _connector="OR"),
                        name="taskproduct_behalf",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("voided_at__isnull", True)),
                        fields=("task", "year", "kind", "folded", "delivered_on"),
                        name="taskproduct_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProductEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                ("title", models.CharField(max_length=300)),
                ("url", models.URLField(blank=True, default="", max_length=1000)),
                ("signed", models.BooleanField(default=False)),
                (
                    "attachment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.attachment",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proves",
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
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="plans.taskproduct"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["product", "id"], name="productevidence_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="productevidence_void_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("signed", False), ("attachment__isnull", False), _connector="OR"),
                        name="productevidence_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="productevidence_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("attachment__isnull", True), ("document__isnull", False), ("url", "")),
                            models.Q(("attachment__isnull", False), ("document__isnull", True), ("url", "")),
                            models.Q(
                                ("attachment__isnull", True),
                                ("document__isnull", True),
                                models.Q(("url", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="productevidence_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("voided_at__isnull", True)),
                        fields=("product", "document", "attachment", "url"),
                        name="productevidence_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="policydraft",
            name="product",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="policy",
                to="plans.taskproduct",
            ),
        ),
        migrations.CreateModel(
            name="WovenMoney",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                ("year", models.PositiveSmallIntegerField()),
                ("programme", models.CharField(max_length=300)),
                ("folded", models.TextField(default="", editable=False)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("central", "Ngân sách trung ương"),
                            ("province", "Ngân sách tỉnh"),
                            ("commune", "Ngân sách xã"),
                            ("fund", "Quỹ (phát triển KH&CN, khuyến công …)"),
                            ("enterprise", "Vốn của doanh nghiệp, tổ chức"),
                            ("foreign", "ODA, viện trợ, nguồn nước ngoài"),
                            ("other", "Nguồn khác"),
                        ],
                        max_length=12,
                    ),
                ),
                ("planned_vnd", models.BigIntegerField(blank=True, null=True)),
                ("actual_vnd", models.BigIntegerField(blank=True, null=True)),
                ("note", models.CharField(blank=True, default="", max_length=500)),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="woven_money",
                        to="documents.document",
                    ),
                ),
                (
                    "legal_text",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.legaltext",
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
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="plans.wovenmoney",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="woven_money", to="plans.task"
                    ),
                ),
                (
                    "voided_by",
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
                "indexes": [models.Index(fields=["province", "year", "id"], name="wovenmoney_by_year")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="wovenmoney_void_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("programme", ""), _negated=True), name="wovenmoney_programme"
                    ),
                    models.CheckConstraint(condition=models.Q(("year__range", (2000, 2100))), name="wovenmoney_year"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("planned_vnd__isnull", False), ("actual_vnd__isnull", False), _connector="OR"),
                            models.Q(("planned_vnd__isnull", True), ("planned_vnd__gte", 0), _connector="OR"),
                            models.Q(("actual_vnd__isnull", True), ("actual_vnd__gte", 0), _connector="OR"),
                        ),
                        name="wovenmoney_amount",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("voided_at__isnull", True)),
                        fields=("task", "year", "folded", "source"),
                        name="wovenmoney_once",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="consultationround",
            constraint=models.UniqueConstraint(fields=("policy", "number"), name="consultationround_once"),
        ),
        migrations.AddConstraint(
            model_name="policydraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "issued"), _negated=True),
                    models.Q(("document__isnull", False), ("product__isnull", False)),
                    _connector="OR",
                ),
                name="policydraft_issued_whole",
            ),
        ),
        migrations.RunSQL(RECORDED, "DROP FUNCTION guard_recorded();"),
        migrations.RunSQL(EVIDENT, "DROP FUNCTION guard_plan_document();"),
        migrations.RunSQL(ROOTED, "DROP FUNCTION guard_root_task();"),
        migrations.RunSQL(POLICY, POLICY_BACK),
        migrations.RunSQL(*triggers("recorded_guard", "guard_recorded", "UPDATE OR DELETE", FACTS)),
        migrations.RunSQL(*triggers("document_guard", "guard_plan_document", "INSERT OR UPDATE", SHOWN)),
        migrations.RunSQL(*triggers("root_task_guard", "guard_root_task", "INSERT OR UPDATE", OF_TASKS)),
    ]
