"""Documents of the demo: invented decisions and letters of five provinces, with files that the pages can show."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nscl.accounts.models import User

NORMS, HELP, BOARD, LETTER = "9010/NQ-HĐND", "9011/QĐ-UBND", "9012/QĐ-UBND", "9013/UBND-KGVX"


@dataclass(frozen=True)
class Place:
    """Who keeps the register, and the name of the place as its documents write it."""

    by: str
    place: str
    council: str
    committee: str


PLACES = (
    Place("officer.quangngai", "Quảng Ngãi", "HĐND tỉnh Quảng Ngãi", "UBND tỉnh Quảng Ngãi"),
    Place("officer.nghean", "Nghệ An", "HĐND tỉnh Nghệ An", "UBND tỉnh Nghệ An"),
    Place("officer.cantho", "Cần Thơ", "HĐND thành phố Cần Thơ", "UBND thành phố Cần Thơ"),
    Place("officer.tayninh", "Tây Ninh", "HĐND tỉnh Tây Ninh", "UBND tỉnh Tây Ninh"),
    Place("officer.sonla", "Sơn La", "HĐND tỉnh Sơn La", "UBND tỉnh Sơn La"),
)


def load() -> None:
    """Register what the demo's registers lack."""
    from nscl.accounts import memberships
    from nscl.accounts.models import User
    from nscl.foundation import tenancy

    for place in PLACES:
        user = User.objects.get(email=f"{place.by}@example.vn")
        membership = memberships.in_force(user)[0]
        with tenancy.scope(memberships.scope_of(membership)):
            _fill(place, user, membership.province)


def _fill(place: Place, user: User, province: Any) -> None:
    from nscl.documents import actions
    from nscl.documents.models import Document

    if Document.objects.filter(province=province, number=NORMS).exists():
        return
    old = _add(
        province, user, kind="decision", number="9009/QĐ-UBND", issuer=place.committee, issued_on=dt.date(2022, 3, 1),
        effective_on=dt.date(2022, 3, 1), title="Quy định hỗ trợ doanh nghiệp nâng cao năng suất (bản minh họa)",
    )  # fmt: skip
    _add(
        province, user, kind="resolution", number=NORMS, issuer=place.council, issued_on=dt.date(2025, 12, 10),
        effective_on=dt.date(2026, 1, 1), subject="finance",
        title="Mức chi hỗ trợ doanh nghiệp nâng cao năng suất, chất lượng (bản minh họa)",
    )  # fmt: skip
    new = _add(
        province, user, kind="decision", number=HELP, issuer=place.committee, issued_on=dt.date(2026, 1, 20),
        effective_on=dt.date(2026, 2, 1), signer="Nguyễn Văn A", signer_title="Phó Chủ tịch", file="pdf", place=place,
        title="Quy định hỗ trợ doanh nghiệp nâng cao năng suất, chất lượng giai đoạn 2026-2030 (bản minh họa)",
    )  # fmt: skip
    actions.relate(document=new, kind="supersedes", target=old, by=user, clause="Điều 3")
    actions.relate(document=new, kind="cites", number="37/2026/NĐ-CP", by=user)
    actions.relate(document=new, kind="implements", number=NORMS, by=user)
    board = _add(
        province, user, kind="decision", number=BOARD, issuer=place.committee, issued_on=dt.date(2026, 2, 12),
        effective_on=dt.date(2026, 2, 12), file="docx", place=place, sensitive=True,
        title="Thành lập Ban chỉ đạo chương trình năng suất, chất lượng (bản minh họa)",
    )  # fmt: skip
    actions.relate(document=board, kind="cites", target=new, by=user)
    _keep(place, user, province)
    _add(
        province, user, kind="letter", number="", issuer=place.committee, subject="paperwork",
        title="Về việc báo cáo kết quả thực hiện chương trình năm 2026 (dự thảo, chưa có số, bản minh họa)",
    )  # fmt: skip


def _keep(place: Place, user: User, province: Any) -> None:
    """A file of a central text; its words are invented, as its first line says."""
    from nscl.documents import actions, kinds, uploads
    from nscl.documents.models import LegalText

    text = LegalText.objects.get(reference="1322/QĐ-TTg")
    told = f"Bản minh họa, không phải toàn văn {text}.\n\nNơi lưu: {place.committee}."
    kept = uploads.receive(
        content=io.BytesIO(told.encode()), name="1322-QĐ-TTg (minh họa).txt", profile=kinds.DOCUMENT,
        province_id=province.pk, by=user,
    )  # fmt: skip
    actions.keep_files(text=text, province=province, uploads=[actions.Upload(kept.token)], by=user)


def _add(
    province: Any, user: User, *, file: str = "", place: Place | None = None, sensitive: bool = False, **values: Any
) -> Any:
    from nscl.documents import actions, kinds, uploads

    waiting = []
    if file and place:
        content = io.BytesIO(_rendered(place, values, file))
        name = f"{values['number'].replace('/', '-')}.{file}"
        kept = uploads.receive(content=content, name=name, profile=kinds.DOCUMENT, province_id=province.pk, by=user)
        waiting = [actions.Upload(kept.token, "text", sensitive)]
    values = {"subject": "productivity", **values}
    return actions.add(province=province, values=values, by=user, uploads=waiting)


def _rendered(place: Place, values: dict[str, Any], ending: str) -> bytes:
    """The decision as the rendering service lays it out, three pages of it."""
    from nscl.documents import rendering
    from nscl.documents.rendering.model import Headed, Level, Official, Signature

    number, _, symbol = values["number"].partition("/")
    articles = tuple(
        Headed(Level.ARTICLE, text=f"Nội dung minh họa thứ {n}: doanh nghiệp được hướng dẫn, tập huấn và hỗ trợ một "
               "phần chi phí áp dụng hệ thống quản lý, công cụ cải tiến năng suất, truy xuất nguồn gốc theo mức đã "
               "công bố; hồ sơ, thời hạn và cơ quan tiếp nhận ghi ở phụ lục.")
        for n in range(1, 19)
    )  # fmt: skip
    return rendering.render(
        Official(
            issuer=place.committee, number=number, symbol=symbol, place=place.place, issued_on=values["issued_on"],
            kind="Quyết định", subject=values["title"], bases=("Căn cứ Nghị định số 37/2026/NĐ-CP",),
            resolves="QUYẾT ĐỊNH:", body=articles, signatures=(Signature("Phó Chủ tịch", "Nguyễn Văn A"),),
            recipients=("Như Điều 18", "Lưu: VT"),
        ),
        ending,
    )  # fmt: skip
