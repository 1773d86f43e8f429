"""One record of every kind, anna's and nina's, for tests that open every address."""

import io
import uuid
from datetime import timedelta
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.services import jobs
from crm.testing.builders import make_contact, make_customer, make_plan, make_visit
from crm.testing.cast import NOON
from customers.models import ImportBatch, SavedMapping
from visits.pictures import plain_jpeg


def picture() -> SimpleUploadedFile:
    """Return a small photograph as a browser sends it."""
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(buffer, "JPEG")
    return SimpleUploadedFile("photo.jpg", buffer.getvalue(), "image/jpeg")


def make_world(cast) -> SimpleNamespace:
    """Return anna's customer, contact, plan and visit; nina's job and import."""
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
    )
    world.photo = world.visit.photos.get()
    world.job = jobs.ask("customers.read", actor=cast.nina, params={}, at=NOON)
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
