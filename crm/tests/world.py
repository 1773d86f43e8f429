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
from customers.models import ImportBatch
from customers.services import overrides, tier_policies, tier_run, tier_trials
from customers.tests.tier_builders import buy
from visits.pictures import plain_jpeg


def picture() -> SimpleUploadedFile:
    """Return a small photograph as a browser sends it."""
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(buffer, "JPEG")
    return SimpleUploadedFile("photo.jpg", buffer.getvalue(), "image/jpeg")


def _rank(world) -> None:
    """Give anna's customer an order, a proposal, and a draft that would move him."""
    cast, day = world.cast, NOON.date()
    buy(world.customer, day - timedelta(days=3), "8000")
    tier_run.run(as_of=day, at=NOON)
    world.policy = tier_policies.draft(actor=cast.max, at=NOON)
    tier_policies.edit(
        world.policy, actor=cast.max, fields={"floor_c": 20}, points=None, version=1,
        at=NOON,
    )  # fmt: skip
    world.policy.refresh_from_db()
    tier_trials.make(world.policy, as_of=day, actor=cast.max, at=NOON)
    world.override = overrides.propose(
        world.customer, actor=cast.anna, tier="S", reason="集团客户", key=uuid.uuid4(),
        until=day + timedelta(days=30), on=day, at=NOON,
    )  # fmt: skip


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
    _rank(world)
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
    return world
