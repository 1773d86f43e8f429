"""`manage.py take_mail < mail.eml`: what a mail server pipes in, taken in once."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from complaints import mails
from complaints.forms.says import told_of
from complaints.services import messages

# As mail servers understand them (sysexits.h): send it back, or try again later.
NO_MAIL, LATER = 65, 75


class Command(BaseCommand):
    help = "Take in one mail from standard input. The same mail again changes nothing."

    def handle(self, *args, **options):
        content = sys.stdin.buffer.read(mails.MOST_BYTES + 1)
        try:
            told = told_of(mails.read(content))
            inbound = messages.receive(at=timezone.now(), **told)
        except mails.NoMailError as error:
            raise CommandError("This is no mail.", returncode=NO_MAIL) from error
        except (DatabaseError, OSError) as error:
            text = f"Not taken in, try again later: {type(error).__name__}"
            raise CommandError(text, returncode=LATER) from error
        self.stdout.write(f"Message {inbound.pk}")
