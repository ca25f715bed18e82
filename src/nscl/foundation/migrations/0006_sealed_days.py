"""Sealed days of the audit trail, and what the database itself keeps about them."""

from __future__ import annotations

import django.contrib.postgres.indexes
from django.db import migrations, models

# Whose account events a scope may read. The room of accounts says so; until it does, nobody's.
PEOPLE = """
CREATE FUNCTION audit_people() RETURNS bigint[] LANGUAGE sql STABLE AS $$ SELECT '{}'::bigint[] $$;
CREATE FUNCTION audit_knew(person bigint, moment timestamptz) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT false $$;
"""
NO_PEOPLE = """
DROP POLICY IF EXISTS app_read ON foundation_auditentry;
DROP FUNCTION audit_knew(bigint, timestamptz);
DROP FUNCTION audit_people();
"""

# Local days of the installation. SECURITY DEFINER: the worker that seals reads no province's rows, only their digest.
DAYS = """
CREATE FUNCTION audit_local_day(moment timestamptz) RETURNS date LANGUAGE sql STABLE AS
$$ SELECT (moment AT TIME ZONE 'Asia/Ho_Chi_Minh')::date $$;

CREATE FUNCTION audit_first_day() RETURNS date LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT audit_local_day(min(recorded_at)) FROM foundation_auditentry $$;

CREATE FUNCTION audit_day(wanted date, OUT entries bigint, OUT digest text) LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    SELECT count(*), encode(sha256(convert_to(
               coalesce(string_agg(e.id || ':' || e.signature || chr(10), '' ORDER BY e.id), ''), 'UTF8')), 'hex')
    INTO entries, digest
    FROM foundation_auditentry e
    WHERE e.recorded_at >= wanted::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
      AND e.recorded_at < (wanted + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh';
END $$;
"""
NO_DAYS = """
DROP FUNCTION audit_day(date);
DROP FUNCTION audit_first_day();
DROP FUNCTION audit_local_day(timestamptz);
"""

# A row takes the lock of its day for sharing and then looks whether the day is sealed; a seal takes it for itself and
# then counts. Each statement of these functions sees what was committed before it, hence no other isolation.
GUARDS = """
CREATE FUNCTION guard_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE day date := audit_local_day(NEW.recorded_at);
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'audit entries are written under READ COMMITTED' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM pg_advisory_xact_lock_shared(7023, day - DATE '2000-01-01');
    IF day <= (SELECT max(d.day) FROM foundation_auditday d) THEN
        RAISE EXCEPTION 'the audit day % is sealed', day USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION guard_audit_day() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    newest date;
    found record;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'audit days are sealed under READ COMMITTED' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM pg_advisory_xact_lock(7023, NEW.day - DATE '2000-01-01');
    SELECT max(d.day) INTO newest FROM foundation_auditday d;
    IF NEW.day <> coalesce(newest + 1, audit_first_day()) THEN
        RAISE EXCEPTION 'audit days are sealed one after another' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    SELECT * INTO found FROM audit_day(NEW.day);
    IF (NEW.entries, NEW.digest) IS DISTINCT FROM (found.entries, found.digest) THEN
        RAISE EXCEPTION 'the seal of % does not hold what the day holds', NEW.day
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER sealed_day BEFORE INSERT ON foundation_auditentry FOR EACH ROW EXECUTE FUNCTION guard_audit_entry();
CREATE TRIGGER seal BEFORE INSERT ON foundation_auditday FOR EACH ROW EXECUTE FUNCTION guard_audit_day();
"""
NO_GUARDS = """
DROP TRIGGER seal ON foundation_auditday;
DROP TRIGGER sealed_day ON foundation_auditentry;
DROP FUNCTION guard_audit_day();
DROP FUNCTION guard_audit_entry();
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0005_search")]
    operations = [
        migrations.CreateModel(
            name="AuditDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("entries", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("previous", models.CharField(blank=True, help_text="signature of the seal before it", max_length=64)),
                ("sealed_at", models.DateTimeField()),
                ("key_id", models.CharField(max_length=12)),
                ("signature", models.CharField(max_length=64)),
            ],
        ),
        migrations.AddField(
            "auditentry", "key_id", models.CharField(default="", max_length=12), preserve_default=False
        ),
        migrations.AddField(
            "auditentry",
            "on_behalf_of",
            models.BigIntegerField(help_text="id of the absent person in whose place it was done", null=True),
        ),
        migrations.RemoveIndex("auditentry", "audit_object"),
        migrations.AddIndex(
            "auditentry",
            models.Index(
                fields=["province_id", "object_type", "object_id", "-recorded_at", "-id"], name="audit_object"
            ),
        ),
        migrations.AddIndex(
            "auditentry",
            models.Index(fields=["province_id", "actor_id", "-recorded_at", "-id"], name="audit_actor"),
        ),
        migrations.AddIndex(
            "auditentry", models.Index(fields=["province_id", "code", "-recorded_at", "-id"], name="audit_code")
        ),
        migrations.AddIndex(
            "auditentry", django.contrib.postgres.indexes.BrinIndex(fields=["recorded_at"], name="audit_moment")
        ),
        migrations.RunSQL(PEOPLE, NO_PEOPLE),
        migrations.RunSQL(DAYS, NO_DAYS),
        migrations.RunSQL(GUARDS, NO_GUARDS),
    ]
