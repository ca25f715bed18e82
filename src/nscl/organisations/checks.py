"""What an agency's name must be, and who may write to a province's register."""

from __future__ import annotations

import unicodedata
from typing import Any, Protocol

from django.db import connection
from django.utils.translation import gettext as _

from nscl.organisations.models import Agency, Province
from nscl.shared.errors import DomainError

LONGEST = 300
_LOCK = 7_023


class Person(Protocol):
    """Whoever acts: has an id and permissions."""

    pk: Any

    def has_perm(self, perm: str, obj: Any = None) -> bool: ...


def clean_name(name: str) -> str:
    """The name as it is kept: composed letters, single blanks, no mark at the end. Refuses what can be no name."""
    plain = " ".join(unicodedata.normalize("NFC", name).split()).strip(" ,;:.-–")
    if sum(c.isalpha() for c in plain) < 2:
        raise DomainError("name", _("Hãy ghi tên cơ quan đầy đủ."), field="name")
    if len(plain) > LONGEST:
        raise DomainError("name", _("Tên cơ quan dài quá %(n)s ký tự. Hãy ghi gọn lại.") % {"n": LONGEST}, field="name")
    return plain


def may_edit(person: Person, province: Province) -> None:
    if not person.has_perm("agencies.edit", Agency(province=province)):
        raise DomainError(
            "forbidden",
            _("Bạn không có quyền sửa danh bạ cơ quan của %(province)s. Hãy nhờ chuyên viên của tỉnh.")
            % {"province": province},
        )


def lock_register(province: Province) -> None:
    """One writer at a time in a province's register, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, province.pk])
