"""Facts that stand on the customer himself: who he is, how he stands, last contact."""

from calendar import isleap
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, In, LessThan
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.choices.archive import Kind, PartnerKind, Source, Tier
from customers.choices.segments import Is, Topic
from customers.choices.stages import Stage
from customers.choices.tiers import Segment as Behaviour
from customers.models import CustomerTag
from customers.models.archive import LONG_AGO
from customers.querysets.archive import BIRTHDAY
from customers.segmenting.facts import Asked, Fact
from customers.segmenting.shapes import AHEAD, BEGINNING, CHOICE, FLAG, PAST

CLASSES = [(str(number), str(number)) for number in range(1, 6)]


def one_of(column: str):
    """Return the condition that this column is, or is not, one of the values."""

    def where(asked: Asked, compares: Is, values: list[str]) -> Q:
        found = Q(**{f"{column}__in": values})
        return found if compares == Is.IN else ~found

    return where


def if_so(condition: Q):
    """Return the condition as it stands for yes, turned round for no."""

    def where(asked: Asked, compares: Is, value: None) -> Q:
        return condition if compares == Is.YES else ~condition

    return where


def choice(name, label, topic, choices, where, says_in, says_out) -> Fact:
    """Return a fact chosen of a list: shipped words, or what `asked` has loaded."""
    offered = choices if callable(choices) else lambda asked: choices
    says = {Is.IN: says_in, Is.OUT: says_out}
    return Fact(name, label, topic, CHOICE, says, where, offered)


def flag(name, label, topic, condition: Q, yes, no) -> Fact:
    return Fact(name, label, topic, FLAG, {Is.YES: yes, Is.NO: no}, if_so(condition))


def _contacted(asked: Asked, compares: Is, days: int) -> Q:
    last = Coalesce("last_contact_at", Value(LONG_AGO))
    since = asked.at - timedelta(days=days)
    kind = GreaterThanOrEqual if compares == Is.LATELY else LessThan
    return Q(kind(last, since))


def _verified(asked: Asked, compares: Is, days: int) -> Q:
    since = asked.today - timedelta(days=days)
    if compares == Is.LATELY:
        return Q(verified_on__gte=since)
    return Q(verified_on=None) | Q(verified_on__lt=since)


def _next_contact(asked: Asked, compares: Is, days: int) -> Q:
    last = asked.today + timedelta(days=days)
    return Q(next_contact_on__range=(asked.today, last))


def _overdue(asked: Asked, compares: Is, value: None) -> Q:
    found = Q(next_contact_on__isnull=False, next_contact_on__lt=asked.today)
    return found if compares == Is.YES else ~found


def _birthday(asked: Asked, compares: Is, days: int) -> Q:
    ahead = [asked.today + timedelta(days=n) for n in range(min(days, 366) + 1)]
    places = {day.month * 100 + day.day for day in ahead}
    if any((d.month, d.day) == (2, 28) and not isleap(d.year) for d in ahead):
        places.add(229)
    return Q(In(BIRTHDAY, sorted(places)), birthday__isnull=False)


def _tagged(asked: Asked, compares: Is, values: list[str]) -> Q:
    marks = CustomerTag.objects.filter(customer=OuterRef("pk"), tag_id__in=values)
    found = Q(Exists(marks))
    return found if compares == Is.IN else ~found


def _mine(asked: Asked, compares: Is, value: None) -> Q:
    found = Q(owner=asked.user)
    return found if compares == Is.YES else ~found


def _city(asked: Asked, compares: Is, value: str) -> Q:
    return Q(city__startswith=value)


