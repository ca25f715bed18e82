"""What other rooms tell of an enterprise on its page: guidance, needs, difficulties, supports had elsewhere."""

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
from nscl.shared.money import format_vnd
from nscl.support.access import received as received_access
from nscl.support.queries import received


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


def supports_elsewhere(about: About) -> Part | None:
    """What other programmes, departments and provinces gave it: a flag for whoever decides."""
    if not about.user.has_perm(received_access.VIEW):
        return None
    entity = merged.entities(about.enterprise)
    rows = received.live().filter(entity_id__in=entity, province_id__in=about.readable)

    def show(row: Row) -> Line:
        agency, _sep, subject = row.one.partition("\n")
        told = [subject, format_vnd(int(row.two)) if row.two else ""]
        return Line(agency, row.on, " · ".join(filter(None, told)), reverse("other_support", args=[row.pk]))

    name = {"ten": about.enterprise.name}
    may_add = about.user.has_perm(received_access.EDIT, about.enterprise)
    return Part(
        _("Hỗ trợ từ nơi khác"), "coins", rows.order_by("-from_on", "-id"),
        {"on": "from_on", "one": Concat("agency_name", Value("\n"), "subject"), "two": "amount_vnd"}, show, order=40,
        url=f"{reverse('other_supports')}?{urlencode({'dn': about.enterprise.entity_id})}",
        add_label=_("Ghi một khoản hỗ trợ") if may_add else "",
        add_url=f"{reverse('other_support_add')}?{urlencode(name)}" if may_add else "",
        empty=_("Chưa biết khoản hỗ trợ nào từ nơi khác."),
    )  # fmt: skip


PARTS = (guidance, needs, difficulties, supports_elsewhere)
