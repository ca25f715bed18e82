"""The scope on the database session. Imports no Django, since the settings name `reset_connection`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nscl.foundation.tenancy.scope import Scope

SET = "SELECT set_config('nscl.readable', %s, false), set_config('nscl.writable', %s, false)"


def as_array(provinces: frozenset[int]) -> str:
    """PostgreSQL's text form of a bigint array; the empty array is '{}', which is not the empty string of no scope."""
    return "{" + ",".join(str(p) for p in sorted(provinces)) + "}"


def parameters(scope: Scope | None) -> tuple[str, str]:
    if scope is None:
        return "", ""
    return as_array(scope.readable), as_array(scope.writable)


def reset_connection(connection: Any) -> None:
    """Clear the scope when a connection goes back to the pool (psycopg's `reset` callback)."""
    connection.execute(SET, ("", ""))
