"""What of agencies takes too long for a page: letters to very many of them, the register as a file."""

from __future__ import annotations

import datetime as dt
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nscl.documents import files
from nscl.foundation import jobs
from nscl.interfaces import agency_papers
from nscl.organisations import access, exports
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


@jobs.task(exports.JOB, words=_("Xuất danh bạ cơ quan"), permission="agencies.view")
def register(job: jobs.Running) -> dict[str, Any]:
    asked = exports.asked_again(job.arguments, access.reached())
    found = exports.ids(asked)
    job.say(gettext("Ghi các cơ quan vào tệp"), total=len(found))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / exports.name_of(asked.on)
        with path.open("w", encoding="utf-8", newline="") as out:
            exports.write(out, found, step=job.advance)
        return {"attachment": files.store(path, name=path.name, province_id=job.province_id, by=job.by).pk}
