"""Major complaints: declared or asked for, their team, decisions, the daily note."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from complaints.forms.majors import DecisionForm, JoinForm, NoteForm, WhyForm
from complaints.services import majors, teams
from complaints.views import desk


@require(Can.LEAD_MAJORS)
def declare(request, code):
    return desk.ask_about(
        request, code, WhyForm, majors.declare,
        said=_("Declared a major complaint. Whoever leads is told."),
        title=_("Declare a major complaint"), label=_("Declare"),
        hint=_("The manager of the branch and the director are told at once."),
    )  # fmt: skip


@require(Can.REGISTER_COMPLAINTS)
def flag(request, code):
    return desk.ask_about(
        request, code, WhyForm, majors.flag, can=Can.SEE_COMPLAINTS,
        said=_("Whoever may declare it is asked."),
        title=_("Report as a major complaint"), label=_("Report"),
        hint=_("The manager of the branch and the director decide."),
    )  # fmt: skip


@require(Can.HANDLE_COMPLAINTS)
def join(request, code):
    return desk.ask_about(
        request, code, JoinForm, teams.join,
        said=_("The colleague is in the team and is told."),
        title=_("Take a colleague into the team"), label=_("Add"),
        hint=_("He sees this complaint as long as he is in its team."),
    )  # fmt: skip


@require_POST
@require(Can.HANDLE_COMPLAINTS)
def leave(request, code, pk):
    complaint = desk.found(request, code)
    member = get_object_or_404(complaint.team.for_panel(), pk=pk)
    try:
        teams.leave(complaint, actor=request.user, member=member, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("%(name)s is no longer in the team.") % {"name": member.user}
        messages.success(request, said)
    return redirect(complaint)


@require(Can.LEAD_MAJORS)
def decide(request, code):
    return desk.ask_about(
        request, code, DecisionForm, teams.decide,
        said=_("The decision is recorded."), title=_("Record a decision"),
        label=_("Record"),
    )  # fmt: skip


@require(Can.REGISTER_COMPLAINTS)
def daily_note(request, code):
    return desk.ask_about(
        request, code, NoteForm, teams.note_the_day, can=Can.SEE_COMPLAINTS,
        said=_("The daily note is written."), title=_("Daily note"),
        label=_("Save the note"),
    )  # fmt: skip
