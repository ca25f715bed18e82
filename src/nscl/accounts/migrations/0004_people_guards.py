"""What no constraint can say: a province keeps an administrator, and work is handed on within a province only."""

from django.db import migrations

from nscl.shared.vietnamese import fold, person_sort_key

ADMINISTRATOR = """
CREATE FUNCTION has_other_administrator(of_province bigint, but_membership bigint, but_user bigint, on_day date)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7024, of_province::int);
    RETURN EXISTS (
        SELECT FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id
        WHERE m.province_id = of_province AND m.role = 'administrator' AND m.valid_to IS NULL AND u.is_active
          AND m.id IS DISTINCT FROM but_membership AND m.user_id IS DISTINCT FROM but_user AND m.valid_from <= on_day
    );
END $$;

CREATE FUNCTION keep_an_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ends date := current_date;
BEGIN
    IF OLD.role <> 'administrator' OR OLD.province_id IS NULL OR OLD.valid_to IS NOT NULL THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NEW.role = 'administrator' AND NEW.valid_to IS NULL AND NEW.valid_from <= OLD.valid_from
           AND NEW.province_id = OLD.province_id THEN
            RETURN NULL;
        END IF;
        ends := coalesce(NEW.valid_to, ends);
    END IF;
    IF NOT has_other_administrator(OLD.province_id, OLD.id, NULL, ends) THEN
        RAISE EXCEPTION 'province % would be left without an administrator', OLD.province_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'last_administrator';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER keep_an_administrator AFTER UPDATE OR DELETE ON accounts_membership
    FOR EACH ROW EXECUTE FUNCTION keep_an_administrator();

CREATE FUNCTION keep_an_active_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held bigint;
BEGIN
    FOR held IN
        SELECT DISTINCT province_id FROM accounts_membership
        WHERE user_id = NEW.id AND role = 'administrator' AND valid_to IS NULL AND province_id IS NOT NULL
        ORDER BY province_id
    LOOP
        IF NOT has_other_administrator(held, NULL, NEW.id, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) THEN
            RAISE EXCEPTION 'province % would be left without an administrator', held
                USING ERRCODE = 'check_violation', CONSTRAINT = 'last_administrator';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER keep_an_active_administrator AFTER UPDATE OF is_active ON accounts_user
    FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION keep_an_active_administrator();
"""

NO_ADMINISTRATOR = """
DROP TRIGGER keep_an_active_administrator ON accounts_user;
DROP FUNCTION keep_an_active_administrator();
DROP TRIGGER keep_an_administrator ON accounts_membership;
DROP FUNCTION keep_an_administrator();
DROP FUNCTION has_other_administrator(bigint, bigint, bigint, date);
"""

DELEGATION = """
CREATE FUNCTION guard_delegation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held accounts_membership%ROWTYPE;
BEGIN
    SELECT * INTO held FROM accounts_membership WHERE id = NEW.membership_id FOR SHARE;
    IF held.province_id IS DISTINCT FROM NEW.province_id OR held.user_id = NEW.delegate_id THEN
        RAISE EXCEPTION 'a delegation is of a membership of its province, to somebody else'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'delegation_to_another';
    END IF;
    IF NOT EXISTS (
        SELECT FROM accounts_membership m WHERE m.user_id = NEW.delegate_id AND m.province_id = NEW.province_id
        AND m.valid_from <= NEW.valid_from AND (m.valid_to IS NULL OR m.valid_to > NEW.valid_from)
    ) THEN
        RAISE EXCEPTION 'the delegate is no member of the province'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'delegation_same_province';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_delegation BEFORE INSERT OR UPDATE OF membership_id, delegate_id, province_id, valid_from
    ON accounts_delegation FOR EACH ROW EXECUTE FUNCTION guard_delegation();
"""

NO_DELEGATION = """
DROP TRIGGER guard_delegation ON accounts_delegation;
DROP FUNCTION guard_delegation();
"""


def fill(apps, schema_editor):
    user = apps.get_model("accounts", "User")
    for found in user.objects.using(schema_editor.connection.alias).order_by("id").iterator():
        found.folded = fold(f"{found.full_name} {found.email}")
        found.sort_key = person_sort_key(found.full_name)
        found.save(update_fields=["folded", "sort_key"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_people")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(ADMINISTRATOR, NO_ADMINISTRATOR),
        migrations.RunSQL(DELEGATION, NO_DELEGATION),
    ]
