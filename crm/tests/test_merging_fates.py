"""What a merge moves, table by table: everything of his, and back again."""

import io

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from pghistory.models import Event

from complaints.tests.complaint_builders import make_complaint
from crm import moves
from crm.services import merging
from crm.testing.builders import make_contact, make_customer, make_plan, make_visit
from crm.testing.cast import NOON
from crm.tests.doubles_builders import LATER, merge
from crm.tests.test_merging import digests
from crm.tests.test_passing_on import LEAVE, pass_on
from customers.models import Contact, Customer, DocumentFile
from customers.services import tags, validity
from customers.services.leads import conversion
from customers.tests.asset_builders import make_asset
from customers.tests.consent_builders import say
from customers.tests.document_builders import file_document, pdf, upload
from customers.tests.fact_builders import make_like, make_opportunity, make_tag
from customers.tests.importing import done
from customers.tests.lead_builders import make_lead
from customers.tests.purchase_builders import enter_purchase

# Rows that tell of the one who was merged, whoever he is part of now.
STAYING = {
    "customers.TierStanding.customer", "customers.TierAssignment.customer",
    "customers.TierMove.customer", "customers.TierOverride.customer",
    "customers.Completeness.customer", "customers.Double.first",
    "customers.Double.second", "customers.Merge.winner", "customers.Merge.loser",
    "customers.Removal.customer", "customers.Pooling.customer",
}  # fmt: skip
# Of these the two of this module have one that is alike.
ALIKE = {"customers.CustomerTag.customer", "customers.ContactCheck.customer"}


pytestmark = pytest.mark.usefixtures("media")


def pointing() -> set[str]:
    """Return every column of the product that points to a customer."""
    return {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        if not issubclass(model, Event)
        for field in model._meta.fields
        if field.related_model is Customer
    }


def places_of(customer: Customer) -> set[str]:
    """Return the columns that point to this customer."""
    found = set()
    for place in pointing():
        model, column = moves.read(place)
        if model._base_manager.filter(**{column: customer.pk}).exists():
            found.add(place)
    return found


def do_business(cast, customer: Customer) -> None:
    """Buy, meet, agree, own, promise: all that a customer and we can do."""
    make_contact(customer)
    enter_purchase(customer)
    make_visit(cast.anna, customer=customer, feedback={"PRAISE": "很好"})
    make_plan(cast.anna, customer=customer)
    make_complaint(cast.anna, customer=customer)
    make_like(customer)
    make_opportunity(cast.anna, customer=customer)
    say(customer)
    make_asset(customer)
    file_document(customer, uploads=[upload(io.BytesIO(pdf()), "合同.pdf")])
    make_lead(cast.anna, referrer=customer)
    conversion.convert(
        make_lead(cast.anna), actor=cast.anna, customer=customer, at=NOON
    )
    merge(customer, make_customer(cast.anna, name="早已并入"), cast.max)


def mark(customer: Customer, *marks, channels) -> None:
    told = {"actor": customer.owner, "at": NOON}
    tags.put(customer, tags=marks, seen=[], **told)
    for channel in channels:
        validity.report(customer, channel=channel, trouble="WRONG", **told)


@pytest.fixture
def pair(cast) -> tuple[Customer, Customer]:
    """Return a customer who has little, and one who has a row in every table."""
    heads, row = "编号,姓名,手机,邮箱,创建人", "A1,王晓明,13800138000,w@x.cn,张伟"
    done(cast.nina, cast.anna, heads, row)
    loser, winner = Customer.objects.get(), make_customer(cast.anna)
    both, his = make_tag(cast.nina), make_tag(cast.nina)
    mark(loser, both, his, channels=["PHONE", "EMAIL"])
    mark(winner, both, channels=["PHONE"])
    do_business(cast, loser)
    pass_on(cast, **LEAVE)
    return Customer.objects.get(pk=winner.pk), Customer.objects.get(pk=loser.pk)


def test_every_table_follows_to_the_winner_and_comes_back(cast, pair):
    winner, loser = pair
    assert places_of(loser) >= pointing() - STAYING, "a new table needs a row above"
    files = set(DocumentFile.objects.values_list("stored_as", flat=True))
    before = digests()
    made = merge(winner, loser, cast.max)
    assert places_of(loser) - STAYING == ALIKE
    assert places_of(winner) >= pointing() - STAYING
    assert winner.marks.count() == winner.checks.count() == 2
    merging.undo(made, actor=cast.max, at=LATER)
    assert digests() == before
    assert [default_storage.exists(name) for name in files] == [True]


def test_every_column_that_points_to_a_customer_has_its_fate_in_a_merge():
    """A new table says in `crm.moves` what becomes of its rows, in a single line."""
    assert set(moves.FATES) == pointing()


def test_rows_of_which_a_customer_has_one_wait_with_the_loser(cast):
    """The rule for tables of one row a customer, shown on contacts of one role."""
    winner, loser = make_customer(cast.anna), make_customer(cast.anna)
    make_contact(loser, name="李联系")
    make_contact(winner, name="同名")
    make_contact(loser, name="同名")
    fate = moves.Moves(unless=("name",))
    rows = moves.rows(Contact, "customer", fate, loser=loser.pk, winner=winner.pk)
    assert [row.name for row in rows] == ["李联系"]
    single = moves.Moves(unless=())
    rows = moves.rows(Contact, "customer", single, loser=loser.pk, winner=winner.pk)
    assert list(rows) == []
