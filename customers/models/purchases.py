"""What customers bought: a light ledger, one row a line of an invoice."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Branch
from customers.choices.archive import BusinessLine
from customers.models.archive import Customer
from customers.querysets.purchases import PurchaseQuerySet


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
        ]
        indexes = [
            models.Index(fields=["customer", "-bought_at", "-id"], name="purchase_of")
        ]

    def __str__(self) -> str:
        return f"{self.invoice}/{self.ordinal}"
