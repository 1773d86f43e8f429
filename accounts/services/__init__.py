"""Everything that changes who works here and what runs behind, by noun."""

from accounts.services import (
    availability,
    exports,
    jobs,
    list_states,
    mails,
    notices,
    outbox,
    passwords,
    people,
    profile,
    roles,
    see_as,
    sign_in,
    teams,
)

__all__ = [
    "availability",
    "exports",
    "jobs",
    "list_states",
    "mails",
    "notices",
    "outbox",
    "passwords",
    "people",
    "profile",
    "roles",
    "see_as",
    "sign_in",
    "teams",
]
