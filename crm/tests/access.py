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
ASSIGNS       = (OK,  OK,  NO,  NO,  NO,  OK,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
ANNAS_PASSING = (OK,  OK,  HID, HID, HID, OK,  HID, HID, OK,  HID, NO,  HID, HID, HID, IN)
EDITS         = (NO,  OK,  OK,  OK,  OK,  OK,  NO,  OK,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
MERGES        = (NO,  OK,  OK,  NO,  NO,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  OK,  IN)
MERGES_HIM    = (NO,  OK,  OK,  NO,  NO,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  HID, IN)
IMPORTS       = (NO,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
NINAS_JOB     = (HID, HID, HID, HID, HID, OK,  HID, HID, HID, HID, HID, HID, HID, HID, IN)
SEES_SEGMENTS = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
MAKES_SEGMENT = (NO,  OK,  NO,  NO,  NO,  OK,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
SEES_TIERS    = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
KEEPS_TIERS   = (OK,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
RUNS_TIERS    = (NO,  OK,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
PROPOSES_HIS  = (NO,  OK,  OK,  HID, HID, OK,  HID, NO,  OK,  NO,  NO,  HID, HID, HID, IN)
DECIDES_HIS   = (OK,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
VISITS        = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
ANNAS_VISIT   = (OK,  OK,  OK,  HID, HID, OK,  HID, HID, OK,  NO,  NO,  HID, HID, HID, IN)
SEES_PAPERS   = (OK,  OK,  OK,  OK,  OK,  OK,  NO,  NO,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
HIS_PAPERS    = (OK,  OK,  OK,  HID, HID, OK,  NO,  NO,  OK,  NO,  NO,  HID, HID, HID, IN)
KEEPS_HIS     = (NO,  NO,  OK,  HID, HID, OK,  NO,  NO,  OK,  NO,  NO,  HID, HID, HID, IN)
FIELDS        = (NO,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  IN)
REVIEWS_HERS  = (NO,  OK,  OK,  NO,  NO,  NO,  HID, NO,  NO,  NO,  NO,  NO,  NO,  HID, IN)
ANNAS_OWN     = (HID, HID, HID, HID, HID, HID, HID, HID, OK,  HID, HID, HID, HID, HID, IN)
READS_AUDIT   = (OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  IN)
LEADS         = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  OK,  OK,  OK,  IN)
HER_LEAD      = (OK,  OK,  OK,  OK,  HID, OK,  HID, HID, OK,  HID, NO,  HID, HID, HID, IN)
NEW_LEADS     = (NO,  OK,  OK,  OK,  OK,  OK,  NO,  OK,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
WORKS_HERS    = (NO,  OK,  OK,  OK,  HID, OK,  NO,  HID, OK,  HID, NO,  HID, HID, HID, IN)
HANDS_HERS    = (NO,  OK,  OK,  OK,  NO,  NO,  NO,  HID, OK,  NO,  NO,  HID, HID, HID, IN)
CONVERTS_HERS = (NO,  OK,  OK,  OK,  HID, OK,  NO,  NO,  OK,  NO,  NO,  HID, HID, HID, IN)
CLAIMS        = (NO,  OK,  OK,  OK,  OK,  OK,  NO,  OK,  OK,  HID, NO,  OK,  HID, OK,  IN)
STEERS        = (NO,  OK,  OK,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  OK,  IN)
KEEPS_FIELDS  = (NO,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  IN)
SEES_TIERS    = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
RULES_TIERS   = (OK,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
RECORDS_HIS   = (NO,  OK,  OK,  HID, HID, OK,  HID, HID, OK,  NO,  NO,  HID, HID, HID, IN)
WORDS_CONSENT = (NO,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  IN)
EXPORTS       = (OK,  OK,  OK,  NO,  NO,  OK,  OK,  NO,  NO,  NO,  OK,  NO,  NO,  OK,  IN)
NINAS_EXPORT  = (OK,  HID, HID, HID, HID, OK,  HID, HID, HID, HID, HID, HID, HID, HID, IN)
NINA_FETCHES  = (HID, HID, HID, HID, HID, OK,  HID, HID, HID, HID, HID, HID, HID, HID, IN)
DECIDES       = (OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
ADMINISTERS   = (NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  IN)
SEES_QUALITY  = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
SEES_ADOPTION = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  OK,  OK,  OK,  OK,  IN)
REMINDS_HER   = (OK,  OK,  OK,  NO,  NO,  OK,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  HID, IN)
# fmt: on


# What answers with something else than a page of its own.
NO_PAGES = {
    "home", "healthz", "readyz", "manifest", "visits:photo",
    "customers:document_file", "customers:import_template", "customers:import_errors",
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


def photo(world) -> list:
    return [world.visit.pk, world.photo.pk]


def lead(world) -> list:
    return [world.lead.pk]


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


def intent(world) -> list:
    return [world.intent.pk]


def batch(world) -> list:
    return [world.batch.pk]


def passing(world) -> list:
    return [world.handover.pk]


def export(world) -> list:
    return [world.export.pk]


def marketing(world) -> list:
    return ["marketing"]


def policy(world) -> list:
    return [world.policy.number]


ROWS = [
    Row("home", SIGNED_IN),
    Row("today", SIGNED_IN),
    Row("search", SIGNED_IN, query="?q=zsj"),
    Row("search_colleagues", SIGNED_IN, query="?q=an"),
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
    Row("inbox_record", ANNAS_OWN, notice),
    Row("my_notices", SIGNED_IN),
    Row("audit", READS_AUDIT),
    Row("see_as", ADMINISTERS, lambda world: [world.cast.anna.pk], post={}),
    Row("see_as_end", SIGNED_IN, post={}),
    Row("handover", ADMINISTERS, lambda world: [world.cast.anna.pk]),
    Row("customer", SEES_HIM, him),
    Row("customer_timeline", SEES_HIM, him),
    Row("handovers:index", SEES),
    Row("handovers:create", ASSIGNS),
    Row("handovers:detail", ANNAS_PASSING, passing),
    Row("handovers:confirm", ANNAS_PASSING, passing, post={}),
    Row(
        "handovers:decline",
        ANNAS_PASSING,
        lambda world: [world.handover.pk, world.handover.promises.get().pk],
        post={"reason": "x"},
    ),
    Row("customers:index", SEES),
    Row("customers:create", CREATES),
    Row("customers:duplicates", CREATES, query="?phone=13911112222"),
    Row("customers:duplicates_ask", CREATES, post={"phone": "13911112222"}),
    Row("customers:doubles", EDITS),
    Row("customers:doubles_scan", MERGES, post={}),
    Row("customers:double_propose", EDITS_HIM, double, post={}),
    Row("customers:double_tell_apart", MERGES_HIM, double),
    Row("customers:bin", MERGES),
    Row("customer_merge", MERGES_HIM, him, query="?with={world.twin.pk}"),
    Row("customer_remove", MERGES_HIM, him),
    Row("customer_restore", MERGES_HIM, lambda world: [world.removed.pk], post={}),
    Row("merge_undo", MERGES_HIM, lambda world: [world.merge.pk], post={}),
    Row("customers:profile", SEES_HIM, him),
    Row("customers:section", EDITS_HIM, lambda world: [world.customer.pk, "identity"]),
    Row("customers:contacts", SEES_HIM, him),
    Row("customers:contact_create", EDITS_HIM, him),
    Row("customers:contact_edit", EDITS_HIM, contact),
    Row("customers:contact_remove", EDITS_HIM, contact, post={}),
    Row("customers:assets", SEES_HIM, him),
    Row("customers:asset_create", EDITS_HIM, him),
    Row("customers:asset_edit", EDITS_HIM, asset),
    Row("customers:asset_mileage", EDITS_HIM, asset),
    Row("customers:asset_state", EDITS_HIM, asset),
    Row("customers:purchases", SEES_HIM, him),
    Row("customers:consent", SEES_HIM, him),
    Row("customers:consent_record", RECORDS_HIS, him, post={}),
    Row("customers:consent_texts", WORDS_CONSENT),
    Row("customers:consent_text", WORDS_CONSENT, marketing),
    Row("customers:consent_text_publish", WORDS_CONSENT, marketing, post={}),
    Row("customers:purchase_create", EDITS_HIM, him),
    Row("customers:purchase_refund", EDITS_HIM, purchase),
    Row("customers:purchase_void", EDITS_HIM, purchase),
    Row("customers:documents", HIS_PAPERS, him),
    Row("customers:document_create", KEEPS_HIS, him),
    Row("customers:document_edit", KEEPS_HIS, document),
    Row("customers:document_remove", KEEPS_HIS, document),
    Row("customers:document_restore", KEEPS_HIS, document, post={}),
    Row("customers:document_file", HIS_PAPERS, document_file),
    Row("customers:register", SEES_PAPERS),
    Row("customers:retention", FIELDS),
    Row("customers:retention_create", FIELDS),
    Row("customers:retention_edit", FIELDS, retention),
    Row("customers:history", HIS_HISTORY, him),
    Row("customer_assign", ASSIGNS_HIM, him),
    Row("customers:reveal", REVEALS_HIM, him, post={"field": "phone"}),
    Row("customers:dial", REVEALS_HIM, him, post={"field": "phone"}),
    Row("customers:next_contact", EDITS_HIM, him, post={"next_contact_on": ""}),
    Row("customers:put_tags", EDITS_HIM, him),
    Row("customers:answer", EDITS_HIM, him),
    Row("customers:verified", EDITS_HIM, him, post={}),
    Row("customers:unreachable", EDITS_HIM, him),
    Row("customers:check", EDITS_HIM, him, post={"check": "yes"}),
    Row("customer_likes", SEES_HIM, him),
    Row("customer_like", EDITS_HIM, him),
    Row("customers:like_drop", EDITS_HIM, like, post={}),
    Row("customers:opportunities", SEES, query="?whose=all"),
    Row("customers:opportunity_create", EDITS_HIM, him),
    Row("customers:opportunity", SEES_HIM, opportunity),
    Row("customers:opportunity_edit", EDITS_HIM, opportunity),
    Row("customers:opportunity_move", EDITS_HIM, opportunity, post={}),
    Row("visits:take_up_intent", EDITS_HIM, intent, post={}),
    Row("customers:segments", SEES_SEGMENTS),
    Row("customers:segment_create", MAKES_SEGMENT),
    Row("customers:segment", SEES_SEGMENTS, segment),
    Row("customers:segment_edit", MAKES_SEGMENT, segment),
    Row("customers:segment_archive", MAKES_SEGMENT, segment, post={}),
    Row("customers:segment_restore", MAKES_SEGMENT, segment, post={}),
    Row("customers:segment_pin", SEES_SEGMENTS, segment, post={}),
    Row("customers:segment_unpin", SEES_SEGMENTS, segment, post={}),
    Row("customers:stages", SEES_TIERS),
    Row("customers:stage_rule", RULES_TIERS),
    Row("customers:tags", KEEPS_FIELDS),
    Row("customers:tag_create", KEEPS_FIELDS),
    Row("customers:tag_edit", KEEPS_FIELDS, tag),
    Row("customers:tag_archive", KEEPS_FIELDS, tag, post={}),
    Row("customers:tag_restore", KEEPS_FIELDS, tag, post={}),
    Row("customers:own_fields", KEEPS_FIELDS),
    Row("customers:own_field_create", KEEPS_FIELDS),
    Row("customers:own_field_edit", KEEPS_FIELDS, own_field),
    Row("customers:own_field_archive", KEEPS_FIELDS, own_field, post={}),
    Row("customers:own_field_restore", KEEPS_FIELDS, own_field, post={}),
    Row("customers:tier", SEES_HIM, him),
    Row("customers:tier_propose", PROPOSES_HIS, him, post={}),
    Row(
        "customers:tier_decide",
        DECIDES_HIS,
        lambda world: [world.override.pk],
        post={"is_accepted": "yes"},
    ),
    Row("customers:quality", SEES_QUALITY),
    Row("customers:completeness_rules", KEEPS_FIELDS),
    Row("customers:completeness_rule", KEEPS_FIELDS, completeness_rule),
    Row("adoption", SEES_ADOPTION),
    Row("adoption", SEES_ADOPTION, query="?only=unused"),
    Row("adoption_remind", REMINDS_HER, lambda world: [world.cast.anna.pk], post={}),
    Row("customers:tiers", SEES_TIERS),
    Row("customers:tier_run", RUNS_TIERS, post={}),
    Row("customers:rfm", SEES_TIERS),
    Row("customers:tier_strategies", SEES_TIERS),
    Row("customers:tier_strategy", KEEPS_TIERS, lambda world: ["A"]),
    Row("customers:tier_policy_create", KEEPS_TIERS, post={}),
    Row("customers:tier_policy", SEES_TIERS, policy),
    Row("customers:tier_policy_update", KEEPS_TIERS, policy, post={}),
    Row("customers:tier_try", KEEPS_TIERS, policy, post={}),
    Row("customers:tier_activate", KEEPS_TIERS, policy, post={}),
    Row("customers:tier_moves", SEES_TIERS, policy),
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
    Row("exports:index", EXPORTS),
    Row("exports:create", EXPORTS),
    Row("exports:detail", NINAS_EXPORT, export),
    Row("exports:decide", DECIDES, export, post={}),
    Row("exports:take_back", NINA_FETCHES, export, post={}),
    Row("exports:file", NINA_FETCHES, export, post={}),
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
    Row("leads:index", LEADS),
    Row("leads:index", LEADS, query="?tab=pool"),
    Row("leads:create", NEW_LEADS),
    Row("leads:duplicates", NEW_LEADS, query="?phone=13911112222"),
    Row("leads:detail", HER_LEAD, lead),
    Row("leads:edit", WORKS_HERS, lead),
    Row("leads:touch", WORKS_HERS, lead, post={}),
    Row("leads:stage", WORKS_HERS, lead, post={}),
    Row("leads:win", WORKS_HERS, lead, post={}),
    Row("leads:lose", WORKS_HERS, lead, post={}),
    Row("leads:reopen", WORKS_HERS, lead, post={}),
    Row("leads:assign", HANDS_HERS, lead, post={}),
    Row("leads:hand_over", HANDS_HERS, lead, post={}),
    Row("leads:accept", WORKS_HERS, lead, post={}),
    Row("leads:give_back", WORKS_HERS, lead, post={}),
    Row("leads:release", WORKS_HERS, lead, post={}),
    Row("leads:claim", CLAIMS, pooled, post={}),
    Row("leads:reveal", WORKS_HERS, lead, post={"field": "phone"}),
    Row("leads:dial", WORKS_HERS, lead, post={"field": "phone"}),
    Row("leads:convert", CONVERTS_HERS, lead),
    Row("leads:distribute", STEERS),
    Row("leads:pause", STEERS, post={}),
    Row("leads:rule_create", STEERS),
    Row("leads:rule", STEERS, rule),
    Row("leads:rule_remove", STEERS, rule, post={}),
    Row("leads:campaigns", LEADS),
    Row("leads:campaign_create", STEERS),
    Row("leads:campaign", STEERS, lambda world: [world.campaign.pk]),
    Row("leads:analysis", LEADS),
]
