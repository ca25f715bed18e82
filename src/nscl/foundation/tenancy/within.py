"""`province__within`: rows of these provinces, given as ids or as what the session may read or write."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, ForeignKey, Lookup

from nscl.foundation.tenancy.scope import OfSession


@BigIntegerField.register_lookup
@ForeignKey.register_lookup
class Within(Lookup):
    """Of a key: one of some ids, one of an array that an expression gives, or one of the session's provinces."""

    lookup_name = "within"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        key, values = self.process_lhs(compiler, connection)
        if isinstance(self.rhs, OfSession):
            return f"{key} = ANY((SELECT {self.rhs.call})::bigint[])", tuple(values)
        if hasattr(self.rhs, "as_sql"):
            array, more = compiler.compile(self.rhs)
            return f"{key} = ANY({array}::bigint[])", (*values, *more)
        return f"{key} = ANY(%s::bigint[])", (*values, sorted(self.rhs))
