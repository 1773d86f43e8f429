"""The steps by which a customer is told something, as forms; and how he took it.

Each offers the ways he can be told by, and the approved answers that fit: one of them
is sent for with what was typed so far, which comes back with its words in place.
"""

from decimal import Decimal

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.models.records import submission_key
from complaints import permitted, reaching, wording
from complaints.choices import SPOKEN, Kind, Liability, Reaction, Remedy, TellingKind
from complaints.forms import fields
from complaints.forms.steps import ProposeForm, StepForm
from complaints.models import Answer, Complaint
from complaints.outcomes import OfferKind

HEARD = [each for each in Reaction.choices if each[0] != Reaction.UNKNOWN]
# So many answers are offered for each finding.
MOST = 4
# The name under which a button sends for the words of an answer.
USE = "use"
# What is offered at first where he wants this.
SOUGHT = {
    Remedy.REPAIR: OfferKind.FREE_REPAIR,
    Remedy.REPLACE: OfferKind.FREE_REPAIR,
    Remedy.REFUND: OfferKind.REFUND,
}
DIFFERS = gettext_lazy("What he was told, where it differs")
# Nobody was told: it is only written down that it arrived.
UNTOLD = "NONE"


class TellingForm(StepForm):
    """A step by which the customer is told something: how, and in which words."""

    kind = TellingKind.RESULT
    channel = fields.Told()
    # The approved answer its words began from.
    answer = forms.ModelChoiceField(
        Answer.objects.none(), required=False, widget=forms.HiddenInput
    )
    text = fields.Words(label=DIFFERS, required=False)
    # Set once somebody was asked whether to write it all the same.
    is_sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def begins(self, complaint: Complaint) -> dict:
        first = {"channel": fields.channel_of(complaint)}
        return super().begins(complaint) | first

    def offer(self) -> None:
        super().offer()
        able, self.ways = reaching.ways(self.complaint, fields.TELLING)
        # What cannot be done is not offered; whoever sends it all the same hears why.
        self.fields["channel"].widget.choices = fields.words(able)
        if self.initial.get("channel") not in able and able:
            self.initial["channel"] = able[0]
        self.fields["answer"].queryset = self.answers_for()
        if self.typed:
            self.fields["text"].widget.attrs |= {
                "autofocus": True,
                "rows": 8,
                "lang": self.language,
            }

    def answers_for(self):
        """Return the approved answers that fit how it was found."""
        return Answer.objects.fitting(self.kind, self.complaint)

    @cached_property
    def answers(self) -> dict[str, list[tuple[Answer, str]]]:
        """Map each finding, "" for any, to a few answers with their words."""
        groups = {}
        for each in self.fields["answer"].queryset:
            groups.setdefault(each.liability, []).append(each)
        if not groups:
            return {}
        solution = self["solution"].value() if "solution" in self.fields else ""
        filled = self._filling(solution or "")
        return {
            liability: [(each, wording.fill(each.text_in(self.language), filled))
                        for each in group[:MOST]]
            for liability, group in groups.items()
        }  # fmt: skip

    @property
    def taken(self) -> str:
        """The id of the answer its words began from, as typed."""
        return str(self["answer"].value() or "")

    @property
    def asks_words(self) -> bool:
        return self.is_bound and USE in self.data

    def with_words(self) -> StepForm:
        """Return it anew with the words asked for; what was typed stays as typed."""
        typed = {name: self[name].data for name in self.fields}
        asked = self.data.get(USE, "")
        rows = self.fields["answer"].queryset
        answer = rows.filter(pk=asked).first() if asked.isdecimal() else None
        typed["answer"] = answer and answer.pk
        if answer:
            typed |= self._words_of(answer, typed.get("solution") or "")
        told = {"complaint": self.complaint, "user": self.user, "at": self.at}
        return type(self)(**told, typed=typed)

    def _words_of(self, answer: Answer, solution: str) -> dict:
        """Return what the fields hold with an answer in them."""
        template = answer.text_in(self.language)
        text = wording.fill(template, self._filling(solution))
        says_all = "$solution" not in template
        if says_all and "solution" in self.fields and not solution.strip():
            return {"text": text, "solution": text}
        return {"text": text}

    @cached_property
    def language(self) -> str:
        """The language in which he is written."""
        return wording.language_of(self.complaint)

    def _filling(self, solution: str) -> dict[str, str]:
        return wording.values(self.complaint, self.language, solution=solution)

    def clean(self) -> dict:
        """Ask once about what had better not be written to a customer."""
        said = super().clean()
        is_sure, text = said.pop("is_sure", False), said.get("text", "")
        is_written = said.get("channel") not in (None, "", *SPOKEN)
        if is_written and not is_sure and not self._is_approved(said):
            liability = said.get("liability") or self.complaint.liability
            if found := permitted.concerns(text, liability or Liability.OURS):
                asked = _("%(found)s Send again to write it all the same.")
                self.add_error("text", asked % {"found": " ".join(found)})
                self.data = self.data.copy()
                self.data["is_sure"] = "on"
        return said

    def _is_approved(self, said: dict) -> bool:
        """Say whether the words are those of the approved answer, as approved."""
        answer = said.get("answer")
        if answer is None:
            return False
        filled = self._filling(said.get("solution") or "")
        words = wording.fill(answer.text_in(self.language), filled)
        return said.get("text", "").strip() == words.strip()


