"""The people we know at a customer, and who holds work about one that is not his."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from customers.choices.archive import ContactRole
from customers.models.archive import Customer
from customers.querysets.archive import ContactQuerySet


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class Contact(models.Model):
    """One person we know at a customer: the buyer of a firm, the driver in a family."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="contacts")
    name = models.CharField(_("full name"), max_length=80)
    role = models.CharField(
        _("role"), max_length=10, choices=ContactRole, default=ContactRole.OTHER
    )
    title = models.CharField(_("position"), max_length=40, blank=True)
    phone = models.CharField(_("mobile or phone"), max_length=32, blank=True)
    phone_raw = models.CharField(max_length=40, blank=True, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    birthday = models.DateField(_("birthday"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    submission_key = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("contact"), _("contacts")
        constraints = [
            models.CheckConstraint(
                name="contact_has_name", condition=~models.Q(name="")
            )
        ]
        indexes = [
            models.Index(
                fields=["phone"], condition=~models.Q(phone=""), name="contact_phone"
            ),
            models.Index(
                Lower("email"), condition=~models.Q(email=""), name="contact_email"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("customers:contacts", args=[self.customer_id])


class Hold(models.Model):
    """Why a user has work with a customer he does not own: his own for a while."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="holds")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    # What it came from, "visits.visit:88": released when that is done.
    key = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="hold_once")
        ]

    def __str__(self) -> str:
        return self.key
