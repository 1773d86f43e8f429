"""Departments that answer for their part of a complaint, and their liaisons."""

from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.site import Records, site
from accounts.forms.departments import DepartmentForm
from accounts.forms.refusals import tell
from accounts.models import Department
from accounts.refused import Conflict, Refused
from accounts.services import departments


@admin.register(Department, site=site)
class DepartmentAdmin(Records):
    list_display = ("name", "code", "who", "is_active")
    add_label = gettext_lazy("New department")
    ordering = ("-is_active", "pk")
    sortable_by = ()

    def get_queryset(self, request):
        return Department.objects.prefetch_related("liaisons")

    @admin.display(description=gettext_lazy("Department"))
    def name(self, department) -> str:
        return str(department)

    @admin.display(description=gettext_lazy("Liaisons"))
    def who(self, department) -> str:
        return ", ".join(person.name for person in department.liaisons.all())

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        department = self.found(request, object_id) if object_id else None
        self.guard(request)
        data = request.POST if request.method == "POST" else None
        form = DepartmentForm(data, row=department)
        if form.is_valid():
            by = {"actor": request.user, "at": timezone.now()}
            try:
                if department:
                    departments.update_department(department, **by, **form.cleaned_data)
                else:
                    departments.create_department(**by, **form.cleaned_data)
            except Conflict as conflict:
                form = form.again(conflict)
            except Refused as refusal:
                tell(form, refusal)
            else:
                messages.success(request, _("The department is saved."))
                return redirect(self.named("changelist"))
        title = str(department) if department else _("New department")
        context = self.page(request, title=title, form=form)
        return render(request, "admin/accounts/form.html", context)
