"""What a customer was told of his complaint, each time: how, in which words, whether
it reached him and how he took it.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from accounts.choices import Language
from accounts.models import Outgoing
from complaints.choices import (
    BY_GATEWAY,
    Channel,
    Reaction,
    TellingKind,
    TellingState,
)
from complaints.models.answers import Answer
from complaints.models.complaints import Complaint
from complaints.querysets.tellings import TellingQuerySet

PEOPLE = settings.AUTH_USER_MODEL
OUT = (TellingState.SENT, TellingState.SPOKEN)


class Telling(Outgoing):
    """One thing told to the customer, from the words to his answer.

    An e-mail is held for a moment, so that it can be taken back; then it goes the way
    of all messages. What was said, and what was sent by hand, is out at once.
    """

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, related_name="tellings", db_index=False
    )
    # The line of the history that says the same, and the first of the same sending:
    # who is told the result at once knows, too, that his complaint arrived.
    place = models.PositiveIntegerField()
    since = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=TellingKind)
    channel = models.CharField(_("how"), max_length=10, choices=Channel)
    language = models.CharField(_("language"), max_length=7, choices=Language)
    # As it goes out, without greeting and link; empty where nobody wrote down what
    # was said.
    text = models.TextField(_("words"), max_length=4000, blank=True)
    # The approved version it began from, and whether the words differ from it.
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="+")
    is_changed = models.BooleanField(default=False)
    state = models.CharField(_("state"), max_length=10, choices=TellingState)
    made_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    reaction = models.CharField(
        _("reaction of the customer"),
        max_length=12,
        choices=Reaction,
        default=Reaction.UNKNOWN,
    )
    reacted_at = models.DateTimeField(null=True)
    submission_key = models.UUIDField(null=True, unique=True)

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("message"), _("messages")
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "place"], name="telling_once_a_line"
            ),
            models.CheckConstraint(
                name="telling_since_before", condition=Q(since__lte=F("place"))
            ),
            models.CheckConstraint(
                name="telling_words_known",
                condition=Q(kind__in=TellingKind.values, channel__in=Channel.values,
                            state__in=TellingState.values,
                            reaction__in=Reaction.values),
            ),
            models.CheckConstraint(
                name="telling_sent_iff_dated",
                condition=Q(state__in=OUT, sent_at__isnull=False)
                | ~Q(state__in=OUT) & Q(sent_at=None),
            ),
            models.CheckConstraint(
                name="telling_spoken_or_has_words",
                condition=Q(state=TellingState.SPOKEN) | ~Q(text=""),
            ),
            models.CheckConstraint(
                name="telling_held_by_gateway",
                condition=Q(state__in=OUT) | Q(channel__in=BY_GATEWAY),
            ),
            models.CheckConstraint(
                name="telling_reaction_dated",
                condition=Q(reaction=Reaction.UNKNOWN, reacted_at=None)
                | ~Q(reaction=Reaction.UNKNOWN)
                & Q(reacted_at__isnull=False, reacted_at__gte=F("made_at")),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(state__in=[TellingState.HELD, TellingState.WAITING]),
                name="telling_due",
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="words_stand",
                fields=["complaint", "place", "since", "kind", "channel",
                        "language", "text", "answer", "is_changed", "made_by",
                        "made_at"],
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            never_emptied(),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.place} {self.kind}"

    @property
    def is_held(self) -> bool:
        return self.state == TellingState.HELD

    @property
    def has_failed(self) -> bool:
        return self.state == TellingState.FAILED

    @property
    def is_out(self) -> bool:
        return self.state in OUT

    @property
    def is_by_hand(self) -> bool:
        """Say whether somebody sent it himself: there is no gateway for it."""
        return self.state == TellingState.SENT and self.channel not in BY_GATEWAY

    @property
    def awaits_reaction(self) -> bool:
        return self.is_out and self.reaction == Reaction.UNKNOWN
