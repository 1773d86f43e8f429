"""What the administrator's site shows of the whole: jobs, what a user still owns."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin.people import UserAdmin
from accounts.admin.site import ReadOnly, site
from accounts.models import Job, User
from crm.jobs import TITLES
from customers.models import Customer


@admin.register(User, site=site)
class PeopleAdmin(UserAdmin):
    def page_of(self, request, user: User) -> dict:
        left = not user.is_active and Customer.objects.filter(owner=user).exists()
        return super().page_of(request, user) | {"has_customers_left": left}


@admin.register(Job, site=site)
class JobAdmin(ReadOnly):
    list_display = (
        "number",
        "title",
        "owner",
        "state",
        "progress",
        "created_at",
        "finished_at",
        "attempts",
    )
    list_display_links = None
    list_filter = ("state",)
    ordering = ("-pk",)

    def get_queryset(self, request):
        return Job.objects.for_list()

    @admin.display(description=_("No."))
    def number(self, job) -> int:
        return job.pk

    @admin.display(description=_("Work"))
    def title(self, job) -> str:
        return str(TITLES.get(job.kind, job.kind))

    @admin.display(description=_("Done"))
    def progress(self, job) -> str:
        if job.total_count is None:
            return str(job.done_count or "–")
        return f"{job.done_count} / {job.total_count}"
