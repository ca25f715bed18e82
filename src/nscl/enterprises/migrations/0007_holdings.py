"""Every filter of the register walks an index in the order of names: six letters for what a profile is, rows for what
it makes and holds."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Concat, Left, Substr

from nscl.enterprises.models.holdings import DateMultiRangeField

FACETS = Concat(
    Left("kind", 1),
    Case(When(sector="", then=Value("-")), default=Left("sector", 1), output_field=models.CharField()),
    Case(When(size="", then=Value("-")), default=Substr("size", 2, 1), output_field=models.CharField()),
    Left("status", 1),
    Case(When(women_owned=True, then=Value("w")), default=Value("-"), output_field=models.CharField()),
    Case(When(social=True, then=Value("s")), default=Value("-"), output_field=models.CharField()),
    output_field=models.CharField(),
)

# What can be asked of the profiles `roots`, as their own products and certificates and those of merged ones say.
TOLD = """
CREATE FUNCTION enterprise_holdings_of(roots bigint[]) RETURNS TABLE (enterprise_id bigint, what text, held datemultirange)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH own AS (
        SELECT e.id, coalesce(e.merged_into_id, e.id) AS root FROM enterprises_enterprise e
        WHERE (e.id = ANY(roots) AND e.merged_into_id IS NULL) OR e.merged_into_id = ANY(roots)
    ), papers AS (
        SELECT own.root, c.standard_key, c.issued_on, c.expires_on, c.withdrawn_on,
            EXISTS (SELECT FROM enterprises_certificate r WHERE r.replaces_id = c.id AND r.voided_at IS NULL) AS replaced
        FROM enterprises_certificate c JOIN own ON own.id = c.enterprise_id WHERE c.voided_at IS NULL
    )
    SELECT DISTINCT own.root, concat_ws(' ', 'product', g, o, x), '{(,)}'::datemultirange
    FROM enterprises_product p JOIN own ON own.id = p.enterprise_id
    CROSS JOIN LATERAL (VALUES ('-'), (p.group_id::text)) groups(g)
    CROSS JOIN LATERAL (SELECT '-' UNION ALL SELECT n::text FROM generate_series(3, p.ocop_stars) n) stars(o)
    CROSS JOIN LATERAL (VALUES ('-'), (CASE WHEN p.exported THEN 'x' END)) abroad(x)
    WHERE p.ended_on IS NULL AND g IS NOT NULL AND x IS NOT NULL AND (g, o, x) <> ('-', '-', '-')
    UNION ALL
    SELECT root, 'held ' || standard_key, range_agg(days)
    FROM papers CROSS JOIN LATERAL (SELECT daterange(issued_on, least(expires_on + 1, withdrawn_on)) AS days) d
    WHERE NOT isempty(days) GROUP BY 1, 2
    UNION ALL
    SELECT root, told, range_agg(daterange(expires_on, expires_on, '[]'))
    FROM papers CROSS JOIN LATERAL (VALUES ('ends '), ('ends ' || standard_key)) ends(told)
    WHERE expires_on IS NOT NULL AND withdrawn_on IS NULL AND NOT replaced GROUP BY 1, 2
