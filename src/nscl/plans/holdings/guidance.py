"""What a person holds of the guidance log: lists they brought in that are not recorded to the end.

Whose a list is decides who may go on with it: another agency's officer neither sees nor mends it.
"""

from __future__ import annotations

from django.db.models import Count, F, Func, IntegerField, Q, QuerySet, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Coalesce, Concat

from nscl.accounts.models import User
from nscl.foundation import audit
from nscl.plans.models import GuidanceSheet


def sheets(*, user: User, provinces: frozenset[int]) -> QuerySet[GuidanceSheet]:
    """Lists of the person with rows that are neither recorded nor left out."""
    rows = GuidanceSheet.objects.filter(province_id__in=provinces, brought_by=user)
    number = {name: Cast(name, CharField()) for name in ("pk", "round")}
    prefix = Concat(Value("danh-sach-"), number["pk"], Value("-"), number["round"], Value("-"))
    rows = rows.annotate(
        row_prefix=prefix,
        many=Func("rows", function="jsonb_array_length", output_field=IntegerField()),
        left_out=Coalesce(Func("skipped", function="cardinality", output_field=IntegerField()), 0),
    )
    return rows.annotate(done=Count("acts", filter=Q(acts__entry_key__startswith=F("row_prefix")))).filter(
        many__gt=F("done") + F("left_out")
    )


def hand_over_sheets(*, user: User, to: User, provinces: frozenset[int], by: User | None) -> int:
    """The lists are the successor's to go on with; what was recorded from them stays whose it is."""
    wanted = sheets(user=user, provinces=provinces).values("pk")
    held = list(GuidanceSheet.objects.filter(pk__in=wanted).select_for_update(of=("self",)).order_by("pk"))
    for sheet in held:
        sheet.brought_by = to
        sheet.version += 1
        sheet.save(update_fields=["brought_by", "version"])
        audit.record("guidance.list_handed_over", sheet, by=by, detail={"from": user.pk, "to": to.pk})
    return len(held)
