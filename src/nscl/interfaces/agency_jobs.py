"""Letters to very many agencies, written behind the page."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nscl.documents import files
from nscl.foundation import jobs
from nscl.interfaces import agency_papers
from nscl.plans.access import reports as access_reports


@jobs.task("agencies.letters", words=_("Viết công văn nhắc các cơ quan"), permission="agency_reports.receive")
def letters(job: jobs.Running) -> dict[str, Any]:
    from nscl.interfaces.views.agency_papers import reminders, sender_of, waiting

    found = access_reports.round_for(job.by, job.arguments["round"], access_reports.RECEIVE)
    told = job.arguments["sender"]
    told["tra_loi"] = dt.date.fromisoformat(told["tra_loi"]) if told["tra_loi"] else None
    missing = list(waiting(found))
    job.say(gettext("Viết công văn"), total=len(missing))
    content = agency_papers.zipped(reminders(found, missing, sender_of(told, found.year)), step=job.advance)
    name = f"cong-van-nhac-{found.pk}.zip"
    return {"attachment": files.store(BytesIO(content), name=name, province_id=found.province_id, by=job.by).pk}
