"""The tables every room stands on."""

from nscl.foundation.models.audit import AuditEntry

__all__ = ["AuditEntry"]
