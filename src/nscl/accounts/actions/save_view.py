"""Keeping the filters of a list under a name, and letting them go."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from nscl.accounts.actions.common import locked_person
from nscl.accounts.models import SavedView, User
from nscl.foundation import clock
from nscl.foundation.paging import DIRECTIONS
from nscl.shared.errors import DomainError

MOST = 20
LONGEST_NAME, LONGEST_QUERY = 80, 1000
PAGING = frozenset({*DIRECTIONS, "trang", "csrfmiddlewaretoken"})
"""Words of an address that say where in a list one is, not what the list shows."""


def filters_of(query: str) -> str:
    """The filled filters of an address, in one order: what tells one view from another."""
    pairs = [(key, value) for key, value in parse_qsl(query) if key not in PAGING]
    return urlencode(sorted(pairs))


@transaction.atomic
def save_view(*, by: User, path: str, query: str, name: str) -> SavedView:
    """Keep the filters; the same name on the same page is replaced. What is kept is one's own business: no audit."""
    plain, kept = " ".join(name.split()), filters_of(query)
    if not plain or len(plain) > LONGEST_NAME:
        raise DomainError("name", _("Đặt tên cho bộ lọc, dài nhất %(n)s ký tự.") % {"n": LONGEST_NAME}, "name")
    if not kept:
        raise DomainError("query", _("Chưa có bộ lọc nào để lưu. Hãy lọc danh sách trước."), "name")
    if len(kept) > LONGEST_QUERY or not _ours(path):
        raise DomainError("query", _("Không lưu được bộ lọc này. Hãy lọc lại danh sách rồi lưu."), "name")
    locked_person(by)
    others = SavedView.objects.filter(user=by, path=path).exclude(name=plain)
    if others.count() >= MOST:
        raise DomainError(
            "many", _("Đã có %(n)s bộ lọc cho trang này. Hãy bỏ bớt một bộ lọc cũ.") % {"n": MOST}, "name"
        )
    view, _made = SavedView.objects.update_or_create(
        user=by, path=path, name=plain, defaults={"query": kept, "saved_at": clock.now()}
    )
    return view


def forget_view(*, by: User, view: SavedView) -> None:
    SavedView.objects.filter(user=by, pk=view.pk).delete()


def _ours(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return len(path) <= 200 and path.startswith("/") and not path.startswith("//")
