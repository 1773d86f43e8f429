"""What can only be seen once the product stands: told by number, with its cure."""

from django.core.checks import Error, Tags, register
from django.db import connections


@register(Tags.database)
def chinese_is_searchable(app_configs, databases, **kwargs):
    """A cluster made under LC_CTYPE=C lower-cases and matches no Chinese, silently."""
    if not databases or "default" not in databases:
        return []
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT datctype FROM pg_database WHERE datname = current_database()"
        )
        (ctype,) = cursor.fetchone()
    if ctype not in {"C", "POSIX"}:
        return []
    return [
        Error(
            f"The database was made with LC_CTYPE={ctype}: Chinese is not searchable.",
            hint="Make it anew with `createdb --locale=C.UTF-8 --template=template0`.",
            id="crm.E001",
        )
    ]
