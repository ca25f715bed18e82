"""A plan in force keeps its words: head and items change only while the plan is a draft."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION guard_plan_item() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := coalesce(TG_ARGV::text[], '{}');
    frozen bigint;
BEGIN
    -- FOR SHARE: who confirms holds the plan's row, and nothing slips in between its look and its change.
    PERFORM 1 FROM plans_plan WHERE id IN (OLD.plan_id, NEW.plan_id) ORDER BY id FOR SHARE;
    SELECT id INTO frozen FROM plans_plan WHERE id IN (OLD.plan_id, NEW.plan_id) AND status <> 'draft' LIMIT 1;
    IF frozen IS NOT NULL THEN
        IF TG_OP <> 'UPDATE' OR (to_jsonb(NEW) - free) <> (to_jsonb(OLD) - free) THEN
            RAISE EXCEPTION 'plan % is not a draft any more', frozen USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION guard_plan() RETURNS trigger LANGUAGE plpgsql AS $$
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
    ELSIF OLD.status <> 'draft'
          AND (to_jsonb(NEW) - ARRAY['status', 'closed_reason']) <> (to_jsonb(OLD) - ARRAY['status', 'closed_reason'])
    THEN
        RAISE EXCEPTION 'plan % is not a draft any more', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER plan_frozen BEFORE INSERT OR UPDATE OR DELETE ON plans_plan
FOR EACH ROW EXECUTE FUNCTION guard_plan();
"""
# Tables of items, and what may still change in each once the plan is in force.
TABLES = {
    "plans_target": "",
    "plans_task": "",
    "plans_supportrule": "",
    "plans_eligibility": "",
    "plans_duty": "",
    "plans_deadline": "",
    "plans_budgetline": "",
    "plans_plansource": "",
    "plans_agencymention": "'agency_id', 'score', 'stale'",
    "plans_legalbasis": "'legal_text_id'",
    "plans_planlink": "'other_id'",
}
TRIGGER = """
CREATE TRIGGER plan_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION guard_plan_item({free});
"""
UNDO = "DROP TRIGGER plan_frozen ON {table};"


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]
    operations = [
        migrations.RunSQL(
            FUNCTION,
            "DROP TRIGGER plan_frozen ON plans_plan; DROP FUNCTION guard_plan(); DROP FUNCTION guard_plan_item();",
        ),
        migrations.RunSQL(
            "".join(TRIGGER.format(table=table, free=free) for table, free in TABLES.items()),
            "".join(UNDO.format(table=table) for table in TABLES),
        ),
    ]
