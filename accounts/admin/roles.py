"""Roles: the table of roles and actions, one column to edit, what was changed."""

from django.contrib import admin, messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import matrix
from accounts.admin.site import Records, site
from accounts.choices import Reach
from accounts.forms.refusals import tell
from accounts.forms.roles import GrantsForm, RoleForm, RoleNameForm
from accounts.models import Role
from accounts.permissions.actions import Can
from accounts.refused import Conflict, Refused
from accounts.services import roles


@admin.register(Role, site=site)
class RoleAdmin(Records):
    can = Can.MANAGE_ROLES

    def own_pages(self) -> dict:
        return {
            "differences/": self.differences,
            "<path:object_id>/grants/": self.grants,
            "<path:object_id>/restore/": self.restore,
            "<path:object_id>/remove/": self.remove,
        }

    def changelist_view(self, request, extra_context=None):
        """Show the whole table: actions down, roles across."""
        self.guard(request)
        table = matrix.table(Role.objects.for_table())
        context = self.page(request, title=_("Roles and what they may do"), table=table)
        return render(request, "admin/accounts/matrix.html", context)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Name a new role, or rename one."""
        role = self.found(request, object_id) if object_id else None
        self.guard(request)
        data = request.POST if request.method == "POST" else None
        form = RoleNameForm(data, row=role) if role else RoleForm(data)
        if form.is_valid():
            by = {"actor": request.user, "at": timezone.now()}
            try:
                if role:
                    roles.rename(role, **by, **form.cleaned_data)
                else:
                    role = roles.add(**by, **form.cleaned_data)
            except Conflict as conflict:
                form = form.again(conflict)
            except Refused as refusal:
                tell(form, refusal)
            else:
                messages.success(request, _("The role is saved."))
                return redirect(self.named("grants"), role.pk)
        title = str(role) if role else _("New role")
        context = self.page(request, title=title, form=form, role=role)
        return render(request, "admin/accounts/role.html", context)

    def grants(self, request, object_id):
        """Edit one column of the table."""
        role = self.found(request, object_id)
        form, refusal, chosen = _grants_form(request, role), None, {}
        if form.is_valid():
            try:
                self._save(request, role, form)
            except Conflict as conflict:
                refusal, chosen = conflict, _chosen(form)
                form = _grants_form(request, role, is_fresh=True)
            except Refused as error:
                tell(form, error)
            else:
                return redirect(self.named("changelist"))
        context = self.page(
            request,
            title=_("What %(role)s may do") % {"role": role},
            role=role,
            form=form,
            refusal=refusal,
            topics=matrix.column(role, form, chosen),
            holder_count=role.holders.count(),
            is_own=role.holders.filter(pk=request.user.pk).exists(),
        )
        return render(request, "admin/accounts/grants.html", context)

    def _save(self, request, role: Role, form: GrantsForm) -> None:
        count = roles.set_grants(
            role, actor=request.user, cells=form.cells(),
            seen=form.cleaned_data["seen"], at=timezone.now(),
        )  # fmt: skip
        said = ngettext(
            "%(count)s cell of “%(role)s” is changed, from the next page on.",
            "%(count)s cells of “%(role)s” are changed, from the next page on.",
            count,
        )  # fmt: skip
        messages.success(request, said % {"count": count, "role": role})

    def differences(self, request):
        self.guard(request)
        found = matrix.differences(Role.objects.for_table())
        title = _("Differences from what was shipped")
        context = self.page(request, title=title, differences=found)
        return render(request, "admin/accounts/differences.html", context)

    def restore(self, request, object_id):
        """Put one cell, or the whole role, back to what was shipped."""
        role = self.found(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        wanted = request.POST.get("action")
        only = Can(wanted) if wanted in Can.values else None
        try:
            roles.restore(role, actor=request.user, only=only, at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Back to what was shipped."))
        return redirect(self.named("differences"))

    def remove(self, request, object_id):
        role = self.found(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            roles.remove(role, actor=request.user, at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.named("change"), role.pk)
        messages.success(request, _("The role is removed."))
        return redirect(self.named("changelist"))


def _grants_form(request, role: Role, *, is_fresh: bool = False) -> GrantsForm:
    """Return the column as it was sent, or as it stands now."""
    stood = roles.cells_of(role)
    data = request.POST if request.method == "POST" and not is_fresh else None
    return GrantsForm(data, role=role, stood=stood, seen=roles.digest(stood))


def _chosen(form: GrantsForm) -> dict[Can, Reach]:
    """Return the cells the administrator had changed before it came to a conflict."""
    cells = form.cells()
    mine = roles.differing(cells, form.cleaned_data["seen"])
    return {can: cells[can] for can in mine}
