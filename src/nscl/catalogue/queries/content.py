"""Questions about reference data."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from nscl.catalogue.models import ContentGroup
from nscl.foundation import clock


def content_groups(on: dt.date | None = None) -> QuerySet[ContentGroup]:
    """The content groups valid on a day (default: today), in their order."""
    day = on or clock.today()
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return ContentGroup.objects.filter(still, valid_from__lte=day).order_by("position", "id")
