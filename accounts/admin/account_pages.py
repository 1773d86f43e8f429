"""What can be done to an account beside its form: let go, take back, unlock, look."""

from django.contrib import messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import sight
from accounts.admin.site import Records
from accounts.refused import Refused
from accounts.services import passwords, people, sign_in


class AccountPages(Records):
    def own_pages(self) -> dict:
        return {
            "<path:object_id>/deactivate/": self.deactivate,
            "<path:object_id>/reactivate/": self.reactivate,
            "<path:object_id>/reset-password/": self.reset_password,
            "<path:object_id>/unlock/": self.unlock,
            "<path:object_id>/preview/": self.preview,
        }

    def deactivate(self, request, object_id):
        """Go where customers are known: there one says who gets them."""
        return redirect("handover", self.found(request, object_id).pk)

    def reactivate(self, request, object_id):
        """Ask, then let the person in again."""
        user = self.found(request, object_id)
        if request.method == "POST":
            try:
                people.reactivate(user, actor=request.user, at=timezone.now())
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                done = _("%(user)s may sign in again.") % {"user": user}
                messages.success(request, done)
            return redirect(self.named("change"), user.pk)
        title = _("Reactivate %(user)s") % {"user": user}
        context = self.page(request, title=title, user_shown=user)
        return render(request, "admin/accounts/reactivate.html", context)

    def unlock(self, request, object_id):
        user = self.found(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        sign_in.unlock(user.username, actor=request.user, at=timezone.now())
        messages.success(request, _("%(user)s may try again.") % {"user": user})
        return redirect(self.named("change"), user.pk)

    def reset_password(self, request, object_id):
        """Ask, then show the new password, this once."""
        user = self.found(request, object_id)
        password = None
        if request.method == "POST":
            try:
                password = passwords.reset_password(
                    user, actor=request.user, at=timezone.now()
                )
            except Refused as refusal:
                messages.error(request, str(refusal))
        title = _("Reset the password of %(user)s") % {"user": user}
        context = self.page(request, title=title, user_shown=user, password=password)
        return render(request, "admin/accounts/reset_password.html", context)

    def preview(self, request, object_id):
        """Say in words what the user's roles and place let him see and do."""
        user = self.found(request, object_id)
        context = self.page(
            request,
            title=_("What %(user)s sees") % {"user": user},
            user_shown=user,
            topics=sight.topics(user),
            colleagues=sight.colleagues(user),
        )
        return render(request, "admin/accounts/preview.html", context)
