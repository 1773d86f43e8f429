"""What words of a file mean that nobody here knows: one choice for each word."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext_lazy

from accounts.models import User
from customers.cells import OF_ROWS, STOPPING, plain
from customers.choices.imports import ImportField
from customers.models import ImportBatch
from customers.remarks import CHOICES
from customers.services import import_names

LEFT = gettext_lazy("– leave these rows out –")
WITHOUT = gettext_lazy("– import these rows without it –")


class WordsForm(forms.Form):
    """Field and word → what is meant; a word without a choice stays unknown."""

    def __init__(self, *args, batch: ImportBatch, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.words: dict[str, tuple[str, str, int]] = {}
        self.kind = batch.kind
        for field, words in batch.report.get("unknown", {}).items():
            stops = OF_ROWS.get(field, "no_word") in STOPPING
            choices = [("", LEFT if stops else WITHOUT), *self._meanings(field, user)]
            for place, (word, count) in enumerate(words.items()):
                name = f"{field}_{place}"
                self.words[name] = (field, word, count)
                self.fields[name] = forms.ChoiceField(
                    label=word, choices=choices, required=False
                )

    def lines(self) -> Iterator[tuple]:
        """Yield (what the column is, word, how many rows say it, field of the form)."""
        for name, (field, word, count) in self.words.items():
            yield ImportField(field).label, word, count, self[name]

    def meanings(self) -> dict[str, dict[str, object]]:
        """Return field → {word: what it means} of the words that were said."""
        told: dict[str, dict[str, object]] = {}
        for name, (field, word, _count) in self.words.items():
            if chosen := self.cleaned_data.get(name):
                value = int(chosen) if field in OF_ROWS else chosen
                told.setdefault(field, {})[plain(word)] = value
        return told

    def _meanings(self, field: str, user: User) -> list[tuple]:
        if field in OF_ROWS:
            return import_names.choices(field, self.kind, user)
        return list(CHOICES[field])
