"""The nouns of visits: what took place, what was said and added, who is named."""

from visits.models.mentions import Mention
from visits.models.visits import (
    AMENDABLE_FOR,
    UNDOABLE_FOR,
    Addendum,
    FeedbackItem,
    Photo,
    Review,
    Visit,
)

__all__ = [
    "AMENDABLE_FOR",
    "UNDOABLE_FOR",
    "Addendum",
    "FeedbackItem",
    "Mention",
    "Photo",
    "Review",
    "Visit",
]
