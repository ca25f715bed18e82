from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nscl.foundation.audited import Audited


class AccountsConfig(AppConfig):
    name = "nscl.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"
    audit_objects = {
        "accounts.user": Audited(_("Người dùng")),
        "accounts.membership": Audited(_("Vai trò của người dùng")),
        "accounts.delegation": Audited(_("Làm thay khi vắng")),
        "accounts.invitation": Audited(_("Lời mời")),
    }
    navigation = [
        {
            "label": _("Người dùng"),
            "icon": "users-group",
            "url": "people",
            "permission": "accounts.view",
            "order": 15,
            "gear": True,
        },
        {
            "label": _("Vắng mặt, làm thay"),
            "icon": "beach",
            "url": "absences",
            "permission": "absence.delegate",
            "order": 30,
            "gear": True,
        },
    ]
    holdings = [
        {
            "code": "standing_in",
            "label": _("Việc làm thay người vắng mặt"),
            "needs": "agencies.view",
            "held": "nscl.accounts.standing_in.held",
            "hand_over": "nscl.accounts.standing_in.hand_over",
        },
        {
            "code": "running_jobs",
            "label": _("Việc nền đang chạy"),
            "needs": "plans.view",
            "held": "nscl.accounts.held_jobs.held",
            "hand_over": "nscl.accounts.held_jobs.hand_over",
        },
    ]

    @property
    def audit_words(self) -> dict[str, Any]:
        from nscl.accounts import words
        from nscl.accounts.signin import words as signin

        return {**signin.AUDIT, **words.AUDIT}

    def ready(self) -> None:
        from nscl.accounts.signin import events

        events.connect()
