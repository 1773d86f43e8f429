"""The whole profile of a customer, and the forms that change one section of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms.refusals import tell
from accounts.masking import PERSONAL
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import may_apply
from accounts.refused import Conflict, Refused
from customers import own_answers
from customers.forms.archive import CHIPS, SECTIONS, section_form
from customers.forms.fields import moved_words
from customers.models import ContactCheck, Customer, Origin, OwnField
from customers.services import archive
from customers.views.door import customer_of
from customers.views.minding import minding
from customers.words import field_label, value_label


@require(Can.SEE_CUSTOMERS)
def profile(request, pk):
    customer = customer_of(request, pk)
    context = {
        "customer": customer,
        "tab": "profile",
        "sections": [_section(name, customer) for name in SECTIONS],
        "may_edit": may_apply(request.user, Can.EDIT_CUSTOMERS, customer),
        "may_reveal": may_apply(request.user, Can.REVEAL_NUMBERS, customer),
        "may_assign": may_apply(request.user, Can.ASSIGN_CUSTOMERS, customer),
    }
    context["origin"] = Origin.objects.filter(customer=customer).first()
    context |= _facts(request, customer, may_edit=context["may_edit"])
    return render(request, "customers/profile.html", context)


@require(Can.EDIT_CUSTOMERS)
def section(request, pk, section):
    if section not in SECTIONS:
        raise Http404
    customer = customer_of(request, pk)
    data = request.POST if request.method == "POST" else None
    form = section_form(section, data, customer)
    context = {"customer": customer, "tab": "profile", "form": form, "status": 200}
    context |= {"section": section, "title": SECTIONS[section][0]}
    if form.is_valid() and _saved(request, form, context):
        return redirect("customers:profile", pk)
    template = (
        "customers/conflict.html" if "clashes" in context else "customers/section.html"
    )
    return render(request, template, context, status=context["status"])


def _saved(request, form, context: dict) -> bool:
    """Save what the form says, or leave in `context` why not."""
    said = form.said()
    for name in list(said):
        if request.POST.get(f"choice_{name}") == "theirs":
            del said[name]
    try:
        archive.update(
            context["customer"],
            actor=request.user,
            fields=said,
            version=form.cleaned_data["version"],
            verified=form.verified(),
            at=timezone.now(),
        )
    except Conflict as conflict:
        context |= {
            "clashes": _clashes(said, conflict),
            "kept": _kept(form),
            "status": 409,
        }
        context["version"] = Customer.objects.get(pk=context["customer"].pk).version
    except Refused as refusal:
        tell(form, refusal)
    else:
        messages.success(request, _("Saved."))
        if form.is_wechat_moved:
            messages.warning(request, moved_words())
        return True
    return False


def _clashes(said: dict, conflict: Conflict) -> list[dict]:
    """Return each field both changed, with what each of the two wrote."""
    return [
        {
            "name": name,
            "label": field_label(Customer, name),
            "mine": said[name]
            if name in PERSONAL
            else value_label(Customer, name, said[name]),
            "theirs": value_label(Customer, name, value),
        }
        for name, value in conflict.theirs.items()
    ]


def _kept(form) -> list[tuple[str, str]]:
    """Return everything the form said, to be sent once more with the choices."""
    return [
        (name, value)
        for name, values in form.data.lists()
        if name not in {"csrfmiddlewaretoken", "version"}
        for value in values
        if not name.startswith("choice_")
    ]


def _facts(request, customer: Customer, *, may_edit: bool) -> dict:
    """Return what the company wants to know besides, and how far he can be reached."""
    fields = OwnField.objects.for_settings()
    his = [f for f in fields if f.is_for(customer.kind) or f.key in customer.own]
    return {
        "answers": own_answers.lines(his, customer.own),
        "checks": list(ContactCheck.objects.filter(customer=customer).for_panel()),
        **minding(customer, may_edit=may_edit),
    }


def _section(name: str, customer: Customer) -> dict:
    title, fields = SECTIONS[name]
    return {
        "name": name,
        "title": title,
        "lines": [
            {
                "name": field,
                "label": field_label(Customer, field),
                "value": getattr(customer, field),
                "text": value_label(Customer, field, getattr(customer, field)),
                "is_personal": field in PERSONAL,
                "is_choice": field in CHIPS,
            }
            for field in fields
        ],
    }
