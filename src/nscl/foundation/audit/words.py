"""What the rooms say about their events and objects: an AppConfig's `audit_words`, `audit_objects`, `audit_hidden`.

    audit_words = {"plan.confirmed": _("Xác nhận kế hoạch")}
    audit_objects = {"plans.plan": Audited(_("Kế hoạch"), "title", "plan_overview", permission="plans.view")}

`audit_hidden` is a function of a user that gives a `Q` of entries they may not see though their province has them (a
dossier in which a council member has an interest), or None.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig, apps
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.foundation.audited import Audited

DETAIL_WORDS = {
    "fields": gettext_lazy("Các ô đã sửa"),
    "clock": gettext_lazy("Giờ máy chủ lúc ghi"),
    "items": gettext_lazy("Số mục"),
    "role": gettext_lazy("Vai trò"),
    "reason": gettext_lazy("Lý do"),
    "method": gettext_lazy("Cách đăng nhập"),
    "name": gettext_lazy("Tên"),
    "kind": gettext_lazy("Loại"),
    "file": gettext_lazy("Tệp"),
    "rows": gettext_lazy("Số dòng"),
    "format": gettext_lazy("Dạng tệp"),
    "sessions": gettext_lazy("Số phiên"),
    "type": gettext_lazy("Loại"),
    "on": gettext_lazy("Ngày"),
}


def rooms() -> Iterator[tuple[AppConfig, dict[str, Any]]]:
    """Each room that declares words for its events."""
    for config in apps.get_app_configs():
        if found := getattr(config, "audit_words", None):
            yield config, found


def all_words() -> dict[str, Any]:
    """Code → words, of every room."""
    return {code: words for _config, found in rooms() for code, words in found.items()}


def objects() -> dict[str, Audited]:
    """Model label → how its objects are told of."""
    found: dict[str, Audited] = {}
    for config in apps.get_app_configs():
        found.update(getattr(config, "audit_objects", {}))
    return found


def of_code(code: str) -> str:
    """What the event is called; a reading that has no words of its own is called by its object."""
    words = all_words()
    if code in words:
        return str(words[code])
    return _("Mở xem") if code.endswith(".read") else code


def of_model(label: str) -> str:
    if known := objects().get(label):
        return str(known.words)
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def hidden_from(user: Any) -> list[Q]:
    """Entries that some room hides from this person."""
    declared = (getattr(config, "audit_hidden", None) for config in apps.get_app_configs())
    return [hidden for ask in declared if ask is not None and (hidden := ask(user)) is not None]
