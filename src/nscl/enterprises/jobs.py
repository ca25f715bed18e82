"""What of the register takes too long for a page."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents import files, kinds
from nscl.enterprises import access_lists as access
from nscl.enterprises.actions import importing
from nscl.enterprises.queries import lists
from nscl.enterprises.queries import taking_back as taking
from nscl.foundation import clock, jobs, tenancy
from nscl.organisations.queries import all_province_ids

IN_PLACE = 5000  # rows written while the person waits; DESIGN: more is a job
CHECK, WEIGH = lists.CHECK, taking.WEIGH
IMPORT = gettext_lazy("Nhập danh sách doanh nghiệp")


@jobs.task("enterprises.import", words=IMPORT, permission="enterprises.import", atomic=False)
def import_list(job: jobs.Running) -> dict[str, Any]:
    """Part by part; delivered again it goes on below the last part that was written."""
    found = access.list_for(job.by, job.arguments["list"])
    done = lists.tally(found)
    job.say(_("Đọc danh sách và ghi vào sổ"), total=lists.estimate(found))
    job.advance(done.rows)
    importing.run(found, by=job.by, step=job.advance)
    end = lists.tally(found)
    return {"added": end.added, "changed": end.changed, "same": end.same, "refused": end.wrong, "list": found.pk}


@jobs.task(CHECK, words=gettext_lazy("Kiểm tra danh sách doanh nghiệp"), permission="enterprises.import", atomic=False)
def check_list(job: jobs.Running) -> dict[str, Any]:
    """What would become of every row, nothing kept; the rows to mend as a workbook."""
    from nscl.enterprises import exports

    found, counted = access.list_for(job.by, job.arguments["list"]), Counter[str]()
    job.say(_("Đọc danh sách và so với sổ, chưa ghi gì"), total=lists.estimate(found))
    rows = importing.rehearse(found, by=job.by, counted=counted, step=job.advance)
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as made:
        exports.to_mend(found.headings, ((line, cells, why) for line, _out, cells, why in rows), Path(made.name))
        told = {
            "added": counted["n"], "changed": counted["u"], "same": counted["s"], "refused": counted["r"],
            "repeated": counted["d"], "replaced": counted["replaced"],
        }  # fmt: skip
        if not counted["r"] + counted["d"]:
            return told
        name = f"dong-can-sua-{found.pk}.xlsx"
        return {
            **told,
            "attachment": files.store(Path(made.name), name=name, province_id=found.province_id, by=job.by).pk,
        }


@jobs.task(
    "enterprises.list_workbook", words=gettext_lazy("Xuất kết quả nhập danh sách"), permission="enterprises.import"
)
def list_workbook(job: jobs.Running) -> dict[str, Any]:
    """The rows to mend, or what became of every row."""
    from nscl.enterprises import exports

    found, what = access.list_for(job.by, job.arguments["list"]), job.arguments["what"]
    tally, wrong = lists.tally(found), what == "wrong"
    job.say(_("Ghi vào bảng tính"), total=None if what == "kept" else tally.wrong if wrong else tally.rows)
    written = {"wrong": exports.wrong_rows, "fates": exports.fates, "kept": exports.kept}[what]
    names = {"wrong": "dong-can-sua", "fates": "ket-qua-tung-dong", "kept": "khong-lay-lai-duoc"}
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as made:
        written(found, Path(made.name), step=job.advance)
        name = f"{names[what]}-{found.pk}.xlsx"
        return {"attachment": files.store(Path(made.name), name=name, province_id=found.province_id, by=job.by).pk}


@jobs.task(
    WEIGH, words=gettext_lazy("Tính xem lấy lại danh sách được bao nhiêu"), permission="enterprises.import",
)  # fmt: skip
def weigh_list(job: jobs.Running) -> dict[str, Any]:
    found = access.list_for(job.by, job.arguments["list"])
    of = taking.parts(found)
    job.say(_("Xem từng hồ sơ do danh sách ghi, chưa đổi gì"), total=len(taking.ids(found, of.when)))
    return asdict(taking.weigh(found, of, step=job.advance))


@jobs.task(
    "enterprises.take_back", words=gettext_lazy("Lấy lại danh sách doanh nghiệp nhập nhầm"),
    permission="enterprises.import", atomic=False,
)  # fmt: skip
def take_back(job: jobs.Running) -> dict[str, Any]:
    """Some thousand profiles at a time; delivered again it goes on behind the last ones."""
    from nscl.enterprises.actions import taking_back

    found = access.list_for(job.by, job.arguments["list"])
    left = taking.ids(found, taking.parts(found).when)
    job.say(_("Rút từng hồ sơ do danh sách ghi khỏi sổ"), total=len(left))
    end = taking_back.run(found, by=job.by, left=left, step=job.advance)
    return {"profiles": end.taken_profiles, "figures": end.taken_figures, "list": found.pk}


@jobs.periodic(
    "enterprises.forget_replaced", words=gettext_lazy("Xóa liên hệ, ghi chú cũ mà danh sách đã thay từ lâu"),
    daily_at=dt.time(2, 50),
)  # fmt: skip
def forget_replaced(period: dt.datetime) -> str:
    from nscl.enterprises.actions import forgetting

    with tenancy.scope(tenancy.Scope.of(write=all_province_ids())):
        return str(forgetting.forget_old())


@jobs.task("enterprises.export", words=gettext_lazy("Xuất sổ doanh nghiệp"), permission="enterprises.view")
def export_register(job: jobs.Running) -> dict[str, Any]:
    """What the register's list shows; contacts only for who keeps the register."""
    from nscl.enterprises import exports_register as exports
    from nscl.enterprises.access import EDIT
    from nscl.enterprises.queries import exporting, register

    given = dict(job.arguments)
    ending, asked, scope = given.pop("ending"), register.Asked(**given), register.scope_now()
    hits = exporting.all_of(asked)
    years = exporting.years(scope, asked, hits)
    job.say(_("Ghi các hồ sơ ra tệp"), total=exporting.how_many(scope, asked, hits))
    with tempfile.NamedTemporaryFile(suffix=f".{ending}") as made:
        sheets = exports.write(
            exporting.every(scope, asked, hits, years), Path(made.name), contacts=job.by.has_perm(EDIT), years=years,
            step=job.advance,
        )  # fmt: skip
        words = _(
            "Một trang tính Excel không chứa hết số dòng này nên tệp có %(n)s trang tính, xem lần lượt từng trang."
        )
        name = exports.name_of(clock.today(), ending)
        with files.staged(Path(made.name), name=name, profile=kinds.LONG_TABLE) as file:
            kept = file.keep(province_id=job.province_id, by=job.by)
        return {"attachment": kept.pk} | ({"note": words % {"n": sheets}} if sheets > 1 else {})


@jobs.task(
    "enterprises.duplicates", words=gettext_lazy("Tìm hồ sơ doanh nghiệp có thể trùng"), permission="enterprises.import"
)
def find_duplicates(job: jobs.Running) -> dict[str, Any]:
    from nscl.enterprises.actions import duplicates
    from nscl.enterprises.models import Enterprise

    job.say(
        _("So từng hồ sơ của sổ với các hồ sơ gần giống"),
        total=Enterprise.objects.filter(province_id=job.province_id, merged_into__isnull=True).count(),
    )
    return {"open": duplicates.find(province_id=job.province_id, by=job.by, step=job.advance)}
