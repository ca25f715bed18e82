from __future__ import annotations

from typing import Any, ClassVar

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class FoundationConfig(AppConfig):
    name = "nscl.foundation"
    label = "foundation"
    verbose_name = "Nền tảng"
    audit_words: ClassVar[dict[str, Any]] = {
        "job.started": _("Bắt đầu một việc nền"),
        "job.cancelled": _("Dừng một việc nền"),
        "job.retried": _("Làm lại một việc nền"),
        "outbox.resent": _("Gửi lại một thư"),
        "outbox.settled": _("Kết luận về một thư chưa rõ đã gửi"),
    }

    def ready(self) -> None:
        from nscl.foundation.tenancy import within  # noqa: F401  the lookup enters Django's own register

        post_migrate.connect(_reconcile, sender=self, dispatch_uid="nscl.tenancy.reconcile")


def _reconcile(*, using: str, plan: list[tuple[Any, bool]] | None = None, **kwargs: Any) -> None:
    from nscl.foundation.tenancy.reconcile import reconcile

    reconcile(using)
