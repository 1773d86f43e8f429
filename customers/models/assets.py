"""What customers own: vehicles and equipment, and what their meters read."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from accounts.models import Branch
from customers.choices.assets import AssetKind, AssetState
from customers.models.archive import Customer
from customers.querysets.assets import AssetQuerySet, ReadingQuerySet

IN_USE = models.Q(state=AssetState.IN_USE)


def _due_index(column: str, name: str) -> models.Index:
    """Return the index that answers which assets in use have something due."""
    known = IN_USE & models.Q(**{f"{column}__isnull": False})
    return models.Index(fields=[column, "customer"], condition=known, name=name)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class Asset(models.Model):
    """One vehicle or machine of a customer, whoever sold it to him."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="assets")
    kind = models.CharField(
        _("type"), max_length=10, choices=AssetKind, default=AssetKind.VEHICLE
    )
    name = models.CharField(_("brand and model"), max_length=80)
    # Both as `customers.plates.normal` leaves them.
    plate = models.CharField(_("plate"), max_length=12, blank=True)
    vin = models.CharField(_("VIN"), max_length=17, blank=True)
    serial_number = models.CharField(_("serial number"), max_length=40, blank=True)
    sold_on = models.DateField(_("sold on"), null=True, blank=True)
    # The branch of ours that sold it; none where he bought it elsewhere.
    sold_by = models.ForeignKey(
        Branch,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("sold by"),
        db_index=False,
    )
    # The latest of its readings.
    mileage_km = models.PositiveIntegerField(_("mileage"), null=True, editable=False)
    mileage_read_on = models.DateField(_("read on"), null=True, editable=False)
    next_service_on = models.DateField(_("next service on"), null=True, blank=True)
    inspection_until = models.DateField(_("inspection until"), null=True, blank=True)
    insurance_until = models.DateField(_("insurance until"), null=True, blank=True)
    warranty_until = models.DateField(_("warranty until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=AssetState, default=AssetState.IN_USE
    )
    state_on = models.DateField(_("since"), null=True, blank=True)
    submission_key = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)

    objects = AssetQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("asset"), _("assets")
        constraints = [
            models.CheckConstraint(name="asset_has_name", condition=~models.Q(name="")),
            models.CheckConstraint(
                name="asset_kind_known", condition=models.Q(kind__in=AssetKind.values)
            ),
            models.CheckConstraint(
                name="asset_state_known",
                condition=models.Q(state__in=AssetState.values),
            ),
            models.CheckConstraint(
                name="asset_gone_on_a_day",
                condition=IN_USE | models.Q(state_on__isnull=False),
            ),
            models.CheckConstraint(
                name="asset_mileage_read_on_a_day",
                condition=models.Q(mileage_km=None, mileage_read_on=None)
                | models.Q(mileage_km__isnull=False, mileage_read_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["plate"], condition=~models.Q(plate=""), name="asset_plate"
            ),
            models.Index(fields=["vin"], condition=~models.Q(vin=""), name="asset_vin"),
            _due_index("next_service_on", "asset_service"),
            _due_index("inspection_until", "asset_inspection"),
            _due_index("insurance_until", "asset_insurance"),
            _due_index("warranty_until", "asset_warranty"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("customers:assets", args=[self.customer_id])

    @property
    def is_in_use(self) -> bool:
        return self.state == AssetState.IN_USE


class MileageReading(models.Model):
    """What the meter of an asset read on one day; a wrong one is read again."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="readings")
    km = models.PositiveIntegerField(_("mileage"))
    read_on = models.DateField(_("read on"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    submission_key = models.UUIDField(null=True, unique=True, editable=False)
    entered_at = models.DateTimeField()

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("mileage"), _("mileage")
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.km}"
