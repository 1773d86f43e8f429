"""What customers bought: a light ledger, one row a line of an invoice."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Branch
from customers.choices.archive import BusinessLine
from customers.models.archive import Customer
from customers.querysets.purchases import PurchaseQuerySet

# The source of what somebody typed in; every other is the system a file came from.
BY_HAND = "hand"


class Purchase(models.Model):
    """One line of an invoice or credit note; credit notes have negative amounts.

    The key of a line is (source, invoice, ordinal), not its content: real invoices
    repeat lines. `unit_price` keeps the file's precision; sums round once, at the end.
    """

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="purchases", db_index=False
    )
    branch = models.ForeignKey(Branch, models.PROTECT, db_index=False)
    source = models.CharField(max_length=40)
    invoice = models.CharField(_("invoice"), max_length=40)
    ordinal = models.PositiveIntegerField()
    bought_at = models.DateTimeField(_("bought"))
    business_line = models.CharField(
        _("business line"), max_length=10, choices=BusinessLine
    )
    item_code = models.CharField(max_length=40, blank=True)
    item = models.CharField(_("item"), max_length=120, blank=True)
    quantity = models.IntegerField(_("quantity"), default=1)
    unit_price = models.DecimalField(max_digits=14, decimal_places=4)
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=4)
    is_credit = models.BooleanField(_("credit note"), default=False)
    # The first line of the invoice that a refund reverses.
    reverses = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="refunds", db_index=False
    )
    # A wrong entry stays where it is, and counts nowhere any more.
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        editable=False,
    )
    void_reason = models.CharField(max_length=200, blank=True, db_default="")
    submission_key = models.UUIDField(null=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )

    objects = PurchaseQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("purchase"), _("purchases")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "invoice", "ordinal"], name="purchase_line_once"
            ),
            models.CheckConstraint(
                name="purchase_amount_is_product",
                condition=models.Q(
                    amount=models.F("quantity") * models.F("unit_price")
                ),
            ),
            models.CheckConstraint(
                name="purchase_refund_is_credit",
                condition=models.Q(reverses=None) | models.Q(is_credit=True),
            ),
            models.CheckConstraint(
                name="purchase_voided_by_somebody_for_a_reason",
                condition=models.Q(voided_at=None, voided_by=None, void_reason="")
                | models.Q(voided_at__isnull=False, voided_by__isnull=False)
                & ~models.Q(void_reason=""),
            ),
            models.UniqueConstraint(
                fields=["submission_key"],
                condition=models.Q(submission_key__isnull=False),
                name="purchase_sent_once",
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-bought_at", "-id"], name="purchase_of"),
            models.Index(
                fields=["reverses"],
                condition=models.Q(reverses__isnull=False),
                name="purchase_refunds",
            ),
            # Invoices of a time are counted without looking at their lines.
            models.Index(
                fields=["bought_at"],
                include=["source", "invoice", "branch"],
                condition=models.Q(voided_at=None, is_credit=False),
                name="purchase_orders",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invoice}/{self.ordinal}"

    @property
    def is_by_hand(self) -> bool:
        return self.source == BY_HAND

    @property
    def is_voided(self) -> bool:
        return self.voided_at is not None
