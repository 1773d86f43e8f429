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
from customers.choices.archive import Source
from customers.choices.imports import ImportFault, ImportField, ImportKind, KnownRule
from customers.choices.leads import CHANNELS
from customers.kinds import KINDS, whose
from customers.models import ImportBatch, RetentionClass, SavedMapping
from customers.samples import LOOKED_AT
from customers.services import import_names

LEFT_OUT = gettext_lazy("leave out")
DEFAULTS = ("platform", "channel", "paper_at", "retention")
BY_PHONE = {
    ImportKind.CUSTOMERS: gettext_lazy("The same phone is the same customer"),
    ImportKind.CONTACTS: gettext_lazy("The same phone is the same person"),
    ImportKind.LEADS: gettext_lazy("The same phone is the same lead"),
}
RULES = ("known", "by_phone", "empties")
# What is asked when a row needs one of several columns and none is matched.
WANTED = {
    (ImportField.NAME,): gettext_lazy("Say which column holds the name."),
    whose.NAMES: gettext_lazy(
        "Say which column tells whose it is: the customer's code, number in your old "
        "system or phone."
    ),
    (ImportField.PHONE, ImportField.WECHAT): gettext_lazy(
        "Say which column holds the phone or the WeChat ID."
    ),
    (ImportField.VIN, ImportField.PLATE, ImportField.SERIAL): gettext_lazy(
        "Say which column holds the VIN, the plate or the serial number."
    ),
    (ImportField.DOCUMENT_TITLE,): gettext_lazy("Say which column holds the title."),
}


def capfirst_all(choices) -> list[tuple[str, str]]:
    """Return choices whose labels begin as a line of a form does."""
    return [(value, capfirst(label)) for value, label in choices.choices]


def kinds_for(user: User) -> list[ImportKind]:
    """Return the kinds of files a user who imports may import."""
    return [kind for kind in ImportKind if user.may(KINDS[kind].can)]


class UploadForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What is in the file"),
        initial=ImportKind.CUSTOMERS,
        widget=Chips,
        required=False,
    )
    kind.is_needed_at_times = True
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A .csv or .xlsx file, up to 20 MB and 50,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        max_length=255,
        allow_empty_file=True,
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission_key", submission_key())
        self.fields["kind"].choices = [
            (kind, capfirst(kind.label)) for kind in kinds_for(user)
        ]

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
    """One choice for each column of the file; what of the known, what of the unsaid."""

    platform = forms.CharField(
        label=gettext_lazy("Platform, where a row names none"),
        help_text=gettext_lazy(
            "For example 懂车帝. With the number of the lead there it tells the same "
            "lead again in a later file."
        ),
        max_length=40,
        required=False,
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Channel, where a row names none"),
        choices=CHANNELS,
        initial=Source.ONLINE,
        required=False,
    )
    paper_at = forms.ModelChoiceField(
        Branch.objects.order_by("code"),
        label=gettext_lazy("Paper lies in, where a row says nothing"),
        empty_label=gettext_lazy("each row says it"),
        required=False,
    )
    retention = forms.ModelChoiceField(
        RetentionClass.objects.order_by("pk"),
        label=gettext_lazy("Retention class, where a row says nothing"),
        empty_label=gettext_lazy("each row says it"),
        required=False,
    )
    known = forms.ChoiceField(
        label=gettext_lazy("A row that is in the archive already"),
        choices=capfirst_all(KnownRule),
        widget=Chips,
        required=False,
    )
    known.is_needed_at_times = True
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
        if batch.kind in BY_PHONE:
            self.fields["by_phone"].label = BY_PHONE[batch.kind]
        else:
            del self.fields["by_phone"]
        for field in set(DEFAULTS) - set(self.kind.defaults):
            del self.fields[field]
        asked = (*RULES, "defaults")
        rules = saved.rules if saved else {rule: getattr(batch, rule) for rule in asked}
        self.initial |= {"paper_at": user.branch_id} | rules.get("defaults", {})
        self.initial |= {rule: rules[rule] for rule in RULES}
        self._offer_columns(batch.mapping or self._proposed(saved))

    def _proposed(self, saved: SavedMapping | None) -> dict[str, str]:
        """Return what each column was last time, or else what its heading means."""
        guessed = headings.guess(self.batch.columns, self.batch.kind, self._first())
        if saved is None:
            return guessed
        kept = {h: f for h, f in saved.mapping.items() if h in guessed}
        taken = set(kept.values())
        rest = {h: f for h, f in guessed.items() if h not in kept}
        return kept | {h: "" if f in taken else f for h, f in rest.items()}

    def _first(self) -> dict[str, list[str]]:
        """Return the first cells of each column, without the empty ones."""
        rows = [row.cells for row in self.batch.rows.in_order()[:LOOKED_AT]]
        return {
            heading: [row[place] for row in rows if place < len(row) and row[place]]
            for place, heading in enumerate(self.batch.columns)
        }

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

    def default_fields(self) -> list:
        return [self[field] for field in self.kind.defaults]

    def said(self) -> dict:
        """Return what `imports.match` is told, beside what the columns are."""
        asked = ("name", "is_shared", *RULES)
        given = {name: self.cleaned_data[name] for name in asked if name in self.fields}
        return given | {"mapping": self.mapping(), "defaults": self._defaults()}

    def _defaults(self) -> dict:
        """Return field → what it is where a row says nothing: a word, or an id."""
        said = {field: self.cleaned_data.get(field) for field in self.kind.defaults}
        return {field: getattr(v, "pk", v) for field, v in said.items() if v}

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
        chosen = self.mapping().values()
        is_bare = ImportField.LEAD_KEY in chosen and ImportField.PLATFORM not in chosen
        if is_bare and not said.get("platform"):
            told = _("Name the platform: another may give the same numbers to others.")
            self.add_error("platform", told)

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


class StartForm(forms.Form):
    """Whose the new customers become: asked once it is known that there are some."""

    for_owner = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Owner of the new customers"),
        help_text=gettext_lazy("Where a column names the owner, the column decides."),
        empty_label=gettext_lazy("Choose an owner"),
    )

    def __init__(self, *args, batch: ImportBatch, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        owners = import_names.colleagues(batch.kind, user)
        self.fields["for_owner"].queryset = owners.select_related("branch")
        self.fields["for_owner"].label_from_instance = _with_branch


def _with_branch(owner: User) -> str:
    return f"{owner.name} ({owner.branch.name})"
