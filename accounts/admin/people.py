"""Users: the list, and one user's form."""

from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.account_pages import AccountPages
from accounts.forms.people import NewUserForm, UserForm
from accounts.forms.refusals import tell
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.refused import Conflict, Refused
from accounts.services import people, sign_in


class UserAdmin(AccountPages):
    """Registered by `crm.admin`, which knows what a user owns."""

    list_display = ("name", "username", "role_names", "branch", "team", "state",
                    "last_login")  # fmt: skip
    list_filter = ("is_active", "roles", "branch", "team")
    add_label = gettext_lazy("New user")
    search_fields = ("name", "username", "pinyin")
    ordering = ("-is_active", "name_key", "pk")

    def get_queryset(self, request):
        return User.objects.for_settings()

    @admin.display(description=gettext_lazy("Roles"))
    def role_names(self, user) -> str:
        return " · ".join(map(str, user.roles.all()))

    @admin.display(description=gettext_lazy("State"), ordering="is_active")
    def state(self, user) -> str:
        return _("active") if user.is_active else _("deactivated")

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            return self._add(request)
        user = self.found(request, object_id)
        form = UserForm(request.POST if request.method == "POST" else None, row=user)
        if form.is_valid():
            try:
                people.update_user(
                    user, actor=request.user, at=timezone.now(), **form.cleaned_data
                )
            except Conflict as conflict:
                form = form.again(conflict)
            except Refused as refusal:
                tell(form, refusal)
            else:
                messages.success(request, _("%(user)s is saved.") % {"user": user})
                return redirect(self.named("changelist"))
        context = self.page_of(request, user) | {"form": form}
        return render(request, "admin/accounts/user.html", context)

    def page_of(self, request, user: User) -> dict:
        return self.page(
            request,
            title=str(user),
            user_shown=user,
            is_self=user.pk == request.user.pk,
            is_locked=sign_in.is_locked(user, at=timezone.now()),
            may_see_as=request.user.may(Can.SEE_AS),
        )

    def _add(self, request):
        self.guard(request)
        form = NewUserForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                user = people.create_user(
                    actor=request.user,
                    at=timezone.now(),
                    must_change_password=True,
                    **form.cleaned_data,
                )
            except Refused as refusal:
                tell(form, refusal)
            else:
                done = _("%(user)s may sign in now.") % {"user": user}
                messages.success(request, done)
                return redirect(self.named("changelist"))
        context = self.page(request, title=_("New user"), form=form)
        return render(request, "admin/accounts/user.html", context)
