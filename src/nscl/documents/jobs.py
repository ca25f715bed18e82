"""What this room does by itself: taking away files that nobody names."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from nscl.documents.sweeping import sweep
from nscl.foundation import jobs, tenancy
from nscl.organisations.queries import all_province_ids


@jobs.periodic("files.sweep", words=_("Dọn tệp không còn ai dùng"), daily_at=dt.time(2, 30))
def sweep_files(period: dt.datetime) -> str:
    everywhere = all_province_ids()
    with tenancy.scope(tenancy.Scope.of(write=everywhere)):
        return str(len(sweep()))
