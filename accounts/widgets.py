"""How a few choices are asked: as chips that a thumb can hit, not as a list."""

from django import forms


class Chips(forms.RadioSelect):
    """One of at most seven choices."""

    template_name = "widgets/chips.html"
    is_chips = True


class ChipsMany(forms.CheckboxSelectMultiple):
    """Any of at most seven choices."""

    template_name = "widgets/chips.html"
    is_chips = True
