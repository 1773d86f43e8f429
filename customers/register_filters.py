"""What the register of documents can be narrowed to, told back as sentences."""

from datetime import date, timedelta

from django import forms
from django.db.models import QuerySet, TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.forms.documents import RegisterForm

# So far ahead one wants to know what may be thrown away, or must be renewed.
ENDING_DAYS = 90


class View(TextChoices):
    ALL = "all", gettext_lazy("All documents")
    TO_SCAN = "scan", gettext_lazy("Papers to scan")
    ENDING = "ending", gettext_lazy("Retention ending")


def narrowed(rows: QuerySet, query: QueryDict, today: date) -> QuerySet:
    """Return the documents among `rows` that the register shows."""
    rows = rows.kept()
    match query.get("view"):
        case View.TO_SCAN:
            rows = rows.to_scan()
        case View.ENDING:
            rows = rows.ending(today + timedelta(days=ENDING_DAYS))
    return rows.filter(**RegisterForm(query).asked())


def sentences(query: QueryDict) -> list[str]:
    """Return the view, where it is not all, and each filter in use."""
    view = query.get("view")
    told = [str(View(view).label)] if view in (View.TO_SCAN, View.ENDING) else []
    form = RegisterForm(query)
    for name, value in form.asked().items():
        field = form.fields[name]
        is_word = isinstance(value, str) and isinstance(field, forms.ChoiceField)
        said = dict(field.choices).get(value, value) if is_word else value
        told.append(_("%(name)s: %(value)s") % {"name": field.label, "value": said})
    return told
