"""Working hours of the company and of branches, and the days that are otherwise."""

from datetime import date

from django.contrib import admin, messages
from django.core import signing
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import zones
from accounts.admin.site import Records, site
from accounts.forms.calendars import CalendarForm, DayForm, NewCalendarForm
from accounts.forms.refusals import tell
from accounts.models import CalendarDay, CalendarYear, WorkingCalendar
from accounts.permissions.actions import Can
from accounts.refused import Conflict, Refused
from accounts.services import calendars

# Years that can be looked at: a year before anything was filled in shows no day.
YEARS = range(2000, 2101)
# What is said of a day, as an undo keeps it; sealed, for it goes out and comes back.
FACTS = ("name_zh", "name_en", "follows", "hours", "is_by_hand")
SEAL = "calendar.day"


@admin.register(WorkingCalendar, site=site)
class CalendarAdmin(Records):
    can = Can.MANAGE_CALENDARS
    list_display = ("place", "zone")
    add_label = gettext_lazy("Own hours for a branch")
    sortable_by = ()

    def get_queryset(self, request):
        return WorkingCalendar.objects.for_list()

    def own_pages(self) -> dict:
        return {
            "<path:object_id>/days/<int:year>/remove/": self.remove_day,
            "<path:object_id>/days/<int:year>/put-back/": self.put_back,
            "<path:object_id>/days/<int:year>/announce/": self.announce,
            "<path:object_id>/days/<int:year>/": self.days,
            "<path:object_id>/remove/": self.remove,
        }

    @admin.display(description=gettext_lazy("Hours of"))
    def place(self, calendar) -> str:
        return str(calendar)

    @admin.display(description=gettext_lazy("Time zone"))
    def zone(self, calendar) -> str:
        return dict(zones.choices(calendar.time_zone))[calendar.time_zone]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            return self._new(request)
        calendar = self.found(request, object_id)
        data = request.POST if request.method == "POST" else None
        form = CalendarForm(data, row=calendar)
        if form.is_valid():
            by = {"actor": request.user, "at": timezone.now()}
            try:
                calendars.set_week(calendar, **by, **form.cleaned_data)
            except Conflict as conflict:
                form = form.again(conflict)
            except Refused as refusal:
                tell(form, refusal)
            else:
                messages.success(request, _("The hours are saved."))
                return redirect(self.named("changelist"))
        context = self.page(
            request,
            title=str(calendar),
            form=form,
            calendar=calendar,
            years=CalendarYear.objects.order_by("-year"),
        )
        return render(request, "admin/accounts/calendar.html", context)

    def _new(self, request):
        self.guard(request)
        form = NewCalendarForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            by = {"actor": request.user, "at": timezone.now()}
            try:
                made = calendars.open_for(form.cleaned_data["branch"], **by)
            except Refused as refusal:
                tell(form, refusal)
            else:
                return redirect(self.named("change"), made.pk)
        context = self.page(request, title=_("Own hours for a branch"), form=form)
        return render(request, "admin/accounts/form.html", context)

    def days(self, request, object_id, year):
        """Show the special days of a year, and take one more."""
        calendar = self._of_year(request, object_id, year)
        form = DayForm(request.POST if request.method == "POST" else None, year=year)
        if form.is_valid():
            by = {"actor": request.user, "at": timezone.now()}
            calendars.set_day(calendar, **by, **form.cleaned_data)
            messages.success(request, _("The day is saved."))
            return redirect(self.named("days"), calendar.pk, year)
        context = self.page(
            request,
            title=_("%(place)s: special days of %(year)s")
            % {"place": calendar, "year": year},
            form=form,
            calendar=calendar,
            year=year,
            known=CalendarYear.objects.filter(year=year).first(),
            rows=calendar.days.of_year(year),
            is_company=calendar.branch_id is None,
        )
        return render(request, "admin/accounts/days.html", context)

    def remove_day(self, request, object_id, year):
        calendar = self._of_year(request, object_id, year)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        day = parse_date(request.POST.get("day", "")[:10])
        if day is None or day.year != year:
            raise Http404
        by = {"actor": request.user, "at": timezone.now()}
        removed = calendars.remove_day(calendar, day=day, **by)
        if removed:
            back = reverse(self.named("put_back"), args=[calendar.pk, year])
            undo = f"undo:{back}?was={_sealed(removed)}"
            messages.success(request, _removed(removed), extra_tags=undo)
        return redirect(self.named("days"), calendar.pk, year)

    def put_back(self, request, object_id, year):
        """Undo the removal of a day."""
        calendar = self._of_year(request, object_id, year)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        was = _opened(request.GET.get("was", ""))
        if was is None or was.day.year != year:
            raise Http404
        by = {"actor": request.user, "at": timezone.now()}
        try:
            calendars.put_day_back(calendar, was=was, **by)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The day is saved."))
        return redirect(self.named("days"), calendar.pk, year)

    def announce(self, request, object_id, year):
        calendar = self._of_year(request, object_id, year)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        calendars.announce(year, actor=request.user, at=timezone.now())
        messages.success(request, _("The year is confirmed."))
        return redirect(self.named("days"), calendar.pk, year)

    def remove(self, request, object_id):
        """Let a branch work as the company does."""
        calendar = self.found(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            calendars.remove(calendar, actor=request.user, at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.named("change"), calendar.pk)
        messages.success(request, _("The branch works as the company does."))
        return redirect(reverse(self.named("changelist")))

    def _of_year(self, request, object_id: str, year: int) -> WorkingCalendar:
        calendar = self.found(request, object_id)
        if year not in YEARS:
            raise Http404
        return calendar


def _removed(day: CalendarDay) -> str:
    told = {"day": date_format(day.day), "name": day.name}
    return _("%(day)s (%(name)s) is removed: it is as its weekday says.") % told


def _sealed(day: CalendarDay) -> str:
    facts = {name: getattr(day, name) for name in FACTS}
    return signing.dumps(facts | {"day": day.day.isoformat()}, salt=SEAL)


def _opened(text: str) -> CalendarDay | None:
    """Return the day an undo brings back; None for what we did not write."""
    try:
        facts = signing.loads(text, salt=SEAL)
    except signing.BadSignature:
        return None
    hours = tuple(tuple(shift) for shift in facts["hours"])
    said = {"day": date.fromisoformat(facts["day"]), "hours": hours}
    return CalendarDay(**facts | said)
