"""Contacts and notes that a list replaced are kept only for taking it back; then they are forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import connection, transaction

from nscl.enterprises.models import EnterpriseList
from nscl.enterprises.queries.mending import KEPT_DAYS
from nscl.foundation import clock

_FORGET = """
UPDATE enterprises_listchanged
SET before = (SELECT jsonb_object_agg(key, NULL) FROM jsonb_object_keys(before) AS key)
WHERE list_id = %s AND before @? '$.* ? (@ != null)'
"""


def forget(found: EnterpriseList, keys: Sequence[int] | None = None) -> None:
    """Of these profiles, of all of the list unless said; which columns were replaced stays. In the caller's
    transaction."""
    with connection.cursor() as cursor:
        if keys is None:
            cursor.execute(_FORGET, [found.pk])
        else:
            cursor.execute(f"{_FORGET} AND enterprise_id = ANY(%s)", [found.pk, list(keys)])


def forget_old() -> int:
    """Of every list in reach that ended, or stopped and was begun, longer ago than that; how many lists."""
    until = clock.now() - dt.timedelta(days=KEPT_DAYS)
    old = EnterpriseList.objects.filter(forgotten_at__isnull=True, started_at__lt=until).exclude(ended_at__gte=until)
    keys = list(old.order_by("pk").values_list("pk", flat=True))
    for pk in keys:
        with transaction.atomic():
            held = EnterpriseList.objects.select_for_update(of=("self",)).get(pk=pk)
            forget(held)
            if held.ended_at is not None:  # one that stopped may still go on
                held.forgotten_at = held.forgotten_at or clock.now()
                held.save(update_fields=["forgotten_at"])
    return len(keys)
