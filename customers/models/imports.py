"""Files on their way into the archive, row by row, so that nothing is lost half-way."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Branch, Job
from customers.choices.imports import ImportStep, RowState
from customers.models.archive import Customer
from customers.querysets.imports import ImportBatchQuerySet, ImportRowQuerySet

STEP_NUMBERS = {
    ImportStep.READING: 1,
    ImportStep.MAPPING: 2,
    ImportStep.CHECKING: 3,
    ImportStep.CHECKED: 3,
    ImportStep.RUNNING: 4,
    ImportStep.DONE: 4,
}


class ImportBatch(models.Model):
    """One uploaded file: read once into rows, mapped, tried dry, then imported."""

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
    # "rows" in the file; "columns": heading → {"filled", "empty", "unclear"} by the
    # check; "states": how many rows in each, when the last job had ended.
    report = models.JSONField(default=dict)
    job = models.ForeignKey(Job, models.PROTECT, null=True)
    submission_key = models.UUIDField(unique=True)
    created_at = models.DateTimeField()

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("import"), _("imports")
        constraints = [
            models.CheckConstraint(
                name="import_step_known",
                condition=models.Q(step__in=ImportStep.values),
            )
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
        """Return how many customers it had brought when its last job ended."""
        return self.report.get("states", {}).get(RowState.CREATED, 0)

    @property
    def step_number(self) -> int:
        """Return which of the four steps a person stands at."""
        return STEP_NUMBERS[self.step]

    @property
    def step_kind(self) -> str:
        """Return how `components/state.html` draws the step."""
        return {ImportStep.DONE: "done", ImportStep.CHECKED: "open"}.get(
            self.step, "progress"
        )


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
    # The customer made of it, or the one who was there already.
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True)

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
