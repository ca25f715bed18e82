"""Templates of the cast's provinces."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from nscl.accounts.models import User
from nscl.config.testing.cast import Cast
from nscl.documents.models import DocumentTemplate
from nscl.documents.templating import actions, shipped, standard

Upload = Callable[..., DocumentTemplate]


@pytest.fixture(autouse=True)
def files_root(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def upload(cast: Cast) -> Upload:
    def made(data: bytes | None = None, *, by: User | None = None, form: Any = shipped.LETTER) -> DocumentTemplate:
        person = by or cast.officer
        with cast.acting(person):
            return actions.upload(
                membership=cast.membership(person), form=form, name="mau.docx", note="Bản mới", by=person,
                content=BytesIO(data or standard.template(form)),
            )  # fmt: skip

    return made
