"""A plan may carry on, or replace, a plan of a province that came into its own."""

from django.db import migrations

GUARD = """
ALTER TABLE plans_planlink DROP CONSTRAINT IF EXISTS plans_planlink_other_id_same_province_fk;
CREATE FUNCTION guard_plan_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.other_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM plans_plan p WHERE p.id = NEW.other_id AND province_before(p.province_id, NEW.province_id)
    ) THEN
        RAISE EXCEPTION 'plan % is of another province', NEW.other_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'planlink_province';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER plan_link_guard BEFORE INSERT OR UPDATE OF other_id ON plans_planlink
    FOR EACH ROW EXECUTE FUNCTION guard_plan_link();
"""
GUARD_BACK = "DROP TRIGGER plan_link_guard ON plans_planlink; DROP FUNCTION guard_plan_link();"


class Migration(migrations.Migration):
    dependencies = [("plans", "0014_joined_tasks")]
    operations = [migrations.RunSQL(GUARD, GUARD_BACK)]
