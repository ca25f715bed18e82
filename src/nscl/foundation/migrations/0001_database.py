"""Extensions, the functions of tenancy, the guards of append-only tables and of status changes."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

SCOPE = """
CREATE FUNCTION tenancy_{kind}() RETURNS bigint[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE value text := current_setting('nscl.{kind}', true);
BEGIN
    IF value IS NULL OR value = '' THEN
        RAISE EXCEPTION 'no tenancy scope is set on this connection' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN value::bigint[];
END $$;
"""

APPEND_ONLY = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

TRANSITION = """
CREATE FUNCTION guard_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status IS DISTINCT FROM OLD.status AND current_setting('nscl.transition', true) IS DISTINCT FROM
       TG_TABLE_NAME || ':' || OLD.status || '>' || NEW.status THEN
        RAISE EXCEPTION 'the status of % changes through its transitions only', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(SCOPE.format(kind="readable"), "DROP FUNCTION tenancy_readable()"),
        migrations.RunSQL(SCOPE.format(kind="writable"), "DROP FUNCTION tenancy_writable()"),
        migrations.RunSQL(APPEND_ONLY, "DROP FUNCTION refuse_change()"),
        migrations.RunSQL(TRANSITION, "DROP FUNCTION guard_status()"),
    ]
