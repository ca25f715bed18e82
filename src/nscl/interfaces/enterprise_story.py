"""What other rooms tell of an enterprise on its page: guidance, needs, difficulties, supports had elsewhere, what
it was told it may get; beside the profile, what it may get today.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nscl.enterprises.models import Enterprise
from nscl.enterprises.queries import merged
from nscl.enterprises.sections import MOST, About, Line, Note, Part, Row
from nscl.foundation import clock
from nscl.plans.access import difficulties as difficulty_access
from nscl.plans.models import Difficulty, Guidance, MergedNeed
from nscl.shared.money import format_vnd
from nscl.support.access import received as received_access
from nscl.support.access import reckonings as reckoning_access
from nscl.support.models import OtherSupport, SupportPolicy
from nscl.support.queries import brief, received, reckonings
from nscl.support.queries.known import marks_of
from nscl.support.rules.amount import SIZED, Facts, is_for, percent


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

    name = {"ten": about.enterprise.name, "dn": about.enterprise.entity_id}
    return Part(
        _("Hướng dẫn"), "message-2", rows.order_by("-guided_on", "-id"),
        {"on": "guided_on", "one": "how", "two": "standard"}, show, order=10,
        url=f"{reverse('guidance_log')}?{urlencode({'nam': 'tat-ca', 'dn': about.enterprise.entity_id})}",
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

    name = {"ten": about.enterprise.name, "dn": about.enterprise.entity_id}
    may_add = about.user.has_perm(received_access.EDIT, about.enterprise)
    return Part(
        _("Hỗ trợ từ nơi khác"), "coins", rows.order_by("-from_on", "-id"),
        {"on": "from_on", "one": Concat("agency_name", Value("\n"), "subject"), "two": "amount_vnd"}, show, order=40,
        url=f"{reverse('other_supports')}?{urlencode({'dn': about.enterprise.entity_id})}",
        add_label=_("Ghi một khoản hỗ trợ") if may_add else "",
        add_url=f"{reverse('other_support_add')}?{urlencode(name)}" if may_add else "",
        empty=_("Chưa biết khoản hỗ trợ nào từ nơi khác."),
    )  # fmt: skip


def kept_reckonings(about: About) -> Part | None:
    """What it was told it may get, sheet by sheet."""
    if not about.user.has_perm(reckoning_access.VIEW):
        return None
    rows = reckonings.of_entities(merged.entities(about.enterprise)).filter(province_id__in=about.readable)

    def show(row: Row) -> Line:
        return Line(f"{row.one}: {format_vnd(int(row.two))}", row.on, "", reverse("reckoning", args=[row.pk]))

    return Part(
        _("Phiếu tra cứu mức hỗ trợ"), "calculator", rows.order_by("-id"),
        {"on": "on", "one": "code", "two": "amount_vnd"}, show, order=45,
        empty=_("Chưa lưu phiếu nào. Mở Được hỗ trợ gì, xem kết quả rồi lưu."),
    )  # fmt: skip


def may_get(about: About) -> Note | None:
    """In short: which policies are for it, what was had elsewhere for the same, and the way to the calculator."""
    if not about.user.has_perm("policies.view") or about.enterprise.is_merged:
        return None
    on, mine = clock.today(), about.enterprise
    facts = Facts(mine.kind, mine.size, mine.sector, on, marks=marks_of(mine))
    sees = about.user.has_perm(received_access.VIEW)
    rows, had = brief.of_province(mine.province_id, merged.entities(mine) if sees else None, on)
    policies, known = [policy for policy in rows if is_for(policy.as_rule(), facts)], had if sees else None
    return Note(
        _("Được hỗ trợ gì?"), tuple(_policy(p) for p in policies[:MOST]), tuple(_flags(policies, known or [], on)),
        _told(policies, mine, known, on), _("Tính mức hỗ trợ"),
        f"{reverse('what_may_i_get')}?{urlencode({'tinh': mine.province.code, 'dn': mine.pk})}", "calculator",
    )  # fmt: skip


def _policy(policy: SupportPolicy) -> Line:
    per = policy.get_per_display()
    cap = _("tối đa %(cap)s, %(per)s") % {"cap": format_vnd(policy.cap_vnd), "per": per} if policy.cap_vnd else ""
    detail = ", ".join(filter(None, [percent(policy.rate_bp), cap]))
    return Line(Truncator(policy.name).chars(90), None, detail, reverse("support_policy", args=[policy.pk]))


def _flags(policies: list[SupportPolicy], known: list[OtherSupport], on: dt.date) -> Iterator[Line]:
    """Supports of three years for what a policy pays for, too: to look at before an application."""
    contents = {content for policy in policies for content in policy.contents}
    rows = [row for row in received.recent(known, on) if row.content in contents]
    for flag in received.flags_among(rows)[:MOST]:
        yield Line(flag.why, flag.support.from_on, "", reverse("other_support", args=[flag.support.pk]))


def _told(policies: list[SupportPolicy], mine: Enterprise, known: list[OtherSupport] | None, on: dt.date) -> str:
    told = []
    if len(policies) > MOST:
        told.append(_("Còn %(n)s mức khác.") % {"n": len(policies) - MOST})
    elif not policies:
        told.append(_("Chưa thấy mức hỗ trợ nào hợp với loại hình, quy mô đã ghi."))
    if mine.kind == SIZED and not mine.size:
        told.append(_("Hồ sơ chưa có quy mô; ghi số liệu năm để biết chắc."))
    if known is not None:
        had = received.recent(known, on)
        total = sum(row.amount_vnd or 0 for row in had)
        words = _("Ba năm qua nơi khác đã hỗ trợ %(n)s khoản, %(sum)s.") % {"n": len(had), "sum": format_vnd(total)}
        told.append(words if had else _("Ba năm qua chưa ghi khoản hỗ trợ nào của nơi khác."))
    return " ".join(told)


PARTS = (guidance, needs, difficulties, supports_elsewhere, kept_reckonings)
NOTES = (may_get,)
