"""The steps of a complaint as forms: what each needs, asked at once, kept when refused.

`said()` is what the service of the step is told.
"""

from datetime import datetime, timedelta
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Department, User
from accounts.models.records import submission_key
from accounts.widgets import Chips
from complaints import permitted
from complaints.choices import Kind, Liability, Reaction, Remedy, Severity
from complaints.forms import fields
from complaints.forms.keyed import StandingForm
from complaints.models import Category, Complaint
from complaints.outcomes import OfferKind

# What was found most in a category is counted over so long.
COUNTED = timedelta(days=365)
# What is offered at first where he wants this.
SOUGHT = {
    Remedy.REPAIR: OfferKind.FREE_REPAIR,
    Remedy.REPLACE: OfferKind.FREE_REPAIR,
    Remedy.REFUND: OfferKind.REFUND,
}


class StepForm(StandingForm):
    """A step as the page showed it: a stale page is told, a second send too."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=submission_key)

    def __init__(self, data=None, *, complaint: Complaint, user: User, at: datetime):
        super().__init__(data, auto_id="step_%s", initial=self.begins(complaint))
        self.complaint, self.user, self.at = complaint, user, at
        self.initial["standing"] = complaint.standing
        self.offer()

    def begins(self, complaint: Complaint) -> dict:
        """Return what its fields hold at first."""
        return {}

    def offer(self) -> None:
        """Narrow the choices to this complaint and this person."""

    def said(self) -> dict:
        told = dict(self.cleaned_data)
        return told | {"key": told.pop("submission_key")}


class WordsForm(StepForm):
    """A step that asks for nothing but words; `asked` is the question."""

    asked = ""
    is_needed = True
    text = fields.Words(label="")

    def offer(self) -> None:
        self.fields["text"].label = self.asked
        self.fields["text"].required = self.is_needed
        self.fields["text"].widget.attrs["autofocus"] = True


class NotedForm(WordsForm):
    asked, is_needed = gettext_lazy("Note"), False


class AssessForm(StepForm):
    category = forms.ModelChoiceField(
        Category.objects.none(), label=gettext_lazy("Category"), required=False
    )
    severity = forms.TypedChoiceField(
        label=gettext_lazy("Severity"), choices=Severity, coerce=int, widget=Chips
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label=gettext_lazy("Department"), required=False
    )

    def begins(self, complaint: Complaint) -> dict:
        of = complaint.category and complaint.category.department_id
        return {
            "category": complaint.category_id,
            "severity": complaint.severity,
            "department": complaint.department_id or of,
        }

    def offer(self) -> None:
        self.fields["category"].queryset = Category.objects.in_use()
        self.fields["department"].queryset = Department.objects.in_use()


class ProposeForm(StepForm):
    """What was found: the cause, whose fault it was, what is done about it."""

    solution = fields.Words(
        label=gettext_lazy("Solution"), max_length=2000, rows=3,
        error_messages={"required": gettext_lazy("Say what is done.")},
    )  # fmt: skip
    cause = fields.LikelyCauses(label=gettext_lazy("Root cause"), required=False)
    other_cause = fields.CauseTree(
        label=gettext_lazy("Another root cause"), required=False
    )
    liability = forms.ChoiceField(
        label=gettext_lazy("Liability"), choices=Liability, widget=Chips,
        error_messages={
            "required": gettext_lazy("Say whose fault it was found to be.")
        },
    )  # fmt: skip
    checked = forms.MultipleChoiceField(
        label=gettext_lazy("Checklist"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    # Set once the person was asked about what is open, and goes on all the same.
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def begins(self, complaint: Complaint) -> dict:
        return {
            "solution": complaint.solution,
            "cause": complaint.cause_id,
            "liability": complaint.liability,
        }

    def offer(self) -> None:
        category = self.complaint.category
        self.fields["solution"].widget.attrs["autofocus"] = True
        self.fields["cause"].offer(self.complaint, self.at - COUNTED)
        self.fields["other_cause"].offer()
        self.checklist = category.checklist if category else []
        self.fields["checked"].choices = [(line, line) for line in self.checklist]
        if not self.checklist:
            del self.fields["checked"]

    def clean(self) -> dict:
        said = super().clean()
        said["cause"] = said.pop("other_cause", None) or said.get("cause")
        if not said["cause"]:
            self.add_error("cause", _("Choose the root cause."))
        self._check_wording(said)
        said["unchecked"] = self._unchecked(said)
        return said

    def _check_wording(self, said: dict) -> None:
        """Refuse an apology for what is not our fault."""
        for name in ("solution", "text"):
            liability = said.get("liability", "")
            if liability and not permitted.is_permitted(said.get(name, ""), liability):
                self.add_error(name, _("No apology: the fault is not ours."))

    def _unchecked(self, said: dict) -> list[str]:
        """Return the lines of the checklist left open; ask about them once."""
        checked, is_sure = said.pop("checked", []), said.pop("anyway", False)
        left = [line for line in self.checklist if line not in checked]
        if left and not is_sure:
            asked = _("Not checked yet: %(lines)s. Send again to go on all the same.")
            self.add_error("checked", asked % {"lines": ", ".join(left)})
            self.data = self.data.copy()
            self.data["anyway"] = "on"
        return left


class TellForm(StepForm):
    """That the customer was told the result, how, and how he took it."""

    channel = fields.Told()
    reaction = fields.Reactions(
        label=gettext_lazy("How did he take it?"),
        error_messages={"required": gettext_lazy("Say how the customer took it.")},
    )
    text = fields.Words(
        label=gettext_lazy("What he was told, where it differs"), required=False
    )

    def begins(self, complaint: Complaint) -> dict:
        return {"channel": fields.channel_of(complaint)}

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if not permitted.is_permitted(text, self.complaint.liability or Liability.OURS):
            raise forms.ValidationError(_("No apology: the fault is not ours."))
        return text


class ResolveForm(ProposeForm):
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
    channel = fields.Told()
    reaction = fields.Reactions(
        label=gettext_lazy("How did he take it?"),
        error_messages={"required": gettext_lazy("Say how the customer took it.")},
    )
    text = fields.Words(
        label=gettext_lazy("What he was told, where it differs"), required=False
    )

    field_order = ["solution", "amount", "offer_kind"]

    def begins(self, complaint: Complaint) -> dict:
        sought = SOUGHT.get(complaint.remedy, OfferKind.CASH)
        more = {"channel": fields.channel_of(complaint), "offer_kind": sought}
        return super().begins(complaint) | more

    def offer(self) -> None:
        super().offer()
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


class VerifyForm(StepForm):
    reaction = fields.Reactions(
        label=gettext_lazy("Is he content now?"), choices=fields.ASKED,
        error_messages={
            "required": gettext_lazy("Say whether the customer is content.")
        },
    )  # fmt: skip
    text = fields.Words(label=gettext_lazy("What he said"), required=False)

    def clean(self) -> dict:
        said = super().clean()
        if said.get("reaction") == Reaction.DISSATISFIED and not said.get("text"):
            self.add_error("text", _("Write down what he is not content with."))
        return said


class AnswerForm(StepForm):
    """The answer to what nobody has to look into; of praise, whom it is for."""

    solution = fields.Words(label=gettext_lazy("Answer"), max_length=2000, rows=3)
    channel = fields.Told()
    colleague = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Pass it on to"), required=False,
        empty_label=gettext_lazy("nobody"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip

    def begins(self, complaint: Complaint) -> dict:
        thanks = _("Thank you for your kind words; we pass them on.")
        is_praise = complaint.kind == Kind.PRAISE
        return {
            "solution": complaint.solution or (thanks if is_praise else ""),
            "channel": fields.channel_of(complaint),
            "colleague": complaint.about_user_id,
        }

    def offer(self) -> None:
        self.fields["solution"].widget.attrs["autofocus"] = True
        self.fields["colleague"].queryset = User.objects.for_picker()
        if self.complaint.kind != Kind.PRAISE:
            del self.fields["colleague"]


class ShortTellForm(TellForm):
    """Telling what nobody had to look into, before it is closed."""

    solution = fields.Words(label=gettext_lazy("Answer"), max_length=2000, rows=3)
    text = None
    field_order = ["solution", "channel", "reaction"]


def tell_form(*args, complaint: Complaint, **kwargs) -> TellForm:
    """Return the form of telling as this complaint needs it."""
    make = TellForm if complaint.goes_whole_way else ShortTellForm
    return make(*args, complaint=complaint, **kwargs)
