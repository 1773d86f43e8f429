"""What every message that leaves by a gateway remembers of its way."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outgoing(models.Model):
    """One message to somebody, written by what causes it and sent by a worker.

    While a worker tries it, it is due again only after the lease; `attempts` says
    whose try it is. The address is the one its reader has when it is sent.
    """

    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("next try"))
    sent_at = models.DateTimeField(_("sent"), null=True)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)

    class Meta:
        abstract = True
