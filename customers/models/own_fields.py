"""What the company wants to know of its customers besides what we ask."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.choices.facts import Concerns, OwnType
from customers.models.tags import named
from customers.querysets.facts import OwnFieldQuerySet


class OwnField(models.Model):
    """One question of the company; the answers lie in `Customer.own` by its key."""

    name = models.CharField(_("name"), max_length=30)
    name_en = models.CharField(_("English name"), max_length=40, blank=True)
    type = models.CharField(_("type of answer"), max_length=8, choices=OwnType)
    # What can be chosen, one a line; an answer is the text itself.
    choices = models.TextField(_("choices"), max_length=1000, blank=True)
    concerns = models.CharField(
        _("for"), max_length=12, choices=Concerns, default=Concerns.BOTH
    )
    is_required = models.BooleanField(
        _("to be answered when a customer is created"), default=False
    )
    place = models.PositiveSmallIntegerField(_("place in the list"), default=10)
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    objects = OwnFieldQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("own field"), _("own fields")
        constraints = [
            models.UniqueConstraint(fields=["name"], name="own_field_name_once"),
            models.CheckConstraint(
                name="own_field_has_name", condition=~models.Q(name="")
            ),
            models.CheckConstraint(
                name="own_field_type_known", condition=models.Q(type__in=OwnType.values)
            ),
            models.CheckConstraint(
                name="own_field_concerns_known",
                condition=models.Q(concerns__in=Concerns.values),
            ),
            models.CheckConstraint(
                name="own_field_choices_iff_choice",
                condition=models.Q(type=OwnType.CHOICE) & ~models.Q(choices="")
                | ~models.Q(type=OwnType.CHOICE) & models.Q(choices=""),
            ),
        ]

    def __str__(self) -> str:
        return named(self)

    @property
    def key(self) -> str:
        """Return under what its answers lie; no number, which JSON takes for a place.

        Django reads `own__7` as the seventh of a list.
        """
        return f"f{self.pk}"

    @property
    def options(self) -> list[str]:
        return self.choices.splitlines()

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    def is_for(self, kind: str) -> bool:
        return self.concerns in (Concerns.BOTH, kind)
