"""How things are asked: a few choices as chips for a thumb, texts of several lines."""

from django import forms


class Chips(forms.RadioSelect):
    """One of at most seven choices."""

    template_name = "widgets/chips.html"
    is_chips = True


class ChipsMany(forms.CheckboxSelectMultiple):
    """Any of at most seven choices."""

    template_name = "widgets/chips.html"
    is_chips = True


class Textarea(forms.Textarea):
    """Text of several lines. A break is one character, as the browser counts it.

    Browsers send two for each: what just fits there must not be refused here.
    """

    def value_from_datadict(self, data, files, name):
        said = super().value_from_datadict(data, files, name)
        return said.replace("\r\n", "\n") if isinstance(said, str) else said
