"""The messages of code and templates, and their translations, without gettext.

Templates are turned into the lines that Django itself hands to xgettext; Babel reads
those and the code, and writes the catalogues.
"""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Not seen by anyone who uses the product.
INNER = {"tests", "testing", "migrations", "launch"}
# Fixed, so that writing an unchanged catalogue changes no line of it.
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


def our_apps() -> list[str]:
    """Return the apps of this project, from the lowest floor up."""
    base = Path(settings.BASE_DIR)
    configs = apps.get_app_configs()
    return [one.label for one in configs if Path(one.path).parent == base]


def home(locale: str = "zh_Hans") -> Path:
    """Return the folder that holds `django.po` and `django.mo`."""
    return Path(settings.BASE_DIR) / "locale" / locale / "LC_MESSAGES"


def sources() -> Iterator[tuple[Path, str]]:
    """Yield (file, its text as Python) for everything that may hold a message."""
    base = Path(settings.BASE_DIR)
    for app in our_apps():
        for path in sorted((base / app).rglob("*.py")):
            if not INNER.intersection(path.relative_to(base).parts):
                yield path, path.read_text()
    for path in sorted((base / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            lines = templatize(path.read_text(), origin=str(path)).splitlines()
            # Indented as HTML is, it would not be Python.
            yield path, "\n".join(map(str.strip, lines))


def wanted() -> Catalog:
    """Return every message of the product, untranslated."""
    catalog = blank()
    for path, text in sources():
        found = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS)
        for line, message, comments, context in found:
            catalog.add(
                message,
                locations=[(str(path), line)],
                auto_comments=comments,
                context=context,
            )
    return catalog


def stored(locale: str = "zh_Hans") -> Catalog:
    """Return the catalogue as it stands in the repository."""
    path = home(locale) / "django.po"
    if not path.exists():
        return blank()
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def merged(locale: str = "zh_Hans") -> Catalog:
    """Return the wanted messages with the translations that are stored; never fuzzy."""
    old, new = stored(locale), wanted()
    for message in new:
        if not message.id:
            continue
        key = message.id[0] if message.pluralizable else message.id
        known = old.get(key, message.context)
        if known is None or not said(known) or known.fuzzy:
            continue
        single = isinstance(known.string, str)
        text = known.string if single else known.string[0]
        message.string = (text,) if message.pluralizable else text
    return new


def write(catalog: Catalog, locale: str = "zh_Hans") -> None:
    """Write both files, sorted and without line numbers, so that merges stay small."""
    folder = home(locale)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "django.po").open("wb") as file:
        write_po(
            file,
            catalog,
            no_location=True,
            sort_output=True,
            ignore_obsolete=True,
            width=0,
        )
    (folder / "django.mo").write_bytes(compiled(catalog))


def compiled(catalog: Catalog) -> bytes:
    """Return the catalogue as Django reads it at run time."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Return the messages without a translation."""
    return [str(message.id) for message in catalog if message.id and not said(message)]


def said(message: Message) -> bool:
    """Say whether a message has a translation in each of its forms."""
    text = message.string
    return bool(text) and (isinstance(text, str) or all(text))


def blank() -> Catalog:
    return Catalog(
        locale="zh_Hans",
        project="Weixi CRM",
        version="1",
        copyright_holder="Weixi CRM",
        creation_date=BEGINNING,
        revision_date=BEGINNING,
        last_translator="Weixi CRM",
        language_team="zh_Hans",
        fuzzy=False,
        header_comment="# Chinese of Weixi CRM; `manage.py messages` keeps it in step.",
    )
