"""What each role may do: one row a cell of the role table."""

import pghistory
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from accounts.choices import Reach
from accounts.querysets import RoleQuerySet


class Role(models.Model):
    """A post someone holds: one of the shipped eleven, or the administrator's own."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=40)
    name_en = models.CharField(_("English name"), max_length=40)
    is_shipped = models.BooleanField(default=False, editable=False)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("role"), _("roles")

    def __str__(self) -> str:
        chinese = (get_language() or "zh").startswith("zh")
        return self.name_zh if chinese else self.name_en


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class Grant(models.Model):
    """One cell: how far a role may apply an action. An absent cell grants nothing."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="grants")
    # A word of `Can`: no list here, which each new action would have to migrate.
    action = models.CharField(max_length=30)
    reach = models.CharField(max_length=8, choices=Reach)

    class Meta:
        verbose_name, verbose_name_plural = _("grant"), _("grants")
        constraints = [
            models.UniqueConstraint(fields=["role", "action"], name="grant_one_a_cell"),
            models.CheckConstraint(
                name="grant_reach_known", condition=models.Q(reach__in=Reach.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_id} {self.action} {self.reach}"
