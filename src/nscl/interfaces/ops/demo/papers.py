"""Files that the demo's people send along: a page of invented words, as it waits for its form."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nscl.accounts.models import User


def waiting(name: str, title: str, province_id: int, user: User) -> Any:
    """A DOCX with the title, received and not taken yet."""
    from nscl.documents import actions, kinds, rendering, uploads
    from nscl.documents.rendering.model import Official, Paragraph

    paper = Official(
        issuer="Cơ quan minh họa", kind="Văn bản minh họa", subject=title, body=(Paragraph("Nội dung minh họa."),)
    )
    content = io.BytesIO(rendering.render(paper, "docx"))
    kept = uploads.receive(content=content, name=name, profile=kinds.DOCUMENT, province_id=province_id, by=user)
    return actions.Upload(kept.token)
