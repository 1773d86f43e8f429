"""What a customer owns: the cards, the form, the meter, what became of it."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import may_apply
from accounts.refused import Conflict, Refused
from customers import duplicates
from customers.choices.assets import Falls
from customers.forms.assets import AssetForm, MileageForm, StateForm
from customers.models import Asset
from customers.services import assets, search
from customers.views.clashes import tell_theirs
from customers.views.door import customer_of

SOON_DAYS = 30


@require(Can.SEE_CUSTOMERS)
def index(request, pk):
    customer = customer_of(request, pk)
    today = timezone.localdate()
    owned = Asset.objects.filter(customer=customer).for_list()
    context = {
        "customer": customer,
        "tab": "assets",
        "assets": [(asset, coming(asset, today)) for asset in owned],
        "may_edit": may_apply(request.user, Can.EDIT_CUSTOMERS, customer),
        "may_reveal": may_apply(request.user, Can.REVEAL_NUMBERS, customer),
    }
    return render(request, "customers/assets.html", context)


@require(Can.EDIT_CUSTOMERS)
def create(request, pk):
    customer = customer_of(request, pk)
    form = AssetForm(request.POST if request.method == "POST" else None)
    context = {"customer": customer, "tab": "assets", "form": form}

    def add(said: dict) -> Asset:
        key = form.cleaned_data["submission_key"]
        return assets.add(customer, submission_key=key, **said)

    if form.is_valid() and _saved(request, context, add):
        return redirect("customers:assets", pk)
    return render(request, "customers/asset_form.html", context)


@require(Can.EDIT_CUSTOMERS)
def edit(request, pk, asset_pk):
    customer, asset = _asset(request, pk, asset_pk)
    data = request.POST if request.method == "POST" else None
    form = AssetForm(data, asset=asset)
    context = {"customer": customer, "tab": "assets", "form": form, "asset": asset}

    def change(said: dict) -> Asset:
        who = {"actor": said.pop("actor"), "at": said.pop("at")}
        sure, version = said.pop("is_sure"), form.cleaned_data["version"]
        return assets.edit(asset, fields=said, version=version, is_sure=sure, **who)

    if form.is_valid() and _saved(request, context, change):
        return redirect("customers:assets", pk)
    return render(request, "customers/asset_form.html", context)


@require(Can.EDIT_CUSTOMERS)
def mileage(request, pk, asset_pk):
    customer, asset = _asset(request, pk, asset_pk)
    data = request.POST if request.method == "POST" else None
    form = MileageForm(data, today=timezone.localdate())
    if form.is_valid():
        try:
            assets.read_mileage(
                asset, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            tell(form, refusal)
            form.asks_sure = True
        else:
            messages.success(request, _("Mileage noted."))
            return redirect("customers:assets", pk)
    context = {"customer": customer, "tab": "assets", "form": form, "asset": asset}
    context["readings"] = list(asset.readings.latest_first()[:50])
    return render(request, "customers/mileage.html", context)


@require(Can.EDIT_CUSTOMERS)
def state(request, pk, asset_pk):
    customer, asset = _asset(request, pk, asset_pk)
    data = request.POST if request.method == "POST" else None
    form = StateForm(data, asset=asset, today=timezone.localdate())
    if form.is_valid():
        try:
            assets.move_on(
                asset, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Conflict as conflict:
            tell_theirs(form, conflict, asset)
        else:
            messages.success(request, _("Saved."))
            return redirect("customers:assets", pk)
    context = {"customer": customer, "tab": "assets", "form": form, "asset": asset}
    return render(request, "customers/asset_state.html", context)


def coming(asset: Asset, today: date) -> list[dict]:
    """Return {"label", "on", "is_past", "is_soon"} of the days known, soonest first."""
    days = [(getattr(asset, name), label) for name, label in Falls.choices]
    return [
        {
            "label": label,
            "on": on,
            "is_past": asset.is_in_use and on < today,
            "is_soon": asset.is_in_use and 0 <= (on - today).days <= SOON_DAYS,
        }
        for on, label in sorted((on, str(label)) for on, label in days if on)
    ]


def _asset(request, pk: int, asset_pk: int):
    customer = customer_of(request, pk)
    rows = Asset.objects.select_related("sold_by")
    return customer, get_object_or_404(rows, pk=asset_pk, customer=customer)


def _saved(request, context: dict, save) -> bool:
    """Save what the form says, or leave in `context` why not."""
    form = context["form"]
    said = form.said() | {"is_sure": form.cleaned_data["is_sure"]}
    try:
        asset = save(said | {"actor": request.user, "at": timezone.now()})
    except Conflict as conflict:
        tell_theirs(form, conflict, context["asset"])
    except Refused as refusal:
        tell(form, refusal)
        if refusal.field in ("plate", "vin"):
            form.asks_sure = True
            context["matches"] = _owners(request, context, refusal.field, said)
    else:
        messages.success(request, _("Saved."))
        if "vin" in said and assets.has_doubtful_vin(asset):
            messages.warning(request, _doubt())
        if "plate" in said and assets.has_odd_plate(asset):
            messages.warning(request, _odd_plate())
        return True
    return False


def _owners(request, context: dict, field: str, said: dict) -> list[duplicates.Match]:
    """Return who has the number already: a look-up, recorded as in the search."""
    typed = {field: said[field]}
    asked = search.note_typed(typed, actor=request.user, at=timezone.now())
    besides = context["asset"].pk if "asset" in context else 0
    return duplicates.owning(request.user, besides=besides, **asked)


def _doubt() -> str:
    return _(
        "The check digit of this VIN does not fit. It was saved; please compare it "
        "with the vehicle licence once more."
    )


def _odd_plate() -> str:
    return _(
        "This does not look like a whole number plate. It was saved; please compare it "
        "with the vehicle licence once more."
    )
