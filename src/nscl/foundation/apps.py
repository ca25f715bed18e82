from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FoundationConfig(AppConfig):
    name = "nscl.foundation"
    label = "foundation"
    verbose_name = "Nền tảng"

    def ready(self) -> None:
        post_migrate.connect(_reconcile, sender=self, dispatch_uid="nscl.tenancy.reconcile")


def _reconcile(*, using: str, plan: list[tuple[Any, bool]] | None = None, **kwargs: Any) -> None:
    from nscl.foundation.tenancy.reconcile import reconcile

    reconcile(using)
