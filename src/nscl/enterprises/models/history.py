"""What a profile said before it was changed, written by the database itself."""

from __future__ import annotations

import pghistory
from django.db import models

from nscl.enterprises.models.register import Enterprise
from nscl.foundation.tenancy.registry import Tenancy

TOLD = (
    "name", "other_names", "tax_code", "kind", "address", "commune", "industry_version", "industry_code", "founded_on",
    "women_owned", "social", "status", "status_on", "website",
)  # fmt: skip
"""What the history of a profile tells. Not representatives, contacts and notes, which can be erased; not what other
rows tell (size: the figures; merging: the pair)."""


class PastProfile(
    pghistory.create_event_model(  # type: ignore[misc]
        Enterprise,
        pghistory.UpdateEvent("before", row=pghistory.Old, condition=pghistory.AnyChange(*TOLD)),
        fields=["province", *TOLD, "version", "changed_at", "changed_by"],
        obj_field=pghistory.ObjForeignKey(related_name="+", related_query_name="+"),
        context_field=None,
    )
):
    """The profile as it stood until `pgh_created_at`, since `changed_at` by `changed_by`."""

    pgh_id = models.BigAutoField(primary_key=True)

    tenancy = Tenancy.PROVINCE
    append_only = True

    class Meta:
        indexes = [models.Index(fields=["pgh_obj", "-pgh_id"], name="pastprofile_newest")]
