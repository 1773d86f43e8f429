"""Columns of our own: shifts, which the database keeps in order and apart."""

import re

from django.db import models
from django.db.models.lookups import Lookup

from accounts.working_time import Shift

PAIR = re.compile(r"\[(\d+),(\d+)\)")


class ShiftsField(models.Field):
    """Shifts as (from, to) in minutes after midnight: an int4multirange.

    The type itself leaves no overlap and no disorder, and joins what touches.
    """

    def db_type(self, connection) -> str:
        return "int4multirange"

    def from_db_value(self, value, expression, connection) -> tuple[Shift, ...] | None:
        return None if value is None else self.to_python(value)

    def to_python(self, value) -> tuple[Shift, ...]:
        if isinstance(value, str):
            return tuple((int(a), int(b)) for a, b in PAIR.findall(value))
        return tuple(map(tuple, value or ()))

    def get_prep_value(self, value) -> str:
        pairs = self.to_python(value)
        return "{" + ",".join(f"[{begins},{ends})" for begins, ends in pairs) + "}"


@ShiftsField.register_lookup
class Within(Lookup):
    """Whether every shift lies within others: `monday__within=[(0, 1440)]`."""

    lookup_name = "within"

    def as_sql(self, compiler, connection) -> tuple[str, list]:
        left, params = self.process_lhs(compiler, connection)
        right, more = self.process_rhs(compiler, connection)
        return f"{left} <@ {right}::int4multirange", [*params, *more]
