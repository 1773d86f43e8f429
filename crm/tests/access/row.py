"""One address of the table, and what it takes from the world."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

from django.urls import reverse

from crm.tests.access.answers import OK, PEOPLE


@dataclass(frozen=True)
class Row:
    """One address: how it is asked, and who is answered what.

    `args` takes from the world what the address names. `post` None asks by GET.
    """

    url: str
    answers: tuple
    args: Callable[[SimpleNamespace], list] = lambda world: []
    post: dict | None = None
    query: str = ""

    def address(self, world: SimpleNamespace) -> str:
        asked = self.query.format(world=world)
        return reverse(self.url, args=self.args(world)) + asked

    def reader(self) -> str:
        """Return someone who may: anna, whose records these are, where she may."""
        hers = self.answers[PEOPLE.index("anna")] == OK
        return "anna" if hers else PEOPLE[self.answers.index(OK)]

    def __str__(self) -> str:
        return f"{'GET' if self.post is None else 'POST'} {self.url}{self.query}"


def him(world) -> list:
    return [world.customer.pk]


def double(world) -> list:
    return [world.double.pk]


def contact(world) -> list:
    return [world.customer.pk, world.contact.pk]


def asset(world) -> list:
    return [world.customer.pk, world.asset.pk]


def purchase(world) -> list:
    return [world.customer.pk, world.purchase.pk]


def document(world) -> list:
    return [world.customer.pk, world.document.pk]


def document_file(world) -> list:
    return [world.customer.pk, world.document.pk, world.document.files.get().pk]


def retention(world) -> list:
    return [world.document.retention_id]


def plan(world) -> list:
    return [world.plan.pk]


def visit(world) -> list:
    return [world.visit.pk]


def complaint(world) -> list:
    return [world.complaint.code]


def part(world) -> list:
    return [world.part.pk]


def part_file(world) -> list:
    return [world.part.pk, world.complaint.files.in_order().last().pk]


def its_part(world) -> list:
    return [world.complaint.code, world.part.pk]


def member(world) -> list:
    return [world.complaint.code, world.member.pk]


def group(world) -> list:
    return [world.group.pk]


def grouped(world) -> list:
    return [world.group.pk, world.complaint.code]


def telling(world) -> list:
    return [world.complaint.code, world.telling.pk]


def status_token(world) -> list:
    return [world.status_token]


def photo(world) -> list:
    return [world.visit.pk, world.photo.pk]


def lead(world) -> list:
    return [world.lead.pk]


def person(world) -> list:
    return [world.cast.anna.pk]


def pooled(world) -> list:
    return [world.pooled.pk]


def rule(world) -> list:
    return [world.rule.pk]


def notice(world) -> list:
    return [world.notice.pk]


def job(world) -> list:
    return [world.job.pk]


def tag(world) -> list:
    return [world.tag.pk]


def segment(world) -> list:
    return [world.segment.pk]


def own_field(world) -> list:
    return [world.own_field.pk]


def completeness_rule(world) -> list:
    return [world.completeness_rule.pk]


def like(world) -> list:
    return [world.customer.pk, world.like.pk]


def opportunity(world) -> list:
    return [world.opportunity.pk]


def pooling(world) -> list:
    return [world.pooling.pk]


def intent(world) -> list:
    return [world.intent.pk]


def batch(world) -> list:
    return [world.batch.pk]


def passing(world) -> list:
    return [world.handover.pk]


def export(world) -> list:
    return [world.export.pk]


def complaint_file(world) -> list:
    return [world.complaint.code, world.complaint.files.in_order().first().pk]


def grumble(world) -> list:
    return [world.grumble.pk]


def message(world) -> list:
    return [world.message.pk]


def message_file(world) -> list:
    return [world.message.pk, world.message.files.get().pk]


def marketing(world) -> list:
    return ["marketing"]


def policy(world) -> list:
    return [world.policy.number]
