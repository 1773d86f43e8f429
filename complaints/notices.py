"""What leaves for customers: the word to a worker that something waits, and mails."""

from hashlib import sha256
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import notices
from complaints.choices import TellingKind
from complaints.models import Telling

DELIVER = "complaints.tasks.deliver_tellings"
# Between the undo that ends and the worker that begins.
AFTER = 1


def tellings_asked(seconds: int = 0) -> bool:
    """Tell a worker that messages wait; say whether the broker heard it."""
    return notices.told(DELIVER, [], "the messages", countdown=seconds + AFTER)


def send(telling: Telling, *, address: str, link: str) -> None:
    """Hand one message to the gateway. Raises OSError, or ValueError for the address.

    Its Message-ID is the same at each try, so that a second copy can be known as one.
    """
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    word = sha256(f"telling {telling.pk}".encode()).hexdigest()[:20]
    headers = {"Message-ID": f"<c{telling.pk}.{word}@{host}>"}
    with override(telling.language):
        subject, text = subject_of(telling), _text(telling, link)
    EmailMessage(subject, text, to=[address], headers=headers).send()


def subject_of(telling: Telling) -> str:
    """Return a fixed sentence with the number: nothing anybody typed."""
    said = {
        TellingKind.RECEIPT: _("We have received what you told us (%(code)s)"),
        TellingKind.PROGRESS: _("How your concern stands (%(code)s)"),
        TellingKind.RESULT: _("The result on your concern (%(code)s)"),
        TellingKind.ANSWER: _("Our answer to you (%(code)s)"),
    }[telling.kind]
    return said % {"code": telling.complaint.code}


def url_of(token: str) -> str:
    """Return the whole address of a status page."""
    path = reverse("complaints:status", args=[token])
    return urljoin(settings.BASE_URL, path)


def _text(telling: Telling, link: str) -> str:
    lines = [telling.text.strip(), ""]
    if link:
        lines += [_("How it stands, and where you can write to us:"), link, ""]
    lines += [_("Number: %(code)s") % {"code": telling.complaint.code}]
    return "\n".join(lines) + "\n"