class AcknowledgeForm(TellingForm):
    """That it arrived: told him some way, or only written down."""

    kind = TellingKind.RECEIPT
    channel = fields.Told(required=False)
    text = fields.Words(
        label=gettext_lazy("What he is told, in other words"), required=False
    )

    def offer(self) -> None:
        super().offer()
        untold, channel = (UNTOLD, _("he was not told")), self.fields["channel"]
        offered = [*channel.widget.choices, untold]
        channel.choices = [*channel.choices, untold]
        channel.widget.choices = offered
        if not self.complaint.is_reachable and not self.typed:
            self.initial["channel"] = UNTOLD

    def clean_channel(self) -> str:
        channel = self.cleaned_data["channel"]
        return "" if channel == UNTOLD else channel


class ProgressForm(TellingForm):
    """How far it is, as the customer was told."""

    kind = TellingKind.PROGRESS
    text = fields.Words(label=gettext_lazy("What was the customer told?"))
    field_order = ["text", "channel"]

    def offer(self) -> None:
        super().offer()
        self.fields["text"].widget.attrs["autofocus"] = True


class TellForm(TellingForm):
    """That the customer was told the result, how, and how he took it."""

    reaction = fields.Took()


class ResolveForm(TellingForm, ProposeForm):
    """All that is left up to telling the customer, on one panel.

    With an amount it is left to a second person first, and nobody is told yet.
    """

    amount = forms.DecimalField(
        label=gettext_lazy("Compensation (yuan)"), required=False,
        max_digits=12, decimal_places=2, min_value=Decimal("0.01"),
        widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    offer_kind = forms.ChoiceField(
        label=gettext_lazy("What he gets"), choices=OfferKind, required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip
    reaction = fields.Took()

    field_order = ["solution", "amount", "offer_kind"]

    def begins(self, complaint: Complaint) -> dict:
        sought = SOUGHT.get(complaint.remedy, OfferKind.CASH)
        return super().begins(complaint) | {"offer_kind": sought}

    def answers_for(self):
        """Return what may be written by whatever is found: it is found here."""
        return Answer.objects.for_case(self.kind, self.complaint)

    def offer(self) -> None:
        super().offer()
        if self.typed:
            del self.fields["solution"].widget.attrs["autofocus"]
        self.offers = list(self.complaint.offers.for_panel())
        allowed = sum(each.amount for each in self.offers if each.is_allowed)
        left = max(self.complaint.policy.compensation_limit - allowed, 0)
        self.fields["amount"].help_text = _(
            "A second person decides before he is told: up to ¥%(left)s who leads the "
            "branch, above that who decides everywhere."
        ) % {"left": f"{left:,.2f}"}
        if self.data.get("amount"):
            self.fields["reaction"].required = False

    def said(self) -> dict:
        told = super().said()
        names = ("cause", "liability", "solution", "unchecked")
        kind = told.pop("offer_kind") or self.initial["offer_kind"]
        offer = {"kind": kind, "amount": told.pop("amount")}
        found = {name: told.pop(name) for name in names}
        return told | {"found": found, "offer": offer if offer["amount"] else None}


class ShortTellForm(TellingForm):
    """Telling what nobody had to look into, before it is closed."""

    kind = TellingKind.ANSWER
    solution = fields.Words(label=gettext_lazy("Answer"), max_length=2000, rows=3)
    reaction = fields.Took()
    field_order = ["solution", "channel", "text", "reaction"]


class AnswerForm(TellingForm):
    """The answer to what nobody has to look into; of praise, whom it is for."""

    kind = TellingKind.ANSWER
    solution = fields.Words(label=gettext_lazy("Answer"), max_length=2000, rows=3)
    colleague = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Pass it on to"), required=False,
        empty_label=gettext_lazy("nobody"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip
    field_order = ["solution", "channel", "text", "colleague"]

    def begins(self, complaint: Complaint) -> dict:
        thanks = _("Thank you for your kind words; we pass them on.")
        is_praise = complaint.kind == Kind.PRAISE
        return super().begins(complaint) | {
            "solution": complaint.solution or (thanks if is_praise else ""),
            "colleague": complaint.about_user_id,
        }

    def offer(self) -> None:
        super().offer()
        if not self.typed:
            self.fields["solution"].widget.attrs["autofocus"] = True
        self.fields["colleague"].queryset = User.objects.for_picker()
        if self.complaint.kind != Kind.PRAISE:
            del self.fields["colleague"]


def tell_form(*args, complaint: Complaint, **kwargs) -> TellingForm:
    """Return the form of telling as this complaint needs it."""
    make = TellForm if complaint.goes_whole_way else ShortTellForm
    return make(*args, complaint=complaint, **kwargs)


class ReactionForm(forms.Form):
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=submission_key)
    reaction = forms.ChoiceField(
        label=gettext_lazy("How the customer took it"), choices=HEARD
    )
    text = forms.CharField(
        label=gettext_lazy("What he said"), max_length=1000, required=False
    )
