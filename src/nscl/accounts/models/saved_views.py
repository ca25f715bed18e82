"""Filters of a list that a person keeps under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.foundation.tenancy.registry import Tenancy


class SavedView(models.Model):
    """`query` of the page at `path`, as its address has it, for one person alone. It holds words, never rows."""

    tenancy = Tenancy.SYSTEM

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=80)
    path = models.CharField(max_length=200)
    query = models.CharField(max_length=1000)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "path", "name"], name="saved_view_name_once"),
            models.CheckConstraint(
                name="saved_view_of_our_page", condition=Q(path__startswith="/") & ~Q(path__startswith="//")
            ),
            models.CheckConstraint(name="saved_view_named", condition=~Q(name="") & ~Q(query="")),
        ]

    def __str__(self) -> str:
        return self.name
