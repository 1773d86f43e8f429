"""Where a form shows what a service refused."""

from django import forms

from accounts.refused import Refused


def tell(form: forms.Form, refusal: Refused) -> None:
    """Put a refusal beside the field it is about, or on top of the form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal))
