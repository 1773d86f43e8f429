"""Forms about improvements: opened, changed, worked on, judged."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import Scope
from accounts.models import Branch, Department, User
from accounts.models.records import submission_key
from accounts.permissions.actions import Can
from accounts.querysets import scope_of
from accounts.widgets import Chips, Textarea
from complaints.models import Category, Cause, EffectCheck, Improvement
from complaints.outcomes import Effect
from complaints.services.improvements import EDITABLE
from customers.forms.fields import DateInput, day_of_a_life


class ImprovementForm(forms.ModelForm):
    """What is wrong, what is done about it, by whom and until when."""

    class Meta:
        model = Improvement
        fields = ("title", "kind", "problem", "action", "department", "owner",
                  "due_on", "category", "cause")  # fmt: skip
        widgets = {
            "kind": Chips,
            "problem": Textarea(attrs={"rows": 3}),
            "action": Textarea(attrs={"rows": 3}),
            "due_on": DateInput(),
        }

    def __init__(self, data=None, *, user: User, initial: dict):
        super().__init__(data, initial=initial)
        kinds = Improvement._meta.get_field("kind").choices
        self.fields["kind"].choices = kinds
        self.fields["category"].queryset = Category.objects.in_use()
        self.fields["cause"].queryset = Cause.objects.in_use()
        self.fields["department"].queryset = _departments(user)
        able = User.objects.able_to(Can.KEEP_IMPROVEMENTS).for_picker()
        self.fields["owner"].queryset = able.filter(_there(user))

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        day_of_a_life(day)
        return day

    def said(self) -> dict:
        return {name: self.cleaned_data[name] for name in EDITABLE}


class NewImprovementForm(ImprovementForm):
    """A new one: also in which branch, and the key of the form."""

    branch = forms.ModelChoiceField(
        label=_("Branch"), queryset=Branch.objects.none(), empty_label=None
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=submission_key)

    def __init__(self, data=None, *, user: User, initial: dict):
        asked = {"branch": user.branch_id, "owner": user.pk} | initial
        super().__init__(data, user=user, initial=asked)
        branches = Branch.objects.order_by("pk")
        if user.branch_id and scope_of(user, Can.KEEP_IMPROVEMENTS) is not Scope.ALL:
            branches = branches.filter(pk=user.branch_id)
        self.fields["branch"].queryset = branches

    def said(self) -> dict:
        return super().said() | {"branch": self.cleaned_data["branch"]}


class ChangeForm(ImprovementForm):
    """One that stands; `standing` says what was shown."""

    standing = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, data=None, *, user: User, improvement: Improvement):
        shown = {name: getattr(improvement, name) for name in EDITABLE}
        initial = shown | {"standing": improvement.standing}
        super().__init__(data, user=user, initial=initial)


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("How far it is"), max_length=2000, widget=Textarea(attrs={"rows": 2})
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=submission_key)


class EndForm(forms.Form):
    """What ends it: what was done, or why it is dropped."""

    text = forms.CharField(max_length=2000, widget=Textarea(attrs={"rows": 2}))
    standing = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, data=None, *, improvement: Improvement, label: str, name: str):
        initial = {"standing": improvement.standing}
        super().__init__(data, initial=initial, auto_id=f"id_{name}_%s")
        self.fields["text"].label = label


class LinkForm(forms.Form):
    code = forms.CharField(label=_("Number of the complaint"), max_length=20)


class JudgeForm(forms.Form):
    verdict = forms.ChoiceField(label=_("Verdict"), choices=Effect, widget=Chips)
    note = forms.CharField(
        label=_("Remark (needed where the figures say something else)"),
        required=False, max_length=500, widget=Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    note.is_needed_at_times = True

    def __init__(self, data=None, *, check: EffectCheck):
        initial = {"verdict": check.proposed}
        super().__init__(
            data, initial=initial, auto_id=f"id_judge_{check.window_days}_%s"
        )


def _departments(user: User):
    rows = Department.objects.in_use()
    if scope_of(user, Can.KEEP_IMPROVEMENTS) is Scope.NONE:
        return rows.filter(liaisons=user)
    return rows


def _there(user: User) -> Q:
    """Say whom one may give it to: whoever works in one's branch, or in all."""
    if not user.branch_id or scope_of(user, Can.KEEP_IMPROVEMENTS) is Scope.ALL:
        return Q()
    return Q(branch=user.branch_id) | Q(branch=None)
