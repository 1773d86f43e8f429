"""The role table laid out for a page: actions down, roles across, what was changed."""

from collections.abc import Iterable, Mapping

from accounts.choices import Reach
from accounts.permissions.actions import Can
from accounts.permissions.shipped import TOPICS, shipped


def table(roles: Iterable) -> dict:
    """Return roles, topics (each with rows of one cell a role) and what was changed.

    `roles` come with their grants loaded.
    """
    roles = list(roles)
    held = {role.pk: _held(role) for role in roles}

    def row(can: Can) -> dict:
        cells = [_cell(role, can, held[role.pk]) for role in roles]
        return {"can": can, "cells": cells}

    topics = [
        {"label": label, "rows": [row(can) for can in cans]} for label, cans in TOPICS
    ]
    changed = differences(roles)
    return {
        "roles": roles,
        "topics": topics,
        "changed_count": sum(len(each["cells"]) for each in changed),
        "changed_ids": {each["role"].pk for each in changed},
    }


def column(role, form, chosen: Mapping[Can, Reach]) -> list[dict]:
    """Return the topics of one role's form; rows of {"field", "shipped", …}.

    `is_changed` tells whether what stands now differs from what was shipped, `chosen`
    what the reader had chosen before somebody else's change came between.
    """
    return [
        {"label": label, "rows": [_row(role, can, form, chosen) for can in cans]}
        for label, cans in TOPICS
    ]


def differences(roles: Iterable) -> list[dict]:
    """Return {"role", "cells"} for each shipped role that was changed."""
    found = []
    for role in roles:
        if not role.is_shipped:
            continue
        held = _held(role)
        cells = [_cell(role, can, held) for can in Can]
        changed = [cell for cell in cells if cell["is_changed"]]
        if changed:
            found.append({"role": role, "cells": changed})
    return found


def _held(role) -> dict[str, str]:
    return {grant.action: grant.reach for grant in role.grants.all()}


def _cell(role, can: Can, held: dict[str, str]) -> dict:
    reach = Reach(held.get(can, Reach.NONE))
    origin = shipped(role.code, can)
    return {
        "role": role,
        "can": can,
        "reach": reach,
        "shipped": origin,
        "is_changed": role.is_shipped and reach != origin,
    }


def _row(role, can: Can, form, chosen: Mapping[Can, Reach]) -> dict:
    origin = shipped(role.code, can)
    stood = form.fields[can.value].initial
    mine = chosen.get(can, stood)
    words = dict(form.fields[can.value].choices)
    return {
        "chosen": words[mine] if mine != stood else "",
        "field": form[can.value],
        "shipped": origin,
        "is_changed": role.is_shipped and stood != origin,
    }
