"""What a person says about a file: which one, and what its columns are."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Branch, User
from accounts.models.records import submission_key
from accounts.widgets import Chips
from customers import headings, tables
from customers.choices.imports import ImportFault, ImportField, ImportKind, KnownRule
from customers.kinds import KINDS
from customers.models import ImportBatch, SavedMapping

LEFT_OUT = gettext_lazy("leave out")
BY_PHONE = {
    ImportKind.CUSTOMERS: gettext_lazy("The same phone is the same customer"),
    ImportKind.CONTACTS: gettext_lazy("The same phone is the same person"),
}
RULES = ("known", "by_phone", "empties")
# What is asked when a row needs one of several columns and none is matched.
WANTED = {
    (ImportField.NAME,): gettext_lazy("Say which column holds the name."),
    (ImportField.OF_CODE, ImportField.OF_KEY, ImportField.OF_PHONE): gettext_lazy(
        "Say which column tells whose contact it is: the customer's code, number in "
        "your old system or phone."
    ),
}


def capfirst_all(choices) -> list[tuple[str, str]]:
    """Return choices whose labels begin as a line of a form does."""
    return [(value, capfirst(label)) for value, label in choices.choices]


class UploadForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What is in the file"),
        choices=capfirst_all(ImportKind),
        initial=ImportKind.CUSTOMERS,
        widget=Chips,
        required=False,
    )
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

    def clean_kind(self):
        return self.cleaned_data["kind"] or ImportKind.CUSTOMERS

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
    """One choice for each column of the file, who gets the new, what of the known."""

    for_owner = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Owner of the new customers"),
        empty_label=gettext_lazy("Choose an owner"),
    )
    for_branch = forms.ModelChoiceField(
        Branch.objects.none(), label=gettext_lazy("Branch")
    )
    known = forms.ChoiceField(
        label=gettext_lazy("A row that is in the archive already"),
        choices=capfirst_all(KnownRule),
        widget=Chips,
        required=False,
    )
    by_phone = forms.BooleanField(label=BY_PHONE[ImportKind.CUSTOMERS], required=False)
    empties = forms.BooleanField(
        label=gettext_lazy("Empty cells empty the field in the archive"),
        help_text=gettext_lazy(
            "Only when overwriting. Otherwise an empty cell changes nothing."
        ),
        required=False,
    )
    name = forms.CharField(
        label=gettext_lazy("Save this matching as"),
        help_text=gettext_lazy(
            "For example “Dealer system”. Without a name it is remembered for files "
            "with these headings."
        ),
        max_length=60,
        required=False,
    )
    is_shared = forms.BooleanField(
        label=gettext_lazy("All colleagues may use it"), required=False
    )

    def __init__(
        self,
        *args,
        batch: ImportBatch,
        user: User,
        saved: SavedMapping | None = None,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.batch, self.kind = batch, KINDS[batch.kind]
        self.fields["by_phone"].label = BY_PHONE[batch.kind]
        if batch.kind == ImportKind.CUSTOMERS:
            self._offer_owners(user)
        else:
            del self.fields["for_owner"], self.fields["for_branch"]
        rules = saved.rules if saved else {rule: getattr(batch, rule) for rule in RULES}
        self.initial |= rules
        self._offer_columns(batch.mapping or self._proposed(saved))

    def _offer_owners(self, user: User) -> None:
        owners = User.objects.owners_for(user, self.kind.can)
        self.fields["for_owner"].queryset = owners
        branches = owners.order_by().values("branch")
        self.fields["for_branch"].queryset = Branch.objects.filter(pk__in=branches)
        self.initial |= {
            "for_owner": self.batch.for_owner_id,
            "for_branch": self.batch.for_branch_id or user.branch_id,
        }

    def _proposed(self, saved: SavedMapping | None) -> dict[str, str]:
        """Return what each column was last time, or else what its heading means."""
        guessed = headings.guess(self.batch.columns, self.batch.kind)
        if saved is None:
            return guessed
        kept = {h: f for h, f in saved.mapping.items() if h in guessed}
        taken = set(kept.values())
        rest = {h: f for h, f in guessed.items() if h not in kept}
        return kept | {h: "" if f in taken else f for h, f in rest.items()}

    def _offer_columns(self, mapping: dict[str, str]) -> None:
        choices = _choices(self.kind.fields)
        for place, heading in enumerate(self.batch.columns):
            name = f"column_{place}"
            self.fields[name] = forms.ChoiceField(
                label=heading, choices=choices, required=False
            )
            self.initial[name] = mapping.get(heading, "")

    def column_fields(self) -> list:
        return [self[f"column_{place}"] for place in range(len(self.batch.columns))]

    def said(self) -> dict:
        """Return what `imports.match` is told, beside what the columns are."""
        asked = ("for_owner", "for_branch", "name", "is_shared", *RULES)
        given = {name: self.cleaned_data.get(name) for name in asked}
        return given | {"mapping": self.mapping()}

    def mapping(self) -> dict[str, str]:
        """Return heading → field as chosen."""
        return {
            heading: self.cleaned_data.get(f"column_{place}", "")
            for place, heading in enumerate(self.batch.columns)
        }

    def clean_known(self):
        return self.cleaned_data["known"] or KnownRule.SKIP

    def clean(self):
        super().clean()
        self._check_columns()
        said = self.cleaned_data
        if said.get("empties") and said.get("known") != KnownRule.OVERWRITE:
            told = _("Empty cells can only empty a field when known rows overwrite.")
            self.add_error("empties", told)
        if said.get("is_shared") and not said.get("name"):
            self.add_error("name", _("Give it a name, so that colleagues find it."))
        owner, branch = (said.get(f"for_{word}") for word in ("owner", "branch"))
        if owner and branch and owner.branch_id != branch.pk:
            names = {"owner": owner.name, "branch": owner.branch.name}
            told = _(
                "%(owner)s works at %(branch)s. Choose that branch, or a colleague."
            )
            self.add_error("for_branch", told % names)

    def _check_columns(self) -> None:
        chosen = list(self.mapping().values())
        for fields in self.kind.needed:
            if not set(fields) & set(chosen):
                self.add_error(None, str(WANTED[tuple(fields)]))
        for place, field in enumerate(chosen):
            if field and field in chosen[:place]:
                label = {"field": ImportField(field).label}
                told = _("Another column is “%(field)s” already. Leave one out.")
                self.add_error(f"column_{place}", told % label)


def _choices(fields: list[str]) -> list[tuple[str, str]]:
    told = [(field, capfirst(ImportField(field).label)) for field in fields]
    return [("", f"– {LEFT_OUT} –"), *told]
