"""Who we serve: persons and organisations, and the people we know there."""

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Coalesce, Lower, Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from accounts.models import Branch
from customers.choices.archive import Kind, PartnerKind, Source, Tier
from customers.choices.stages import Stage
from customers.querysets.archive import (
    BIRTHDAY,
    NEVER,
    CustomerQuerySet,
    Standing,
)
from customers.querysets.rhythm import LONG_AGO

# Of customers in the recycle bin, or merged into others, no list has a row.
STANDS = models.Q(removed_at=None)
# Columns the product keeps by itself; a change of these alone is no history.
KEPT = ["last_contact_at", "next_contact_on", "purchase_count", "purchase_total",
        "last_purchase_on", "search", "version", "updated_at", "stage", "stage_since",
        "verified_on", "has_trouble", "check_at_arrival"]  # fmt: skip


@pghistory.track(
    pghistory.UpdateEvent(
        row=pghistory.Old, condition=pghistory.AnyChange(exclude=KEPT)
    ),
    pghistory.DeleteEvent(),
    exclude=["search"],
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class Customer(models.Model):
    """One person or organisation we serve: the archive everything else hangs on."""

    code = models.CharField(_("customer code"), max_length=20, unique=True)
    kind = models.CharField(_("type"), max_length=12, choices=Kind, default=Kind.PERSON)
    partner_kind = models.CharField(
        _("partner kind"),
        max_length=12,
        choices=PartnerKind,
        default=PartnerKind.END_CUSTOMER,
    )
    name = models.CharField(_("full name"), max_length=80)
    name_key = models.CharField(max_length=120, editable=False)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    salutation = models.CharField(_("salutation"), max_length=20, blank=True)
    # E.164 where it could be read, otherwise the digits; `phone_raw` is what was typed.
    phone = models.CharField(_("mobile or phone"), max_length=32, blank=True)
    phone_raw = models.CharField(max_length=40, blank=True, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    wechat = models.CharField(_("WeChat"), max_length=40, blank=True)
    id_number = models.CharField(_("ID or credit code"), max_length=32, blank=True)
    city = models.CharField(_("city"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    birthday = models.DateField(_("birthday"), null=True, blank=True)
    source = models.CharField(
        _("source"), max_length=10, choices=Source, default=Source.OTHER
    )
    tier = models.CharField(_("tier"), max_length=1, choices=Tier, default=Tier.C)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="customers",
        verbose_name=_("owner"),
        db_index=False,
    )
    branch = models.ForeignKey(
        Branch, models.PROTECT, verbose_name=_("branch"), db_index=False
    )
    next_contact_on = models.DateField(_("next contact"), null=True, blank=True)
    last_contact_at = models.DateTimeField(null=True, editable=False)
    purchase_count = models.PositiveIntegerField(default=0, editable=False)
    purchase_total = models.DecimalField(
        max_digits=16, decimal_places=2, default=0, editable=False
    )
    last_purchase_on = models.DateField(null=True, editable=False)
    # Told by rule from the purchases; since when, None: since the customer came.
    stage = models.CharField(
        _("life-cycle stage"), max_length=8, choices=Stage, default=Stage.PROSPECT,
        editable=False,
    )  # fmt: skip
    stage_since = models.DateField(null=True, editable=False)
    # What the company asks besides (OwnField): its key, the answer.
    own = models.JSONField(default=dict, editable=False)
    verified_on = models.DateField(_("verified on"), null=True, editable=False)
    # Whether one of his contact checks says so: see `customers.models.validity`.
    has_trouble = models.BooleanField(default=False, editable=False)
    check_at_arrival = models.BooleanField(
        _("check at next arrival"), default=False, editable=False
    )
    # Grams, pinyin, initials, phone tails and code: see `customers.lexemes`.
    search = SearchVectorField(null=True, editable=False)
    # Where an import found it; the same (source, key) is never imported twice.
    external_source = models.CharField(max_length=40, blank=True, editable=False)
    external_key = models.CharField(max_length=60, blank=True, editable=False)
    submission_key = models.UUIDField(null=True, unique=True, editable=False)
    # Counts the edits, so that the second of two editors is told.
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        db_index=False,
    )
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    # Since when he is out of the archive: in the recycle bin, or part of another.
    removed_at = models.DateTimeField(null=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="merged",
        editable=False,
        db_index=False,
    )

    # Who stands in the archive. Whoever asks for `ever` says why.
    objects = Standing()
    ever = CustomerQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("customer"), _("customers")
        constraints = [
            models.CheckConstraint(
                name="customer_has_name", condition=~models.Q(name="")
            ),
            models.CheckConstraint(
                name="customer_kind_known", condition=models.Q(kind__in=Kind.values)
            ),
            models.CheckConstraint(
                name="customer_tier_known", condition=models.Q(tier__in=Tier.values)
            ),
            models.CheckConstraint(
                name="customer_stage_known", condition=models.Q(stage__in=Stage.values)
            ),
            models.UniqueConstraint(
                fields=["external_source", "external_key"],
                condition=~models.Q(external_key=""),
                name="customer_imported_once",
            ),
            models.CheckConstraint(
                name="customer_merged_is_removed",
                condition=models.Q(merged_into=None) | ~STANDS,
            ),
        ]
        indexes = [
            models.Index(
                fields=["name_key", "id"], condition=STANDS, name="customer_name"
            ),
            # With the tier, so that those of one tier are counted in the index alone.
            models.Index(
                fields=["owner", "name_key", "id"],
                include=["tier"],
                condition=STANDS,
                name="customer_owner",
            ),
            models.Index(
                fields=["branch", "name_key", "id"],
                condition=STANDS,
                name="customer_branch",
            ),
            models.Index(
                Coalesce("next_contact_on", NEVER),
                "id",
                condition=STANDS,
                name="customer_next",
            ),
            models.Index(
                "owner",
                Coalesce("next_contact_on", NEVER),
                "id",
                condition=STANDS,
                name="customer_owner_next",
            ),
            models.Index(
                Coalesce("last_contact_at", LONG_AGO),
                "id",
                condition=STANDS,
                name="customer_last",
            ),
            models.Index(
                "owner",
                Coalesce("last_contact_at", LONG_AGO),
                "id",
                condition=STANDS,
                name="customer_owner_last",
            ),
            models.Index(
                fields=["-purchase_total", "-id"],
                condition=STANDS,
                name="customer_value",
            ),
            models.Index(
                fields=["phone"], condition=~models.Q(phone=""), name="customer_phone"
            ),
            models.Index(
                fields=["branch", "id"],
                condition=models.Q(phone="") & STANDS,
                name="customer_no_phone",
            ),
            models.Index(
                "owner",
                BIRTHDAY,
                condition=models.Q(birthday__isnull=False) & STANDS,
                name="customer_birthday",
            ),
            models.Index(fields=["created_by", "created_at"], name="customer_made"),
            models.Index(fields=["stage", "name_key", "id"], name="customer_stage"),
            models.Index(
                fields=["name_key", "id"],
                condition=models.Q(has_trouble=True),
                name="customer_trouble",
            ),
            models.Index(
                fields=["name_key", "id"],
                condition=models.Q(check_at_arrival=True),
                name="customer_arrival",
            ),
            GinIndex(fields=["own"], condition=~models.Q(own={}), name="customer_own"),
            GinIndex(
                fields=["owner", "branch", "search"],
                condition=STANDS,
                name="customer_search",
            ),
            # What a double is recognised by; removed ones are offered to be restored.
            models.Index(
                Upper("id_number"),
                condition=~models.Q(id_number=""),
                name="customer_id_number",
            ),
            models.Index(
                Lower("wechat"), condition=~models.Q(wechat=""), name="customer_wechat"
            ),
            models.Index(
                Lower("email"), condition=~models.Q(email=""), name="customer_email"
            ),
            models.Index(
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="customer_merged",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("customer", args=[self.pk])

    @property
    def is_organisation(self) -> bool:
        return self.kind == Kind.ORGANISATION
