"""Forms about tiers: a draft policy, a strategy, another tier for a while."""

from datetime import date
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models.records import submission_key
from accounts.widgets import Chips, Textarea
from customers import rfm
from customers.choices.archive import Tier
from customers.forms.fields import DateInput
from customers.models import TierOverride, TierPolicy, TierStrategy
from customers.services import strategies, tier_policies
from customers.tier_words import FEN

MOST_CUT = 10**14
MOST_DAYS = 3650
CUT_LABELS = {
    "m": gettext_lazy("spend, yuan"),
    "f": gettext_lazy("frequency, order days"),
    "r": gettext_lazy("recency, days"),
    "l": gettext_lazy("tenure, months"),
    "g": gettext_lazy("loyalty, months"),
}


def version_field() -> forms.IntegerField:
    """The edit the form showed, so that the second of two editors is told."""
    return forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1
    )


class CutField(forms.CharField):
    """Four rising values with commas between; `unit` of them make one as typed."""

    def __init__(self, *, unit: int = 1, **kwargs):
        super().__init__(max_length=100, **kwargs)
        self.unit = unit

    def prepare_value(self, value):
        if not isinstance(value, (list, tuple)):
            return value
        return ", ".join(f"{Decimal(each) / self.unit:f}" for each in value)

    def clean(self, value) -> tuple[int, ...]:
        text = super().clean(value).replace("，", ",")
        try:
            found = [Decimal(part.strip()) * self.unit for part in text.split(",")]
            whole = [int(each) for each in found if abs(each) < MOST_CUT]
        except (InvalidOperation, ValueError) as error:
            raise ValidationError(self.told()) from error
        if len(found) != 4 or whole != found or whole != sorted(whole):
            raise ValidationError(self.told())
        if whole[0] < 0:
            raise ValidationError(_("A cut point is at least 0."))
        return tuple(whole)

    def told(self) -> str:
        return _("Enter four rising numbers with commas between, such as 1, 2, 4, 9.")


class PolicyForm(forms.ModelForm):
    """A draft: weights, thresholds, cut points, grace, segments."""

    version = version_field()

    class Meta:
        model = TierPolicy
        fields = tier_policies.EDITABLE
        widgets = {"welcome_tier": Chips}

    def __init__(self, *args, points: rfm.Cuts, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        for name, label in CUT_LABELS.items():
            unit = FEN if name == "m" else 1
            field = CutField(
                unit=unit, label=capfirst(label), initial=getattr(points, name)
            )
            self.fields[f"cut_{name}"] = field

    def clean(self) -> dict:
        said = super().clean()
        self._check_weights(said)
        self._check_falling(said, tier_policies.FLOORS)
        self._check_falling(said, tier_policies.AGES[::-1])
        if said.get("floor_s", 0) > 100:
            self.add_error("floor_s", _("Nobody scores more than 100."))
        if not 1 <= said.get("keep_percent", 1) <= 100:
            self.add_error("keep_percent", _("Enter a percentage from 1 to 100."))
        if not 1 <= said.get("review_count", 1) <= 12:
            self.add_error("review_count", _("Enter a number from 1 to 12."))
        if said.get("welcome_days", 0) > MOST_DAYS:
            text = _("Enter at most %(days)s days.") % {"days": MOST_DAYS}
            self.add_error("welcome_days", text)
        return said

    def shown(self) -> dict:
        """Return what stood on the page, as the services of a policy take it."""
        said = self.cleaned_data
        return {
            "fields": {name: said[name] for name in tier_policies.EDITABLE},
            "points": rfm.Cuts(*(said[f"cut_{name}"] for name in rfm.Cuts._fields)),
            "version": said["version"],
        }

    def groups(self) -> list[tuple[str, list]]:
        """Return (heading, fields) in the order of the page."""
        cuts = [f"cut_{name}" for name in CUT_LABELS]
        return [
            (_("Weights, together 100"), self._bound(tier_policies.WEIGHTS)),
            (_("Cut points of the classes"), self._bound(cuts)),
            (_("Points a tier asks for"), self._bound(tier_policies.FLOORS)),
            (_("Grace"), self._bound(tier_policies.GRACE)),
            (_("Segments"), self._bound(tier_policies.AGES)),
            (_("New customers"), self._bound(tier_policies.WELCOME)),
            (_("Note"), self._bound(("note",))),
        ]

    def _bound(self, names) -> list:
        return [self[name] for name in names]

    def _check_weights(self, said: dict) -> None:
        weights = [said.get(name) for name in tier_policies.WEIGHTS]
        if None not in weights and sum(weights) != 100:
            text = _("The weights make %(sum)s together; they must make 100.")
            self.add_error("weight_m", text % {"sum": sum(weights)})

    def _check_falling(self, said: dict, names) -> None:
        for higher, lower in zip(names, names[1:], strict=False):
            if None in (said.get(higher), said.get(lower)):
                continue
            if said[higher] <= said[lower]:
                text = _("Enter more than %(value)s, the value of “%(name)s”.")
                told = {"value": said[lower], "name": self.fields[lower].label}
                self.add_error(higher, text % told)
        if names == tier_policies.FLOORS and said.get("floor_c") == 0:
            self.add_error("floor_c", _("Enter at least 1."))


class StrategyForm(forms.ModelForm):
    version = version_field()

    class Meta:
        model = TierStrategy
        fields = strategies.EDITABLE
        widgets = {
            "cared_by": Chips,
            "channel": Chips,
            "benefits_zh": Textarea(attrs={"rows": 3}),
            "benefits_en": Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        limits = {"contact_days": 3650, "reply_hours": 400, "resolve_days": 400}
        for name, most in limits.items():
            field = self.fields[name]
            field.min_value, field.max_value = 1, most
            field.widget.attrs |= {"min": 1, "max": most}
            field.validators += forms.IntegerField(
                min_value=1, max_value=most
            ).validators

    def said(self) -> dict:
        return {name: self.cleaned_data[name] for name in strategies.EDITABLE}


class OverrideForm(forms.ModelForm):
    """Another tier, why, and until when; a second person decides."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = TierOverride
        fields = ("tier", "until", "reason")
        widgets = {"tier": Chips, "until": DateInput()}

    def __init__(self, *args, tier: str, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", submission_key())
        others = [(each.value, each.label) for each in Tier if each != tier]
        self.fields["tier"].choices = others
        self.fields["until"].widget.attrs["min"] = today.isoformat()


class DecisionForm(forms.Form):
    is_accepted = forms.TypedChoiceField(
        choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes"
    )
    remark = forms.CharField(
        label=gettext_lazy("Remark"), max_length=200, required=False
    )
