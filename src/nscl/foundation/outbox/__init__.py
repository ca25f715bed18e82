"""Letters: written in the caller's transaction, sent by the worker, never twice by themselves.

Anything that sends through Django's mail lands here (`EMAIL_BACKEND`). `send` is the short way for letters of our own.
What may happen to a letter, state by state: docs/explanation/jobs-and-mail.md.
"""

from nscl.foundation.outbox.actions import resend, settle
from nscl.foundation.outbox.backend import belonging_to, send
from nscl.foundation.outbox.delivery import deliver, purge, sweep

__all__ = ["belonging_to", "deliver", "purge", "resend", "send", "settle", "sweep"]
