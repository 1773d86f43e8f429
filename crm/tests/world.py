"""One record of every kind, anna's and nina's, for tests that open every address."""

import io
import uuid
from datetime import date, timedelta
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.services import jobs
from crm.testing.builders import make_contact, make_customer, make_plan, make_visit
from crm.testing.cast import NOON
from crm.tests.doubles_builders import LATER, merge, remove
from customers.models import Double, Handover, ImportBatch, Promise, SavedMapping
from customers.services import handovers, scanning
from customers.tests.fact_builders import (
    make_like,
    make_opportunity,
    make_own_field,
    make_tag,
)
from visits.pictures import plain_jpeg


def picture() -> SimpleUploadedFile:
    """Return a small photograph as a browser sends it."""
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(buffer, "JPEG")
    return SimpleUploadedFile("photo.jpg", buffer.getvalue(), "image/jpeg")


def make_world(cast) -> SimpleNamespace:
    """Return anna's customer and all that hangs on him; nina's job and import.

    The customer has a twin, to be merged with him; another was merged before, and one
    lies in the recycle bin.
    """
    world = SimpleNamespace(cast=cast)
    world.customer = make_customer(cast.anna, name="张世界", phone="13911112222")
    world.contact = make_contact(world.customer, name="李联系")
    world.plan = make_plan(cast.anna, customer=world.customer)
    world.visit = make_visit(
        cast.anna,
        customer=world.customer,
        # An hour ago by the clock the pages read: not locked yet.
        at=timezone.now() - timedelta(hours=1),
        pictures=(plain_jpeg(picture()),),
        feedback={"INTENT": "想换一台商务车"},
    )
    world.photo = world.visit.photos.get()
    world.intent = world.visit.feedback.get()
    world.tag = make_tag(cast.nina)
    world.own_field = make_own_field(cast.nina)
    world.like = make_like(world.customer)
    world.opportunity = make_opportunity(cast.anna, customer=world.customer)
    _add_doubles(world)
    world.job = jobs.ask("customers.read", actor=cast.nina, params={}, at=NOON)
    world.handover = make_handover(world)
    world.batch = ImportBatch.objects.create(
        owner=cast.nina,
        file_name="客户.csv",
        digest="0" * 64,
        stored_as="nowhere",
        for_owner=cast.anna,
        for_branch=cast.east,
        submission_key=uuid.uuid4(),
        created_at=NOON,
    )
    world.matching = SavedMapping.objects.create(
        owner=cast.nina,
        kind=world.batch.kind,
        name="经销商系统",
        headings_key="0" * 64,
        file_name="客户.csv",
        saved_at=NOON,
    )
    return world


def make_handover(world) -> Handover:
    """Return a deed by which anna's customer is shared with max, who shared him."""
    cast = world.cast
    promise = Promise(customer=world.customer, kind="CONTACT", key="customers.contact")
    handover = Handover(
        giver=cast.anna, taker=cast.max, kind="LEAVE", until=date(2099, 1, 1),
        made_by=cast.max, made_at=NOON, submission_key=uuid.uuid4(),
    )  # fmt: skip
    return handovers.store(handover, customers=[], promises=[promise])


def _add_doubles(world) -> None:
    anna, nina = world.cast.anna, world.cast.nina
    world.twin = make_customer(
        anna, name="张视界", phone="13911112222", reason="另一人", at=LATER
    )
    merged, world.removed = (make_customer(anna, name=name) for name in "并删")
    world.merge = merge(world.twin, merged, nina)
    remove(world.removed, nina)
    scanning.scan(at=NOON)
    world.double = Double.objects.get()
