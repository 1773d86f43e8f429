"""Where a form shows what a service refused."""

from django import forms

from accounts.refused import Refused


def tell(form: forms.Form, refusal: Refused) -> None:
    """Put a refusal beside the field it is about, or on top of the form.

    A form's `shown_at` maps what a service calls something to the field asking for it.
    """
    field = getattr(form, "shown_at", {}).get(refusal.field, refusal.field)
    form.add_error(field if field in form.fields else None, str(refusal))
