"""What may be written to customers: wordings a second person approved."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from complaints.choices import AnswerState, Liability, TellingKind
from complaints.models.settings import Category
from complaints.querysets.answers import AnswerQuerySet

PEOPLE = settings.AUTH_USER_MODEL


class Answer(models.Model):
    """One version of a wording, in both languages; approved, it stands as it was.

    A draft changes until it is approved. What was sent names the version it came from.
    """

    code = models.SlugField(_("code"), max_length=30)
    version = models.PositiveSmallIntegerField(_("version"))
    use = models.CharField(_("used for"), max_length=10, choices=TellingKind)
    title_zh = models.CharField(_("title, Chinese"), max_length=80)
    title_en = models.CharField(_("title, English"), max_length=80)
    text_zh = models.TextField(_("text, Chinese"), max_length=2000)
    text_en = models.TextField(_("text, English"), max_length=2000)
    # "": whatever was found; an apology stands only where the fault was ours.
    liability = models.CharField(
        _("only where the fault is"), max_length=8, choices=Liability, blank=True
    )
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("only of the category"),
    )
    state = models.CharField(
        _("state"), max_length=8, choices=AnswerState, default=AnswerState.DRAFT
    )
    # None for what came with the product.
    author = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("written"))
    approver = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(_("approved"), null=True)
    retired_at = models.DateTimeField(_("taken out of use"), null=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("approved answer"), _("approved answers")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], name="answer_version_once"
            ),
            models.UniqueConstraint(
                fields=["code", "state"],
                condition=Q(state__in=[AnswerState.DRAFT, AnswerState.APPROVED]),
                name="answer_one_draft_one_approved",
            ),
            models.CheckConstraint(
                name="answer_words_known",
                condition=Q(state__in=AnswerState.values, use__in=TellingKind.values)
                & ~Q(text_zh="")
                & ~Q(text_en=""),
            ),
            models.CheckConstraint(
                name="answer_in_use_is_approved",
                condition=Q(state=AnswerState.DRAFT, approved_at=None, approver=None)
                | ~Q(state=AnswerState.DRAFT) & Q(approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="answer_approved_by_another",
                condition=Q(author=None)
                | Q(state=AnswerState.DRAFT)
                | Q(approver__isnull=False) & ~Q(approver=F("author")),
            ),
            models.CheckConstraint(
                name="answer_retired_iff_dated",
                condition=Q(state=AnswerState.RETIRED, retired_at__isnull=False)
                | ~Q(state=AnswerState.RETIRED) & Q(retired_at=None),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="approved_words_stand",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state <> 'DRAFT' AND (OLD.title_zh, OLD.title_en, OLD.text_zh,"
                    " OLD.text_en, OLD.use, OLD.liability, OLD.category_id) IS DISTINCT"
                    " FROM (NEW.title_zh, NEW.title_en, NEW.text_zh, NEW.text_en,"
                    " NEW.use, NEW.liability, NEW.category_id)"
                ),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            never_emptied(),
        ]

    def __str__(self) -> str:
        chinese = (get_language() or "zh").startswith("zh")
        return self.title_zh if chinese else self.title_en

    @property
    def text(self) -> str:
        """The words in the reader's language."""
        return self.text_in(get_language() or "zh")

    @property
    def is_draft(self) -> bool:
        return self.state == AnswerState.DRAFT

    @property
    def is_approved(self) -> bool:
        return self.state == AnswerState.APPROVED

    def text_in(self, language: str) -> str:
        return self.text_zh if language.startswith("zh") else self.text_en
