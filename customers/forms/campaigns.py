"""Forms about campaigns, the rules by which leads are dealt, and who is away."""

from django import forms
from django.utils.translation import gettext_lazy

from accounts.models import Branch, User
from accounts.seen import digest, stands
from accounts.widgets import Chips
from customers.choices.leads import CHANNELS, Dealing
from customers.forms.fields import DateInput, day_of_a_life
from customers.models import Campaign, DealingRule
from customers.services.leads.distribution import RULE


class CampaignForm(forms.ModelForm):
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, initial=1
    )

    class Meta:
        model = Campaign
        fields = ("name", "channel", "starts_on", "ends_on", "cost", "is_archived")
        labels = {"channel": gettext_lazy("Channel")}
        widgets = {
            "channel": Chips,
            "starts_on": DateInput(),
            "ends_on": DateInput(),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("starts_on", "ends_on"):
            self.fields[name].validators.append(day_of_a_life)

    def _post_clean(self) -> None:
        """Leave the rules of the row to the service: nothing is written here."""


class RuleForm(forms.Form):
    """Which leads of which branch, and among whom they are dealt."""

    branch = forms.ModelChoiceField(
        Branch.objects.none(), label=gettext_lazy("Branch"), empty_label=None
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Channel"),
        choices=[("", gettext_lazy("every channel")), *CHANNELS],
        required=False,
    )
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(),
        label=gettext_lazy("or a campaign"),
        required=False,
        empty_label=gettext_lazy("no campaign in particular"),
    )
    # What the rule said when the form was opened.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    way = forms.ChoiceField(
        label=gettext_lazy("Who gets the next one"), choices=Dealing, widget=Chips
    )
    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=gettext_lazy("Among"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one person.")},
    )

    def __init__(self, *args, branches, workers, rule: DealingRule | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].queryset = branches
        self.fields["campaign"].queryset = Campaign.objects.running().for_list()
        self.fields["people"].queryset = workers
        self.initial.setdefault("way", Dealing.LEAST)
        if rule:
            stood = stands(rule, RULE)
            self.initial = stood | {"seen": digest(stood)}


class PauseForm(forms.Form):
    """Until when somebody is given no leads; left blank he is given leads again."""

    user = forms.ModelChoiceField(User.objects.none(), widget=forms.HiddenInput)
    until = forms.DateField(
        label=gettext_lazy("Away until"),
        required=False,
        widget=DateInput(),
        validators=[day_of_a_life],
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people
