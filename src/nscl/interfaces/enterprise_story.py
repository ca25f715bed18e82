"""What the rooms beside the register tell of an enterprise on its page: guidance, needs, difficulties."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.enterprises.queries import merged
from nscl.enterprises.sections import About, Line, Part, Row
from nscl.plans.access import difficulties as difficulty_access
from nscl.plans.models import Difficulty, Guidance, MergedNeed


def guidance(about: About) -> Part | None:
    """The acts of guidance that count, the latest first."""
    if not about.user.has_perm("guidance.view"):
        return None
    entity = merged.entities(about.enterprise)
    rows = Guidance.objects.filter(entity_id__in=entity, voided_at__isnull=True, province_id__in=about.readable)
    ways = dict(Guidance.How.choices)

    def show(row: Row) -> Line:
        what = row.two or str(ways.get(row.one, row.one))
        return Line(what, row.on, str(ways.get(row.one, "")) if row.two else "", reverse("guidance_act", args=[row.pk]))

    name = {"ten": about.enterprise.name}
    return Part(
        _("Hướng dẫn"), "message-2", rows.order_by("-guided_on", "-id"),
        {"on": "guided_on", "one": "how", "two": "standard"}, show, order=10,
        url=f"{reverse('guidance_log')}?{urlencode({'nam': 'tat-ca', 'dn': entity})}",
        add_label=_("Ghi một lần hướng dẫn"), add_url=f"{reverse('guidance_add')}?{urlencode(name)}",
        empty=_("Chưa ghi lần hướng dẫn nào."),
    )  # fmt: skip


def needs(about: About) -> Part | None:
    """What it asked for, or others for it, round by round."""
    if not about.user.has_perm("needs.view"):
        return None
    rows = MergedNeed.objects.filter(entity_id__in=merged.entities(about.enterprise), province_id__in=about.readable)
    states = dict(MergedNeed.Status.choices)
    name = about.enterprise.name

    def show(row: Row) -> Line:
        label, _sep, state = row.two.partition("\n")
        url = f"{reverse('needs_merged', args=[row.about])}?{urlencode({'tim': name})}"
        return Line(f"{label} – {row.one}" if row.one else label, None, str(states.get(state, state)), url)

    live = rows.exclude(status=MergedNeed.Status.MERGED).order_by("-round_id", "id")
    return Part(
        _("Nhu cầu hỗ trợ"), "clipboard-list", live,
        {"about": "round_id", "one": "standard", "two": Concat("group__name", Value("\n"), "status")}, show, order=20,
        empty=_("Chưa có nhu cầu nào được ghi."),
    )  # fmt: skip


def difficulties(about: About) -> Part | None:
    """What it said stands in its way, as far as the person may read it."""
    if not about.user.has_perm(difficulty_access.VIEW):
        return None
    rows = difficulty_access.seen_by(about.user).filter(entity_id__in=merged.entities(about.enterprise))
    states = dict(Difficulty.Status.choices)

    def show(row: Row) -> Line:
        return Line(row.one, row.on, str(states.get(row.two, row.two)), reverse("difficulty", args=[row.pk]))

    return Part(
        _("Khó khăn, kiến nghị"), "alert-triangle", rows.order_by("-received_on", "-id"),
        {"on": "received_on", "one": "title", "two": "status"}, show, order=30,
        empty=_("Chưa có khó khăn, kiến nghị nào."),
    )  # fmt: skip


PARTS = (guidance, needs, difficulties)
