"""No English on a Chinese page other than data, and the reverse, on every page."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import chain

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.test import Client

from accounts.choices import Language
from accounts.models import User
from crm.tests import access

PAGES = [
    row for row in access.ROWS if row.post is None and row.url not in access.NO_PAGES
]
SPOKEN = {"title", "placeholder", "aria-label", "alt", "content"}
UNSEEN = {"script", "style", "svg"}
LATIN = re.compile(r"[A-Za-z]{2,}")
HAN = re.compile(r"[\u3400-\u9fff]+")
OURS = ("accounts", "customers", "visits", "complaints")
TYPED = (models.CharField, models.TextField, models.JSONField, ArrayField)
# What the product itself writes into columns without a list.
UNWRITTEN = {
    "accounts.AuditEntry", "accounts.CalendarDay", "accounts.Job", "accounts.ListState",
    "accounts.Mail", "customers.Hold", "customers.Promise",
    "customers.TierPolicy", "customers.TierStanding", "customers.TierAssignment",
}  # fmt: skip
# Names of things, not words of a language.
NAMES = {
    "Weixi", "CRM", "English", "CSV", "Excel", "xlsx", "csv", "ID", "KH", "CMP", "IP",
    "Ctrl", "Alt", "Enter", "Esc", "Tab", "Shift", "PNG", "JPG", "JPEG", "UTF", "GBK",
    "GB", "MB", "KB", "BOM", "IMP", "ISO", "eml", "Django", "Asia", "Shanghai",
    "POST", "UTC", "RFM", "PDF", "WebP", "VIN", "Word",
}  # fmt: skip


class Words(HTMLParser):
    """Collects what a reader sees or hears of a page."""

    def __init__(self):
        super().__init__()
        self.inside, self.heard = [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in {"meta", "link", "input", "br", "img", "hr", "use", "path"}:
            foreign = "lang" in given and tag != "html"
            self.inside.append((tag, tag in UNSEEN or foreign))
        if tag == "meta":
            return
        self.heard += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if not any(unseen for _, unseen in self.inside):
            self.heard.append(text)


def heard(page: str) -> str:
    words = Words()
    words.feed(page)
    return "\n".join(text.strip() for text in words.heard if text.strip())


def data() -> list[str]:
    """Return what people wrote, longest first: it may stand in any language."""
    found = {"人工", "京"}
    for model in chain(*(apps.get_app_config(one).get_models() for one in OURS)):
        if model._meta.label in UNWRITTEN or model._meta.model_name.endswith("event"):
            continue
        typed = [field.name for field in model._meta.fields if is_typed(field)]
        for row in model._base_manager.values_list(*typed) if typed else ():
            found |= set(written(row))
    # A person without a picture is shown by the last character of his name.
    found |= {name[-1] for name in User.objects.values_list("name", flat=True)}
    return sorted(found, key=len, reverse=True)


def is_typed(field) -> bool:
    """Say whether people write into a column, rather than pick from a list."""
    return isinstance(field, TYPED) and not field.choices


def written(value) -> Iterator[str]:
    """Yield the texts in a value, however deep."""
    if isinstance(value, str) and (len(value) > 1 or HAN.match(value)):
        yield value
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for each in value:
            yield from written(each)


def foreign(page: str, language: str) -> list[str]:
    text = heard(page)
    text = re.sub(r"\S+@\S+|https?://\S+|/[\w/-]+/|\b[\w-]+\.\w{2,4}\b", " ", text)
    # What is left of a plate or a VIN behind its mask.
    text = re.sub(r"\S+\*{4}\S*", " ", text)
    for written in data():
        text = text.replace(written, " ")
    # What an approved answer has filled in.
    text = re.sub(r"\$[a-z]+", " ", text)
    if language == "en":
        return [word for word in HAN.findall(text) if word != "中文"]
    return [word for word in LATIN.findall(text) if word not in NAMES]


@pytest.fixture
def world(shared_world, undone):
    return shared_world


@pytest.mark.parametrize("language", Language.values)
@pytest.mark.parametrize("row", PAGES, ids=str)
def test_a_page_speaks_one_language(row, language, world):
    who = row.reader()
    client = Client(headers={"accept-language": language})
    if row.url != "login":
        user = getattr(world.cast, who)
        User.objects.filter(pk=user.pk).update(language=language)
        client.force_login(user)
    response = client.get(row.address(world), follow=True)
    assert response.status_code == 200
    assert foreign(response.content.decode(), language) == []
