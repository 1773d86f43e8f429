"""Forms about the ledger: a purchase by hand, a refund, a void, what to look at."""

from datetime import date
from decimal import Decimal

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Branch
from accounts.models.records import submission_key
from accounts.widgets import Chips
from customers.choices.archive import BusinessLine
from customers.forms.assets import gone
from customers.forms.fields import DateInput
from customers.models import Customer

SMALLEST = Decimal("0.01")


class MoneyForm(forms.Form):
    """What every entry of the ledger asks: how much, which day; sent once."""

    amount = forms.DecimalField(
        label=_("Amount in yuan"),
        min_value=SMALLEST,
        max_digits=12,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
    )
    on = forms.DateField(label=_("Date"), widget=DateInput())
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, today: date, initial=None):
        given = {"on": today, "submission_key": submission_key()}
        super().__init__(data, initial=given | (initial or {}))
        self.today = today

    def clean_on(self) -> date:
        return gone(self.cleaned_data["on"], self.today)


class PurchaseForm(MoneyForm):
    """A purchase or service order as it stands on the sheet before one."""

    business_line = forms.ChoiceField(
        label=_("Business line"), choices=BusinessLine, widget=Chips
    )
    item = forms.CharField(
        label=_("What was bought or done"), max_length=120, required=False
    )
    branch = forms.ModelChoiceField(
        Branch.objects.order_by("code"),
        label=_("Branch"),
        empty_label=_("Choose a branch"),
    )
    invoice = forms.CharField(
        label=_("Invoice or order number"),
        max_length=40,
        required=False,
        help_text=_("Leave blank where there is none: it gets a number of its own."),
    )
    field_order = ("business_line", "item", "amount", "on", "branch", "invoice")

    def __init__(self, data=None, *, customer: Customer, today: date):
        initial = {"branch": customer.branch_id, "business_line": BusinessLine.SERVICE}
        super().__init__(data, today=today, initial=initial)


class RefundForm(MoneyForm):
    """How much of an invoice is given back, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=120)

    def __init__(self, data=None, *, left: Decimal, today: date):
        super().__init__(data, today=today, initial={"amount": f"{left:.2f}"})


class VoidForm(forms.Form):
    reason = forms.CharField(label=_("What is wrong with it?"), max_length=200)


class LedgerForm(forms.Form):
    """Which entries a page shows; what cannot be read narrows nothing."""

    line = forms.ChoiceField(
        label=_("Business line"),
        choices=[("", pgettext_lazy("filter", "any")), *BusinessLine.choices],
        required=False,
    )
    year = forms.TypedChoiceField(
        label=_("Year"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, data, *, years: list[int]):
        super().__init__(data)
        any_year = ("", pgettext_lazy("filter", "any"))
        self.fields["year"].choices = [any_year, *((year, year) for year in years)]
        for name in self.fields:
            self.fields[name].widget.attrs["class"] = "form-select"

    def narrowed(self, rows: QuerySet) -> QuerySet:
        self.full_clean()
        said = self.cleaned_data
        if line := said.get("line"):
            rows = rows.of_line(line)
        if year := said.get("year"):
            rows = rows.in_year(year)
        return rows

    @property
    def is_narrowing(self) -> bool:
        return any(self.cleaned_data.values())
