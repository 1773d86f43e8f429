"""What a person says about a file of customers: which one, and what its columns are."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Branch, User
from accounts.models.records import submission_key
from accounts.permissions.actions import Can
from customers import headings, tables
from customers.choices.imports import ImportFault, ImportField
from customers.models import ImportBatch

LEFT_OUT = gettext_lazy("leave out")


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A .csv or .xlsx file, up to 20 MB and 50,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        max_length=255,
        allow_empty_file=True,
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission_key", submission_key())

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > tables.MOST_BYTES:
            megabytes = {"megabytes": tables.MOST_BYTES // 1024**2}
            raise ValidationError(ImportFault.TOO_BIG.label % megabytes)
        try:
            tables.kind(file, file.name)
        except tables.Unreadable as fault:
            label = ImportFault(fault.code).label
            raise ValidationError(label % fault.params) from fault
        return file


class MatchForm(forms.Form):
    """One choice for each column of the file, and who gets the customers."""

    for_owner = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Owner of the new customers"),
        empty_label=gettext_lazy("Choose an owner"),
    )
    for_branch = forms.ModelChoiceField(
        Branch.objects.none(), label=gettext_lazy("Branch")
    )

    def __init__(self, *args, batch: ImportBatch, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.batch = batch
        owners = User.objects.owners_for(user, Can.IMPORT_CUSTOMERS)
        self.fields["for_owner"].queryset = owners
        branches = owners.order_by().values("branch")
        self.fields["for_branch"].queryset = Branch.objects.filter(pk__in=branches)
        self.initial |= {
            "for_owner": batch.for_owner_id,
            "for_branch": batch.for_branch_id or user.branch_id,
        }
        mapping = batch.mapping or headings.guess(batch.columns)
        for place, heading in enumerate(batch.columns):
            name = f"column_{place}"
            self.fields[name] = forms.ChoiceField(
                label=heading, choices=_choices, required=False
            )
            self.initial[name] = mapping.get(heading, "")

    def column_fields(self) -> list:
        return [self[f"column_{place}"] for place in range(len(self.batch.columns))]

    def mapping(self) -> dict[str, str]:
        """Return heading → field as chosen."""
        return {
            heading: self.cleaned_data.get(f"column_{place}", "")
            for place, heading in enumerate(self.batch.columns)
        }

    def clean(self):
        super().clean()
        self._check_columns()
        owner, branch = (self.cleaned_data.get(f"for_{w}") for w in ("owner", "branch"))
        if owner and branch and owner.branch_id != branch.pk:
            names = {"owner": owner.name, "branch": owner.branch.name}
            told = _(
                "%(owner)s works at %(branch)s. Choose that branch, or a colleague."
            )
            self.add_error("for_branch", told % names)

    def _check_columns(self) -> None:
        chosen = list(self.mapping().values())
        if ImportField.NAME not in chosen:
            self.add_error(None, _("Say which column holds the name."))
        for place, field in enumerate(chosen):
            if field and field in chosen[:place]:
                label = {"field": ImportField(field).label}
                told = _("Another column is “%(field)s” already. Leave one out.")
                self.add_error(f"column_{place}", told % label)


def _choices() -> list[tuple[str, str]]:
    fields = [(value, capfirst(label)) for value, label in ImportField.choices]
    return [("", f"– {LEFT_OUT} –"), *fields]
