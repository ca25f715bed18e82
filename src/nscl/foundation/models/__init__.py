"""The tables every room stands on."""

from nscl.foundation.models.audit import AuditDay, AuditEntry
from nscl.foundation.models.jobs import Job, PeriodicRun
from nscl.foundation.models.numbering import NumberSeries
from nscl.foundation.models.outbox import OutboxMessage
from nscl.foundation.models.search import SearchEntry

__all__ = ["AuditDay", "AuditEntry", "Job", "NumberSeries", "OutboxMessage", "PeriodicRun", "SearchEntry"]