WHO = [
    choice("kind", _("Type"), Topic.WHO, Kind.choices, one_of("kind"),
           _("the type is %(value)s"), _("the type is not %(value)s")),
    choice("partner_kind", _("Partner kind"), Topic.WHO, PartnerKind.choices,
           one_of("partner_kind"), _("the partner kind is %(value)s"),
           _("the partner kind is not %(value)s")),
    Fact("city", _("City"), Topic.WHO, BEGINNING,
         {Is.BEGINS: _("the city begins with “%(value)s”")}, _city),
    choice("branch", _("Branch"), Topic.WHO, lambda asked: asked.branches,
           one_of("branch_id"), _("the branch is %(value)s"),
           _("the branch is not %(value)s")),
    choice("owner", _("Owner"), Topic.WHO, lambda asked: asked.people,
           one_of("owner_id"), _("the owner is %(value)s"),
           _("the owner is not %(value)s")),
    Fact("mine", _("The owner is whoever looks"), Topic.WHO, FLAG,
         {Is.YES: _("the owner is whoever looks at the list"),
          Is.NO: _("the owner is somebody else than who looks at the list")}, _mine),
    choice("team", _("Team of the owner"), Topic.WHO, lambda asked: asked.teams,
           one_of("owner__team_id"), _("the owner is in the team %(value)s"),
           _("the owner is not in the team %(value)s")),
    choice("source", _("Source"), Topic.WHO, Source.choices, one_of("source"),
           _("the source is %(value)s"), _("the source is not %(value)s")),
    choice("tag", _("Tag"), Topic.WHO, lambda asked: asked.tags, _tagged,
           _("bears the tag %(value)s"), _("does not bear the tag %(value)s")),
    Fact("birthday", _("Birthday"), Topic.WHO, AHEAD,
         {Is.SOON: _("has a birthday within %(value)s days")}, _birthday),
]  # fmt: skip
STANDING = [
    choice("tier", _("Tier"), Topic.STANDING, [(t.value, t.value) for t in Tier],
           one_of("tier"), _("the tier is %(value)s"), _("the tier is not %(value)s")),
    choice("stage", _("Life-cycle stage"), Topic.STANDING, Stage.choices,
           one_of("stage"), _("the life-cycle stage is %(value)s"),
           _("the life-cycle stage is not %(value)s")),
    choice("behaviour", _("RFM segment"), Topic.STANDING, Behaviour.choices,
           one_of("standing__segment"), _("the RFM segment is %(value)s"),
           _("the RFM segment is not %(value)s")),
    choice("recency", _("Class of recency (R)"), Topic.STANDING, CLASSES,
           one_of("standing__r_class"), _("the class of recency is %(value)s"),
           _("the class of recency is not %(value)s")),
    choice("frequency", _("Class of frequency (F)"), Topic.STANDING, CLASSES,
           one_of("standing__f_class"), _("the class of frequency is %(value)s"),
           _("the class of frequency is not %(value)s")),
    choice("monetary", _("Class of spend (M)"), Topic.STANDING, CLASSES,
           one_of("standing__m_class"), _("the class of spend is %(value)s"),
           _("the class of spend is not %(value)s")),
    flag("falling", _("Score too low for the tier"), Topic.STANDING,
         Q(standing__low_reviews__gt=0), _("the score is too low for the tier"),
         _("the score is high enough for the tier")),
]  # fmt: skip
CONTACT = [
    Fact("contacted", _("Last contact"), Topic.CONTACT, PAST,
         {Is.LATELY: _("was contacted within the last %(value)s days"),
          Is.LONG_NOT: _("no contact for %(value)s days")}, _contacted),
    Fact("next_contact", _("Next contact"), Topic.CONTACT, AHEAD,
         {Is.SOON: _("the next contact is planned within %(value)s days")},
         _next_contact),
    Fact("overdue", _("Next contact overdue"), Topic.CONTACT, FLAG,
         {Is.YES: _("the next contact is overdue"),
          Is.NO: _("the next contact is not overdue")}, _overdue),
    flag("planned", _("Next contact planned"), Topic.CONTACT,
         Q(next_contact_on__isnull=False), _("a next contact is planned"),
         _("no next contact is planned")),
    Fact("verified", pgettext_lazy("segment", "Verified"), Topic.CONTACT, PAST,
         {Is.LATELY: _("was verified within the last %(value)s days"),
          Is.LONG_NOT: _("not verified for %(value)s days")}, _verified),
    flag("trouble", _("Cannot be reached as recorded"), Topic.CONTACT,
         Q(has_trouble=True), _("cannot be reached as recorded"),
         _("nothing is wrong with how to reach him")),
    flag("arrival", _("To check at next arrival"), Topic.CONTACT,
         Q(check_at_arrival=True), _("is to be checked at the next arrival"),
         _("is not to be checked at the next arrival")),
    flag("phone", _("Has a phone number"), Topic.CONTACT, ~Q(phone=""),
         _("has a phone number"), _("has no phone number")),
]  # fmt: skip
FACTS = [*WHO, *STANDING, *CONTACT]
