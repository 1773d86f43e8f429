"""Branches, and teams as the tree they report in."""

from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.site import Records, site
from accounts.forms.people import BranchForm, TeamForm
from accounts.forms.refusals import tell
from accounts.models import Branch, Team
from accounts.refused import Conflict, Refused
from accounts.services import teams


@admin.register(Branch, site=site)
class BranchAdmin(Records):
    list_display = ("name", "code", "city", "head_count")
    add_label = gettext_lazy("New branch")
    search_fields = ("name", "code", "city")
    ordering = ("name", "pk")

    def get_queryset(self, request):
        return Branch.objects.with_head_count()

    @admin.display(description=gettext_lazy("People"))
    def head_count(self, branch) -> int:
        return branch.head_count

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        branch = self.found(request, object_id) if object_id else None
        self.guard(request)
        data = request.POST if request.method == "POST" else None
        form = BranchForm(data, row=branch)
        if form.is_valid():
            by = {"actor": request.user, "at": timezone.now()}
            try:
                if branch:
                    teams.update_branch(branch, **by, **form.cleaned_data)
                else:
                    teams.create_branch(**by, **form.cleaned_data)
            except Conflict as conflict:
                form = form.again(conflict)
            except Refused as refusal:
                tell(form, refusal)
            else:
                messages.success(request, _("The branch is saved."))
                return redirect(self.named("changelist"))
        title = str(branch) if branch else _("New branch")
        context = self.page(request, title=title, form=form)
        return render(request, "admin/accounts/form.html", context)


@admin.register(Team, site=site)
class TeamAdmin(Records):
    list_display = ("indented", "branch", "lead", "head_count")
    list_display_links = ("indented",)
    add_label = gettext_lazy("New team")
    search_fields = ("name",)
    list_filter = ("branch",)
    ordering = ("path",)
    sortable_by = ()

    def get_queryset(self, request):
        return Team.objects.for_tree()

    @admin.display(description=gettext_lazy("Team"))
    def indented(self, team) -> str:
        return format_html(
            '<span class="tree-{}">{}</span>', min(team.path.count("/") - 2, 7), team
        )

    @admin.display(description=gettext_lazy("People"))
    def head_count(self, team) -> int:
        return team.head_count

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        team = self.found(request, object_id) if object_id else None
        self.guard(request)
        form = TeamForm(request.POST if request.method == "POST" else None, row=team)
        if form.is_valid():
            by = {"actor": request.user, "at": timezone.now()}
            try:
                if team:
                    teams.update_team(team, **by, **form.cleaned_data)
                else:
                    teams.create_team(**by, **form.cleaned_data)
            except Conflict as conflict:
                form = form.again(conflict)
            except Refused as refusal:
                tell(form, refusal)
            else:
                messages.success(request, _("The team is saved."))
                return redirect(self.named("changelist"))
        title = str(team) if team else _("New team")
        context = self.page(request, title=title, form=form)
        return render(request, "admin/accounts/form.html", context)
