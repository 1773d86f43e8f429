"""How complaints ask: channels and reactions as chips, causes with the likely first."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.widgets import Chips, Textarea
from complaints.choices import CONTENT, Channel, Reaction
from complaints.models import Cause, Complaint

# By what a customer can be told.
TELLING = (Channel.PHONE, Channel.COUNTER, Channel.VISIT, Channel.WECHAT, Channel.SMS,
           Channel.EMAIL, Channel.LETTER)  # fmt: skip
# How he took it when one speaks with him, or when asked again.
ASKED = (*CONTENT, Reaction.DISSATISFIED)
# So many causes stand as chips; the others in a list.
LIKELY = 6
# What stands first in a list of which nothing is chosen yet.
UNKNOWN = _("not known yet")


class Words(forms.CharField):
    """Text of several lines. `rows` is how many stand open."""

    def __init__(self, *, rows: int = 2, **kwargs):
        kwargs.setdefault("max_length", 4000)
        look = {"rows": rows, "class": "form-control"}
        super().__init__(widget=Textarea(attrs=look), **kwargs)


class Told(forms.ChoiceField):
    """By which channel the customer is told."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Told by"))
        super().__init__(choices=words(TELLING), widget=Chips, **kwargs)


class Reactions(forms.ChoiceField):
    """How he took it."""

    def __init__(self, *, choices=tuple(Reaction), **kwargs):
        super().__init__(choices=words(choices), widget=Chips, **kwargs)


class Took(Reactions):
    """How he took what he was told, which is always asked."""

    def __init__(self):
        lacking = _("Say how the customer took it.")
        label = _("How did he take it?")
        super().__init__(label=label, error_messages={"required": lacking})


class LikelyCauses(forms.ModelChoiceField):
    """The causes most often found in a category, as chips."""

    widget = Chips

    def __init__(self, **kwargs):
        kwargs.setdefault("empty_label", None)
        super().__init__(queryset=Cause.objects.none(), **kwargs)

    def offer(self, complaint: Complaint, since) -> None:
        """Offer what was found most since then in its category; two queries."""
        causes = {each.pk: each for each in Cause.objects.in_use()}
        used = Complaint.objects.causes_of(complaint.category_id, since)
        above = {each.parent_id for each in causes.values()}
        leaves = [pk for pk in causes if pk not in above]
        first = [*dict.fromkeys([complaint.cause_id, *used, *leaves])]
        offered = [causes[pk] for pk in first if pk in causes][:LIKELY]
        self.queryset = Cause.objects.in_use()
        self.choices = [(each.pk, str(each)) for each in offered]


class CauseTree(forms.ModelChoiceField):
    """Every cause, below what it belongs to."""

    widget = forms.Select(attrs={"class": "form-select"})

    def __init__(self, **kwargs):
        super().__init__(queryset=Cause.objects.none(), **kwargs)

    def offer(self) -> None:
        self.queryset = Cause.objects.in_use()
        self.choices = [("", _("choose another cause")), *_tree(self.queryset)]


def _tree(causes: QuerySet) -> list:
    """Return the causes as a select groups them; one query."""
    rows = list(causes)
    below = {}
    for each in rows:
        below.setdefault(each.parent_id, []).append((each.pk, str(each)))
    return [
        (str(each), [(each.pk, str(each)), *below[each.pk]])
        if each.pk in below
        else (each.pk, str(each))
        for each in rows
        if each.parent_id is None
    ]


def channel_of(complaint: Complaint) -> str:
    """Return how he is likely to be told: as he came, where one can answer so."""
    if complaint.channel in TELLING:
        return complaint.channel
    return Channel.EMAIL if complaint.reply_email else Channel.PHONE


def words(choices) -> list[tuple]:
    """Return choices as a widget takes them."""
    return [(each.value, each.label) for each in choices]
