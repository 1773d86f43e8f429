"""Forms about documents: filing one, taking one out, the retention classes."""

from contextlib import contextmanager

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Branch
from accounts.models.records import submission_key
from accounts.widgets import Chips
from customers.choices.documents import Scan, Starts
from customers.forms.fields import DateInput, day_of_a_life
from customers.models import Asset, Customer, Document, Purchase, RetentionClass
from customers.uploads import MOST_FILES, UnwantedError, checked

DAYS = ("dated_on", "valid_until")
# The latest invoices are offered; older ones are seldom filed for.
INVOICES_OFFERED = 30
ANY = pgettext_lazy("filter", "any")


class FilesInput(forms.ClearableFileInput):
    """Several files; a phone offers its camera too."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """At most five files, each told by its content: see `customers.uploads`."""

    widget = FilesInput

    def clean(self, data, initial=None) -> tuple:
        files = [file for file in data or [] if file]
        if len(files) > MOST_FILES:
            raise ValidationError(_("Choose at most five files."))
        return tuple(self.checked(file) for file in files)

    def checked(self, file):
        with naming(file):
            return checked(file, file.name)


@contextmanager
def naming(file):
    """Say of which file it is what a form refuses of it."""
    try:
        yield
    except UnwantedError as error:
        said = _("%(name)s: %(why)s")
        raise ValidationError(said % {"name": file.name, "why": error}) from error


class DocumentForm(forms.ModelForm):
    """A new document, or a known one and more files for it."""

    uploads = FilesField(
        label=gettext_lazy("Files"),
        required=False,
        help_text=gettext_lazy(
            "PDF, photo (JPEG, PNG, WebP), Word or Excel; at most five, 10 MB each. "
            "Not needed where there is only paper."
        ),
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1
    )

    class Meta:
        model = Document
        fields = (
            "kind", "title", "number", "dated_on", "valid_until", "retention",
            "paper_at", "shelf", "box", "asset", "purchase",
        )  # fmt: skip
        widgets = {"kind": Chips, **dict.fromkeys(DAYS, DateInput())}

    field_order = (
        "kind", "title", "uploads", "paper_at", "shelf", "box", "dated_on",
        "valid_until", "number", "retention", "asset", "purchase",
    )  # fmt: skip

    def __init__(
        self, data=None, files=None, *, customer: Customer, document=None, paper_at=None
    ):
        initial = {"version": 1, "submission_key": submission_key()}
        initial |= {"paper_at": paper_at}
        if document:
            named = self._meta.fields
            initial |= {name: document.serializable_value(name) for name in named}
            initial |= {"version": document.version, "submission_key": None}
        super().__init__(data, files, initial=initial)
        self._offer(customer)
        for name in DAYS:
            self.fields[name].validators.append(day_of_a_life)
        self.fields["uploads"].widget.attrs["accept"] = (
            ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx"
        )

    def said(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def _offer(self, customer: Customer) -> None:
        """Offer what is the customer's own, and the branches by code."""
        fields = self.fields
        fields["paper_at"].queryset = Branch.objects.order_by("code")
        fields["paper_at"].empty_label = _("no paper")
        fields["retention"].queryset = RetentionClass.objects.order_by("pk")
        fields["retention"].empty_label = None
        fields["asset"].queryset = Asset.objects.filter(customer=customer).for_list()
        fields["asset"].empty_label = _("none")
        bought = Purchase.objects.filter(customer=customer).heads().standing()
        latest = bought.order_by("-bought_at", "-pk")[:INVOICES_OFFERED]
        kept = bought.filter(pk__in=[each.pk for each in latest])
        fields["purchase"].queryset = kept.order_by("-bought_at", "-pk")
        fields["purchase"].label_from_instance = _invoice_label
        fields["purchase"].empty_label = _("none")


class RemovalForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why is it removed?"), max_length=200)


class RetentionForm(forms.ModelForm):
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1
    )

    class Meta:
        model = RetentionClass
        fields = ("name_zh", "name_en", "years", "starts")
        widgets = {"starts": Chips}

    def __init__(self, data=None, *, retention: RetentionClass | None = None):
        initial = {"version": 1}
        if retention:
            initial |= {name: getattr(retention, name) for name in self._meta.fields}
            initial |= {"version": retention.version}
        super().__init__(data, initial=initial)
        self.instance = retention or self.instance
        # Without the blank one: a class counts from some day.
        self.fields["starts"].choices = Starts.choices
        self.fields["years"].min_value, self.fields["years"].max_value = 1, 100
        self.fields["years"].widget.attrs |= {"min": 1, "max": 100}

    def clean_years(self) -> int:
        years = self.cleaned_data["years"]
        if not 1 <= years <= 100:
            raise ValidationError(_("Enter 1 to 100 years."))
        return years

    def said(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class RegisterForm(forms.Form):
    """What the register is narrowed to; what cannot be read narrows nothing."""

    kind = forms.ChoiceField(label=gettext_lazy("Type"), required=False)
    scan = forms.ChoiceField(label=gettext_lazy("Paper and file"), required=False)
    paper_at = forms.ModelChoiceField(
        Branch.objects.order_by("code"),
        label=gettext_lazy("Paper lies in"),
        required=False,
    )
    shelf = forms.CharField(label=gettext_lazy("Shelf"), max_length=20, required=False)
    box = forms.CharField(label=gettext_lazy("Box"), max_length=20, required=False)

    def __init__(self, data=None):
        super().__init__(data)
        choices = {"kind": Document._meta.get_field("kind").choices,
                   "scan": Scan.choices}  # fmt: skip
        for name, offered in choices.items():
            self.fields[name].choices = [("", ANY), *offered]
        self.fields["paper_at"].empty_label = ANY
        for name, field in self.fields.items():
            is_text = name in ("shelf", "box")
            field.widget.attrs["class"] = "form-control" if is_text else "form-select"

    def asked(self) -> dict:
        """Return the conditions that stand, as the columns are called."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _invoice_label(line: Purchase) -> str:
    return f"{line.bought_at:%Y-%m-%d} · {line.invoice} · {line.item or line.item_code}"
