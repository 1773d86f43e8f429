"""What one can do from the search box, and the words it is found by."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.permissions.actions import Can
from accounts.pinyin import plain, spoken
from crm.places import CREATES, PLACES, Entry


@dataclass(frozen=True)
class Command:
    """One line of the search box; `post` fields make it a button that sends them."""

    label: str
    icon: str
    name: str
    can: Can
    post: tuple[tuple[str, str], ...] = ()
    # The language it is about, for what stands in its own language.
    lang: str = ""

    @property
    def url(self) -> str:
        try:
            return reverse(self.name)
        except NoReverseMatch:
            return ""

    @property
    def key(self) -> str:
        """What tells it from the others on a page."""
        ending = "-".join(value for _field, value in self.post)
        return f"{self.name}-{ending}".replace(":", "-").strip("-")


def _of(entry: Entry) -> Command:
    return Command(entry.label, entry.icon, entry.name, entry.can)


COMMANDS = (
    *map(_of, CREATES),
    Command(_("Plan a visit"), "calendar-plus", "visits:plan", Can.LOG_VISITS),
    *(_of(entry) for group in PLACES for entry in group.entries),
    Command(_("Profile, theme and time zone"), "person-circle", "me", Can.USE_PRODUCT),
    Command(_("Keyboard shortcuts"), "keyboard", "shortcuts", Can.USE_PRODUCT),
    Command(
        _("Switch language to Chinese"), "translate", "language", Can.USE_PRODUCT,
        (("language", "zh-hans"),),
    ),
    Command(
        _("Switch language to English"), "translate", "language", Can.USE_PRODUCT,
        (("language", "en"),),
    ),
)  # fmt: skip


def open_to(user, language: str) -> list[Command]:
    """Return what the user may do; the language he reads is not offered again."""
    return [
        command
        for command in COMMANDS
        if user.may(command.can)
        and command.url
        and ("language", language) not in command.post
    ]


def fitting(user, text: str, language: str) -> list[Command]:
    """Return the commands called `text` in either language, or sounding like it."""
    wanted = plain(text)
    return [
        command
        for command in open_to(user, language)
        if not wanted or any(_says(word, wanted) for word in _words(command))
    ]


def _says(word: str, wanted: str) -> bool:
    return wanted in word if len(wanted) > 1 else word.startswith(wanted)


@lru_cache(maxsize=64)
def _words(command: Command) -> tuple[str, ...]:
    """Return what a command is called in every language, and how the Chinese sounds."""
    called = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            label = str(command.label)
        full, initials = spoken(label)
        called += [plain(label), *full, *initials]
    return tuple(dict.fromkeys(called))
