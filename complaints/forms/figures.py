"""What the analysis is asked about: a time and what narrows it, from the address."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import Scope
from accounts.models import Branch, Department
from accounts.permissions.actions import Can
from accounts.querysets import scope_of
from complaints.choices import Kind
from complaints.figures import ALL_KINDS, Asked
from complaints.models import Category
from customers.filters import ANY
from customers.forms.fields import DateInput

# The time that is shown unless one says another, and the longest one may ask for.
DAYS, MOST_DAYS = 90, 5 * 366
# Nobody complained before.
EARLIEST = date(2000, 1, 1)
KINDS = [(ALL_KINDS, gettext_lazy("all kinds")), *Kind.choices]


class PeriodForm(forms.Form):
    """A time of at most five years; what is not said is asked of the last 90 days."""

    since = forms.DateField(label=gettext_lazy("From"), required=False,
                            widget=DateInput)  # fmt: skip
    until = forms.DateField(label=gettext_lazy("Until"), required=False,
                            widget=DateInput)  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS, required=False)
    branch = forms.ModelChoiceField(
        Branch.objects.order_by("name", "pk"),
        label=gettext_lazy("Branch"), empty_label=ANY, required=False,
    )  # fmt: skip
    department = forms.ModelChoiceField(
        Department.objects.in_use(),
        label=gettext_lazy("Department"), empty_label=ANY, required=False,
    )  # fmt: skip
    category = forms.ModelChoiceField(
        Category.objects.in_order(),
        label=gettext_lazy("Category"), empty_label=ANY, required=False,
    )  # fmt: skip

    def __init__(self, data, *, user, today: date):
        said = {name: value for name, value in data.items() if value}
        if not said.keys() & {"since", "until"}:
            said["since"] = today - timedelta(days=DAYS - 1)
        super().__init__({"until": today, "kind": Kind.COMPLAINT} | said)
        self.today = today
        if scope_of(user, Can.SEE_COMPLAINT_FIGURES) < Scope.ALL:
            del self.fields["branch"]

    def clean(self):
        said = super().clean()
        first, last = self._days(said)
        if not first <= last:
            self.add_error("until", _("This is before the first day."))
        elif first < EARLIEST or last - first >= timedelta(days=MOST_DAYS):
            self.add_error("since", _("Ask for five years at most."))
        elif last > self.today:
            self.add_error("until", _("This day is still to come."))
        return said

    def asked(self) -> Asked:
        """Return what is asked; what could not be read is taken as not said."""
        said = self.cleaned_data if self.is_valid() else {}
        first, last = self._days(said)
        rows = {name: said.get(name) for name in ("branch", "department", "category")}
        return Asked(first, last, said.get("kind") or Kind.COMPLAINT, **rows)

    def _days(self, said: dict) -> tuple[date, date]:
        last = said.get("until") or self.today
        since = date.fromordinal(max(last.toordinal() - DAYS + 1, 1))
        return said.get("since") or since, last
