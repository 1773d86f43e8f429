"""Questions about customers and their contacts."""

from calendar import isleap
from collections.abc import Iterable
from datetime import date
from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Min, OuterRef, Q, When
from django.db.models.functions import Coalesce, ExtractDay, ExtractMonth, Lower, Upper

from accounts.models import AuditEntry
from accounts.permissions.actions import Can
from customers import typed
from customers.choices.consent import Basis, ConsentState, Purpose
from customers.querysets import search
from customers.querysets.completeness import LackQuerySet
from customers.querysets.rhythm import RhythmQuerySet

# A plate belongs to one; a few more have it by mistake, or one after the other.
MOST_OWNING = 50
# What a missing date sorts as: after every planned contact.
NEVER = date(9999, 12, 31)
# 1123 on 23 November of any year.
BIRTHDAY = ExtractMonth("birthday") * 100 + ExtractDay("birthday")


class CustomerQuerySet(RhythmQuerySet, LackQuerySet):
    def own(self, user) -> Q:
        """Own are the customers I own, and those I hold open work about."""
        held = list(user.hold_set.values_list("customer_id", flat=True)[:500])
        owned = super().own(user)
        return owned | Q(pk__in=held) if held else owned

    def due(self, on: date) -> Self:
        """Return the customers whose next contact was planned for `on` or earlier."""
        planned = Coalesce("next_contact_on", NEVER)
        return self.alias(planned_on=planned).filter(planned_on__lte=on)

    def in_segment(self, segment: str) -> Self:
        return self.filter(standing__segment=segment)

    def in_cell(self, r: int, f: int) -> Self:
        """Return those of one cell of the RFM grid, who paid for something once."""
        placed = self.filter(standing__r_class=r, standing__f_class=f)
        return placed.filter(standing__first_order_on__isnull=False)

    def falling(self) -> Self:
        """Return those whose score was too low for their tier at the last review."""
        return self.filter(standing__low_reviews__gt=0)

    def born_on(self, days: Iterable[date]) -> Self:
        """Return the customers whose birthday is one of these days, in their order.

        Each has `birthday_place`, the place in `days`. Whoever was born on 29 February
        celebrates on the 28th where there is none.
        """
        places: dict[int, int] = {}
        for place, day in enumerate(days):
            places[day.month * 100 + day.day] = place
            if (day.month, day.day) == (2, 28) and not isleap(day.year):
                places[229] = place
        whens = [When(day=day, then=place) for day, place in places.items()]
        known = self.filter(birthday__isnull=False).alias(day=BIRTHDAY)
        found = known.filter(day__in=sorted(places))
        return found.annotate(birthday_place=Case(*whens)).order_by(
            "birthday_place", "pk"
        )

    def with_due(self, kind: str, within: int, *, today: date) -> Self:
        """Return those with something in use whose day of `kind` comes or is past."""
        assets = self.model._meta.get_field("assets").related_model.objects
        due = assets.due(kind, within, today=today)
        return self.filter(pk__in=due.values("customer_id"))

    def without_phone(self) -> Self:
        return self.filter(phone="")

    def tagged(self, tag) -> Self:
        """Return those who bear `tag`; the index on its bearers answers."""
        marks = self.model._meta.get_field("marks").related_model.objects
        return self.filter(pk__in=marks.filter(tag=tag).values("customer_id"))

    def unverified_since(self, day: date) -> Self:
        """Return the customers nobody has verified since `day`."""
        return self.filter(Q(verified_on=None) | Q(verified_on__lt=day))

    def with_trouble(self) -> Self:
        return self.filter(has_trouble=True)

    def to_check(self) -> Self:
        return self.filter(check_at_arrival=True)

    def answering(self, key: str, **asked) -> Self:
        """Return those whose answer to the own field `key` is as `asked`.

        `exactly` names it; `least` and `most` are the ends of a range, both among it.
        """
        answered = self.exclude(own={})
        if "exactly" in asked:
            return answered.filter(own__contains={key: asked["exactly"]})
        known = answered.filter(own__has_key=key)
        if asked.get("least") is not None:
            known = known.filter(**{f"own__{key}__gte": asked["least"]})
        if asked.get("most") is not None:
            known = known.filter(**{f"own__{key}__lte": asked["most"]})
        return known

    def without_owner_at_work(self) -> Self:
        """Return the customers whose owner was deactivated: few people, asked first."""
        users = self.model._meta.get_field("owner").related_model.objects
        gone = list(users.filter(is_active=False).values_list("pk", flat=True))
        return self.filter(owner_id__in=gone)

    def for_work(self) -> Self:
        """Load what a line of a work list says of a customer, and no more."""
        return self.only("name", "tier", "city", "next_contact_on", "birthday")

    def with_phone(self, phone: str) -> Self:
        """Return the customers who, or whose contacts, have this normalised number.

        Costs one query at once for the contacts, so that both conditions use an index.
        """
        contacts = self.model._meta.get_field("contacts").related_model.objects
        through = contacts.filter(phone=phone).values_list("customer_id", flat=True)
        return self.filter(Q(phone=phone) | Q(pk__in=list(through[:50])))

    def reached_by(self, phone: str, email: str) -> Self:
        """Return whom this normalised number or this address reaches, by themselves.

        Of what is "" nothing is asked.
        """
        asked = Q(pk__in=[])
        if phone:
            asked |= Q(phone=phone)
        if email:
            asked |= Q(lower_email=email.lower()) & ~Q(email="")
        return self.folded().filter(asked).order_by("pk")

    def consenting(self, purpose: str, channel: str) -> Self:
        """Return those whose data may be used for `purpose`, reached by `channel`.

        Every list, message and file made for a purpose goes through here. What rests
        on the contract needs nobody's consent.
        """
        if Purpose(purpose).basis is Basis.CONTRACT:
            return self
        said = self._consents().about(purpose, channel).filter(customer=OuterRef("pk"))
        # One look into an index for each customer, whatever the planner believes.
        last = models.Subquery(said.order_by("-pk").values("state")[:1])
        return self.alias(last_said=last).filter(last_said=ConsentState.GIVEN)

    def with_agreed(self, purpose: str) -> Self:
        """Add `agreed`: the channels by which a customer may be reached for it."""
        said = self._consents().filter(customer=OuterRef("pk"), purpose=purpose)
        return self.annotate(agreed=ArraySubquery(said.given().values("channel")))

    def _consents(self):
        return self.model._meta.get_field("consents").related_model.objects

    def search(self, text: str, user=None) -> Self:
        """Return the customers that fit what was typed; one index answers.

        By a whole plate or VIN only `user` finds, and whose numbers he may reveal.
        """
        rows, asked = self._owning(text, user)
        found = rows.filter(search.fitting(asked))
        return found.filter(search.Seldom("pk")) if asked.fits else found

    def ranked(self, text: str, user) -> Self:
        """Return the best fits among a bounded number of candidates, best first."""
        rows, asked = self._owning(text, user)
        found = self.model.objects.filter(pk__in=search.candidates(rows, asked, user))
        ranked = found.annotate(rank=search.rank(asked))
        return ranked.order_by("rank", *search.best_first(user))

    def _owning(self, text: str, user) -> tuple[Self, typed.Asked]:
        """Return among whom what was typed finds, and what that is.

        A whole plate or VIN is looked up among those whose numbers `user` may reveal;
        of all others, and where there is none, its visible end counts alone.
        """
        asked = typed.read(text)
        if not (asked.is_of_asset and user and user.may(Can.REVEAL_NUMBERS)):
            return self, asked
        whole = typed.read(text, is_whole=True)
        known = self.model.objects.for_user(user, Can.REVEAL_NUMBERS)
        known = known.filter(search.fitting(whole)).order_by()
        ids = list(known.values_list("pk", flat=True)[:MOST_OWNING])
        return (self.filter(pk__in=ids), whole) if ids else (self, asked)

    def from_source(self, source: str) -> Self:
        """Return the customers that an import found in `source`."""
        return self.filter(external_source=source).exclude(external_key="")

    def with_keys(self, keys: Iterable[str]) -> Self:
        """Return those whose key in their source is one of `keys`."""
        return self.filter(external_key__in=list(keys))

    def given(self, deed) -> Self:
        """Return the customers that changed hands in one deed (`customers.deeds`)."""
        entries = AuditEntry.objects.filter(
            actor_id=deed.actor_id, action="customer.assigned", at=deed.at
        )
        return self.filter(pk__in=entries.values("customer_id"))

    def made_by_import(self, batch_id: int) -> Self:
        """Return the customers that one import made, changed or added a contact to."""
        rows = self.model._meta.get_field("importrow").related_model.objects
        made = rows.filter(batch_id=batch_id).made()
        return self.filter(pk__in=made.values("customer_id"))

    def alike(
        self, names: Iterable[str], keys: Iterable[str], field: str, values: Iterable
    ) -> Self:
        """Return (name, value of `field`, first id) for these names, sorted as `keys`.

        One row for each name and value, however many customers share them.
        """
        same = self.filter(name_key__in=list(keys), name__in=list(names))
        same = same.filter(**{f"{field}__in": list(values)}).order_by()
        return same.values_list("name", field).annotate(first=Min("pk"))

    def for_page(self) -> Self:
        """Load what every page about one customer reads: owner and branch."""
        return self.select_related("owner", "branch").defer("search")

    def for_row(self) -> Self:
        """Load what one row of a customer list reads."""
        return self.select_related("owner").only(
            "name", "short_name", "code", "kind", "partner_kind", "phone", "tier",
            "city", "last_contact_at", "next_contact_on", "purchase_total",
            "has_trouble", "check_at_arrival", "owner__name",
        )  # fmt: skip

    def with_labels(self) -> Self:
        """Add to each row, as `labels`, what `facts/_tags.html` reads; one query."""
        marks = self.model._meta.get_field("marks").related_model.objects
        return self.prefetch_related(
            models.Prefetch("marks", marks.for_chips(), to_attr="labels")
        )

    def folded(self) -> Self:
        """Add the columns that are compared without regard to case, as indexed."""
        return self.alias(
            upper_id_number=Upper("id_number"),
            lower_wechat=Lower("wechat"),
            lower_email=Lower("email"),
        )

    def unmerged(self) -> Self:
        """Return those who stand and those in the recycle bin."""
        return self.filter(merged_into=None)

    def binned(self) -> Self:
        """Return those in the recycle bin."""
        return self.unmerged().filter(removed_at__isnull=False)

    def beginning(self, key: str) -> Self:
        """Return whose name begins with these syllables of pinyin, in that order."""
        begun = self.filter(name_key__gte=key, name_key__lt=f"{key}!")
        return begun.order_by("name_key", "pk")

    def trail_ids(self, customer_id: int) -> Self:
        """Return under which ids the trail tells of one: his, and merged ones'."""
        either = Q(pk=customer_id) | Q(merged_into_id=customer_id)
        return self.filter(either).order_by().values_list("pk", flat=True)


class Standing(models.Manager.from_queryset(CustomerQuerySet)):
    """The one place that leaves out who was removed, or merged into another."""

    def get_queryset(self) -> CustomerQuerySet:
        return super().get_queryset().filter(removed_at=None)


class ContactQuerySet(models.QuerySet):
    def of_standing(self) -> Self:
        """Return the contacts of the customers who stand in the archive."""
        return self.filter(customer__removed_at=None)

    def for_list(self) -> Self:
        return self.order_by("role", "pk")
