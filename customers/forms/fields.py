"""Fields that several forms of the archive ask: numbers, dates, what stays as it is."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import masking
from customers import phones

EARLIEST, LATEST = 1900, 2199
FURTHEST_YEARS = 5


class DateInput(forms.DateInput):
    """The device's own date picker, whatever the language of the page."""

    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


def day_of_a_life(day: date) -> None:
    """Refuse a day nobody who plans or remembers can mean."""
    if not EARLIEST <= day.year <= LATEST:
        raise ValidationError(
            _("Enter a year between %(first)s and %(last)s.")
            % {"first": EARLIEST, "last": LATEST}
        )


def to_come(on: date | None, today: date) -> date | None:
    """Return the day; raise when it is gone, or so far away that it was mistyped."""
    if on and on < today:
        raise ValidationError(_("This day is past. Choose today or a later day."))
    if on and on.year > today.year + FURTHEST_YEARS:
        message = _("This day is more than %(years)s years away.")
        raise ValidationError(message % {"years": FURTHEST_YEARS})
    return on


def readable_phone(typed: str) -> str:
    """Return what was typed when it is a number one can call; raise what to do else.

    A WeChat ID comes back too: `keep_wechat` finds its place.
    """
    if not typed or phones.is_wechat(typed):
        return typed
    if phones.has_letters(typed):
        raise ValidationError(_("A phone number has no letters."))
    if not phones.is_callable(phones.normalise(typed)[0]):
        raise ValidationError(
            _("Enter the mobile number, 11 digits, or the number with its area code.")
        )
    return typed


def keep_wechat(form: forms.BaseForm, *, stood: str = "") -> bool:
    """Move a WeChat ID from the phone to its own field, and say whether one was moved.

    Refused beside the phone where there is no such field, or something in it: `stood`
    is what the row has there.
    """
    said = form.cleaned_data
    typed = said.get("phone", "")
    if not phones.is_wechat(typed):
        return False
    if "wechat" not in form.fields:
        told = _("A phone number has no letters. Put a WeChat ID into the note.")
    elif stood or said.get("wechat") != "":
        told = _("A phone number has no letters. Put a WeChat ID into its own field.")
    else:
        said |= {"wechat": typed, "phone": ""}
        return True
    form.add_error("phone", told)
    return False


def moved_words() -> str:
    """Return what is said of a WeChat ID that `keep_wechat` moved."""
    return _(
        "What stood in the phone field is a WeChat ID, so it was saved as WeChat. "
        "There is no phone number from it."
    )


def phone_widget() -> forms.TextInput:
    return forms.TextInput(
        attrs={"inputmode": "tel", "autocomplete": "off", "enterkeyhint": "next"}
    )


class MaskedFields(forms.ModelForm):
    """A form that shows personal numbers masked: an empty box keeps what is there."""

    def __init__(self, *args, row=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.row, self.is_wechat_moved = row, False
        self.kept = [name for name in self.fields if name in masking.PERSONAL]
        for name in self.kept:
            self.initial[name] = ""
            self._explain(name, getattr(row, name, "") if row else "")

    def clean_phone(self) -> str:
        return readable_phone(self.cleaned_data["phone"])

    def clean(self) -> dict:
        super().clean()
        stood = getattr(self.row, "wechat", "")
        self.is_wechat_moved = keep_wechat(self, stood=stood)
        return self.cleaned_data

    def said(self) -> dict:
        """Return what is to be written; a number left blank is not among it."""
        asked = self._meta.fields
        new = {name: self.cleaned_data[name] for name in asked}
        for name in self.kept:
            if self.cleaned_data.get(f"remove_{name}"):
                new[name] = ""
            elif not new[name]:
                del new[name]
        return new

    def _explain(self, name: str, value: str) -> None:
        if not value:
            return
        shown = masking.masked(name, value)
        self.fields[name].help_text = _("Now %(value)s. Leave blank to keep it.") % {
            "value": shown
        }
        label = gettext_lazy("Remove %(value)s") % {"value": shown}
        self.fields[f"remove_{name}"] = forms.BooleanField(required=False, label=label)
        self.order_fields(_beside(self.fields, name))


def _beside(fields, name: str) -> list[str]:
    """Return the order with the box that removes a number right under the number."""
    order = [each for each in fields if each != f"remove_{name}"]
    order.insert(order.index(name) + 1, f"remove_{name}")
    return order
