"""Needs: rounds, invitations, proposals and what is made of them; facts that do not change, a link that opens its own."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What a sender proposed stays as it was: only what was made of it, and its voiding, may be written later.
GUARD = """
CREATE FUNCTION guard_needs_fact() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := coalesce(TG_ARGV::text[], '{}');
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'rows of % are voided, not deleted', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (to_jsonb(NEW) - free) <> (to_jsonb(OLD) - free) THEN
        RAISE EXCEPTION 'row % of % does not change', OLD.id, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
VOID = "'voided_at', 'voided_by_id', 'void_reason'"
FREE = {
    "plans_proposal": f"'answered_on', 'answer_number', {VOID}",
    "plans_need": f"'merged_id', 'entity_id', 'match', {VOID}",
    "plans_needsinvitation": f"'mailed_at', 'opened_at', {VOID}",
    "plans_handedon": f"'task_id', 'budget_line_id', {VOID}",
    "plans_needmerge": "'undone_at', 'undone_by_id'",
}
ONCE = """
CREATE FUNCTION guard_needs_voided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.voided_at IS NOT NULL THEN
        RAISE EXCEPTION 'row % of % is voided', OLD.id, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
VOIDED = ("plans_proposal", "plans_needsinvitation", "plans_handedon")
# A respondent has a link and no scope: this tells which province and invitation it opens, and nothing else.
OPENED = """
CREATE FUNCTION needs_invitation_of(wanted text, OUT province_id bigint, OUT id bigint) RETURNS SETOF record
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT i.province_id, i.id FROM plans_needsinvitation i WHERE i.token_hash = wanted
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
        ("documents", "0004_document_templates"),
        ("organisations", "0003_legal_entities"),
        ("plans", "0005_first_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NeedsRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("preparing", "Đang chuẩn bị"),
                            ("open", "Đang nhận"),
                            ("closed", "Đã khóa nhận"),
                            ("settled", "Đã chốt"),
                        ],
                        default="preparing",
                        max_length=20,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("for_year", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("note", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("ranked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "changed_at",
                    models.DateTimeField(blank=True, help_text="the latest change since it was ranked", null=True),
                ),
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
                "indexes": [models.Index(fields=["province", "-for_year", "-id"], name="needsround_list")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))), name="needsround_days"
                    ),
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="needsround_titled"),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedsQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.contentgroup"
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="plans.needsround"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("round", "group"), name="needsquestion_once")],
            },
        ),
        migrations.CreateModel(
            name="NeedsInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("enterprise", "Doanh nghiệp, hợp tác xã, cơ sở"),
                            ("association", "Hội, hiệp hội"),
                            ("department", "Sở, ngành"),
                            ("commune", "Xã, phường, đặc khu"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("nonce", models.CharField(max_length=32)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("invited_at", models.DateTimeField()),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(blank=True, help_text="when the link was first opened", null=True)),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, default="", max_length=500)),
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
                    "invited_by",
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="plans.needsround"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["round", "-id"], name="needsinvitation_list")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="needsinvitation_void_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="needsinvitation_named"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergedNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Chờ quyết định"),
                            ("handed_on", "Đã chuyển tiếp"),
                            ("later", "Để lại sau"),
                            ("declined", "Không đưa vào"),
                            ("merged", "Đã gộp vào nhu cầu khác"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("name", models.CharField(max_length=300)),
                ("name_key", models.CharField(max_length=300)),
                ("sort_key", models.CharField(max_length=900)),
                ("folded", models.CharField(help_text="name, tax code and standard, to be searched", max_length=900)),
                ("standard", models.CharField(blank=True, max_length=300)),
                ("standard_key", models.CharField(blank=True, max_length=100)),
                ("sender_count", models.PositiveIntegerField(default=0)),
                ("row_count", models.PositiveIntegerField(default=0)),
                ("asked_itself", models.BooleanField(default=False)),
                ("quantity", models.PositiveIntegerField(blank=True, null=True)),
                ("expected_cost_vnd", models.BigIntegerField(blank=True, null=True)),
                ("wanted_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("points", models.IntegerField(default=0)),
                ("place", models.PositiveIntegerField(blank=True, null=True)),
                ("lines", models.JSONField(default=list)),
                ("hand_place", models.PositiveIntegerField(blank=True, null=True)),
                ("hand_reason", models.CharField(blank=True, default="", max_length=500)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_note", models.CharField(blank=True, default="", max_length=500)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.contentgroup"
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed",
                        to="plans.mergedneed",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="merged", to="plans.needsround"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["round", "sort_key", "id"], name="mergedneed_by_name"),
                    models.Index(fields=["round", "place", "id"], name="mergedneed_by_place"),
                    models.Index(fields=["round", "status"], name="mergedneed_by_status"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("entity__isnull", False), models.Q(("status", "merged"), _negated=True)),
                        fields=("round", "entity", "group", "standard_key"),
                        name="mergedneed_once_by_entity",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("entity__isnull", True), models.Q(("status", "merged"), _negated=True)),
                        fields=("round", "name_key", "group", "standard_key"),
                        name="mergedneed_once_by_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hand_place__isnull", True), models.Q(("hand_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="mergedneed_hand_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("into__isnull", True), ("status", "merged"), _connector="OR"),
                        name="mergedneed_into",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("into__isnull", True), models.Q(("into", models.F("id")), _negated=True), _connector="OR"
                        ),
                        name="mergedneed_not_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["later", "declined"]), _negated=True),
                            models.Q(("decision_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="mergedneed_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("enterprise", "Doanh nghiệp, hợp tác xã, cơ sở"),
                            ("association", "Hội, hiệp hội"),
                            ("department", "Sở, ngành"),
                            ("commune", "Xã, phường, đặc khu"),
                        ],
                        max_length=12,
                    ),
                ),
                ("sender", models.CharField(max_length=300)),
                ("sender_key", models.CharField(help_text="folded: by which senders are told apart", max_length=300)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("link", "Phiếu trực tuyến"),
                            ("list", "Danh sách Excel"),
                            ("letter", "Công văn, phiếu giấy"),
                        ],
                        max_length=8,
                    ),
                ),
                ("on_behalf", models.BooleanField(default=False, help_text="entered by an officer")),
                ("number", models.CharField(blank=True, max_length=60)),
                ("dated_on", models.DateField(blank=True, null=True)),
                ("key", models.CharField(max_length=80)),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("recorded_at", models.DateTimeField()),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("answer_number", models.CharField(blank=True, default="", max_length=60)),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, default="", max_length=500)),
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
                    "invitation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="plans.needsinvitation",
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="plans.needsround"
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
                "indexes": [models.Index(fields=["round", "-id"], name="proposal_list")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="proposal_void_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("voided_at__isnull", True)), fields=("round", "key"), name="proposal_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sender", ""), _negated=True), models.Q(("key", ""), _negated=True)
                        ),
                        name="proposal_sent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedsImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sender", models.JSONField(default=dict, help_text="who sent it, its number and day")),
                (
                    "heads",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), default=list, size=None
                    ),
                ),
                ("rows", models.JSONField(default=list, help_text="[[row of the sheet, [cell, …]], …]")),
                ("mapping", models.JSONField(default=dict, help_text="column → field")),
                ("fixes", models.JSONField(default=dict, help_text="row of the sheet → {field: text}")),
                (
                    "dropped",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(),
                        default=list,
                        help_text="rows left out by the officer",
                        size=None,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("uploaded_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, default="", max_length=500)),
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
                    "uploaded_by",
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="imports", to="plans.needsround"
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="source",
                        to="plans.proposal",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["round", "-id"], name="needsimport_list")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="needsimport_void_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_row", models.PositiveIntegerField()),
                ("raw_name", models.CharField(max_length=300)),
                ("raw_tax_code", models.CharField(blank=True, max_length=40)),
                ("name_key", models.CharField(max_length=300)),
                (
                    "match",
                    models.CharField(
                        choices=[
                            ("sure", "Chắc chắn"),
                            ("decided", "Chuyên viên chọn"),
                            ("doubtful", "Còn nghi vấn"),
                            ("unknown", "Chưa có trong danh bạ"),
                            ("new", "Giữ tên như đã ghi"),
                        ],
                        max_length=10,
                    ),
                ),
                ("standard", models.CharField(blank=True, max_length=300)),
                ("quantity", models.PositiveIntegerField(blank=True, null=True)),
                ("expected_cost_vnd", models.BigIntegerField(blank=True, null=True)),
                ("wanted_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("text", models.TextField(blank=True)),
                ("remark", models.CharField(blank=True, max_length=1000)),
                ("recorded_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, default="", max_length=500)),
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
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.contentgroup"
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="plans.mergedneed"
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="plans.needsround"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="plans.proposal"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["round", "match", "name_key"], name="need_by_match"),
                    models.Index(fields=["round", "entity"], name="need_by_entity"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="need_void_whole",
                    ),
                    models.UniqueConstraint(fields=("proposal", "source_row"), name="need_row_once"),
                    models.CheckConstraint(condition=models.Q(("raw_name", ""), _negated=True), name="need_named"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expected_cost_vnd__isnull", True), ("expected_cost_vnd__gte", 0), _connector="OR"
                        ),
                        name="need_cost",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("match__in", ["sure", "decided"]), _negated=True),
                            ("entity__isnull", False),
                            _connector="OR",
                        ),
                        name="need_matched",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RankingWeights",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("sender", models.SmallIntegerField()),
                ("senders_most", models.PositiveSmallIntegerField()),
                ("own", models.SmallIntegerField()),
                ("rule", models.SmallIntegerField()),
                ("target", models.SmallIntegerField()),
                ("key_product", models.SmallIntegerField()),
                ("first_time", models.SmallIntegerField()),
                (
                    "key_words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), blank=True, default=list, size=None
                    ),
                ),
                ("legal_basis", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
                ("set_at", models.DateTimeField()),
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
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("province", "valid_from"), name="rankingweights_once")],
            },
        ),
        migrations.CreateModel(
            name="HeadingMemory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("heading", models.CharField(max_length=200)),
                ("field", models.CharField(max_length=20)),
                ("remembered_at", models.DateTimeField()),
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
                    "remembered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("province", "heading"), name="headingmemory_once")],
            },
        ),
        migrations.CreateModel(
            name="HandedOn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "to",
                    models.CharField(
                        choices=[("plan", "Kế hoạch"), ("estimate", "Dự toán"), ("call", "Thông báo tiếp nhận hồ sơ")],
                        max_length=10,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, default="", max_length=500)),
                (
                    "budget_line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs_handed",
                        to="plans.budgetline",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs_handed",
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
                    "task",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs_handed",
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
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handed", to="plans.mergedneed"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["province", "year", "to"], name="handedon_queue")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="handedon_void_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("voided_at__isnull", True)),
                        fields=("need", "to", "year"),
                        name="handedon_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to", "plan"),
                            models.Q(("budget_line__isnull", True), ("plan__isnull", True), ("task__isnull", True)),
                            _connector="OR",
                        ),
                        name="handedon_plan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NameDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_key", models.CharField(max_length=300)),
                ("raw_name", models.CharField(max_length=300)),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "indexes": [models.Index(fields=["province", "name_key", "-id"], name="namedecision_latest")],
            },
        ),
        migrations.CreateModel(
            name="NeedMerge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "moved",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, help_text="the rows that moved", size=None
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("merged_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "merged_by",
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
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges_away", to="plans.mergedneed"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges_in", to="plans.mergedneed"
                    ),
                ),
                (
                    "undone_by",
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
                        condition=models.Q(("source", models.F("target")), _negated=True), name="needmerge_two"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)), fields=("source",), name="needmerge_once"
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            GUARD
            + "".join(
                f"CREATE TRIGGER needs_fact BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION guard_needs_fact({free});"
                for table, free in FREE.items()
            ),
            "".join(f"DROP TRIGGER needs_fact ON {table};" for table in FREE) + "DROP FUNCTION guard_needs_fact();",
        ),
        migrations.RunSQL(
            ONCE
            + "".join(
                f"CREATE TRIGGER needs_voided BEFORE UPDATE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION guard_needs_voided();"
                for table in VOIDED
            ),
            "".join(f"DROP TRIGGER needs_voided ON {table};" for table in VOIDED)
            + "DROP FUNCTION guard_needs_voided();",
        ),
        migrations.RunSQL(OPENED, "DROP FUNCTION needs_invitation_of(text);"),
    ]
