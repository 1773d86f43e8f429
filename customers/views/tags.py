"""The company's tags, and those of one customer."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Conflict, Refused
from customers.forms.facts import CustomerTagsForm, TagForm
from customers.models import CustomerTag, Tag
from customers.services import tags
from customers.views.door import customer_of


@require(Can.MANAGE_FIELDS)
def index(request):
    context = {"tags": list(Tag.objects.for_settings())}
    return render(request, "facts/tags.html", context)


@require(Can.MANAGE_FIELDS)
def create(request):
    form = TagForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            tag = tags.add(actor=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("%(name)s added.") % {"name": tag})
            return redirect("customers:tags")
    return render(request, "facts/tag_form.html", {"form": form})


@require(Can.MANAGE_FIELDS)
def edit(request, pk):
    tag = get_object_or_404(Tag, pk=pk)
    form = TagForm(request.POST if request.method == "POST" else None, row=tag)
    if form.is_valid():
        try:
            tags.change(tag, actor=request.user, at=timezone.now(), **form.cleaned_data)
        except Conflict as conflict:
            form = form.again(conflict)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("customers:tags")
    return render(request, "facts/tag_form.html", {"form": form, "tag": tag})


@require_POST
@require(Can.MANAGE_FIELDS)
def archive(request, pk):
    tag = get_object_or_404(Tag, pk=pk)
    tags.archive(tag, actor=request.user, at=timezone.now())
    messages.success(request, _("%(name)s is no longer in use.") % {"name": tag})
    return redirect("customers:tags")


@require_POST
@require(Can.MANAGE_FIELDS)
def restore(request, pk):
    tag = get_object_or_404(Tag, pk=pk)
    tags.restore(tag, actor=request.user, at=timezone.now())
    messages.success(request, _("%(name)s is in use again.") % {"name": tag})
    return redirect("customers:tags")


@require(Can.EDIT_CUSTOMERS)
def put(request, pk):
    customer = customer_of(request, pk)
    marks = CustomerTag.objects.filter(customer=customer).for_chips()
    held = [mark.tag_id for mark in marks]
    form = CustomerTagsForm(request.POST or None, held=held)
    if form.is_valid():
        tags.put(customer, actor=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("customers:profile", pk)
    context = {"customer": customer, "tab": "profile", "form": form}
    context |= {"has_tags": form.fields["tags"].queryset.exists()}
    return render(request, "facts/customer_tags.html", context)
