"""What every form about a complaint carries: a key, and how the page showed it."""

from django import forms

from accounts.models.records import submission_key


def place_of(standing: str) -> int:
    """Return the place of the last line that stood when it was shown; 0 for no word."""
    place = standing.rpartition(":")[2]
    return int(place) if place.isascii() and place.isdecimal() else 0


class KeyForm(forms.Form):
    """Sent twice it has one effect."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=submission_key)

    def said(self) -> dict:
        """Return what the service is told."""
        return dict(self.cleaned_data)


class StandingForm(forms.Form):
    """On a page that is stale it has no effect; what was typed is kept."""

    standing = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def standing_since(self) -> int:
        """Return the place of the last line the page showed."""
        return place_of(self.data.get("standing", ""))

    def stand(self, standing: str) -> None:
        """Keep what was typed, and send it the next time on what stands now."""
        self.data = self.data.copy()
        self.data["standing"] = standing


class KeyedForm(KeyForm, StandingForm):
    """Sent twice it has one effect, on a page that is stale none."""

    def __init__(self, data=None, *, standing: str = "", **kwargs):
        super().__init__(data, initial={"standing": standing}, **kwargs)
