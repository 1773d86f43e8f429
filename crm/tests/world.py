"""One record of every kind, anna's and nina's, for tests that open every address."""

import io
import uuid
from datetime import date, timedelta
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.services import jobs, notices
from complaints.services import evidence, groups, policies, teams
from complaints.tests.complaint_builders import make_complaint, make_message
from complaints.tests.improvement_builders import finish, open_improvement
from complaints.tests.offer_builders import propose_offer
from complaints.tests.part_builders import answering, ask
from complaints.tests.telling_builders import told
from crm.testing.builders import make_contact, make_customer, make_plan, make_visit
from crm.testing.cast import NOON
from crm.tests.doubles_builders import LATER, merge, remove
from crm.tests.export_builders import waiting_export
from customers.choices.consent import Channel, Purpose
from customers.models import (
    CompletenessRule,
    Double,
    Handover,
    ImportBatch,
    Promise,
    SavedMapping,
)
from customers.pictures import plain_jpeg
from customers.services import (
    handovers,
    overrides,
    scanning,
    tier_policies,
    tier_run,
    tier_trials,
)
from customers.services.leads import distribution, pool
from customers.tests.asset_builders import make_asset
from customers.tests.consent_builders import say
from customers.tests.document_builders import file_document, upload
from customers.tests.fact_builders import (
    make_like,
    make_opportunity,
    make_own_field,
    make_tag,
)
from customers.tests.lead_builders import make_campaign, make_lead, make_waiting
from customers.tests.pool_builders import lying
from customers.tests.purchase_builders import enter_purchase
from customers.tests.segment_builders import make_segment
from customers.tests.tier_builders import buy


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


def _work_together(world) -> None:
    """Ask a department, take dan into the team, open a group: of anna's complaint."""
    cast, at = world.cast, NOON
    answering(cast.lia)
    world.part = ask(world.complaint, cast.anna)
    asked = world.complaint.lines.get(place=world.part.places[0])
    evidence.attach(asked, [upload(picture())], actor=cast.lia, at=at)
    by = {"actor": cast.max, "at": at}
    asked = {"standing": "", "key": uuid.uuid4(), "user": cast.dan}
    teams.join(world.complaint, **by, **asked)
    world.member = world.complaint.team.get()
    named = {"standing": "", "key": uuid.uuid4(), "name": "同批次刹车异响"}
    world.group = groups.start(world.complaint, **by, **named)


def make_world(cast) -> SimpleNamespace:
    """Return anna's customer and all that hangs on him; nina's job, import, export.

    The customer has a twin, to be merged with him; another was merged before, and one
    lies in the recycle bin.
    """
    world = SimpleNamespace(cast=cast)
    world.customer = make_customer(cast.anna, name="张世界", phone="13911112222")
    world.contact = make_contact(world.customer, name="李联系")
    world.asset = make_asset(world.customer, plate="沪A88991", vin="LSVAA49J132047371")
    world.purchase = enter_purchase(world.customer)
    world.document = file_document(world.customer, uploads=[upload(picture())])
    world.plan = make_plan(cast.anna, customer=world.customer)
    world.visit = make_visit(
        cast.anna,
        customer=world.customer,
        # An hour ago by the clock the pages read: not locked yet.
        at=timezone.now() - timedelta(hours=1),
        pictures=(plain_jpeg(picture()),),
        feedback={"INTENT": "想换一台商务车", "GRUMBLE": "等太久"},
    )
    world.photo = world.visit.photos.get()
    notices.tell(cast.anna, "visits.plan", key="world", at=NOON,
                 params={"what": "planned", "who": "陈经理", "customer": "张世界",
                         "on": NOON.isoformat()},
                 url=world.plan.get_absolute_url(), subject=world.plan,
                 about=world.customer)  # fmt: skip
    world.notice = cast.anna.notices.get()
    world.intent = world.visit.feedback.get(kind="INTENT")
    world.grumble = world.visit.feedback.get(kind="GRUMBLE")
    world.complaint = make_complaint(
        cast.anna, customer=world.customer, reply_phone="13911112222",
        uploads=[upload(picture())],
    )  # fmt: skip
    _work_together(world)
    world.telling, world.status_token = told(world.complaint, cast.anna)
    world.message = make_message(uploads=[upload(picture())])
    world.tag = make_tag(cast.nina)
    world.own_field = make_own_field(cast.nina)
    world.completeness_rule = CompletenessRule.objects.get(
        kind="PERSON", field="BIRTHDAY"
    )
    world.like = make_like(world.customer)
    world.opportunity = make_opportunity(cast.anna, customer=world.customer)
    world.pooling = lying(cast.anna, name="孙公海")
    world.segment = make_segment(cast.nina)
    _add_doubles(world)
    _rank(world)
    world.complaint_policy = policies.draft(actor=cast.max, at=NOON)
    world.job = jobs.ask("customers.read", actor=cast.nina, params={}, at=NOON)
    world.handover = make_handover(world)
    say(world.customer, Purpose.MARKETING, Channel.SMS)
    world.export = waiting_export(cast.nina)
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
    fill_leads(world)
    world.offer = propose_offer(world.complaint, cast.anna)
    improvement = open_improvement(cast.anna, complaint=world.complaint)
    world.improvement = finish(improvement, cast.anna)
    world.matching = SavedMapping.objects.create(
        owner=cast.nina,
        kind=world.batch.kind,
        name="经销商系统",
        headings_key="0" * 64,
        file_name="客户.csv",
        saved_at=NOON,
    )
    return world


def fill_leads(world: SimpleNamespace) -> None:
    """Add anna's lead, one nobody has, one in the pool; a campaign and a rule."""
    cast, at = world.cast, timezone.now()
    world.campaign = make_campaign(cast.max, at=at)
    about = {"campaign": world.campaign, "interests": ["SUV"], "at": at}
    world.lead = make_lead(cast.anna, name="周线索", **about)
    make_waiting(cast, name="吴等待", at=at)
    world.pooled = make_lead(cast.ben, name="郑公海", at=at)
    pool.release(world.pooled, actor=cast.ben, reason="没有时间", at=at)
    world.rule = distribution.save_rule(
        None, actor=cast.max, branch=cast.east, channel="", campaign=None,
        way="LEAST", people=[cast.anna, cast.ben], at=at,
    )  # fmt: skip


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
