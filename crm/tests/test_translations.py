"""Chinese and English are complete, and what runs is what was translated."""

import re

import pytest
from django.utils import translation

from crm import catalog
from crm.tests import source

CHINESE = r"[\u4e00-\u9fff“”（）：，。、]"
HALF = re.compile(rf"{CHINESE}\s?[:(]|[:()]\s?{CHINESE}")
HOLE = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def test_the_catalogue_holds_exactly_the_messages_of_the_product():
    wanted = {message.id for message in catalog.wanted() if message.id}
    stored = {message.id for message in catalog.stored() if message.id}
    assert wanted - stored == set()
    assert stored - wanted == set()


def test_nothing_is_untranslated_or_fuzzy():
    stored = catalog.stored()
    assert catalog.untranslated(stored) == []
    assert [message.id for message in stored if message.id and message.fuzzy] == []


def test_what_runs_is_what_was_translated():
    on_disk = (catalog.home() / "django.mo").read_bytes()
    assert on_disk == catalog.compiled(catalog.stored())


def test_translations_keep_every_hole():
    wrong = []
    for message in catalog.stored():
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[1]
        target = (
            message.string if isinstance(message.string, str) else message.string[0]
        )
        if set(HOLE.findall(source)) != set(HOLE.findall(target)):
            wrong.append(source)
    assert wrong == []


def test_chinese_sentences_use_full_width_marks():
    half = re.compile(r"[\u4e00-\u9fff][,;:?!](?!\d)|[\u4e00-\u9fff]\.(?:\s|$)")
    wrong = [
        message.string
        for message in catalog.stored()
        if isinstance(message.string, str) and half.search(message.string)
    ]
    assert wrong == []


def test_chinese_colons_and_brackets_are_full_width():
    wrong = [
        text
        for message in catalog.stored()
        for text in _forms(message)
        if HALF.search(HOLE.sub("名", text))
    ]
    assert wrong == []


@pytest.mark.parametrize("text", ["%(name)s: %(value)s", "以他人(身份)", "评级: 好"])
def test_half_width_marks_beside_chinese_are_seen(text):
    assert HALF.search(HOLE.sub("名", text))


def test_no_template_sets_a_mark_between_two_texts():
    """A colon or bracket outside a message is half-width in Chinese too."""
    whole = re.compile(
        r"\{%\s*(blocktranslate|comment)\b.*?\{%\s*end\1\s*%\}", re.DOTALL
    )
    mark = re.compile(r"[}>]\s?[:(]\s|[:(]\s?\{[{%]|>[:(]")
    wrong = [
        f"{source.name(path)} {found[0]}"
        for path in source.templates()
        for found in mark.finditer(whole.sub("", path.read_text()))
    ]
    assert wrong == []


def test_a_page_speaks_the_language_asked_for(client, db):
    for language, word in (("zh-hans", "登录"), ("en", "Sign in")):
        with translation.override(language):
            page = client.get("/login/", headers={"accept-language": language})
        assert word in page.content.decode()


def _forms(message) -> list[str]:
    """Return every plural form of a translation, but not the catalogue's own head."""
    if not message.id:
        return []
    return [message.string] if isinstance(message.string, str) else [*message.string]
