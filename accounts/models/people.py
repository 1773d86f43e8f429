"""Who works here: branches, teams in a reporting tree, users."""

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import reach
from accounts.append_only import never_emptied
from accounts.choices import Density, Language, Reach, Theme
from accounts.permissions.actions import Can
from accounts.querysets import (
    BranchQuerySet,
    DepartmentQuerySet,
    TeamQuerySet,
    Users,
    reaches,
)

# Columns whose change alone is no history.
UNTRACKED = ["last_login", "last_role", "must_change_password"]


class Branch(models.Model):
    """One dealership, shop or office."""

    code = models.CharField(_("code"), max_length=16, unique=True)
    name = models.CharField(_("name"), max_length=80)
    city = models.CharField(_("city"), max_length=40, blank=True)

    objects = BranchQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("branch"), _("branches")

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """People who report to one lead; a team may stand below another."""

    name = models.CharField(_("name"), max_length=80)
    branch = models.ForeignKey(Branch, models.PROTECT, verbose_name=_("branch"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("reports to")
    )
    lead = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_teams",
        verbose_name=_("lead"),
    )
    # "/1/4/": ids from the top down to this team, kept by `services.teams`.
    path = models.CharField(max_length=200, editable=False, default="", db_index=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("team"), _("teams")
        indexes = [
            models.Index(OpClass("path", name="text_pattern_ops"), name="team_path")
        ]
        constraints = [
            models.CheckConstraint(
                name="team_not_its_own_parent",
                condition=~models.Q(parent=models.F("pk")),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """One part of the company beside customer care that answers for what it does."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name_zh = models.CharField(_("name, Chinese"), max_length=40)
    name_en = models.CharField(_("name, English"), max_length=40)
    # Of each branch, who answers for it there; one without a branch does in all.
    liaisons = models.ManyToManyField(
        "accounts.User",
        blank=True,
        related_name="departments",
        verbose_name=_("liaisons"),
    )
    is_active = models.BooleanField(_("in use"), default=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("department"), _("departments")

    def __str__(self) -> str:
        chinese = (get_language() or "zh").startswith("zh")
        return self.name_zh if chinese else self.name_en


@pghistory.track(
    pghistory.UpdateEvent(
        row=pghistory.Old,
        condition=pghistory.AnyChange(exclude=UNTRACKED),
    ),
    exclude=["password", "last_login", "must_change_password"],
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class User(AbstractBaseUser):
    """Someone who signs in. Deactivated, never deleted: history keeps its names."""

    username = models.CharField(
        _("user name"),
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
    )
    name = models.CharField(_("full name"), max_length=60)
    name_key = models.CharField(max_length=120, editable=False, default="")
    pinyin = models.CharField(max_length=300, editable=False, default="")
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("mobile"), max_length=20, blank=True)
    branch = models.ForeignKey(
        Branch, models.PROTECT, null=True, blank=True, verbose_name=_("branch")
    )
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("team"),
    )
    roles = models.ManyToManyField(
        "accounts.Role", blank=True, related_name="holders", verbose_name=_("roles")
    )
    is_active = models.BooleanField(_("active"), default=True)
    deactivated_at = models.DateTimeField(null=True, blank=True, editable=False)
    language = models.CharField(
        _("language"), max_length=8, choices=Language, default=Language.CHINESE
    )
    theme = models.CharField(
        _("theme"), max_length=8, choices=Theme, default=Theme.SYSTEM
    )
    density = models.CharField(
        _("density"), max_length=12, choices=Density, default=Density.COMFORTABLE
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")
    # Someone else chose the password: nothing opens until its owner has chosen one.
    must_change_password = models.BooleanField(default=False, editable=False)
    # The role whose Today page was open last, for those who hold several.
    last_role = models.CharField(max_length=20, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = Users()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    # Set per request by the middleware, so that the audit trail can tell where from.
    request_id = ""
    ip = None
    # The administrator who looks through this user's eyes, while he does.
    seen_by = None

    class Meta:
        verbose_name, verbose_name_plural = _("user"), _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_name_once",
                violation_error_message=_("This user name is taken."),
            ),
            models.CheckConstraint(
                name="user_deactivated_iff_dated",
                condition=models.Q(is_active=True, deactivated_at=None)
                | models.Q(is_active=False, deactivated_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def may(self, can: Can) -> bool:
        """Say whether any role grants `can` at all. One query per user object."""
        return bool(reaches(self, can))

    @property
    def is_staff(self) -> bool:
        """Say whether the admin site is open to this user; Django asks by this name."""
        return self.may(Can.OPEN_ADMIN)

    def grants(self) -> dict[Can, frozenset[Reach]]:
        """Return how far the user may go: what his roles hold, as `reach` narrows it.

        Read once for the life of this object.
        """
        return self._grants

    def held(self) -> dict[Can, set[Reach]]:
        """Return the cells of the user's roles as they are granted; one query, once."""
        return self._held

    def role_codes(self) -> list[str]:
        """Return the codes of the user's roles in shipped order; one query, once."""
        return self._role_codes

    def led_paths(self) -> list[str]:
        """Return the paths of the teams this user leads; one query, once."""
        return self._led_paths

    def led_ids(self) -> list[int]:
        """Return the ids of the people in and below the teams led; one query, once."""
        return self._led_ids

    @cached_property
    def _grants(self):
        return reach.narrowed(self._held)

    @cached_property
    def _held(self):
        held: dict[Can, set[Reach]] = {}
        rows = self.roles.through.objects.filter(user_id=self.pk).values_list(
            "role__grants__action", "role__grants__reach"
        )
        for action, cell in rows:
            if action in Can.values and cell != Reach.NONE:
                held.setdefault(Can(action), set()).add(Reach(cell))
        return held

    @cached_property
    def _role_codes(self):
        return list(self.roles.order_by("pk").values_list("code", flat=True))

    @cached_property
    def _led_paths(self):
        return list(self.led_teams.values_list("path", flat=True))

    @cached_property
    def _led_ids(self):
        return list(User.objects.led_by(self).values_list("pk", flat=True))
