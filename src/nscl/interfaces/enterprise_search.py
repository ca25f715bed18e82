"""Enterprises in the box of the top bar: they have an index of their own (ADR 0024), not the index of everything."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nscl.accounts.models import User
from nscl.enterprises.queries import register
from nscl.foundation import tenancy
from nscl.foundation.search import Found, Hit, SearchKind

KIND = SearchKind("enterprise", _("Doanh nghiệp"), "building-factory-2", "enterprises.view", "enterprise", order=15)


def find(user: User, words: str, each: int) -> list[Found]:
    """At most `each` profiles that have the words and that the person may see, in Vietnamese order. Two queries."""
    if not words or not user.has_perm(KIND.permission):
        return []
    rows = register.rows_of(tenancy.current() or tenancy.nobody(), register.Asked(words=words), each + 1)
    hits = tuple(
        Hit(KIND.code, row.pk, row.name, row.tax_code, row.province_id, reverse(KIND.route, args=[row.pk]))
        for row in rows[:each]
    )
    return [Found(KIND, hits, len(rows) > each)] if hits else []
