"""The table: every address and who may open it. Nothing but the table stands here.

OK: the page answers, be it with a redirect after a deed or a form with errors.
NO: your role may not. HID: not yours. IN: the sign-in page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

from django.urls import reverse

# One of each role; then a neighbour in anna's team, one elsewhere, a supervisor who
# leads nobody, a stranger.
PEOPLE = ("dan", "max", "carol", "sam", "vera", "nina", "cleo", "clara", "anna", "lia",
          "adam", "ben", "dora", "stray", "nobody")  # fmt: skip
OK, NO, HID, IN = 200, 403, 404, "in"

# fmt: off
#                dan  max  carol sam  vera nina cleo clara anna lia  adam ben  dora stray nobody
EVERYBODY     = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK)
SIGNED_IN     = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  IN)
NOBODY_YET    = (HID,) * 14 + (IN,)
SEES          = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  OK,  OK,  OK,  IN)
SEES_HIM      = (OK,  OK,  OK,  OK,  OK,  OK,  HID, HID, OK,  HID, NO,  HID, HID, HID, IN)
CREATES       = (NO,  OK,  OK,  OK,  OK,  OK,  NO,  NO,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
EDITS_HIM     = (NO,  OK,  OK,  HID, HID, OK,  NO,  HID, OK,  NO,  NO,  HID, HID, HID, IN)
ASSIGNS_HIM   = (OK,  OK,  NO,  NO,  NO,  OK,  HID, NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
REVEALS_HIM   = (OK,  OK,  OK,  HID, HID, OK,  HID, HID, OK,  HID, NO,  HID, HID, HID, IN)
HIS_HISTORY   = (OK,  OK,  OK,  HID, HID, OK,  HID, HID, OK,  NO,  NO,  HID, HID, HID, IN)
IMPORTS       = (NO,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
NINAS_JOB     = (HID, HID, HID, HID, HID, OK,  HID, HID, HID, HID, HID, HID, HID, HID, IN)
VISITS        = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
ANNAS_VISIT   = (OK,  OK,  OK,  HID, HID, OK,  HID, HID, OK,  NO,  NO,  HID, HID, HID, IN)
REVIEWS_HERS  = (NO,  OK,  OK,  NO,  NO,  NO,  HID, NO,  NO,  NO,  NO,  NO,  NO,  HID, IN)
READS_AUDIT   = (OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  IN)
ADMINISTERS   = (NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  IN)
# fmt: on


# What answers with something else than a page of its own.
NO_PAGES = {
    "home", "healthz", "readyz", "manifest", "visits:photo",
    "customers:import_template", "customers:import_errors",
}  # fmt: skip


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
        return reverse(self.url, args=self.args(world)) + self.query

    def reader(self) -> str:
        """Return someone who may: anna, whose records these are, where she may."""
        hers = self.answers[PEOPLE.index("anna")] == OK
        return "anna" if hers else PEOPLE[self.answers.index(OK)]

    def __str__(self) -> str:
        return f"{'GET' if self.post is None else 'POST'} {self.url}{self.query}"


def him(world) -> list:
    return [world.customer.pk]


def contact(world) -> list:
    return [world.customer.pk, world.contact.pk]


def plan(world) -> list:
    return [world.plan.pk]


def visit(world) -> list:
    return [world.visit.pk]


def photo(world) -> list:
    return [world.visit.pk, world.photo.pk]


def job(world) -> list:
    return [world.job.pk]


def batch(world) -> list:
    return [world.batch.pk]


ROWS = [
    Row("home", SIGNED_IN),
    Row("today", SIGNED_IN),
    Row("search", SIGNED_IN, query="?q=zsj"),
    Row("search_customers", VISITS, query="?q=zsj"),
    Row("healthz", EVERYBODY),
    Row("readyz", EVERYBODY),
    Row("manifest", EVERYBODY),
    Row("login", EVERYBODY),
    Row("logout", EVERYBODY, post={}),
    Row("stay", SIGNED_IN, post={}),
    Row("language", EVERYBODY, post={"language": "en", "next": "/today/"}),
    Row("me", SIGNED_IN),
    Row("my_password", SIGNED_IN),
    Row("shortcuts", SIGNED_IN),
    Row("inbox", SIGNED_IN),
    Row("inbox_read", SIGNED_IN, post={}),
    Row("audit", READS_AUDIT),
    Row("see_as", ADMINISTERS, lambda world: [world.cast.anna.pk], post={}),
    Row("see_as_end", SIGNED_IN, post={}),
    Row("handover", ADMINISTERS, lambda world: [world.cast.anna.pk]),
    Row("customer", SEES_HIM, him),
    Row("customer_timeline", SEES_HIM, him),
    Row("customers:index", SEES),
    Row("customers:create", CREATES),
    Row("customers:duplicates", CREATES, query="?phone=13911112222"),
    Row("customers:profile", SEES_HIM, him),
    Row("customers:section", EDITS_HIM, lambda world: [world.customer.pk, "identity"]),
    Row("customers:contacts", SEES_HIM, him),
    Row("customers:contact_create", EDITS_HIM, him),
    Row("customers:contact_edit", EDITS_HIM, contact),
    Row("customers:contact_remove", EDITS_HIM, contact, post={}),
    Row("customers:purchases", SEES_HIM, him),
    Row("customers:history", HIS_HISTORY, him),
    Row("customer_assign", ASSIGNS_HIM, him),
    Row("customers:reveal", REVEALS_HIM, him, post={"field": "phone"}),
    Row("customers:dial", REVEALS_HIM, him, post={"field": "phone"}),
    Row("customers:next_contact", EDITS_HIM, him, post={"next_contact_on": ""}),
    Row("customers:imports", IMPORTS),
    Row("customers:import_create", IMPORTS),
    Row("customers:import_template", IMPORTS),
    Row("customers:import_detail", IMPORTS, batch),
    Row("customers:import_match", IMPORTS, batch, post={}),
    Row("customers:import_run", IMPORTS, batch, post={}),
    Row(
        "customers:import_leave_out",
        IMPORTS,
        lambda world: [world.batch.pk, 2],
        post={},
    ),
    Row("customers:import_errors", IMPORTS, batch, post={}),
    Row("customers:import_explain", IMPORTS, batch, post={}),
    Row("customers:import_undo", IMPORTS, batch, post={}),
    Row(
        "customers:import_forget_matching",
        IMPORTS,
        lambda world: [world.batch.pk, world.matching.pk],
        post={},
    ),
    Row("customers:import_discard", IMPORTS, batch, post={}),
    Row("jobs:detail", NINAS_JOB, job),
    Row("jobs:cancel", NINAS_JOB, job, post={}),
    Row("visits:index", VISITS),
    Row("visits:plan", VISITS),
    Row("visits:create", VISITS),
    Row("visits:create_for", ANNAS_VISIT, him),
    Row("visits:detail", ANNAS_VISIT, visit),
    Row("visits:log", ANNAS_VISIT, plan),
    Row("visits:edit", ANNAS_VISIT, visit),
    Row("visits:undo", ANNAS_VISIT, visit, post={}),
    Row("visits:discard", ANNAS_VISIT, visit, post={}),
    Row("visits:withdraw", ANNAS_VISIT, visit, post={}),
    Row("visits:take", ANNAS_VISIT, plan, post={}),
    Row("visits:offer", VISITS),
    Row("visits:reschedule", ANNAS_VISIT, plan, post={}),
    Row("visits:cancel", ANNAS_VISIT, plan, post={}),
    Row("visits:addendum", ANNAS_VISIT, visit, post={}),
    Row("visits:photo", ANNAS_VISIT, photo),
    Row("visits:review", REVIEWS_HERS, visit),
]
