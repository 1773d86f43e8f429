"""Spans of time that a column counts in days, for questions to the database."""

from datetime import timedelta

from django.db.models import DurationField, ExpressionWrapper, Value


def days(count) -> ExpressionWrapper:
    """Return so many days; `count` is an expression of a whole number."""
    one = Value(timedelta(days=1), output_field=DurationField())
    return ExpressionWrapper(one * count, output_field=DurationField())
