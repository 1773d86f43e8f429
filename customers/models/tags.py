"""Words the company puts on customers, and who bears them."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from customers.choices.facts import TagColour, TagIcon
from customers.models.archive import Customer
from customers.querysets.facts import MarkQuerySet, TagQuerySet


class Tag(models.Model):
    """One word of the company for its customers; archived, never deleted."""

    name = models.CharField(_("name"), max_length=20)
    name_en = models.CharField(_("English name"), max_length=30, blank=True)
    colour = models.CharField(
        _("colour"), max_length=8, choices=TagColour, default=TagColour.BLUE
    )
    icon = models.CharField(
        _("picture"), max_length=16, choices=TagIcon, default=TagIcon.TAGS
    )
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("tag"), _("tags")
        constraints = [
            models.UniqueConstraint(fields=["name"], name="tag_name_once"),
            models.CheckConstraint(name="tag_has_name", condition=~models.Q(name="")),
            models.CheckConstraint(
                name="tag_colour_known", condition=models.Q(colour__in=TagColour.values)
            ),
            models.CheckConstraint(
                name="tag_icon_known", condition=models.Q(icon__in=TagIcon.values)
            ),
        ]

    def __str__(self) -> str:
        return named(self)

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None


class CustomerTag(models.Model):
    """That a customer bears a tag; who put it there stands in the trail."""

    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="marks", db_index=False
    )
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="marks", db_index=False)

    objects = MarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "tag"], name="tagged_once")
        ]
        # A customer's tags by the constraint, a tag's customers by this.
        indexes = [models.Index(fields=["tag", "customer"], name="tag_bearers")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.tag_id}"


def named(row) -> str:
    """Return the name of a row in the reader's language: Chinese where no other is."""
    is_chinese = (get_language() or "").startswith("zh")
    return row.name if is_chinese else row.name_en or row.name
