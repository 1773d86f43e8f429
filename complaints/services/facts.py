"""What is known of a complaint, corrected: never what the customer said."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refused import Refused
from complaints.choices import Deed, Kind, Step
from complaints.models import Complaint, Line
from complaints.services import assigning, lines, majors, stages

CORRECTABLE = ("category", "department", "asset", "remedy", "remedy_words", "claimed",
               "happened_on", "facts", "about_user")  # fmt: skip


@transaction.atomic
def correct(
    complaint: Complaint, *, actor: User, standing: str, facts: dict, at: datetime,
    key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    """Change what `facts` holds of CORRECTABLE; each change stands in the history.

    A complaint found to be about whoever handles it goes one level up. TypeError for
    other fields; Refused where nothing is changed, or the asset is another's.
    """
    if unknown := set(facts) - set(CORRECTABLE):
        raise TypeError(f"not to be written: {', '.join(sorted(unknown))}")
    now = stages.lock_at(complaint, Step.CORRECT, standing, actor=actor, key=key)
    changed = {name: value for name, value in facts.items()
               if getattr(now, name) != value}  # fmt: skip
    if not changed:
        raise Refused(_("Nothing was changed."))
    asset = changed.get("asset")
    if asset and asset.customer_id != now.customer_id:
        raise Refused(_("It does not belong to this customer."), "asset")
    about = changed.get("about_user")
    if about and now.kind != Kind.PRAISE:
        changed |= assigning.away_from(now, about)
    told = {"actor": actor, "at": at, "key": key}
    line = lines.write(now, Deed.CORRECTED, **told, **changed)
    assigning.tell_if_given(now, changed, line=line, actor=actor, at=at)
    majors.judge(now, actor=actor, at=at)
    return line
