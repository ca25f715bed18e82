"""A word of hundreds of letters (an address without blanks, a picture as text) is cut in the index of the search box:
PostgreSQL refuses words of more than 2046 bytes in it, and with them the row that holds them."""

from django.db import migrations

FOLDED = r"""
CREATE OR REPLACE FUNCTION search_folded(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(
        translate(lower(regexp_replace(normalize(value, NFD), E'[\\u0300-\\u036f]', '', 'g')), 'đĐ', 'dd'),
        '[^a-z0-9]+', ' ', 'g'))
$$;
"""
CUT = FOLDED.replace("SELECT btrim(", "SELECT regexp_replace(btrim(").replace(
    "' ', 'g'))\n", r"' ', 'g')), '([a-z0-9]{255})[a-z0-9]+', '\1', 'g')" + "\n"
)


class Migration(migrations.Migration):
    dependencies = [("foundation", "0007_numbering")]
    operations = [migrations.RunSQL(CUT, FOLDED)]
