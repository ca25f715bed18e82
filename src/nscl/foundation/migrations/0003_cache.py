"""The table of the cache that all processes share."""

from django.db import migrations

TABLE = """
CREATE TABLE nscl_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX nscl_cache_expires ON nscl_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_initial")]
    operations = [migrations.RunSQL(TABLE, "DROP TABLE nscl_cache")]
