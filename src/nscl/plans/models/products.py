"""What comes out of a plan's tasks, year by year, and what proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nscl.documents.models import Attachment, Document
from nscl.foundation.search import Indexed
from nscl.organisations.models import Agency
from nscl.plans.models.items import Task, UnderTask
from nscl.plans.models.recorded import Recorded
from nscl.shared.vietnamese import fold


class ProductKind(models.TextChoices):
    DOCUMENT = "document", _("Văn bản ban hành")
    POLICY = "policy", _("Cơ chế, chính sách")
    SYSTEM = "system", _("Cơ sở dữ liệu, hệ thống")
    EVENT = "event", _("Hội nghị, sự kiện")
    COURSE = "course", _("Lớp đào tạo, tập huấn")
    PUBLICATION = "publication", _("Ấn phẩm, tin bài, tài liệu")
    REPORT = "report", _("Báo cáo, điều tra, đánh giá")
    MODEL = "model", _("Mô hình, kết quả áp dụng")
    OTHER = "other", _("Sản phẩm khác")


class TaskProduct(UnderTask, Recorded):
    """A product of a task in a year: promised while `delivered_on` is empty, delivered from that day on.

    `task` is the first version of the task, so that amendments of the plan keep its products. `output` is the promise
    of the plan that it answers, in the plan's words. `on_behalf`: an officer entered it for the agency, whose signed
    paper is evidence that is `signed`. A correction is a new row that `replaces` the voided one.
    """

    if TYPE_CHECKING:
        proofs: list[ProductEvidence]
        """Set by `queries.products.with_evidence`: the live evidence in order."""

    search_as = Indexed("product", ("title",), ("output",), hidden="voided_at")

    task = models.ForeignKey(Task, models.PROTECT, related_name="products")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=ProductKind.choices)
    title = models.CharField(max_length=500)
    folded = models.TextField(editable=False, default="")
    output = models.TextField(blank=True, default="")
    delivered_on = models.DateField(null=True, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    on_behalf = models.BooleanField(default=False)
    note = models.CharField(max_length=1000, blank=True, default="")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        constraints = [
            Recorded.void_constraint("taskproduct"),
            models.CheckConstraint(name="taskproduct_title", condition=~Q(title="")),
            models.CheckConstraint(name="taskproduct_year", condition=Q(year__range=(2000, 2100))),
            models.CheckConstraint(name="taskproduct_behalf", condition=Q(on_behalf=False) | Q(agency__isnull=False)),
            models.UniqueConstraint(
                fields=["task", "year", "kind", "folded", "delivered_on"],
                condition=Q(voided_at__isnull=True),
                nulls_distinct=False,
                name="taskproduct_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["task", "-year", "-id"], condition=Q(voided_at__isnull=True), name="taskproduct_of_task"
            ),
            models.Index(fields=["province", "-year", "-id"], name="taskproduct_listed"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.title)
        super().save(*args, **kwargs)

    @property
    def is_delivered(self) -> bool:
        return self.delivered_on is not None


class ProductEvidence(Recorded):
    """What shows that a product is there: a document of the register, a file, or an address on the network.

    `signed`: the paper by which the agency that delivered it reported it, where an officer entered it for them.
    """

    loose_keys = ("document",)  # the register is that of the province today; a trigger looks whether one may read it

    product = models.ForeignKey(TaskProduct, models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=300)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="proves")
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    url = models.URLField(max_length=1000, blank=True, default="")
    signed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            Recorded.void_constraint("productevidence"),
            models.CheckConstraint(
                name="productevidence_signed", condition=Q(signed=False) | Q(attachment__isnull=False)
            ),
            models.CheckConstraint(name="productevidence_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="productevidence_one",
                condition=Q(document__isnull=False, attachment__isnull=True, url="")
                | Q(document__isnull=True, attachment__isnull=False, url="")
                | (Q(document__isnull=True, attachment__isnull=True) & ~Q(url="")),
            ),
            models.UniqueConstraint(
                fields=["product", "document", "attachment", "url"],
                condition=Q(voided_at__isnull=True),
                nulls_distinct=False,
                name="productevidence_once",
            ),
        ]
        indexes = [models.Index(fields=["product", "id"], name="productevidence_of")]

    def __str__(self) -> str:
        return self.title
