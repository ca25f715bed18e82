"""Dates and numbers are written as in Vietnamese: the documents beside the pages are."""

from nscl.config.formats.vi.formats import *  # noqa: F403
