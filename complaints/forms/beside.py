"""What is done beside the way of a complaint, as forms: said, graded, given on."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy

from accounts.models import Department, User
from accounts.permissions.actions import Can
from accounts.widgets import Chips
from complaints.choices import Channel, Kind, Remedy, Severity
from complaints.forms import fields
from complaints.forms.steps import StepForm, WordsForm
from complaints.models import Category, Complaint
from customers.forms.fields import DateInput
from customers.models import Asset

SELECT = {"class": "form-select"}


class WithdrawForm(WordsForm):
    asked = gettext_lazy("How do you know that he wants no more?")


class ReopenForm(WordsForm):
    asked = gettext_lazy("Why is it opened again?")


class WaitForm(WordsForm):
    asked = gettext_lazy("What does the customer owe us?")


class ResumeForm(WordsForm):
    asked, is_needed = gettext_lazy("What did he answer?"), False


class EscalateForm(WordsForm):
    asked = gettext_lazy("Why does it go one level up?")


class SendOutForm(WordsForm):
    asked = gettext_lazy("Who decides it now, under which number?")


class TakeBackForm(WordsForm):
    asked = gettext_lazy("What was decided?")


class NoteForm(WordsForm):
    """An internal note; it is in time however the page stood."""

    asked = gettext_lazy("Internal note, never shown to the customer")

    def said(self) -> dict:
        told = super().said()
        told.pop("standing")
        return told


class AddForm(NoteForm):
    """What the customer says to it since, as he says it."""

    asked = gettext_lazy("The customer's words")
    channel = forms.ChoiceField(
        label=gettext_lazy("Came in by"), choices=Channel, widget=Chips
    )

    def begins(self, complaint: Complaint) -> dict:
        return {"channel": complaint.channel}


class RegradeForm(WordsForm):
    asked = gettext_lazy("Why?")
    severity = forms.TypedChoiceField(
        label=gettext_lazy("Severity"), choices=Severity, coerce=int, widget=Chips
    )
    field_order = ["severity", "text"]

    def begins(self, complaint: Complaint) -> dict:
        return {"severity": complaint.severity}


class KindForm(WordsForm):
    asked = gettext_lazy("Why?")
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind, widget=Chips)
    field_order = ["kind", "text"]

    def begins(self, complaint: Complaint) -> dict:
        return {"kind": complaint.kind}


class AssignForm(StepForm):
    handler = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("To whom"),
        empty_label=gettext_lazy("Choose a colleague"),
        widget=forms.Select(attrs=SELECT),
    )
    text = fields.Words(label=gettext_lazy("What he should know"), required=False)

    def offer(self) -> None:
        able = User.objects.able_to(Can.HANDLE_COMPLAINTS).values("pk")
        workers = User.objects.for_picker().filter(pk__in=able)
        there = Q(branch_id=self.complaint.branch_id) | Q(branch=None)
        out = [self.complaint.handler_id, self.complaint.about_user_id]
        workers = workers.filter(there).exclude(pk__in=[pk for pk in out if pk])
        self.fields["handler"].queryset = workers


class FactsForm(StepForm):
    """What is known of it; what the customer said stays as he said it."""

    FACTS = ("category", "department", "asset", "remedy", "remedy_words", "claimed",
             "happened_on", "facts", "about_user")  # fmt: skip
    category = forms.ModelChoiceField(
        Category.objects.none(), label=gettext_lazy("Category"), required=False,
        empty_label=fields.UNKNOWN,
    )  # fmt: skip
    department = forms.ModelChoiceField(
        Department.objects.none(), label=gettext_lazy("Department"), required=False,
        empty_label=fields.UNKNOWN,
    )  # fmt: skip
    asset = forms.ModelChoiceField(
        Asset.objects.none(), label=gettext_lazy("About"), required=False,
        empty_label=gettext_lazy("none in particular"),
    )  # fmt: skip
    remedy = forms.ChoiceField(
        label=gettext_lazy("Remedy sought"), choices=[("", "–"), *Remedy.choices],
        required=False,
    )  # fmt: skip
    remedy_words = forms.CharField(
        label=gettext_lazy("In his words"), max_length=200, required=False
    )
    claimed = forms.DecimalField(
        label=gettext_lazy("Amount claimed (yuan)"), max_digits=12, decimal_places=2,
        min_value=0, required=False,
    )  # fmt: skip
    happened_on = forms.DateField(
        label=gettext_lazy("Happened on"), required=False, widget=DateInput
    )
    facts = fields.Words(
        label=gettext_lazy("What is known of it"), required=False, rows=3
    )
    about_user = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("About the colleague"), required=False,
        empty_label=gettext_lazy("no colleague in particular"),
    )  # fmt: skip

    def begins(self, complaint: Complaint) -> dict:
        return {name: getattr(complaint, name) for name in self.FACTS}

    def offer(self) -> None:
        customer = self.complaint.customer_id
        self.fields["category"].queryset = Category.objects.in_use()
        self.fields["department"].queryset = Department.objects.in_use()
        self.fields["asset"].queryset = Asset.objects.filter(customer_id=customer)
        self.fields["about_user"].queryset = User.objects.for_picker()
        if not customer:
            del self.fields["asset"]

    def said(self) -> dict:
        told = super().said()
        facts = {name: told.pop(name) for name in self.FACTS if name in told}
        return told | {"facts": facts}
