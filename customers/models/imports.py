"""Files on their way into the archive, row by row, so that nothing is lost half-way."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Branch, Job
from customers.choices.imports import ImportKind, ImportStep, KnownRule, RowState
from customers.models.archive import Customer
from customers.models.leads import Lead
from customers.querysets.imports import (
    ImportBatchQuerySet,
    ImportRowQuerySet,
    SavedMappingQuerySet,
)

STEP_NUMBERS = {
    ImportStep.READING: 1,
    ImportStep.MAPPING: 2,
    ImportStep.CHECKING: 3,
    ImportStep.CHECKED: 3,
    ImportStep.RUNNING: 4,
    ImportStep.DONE: 5,
    ImportStep.UNDOING: 5,
    ImportStep.UNDONE: 5,
}
UNDO_FOR = timedelta(days=7)


class ImportBatch(models.Model):
    """One uploaded file: read once into rows, mapped, tried dry, then imported."""

    kind = models.CharField(
        _("what the rows are"),
        max_length=10,
        choices=ImportKind,
        default=ImportKind.CUSTOMERS,
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    file_name = models.CharField(max_length=200)
    # sha256 of the content: the same file again is recognised.
    digest = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=80)
    encoding = models.CharField(max_length=20, blank=True)
    # Column headings in order, no two alike.
    columns = models.JSONField(default=list)
    # Column heading → field name; "" leaves the column out.
    mapping = models.JSONField(default=dict)
    # Field → {word of the file, lower case: the value it means}.
    meanings = models.JSONField(default=dict)
    known = models.CharField(
        _("rows known already"),
        max_length=9,
        choices=KnownRule,
        default=KnownRule.SKIP,
    )
    by_phone = models.BooleanField(_("known by the phone too"), default=False)
    empties = models.BooleanField(_("empty cells empty the field"), default=False)
    # Field → what it is in new records whose row says nothing: a word, or an id.
    defaults = models.JSONField(default=dict)
    # Said once it is known that there are new customers.
    for_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("owner of the new customers"),
    )
    for_branch = models.ForeignKey(
        Branch, models.PROTECT, null=True, verbose_name=_("branch")
    )
    step = models.CharField(
        max_length=10, choices=ImportStep, default=ImportStep.READING
    )
    # "rows" in the file; "columns": heading → counts of cells by the check (filled,
    # empty, unclear; of known rows: fills, changes, empties, same); "unknown": field →
    # {word nobody knows: rows}; "states": how many rows in each, when the last job had
    # ended.
    report = models.JSONField(default=dict)
    job = models.ForeignKey(Job, models.PROTECT, null=True)
    submission_key = models.UUIDField(unique=True)
    created_at = models.DateTimeField()
    # Set when every row was imported: it can be taken back for some days from then.
    finished_at = models.DateTimeField(null=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("import"), _("imports")
        constraints = [
            models.CheckConstraint(
                name="import_step_known",
                condition=models.Q(step__in=ImportStep.values),
            ),
            models.CheckConstraint(
                name="import_kind_known",
                condition=models.Q(kind__in=ImportKind.values),
            ),
            models.CheckConstraint(
                name="import_known_rule_known",
                condition=models.Q(known__in=KnownRule.values),
            ),
            # An empty cell says nothing unless the rule is to overwrite.
            models.CheckConstraint(
                name="import_empties_only_when_overwriting",
                condition=models.Q(empties=False) | models.Q(known="OVERWRITE"),
            ),
        ]
        indexes = [models.Index(fields=["owner", "-id"], name="import_owner")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("customers:import_detail", args=[self.pk])

    @property
    def row_count(self) -> int | None:
        """Return how many rows the file has; None until it is read."""
        return self.report.get("rows")

    @property
    def created_count(self) -> int:
        """Return how many rows had become new ones when its last job ended."""
        return self.report.get("states", {}).get(RowState.CREATED, 0)

    @property
    def undo_until(self) -> datetime | None:
        """Return until when it can be taken back; None while it is not done."""
        steps = (ImportStep.DONE, ImportStep.UNDOING)
        if self.finished_at is None or self.step not in steps:
            return None
        return self.finished_at + UNDO_FOR

    def may_be_undone(self, at: datetime) -> bool:
        return self.undo_until is not None and at <= self.undo_until

    @property
    def step_number(self) -> int:
        """Return which of the five steps a person stands at."""
        return STEP_NUMBERS[self.step]

    @property
    def step_kind(self) -> str:
        """Return how `components/state.html` draws the step."""
        kinds = {
            ImportStep.DONE: "done",
            ImportStep.CHECKED: "open",
            ImportStep.UNDONE: "cancelled",
        }
        return kinds.get(self.step, "progress")


class ImportRow(models.Model):
    """One row of the file as it stood there, and what became of it."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    # Tells this row from every other of every file: hash of its cells, and its ordinal
    # among those alike. The customer's external key where no column is mapped to it.
    key = models.CharField(max_length=60, default="")
    state = models.CharField(max_length=10, choices=RowState, default=RowState.PENDING)
    # Rows of {"column", "code", "params"}: see `customers.remarks` for the words.
    remarks = models.JSONField(default=list)
    # The customer made of it, the one who was there already, or whose record it is.
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True)
    # What was made or changed, by the batch's kind: the id of a customer, of a lead …
    record_id = models.BigIntegerField(null=True)
    # Field → [value before, value after], of a known record: as the check foresees it,
    # and from the import on as it was done.
    changes = models.JSONField(default=dict)
    # Which version of the record the import left; another one was touched since.
    version = models.PositiveIntegerField(null=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_row_once"),
            models.CheckConstraint(
                name="import_row_state_known",
                condition=models.Q(state__in=RowState.values),
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "state", "number"], name="import_row_state")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"


