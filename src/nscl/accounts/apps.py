from typing import Any

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "nscl.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"

    @property
    def audit_words(self) -> dict[str, Any]:
        from nscl.accounts.signin import words

        return {**words.AUDIT}

    def ready(self) -> None:
        from nscl.accounts.signin import events

        events.connect()
