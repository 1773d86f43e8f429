"""What was recorded: tries to sign in, and the trail."""

from django.contrib import admin, messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.site import ReadOnly, site
from accounts.models import AuditEntry, SignInAttempt
from accounts.permissions.actions import Can
from accounts.services import sign_in


@admin.register(SignInAttempt, site=site)
class AttemptAdmin(ReadOnly):
    """The tries of thirty days; a name or an address can be unlocked."""

    change_list_template = "admin/accounts/attempts.html"
    list_display = ("at", "username", "ip", "outcome")
    list_display_links = None
    list_filter = ("succeeded",)
    search_fields = ("username", "ip")
    ordering = ("-pk",)

    @admin.display(description=gettext_lazy("Outcome"))
    def outcome(self, attempt) -> str:
        if attempt.succeeded:
            return _("signed in")
        return _("failed, forgiven") if attempt.cleared else _("failed")

    def own_pages(self) -> dict:
        return {"unlock/": self.unlock}

    def changelist_view(self, request, extra_context=None):
        self.guard(request)
        locked = SignInAttempt.objects.locked_out(timezone.now())
        return super().changelist_view(request, {"locked": locked})

    def unlock(self, request):
        """Forget the failures of one account, or of one address."""
        self.guard(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        by = {"actor": request.user, "at": timezone.now()}
        if username := request.POST.get("username", "").replace("\x00", ""):
            sign_in.unlock(username, **by)
        elif ip := request.POST.get("ip", ""):
            sign_in.unlock_address(ip, **by)
        messages.success(request, _("Unlocked: signing in is possible again."))
        return redirect(self.named("changelist"))


@admin.register(AuditEntry, site=site)
class TrailAdmin(ReadOnly):
    """The trail has a page of its own, open to those who watch over administrators."""

    can = Can.SEE_AUDIT

    def changelist_view(self, request, extra_context=None):
        self.guard(request)
        return redirect("audit")
