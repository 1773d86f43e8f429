"""What leaves the building: the word to a worker that something waits, and mails."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from html import unescape
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from kombu import Connection
from kombu.exceptions import OperationalError

from accounts.choices import GROUP_OF
from accounts.models import Mail, Notice, Role, User

RUN_JOB = "crm.tasks.run_job"
DELIVER_MAILS = "accounts.tasks.deliver_mails"
# The page that asked waits for this: half a second, then the clock takes it up.
PATIENCE = {
    "socket_connect_timeout": 0.3,
    "socket_timeout": 0.5,
    "max_retries": 1,
    "interval_start": 0,
    "connect_retries_timeout": 0.5,
}
# What says that no mail would go out now, whoever reads it.
GATEWAY_DOWN = (
    SMTPAuthenticationError, SMTPConnectError, SMTPHeloError, SMTPServerDisconnected,
)  # fmt: skip
MOST_LINES = 50
logger = logging.getLogger(__name__)


def job_asked(job_id: int, *, expires: float | None = None) -> bool:
    """Tell a worker to take the job up; say whether the broker heard it.

    A broker that is down loses nothing: the row waits for the clock. `expires`, in
    seconds, keeps the clock from filling the queue while every worker is busy.
    """
    return told(RUN_JOB, [job_id], f"job {job_id}", expires=expires)


def mails_asked() -> bool:
    """Tell a worker that mails wait; say whether the broker heard it."""
    return told(DELIVER_MAILS, [], "the mails")


def told(task: str, args: list, what: str, **when: float | None) -> bool:
    """Tell a worker of a task; say whether the broker heard it.

    `what` names it in the log, `when` holds `expires` or `countdown` in seconds.
    """
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS | PATIENCE
    broker = Connection(settings.CELERY_BROKER_URL, transport_options=options)
    try:
        with broker:
            current_app.send_task(task, args=args, connection=broker, **when)
    except OperationalError:
        logger.warning("The broker is down; the clock takes up %s.", what)
        return False
    return True


def letter(notice: Notice) -> tuple[str, str]:
    """Return subject and text of the mail that tells one notice, as its reader speaks.

    No customer's name stands in the subject, of one in the text only its first sign.
    """
    with _spoken_to(notice.user):
        group = GROUP_OF[notice.kind].label
        context = {"lines": [_line(notice)], "what": group}
        return _titled(group), _text("mail/notice.txt", context, notice.user)


def digest(user: User, notices: list[Notice], on: date) -> tuple[str, str]:
    """Return subject and text of the daily mail; `notices` come newest first."""
    with _spoken_to(user):
        title = _titled(_("What is new on %(day)s") % {"day": f"{on:%Y-%m-%d}"})
        lines = [_line(notice) for notice in notices[:MOST_LINES]]
        context = {"lines": lines, "more": max(len(notices) - MOST_LINES, 0)}
        return title, _text("mail/digest.txt", context, user)


def send(mail: Mail) -> None:
    """Hand one mail to the gateway. Raises OSError, or ValueError for a bad address.

    Its Message-ID is the same at each try, so that a second copy can be known as one.
    """
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    word = sha256(f"{mail.user_id} {mail.key}".encode()).hexdigest()[:20]
    headers = {
        "Message-ID": f"<{mail.pk}.{word}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    EmailMessage(mail.subject, mail.text, to=[mail.user.email], headers=headers).send()


def is_down(error: Exception) -> bool:
    """Say whether the gateway itself did not answer, so that the next is not tried."""
    silent = isinstance(error, OSError) and not isinstance(error, SMTPException)
    return silent or isinstance(error, GATEWAY_DOWN)


def is_final(error: Exception) -> bool:
    """Say whether the gateway refused the address for good."""
    if not isinstance(error, SMTPRecipientsRefused):
        return isinstance(error, ValueError)
    return all(code >= 500 for code, _said in error.recipients.values())


@contextmanager
def _spoken_to(user: User) -> Iterator[None]:
    """Speak a user's language and tell the time of his zone."""
    with (
        translation.override(user.language),
        timezone.override(ZoneInfo(user.time_zone)),
    ):
        yield


def _titled(text: str) -> str:
    return _("Weixi CRM: %(what)s") % {"what": text}


def _line(notice: Notice) -> dict:
    """Return {"at", "text", "url", "for_user"} of one notice; some kinds query."""
    names = Role.objects.names() if "role" in notice.params else {}
    context = {"notice": notice, "mailed": True, "role_names": names}
    said = unescape(strip_tags(render_to_string(notice.templates, context)))
    return {
        "at": notice.created_at,
        "text": " ".join(said.split()).rstrip(" :：–"),
        "url": _absolute(notice.url) if notice.url else "",
        "for_user": notice.for_user,
    }


def _text(template: str, context: dict, user: User) -> str:
    """Render a plain text, in which nothing needs escaping."""
    links = {
        "inbox_url": _absolute(reverse("inbox")),
        "settings_url": _absolute(reverse("my_notices")),
    }
    return unescape(render_to_string(template, context | links | {"reader": user}))


def _absolute(path: str) -> str:
    return urljoin(settings.BASE_URL, path)
