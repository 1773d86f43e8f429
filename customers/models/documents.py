"""Documents of customers: what they are, where the paper lies, how long it is kept."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from accounts.models import Branch
from customers.choices.documents import DocumentKind, DocumentState, Scan, Starts
from customers.models.archive import Customer
from customers.models.assets import Asset
from customers.models.purchases import Purchase
from customers.querysets.archive import NEVER
from customers.querysets.documents import DocumentQuerySet

KEPT = models.Q(state=DocumentState.KEPT)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class RetentionClass(models.Model):
    """How many years documents of a kind are kept, counted from which day."""

    name_zh = models.CharField(_("Chinese name"), max_length=40, unique=True)
    name_en = models.CharField(_("English name"), max_length=60)
    years = models.PositiveSmallIntegerField(_("years"))
    starts = models.CharField(_("counted from"), max_length=6, choices=Starts)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("retention class")
        verbose_name_plural = _("retention classes")
        constraints = [
            models.CheckConstraint(
                name="retention_years_sound",
                condition=models.Q(years__gte=1, years__lte=100),
            ),
            models.CheckConstraint(
                name="retention_start_known",
                condition=models.Q(starts__in=Starts.values),
            ),
        ]

    def __str__(self) -> str:
        chinese = (get_language() or "zh").startswith("zh")
        return self.name_zh if chinese else self.name_en


@pghistory.track(
    # The day follows from the others: a class that changes moves it in many rows.
    pghistory.UpdateEvent(
        row=pghistory.Old, condition=pghistory.AnyChange(exclude=["keep_until"])
    ),
    pghistory.DeleteEvent(),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class Document(models.Model):
    """One document of a customer: paper in a box, files here, or both."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="documents")
    kind = models.CharField(
        _("type"), max_length=12, choices=DocumentKind, default=DocumentKind.CONTRACT
    )
    title = models.CharField(_("title"), max_length=80)
    number = models.CharField(_("number"), max_length=40, blank=True)
    dated_on = models.DateField(_("dated"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    asset = models.ForeignKey(
        Asset,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("vehicle or equipment"),
        related_name="documents",
    )
    # The first line of an invoice.
    purchase = models.ForeignKey(
        Purchase,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("purchase"),
        related_name="documents",
        db_index=False,
    )
    scan = models.CharField(
        _("paper and file"), max_length=8, choices=Scan, default=Scan.PAPER
    )
    paper_at = models.ForeignKey(
        Branch,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("paper lies in"),
        db_index=False,
    )
    shelf = models.CharField(_("shelf"), max_length=20, blank=True)
    box = models.CharField(_("box"), max_length=20, blank=True)
    retention = models.ForeignKey(
        RetentionClass, models.PROTECT, verbose_name=_("retention class")
    )
    # None where the day it is counted from is not known.
    keep_until = models.DateField(_("keep until"), null=True, editable=False)
    state = models.CharField(
        max_length=8, choices=DocumentState, default=DocumentState.KEPT
    )
    removed_at = models.DateTimeField(null=True, editable=False)
    removal_reason = models.CharField(max_length=200, blank=True)
    submission_key = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    filed_at = models.DateTimeField(editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("document"), _("documents")
        constraints = [
            models.CheckConstraint(
                name="document_has_title", condition=~models.Q(title="")
            ),
            models.CheckConstraint(
                name="document_kind_known",
                condition=models.Q(kind__in=DocumentKind.values),
            ),
            models.CheckConstraint(
                name="document_scan_known", condition=models.Q(scan__in=Scan.values)
            ),
            models.CheckConstraint(
                name="document_paper_lies_somewhere",
                condition=models.Q(scan=Scan.DIGITAL)
                | models.Q(paper_at__isnull=False),
            ),
            models.CheckConstraint(
                name="document_removed_for_a_reason",
                condition=models.Q(
                    state=DocumentState.KEPT, removed_at=None, removal_reason=""
                )
                | models.Q(state=DocumentState.REMOVED, removed_at__isnull=False)
                & ~models.Q(removal_reason=""),
            ),
        ]
        indexes = [
            models.Index(
                Coalesce("keep_until", NEVER), "id", condition=KEPT,
                name="document_keep_until",
            ),
            models.Index(
                fields=["id"], condition=KEPT & models.Q(scan=Scan.PAPER),
                name="document_to_scan",
            ),
            models.Index(
                fields=["paper_at", "shelf", "box"], condition=KEPT,
                name="document_place",
            ),
            models.Index(
                fields=["purchase"], condition=models.Q(purchase__isnull=False),
                name="document_purchase",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("customers:documents", args=[self.customer_id])

    @property
    def is_kept(self) -> bool:
        return self.state == DocumentState.KEPT


class DocumentFile(models.Model):
    """One file of a document as it was checked and stored; never changed."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="files")
    # What it is offered as; where it lies says nothing of it.
    name = models.CharField(max_length=120)
    stored_as = models.CharField(max_length=80, unique=True)
    content_type = models.CharField(max_length=80)
    byte_count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
