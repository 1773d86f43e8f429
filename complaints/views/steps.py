"""The steps of a complaint, each a form and one call of its service."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from complaints.choices import Deed, Step
from complaints.forms import beside, tellings
from complaints.forms import steps as forms
from complaints.models import Line
from complaints.services import (
    answers,
    assigning,
    facts,
    grading,
    notes,
    offers,
    steps,
)
from complaints.views import desk


@require(Can.HANDLE_COMPLAINTS)
def acknowledge(request, code):
    done = (tellings.AcknowledgeForm, steps.acknowledge, _("Receipt confirmed."))
    return desk.take(request, code, Step.ACKNOWLEDGE, *done)


@require(Can.HANDLE_COMPLAINTS)
def assess(request, code):
    done = (forms.AssessForm, steps.assess, _("Assessed."))
    return desk.take(request, code, Step.ASSESS, *done)


@require_POST
@require(Can.HANDLE_COMPLAINTS)
def investigate(request, code):
    done = (forms.StepForm, steps.investigate, _("The investigation has begun."))
    return desk.take(request, code, Step.INVESTIGATE, *done)


@require(Can.HANDLE_COMPLAINTS)
def propose(request, code):
    done = (forms.ProposeForm, steps.propose, _("Cause and solution recorded."))
    return desk.take(request, code, Step.PROPOSE, *done)


@require(Can.HANDLE_COMPLAINTS)
def tell(request, code):
    done = (tellings.tell_form, steps.tell, _("Recorded: the customer was told."))
    return desk.take(request, code, Step.TELL, *done)


@require(Can.HANDLE_COMPLAINTS)
def resolve(request, code):
    done = (tellings.ResolveForm, steps.resolve, _resolved)
    return desk.take(request, code, Step.RESOLVE, *done)


@require(Can.HANDLE_COMPLAINTS)
def answer(request, code):
    done = (tellings.AnswerForm, answers.answer, _("Answered and closed."))
    return desk.take(request, code, Step.ANSWER, *done)


@require(Can.HANDLE_COMPLAINTS)
def verify(request, code):
    done = (forms.VerifyForm, steps.verify, _("What the customer said is recorded."))
    return desk.take(request, code, Step.VERIFY, *done)


@require(Can.HANDLE_COMPLAINTS)
def miss(request, code):
    done = (forms.NotedForm, steps.miss, _("Recorded: not reached."))
    return desk.take(request, code, Step.TRY, *done)


@require(Can.HANDLE_COMPLAINTS)
def close(request, code):
    done = (forms.NotedForm, steps.close, _("Closed."))
    return desk.take(request, code, Step.CLOSE, *done)


@require(Can.HANDLE_COMPLAINTS)
def withdraw(request, code):
    done = (beside.WithdrawForm, steps.withdraw, _("Closed: withdrawn."))
    return desk.take(request, code, Step.WITHDRAW, *done)


@require(Can.ASSIGN_COMPLAINTS)
def reopen(request, code):
    done = (beside.ReopenForm, steps.reopen, _("Open again."))
    return desk.take(request, code, Step.REOPEN, *done)


@require(Can.HANDLE_COMPLAINTS)
def wait(request, code):
    said = _("Waiting: the promised limits stand still until he answers.")
    return desk.take(request, code, Step.WAIT, beside.WaitForm, steps.wait, said)


@require(Can.HANDLE_COMPLAINTS)
def resume(request, code):
    said = _("The limits run on.")
    return desk.take(request, code, Step.RESUME, beside.ResumeForm, steps.resume, said)


@require(Can.HANDLE_COMPLAINTS)
def escalate(request, code):
    done = (beside.EscalateForm, steps.escalate, _("One level up."))
    return desk.take(request, code, Step.ESCALATE, *done)


@require(Can.HANDLE_COMPLAINTS)
def send_out(request, code):
    done = (beside.SendOutForm, steps.send_out, _("Recorded: others decide it now."))
    return desk.take(request, code, Step.SEND_OUT, *done)


@require(Can.HANDLE_COMPLAINTS)
def take_back(request, code):
    done = (beside.TakeBackForm, steps.take_back, _("Recorded: it was decided."))
    return desk.take(request, code, Step.TAKE_BACK, *done)


@require(Can.HANDLE_COMPLAINTS)
def note(request, code):
    done = (beside.NoteForm, notes.note, _("Note saved."))
    return desk.take(request, code, Step.NOTE, *done)


@require(Can.REGISTER_COMPLAINTS)
def add(request, code):
    done = (beside.AddForm, notes.add, _("Added to the complaint."))
    return desk.take(request, code, Step.ADD, *done)


@require(Can.HANDLE_COMPLAINTS)
def progress(request, code):
    done = (tellings.ProgressForm, notes.progress, _("Progress recorded."))
    return desk.take(request, code, Step.PROGRESS, *done)


@require(Can.HANDLE_COMPLAINTS)
def regrade(request, code):
    done = (beside.RegradeForm, grading.regrade, _("Severity changed."))
    return desk.take(request, code, Step.REGRADE, *done)


@require(Can.HANDLE_COMPLAINTS)
def change_kind(request, code):
    done = (beside.KindForm, grading.change_kind, _("Kind changed."))
    return desk.take(request, code, Step.CHANGE_KIND, *done)


@require(Can.HANDLE_COMPLAINTS)
def correct(request, code):
    done = (beside.FactsForm, facts.correct, _("Facts corrected."))
    return desk.take(request, code, Step.CORRECT, *done)


@require(Can.ASSIGN_COMPLAINTS)
def assign(request, code):
    done = (beside.AssignForm, assigning.assign, _("Given to a colleague."))
    return desk.take(request, code, Step.ASSIGN, *done)


def _resolved(line: Line) -> str:
    """Say whether the customer was told, or who decides before he is."""
    if line.deed == Deed.TOLD:
        return _("Recorded: the customer was told.")
    if offers.is_above(line):
        return _(
            "The compensation is above what a manager may allow: it waits for somebody "
            "who decides everywhere. The customer was not told yet."
        )
    return _(
        "The compensation waits for a second person. The customer was not told yet."
    )
