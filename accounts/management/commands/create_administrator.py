"""Makes the first administrator of a new installation, from the server's console."""

import getpass

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Role
from accounts.permissions.actions import Can
from accounts.refused import Refused
from accounts.services import people


class Command(BaseCommand):
    help = "Create a user who may manage users and roles; asks for a password."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="full name, as pages show it")

    def handle(self, *args, username, name, **options):
        password = getpass.getpass("Password: ")
        try:
            password_validation.validate_password(password)
            user = people.create_user(
                username,
                actor=None,
                name=name or username,
                password=password,
                roles=Role.objects.able_to(Can.MANAGE_ROLES),
                at=timezone.now(),
            )
        except (Refused, ValidationError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{user.username} may sign in and manage users and roles.")
