"""What customers agreed to: the texts they were read, and what they said of them."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from customers.choices.consent import Channel, ConsentState, How, Purpose
from customers.models.archive import Customer
from customers.querysets.consent import ConsentRecordQuerySet, ConsentTextQuerySet


class ConsentText(models.Model):
    """One version of the words by which consent to a purpose is asked.

    A draft changes until it is published; from then on it stands as it was read out.
    """

    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    version = models.PositiveSmallIntegerField(_("version"))
    text_zh = models.TextField(_("Chinese text"), max_length=2000)
    text_en = models.TextField(_("English text"), max_length=2000)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(_("published"), null=True)
    # None for what came with the product.
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("consent text"), _("consent texts")
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "version"], name="consent_text_version_once"
            ),
            models.UniqueConstraint(
                fields=["purpose"],
                condition=Q(published_at=None),
                name="consent_text_one_draft",
            ),
            models.CheckConstraint(
                name="consent_text_in_both_languages",
                condition=~Q(text_zh="") & ~Q(text_en=""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.version}"

    @property
    def text(self) -> str:
        """The words in the reader's language."""
        chinese = (get_language() or "zh").startswith("zh")
        return self.text_zh if chinese else self.text_en


class ConsentRecord(models.Model):
    """One thing a customer said about one use of his data by one way.

    The last row counts. Rows stand for ever; only whose they are may change, so that
    two archives of one person can become one and be parted again.
    """

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="consents", db_index=False
    )
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    state = models.CharField(_("state"), max_length=10, choices=ConsentState)
    # What was read to him: needed to give, not to refuse or withdraw.
    text = models.ForeignKey(
        ConsentText, models.PROTECT, null=True, related_name="+", db_index=False
    )
    how = models.CharField(_("how it was said"), max_length=8, choices=How)
    evidence = models.CharField(_("evidence"), max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )

    objects = ConsentRecordQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("consent"), _("consents")
        constraints = [
            models.CheckConstraint(
                name="consent_state_known", condition=Q(state__in=ConsentState.values)
            ),
            models.CheckConstraint(
                name="consent_given_to_a_text",
                condition=~Q(state=ConsentState.GIVEN) | Q(text__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["customer", "purpose", "channel", "id"],
                include=["state"],
                name="consent_of",
            ),
            models.Index(
                fields=["purpose", "channel", "customer", "id"],
                include=["state"],
                name="consent_for",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="stands_as_said",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["customer"]),
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} · {self.get_channel_display()}"
