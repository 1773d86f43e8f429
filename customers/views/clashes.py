"""A form somebody else was faster with: what he wrote is said beside each field."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms.refusals import tell
from accounts.refused import Conflict, Refused
from customers.words import field_label, value_label


def saved(request, form, row, write: Callable) -> bool:
    """Let `write` store what `form` says; what stands against it, the form says."""
    version, at = form.cleaned_data["version"], timezone.now()
    told = {"fields": form.said(), "version": version, "at": at}
    try:
        write(actor=request.user, **told)
    except Conflict as conflict:
        tell_theirs(form, conflict, row)
    except Refused as refusal:
        tell(form, refusal)
    else:
        return True
    return False


def tell_theirs(form, conflict: Conflict, row) -> None:
    """Say in `form` what stands in `row` now; sent again, the form writes over it."""
    say_theirs(form, conflict, type(row))
    form.data["version"] = type(row).objects.get(pk=row.pk).version


def say_theirs(form, conflict: Conflict, model) -> None:
    """Say in `form` what stands; what it sends back as seen is the caller's to set."""
    tell(form, conflict)
    asked_by = getattr(form, "asked_by", {})
    for name, value in conflict.theirs.items():
        theirs = value_label(model, name, value)
        said = _("%(field)s is now %(value)s. Save again to write yours over it.")
        told = said % {"field": field_label(model, name), "value": theirs}
        form.add_error(asked_by.get(name, name), told)
    form.data = form.data.copy()
