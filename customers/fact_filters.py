"""What of the facts on a customer a list can be narrowed by: tags, stage, validity."""

from datetime import date, timedelta

import django_filters
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.templatetags.formats import moment
from accounts.widgets import Chips, ChipsMany
from customers import own_answers
from customers.choices.facts import OwnType
from customers.choices.stages import Stage
from customers.forms.fields import DateInput
from customers.models import OwnField, Tag

MONTH_DAYS = 30
ANY = pgettext_lazy("filter", "any")
OWN = "own_"
ENDS = {
    "least": gettext_lazy("%(name)s: from"),
    "most": gettext_lazy("%(name)s: up to"),
}


class Check(TextChoices):
    TROUBLE = "trouble", gettext_lazy("cannot be reached as recorded")
    ARRIVAL = "arrival", gettext_lazy("to check at next arrival")


class YesNo(TextChoices):
    YES = "yes", gettext_lazy("yes")
    NO = "no", gettext_lazy("no")


class FactFilter(django_filters.FilterSet):
    """Narrows customers by what is known of them besides their particulars."""

    tag = django_filters.ModelChoiceFilter(
        queryset=Tag.objects.none(),
        method="keep_tagged",
        label=gettext_lazy("Tag"),
        empty_label=ANY,
    )
    stage = django_filters.MultipleChoiceFilter(
        choices=Stage,
        distinct=False,
        label=gettext_lazy("Life-cycle stage"),
        widget=ChipsMany,
    )
    unverified = django_filters.NumberFilter(
        method="keep_unverified",
        label=gettext_lazy("Not verified for so many months"),
        decimal_places=0,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    check = django_filters.ChoiceFilter(
        choices=Check,
        method="keep_checked",
        label=gettext_lazy("Validity"),
        widget=Chips,
        empty_label=None,
    )

    def __init__(self, data, queryset):
        super().__init__(data, queryset)
        self.filters["tag"].queryset = Tag.objects.in_use()
        self.asked = {field.key: field for field in OwnField.objects.askable()}
        for field in self.asked.values():
            self._ask(field)

    def keep_tagged(self, rows, name, value: Tag):
        return rows.tagged(value)

    def keep_unverified(self, rows, name, value):
        return rows.unverified_since(
            self.today - timedelta(days=MONTH_DAYS * int(value))
        )

    def keep_checked(self, rows, name, value: str):
        return rows.with_trouble() if value == Check.TROUBLE else rows.to_check()

    def keep_answering(self, rows, name, value):
        key, _none, end = name.removeprefix(OWN).partition("_")
        if end:
            return rows.answering(key, **{end: own_answers.kept(value)})
        is_yes_no = self.asked[key].type == OwnType.YES_NO
        return rows.answering(key, exactly=value == YesNo.YES if is_yes_no else value)

    def _ask(self, field: OwnField) -> None:
        """Add the question, or the two ends of a range, that narrows by `field`."""
        name, label = f"{OWN}{field.key}", str(field)
        if field.type in (OwnType.CHOICE, OwnType.YES_NO):
            options = [(one, one) for one in field.options] or YesNo.choices
            self._add(
                name,
                django_filters.ChoiceFilter,
                label,
                choices=options,
                empty_label=ANY,
            )
            return
        is_day = field.type == OwnType.DATE
        kind = django_filters.DateFilter if is_day else django_filters.NumberFilter
        more = {"widget": DateInput} if is_day else {}
        for end, words in ENDS.items():
            self._add(f"{name}_{end}", kind, words % {"name": label}, **more)

    def _add(self, name: str, kind, label: str, **more) -> None:
        made = kind(method="keep_answering", label=label, **more)
        made.parent, made.field_name = self, name
        self.filters[name] = made


def sentence(narrowed: FactFilter, name: str, value) -> str | None:
    """Return a filter of these in words; None for what is none of them."""
    if name == "stage":
        said = _(" or ").join(str(Stage(one).label) for one in value)
        return _("Stage is %(value)s") % {"value": said}
    if name == "unverified":
        return _("Not verified for %(value)s months") % {"value": value}
    if name == "check":
        return str(Check(value).label)
    if name == "tag" or name.startswith(OWN):
        label = narrowed.form.fields[name].label
        is_word = isinstance(value, str)
        said = dict(YesNo.choices).get(value, value) if is_word else value
        said = moment(said) if isinstance(said, date) else said
        return _("%(name)s: %(value)s") % {"name": label, "value": said}
    return None