class SavedMapping(models.Model):
    """What the columns of a file were once said to be, for the next file like it.

    Without a name it is the last time this person matched these headings.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    kind = models.CharField(max_length=10, choices=ImportKind)
    name = models.CharField(_("name of the matching"), max_length=60, blank=True)
    is_shared = models.BooleanField(_("for all colleagues"), default=False)
    # sha256 of the headings in alphabetical order: the same columns in any order.
    headings_key = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    meanings = models.JSONField(default=dict)
    # "known", "by_phone", "empties" and "defaults" as the batch has them.
    rules = models.JSONField(default=dict)
    file_name = models.CharField(max_length=200)
    saved_at = models.DateTimeField()

    objects = SavedMappingQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("saved matching"), _("saved matchings")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "headings_key"],
                condition=models.Q(name=""),
                name="mapping_last_time_once",
            ),
            models.UniqueConstraint(
                fields=["owner", "kind", "name"],
                condition=~models.Q(name=""),
                name="mapping_name_once",
            ),
            models.CheckConstraint(
                name="mapping_shared_has_name",
                condition=models.Q(is_shared=False) | ~models.Q(name=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "headings_key", "-saved_at"], name="mapping_headings"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.file_name


class Origin(models.Model):
    """Who first wrote an imported customer down, and when, before he came here."""

    customer = models.OneToOneField(Customer, models.CASCADE)
    # A name, or a user name of then: he need not work here.
    author = models.CharField(max_length=80, blank=True)
    written_on = models.DateField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="origin_says_something",
                condition=~models.Q(author="") | models.Q(written_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.author


class LeadOrigin(models.Model):
    """Where an imported lead comes from: the file, and who wrote it down when."""

    lead = models.OneToOneField(Lead, models.CASCADE, related_name="origin")
    file_name = models.CharField(max_length=200)
    # A name, or a user name of then: he need not work here.
    author = models.CharField(max_length=80, blank=True)
    # When the person left his details, by the file.
    left_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.file_name
