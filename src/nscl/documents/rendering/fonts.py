"""Where the paper font lies: Tinos, whose letters are as wide as those of Times New Roman."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from nscl.shared.errors import DomainError

FAMILY = "Tinos"
FACES = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")


def folder() -> Path:
    return Path(settings.NODE_MODULES) / "@expo-google-fonts" / "tinos"


def files() -> list[Path]:
    """The four faces. Raises `DomainError` `font` that names the missing ones."""
    wanted = [folder() / face / f"Tinos_{face}.ttf" for face in FACES]
    if missing := [file.name for file in wanted if not file.is_file()]:
        raise DomainError(
            "font",
            _("Thiếu phông chữ %(files)s trong %(folder)s nên chưa dựng được PDF; người quản trị hãy chạy make setup.")
            % {"files": ", ".join(missing), "folder": folder()},
        )
    return wanted
