"""The audit trail: written by `record` and `read`, sealed day by day, shown, verified. ADR 0010 says what it proves."""

from nscl.foundation.audit.recording import on_behalf_of, read, record
from nscl.foundation.audit.signing import intact

__all__ = ["intact", "on_behalf_of", "read", "record"]
