"""The steps of a complaint as forms: what each needs, asked at once, kept when refused.

`said()` is what the service of the step is told.
"""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Department, User
from accounts.models.records import submission_key
from accounts.widgets import Chips
from complaints.choices import Liability, Reaction, Severity
from complaints.forms import fields
from complaints.forms.keyed import StandingForm
from complaints.models import Category, Complaint

# What was found most in a category is counted over so long.
COUNTED = timedelta(days=365)


class StepForm(StandingForm):
    """A step as the page showed it: a stale page is told, a second send too."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=submission_key)

    def __init__(
        self, data=None, *, complaint: Complaint, user: User, at: datetime,
        typed: dict | None = None,
    ):  # fmt: skip
        """`typed` is what stood in it already, where it is shown once more."""
        super().__init__(data, auto_id="step_%s", initial=self.begins(complaint))
        self.complaint, self.user, self.at = complaint, user, at
        self.initial |= {"standing": complaint.standing} | (typed or {})
        self.typed = typed
        self.offer()

    @property
    def asks_words(self) -> bool:
        """Say whether it was sent for the words of an answer, and for nothing else."""
        return False

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
        Category.objects.none(), label=gettext_lazy("Category"), required=False,
        empty_label=fields.UNKNOWN,
    )  # fmt: skip
    severity = forms.TypedChoiceField(
        label=gettext_lazy("Severity"), choices=Severity, coerce=int, widget=Chips
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label=gettext_lazy("Department"), required=False,
        empty_label=gettext_lazy("that of the category"),
    )  # fmt: skip

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
        said["unchecked"] = self._unchecked(said)
        return said

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
