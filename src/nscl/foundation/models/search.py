"""What the search box looks in: a line for every row of the tables that declare themselves searchable."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from nscl.foundation.tenancy.registry import Tenancy


class SearchEntry(models.Model):
    """A line of the index, written by triggers and read by `search_entries()` alone, which asks for the scope.

    `document` holds the folded words, `@<province id>` (`@0`: everybody's) and `#<kind>`: one index answers all three.
    """

    tenancy = Tenancy.CLOSED

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    parent_kind = models.CharField(max_length=40, blank=True)
    parent_id = models.BigIntegerField(null=True)
    province_id = models.BigIntegerField(null=True)
    title = models.TextField()
    detail = models.TextField(blank=True)
    folded = models.TextField(help_text="the title's words, for ranking and for slips of the pen")
    document = SearchVectorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]
        indexes = [
            GinIndex(fields=["document"], name="search_words", fastupdate=False),
            GinIndex(fields=["folded"], name="search_slips", opclasses=["gin_trgm_ops"], fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
