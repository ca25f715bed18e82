"""No text supersedes itself by way of others; a relation points only at what its writer may read."""

from django.db import migrations

# Two relations entered at once could close a ring that neither sees: whoever adds one to a province waits.
CENTRAL = """
CREATE FUNCTION guard_legal_relation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind <> 'supersedes' THEN RETURN NEW; END IF;
    PERFORM pg_advisory_xact_lock(7023002, 0);
    IF EXISTS (
        WITH RECURSIVE reached(id) AS (
            SELECT NEW.target_id
            UNION
            SELECT r.target_id FROM documents_legaltextrelation r JOIN reached ON r.source_id = reached.id
            WHERE r.kind = 'supersedes' AND r.id <> coalesce(NEW.id, 0)
        )
        SELECT 1 FROM reached WHERE id = NEW.source_id
    ) THEN
        RAISE EXCEPTION 'legal text % would supersede itself', NEW.source_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'legaltextrelation_no_cycle';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER legal_relation_guard BEFORE INSERT OR UPDATE ON documents_legaltextrelation
    FOR EACH ROW EXECUTE FUNCTION guard_legal_relation();
"""
CENTRAL_BACK = """
DROP TRIGGER legal_relation_guard ON documents_legaltextrelation;
DROP FUNCTION guard_legal_relation();
"""

PROVINCE = """
CREATE FUNCTION guard_document_relation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.target_document_id IS NULL OR NEW.voided_at IS NOT NULL THEN RETURN NEW; END IF;
    IF NOT EXISTS (SELECT 1 FROM documents_document WHERE id = NEW.target_document_id) THEN
        RAISE EXCEPTION 'document % is not of this register', NEW.target_document_id
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'documentrelation_readable_target';
    END IF;
    IF NEW.kind <> 'supersedes' THEN RETURN NEW; END IF;
    PERFORM pg_advisory_xact_lock(7023003, 0);
    IF EXISTS (
        WITH RECURSIVE reached(id) AS (
            SELECT NEW.target_document_id
            UNION
            SELECT r.target_document_id FROM documents_documentrelation r JOIN reached ON r.source_id = reached.id
            WHERE r.kind = 'supersedes' AND r.voided_at IS NULL AND r.target_document_id IS NOT NULL
              AND r.id <> coalesce(NEW.id, 0)
        )
        SELECT 1 FROM reached WHERE id = NEW.source_id
    ) THEN
        RAISE EXCEPTION 'document % would supersede itself', NEW.source_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'documentrelation_no_cycle';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER document_relation_guard BEFORE INSERT OR UPDATE ON documents_documentrelation
    FOR EACH ROW EXECUTE FUNCTION guard_document_relation();
"""
PROVINCE_BACK = """
DROP TRIGGER document_relation_guard ON documents_documentrelation;
DROP FUNCTION guard_document_relation();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_register")]
    operations = [migrations.RunSQL(CENTRAL, CENTRAL_BACK), migrations.RunSQL(PROVINCE, PROVINCE_BACK)]
