"""Everything that changes who works here and what runs behind, by noun."""

from accounts.services import (
    jobs,
    list_states,
    notices,
    passwords,
    people,
    profile,
    roles,
    see_as,
    sign_in,
    teams,
)

__all__ = [
    "jobs",
    "list_states",
    "notices",
    "passwords",
    "people",
    "profile",
    "roles",
    "see_as",
    "sign_in",
    "teams",
]
