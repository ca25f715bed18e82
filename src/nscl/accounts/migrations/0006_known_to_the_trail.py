"""A province reads the account events of those who were its members when they happened."""

from __future__ import annotations

from django.db import migrations

KNOWN = """
CREATE OR REPLACE FUNCTION audit_people() RETURNS bigint[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(DISTINCT m.user_id), '{}')
    FROM accounts_membership m
    WHERE m.province_id = ANY(tenancy_readable())
$$;
CREATE OR REPLACE FUNCTION audit_knew(person bigint, moment timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM accounts_membership m
        WHERE m.user_id = person AND m.province_id = ANY(tenancy_readable())
          AND m.valid_from <= audit_local_day(moment)
          AND (m.valid_to IS NULL OR m.valid_to > audit_local_day(moment))
    )
$$;
"""
UNKNOWN = """
CREATE OR REPLACE FUNCTION audit_people() RETURNS bigint[] LANGUAGE sql STABLE AS $$ SELECT '{}'::bigint[] $$;
CREATE OR REPLACE FUNCTION audit_knew(person bigint, moment timestamptz) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT false $$;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_signing_in"), ("foundation", "0006_sealed_days")]
    operations = [migrations.RunSQL(KNOWN, UNKNOWN)]
