"""Forms about what a customer owns: itself, its meter, what became of it."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Branch
from accounts.models.records import submission_key
from accounts.widgets import Chips
from customers import plates
from customers.choices.assets import AssetState
from customers.forms.fields import DateInput, MaskedFields, day_of_a_life
from customers.models import Asset

DAYS = ("sold_on", "next_service_on", "inspection_until", "insurance_until",
        "warranty_until")  # fmt: skip
MOST_KM = 9_999_999


class AssetForm(MaskedFields):
    """A new asset, or one whose plate and VIN stand masked."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1
    )
    is_sure = forms.BooleanField(
        required=False, label=gettext_lazy("I have checked it: save it all the same")
    )

    class Meta:
        model = Asset
        fields = (
            "kind", "name", "plate", "vin", "serial_number", "next_service_on",
            "inspection_until", "insurance_until", "warranty_until", "sold_on",
            "sold_by", "note",
        )  # fmt: skip
        widgets = {"kind": Chips, **dict.fromkeys(DAYS, DateInput())}
        help_texts = {
            "plate": gettext_lazy("As it stands on the car, like 京A·12345."),
            "vin": gettext_lazy("17 letters and digits, from the vehicle licence."),
        }

    def __init__(self, data=None, *, asset: Asset | None = None):
        initial = {"version": 1, "submission_key": submission_key()}
        if asset:
            initial |= {name: getattr(asset, name) for name in self._meta.fields}
            initial |= {"version": asset.version, "submission_key": None}
            initial["sold_by"] = asset.sold_by_id
        super().__init__(data, row=asset, initial=initial)
        self.asks_sure = bool(self["is_sure"].value())
        self.fields["sold_by"].queryset = Branch.objects.order_by("code")
        self.fields["sold_by"].empty_label = _("elsewhere, or not known")
        for name in DAYS:
            self.fields[name].validators.append(day_of_a_life)
        for name in ("plate", "vin"):
            # As people type them: with dots and blanks, in full width.
            self.fields[name].max_length = None
            self.fields[name].validators.clear()
            self.fields[name].widget.attrs |= {
                "maxlength": 40, "autocomplete": "off", "spellcheck": "false",
            }  # fmt: skip

    def clean_plate(self) -> str:
        plate = plates.normal(self.cleaned_data["plate"])
        if len(plate) > plates.PLATE_LENGTH:
            raise ValidationError(_("This is too long for a plate."))
        return plate

    def clean_vin(self) -> str:
        vin = plates.normal(self.cleaned_data["vin"])
        if vin and not plates.is_vin(vin):
            raise ValidationError(
                _("A VIN has 17 letters and digits, without I, O and Q.")
            )
        return vin

    def asked_fields(self) -> list:
        """Return the bound fields in order; the last tick only where it is asked."""
        return [
            self[name] for name in self.fields if name != "is_sure" or self.asks_sure
        ]


class MileageForm(forms.Form):
    """What the meter reads, and on which day."""

    km = forms.IntegerField(
        label=gettext_lazy("Mileage in km"),
        min_value=0,
        max_value=MOST_KM,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    on = forms.DateField(label=gettext_lazy("Read on"), widget=DateInput())
    is_sure = forms.BooleanField(
        required=False, label=gettext_lazy("It is right: the meter reads so")
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, today: date):
        super().__init__(
            data, initial={"on": today, "submission_key": submission_key()}
        )
        self.today = today
        self.asks_sure = bool(self["is_sure"].value())

    def clean_on(self) -> date:
        return gone(self.cleaned_data["on"], self.today)


class StateForm(forms.Form):
    """What became of it, and since when."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=AssetState, widget=Chips
    )
    on = forms.DateField(label=pgettext_lazy("asset", "Since"), widget=DateInput())
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1
    )

    # What the service calls the day.
    asked_by = {"state_on": "on"}

    def __init__(self, data=None, *, asset: Asset, today: date):
        initial = {"state": asset.state, "on": today, "version": asset.version}
        super().__init__(data, initial=initial)
        self.today = today

    def clean_on(self) -> date:
        return gone(self.cleaned_data["on"], self.today)


def gone(on: date, today: date) -> date:
    """Return the day; raise when it is still to come, or nobody can mean it."""
    day_of_a_life(on)
    if on > today:
        raise ValidationError(_("This day is still to come."))
    return on
