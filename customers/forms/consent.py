"""What a customer said of the uses of his data, and the words he is asked by."""

from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.ids import pk_of
from accounts.widgets import Chips, Textarea
from customers.choices.consent import Channel, ConsentState, How, Purpose
from customers.models import ConsentText
from customers.services.consent import seen_of

WORDS = {"required": gettext_lazy("Write the text in both languages.")}


# What a button for all ways of a purpose says for the channel.
EVERY = "EVERY"


class Said(NamedTuple):
    """What the button of one use says, or of one purpose by EVERY way.

    `seen` is the record it stood beside, for every way one each; `shown` the text.
    """

    purpose: str
    channel: str
    state: str
    seen: int | None | tuple[int | None, ...]
    shown: int | None

    @property
    def is_of_all(self) -> bool:
        return self.channel == EVERY


def button(purpose: str, channel: str, state: str, seen, shown) -> str:
    """Return what a button sends: `clean_said` reads it. None is left empty."""
    each = seen if isinstance(seen, tuple) else (seen,)
    pks = "_".join(str(pk or "") for pk in each)
    return f"{purpose}.{channel}.{state}.{pks}.{shown or ''}"


class ConsentForm(forms.Form):
    how = forms.ChoiceField(
        label=gettext_lazy("How the customer said it"),
        choices=How,
        widget=Chips,
        initial=How.SPOKEN,
    )
    evidence = forms.CharField(
        label=gettext_lazy("Evidence"),
        help_text=gettext_lazy(
            "Where it can be looked up: form number, recording, file, message."
        ),
        max_length=200,
        required=False,
    )

    said = forms.CharField(max_length=200, widget=forms.HiddenInput, required=False)

    def clean_said(self) -> Said:
        purpose, channel, state, seen, shown, *_rest = (
            self.cleaned_data["said"] + "....."
        ).split(".")
        known = (
            purpose in Purpose.values
            and channel in {*Channel.values, EVERY}
            and state in ConsentState.values
        )
        pks = tuple(pk_of(each) for each in seen.split("_"))
        count = len(Purpose(purpose).channels) if known and channel == EVERY else 1
        if not known or len(pks) != count:
            raise ValidationError(_("Say whether the customer agrees."))
        seen = pks if channel == EVERY else pks[0]
        return Said(purpose, channel, state, seen, pk_of(shown))


class TextForm(forms.Form):
    """The next version of a text, in both languages."""

    text_zh = forms.CharField(
        label=gettext_lazy("Chinese text"),
        max_length=2000,
        widget=Textarea(attrs={"rows": 6}),
        error_messages=WORDS,
    )
    text_en = forms.CharField(
        label=gettext_lazy("English text"),
        max_length=2000,
        widget=Textarea(attrs={"rows": 6}),
        error_messages=WORDS,
    )
    seen = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, draft: ConsentText | None, begins: ConsentText | None):
        """`begins` is the text that stands: what a new draft begins from."""
        super().__init__(*args)
        shown = draft or begins
        if shown:
            self.initial |= {"text_zh": shown.text_zh, "text_en": shown.text_en}
        self.initial["seen"] = seen_of(draft)

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("text_zh", "text_en")}
