"""The migrated database that every test process clones; kept while it is current."""

from urllib.parse import urlsplit, urlunsplit

from psycopg2 import sql

from crm.launch import preparation, steps
from crm.launch.interrupts import Interrupts
from crm.launch.statements import Cursor, statements

NAME = "crm_template"
MAINTENANCE = "postgres"
# Rows that migrations made and every test may rely on, those referred to before those
# that refer. A copy lies in a schema of its own: the test that changed one gets the
# original back.
SHIPPED = (
    "accounts_calendaryear",
    "accounts_role",
    "accounts_grant",
    "accounts_department",
    "accounts_workingcalendar",
    "accounts_calendarday",
    "django_content_type",
    "auth_permission",
    "complaints_category",
    "complaints_cause",
    "complaints_policy",
    "complaints_clockrule",
    "complaints_answer",
    "customers_completenessrule",
    "customers_consenttext",
    "customers_poolrule",
    "customers_retentionclass",
    "customers_stagerule",
    "customers_tierpolicy",
    "customers_tiercuts",
    "customers_tierstrategy",
    "django_migrations",
)


def in_database(url: str, name: str) -> str:
    """Return the same server and role with another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def provide(env: dict[str, str], interrupts: Interrupts) -> None:
    """Make the template unless the one that stands was made from the same files."""
    owner = env.get("DATABASE_OWNER_URL", env["DATABASE_URL"])
    wanted = preparation.fingerprint(preparation.SHAPES_THE_DATABASE)
    with statements(in_database(owner, MAINTENANCE)) as cursor:
        if made_from(cursor) == wanted:
            return
        replace(cursor)
        inside = {
            "DATABASE_URL": in_database(env["DATABASE_URL"], NAME),
            "DATABASE_OWNER_URL": in_database(owner, NAME),
        }
        preparation.migrate(env | inside, interrupts, "Making the test template")
        with statements(inside["DATABASE_OWNER_URL"]) as within:
            copy_shipped(within)
        seal(cursor, wanted)
    steps.say("Test template ready")


def made_from(cursor: Cursor) -> str | None:
    cursor.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
        "WHERE datname = %s AND datistemplate",
        [NAME],
    )
    found = cursor.fetchone()
    return found[0] if found else None


def replace(cursor: Cursor) -> None:
    name = sql.Identifier(NAME)
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
    if cursor.fetchone():
        cursor.execute(sql.SQL("ALTER DATABASE {} IS_TEMPLATE false").format(name))
        cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
    cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(name))


def copy_shipped(cursor: Cursor) -> None:
    cursor.execute("CREATE SCHEMA shipped")
    for table in SHIPPED:
        copy = "CREATE TABLE shipped.{table} AS TABLE public.{table}"
        cursor.execute(sql.SQL(copy).format(table=sql.Identifier(table)))


def seal(cursor: Cursor, wanted: str) -> None:
    """Allow others to clone it and write down what it was made from."""
    name = sql.Identifier(NAME)
    cursor.execute(sql.SQL("ALTER DATABASE {} IS_TEMPLATE true").format(name))
    cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS %s").format(name), [wanted])
