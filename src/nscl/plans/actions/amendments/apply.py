"""An amendment takes effect: what it amends gives way, inside the transaction that confirms its draft."""

from __future__ import annotations

from nscl.accounts.models import User
from nscl.documents import actions as documents
from nscl.documents.models import Document, RelationKind
from nscl.foundation import clock
from nscl.plans.checks import start_of
from nscl.plans.models import Plan, PlanAmendment, SupportRule, Task
from nscl.plans.queries.versions import differences
from nscl.plans.states import PLAN

ENTERED = ("kind", "number", "issuer", "issued_on", "title", "signer", "signer_title")


def apply(amendment: PlanAmendment, draft: Plan, amended: Plan, by: User) -> Document:
    """`amended` gives way to `draft`; both are locked by the caller, who confirms the draft next.

    The document of the version to come: that of the plan, with what a correction found wrong in it.
    """
    assert amended.document is not None
    PLAN.run(amended, "amend", by=by, detail={"by": draft.pk})
    document = amended.document
    if amendment.is_correction:
        amendment.effective_on = start_of(amended)
        document = _corrected(document, draft, by)
    else:
        amendment.document = _paper(amendment, document, by)
    amendment.tally = differences(amended, draft)
    _carry(draft)
    amendment.applied_at, amendment.applied_by = clock.now(), by
    amendment.version += 1
    amendment.save(update_fields=["document", "effective_on", "tally", "applied_at", "applied_by", "version"])
    return document


def _carry(draft: Plan) -> None:
    """Work under items that the draft joined into another counts under that one from now on."""
    for model in (Task, SupportRule):
        for item in model._default_manager.filter(plan=draft, discarded_at__isnull=True).exclude(joined=[]):
            model._default_manager.filter(pk__in=item.roots[1:]).update(carried_by=item.root_pk)


def withdraw(draft: Plan) -> None:
    """The draft is thrown away: its plan may be amended anew."""
    opened = PlanAmendment.objects.select_for_update(of=("self",)).filter(plan=draft, applied_at__isnull=True)
    for amendment in opened.filter(withdrawn_at__isnull=True):
        amendment.withdrawn_at = clock.now()
        amendment.save(update_fields=["withdrawn_at"])


def _paper(amendment: PlanAmendment, amended: Document, by: User) -> Document:
    """The deciding paper in the register, which says that it amends the plan's document."""
    paper = documents.register(
        province_id=amendment.province_id, kind=amendment.paper_kind, number=amendment.paper_number,
        issuer=amendment.paper_issuer, issued_on=amendment.paper_issued_on, title=amendment.paper_title,
        signer=amendment.paper_signer, attachment=amendment.attachment, by=by,
    )  # fmt: skip
    documents.tie(document=paper, kind=RelationKind.AMENDS, target=amended, by=by)
    return paper


def _corrected(document: Document, draft: Plan, by: User) -> Document:
    """The register says of the document what the corrected plan says of itself."""
    return documents.correct(document=document, values={name: getattr(draft, name) for name in ENTERED}, by=by)