$$;
"""

# The profiles are locked first, so that two who change what one of them holds do not each miss the other's change.
RENEW = """
CREATE FUNCTION enterprise_holdings_renew(asked bigint[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    roots bigint[];
BEGIN
    LOOP
        PERFORM 1 FROM enterprises_enterprise WHERE id = ANY(asked) ORDER BY id FOR NO KEY UPDATE;
        roots := ARRAY(SELECT unnest(asked) UNION SELECT merged_into_id FROM enterprises_enterprise
                       WHERE id = ANY(asked) AND merged_into_id IS NOT NULL);
        EXIT WHEN roots <@ asked;
        asked := roots;
    END LOOP;
    DELETE FROM enterprises_holding h USING unnest(roots) AS r(id) WHERE h.enterprise_id = r.id
        AND (h.enterprise_id, h.what) NOT IN (SELECT t.enterprise_id, t.what FROM enterprise_holdings_of(roots) t);
    INSERT INTO enterprises_holding (province_id, enterprise_id, what, held, sort_key, facets, commune_id)
    SELECT e.province_id, e.id, t.what, t.held, e.sort_key, e.facets, e.commune_id
    FROM enterprise_holdings_of(roots) t JOIN enterprises_enterprise e ON e.id = t.enterprise_id
    ON CONFLICT (enterprise_id, what) DO UPDATE SET held = excluded.held WHERE enterprises_holding.held <> excluded.held;
END $$;

CREATE FUNCTION enterprise_facts_held() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    fresh jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    stale jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
BEGIN
    PERFORM enterprise_holdings_renew(ARRAY(
        SELECT pk FROM (VALUES ((fresh->>'enterprise_id')::bigint), ((stale->>'enterprise_id')::bigint)) told(pk)
        WHERE pk IS NOT NULL
        UNION
        SELECT c.enterprise_id FROM enterprises_certificate c
        WHERE TG_TABLE_NAME = 'enterprises_certificate' AND c.id = (fresh->>'replaces_id')::bigint
    ));
    RETURN NULL;
END $$;
CREATE TRIGGER product_held AFTER INSERT OR UPDATE OR DELETE ON enterprises_product
    FOR EACH ROW EXECUTE FUNCTION enterprise_facts_held();
CREATE TRIGGER certificate_held AFTER INSERT OR UPDATE OR DELETE ON enterprises_certificate
    FOR EACH ROW EXECUTE FUNCTION enterprise_facts_held();

CREATE FUNCTION enterprise_holdings_follow() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE enterprises_holding SET sort_key = NEW.sort_key, facets = NEW.facets, commune_id = NEW.commune_id
    WHERE enterprise_id = NEW.id;
    IF OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id THEN
        PERFORM enterprise_holdings_renew(array_remove(ARRAY[NEW.id, NEW.merged_into_id, OLD.merged_into_id], NULL));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER enterprise_holdings_follow AFTER UPDATE ON enterprises_enterprise FOR EACH ROW
    WHEN (OLD.sort_key IS DISTINCT FROM NEW.sort_key OR OLD.facets IS DISTINCT FROM NEW.facets
          OR OLD.commune_id IS DISTINCT FROM NEW.commune_id OR OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id)
    EXECUTE FUNCTION enterprise_holdings_follow();

COMMENT ON FUNCTION enterprise_holdings_of(bigint[]) IS 'closed';
COMMENT ON FUNCTION enterprise_holdings_renew(bigint[]) IS 'closed';
SELECT enterprise_holdings_renew(ARRAY(
    SELECT enterprise_id FROM enterprises_product UNION SELECT enterprise_id FROM enterprises_certificate));
"""
BACK = """
DROP TRIGGER enterprise_holdings_follow ON enterprises_enterprise;
DROP TRIGGER certificate_held ON enterprises_certificate;
DROP TRIGGER product_held ON enterprises_product;
DROP FUNCTION enterprise_holdings_follow();
DROP FUNCTION enterprise_facts_held();
DROP FUNCTION enterprise_holdings_renew(bigint[]);
DROP FUNCTION enterprise_holdings_of(bigint[]);
"""
ALIVE = Q(merged_into__isnull=True)


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0006_long_lists"), ("organisations", "0005_places_stay")]

    operations = [
        migrations.RemoveIndex("enterprise", "enterprise_by_kind"),
        migrations.RemoveIndex("enterprise", "enterprise_by_size"),
        migrations.RemoveIndex("enterprise", "enterprise_by_sector"),
        migrations.RemoveIndex("enterprise", "enterprise_counted"),
        migrations.RemoveIndex("enterprise", "enterprise_not_active"),
        migrations.AddField(
            "enterprise",
            "facets",
            models.GeneratedField(expression=FACETS, output_field=models.CharField(max_length=6), db_persist=True),
        ),
        migrations.AddIndex(
            "enterprise",
            models.Index(fields=["province", "facets", "sort_key", "id"], name="enterprise_by_facets", condition=ALIVE),
        ),
        migrations.AddIndex(
            "enterprise",
            models.Index(
                fields=["province", "industry_code", "sort_key", "id"],
                name="enterprise_by_industry",
                include=["facets", "commune"],
                condition=ALIVE,
            ),
        ),
        migrations.AddIndex(
            "enterprise",
            models.Index(fields=["province", "commune", "facets"], name="enterprise_counted", condition=ALIVE),
        ),
        migrations.CreateModel(
            "Holding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=240)),
                ("held", DateMultiRangeField()),
                ("sort_key", models.CharField(max_length=900)),
                ("facets", models.CharField(max_length=6)),
                (
                    "commune",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.commune",
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holdings",
                        to="enterprises.enterprise",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        db_index=False,
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
                        fields=["province", "what", "sort_key", "enterprise"],
                        name="holding_in_order",
                        include=["facets", "commune"],
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=["enterprise", "what"], name="holding_once")],
            },
        ),
        migrations.RunSQL(TOLD + RENEW, BACK),
    ]
