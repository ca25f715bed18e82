"""The shell's own pages."""

from __future__ import annotations

from matrix.declare import EVERYONE, SIGNED_IN, alone, listing, post
from matrix.plans import in_force
from matrix.world import Side
from nscl.accounts.actions.save_view import save_view
from nscl.accounts.models import Membership, SavedView


def own_membership(side: Side) -> Membership:
    return side.cast.membership(side.officer)


def kept_view(side: Side) -> SavedView:
    return save_view(by=side.officer, path="/ke-hoach/", query="tim=gao", name=f"Gạo {side.name}")


ROUTES = [
    listing("home", in_force, may=SIGNED_IN, shows=lambda plan: plan.number, unseen=("administrator",)),
    post(
        "membership_switch", own_membership, args=lambda m: [], send=lambda m: {"membership": m.pk}, may=["officer"],
        refused=404, changes="accounts.session",
    ),
    listing(
        "search", in_force, query=lambda _: "tim=ke+hoach+lam+tot", may=SIGNED_IN,
        shows=lambda plan: f"/ke-hoach/{plan.pk}/", unseen=("administrator",),
    ),
    alone(
        "language", method="POST", may=EVERYONE, send=lambda _: {"language": "en"}, done=302,
        because="a cookie of the browser's", public="the sign-in page is read in English too",
    ),
    post(
        "saved_view_keep", None, may=SIGNED_IN, changes="accounts.savedview", because="one's own, whoever one is",
        send=lambda _: {"path": "/ke-hoach/", "query": "tim=a", "name": "Của tôi"},
    ),
    post(
        "saved_view_forget", kept_view, may=["officer"], refused=404, changes="accounts.savedview",
    ),
    alone(
        "year", method="POST", may=SIGNED_IN, send=lambda _: {"year": "2025"}, done=302,
        because="a choice of the session"
    ),
    alone("keys", may=SIGNED_IN, because="the keys are the same for all"),
    alone("roles", may=SIGNED_IN, because="roles are code"),
    alone("gallery", may=SIGNED_IN, because="samples"),
]  # fmt: skip
