"""Where a form shows what a service refused."""

from django import forms

from accounts.refused import Refused


def tell(form: forms.Form, refusal: Refused) -> None:
    """Put a refusal beside the field it is about, or on top of the form.

    A form's `asked_by` maps what a service calls something to the field asking for it.
    """
    field = getattr(form, "asked_by", {}).get(refusal.field, refusal.field)
    form.add_error(field if field in form.fields else None, str(refusal))
