"""The company's own fields, and a customer's answers to them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Conflict, Refused
from customers import own_answers
from customers.forms.own_fields import AnswersForm, OwnFieldForm
from customers.models import OwnField
from customers.services import own_fields
from customers.views.door import customer_of


@require(Can.MANAGE_FIELDS)
def index(request):
    context = {"fields": list(OwnField.objects.for_settings())}
    return render(request, "facts/own_fields.html", context)


@require(Can.MANAGE_FIELDS)
def create(request):
    form = OwnFieldForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        asked = {"actor": request.user, "at": timezone.now()} | form.cleaned_data
        try:
            field = own_fields.add(**asked)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("%(name)s added.") % {"name": field})
            return redirect("customers:own_fields")
    return render(request, "facts/own_field_form.html", {"form": form})


@require(Can.MANAGE_FIELDS)
def edit(request, pk):
    field = get_object_or_404(OwnField, pk=pk)
    form = OwnFieldForm(request.POST if request.method == "POST" else None, row=field)
    if form.is_valid():
        asked = {"actor": request.user, "at": timezone.now()} | form.cleaned_data
        try:
            own_fields.change(field, **asked)
        except Conflict as conflict:
            form = form.again(conflict)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("customers:own_fields")
    context = {"form": form, "own_field": field}
    return render(request, "facts/own_field_form.html", context)


@require_POST
@require(Can.MANAGE_FIELDS)
def archive(request, pk):
    field = get_object_or_404(OwnField, pk=pk)
    own_fields.archive(field, actor=request.user, at=timezone.now())
    messages.success(request, _("%(name)s is no longer in use.") % {"name": field})
    return redirect("customers:own_fields")


@require_POST
@require(Can.MANAGE_FIELDS)
def restore(request, pk):
    field = get_object_or_404(OwnField, pk=pk)
    own_fields.restore(field, actor=request.user, at=timezone.now())
    messages.success(request, _("%(name)s is in use again.") % {"name": field})
    return redirect("customers:own_fields")


@require(Can.EDIT_CUSTOMERS)
def answer(request, pk):
    customer = customer_of(request, pk)
    asked = list(OwnField.objects.for_kind(customer.kind))
    data = request.POST if request.method == "POST" else None
    form = AnswersForm(data, asked=asked, own=customer.own)
    if form.is_valid() and _saved(request, form, customer, asked):
        messages.success(request, _("Saved."))
        return redirect("customers:profile", pk)
    context = {"customer": customer, "tab": "profile", "form": form, "asked": asked}
    return render(request, "facts/answers.html", context)


def _saved(request, form: AnswersForm, customer, asked: list[OwnField]) -> bool:
    """Save the answers; where someone else was first, say what he wrote, keep ours."""
    told = {"answers": form.answers(), "seen": form.cleaned_data["seen"]}
    try:
        own_fields.answer(customer, actor=request.user, at=timezone.now(), **told)
    except Conflict as conflict:
        _tell_theirs(form, conflict, asked)
    except Refused as refusal:
        tell(form, refusal)
    else:
        return True
    return False


def _tell_theirs(form: AnswersForm, conflict: Conflict, asked: list[OwnField]) -> None:
    tell(form, conflict)
    fields = {field.key: field for field in asked}
    said = _("%(field)s is now %(value)s. Save again to write yours over it.")
    for key, value in conflict.theirs.items():
        theirs = own_answers.said(fields[key], value) or "–"
        form.add_error(key, said % {"field": fields[key], "value": theirs})
    form.data = form.data.copy()
    seen = form.cleaned_data["seen"] | conflict.theirs
    form.data["seen"] = form.fields["seen"].prepare_value(seen)
