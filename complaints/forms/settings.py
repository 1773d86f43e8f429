"""Forms of what a company decides about its complaints."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.seen import SeenForm
from accounts.models import Department
from accounts.widgets import Chips, ChipsMany, Textarea
from complaints.choices import Basis, Channel, Kind, Metric, Severity, Unit
from complaints.models import Category, Cause, ClockRule, Policy
from customers.choices.archive import Tier

ANY = ("", gettext_lazy("any"))
MOST_STEPS, LONGEST_LATE = 5, 1000


def _label(model, name: str):
    return capfirst(model._meta.get_field(name).verbose_name)


def _number(name: str, least: int, most: int) -> forms.IntegerField:
    label = _label(Policy, name)
    return forms.IntegerField(label=label, min_value=least, max_value=most)


def _amount(name: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=_label(Policy, name), min_value=0, max_digits=12, decimal_places=2
    )


def _one_of(name: str, words) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_label(ClockRule, name), choices=[ANY, *words.choices], required=False
    )


class HoursField(forms.CharField):
    """Rising numbers of working hours, as typed: "0, 8, 24"."""

    def prepare_value(self, value):
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value) -> list[int]:
        text = super().clean(value).replace("，", ",")
        try:
            found = [int(part) for part in text.split(",") if part.strip()]
        except ValueError:
            found = [-1]
        if sorted(set(found)) != found or len(found) > MOST_STEPS:
            raise ValidationError(self.told())
        if found and not 0 <= found[0] <= found[-1] <= LONGEST_LATE:
            raise ValidationError(self.told())
        return found

    def told(self) -> str:
        return _("Enter at most five rising numbers of hours, such as 0, 8, 24.")


class PolicyForm(SeenForm):
    major_amount = _amount("major_amount")
    major_tiers = forms.MultipleChoiceField(
        label=_label(Policy, "major_tiers"), choices=Tier, required=False,
        widget=ChipsMany,
    )  # fmt: skip
    repeat_count = _number("repeat_count", 2, 100)
    repeat_days = _number("repeat_days", 1, 3650)
    group_count = _number("group_count", 2, 1000)
    compensation_limit = _amount("compensation_limit")
    warn_percent = _number("warn_percent", 0, 90)
    escalate_hours = HoursField(
        label=_label(Policy, "escalate_hours"), required=False, max_length=60
    )
    verify_days = _number("verify_days", 1, 90)
    note = forms.CharField(label=_label(Policy, "note"), max_length=300, required=False)


class RuleForm(SeenForm):
    metric = forms.ChoiceField(
        label=_label(ClockRule, "metric"), choices=Metric, widget=Chips
    )
    amount = forms.IntegerField(
        label=_label(ClockRule, "amount"), min_value=1, max_value=1000
    )
    unit = forms.ChoiceField(
        label=_label(ClockRule, "unit"), choices=Unit, widget=Chips,
        initial=Unit.WORKDAYS,
    )  # fmt: skip
    basis = forms.ChoiceField(
        label=_label(ClockRule, "basis"), choices=Basis, widget=Chips,
        initial=Basis.PROMISED,
    )  # fmt: skip
    kind = _one_of("kind", Kind)
    severity = forms.TypedChoiceField(
        label=_label(ClockRule, "severity"), choices=[ANY, *Severity.choices],
        required=False, coerce=int, empty_value=None,
    )  # fmt: skip
    tier = _one_of("tier", Tier)
    channel = _one_of("channel", Channel)
    source = forms.CharField(
        label=_label(ClockRule, "source"), max_length=200, required=False,
        help_text=gettext_lazy("Law, article, and who confirmed it."),
    )  # fmt: skip
    is_on = forms.BooleanField(
        label=_label(ClockRule, "is_on"), required=False, initial=True
    )


class CategoryForm(SeenForm):
    name_zh = forms.CharField(label=_label(Category, "name_zh"), max_length=60)
    name_en = forms.CharField(label=_label(Category, "name_en"), max_length=60)
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_label(Category, "department"), required=False,
        empty_label=gettext_lazy("none in particular"),
    )  # fmt: skip
    severity = forms.TypedChoiceField(
        label=_label(Category, "severity"), choices=Severity, coerce=int, widget=Chips,
        initial=Severity.NORMAL,
    )  # fmt: skip
    is_safety = forms.BooleanField(label=_label(Category, "is_safety"), required=False)
    keywords = forms.CharField(
        label=gettext_lazy("Words that point to it"), max_length=840, required=False,
        help_text=gettext_lazy("As customers say them, with spaces between."),
    )  # fmt: skip
    checklist_zh = forms.CharField(
        label=_label(Category, "checklist_zh"), max_length=1000, required=False,
        widget=Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One line each; asked when a complaint is resolved."),
    )  # fmt: skip
    checklist_en = forms.CharField(
        label=_label(Category, "checklist_en"), max_length=1000, required=False,
        widget=Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    is_active = forms.BooleanField(
        label=_label(Category, "is_active"), required=False, initial=True
    )

    def __init__(self, data=None, *, row: Category | None = None):
        super().__init__(data, row=row)
        self.fields["department"].queryset = Department.objects.in_use()
        if row:
            self.initial["keywords"] = " ".join(row.keywords)
            self.initial["department"] = row.department_id

    def clean_keywords(self) -> list[str]:
        words = self.cleaned_data["keywords"].split()
        if len(words) > 40 or any(len(word) > 20 for word in words):
            raise ValidationError(_("At most 40 words of at most 20 signs each."))
        return words


class CauseForm(SeenForm):
    name_zh = forms.CharField(label=_label(Cause, "name_zh"), max_length=60)
    name_en = forms.CharField(label=_label(Cause, "name_en"), max_length=60)
    parent = forms.ModelChoiceField(
        Cause.objects.none(), label=_label(Cause, "parent"), required=False,
        empty_label=gettext_lazy("none: it stands at the top"),
    )  # fmt: skip
    is_active = forms.BooleanField(
        label=_label(Cause, "is_active"), required=False, initial=True
    )

    def __init__(self, data=None, *, row: Cause | None = None):
        super().__init__(data, row=row)
        above = Cause.objects.in_use().filter(parent=None)
        self.fields["parent"].queryset = above.exclude(pk=row.pk) if row else above
        if row:
            self.initial["parent"] = row.parent_id
