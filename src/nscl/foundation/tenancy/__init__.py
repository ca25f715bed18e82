"""Whose rows are whose. The scope of a request is set on the database session; row-level security does the rest."""

from nscl.foundation.tenancy.scope import Scope, current, nobody, of_session, scope

__all__ = ["Scope", "current", "nobody", "of_session", "scope"]
