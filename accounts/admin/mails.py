"""The mails that wait, went out or failed; what failed can be tried again."""

from django.contrib import admin, messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.admin.site import ReadOnly, site
from accounts.choices import MailFault
from accounts.models import Mail
from accounts.refused import Refused
from accounts.services import mails


@admin.register(Mail, site=site)
class MailAdmin(ReadOnly):
    """To whom, about what, and how it went; what stands in it is its reader's."""

    change_list_template = "admin/accounts/mails.html"
    list_display = ("created_at", "user", "subject", "state", "attempts", "next_try",
                    "sent_at", "fault")  # fmt: skip
    list_display_links = None
    list_filter = ("state",)
    search_fields = ("user__username", "user__name")
    list_select_related = ("user",)
    ordering = ("-pk",)
    sortable_by = ()

    @admin.display(description=gettext_lazy("next try"))
    def next_try(self, mail):
        return mail.due_at if mail.is_waiting else None

    @admin.display(description=gettext_lazy("what went wrong"))
    def fault(self, mail) -> str:
        return str(dict(MailFault.choices).get(mail.error, mail.error)) or "–"

    def own_pages(self) -> dict:
        return {"retry/": self.retry_all, "<int:pk>/retry/": self.retry}

    def changelist_view(self, request, extra_context=None):
        self.guard(request)
        failed = Mail.objects.failed().select_related("user").order_by("-pk")[:50]
        return super().changelist_view(request, {"failed": failed})

    def retry(self, request, pk):
        mail = self.found(request, str(pk))
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            mails.retry(mail, actor=request.user, at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The mail is tried again."))
        return redirect(self.named("changelist"))

    def retry_all(self, request):
        self.guard(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        count = mails.retry_all(actor=request.user, at=timezone.now())
        said = ngettext(
            "%(count)s mail is tried again.", "%(count)s mails are tried again.", count
        )
        messages.success(request, said % {"count": count})
        return redirect(self.named("changelist"))
