"""Everything that changes who works here and what runs behind, by noun."""

from accounts.services import (
    exports,
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
    "exports",
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
