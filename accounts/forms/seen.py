"""A form over a row that others may change while it is open."""

from typing import Self

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from accounts import seen
from accounts.refused import Conflict

NOTHING = "–"


class SeenForm(forms.Form):
    """Carries, hidden, what it showed of `row`; of a row to be made there is nothing.

    Its fields are named as the row's.
    """

    seen = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, data=None, *, row: models.Model | None = None):
        names = [name for name in self.base_fields if name != "seen"]
        self.row = row
        self.stood = seen.stands(row, names) if row else {}
        super().__init__(data, initial={**self.stood, "seen": seen.digest(self.stood)})
        if row is None:
            del self.fields["seen"]

    def again(self, conflict: Conflict) -> Self:
        """Return the form once more: what was changed in it, over what stands now.

        Where both changed a field it says what the other wrote. One query, and those
        of the form.
        """
        said = {name: self.cleaned_data[name] for name in self.stood}
        mine = seen.changed(said, self.cleaned_data["seen"])
        now = self.another(row=type(self.row).objects.get(pk=self.row.pk))
        values = now.initial | {name: said[name] for name in mine}
        typed = {n: now.fields[n].prepare_value(value) for n, value in values.items()}
        form = self.another(typed, row=now.row)
        for name, theirs in conflict.theirs.items():
            form.add_error(
                name,
                _(
                    "Somebody else wrote “%(theirs)s” here meanwhile. Yours stands in "
                    "the field: save again to keep it, or enter theirs."
                )
                % {"theirs": form.words(name, theirs)},
            )
        return form

    def another(self, data=None, *, row: models.Model) -> Self:
        """Return a form like this one; a form that takes more than these says it."""
        return type(self)(data, row=row)

    def words(self, name: str, value) -> str:
        """Return a value of a field as its page would say it."""
        if value is None or value == "" or value == []:
            return NOTHING
        if isinstance(value, list):
            return " · ".join(map(str, value))
        if isinstance(value, models.Model):
            return str(value)
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, value))
